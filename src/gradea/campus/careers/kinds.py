"""Words for what is offered and what is shared."""

from enum import StrEnum

from django.utils.translation import gettext, gettext_noop


class OpeningKind(StrEnum):
    """What is offered."""

    JOB = "job"
    INTERNSHIP = "internship"
    THESIS = "thesis"

    @property
    def words(self) -> str:
        """As people say it."""
        return gettext(_OPENINGS[self])


_OPENINGS = {
    OpeningKind.JOB: gettext_noop("Job"),
    OpeningKind.INTERNSHIP: gettext_noop("Internship"),
    OpeningKind.THESIS: gettext_noop("Thesis"),
}


class Item(StrEnum):
    """One thing a student can show an employer."""

    ATTENDANCE = "attendance"
    SCORE = "score"
    BATCH = "batch"
    CERTIFICATE = "certificate"

    @property
    def words(self) -> str:
        """As people say it."""
        return gettext(_ITEMS[self])


_ITEMS = {
    Item.ATTENDANCE: gettext_noop("Attendance"),
    Item.SCORE: gettext_noop("Exercises"),
    Item.BATCH: gettext_noop("The batch of my team"),
    Item.CERTIFICATE: gettext_noop("Certificate"),
}

SEEN_WORDS = {"name": gettext_noop("name"), "words": gettext_noop("what you say about yourself")}
"""What a look may show besides the items."""

USEFUL = ((3, gettext_noop("Yes")), (2, gettext_noop("A little")), (1, gettext_noop("No")))
"""Whether a meeting was useful."""
