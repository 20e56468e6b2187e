"""Fixtures of the debrief."""

from collections.abc import Callable

import pytest

from debrief.played_batches import CREW_TEAM, played


@pytest.fixture
def run_of(edition: str) -> Callable:
    """Puts a played batch into the database as the run of a team: `run_of("team-1", gap="late")`; gives its reference."""

    def put(team: str = CREW_TEAM, *, closed: bool = True, **how) -> str:
        from django.utils import timezone  # noqa: PLC0415

        from gradea.campus.cleanroom.models import Run  # noqa: PLC0415

        batch = played(closed=closed, **how)
        Run.objects.create(
            ref=batch.ref,
            edition=edition,
            team=team,
            scenario=f"{how.get('product', 'toldc')}_practice",
            mode="practice",
            number=Run.objects.count() + 1,
            seed=batch.seed,
            opened_at=timezone.now(),
            closed_at=timezone.now() if closed else None,
        )
        return batch.ref

    return put
