"""A hands-on run: the record without a world, on the clock of the wall."""

import pytest
from playing import fresh

from gradea.practical import (
    HANDS_ON,
    Actor,
    Disturb,
    JumpClock,
    OpenRun,
    PauseClock,
    RunState,
    SetSpeed,
    TakeSeat,
    handle,
    real_now,
    tick,
)
from gradea.record import EnterValue
from gradea.vocabulary import HOUR, MINUTE, Message, sim_time
from gradea.world.act import Perform

TRAINER = Actor(ref="t", role="trainer")
OPENED = sim_time(hours=10, minutes=42)


def opened() -> RunState:
    """Return a hands-on run of two people, opened at 10:42 on a winter day."""
    command = OpenRun(batch_number="EX-00009", mode=HANDS_ON, start_date="2026-11-24", starts_at=OPENED)
    state = handle(fresh(), command, actor=TRAINER, now=sim_time(hours=7)).state
    for role, person in (("operator", "anna"), ("verifier", "ben")):
        state = handle(state, TakeSeat(role=role, person=person), actor=TRAINER, now=state.at).state
    return state


def written(state: RunState, field: str, value: str, **more: object) -> tuple[RunState, str]:
    """Return the state after an entry of Anna's in step 1.1, and the code of the refusal."""
    command = EnterValue(step="1.1", field=field, value=value, **more)
    outcome = handle(state, command, actor=Actor(ref="anna"), now=state.at)
    return outcome.state, outcome.refusal.code if outcome.refusal else ""


@pytest.mark.requirement("TIM-05", "positive")
def test_it_begins_on_the_day_and_at_the_time_at_which_it_is_opened() -> None:
    state = opened()
    assert state.at == OPENED
    assert state.record.issue is not None
    assert (state.record.issue.at, state.record.issue.day_zero_date) == (OPENED, "2026-11-24")
    assert state.world.start.isoformat() == "2026-11-24"


def test_an_early_opening_is_not_moved_to_the_hour_of_the_scenario() -> None:
    command = OpenRun(batch_number="EX-00009", mode=HANDS_ON, start_date="2026-11-24", starts_at=6 * HOUR)
    outcome = handle(fresh(), command, actor=TRAINER, now=sim_time(hours=7))
    assert outcome.state.at == 6 * HOUR
    assert {item.at for item in outcome.events} == {6 * HOUR}


def test_its_clock_is_the_real_time_since_then_and_never_falls() -> None:
    state = opened()
    assert real_now(state, 3 * HOUR) == OPENED + 3 * HOUR
    assert real_now(state.moved(sim_time(hours=12)), -5 * MINUTE) == sim_time(hours=12)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (PauseClock(), "hands-on-clock"),
        (SetSpeed(speed=60), "hands-on-clock"),
        (JumpClock(), "hands-on-clock"),
        (Disturb(kind="damper"), "hands-on-no-world"),
        (Perform(do="go", parameters={"to": "D_PAL"}), "hands-on-no-world"),
        (TakeSeat(role="qc", person="crew-qc", crew="careful"), "hands-on-no-crew"),
    ],
)
@pytest.mark.requirement("TIM-02", "negative")
def test_there_is_no_world_to_act_in_no_clock_to_set_and_no_crew(command: Message, code: str) -> None:
    state = opened()
    outcome = handle(state, command, actor=TRAINER, now=state.at)
    assert outcome.refusal is not None
    assert (outcome.refusal.code, outcome.state.length) == (code, state.length)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (OpenRun(batch_number="EX-1", mode=HANDS_ON), "hands-on-no-date"),
        (OpenRun(batch_number="EX-1", mode=HANDS_ON, start_date="24/11/2026", starts_at=0), "hands-on-no-date"),
        (OpenRun(batch_number="EX-1", mode=HANDS_ON, start_date="2026-11-24", starts_at=24 * HOUR), "hands-on-no-date"),
        (OpenRun(batch_number="EX-1", start_date="2026-11-24", starts_at=0), "hands-on-only"),
        (
            OpenRun(
                batch_number="EX-1",
                mode=HANDS_ON,
                start_date="2026-11-24",
                starts_at=0,
                planned_disturbances=("damper@0d10h",),
            ),
            "hands-on-no-world",
        ),
    ],
)
def test_a_run_that_is_half_hands_on_is_not_opened(command: OpenRun, code: str) -> None:
    outcome = handle(fresh(), command, actor=TRAINER, now=sim_time(hours=7))
    assert (outcome.refusal and outcome.refusal.code, outcome.events) == (code, ())


def test_nothing_falls_due_in_a_world_that_is_not_there() -> None:
    assert tick(opened(), sim_time(days=9)).events == ()


def test_values_are_typed_and_none_comes_from_a_simulated_instrument() -> None:
    state, code = written(opened(), "leuka_volume_ml", "210.0")
    assert code == ""
    assert state.record.values["leuka_volume_ml"] == "210.0"
    number = state.record.issue.donation_number if state.record.issue else ""
    assert written(state, "leuka_donation_number", number, source="instrument")[1] == "nothing-shown"
    assert written(state, "leuka_donation_number", number)[1] == ""


@pytest.mark.requirement("TIM-04", "boundary")
@pytest.mark.parametrize(("minutes", "late"), [(15, False), (16, True)])
def test_what_waited_in_a_tablet_keeps_both_times_and_is_late_beyond_the_limit(minutes: int, late: bool) -> None:
    state = opened().moved(sim_time(hours=12))
    claimed = sim_time(hours=12) - minutes * MINUTE
    state, code = written(
        state, "leuka_volume_ml", "210.0", performed_at=claimed, reason="The network was away from 11:44 to 12:00."
    )
    assert code == ""
    entry = state.record.step("1.1").entries["leuka_volume_ml"][-1]
    assert (entry.performed_at, entry.at, entry.late) == (claimed, sim_time(hours=12), late)
