"""The people slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class PeopleConfig(AppConfig):
    """People."""

    name = "gradea.campus.people"
    label = "people"

    def ready(self) -> None:
        """Offer the list of people to those who keep it."""
        from gradea.campus.shell.navigation import Entry, register_entry  # noqa: PLC0415  # apps must be loaded first

        register_entry(
            Entry(
                label=gettext_lazy("People"),
                url_name="people:people",
                icon="team",
                policy="role:organiser|trainer",
                order=60,
                door=gettext_lazy("Sign-in codes and badges for everybody in this edition."),
                first_for="role:organiser",
            )
        )
