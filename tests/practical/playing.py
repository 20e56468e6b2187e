"""Helpers of the tests of a run: a fresh run, a run played to its end (kept, because it takes a second)."""

from functools import lru_cache

from gradea.content import facility_named, recipe_named, scenario_named
from gradea.practical import Autoplay, RunState, falsified, new_run


def fresh(seed: str = "test-1") -> RunState:
    """Return a run in which nothing has happened."""
    return new_run(
        scenario=scenario_named("toldc_practice"),
        recipe=recipe_named("toldc"),
        facility=facility_named("hospital_2B"),
        seed=seed,
    )


@lru_cache(maxsize=64)
def played(
    seed: str = "test-1", crew: str = "careful", falsify: str | None = None, disturbances: tuple[str, ...] = ()
) -> Autoplay:
    """Return a batch played to its end by the crew."""
    state = fresh(seed)
    plan = falsified(falsify, state.recipe, state.chance) if falsify else None
    play = Autoplay(state=state, falsification=plan)
    play.open(batch_number="EX-00001", crew=crew, mode="test", disturbances=disturbances)
    play.play()
    return play
