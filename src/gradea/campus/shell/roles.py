"""What a person may be in an edition. A person can be several of these."""

from enum import StrEnum


class Role(StrEnum):
    """Part a person plays; the value is what is stored and what a policy names."""

    STUDENT = "student"
    TRAINER = "trainer"
    QC = "qc"
    QA = "qa"
    QP = "qp"
    ORGANISER = "organiser"

    @property
    def words(self) -> str:
        """The role as people say it."""
        return _WORDS[self]


_WORDS = {
    Role.STUDENT: "Student",
    Role.TRAINER: "Trainer",
    Role.QC: "Quality control",
    Role.QA: "Quality assurance",
    Role.QP: "Qualified Person",
    Role.ORGANISER: "Organiser",
}
