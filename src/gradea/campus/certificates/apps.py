"""The slice `certificates`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class CertificatesConfig(AppConfig):
    """Registers its place in the navigation when the site starts."""

    name = "gradea.campus.certificates"
    label = "certificates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register."""
        from gradea.campus.shell.navigation import Entry, register_entry  # noqa: PLC0415 - the settings must be ready first

        register_entry(
            Entry(label=gettext_lazy("Certificates"), url_name="certificates:home", icon="certificate", order=65)
        )
