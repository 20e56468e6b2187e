"""The rates of the crews: each with a source that resolves, moved by practice and by a long day as the model says."""

from pathlib import Path

import pytest
import yaml
from playing import fresh, played

from gradea.practical import CREWS, OCCASION, RATES, TEACHING, Actor, CrewSetting, TakeSeat, handle, persona_of
from gradea.practical.crew import all_rates
from gradea.practical.events import SeatTaken
from gradea.practical.seating import seated
from gradea.vocabulary import from_body
from gradea.world.act import ActPerformed

SOURCES = yaml.safe_load((Path(__file__).parents[2] / "content/sources.yaml").read_text(encoding="utf-8"))["sources"]
ERRORS = tuple(rate for rate in OCCASION if rate != "notices")
TRAINER = Actor(ref="trainer", role="trainer")


def test_every_rate_names_a_source_that_resolves() -> None:
    """And a rate that was read comes from a source of which something was read."""
    for each in all_rates():
        keys = [key.strip() for key in each.source.split(",")]
        assert set(keys) <= set(SOURCES), each.symbol
        if each.basis == "R":
            assert any(SOURCES[key]["read"] not in {"knowledge", "nothing"} for key in keys), each.symbol


@pytest.mark.parametrize("rate", ERRORS)
def test_a_surer_crew_slips_less_often(rate: str) -> None:
    values = [RATES[crew][rate].value for crew in CREWS]
    assert values == sorted(values)


def test_teaching_only_raises() -> None:
    """What teaching mode changes goes wrong more often, says so, and never touches the careful and the trained crew."""
    assert set(TEACHING) == {"novice", "careless"}
    for crew, rows in TEACHING.items():
        for rate, each in rows.items():
            assert each.value > RATES[crew][rate].value
            assert "raised for teaching" in each.note


def test_practice_ends_at_the_careful_crew() -> None:
    runs = [persona_of(CrewSetting(crew="novice", supervised_practice=n), 2.0) for n in (0, 3, 20, 1000)]
    skipped = [persona.skips_gloves for persona in runs]
    assert skipped == sorted(skipped, reverse=True)
    assert skipped[2] == pytest.approx(0.01 + 0.24 / 2.718281828, rel=1e-6)
    assert skipped[3] == pytest.approx(RATES["careful"]["skips_gloves"].value)
    assert runs[0].notices < runs[3].notices


def test_a_long_day_makes_errors_and_misses_them() -> None:
    """Rested until the tenth hour; after 24 hours 1.36 times the errors, and more of them are not noticed."""
    crew = CrewSetting(crew="trained")
    rested, tired = persona_of(crew, 9.0), persona_of(crew, 24.0)
    assert persona_of(crew, 1.0) == rested
    assert tired.skips_gloves == pytest.approx(1.364 * rested.skips_gloves)
    assert 1.0 - tired.notices == pytest.approx(1.364 * (1.0 - rested.notices))


@pytest.mark.parametrize(("practice", "hours"), [(-1.0, 1.0), (1001.0, 1.0), (0.0, -0.5), (0.0, 73.0)])
def test_a_crew_beyond_bounds_is_refused(practice: float, hours: float) -> None:
    state = played().outcomes[0][1].state
    command = TakeSeat(role="qc", person="x", crew="novice", supervised_practice=practice, hours_awake=hours)
    outcome = handle(state, command, actor=TRAINER, now=state.at)
    assert outcome.refusal is not None
    assert outcome.refusal.code == "crew-out-of-range"
    assert outcome.state is state


def test_a_seat_of_an_older_ledger_is_still_read() -> None:
    """A ledger of version 0.1 does not know practice, hours and teaching."""
    event = from_body("practical.seat-taken/1", {"role": "operator", "person": "p", "crew": "novice"})
    assert isinstance(event, SeatTaken)
    worker = seated(fresh(), event).world.worker("p")
    assert (worker.skill, worker.supervised_practice, worker.hours_awake) == ("novice", 0.0, 1.0)


def test_a_careless_crew_talks_walks_and_coughs_more() -> None:
    """The acts nobody asked for are in the ledger like every other."""

    def unasked(crew: str) -> int:
        events = (item.event for _command, outcome in played("test-1", crew).outcomes for item in outcome.events)
        acts = [event for event in events if isinstance(event, ActPerformed)]
        return sum(act.do in {"talk", "cough", "walk-past"} for act in acts)

    assert unasked("careless") > 5
    assert unasked("careless") > unasked("careful")
