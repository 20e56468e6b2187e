"""Strict checking of the plain values of a protocol file: every mistake with its line and what to write instead."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from gradea.vocabulary import Refusal, Refused
from gradea.world.culture.protocol.vocabulary import Field, Part, Value

Path = tuple[str | int, ...]
Lines = Mapping[Path, int]

_TIME = re.compile(r"^(\d{1,3})d(?:(\d{1,2})h)?(?:(\d{1,2})m)?$")
_NUMBER_WITH_UNIT = re.compile(r"^[-+]?\d[\d.eE+-]*\s*[^\d\s].*$")
_UNITS = (
    *(
        "mmol_per_l",
        "mg_per_dl",
        "g_per_l",
        "mg_per_ml",
        "mmol",
        "mm",
        "iu_per_ml",
        "u_per_ml",
        "ng_per_ml",
        "pg_per_ml",
    ),
    *(
        "ug_per_ml",
        "nmol_per_ml",
        "pmol_per_ml",
        "nm",
        "e6_per_ml",
        "per_ml",
        "e6",
        "ml_per_day",
        "ml_per_h",
        "l_per_day",
    ),
    *("k_per_min", "per_cm2", "per_h", "per_min", "per_day", "ml", "ul", "l", "min", "minutes", "h", "hours", "s", "d"),
    *("days", "cm2", "m2", "pct", "fraction", "c", "k", "f", "iu", "u", "ng", "ug", "nmol", "pmol", "cfu"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolProblem:
    """One mistake or finding: line from 1 (0 where not known), place, what is wrong and what to write."""

    line: int
    path: str
    message: str
    remedy: str

    def as_data(self) -> dict[str, object]:
        """Return the problem as JSON values."""
        return {"line": self.line, "path": self.path, "message": self.message, "remedy": self.remedy}


class ProtocolRefused(Refused):
    """The protocol has problems; nothing is run."""

    def __init__(self, problems: Sequence[ProtocolProblem]) -> None:
        first = problems[0]
        super().__init__(
            Refusal(
                code="protocol-refused",
                rule="practice",
                message=f"The protocol has {len(problems)} problems. Line {first.line}: {first.path}: {first.message}",
                remedy=first.remedy,
            )
        )
        self.problems = tuple(problems)


@dataclass(slots=True)
class Check:
    """The problems and findings of one file, and the ways to find them."""

    lines: Lines
    problems: list[ProtocolProblem] = field(default_factory=list)
    findings: list[ProtocolProblem] = field(default_factory=list)

    def at(self, path: Path, message: str, remedy: str) -> ProtocolProblem:
        """Return a problem at a place, or at the nearest place above it that has a line."""
        where = path
        while where and where not in self.lines:
            where = where[:-1]
        text = ".".join(str(part) for part in path)
        return ProtocolProblem(line=self.lines.get(where, 0), path=text, message=message, remedy=remedy)

    def wrong(self, path: Path, message: str, remedy: str) -> None:
        """Note a problem."""
        self.problems.append(self.at(path, message, remedy))

    def mapping(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        """Return a part of the file that is a mapping; empty where it is missing."""
        found = data.get(key)
        if found is None:
            return {}
        if not isinstance(found, Mapping):
            self.wrong((key,), f"'{key}' is not a mapping of keys.", "Write one `key: value` per line below it.")
            return {}
        return found

    def part(self, data: Mapping[str, Any], path: Path, known: Part) -> dict[str, Any]:
        """Return the checked values of a part, defaults filled in."""
        for key in data:
            if key not in known:
                self.unknown((*path, key), key, tuple(known))
        found: dict[str, Any] = {}
        for key, each in known.items():
            if data.get(key) is None:
                if each.required:
                    told = f"It {_range(each)}." if not each.words else f"Use one of {', '.join(each.words)}."
                    self.wrong((*path, key), f"The key '{key}' is missing.", told)
                found[key] = each.default
            else:
                found[key] = self.value(data[key], (*path, key), each)
        return found

    def unknown(self, path: Path, key: str, known: Sequence[str]) -> None:
        """Note a key that is not known, and what was probably meant."""
        stem = _stem(key)
        same = [each for each in known if _stem(each) == stem]
        if same:
            self.wrong(path, f"'{key}' has the wrong unit.", f"Convert the value and write `{same[0]}`.")
            return
        near = get_close_matches(key, known, n=1)
        hint = f"Did you mean `{near[0]}`? " if near else ""
        self.wrong(path, f"There is no key '{key}' here.", f"{hint}Known are: {', '.join(known) or 'none'}.")

    def value(self, value: Any, path: Path, each: Field) -> Value | None:
        """Return a checked value; None where it is none."""
        if each.switch:
            if not isinstance(value, bool):
                self.wrong(path, f"'{value}' is neither true nor false.", "Write true or false.")
            return bool(value)
        if each.words:
            if value not in each.words:
                self.wrong(path, f"'{value}' is not known here.", f"Use one of {', '.join(each.words)}.")
            return str(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            if isinstance(value, str) and _NUMBER_WITH_UNIT.match(value):
                remedy = f"The unit stands in the key; write the number alone, in the unit of `{path[-1]}`."
                self.wrong(path, f"'{value}' carries a unit of its own.", remedy)
            else:
                self.wrong(path, f"'{value}' is not a number.", "Write a number, as 100 or 1.0e8.")
            return None
        if not each.low <= value <= each.high:
            self.wrong(path, f"{value:g} is outside the range.", f"It {_range(each)}.")
        return float(value)

    def time(self, value: Any, path: Path) -> int | None:
        """Return the minute of a time such as 3d06h; None where it is none."""
        found = _TIME.match(value) if isinstance(value, str) else None
        if not found or int(found[2] or 0) > 23 or int(found[3] or 0) > 59:
            self.wrong(
                path, f"'{value}' is not a time.", "Write days, hours, minutes from the start: 3d, 3d06h, 3d06h30m."
            )
            return None
        return int(found[1]) * 1440 + int(found[2] or 0) * 60 + int(found[3] or 0)


def _stem(key: str) -> str:
    for unit in sorted(_UNITS, key=len, reverse=True):
        if key.endswith("_" + unit):
            return key.removesuffix("_" + unit)
    return key


def _range(each: Field) -> str:
    return f"must lie between {each.low:g} and {each.high:g}"
