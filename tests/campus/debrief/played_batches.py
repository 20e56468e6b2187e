"""Whole batches for the debrief: played once for the test process by the crew, and put into the ledger in one append."""

import functools
import secrets
from dataclasses import dataclass

CREW_TEAM = "team-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A batch in the ledger of the test process; its row in the database is made anew for each test."""

    ref: str
    seed: str
    number: int


@functools.cache
def played(
    crew: str = "careful",
    gap: str = "",
    closed: bool = True,
    disturbances: tuple[str, ...] = (),
    product: str = "toldc",
) -> Played:
    """Let the crew play a batch and append it to the ledger."""
    from gradea.campus.cleanroom.hall import hall  # noqa: PLC0415  # after Django is set up
    from gradea.content import facility_named, recipe_named, scenario_named  # noqa: PLC0415
    from gradea.ledger import EMPTY, seal_all  # noqa: PLC0415
    from gradea.practical import Autoplay, drafts_of, falsified, new_run  # noqa: PLC0415

    ref, seed = secrets.token_hex(16), f"test-{crew}-{gap}"
    scenario = scenario_named(f"{product}_practice")
    recipe, facility = recipe_named(scenario.recipe), facility_named(scenario.facility)
    state = new_run(scenario=scenario, recipe=recipe, facility=facility, seed=seed)
    play = Autoplay(
        state=state,
        falsification=falsified(gap, recipe, state.chance) if gap else None,
        seal=lambda *_: {"kind": "no-key"},
    )
    play.open(batch_number="EX-00001", crew=crew, mode="practice", disturbances=disturbances)
    if closed:
        play.play()
    else:
        for _ in range(60):
            _ = play.round() or play._jump()
    events = [event for _command, outcome in play.outcomes for event in outcome.events]
    entries = seal_all(EMPTY, drafts_of(events, at="2026-03-01T09:30:00.000Z", command="played"))
    hall().store.append(ref, -1, entries, "played")
    hall().store.publish_checkpoint(ref)
    if closed:
        from gradea.campus.debrief.archive import archive  # noqa: PLC0415

        assert archive().make(ref, f"{product}_practice") is not None
    return Played(ref=ref, seed=seed, number=1)
