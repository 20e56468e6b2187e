"""Words and icons for what the programme is made of."""

from enum import StrEnum


class SessionKind(StrEnum):
    """What kind of session it is."""

    WELCOME = "welcome"
    LECTURE = "lecture"
    EXERCISE = "exercise"
    PRACTICAL = "practical"
    DEMONSTRATION = "demonstration"
    VISIT = "visit"
    EMPLOYER = "employer"
    CEREMONY = "ceremony"
    NETWORKING = "networking"
    BREAK = "break"


SESSION_WORDS = {
    SessionKind.WELCOME: ("Welcome", "door"),
    SessionKind.LECTURE: ("Lecture", "board"),
    SessionKind.EXERCISE: ("Exercise", "note"),
    SessionKind.PRACTICAL: ("Practical", "glove"),
    SessionKind.DEMONSTRATION: ("Demonstration", "eye"),
    SessionKind.VISIT: ("Company visit", "factory"),
    SessionKind.EMPLOYER: ("Employer talk", "speech"),
    SessionKind.CEREMONY: ("Ceremony", "certificate"),
    SessionKind.NETWORKING: ("Networking", "team"),
    SessionKind.BREAK: ("Break", "cup"),
}


class OrganisationKind(StrEnum):
    """What an organisation does in an edition."""

    ORGANISER = "organiser"
    SUPPORT = "support"
    PARTNER = "partner"
    SPONSOR = "sponsor"
    SCHOOL = "school"


ORGANISATION_WORDS = {
    OrganisationKind.ORGANISER: "Organiser",
    OrganisationKind.SUPPORT: "With the support of",
    OrganisationKind.PARTNER: "Expert partners",
    OrganisationKind.SPONSOR: "Sponsors",
    OrganisationKind.SCHOOL: "Schools",
}


class SeatRole(StrEnum):
    """The part somebody plays in a team."""

    OPERATOR = "operator"
    VERIFIER = "verifier"
    QC = "qc"
    QA = "qa"
    QP = "qp"

    @property
    def words(self) -> str:
        """The part as people say it."""
        return SEAT_WORDS[self][0]

    @property
    def does(self) -> str:
        """What somebody with this part does, said to them in a sentence."""
        return SEAT_WORDS[self][1]


SEAT_WORDS = {
    SeatRole.OPERATOR: ("Operator", "You work in the cabinet and record each step as it happens."),
    SeatRole.VERIFIER: ("Verifier", "You watch, hand over, and verify what the operator did."),
    SeatRole.QC: ("Quality control", "You sample, test, and read the plates."),
    SeatRole.QA: ("Quality assurance", "You review the record and assess every deviation."),
    SeatRole.QP: ("Qualified Person", "You decide whether the batch may go to a patient."),
}
