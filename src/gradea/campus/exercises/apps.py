"""The slice `exercises`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ExercisesConfig(AppConfig):
    """Registers its place in the navigation when the site starts."""

    name = "gradea.campus.exercises"
    label = "exercises"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register."""
        from gradea.campus.shell.navigation import Entry, register_entry  # noqa: PLC0415 - the settings must be ready first

        register_entry(
            Entry(
                label=gettext_lazy("Exercises"),
                url_name="exercises:home",
                icon="list",
                order=35,
                door=gettext_lazy("Practise with questions, and say how sure you are"),
            )
        )
