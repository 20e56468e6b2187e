"""What a person may be in an edition. A person can be several of these."""

from enum import StrEnum

from django.utils.translation import gettext, gettext_noop


class Role(StrEnum):
    """Part a person plays; the value is what is stored and what a policy names."""

    STUDENT = "student"
    TRAINER = "trainer"
    QC = "qc"
    QA = "qa"
    QP = "qp"
    ORGANISER = "organiser"
    EMPLOYER = "employer"

    @property
    def words(self) -> str:
        """The role as people say it."""
        return gettext(_WORDS[self])


_WORDS = {
    Role.STUDENT: gettext_noop("Student"),
    Role.TRAINER: gettext_noop("Trainer"),
    Role.QC: gettext_noop("Quality control"),
    Role.QA: gettext_noop("Quality assurance"),
    Role.QP: gettext_noop("Qualified Person"),
    Role.ORGANISER: gettext_noop("Organiser"),
    Role.EMPLOYER: gettext_noop("Employer"),
}
