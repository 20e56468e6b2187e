"""The slice `cockpit`."""

from django.apps import AppConfig


class CockpitConfig(AppConfig):
    """Registers its live stream when the site starts; its door is among those of the programme."""

    name = "gradea.campus.cockpit"
    label = "cockpit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register."""
        from gradea.campus.cockpit.live import register  # noqa: PLC0415 - models must be ready first

        register()
