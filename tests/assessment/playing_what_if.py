"""One batch of a novice crew, played once, as the what-if reads it."""

from functools import lru_cache

from gradea.assessment.what_if import Numbered
from gradea.content import facility_named, recipe_named, scenario_named
from gradea.practical import Autoplay, RunState, new_run
from gradea.record import MasterRecipe


def recipe() -> MasterRecipe:
    """Return the recipe of the batch."""
    return recipe_named("toldc")


@lru_cache(maxsize=1)
def first() -> RunState:
    """Return the run before anything happened."""
    return new_run(
        scenario=scenario_named("toldc_practice"),
        recipe=recipe(),
        facility=facility_named("hospital_2B"),
        seed="what-if-1",
    )


@lru_cache(maxsize=1)
def PLAYED() -> Autoplay:
    """Return the batch, played to its end."""
    play = Autoplay(state=first())
    play.open(batch_number="EX-00001", crew="novice", mode="test")
    play.play()
    return play


@lru_cache(maxsize=1)
def events() -> tuple[Numbered, ...]:
    """Return its events with their numbers, from 1."""
    items = [item for _command, outcome in PLAYED().outcomes for item in outcome.events]
    return tuple(Numbered(seq=number, item=item) for number, item in enumerate(items, 1))
