"""Run a protocol: the true series, the measured series, the events, and what deserves a look."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gradea.vocabulary import Chance
from gradea.world.culture.protocol.checking import ProtocolProblem, ProtocolRefused
from gradea.world.culture.protocol.lines import Line, dendritic_line, stromal_line
from gradea.world.culture.protocol.measured import Instruments, measured
from gradea.world.culture.protocol.reading import CultureProtocol, ProtocolEvent, clock
from gradea.world.culture.protocol.t_cell_line import t_cell_line

Row = dict[str, Any]
_START: Mapping[str, Callable[[CultureProtocol, Chance], Line]] = {
    "t_cell": t_cell_line,
    "dendritic": dendritic_line,
    "stromal": stromal_line,
}
_WATCHED = (
    ("glucose_mmol_per_l", "<", 1.0, "glucose is used up", "Exchange medium earlier or more."),
    ("cytokine_iu_per_ml", "<", 2.5, "cytokine is below its half effect", "Feed cytokine more often."),
    ("ph", "<", 6.8, "the medium is sour", "Exchange medium earlier, or split."),
    ("oxygen_mmol_per_l", "<", 0.006, "oxygen is short", "Agitate, or keep the culture thinner."),
    ("viability_pct", "<", 70.0, "viability is below 70 %", "Look at what came before."),
    ("confluence_pct", ">", 90.0, "the plastic is full", "Passage earlier."),
    ("bioburden_cfu", ">", 0.5, "something else grows in it", "Discard it."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolRun:
    """What a run gave.

    Attributes:
        true: Rows of the hidden truth at the output interval, before and after events not doubled: a row at the minute
            of an event is taken after it.
        measured: Rows of readings at the measuring interval and at the end.
        events: What was done, when, and what was seen at once.
        findings: What deserves a look; those of the check first.
    """

    true: tuple[Row, ...]
    measured: tuple[Row, ...]
    events: tuple[Row, ...]
    findings: tuple[ProtocolProblem, ...]


def run_protocol(protocol: CultureProtocol, instruments: Instruments, seed: str | None = None) -> ProtocolRun:
    """Run a protocol.

    Args:
        protocol: A checked protocol.
        instruments: Counter and cytometer.
        seed: Seed of all draws; the protocol's own if None.

    Raises:
        ProtocolRefused: If an event is impossible when its time comes, with its line: more drawn off than there is.
    """
    chance = Chance(seed if seed is not None else protocol.seed)
    line = _begun(protocol, chance)
    true: list[Row] = []
    shown: list[Row] = []
    done: list[Row] = []
    waiting = list(protocol.events)
    for minute in _moments(protocol):
        while waiting and waiting[0].at_min <= minute:
            event = waiting.pop(0)
            line, facts = _done(line.at(event.at_min), event)
            done.append({"at": clock(event.at_min), "do": event.do, **_given(event), **_rounded(facts)})
        line = line.at(minute)
        stamp = {"minute": minute, "day": round(minute / 1440, 4)}
        if minute % protocol.every_min == 0 or minute == protocol.until_min:
            true.append({**stamp, **_rounded(line.truth())})
        if minute % protocol.measured_every_min == 0 or minute == protocol.until_min:
            shown.append({**stamp, **measured(line, instruments, chance, len(shown))})
    findings = (*protocol.findings, *_looked_at(true))
    return ProtocolRun(true=tuple(true), measured=tuple(shown), events=tuple(done), findings=findings)


def line_at(protocol: CultureProtocol, minute: int, seed: str | None = None) -> Line:
    """Return the culture of a protocol at a minute, after what happens then.

    Raises:
        ProtocolRefused: If the minute lies outside the protocol, or an event before it is impossible.
    """
    if not 0 <= minute <= protocol.until_min:
        told = f"The protocol runs from minute 0 to {protocol.until_min}; minute {minute} lies outside."
        raise ProtocolRefused([ProtocolProblem(line=0, path="days", message=told, remedy="Name a minute within it.")])
    line = _begun(protocol, Chance(seed if seed is not None else protocol.seed))
    for event in protocol.events:
        if event.at_min <= minute:
            line, _facts = _done(line.at(event.at_min), event)
    return line.at(minute)


def _begun(protocol: CultureProtocol, chance: Chance) -> Line:
    try:
        return _START[protocol.model](protocol, chance)
    except ValueError as error:
        raise ProtocolRefused(
            [ProtocolProblem(line=0, path="vessel", message=str(error), remedy="Change it.")]
        ) from error


def _moments(protocol: CultureProtocol) -> list[int]:
    end = protocol.until_min
    return sorted({*range(0, end + 1, protocol.every_min), *range(0, end + 1, protocol.measured_every_min), end})


def _done(line: Line, event: ProtocolEvent) -> tuple[Line, dict[str, float]]:
    key = f"{event.at_min}/{event.do}/{event.path}"
    try:
        return line.done(event.do, event.values, key)
    except ValueError as error:
        message = f"'{event.do}' at {clock(event.at_min)} is impossible: {error}."
        problem = ProtocolProblem(
            line=event.line, path=event.path, message=message, remedy="Change it or what comes before."
        )
        raise ProtocolRefused([problem]) from error


def _given(event: ProtocolEvent) -> Row:
    return {name: value for name, value in event.values.items() if value not in (False, 0.0, "same")}


def _looked_at(rows: list[Row]) -> list[ProtocolProblem]:
    found = []
    for name, sign, limit, message, remedy in _WATCHED:
        for row in rows:
            value = row.get(name)
            if value is not None and row["viable_cells"] > 0.0 and (value < limit if sign == "<" else value > limit):
                told = f"From {clock(row['minute'])} on {message} ({name} {value:.3g}, limit {sign} {limit:g})."
                found.append(ProtocolProblem(line=0, path="run", message=told, remedy=remedy))
                break
    return found


def _rounded(row: Mapping[str, float]) -> Row:
    """Eight digits are more than any of this is worth, and keep files small."""
    return {name: float(f"{value:.8g}") for name, value in row.items()}
