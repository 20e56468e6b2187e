"""The slice `careers`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class CareersConfig(AppConfig):
    """Registers its place in the navigation, and what it adds to a person's own file."""

    name = "gradea.campus.careers"
    label = "careers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register."""
        from gradea.campus.careers.own import own_part  # noqa: PLC0415 - the settings must be ready first
        from gradea.campus.people.export import register_part  # noqa: PLC0415 - as above
        from gradea.campus.shell.navigation import Entry, register_entry  # noqa: PLC0415 - as above

        register_entry(
            Entry(
                label=gettext_lazy("Employers"),
                url_name="careers:home",
                icon="factory",
                order=68,
                door=gettext_lazy("Who is here, whom they look for, and what each of them may see of you."),
                first_for="role:employer",
            )
        )
        register_part("careers", own_part)
