"""Read one step of a recipe file: its words, fields, timers and acts."""

from collections.abc import Mapping
from typing import Any, cast

from gradea.record.act_vocabulary import check_act
from gradea.record.calculation import CalculationError, names_in
from gradea.record.checker import Checker
from gradea.record.problem import Path
from gradea.record.recipe import (
    DEVIATION_CLASSES,
    FIELD_KINDS,
    LANES,
    REVIEW_KINDS,
    Field,
    FieldKind,
    Lane,
    Step,
    Timer,
)
from gradea.record.roles import ROLES
from gradea.record.units import UNITS

MAX_ACTS = 3
"""Acts in one step at most: a step is one instruction (D)."""

SITE_PRACTICE = "site practice"
"""What the why of a step says when no clause stands behind it."""

FIELD_EXCEPTIONS = ("filter-integrity-failure", "equipment-malfunction", "charge-over-limit")
"""Exceptions a field may name for a missed limit: those that no rule can see by itself."""

BASES = ("", "P", "R", "K", "D", "A", "S", "F", "C")
"""Where a number comes from: official text, read, known, design, assumption, site, fitted, computed."""

_STEP_KEYS = ("id", "title", "instruction", "why", "performer", "room")
_STEP_MAY = (
    *("fields", "timers", "act", "acts", "planned", "window_min", "verification", "critical"),
    *("optional", "lane", "parallel", "after", "review", "delayed"),
)
_FIELD_KEYS = ("code", "label", "kind")
_LIMITS = ("low", "high", "class", "event", "exception", "basis")
_KIND_MAY: Mapping[str, tuple[str, ...]] = {
    "number": ("unit", "decimals", "hard_low", "hard_high", "observes", "source", "quantified_from", *_LIMITS),
    "calculated": ("unit", "decimals", "formula", *_LIMITS),
    "choice": ("options", "accepted", "observes", "source", "class", "event", "exception", "basis"),
    "text": ("observes", "source"),
    "instant": (),
    "photo": (),
    "identity": ("identifies", "observes", "source"),
    "scan_material": ("material", "observes", "source"),
    "scan_equipment": ("equipment", "observes", "source"),
}
_KIND_NEEDS: Mapping[str, tuple[str, ...]] = {
    "number": ("unit", "decimals"),
    "calculated": ("unit", "decimals", "formula"),
    "choice": ("options",),
    "text": (),
    "instant": (),
    "photo": (),
    "identity": ("identifies",),
    "scan_material": ("material",),
    "scan_equipment": ("equipment",),
}


def step_from(checker: Checker, data: Any, path: Path, operation: str, phase: str) -> Step:
    """Return the step at a place of the file; problems go to the checker."""
    data = checker.keys(data, path, _STEP_KEYS, _STEP_MAY)
    lane = checker.one_of(data, "lane", path, LANES, "production")
    return Step(
        id=checker.text(data, "id", path),
        title=checker.words(data, "title", path),
        instruction=checker.words(data, "instruction", path),
        why=_why_from(checker, data.get("why"), (*path, "why")),
        operation=operation,
        phase=phase,
        room=checker.text(data, "room", path),
        performer=checker.one_of(data, "performer", path, ROLES, "operator"),
        fields=tuple(
            field_from(checker, item, (*path, "fields", index))
            for index, item in enumerate(checker.items(data.get("fields", ()), (*path, "fields")))
        ),
        timers=tuple(
            _timer_from(checker, item, (*path, "timers", index))
            for index, item in enumerate(checker.items(data.get("timers", ()), (*path, "timers")))
        ),
        planned=checker.instant(data, "planned", path),
        window_min=checker.whole(data, "window_min", path),
        verification=checker.flag(data, "verification", path),
        critical=checker.flag(data, "critical", path),
        optional=checker.flag(data, "optional", path),
        lane=cast(Lane, lane),
        parallel=checker.flag(data, "parallel", path),
        after=checker.names(data, "after", path),
        delayed=checker.flag(data, "delayed", path),
        review=checker.one_of(data, "review", path, ("", "disposition", *REVIEW_KINDS), ""),
        acts=_acts_from(checker, data, path),
    )


def _why_from(checker: Checker, data: Any, path: Path) -> Mapping[str, str]:
    data = checker.keys(data, path, ("en",), ("nl", "fr", "clause"))
    why = {key: " ".join(checker.text(data, key, path).split()) for key in data if key in ("en", "nl", "fr", "clause")}
    if not why.get("clause") and SITE_PRACTICE not in why.get("en", ""):
        checker.wrong(path, "The why names no clause.", f"Add clause, or say that it is {SITE_PRACTICE}.")
    checker.spoken.append((path, why))
    return why


def _timer_from(checker: Checker, data: Any, path: Path) -> Timer:
    data = checker.keys(data, path, ("kind", "step", "minutes"), ("class", "event", "basis"))
    kind = checker.one_of(data, "kind", path, ("not-before", "within"), "within")
    return Timer(
        kind="not-before" if kind == "not-before" else "within",
        step=checker.text(data, "step", path),
        minutes=checker.whole(data, "minutes", path) or 0,
        deviation_class=checker.one_of(data, "class", path, DEVIATION_CLASSES, "major"),
        code=checker.text(data, "event", path, "DV-MJ06"),
        basis=checker.one_of(data, "basis", path, BASES, ""),
    )


def _acts_from(checker: Checker, data: Mapping[str, Any], path: Path) -> tuple[Mapping[str, Any], ...]:
    if "act" in data and "acts" in data:
        checker.wrong((*path, "act"), "A step has either act or acts.", "Put them all into acts.")
    listed = [data["act"]] if "act" in data else checker.items(data.get("acts", ()), (*path, "acts"))
    if len(listed) > MAX_ACTS:
        checker.wrong((*path, "acts"), f"A step holds at most {MAX_ACTS} acts.", "Make it two steps.")
    found = []
    for index, act in enumerate(listed):
        place = (*path, "act") if "act" in data else (*path, "acts", index)
        trouble = check_act(act) if isinstance(act, Mapping) else "An act is a mapping with the key 'do'."
        if trouble:
            checker.wrong(place, trouble, "Look the act up in the act vocabulary.")
        else:
            found.append(dict(act))
    return tuple(found)


def field_from(checker: Checker, data: Any, path: Path) -> Field:
    """Return the field at a place of the file; problems go to the checker."""
    kind = checker.one_of(data if isinstance(data, Mapping) else {}, "kind", path, FIELD_KINDS, "text")
    data = checker.keys(data, path, (*_FIELD_KEYS, *_KIND_NEEDS[kind]), _KIND_MAY[kind])
    item = Field(
        code=checker.text(data, "code", path),
        label=checker.words(data, "label", path),
        kind=cast(FieldKind, kind),
        unit=checker.one_of(data, "unit", path, UNITS, ""),
        decimals=checker.whole(data, "decimals", path, 0) or 0,
        low=checker.bound(data, "low", path),
        high=checker.bound(data, "high", path),
        limit_class=checker.one_of(data, "class", path, DEVIATION_CLASSES, "minor"),
        limit_code=checker.text(data, "event", path),
        exception=checker.one_of(data, "exception", path, ("", *FIELD_EXCEPTIONS), ""),
        hard_low=checker.number(data, "hard_low", path),
        hard_high=checker.number(data, "hard_high", path),
        quantified_from=checker.number(data, "quantified_from", path),
        options=checker.names(data, "options", path),
        accepted=checker.names(data, "accepted", path),
        material=checker.text(data, "material", path),
        equipment=checker.text(data, "equipment", path),
        identifies=checker.one_of(data, "identifies", path, ("", "donation", "patient", "batch"), ""),
        source=checker.one_of(data, "source", path, ("manual", "instrument"), "manual"),
        observes=checker.text(data, "observes", path),
        formula=checker.text(data, "formula", path),
        inputs=_inputs(checker, data, path),
        basis=checker.one_of(data, "basis", path, BASES, ""),
    )
    _check_field(checker, item, path)
    return item


def _inputs(checker: Checker, data: Mapping[str, Any], path: Path) -> tuple[str, ...]:
    formula = data.get("formula")
    if not isinstance(formula, str):
        return ()
    try:
        return names_in(formula)
    except CalculationError as error:
        checker.wrong((*path, "formula"), f"The formula cannot be read: {error}.", "Use names, numbers, + - * / only.")
        return ()


def _check_field(checker: Checker, item: Field, path: Path) -> None:
    if not item.code.isidentifier():
        checker.wrong((*path, "code"), f"'{item.code}' is not a code.", "Use letters, digits and underscores.")
    if item.decimals > 6:
        checker.wrong((*path, "decimals"), f"{item.decimals} decimals are too many.", "Use at most 6.")
    if item.kind in ("number", "calculated") and not item.unit:
        checker.wrong((*path, "unit"), f"{item.code} has no unit.", "A number always has a unit; for pieces use pcs.")
    low, high = item.low.value({}) if item.low else None, item.high.value({}) if item.high else None
    if low is not None and high is not None and low > high:
        checker.wrong((*path, "low"), f"low {low} is above high {high}.", "Swap them.")
    if item.hard_low is not None and item.hard_high is not None and item.hard_low > item.hard_high:
        checker.wrong((*path, "hard_low"), "hard_low is above hard_high.", "Swap them.")
    if low is not None and item.hard_low is not None and low < item.hard_low:
        checker.wrong((*path, "low"), "The limit lies beyond what is plausible.", "Lower hard_low or raise low.")
    if high is not None and item.hard_high is not None and high > item.hard_high:
        checker.wrong((*path, "high"), "The limit lies beyond what is plausible.", "Raise hard_high or lower high.")
    if (item.low or item.high) and not item.basis:
        checker.wrong(path, f"{item.code} has limits without a basis.", "Add basis: P, R, K or D.")
    if item.kind == "choice" and len(set(item.options)) < 2:
        checker.wrong((*path, "options"), f"{item.code} needs two different options.", "List what can be chosen.")
    if not set(item.accepted) <= set(item.options):
        checker.wrong((*path, "accepted"), "accepted names something that is no option.", "Use the same words.")
