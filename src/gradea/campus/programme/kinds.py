"""Words and icons for what the programme is made of."""

from enum import StrEnum

from django.utils.translation import gettext, gettext_noop


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
    SessionKind.WELCOME: (gettext_noop("Welcome"), "door"),
    SessionKind.LECTURE: (gettext_noop("Lecture"), "board"),
    SessionKind.EXERCISE: (gettext_noop("Exercise"), "note"),
    SessionKind.PRACTICAL: (gettext_noop("Practical"), "glove"),
    SessionKind.DEMONSTRATION: (gettext_noop("Demonstration"), "eye"),
    SessionKind.VISIT: (gettext_noop("Company visit"), "factory"),
    SessionKind.EMPLOYER: (gettext_noop("Employer talk"), "speech"),
    SessionKind.CEREMONY: (gettext_noop("Ceremony"), "certificate"),
    SessionKind.NETWORKING: (gettext_noop("Networking"), "team"),
    SessionKind.BREAK: (gettext_noop("Break"), "cup"),
}


class OrganisationKind(StrEnum):
    """What an organisation does in an edition."""

    ORGANISER = "organiser"
    SUPPORT = "support"
    PARTNER = "partner"
    SPONSOR = "sponsor"
    SCHOOL = "school"


ORGANISATION_WORDS = {
    OrganisationKind.ORGANISER: gettext_noop("Organiser"),
    OrganisationKind.SUPPORT: gettext_noop("With the support of"),
    OrganisationKind.PARTNER: gettext_noop("Expert partners"),
    OrganisationKind.SPONSOR: gettext_noop("Sponsors"),
    OrganisationKind.SCHOOL: gettext_noop("Schools"),
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
        return gettext(SEAT_WORDS[self][0])

    @property
    def does(self) -> str:
        """What somebody with this part does, said to them in a sentence."""
        return gettext(SEAT_WORDS[self][1])


SEAT_WORDS = {
    SeatRole.OPERATOR: (
        gettext_noop("Operator"),
        gettext_noop("You work in the cabinet and record each step as it happens."),
    ),
    SeatRole.VERIFIER: (
        gettext_noop("Verifier"),
        gettext_noop("You watch, hand over, and verify what the operator did."),
    ),
    SeatRole.QC: (gettext_noop("Quality control"), gettext_noop("You sample, test, and read the plates.")),
    SeatRole.QA: (gettext_noop("Quality assurance"), gettext_noop("You review the record and assess every deviation.")),
    SeatRole.QP: (gettext_noop("Qualified Person"), gettext_noop("You decide whether the batch may go to a patient.")),
}
