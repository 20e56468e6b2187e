"""The programme slice as a Django app."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Programme."""

    name = "gradea.campus.programme"
    label = "programme"

    def ready(self) -> None:
        """Offer a person's first page and the programme."""
        from gradea.campus.shell.navigation import Entry, register_entry  # noqa: PLC0415  # apps must be loaded first

        for entry in (
            Entry(label="Today", url_name="programme:today", icon="clock", order=10),
            Entry(label="Programme", url_name="programme:programme", icon="calendar", policy="public", order=20),
            Entry(label="Teams", url_name="programme:teams", icon="flag", policy="role:trainer|organiser", order=50),
            # Doors to the practical, in the order in which a first page offers them. A slice may register its own words.
            Entry(
                label="Cockpit",
                url_name="cockpit:home",
                icon="gauge",
                policy="role:trainer",
                order=25,
                door="See all teams at once, and plant a fault at the right moment.",
            ),
            Entry(
                label="Cleanroom",
                url_name="cleanroom:home",
                icon="gown",
                policy="person",
                order=30,
                door="Gown, go in, make the batch, and write down what you did.",
            ),
            Entry(
                label="Debrief",
                url_name="debrief:home",
                icon="chart",
                policy="person",
                order=40,
                door="Play the batch again and see what was done, and what was written.",
            ),
        ):
            register_entry(entry)
