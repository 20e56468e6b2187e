"""The programme slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from gradea.campus.shell.navigation import Entry


class ProgrammeConfig(AppConfig):
    """Programme."""

    name = "gradea.campus.programme"
    label = "programme"

    def ready(self) -> None:
        """Offer a person's first page and the programme."""
        from gradea.campus.people.export import register_part  # noqa: PLC0415  # apps must be loaded first
        from gradea.campus.programme.attendance import attendance_of  # noqa: PLC0415  # as above
        from gradea.campus.shell.navigation import register_entry  # noqa: PLC0415  # as above

        for entry in (*_entries(), *_doors()):
            register_entry(entry)
        register_part("attendance", attendance_of)


def _entries() -> tuple[Entry, ...]:
    """Return the places that the programme offers."""
    return (
        Entry(label=gettext_lazy("Today"), url_name="programme:today", icon="clock", order=10),
        Entry(
            label=gettext_lazy("Programme"),
            url_name="programme:programme",
            icon="calendar",
            policy="public",
            order=20,
        ),
        Entry(
            label=gettext_lazy("Teams"),
            url_name="programme:teams",
            icon="flag",
            policy="role:trainer|organiser",
            order=50,
        ),
        Entry(
            label=gettext_lazy("Edition"),
            url_name="programme:edit",
            icon="flag",
            policy="role:organiser",
            order=55,
            door=gettext_lazy("Days, sessions, partners; publish it, or copy it to next year."),
        ),
        Entry(
            label=gettext_lazy("Rotation"),
            url_name="programme:rotation",
            icon="refresh",
            policy="role:organiser",
            order=56,
            door=gettext_lazy("Make mixed groups, and plan who is at which station when."),
        ),
        Entry(
            label=gettext_lazy("Enrolment"),
            url_name="programme:enrolment",
            icon="plus",
            policy="role:organiser",
            order=58,
            door=gettext_lazy("Bring in a list, open a link, see who waits for a seat."),
        ),
    )


def _doors() -> tuple[Entry, ...]:
    """Return the doors to the practical, in the order in which a first page offers them. A slice may register its own words."""
    return (
        Entry(
            label=gettext_lazy("Cockpit"),
            url_name="cockpit:home",
            icon="gauge",
            policy="role:trainer",
            order=25,
            door=gettext_lazy("See all teams at once, and plant a fault at the right moment."),
        ),
        Entry(
            label=gettext_lazy("Cleanroom"),
            url_name="cleanroom:home",
            icon="gown",
            policy="person",
            order=30,
            door=gettext_lazy("Gown, go in, make the batch, and write down what you did."),
        ),
        Entry(
            label=gettext_lazy("Debrief"),
            url_name="debrief:home",
            icon="chart",
            policy="person",
            order=40,
            door=gettext_lazy("Play the batch again and see what was done, and what was written."),
        ),
    )
