"""The slice `recipes`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class RecipesConfig(AppConfig):
    """Registers its place in the navigation when the site starts."""

    name = "gradea.campus.recipes"
    label = "recipes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register."""
        from gradea.campus.shell.navigation import Entry, register_entry  # noqa: PLC0415 - the settings must be ready first

        register_entry(
            Entry(
                label=gettext_lazy("Recipes"),
                url_name="recipes:home",
                icon="list",
                policy="role:trainer|qa|qp|qc",
                order=60,
            )
        )
