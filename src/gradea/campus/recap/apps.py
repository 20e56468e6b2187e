"""The slice `recap`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class RecapConfig(AppConfig):
    """Registers its place in the navigation, and what it adds to a person's own file."""

    name = "gradea.campus.recap"
    label = "recap"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register."""
        from gradea.campus.people.export import register_part  # noqa: PLC0415 - the settings must be ready first
        from gradea.campus.recap.photos import own_part  # noqa: PLC0415 - as above
        from gradea.campus.shell.navigation import Entry, register_entry  # noqa: PLC0415 - as above

        register_entry(Entry(label=gettext_lazy("Recap"), url_name="recap:home", icon="play", order=70))
        register_part("recap", own_part)
