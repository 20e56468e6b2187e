"""What an instrument hands over must be what it showed; what a person writes is theirs to say."""

from playing import played

from gradea.practical import Actor, RunState, handle
from gradea.record import EnterValue


def before(field: str) -> tuple[RunState, EnterValue]:
    """Return the run of a careful crew just before a field is written, and the entry that follows."""
    state = None
    for command, outcome in played().outcomes:
        if isinstance(command, EnterValue) and command.field == field:
            assert state is not None
            return state, command
        state = outcome.state
    raise LookupError(field)


def entered(state: RunState, command: EnterValue) -> str:
    """Return the code of the refusal, or an empty text."""
    outcome = handle(state, command, actor=Actor(ref="crew-operator"), now=state.at)
    return outcome.refusal.code if outcome.refusal else ""


def test_a_scan_is_taken_over_as_it_was_read() -> None:
    """The label that was scanned passes; another lot under the name of the scanner does not."""
    state, command = before("lot_cd14_reagent")
    assert entered(state, command) == ""
    scan = {**dict(command.scan or {}), "lot": "EX-MADE-UP"}
    assert (
        entered(state, EnterValue(step=command.step, field=command.field, scan=scan, source="instrument"))
        == "not-what-was-shown"
    )


def test_nothing_is_taken_over_before_it_was_shown() -> None:
    """An instrument that has shown nothing hands nothing over."""
    first = next(
        outcome.state
        for command, outcome in played().outcomes
        if type(command).__name__ == "TakeSeat" and command.role == "qp"
    )
    command = EnterValue(step="1.1", field="leuka_donation_number", value="EXB0000000", source="instrument")
    outcome = handle(first, command, actor=Actor(ref="crew-operator"), now=first.scenario.starts_at + 3_600_000)
    assert outcome.refusal is not None
    assert outcome.refusal.code == "nothing-shown"


def test_a_hand_written_value_may_be_wrong() -> None:
    """The record takes what a person writes, if it is plausible; the comparison says what was shown."""
    state, command = before("transport_temperature_c")
    assert command.source == "manual"
    assert entered(state, EnterValue(step=command.step, field=command.field, value="16.4")) == ""
