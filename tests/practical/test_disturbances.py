"""Three faults a trainer makes, and what a careful team makes of them."""

import pytest
from playing import fresh, played

from gradea.practical import (
    SYSTEM,
    AcknowledgeAlarm,
    Actor,
    Disturb,
    EndDisturbance,
    JumpClock,
    OpenRun,
    PauseClock,
    SetSpeed,
    TakeSeat,
    handle,
    tick,
)
from gradea.practical.events import AlarmRaised
from gradea.record.events import DeviationRaised
from gradea.vocabulary import MINUTE, SimTime, sim_time
from gradea.world.weather import pressure_step_pa

TRAINER = Actor(ref="t", role="trainer")


def opened():
    state = handle(fresh(), OpenRun(batch_number="EX-00009"), actor=TRAINER, now=sim_time(hours=7)).state
    return handle(state, TakeSeat(role="operator", person="p"), actor=TRAINER, now=state.at).state


@pytest.mark.requirement("VAL-04", "positive")
def test_a_damper_turns_the_pressures_round_and_an_alarm_follows_after_its_delay() -> None:
    """Supply -50 % in B_LAB1: about -12 Pa there; the alarm comes after 60 s, not at once."""
    state = handle(opened(), Disturb(kind="damper"), actor=TRAINER, now=sim_time(hours=8)).state
    assert pressure_step_pa(state.world, "B_LAB1", "C_CORR") < -30
    assert tick(state, SimTime(state.at + 30_000)).events == ()
    due = tick(state, SimTime(state.at + 2 * MINUTE)).events
    assert [type(item.event) for item in due] == [AlarmRaised]
    assert due[0].at == state.at + 60_000
    repaired = handle(state, EndDisturbance(kind="damper"), actor=TRAINER, now=state.at).state
    assert pressure_step_pa(repaired.world, "B_LAB1", "C_CORR") > 10


@pytest.mark.requirement("VAL-04", "positive")
@pytest.mark.requirement("AUD-10", "positive")
def test_an_alarm_is_acknowledged_by_somebody_with_a_seat() -> None:
    """Every alarm ends acknowledged or open."""
    state = handle(opened(), Disturb(kind="damper"), actor=TRAINER, now=sim_time(hours=8)).state
    state = tick(state, SimTime(state.at + 2 * MINUTE)).state
    name = next(iter(state.alarms))
    stranger = handle(state, AcknowledgeAlarm(alarm=name), actor=Actor(ref="nobody"), now=state.at)
    assert stranger.refusal is not None
    assert stranger.refusal.code == "no-seat"
    seen = handle(state, AcknowledgeAlarm(alarm=name), actor=Actor(ref="p"), now=state.at)
    assert seen.refusal is None
    assert seen.state.alarms[name].acknowledged


def test_a_careful_crew_meets_an_expired_lot() -> None:
    """The expired pack is scanned, not used; the lot in the record is in date."""
    state = played("test-1", "careful", None, ("expired-lot@0d07h",)).state
    lots = {version.scan["lot"] for step in state.record.steps.values() for versions in step.entries.values()
            for version in versions if version.scan and version.scan.get("material") == "gm_csf"}  # fmt: skip
    assert lots
    assert "EX-GM-0299" not in lots


def test_an_incubator_without_gas_harms_the_culture_and_opens_a_deviation() -> None:
    """The CO2 fault of day 1 is found by the alarm, and the record has a major deviation by itself."""
    play = played("test-1", "careful", None, ("incubator-co2@1d04h",))
    events = [item.event for _command, outcome in play.outcomes for item in outcome.events]
    assert any(isinstance(event, AlarmRaised) and event.alarm.startswith("co2") for event in events)
    raised = [event for event in events if isinstance(event, DeviationRaised) and event.code == "DV-MJ09"]
    assert raised
    assert raised[0].automatic
    faulted, sound = play.state.world.vessels["FINAL-A"], played("test-1").state.world.vessels["FINAL-A"]
    assert faulted.contents.viable < sound.contents.viable


@pytest.mark.requirement("TIM-02", "negative")
def test_only_the_trainer_disturbs_pauses_and_speeds() -> None:
    """A student's command on the clock is refused with a remedy."""
    state, student = opened(), Actor(ref="p")
    for command in (Disturb(kind="damper"), PauseClock(), SetSpeed(speed=10)):
        refusal = handle(state, command, actor=student, now=state.at).refusal
        assert refusal is not None
        assert refusal.code == "trainer-only"
        assert refusal.remedy


@pytest.mark.requirement("TIM-02", "positive")
@pytest.mark.requirement("TIM-05", "negative")
def test_a_paused_clock_refuses_acts_and_a_speed_lets_it_run() -> None:
    """Nobody acts while the trainer explains."""
    paused = handle(opened(), PauseClock(), actor=TRAINER, now=sim_time(hours=7)).state
    from gradea.world.act import Perform  # noqa: PLC0415 - only here

    refusal = handle(paused, Perform(do="go", parameters={"to": "D_PAL"}), actor=Actor(ref="p"), now=paused.at).refusal
    assert refusal is not None
    assert refusal.code == "clock-paused"
    running = handle(paused, SetSpeed(speed=60), actor=TRAINER, now=paused.at).state
    assert not running.clock.paused
    assert handle(running, SetSpeed(speed=4000), actor=TRAINER, now=running.at).refusal is not None


def test_a_jump_needs_an_idle_team() -> None:
    """Before the first planned step the clock may jump to it; once there is work it may not."""
    state = opened()
    jumped = handle(state, JumpClock(), actor=Actor(ref="p"), now=state.at)
    assert jumped.refusal is None
    assert jumped.state.at == sim_time(hours=8)
    again = handle(jumped.state, JumpClock(), actor=Actor(ref="p"), now=jumped.state.at)
    assert again.refusal is not None
    assert again.refusal.code == "nothing-to-jump-to"


@pytest.mark.requirement("AUD-10", "negative")
def test_the_system_cannot_be_impersonated_by_a_seat() -> None:
    """An unknown disturbance in the plan of a run is refused with the known ones."""
    refusal = handle(
        fresh(), OpenRun(batch_number="X", planned_disturbances=("flood@1d",)), actor=SYSTEM, now=SimTime(0)
    ).refusal
    assert refusal is not None
    assert "damper" in refusal.remedy


def test_one_fault_is_one_alarm_however_often_doors_move() -> None:
    """While the damper is shut, passing through doors raises no second alarm and opens no second deviation."""
    from gradea.world.act import Perform  # noqa: PLC0415 - only here

    state = handle(opened(), Disturb(kind="damper"), actor=TRAINER, now=sim_time(hours=8)).state
    state = tick(state, SimTime(state.at + 2 * MINUTE)).state
    for to in ("D_PAL", "OUT", "D_PAL", "OUT"):
        state = handle(
            state, Perform(do="go", parameters={"to": to}), actor=Actor(ref="p"), now=SimTime(state.at + MINUTE)
        ).state
        state = tick(state, SimTime(state.at + 5 * MINUTE)).state
    assert [name for name in state.alarms if name.startswith("pressure B_LAB1")] == list(state.alarms)[:1]
