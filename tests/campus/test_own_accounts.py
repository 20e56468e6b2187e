"""Everybody has an account of their own, and who manages them does nothing else."""

import pytest

from gradea.campus.people.actions import change_roles, enrol
from gradea.campus.people.queries import badges, people_of, person_card
from gradea.campus.shell.roles import Role


@pytest.mark.requirement("ACC-01", "positive")
def test_everybody_has_a_code_and_a_number_of_their_own(edition: str, viewer_for) -> None:
    """No two people share a code; enrolling somebody again gives nobody a second account."""
    found = badges(viewer_for("organiser-01"))
    assert len({badge.code for badge in found}) == len(found) == len(people_of(edition))
    again = enrol(edition, "student-01", name="Amina Example", roles=frozenset({Role.STUDENT}), institution="ap")
    assert again in {badge.card.ref for badge in found}
    assert len(people_of(edition)) == len(found)


@pytest.mark.requirement("ACC-03", "positive")
def test_an_organiser_manages_access_and_nothing_else(edition: str, viewer_for, client_for, ref_of) -> None:
    """Roles are given by the organiser; the cleanroom, where data are made, is not theirs."""
    assert change_roles(viewer_for("organiser-01"), ref_of("student-05"), frozenset({Role.STUDENT, Role.QC})) is None
    assert Role.QC in person_card(ref_of("student-05")).roles
    assert client_for("organiser-01").get("/cockpit/").status_code == 403
