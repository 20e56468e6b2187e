"""From the plain values of a protocol file to a protocol: every word is checked, and nothing of a bad one is used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from gradea.world.culture.protocol.checking import Check, Lines, Path, ProtocolProblem, ProtocolRefused
from gradea.world.culture.protocol.vocabulary import VOCABULARIES, Field, Part, Vocabulary

_TOP_MUST = ("code", "model", "vessel", "start", "output")
_TOP_MAY = ("title", "source", "seed", "donor", "medium", "parameters", "events")
_OUTPUT: Part = {
    "every_min": Field(low=1.0, high=14400.0, default=60.0),
    "measured_every_h": Field(low=1.0, high=2400.0, default=24.0),
}
MAX_DAYS = 200
MAX_ROWS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolEvent:
    """One dated event: minute from the start, what is done, with which values, and where it stands in the file."""

    at_min: int
    do: str
    values: Mapping[str, Any]
    line: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CultureProtocol:
    """A protocol that can be run. Values are complete: defaults are filled in.

    Attributes:
        code: Short name.
        model: `t_cell`, `dendritic` or `stromal`.
        seed: Seed of the draws, if the file gives one.
        donor: `typical`, `drawn`, or values.
        findings: What is allowed and probably not meant.
    """

    code: str
    title: str
    model: str
    seed: str
    donor: str | Mapping[str, Any]
    vessel: Mapping[str, Any]
    medium: Mapping[str, Any]
    start: Mapping[str, Any]
    parameters: Mapping[str, float]
    every_min: int
    measured_every_min: int
    until_min: int
    events: tuple[ProtocolEvent, ...]
    findings: tuple[ProtocolProblem, ...]


def protocol_from(data: Mapping[str, Any], lines: Lines) -> CultureProtocol:
    """Return the protocol in these plain values.

    Args:
        data: What the file says.
        lines: Line of every place in it.

    Raises:
        ProtocolRefused: With every problem, each with its line and what to write instead.

    Examples:
        >>> protocol_from({"code": "x", "model": "b_cell"}, {("model",): 2})
        Traceback (most recent call last):
        ...
        gradea.world.culture.protocol.checking.ProtocolRefused: The protocol has 4 problems. Line 2: model: ...
    """
    check = Check(lines)
    for key in data:
        if key not in (*_TOP_MUST, *_TOP_MAY):
            check.unknown((key,), key, (*_TOP_MUST, *_TOP_MAY))
    model = data.get("model")
    words = VOCABULARIES.get(model) if isinstance(model, str) else None
    if words is None:
        check.wrong(("model",), f"There is no model '{model}'.", f"Use one of {', '.join(VOCABULARIES)}.")
    for key in _TOP_MUST:
        if key != "model" and data.get(key) is None:
            check.wrong((key,), f"The part '{key}' is missing.", "See docs/culture-run.md for a whole protocol.")
    if words is None:
        raise ProtocolRefused(check.problems)
    protocol = _built(data, check, words)
    if protocol is None or check.problems:
        raise ProtocolRefused(check.problems)
    return protocol


def _built(data: Mapping[str, Any], check: Check, words: Vocabulary) -> CultureProtocol | None:
    output = dict(check.mapping(data, "output"))
    until = check.time(output.pop("until", None), ("output", "until"))
    rows = check.part(output, ("output",), _OUTPUT)
    vessel = check.part(check.mapping(data, "vessel"), ("vessel",), words.vessel)
    medium = check.part(check.mapping(data, "medium"), ("medium",), words.medium)
    start = check.part(check.mapping(data, "start"), ("start",), words.start)
    if check.problems and until is None:
        return None
    until = until or 0
    if not 0 < until <= MAX_DAYS * 1440:
        check.wrong(("output", "until"), "The end is out of range.", f"End after the start and within {MAX_DAYS} days.")
    if rows["every_min"] and until / rows["every_min"] > MAX_ROWS:
        check.wrong(("output", "every_min"), f"This gives more than {MAX_ROWS} rows.", "Give a longer interval.")
    events = _events(data, check, words, until)
    if check.problems:
        return None
    _weigh(check, data, medium, start, events)
    return CultureProtocol(
        code=str(data["code"]),
        title=str(data.get("title") or data["code"]),
        model=str(data["model"]),
        seed=str(data.get("seed", "1")),
        donor=_donor(data, check, words),
        vessel=vessel,
        medium=medium,
        start=start,
        parameters=_parameters(check.mapping(data, "parameters"), check, words),
        every_min=int(rows["every_min"]),
        measured_every_min=int(60 * rows["measured_every_h"]),
        until_min=until,
        events=events,
        findings=tuple(check.findings),
    )


def _donor(data: Mapping[str, Any], check: Check, words: Vocabulary) -> str | Mapping[str, Any]:
    donor = data.get("donor", "typical")
    if isinstance(donor, Mapping):
        return check.part(donor, ("donor",), words.donor)
    if donor not in {"typical", "drawn"}:
        check.wrong(
            ("donor",), f"'{donor}' is no donor.", f"Write typical, drawn, or values: {', '.join(words.donor)}."
        )
    return str(donor)


def _parameters(data: Mapping[str, Any], check: Check, words: Vocabulary) -> dict[str, float]:
    found: dict[str, float] = {}
    for symbol, value in data.items():
        path = ("parameters", symbol)
        if symbol not in words.symbols:
            near = get_close_matches(symbol, words.symbols, n=1)
            known = f"Did you mean `{near[0]}`?" if near else f"Known are: {', '.join(words.symbols) or 'none'}."
            check.wrong(path, f"No constant is called '{symbol}'.", known)
            continue
        low, high = words.symbols[symbol]
        number = check.value(value, path, Field(low=low / 10.0, high=high * 10.0))
        if isinstance(number, float):
            found[symbol] = number
            if not low <= number <= high:
                message = f"{symbol} = {number:g} lies outside its plausible range."
                check.findings.append(check.at(path, message, f"Plausible is {low:g} to {high:g}."))
    return found


def _events(data: Mapping[str, Any], check: Check, words: Vocabulary, until: int) -> tuple[ProtocolEvent, ...]:
    listed = data.get("events") or []
    if not isinstance(listed, list):
        check.wrong(("events",), "The events are not a list.", "Begin each with `- at: 1d` and `do: …`.")
        return ()
    found: list[ProtocolEvent] = []
    for number, each in enumerate(listed):
        path: Path = ("events", number)
        if not isinstance(each, Mapping):
            check.wrong(path, "This event is not a mapping.", "Begin it with `- at: 1d` and `do: …`.")
            continue
        at, do = check.time(each.get("at"), (*path, "at")), each.get("do")
        if not isinstance(do, str) or do not in words.events:
            near = get_close_matches(str(do), words.events, n=1)
            hint = f"Did you mean `{near[0]}`? " if near else ""
            check.wrong((*path, "do"), f"There is no event '{do}'.", f"{hint}Known are: {', '.join(words.events)}.")
            continue
        values = check.part({k: v for k, v in each.items() if k not in {"at", "do"}}, path, words.events[do])
        if at is None:
            continue
        if found and at < found[-1].at_min:
            before = clock(found[-1].at_min)
            check.wrong(
                (*path, "at"), f"This event is in the past: the one before it is at {before}.", "Put events in order."
            )
        if at > until:
            check.wrong((*path, "at"), "This event comes after the end.", "Move it, or `output: until`.")
        place = check.at(path, "", "")
        found.append(ProtocolEvent(at_min=at, do=do, values=values, line=place.line, path=place.path))
    return _with_returns(found, until)


def _with_returns(events: list[ProtocolEvent], until: int) -> tuple[ProtocolEvent, ...]:
    """An environment with a duration ends in the one before it."""
    before: Mapping[str, Any] = {"temperature_c": 37.0, "co2_pct": 5.0, "minutes": 0.0}
    added: list[ProtocolEvent] = []
    for each in events:
        if each.do != "environment":
            continue
        back = each.at_min + int(each.values["minutes"] or 0.0)
        if back == each.at_min:
            before = each.values
        elif back <= until:
            added.append(ProtocolEvent(at_min=back, do="environment", values=before, line=each.line, path=each.path))
    return tuple(sorted([*events, *added], key=lambda each: each.at_min))


def _weigh(
    check: Check,
    data: Mapping[str, Any],
    medium: Mapping[str, Any],
    start: Mapping[str, Any],
    events: Sequence[ProtocolEvent],
) -> None:
    """Note what is allowed and probably not meant."""
    done = {each.do for each in events}
    model = data["model"]

    def note(path: Path, message: str, remedy: str) -> None:
        check.findings.append(check.at(path, message, remedy))

    if model == "t_cell":
        keys = ("il_2_iu_per_ml", "il_7_ng_per_ml", "il_15_ng_per_ml")
        if not any(medium[key] for key in keys) and "add_cytokine" not in done:
            note(
                ("medium",), "The medium has no cytokine: T cells will stop and die.", f"Give one of {', '.join(keys)}."
            )
        if not start["activator_dose"] and "activate" not in done:
            note(("start",), "Nothing activates the T cells: they will rest and die.", "Give `activator_dose: 1.0`.")
    if model == "dendritic":
        for key in ("gm_csf_iu_per_ml", "il_4_iu_per_ml"):
            if not medium[key]:
                note(("medium",), f"The medium has no {key[:-10]}: monocytes will not differentiate.", f"Give `{key}`.")
    if model == "stromal" and not medium["growth_factor_pct"]:
        note(("medium",), "The medium has no lysate or serum: cells will not grow.", "Give `growth_factor_pct: 10`.")


def clock(minute: int) -> str:
    """Return a minute as days, hours and minutes.

    Examples:
        >>> clock(1565)
        '1d02h05m'
    """
    return f"{minute // 1440}d{minute % 1440 // 60:02d}h{minute % 60:02d}m"
