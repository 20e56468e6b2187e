"""Runs of teams for the cockpit."""

from collections.abc import Callable

import pytest


@pytest.fixture
def trainer(viewer_for):
    """A trainer of the example edition."""
    return viewer_for("trainer-01")


@pytest.fixture
def started(trainer) -> Callable:
    """Starts a run for a team through the cockpit and gives its live run."""

    def start(team: str = "team-1"):
        from gradea.campus.cleanroom.runs import run_of_team  # noqa: PLC0415  # after Django is set up
        from gradea.campus.cockpit import actions  # noqa: PLC0415
        from gradea.campus.cockpit.watch import watch  # noqa: PLC0415

        assert actions.start(trainer, team, "practice") is None
        return watch().run(run_of_team(trainer, team))

    return start
