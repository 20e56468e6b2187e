"""Fixtures of the careers: two employers with their contacts, and a student who agreed."""

from collections.abc import Callable

import pytest
from debrief.conftest import run_of

__all__ = ["run_of"]


@pytest.fixture
def employers(edition: str, viewer_for: Callable) -> tuple[str, str]:
    """Two employers; gives the roster keys of their contacts."""
    from gradea.campus.careers import actions  # noqa: PLC0415  # after Django is set up

    organiser = viewer_for("organiser-01")
    assert actions.add_employer(organiser, "Northcell Example", "Norbert Example") is None
    assert actions.add_employer(organiser, "Southvial Example", "Siegfried Example") is None
    return "employer-northcell-example", "employer-southvial-example"


@pytest.fixture
def agreed(viewer_for: Callable) -> Callable:
    """Lets a student agree to meet employers, or not any more: `agreed("student-01")`."""
    from gradea.campus.people.consents import ConsentKind, consent  # noqa: PLC0415

    def agree(roster_key: str, *, given: bool = True):
        viewer = viewer_for(roster_key)
        consent(viewer.ref, {ConsentKind.EMPLOYER} if given else set())
        return viewer

    return agree


@pytest.fixture
def recorded(edition: str, viewer_for: Callable) -> Callable:
    """Records that a student was at the first session, so that there is something to show."""
    from gradea.campus.programme.attendance import check_in_person  # noqa: PLC0415
    from gradea.campus.programme.queries import days_of  # noqa: PLC0415

    def record(ref: str) -> None:
        assert check_in_person(viewer_for("trainer-01"), days_of(edition)[0].sessions[0].key, ref) is None

    return record
