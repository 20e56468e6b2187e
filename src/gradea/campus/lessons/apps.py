"""The slice `lessons`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class LessonsConfig(AppConfig):
    """Registers its place in the navigation and its streams when the site starts."""

    name = "gradea.campus.lessons"
    label = "lessons"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register."""
        from gradea.campus.lessons import live  # noqa: PLC0415 - the settings must be ready first
        from gradea.campus.shell.navigation import Entry, register_entry  # noqa: PLC0415 - as above

        live.register()
        register_entry(
            Entry(
                label=gettext_lazy("Lessons"),
                url_name="lessons:home",
                icon="speech",
                order=33,
                door=gettext_lazy("Lectures, demonstrations, tours and the glossary"),
            )
        )
