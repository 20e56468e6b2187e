"""Take values out of a content file, one question at a time, and note every mistake instead of stopping at one."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from gradea.record.calculation import CalculationError
from gradea.record.problem import Lines, Path, Problem, line_at, path_text
from gradea.record.recipe import Bound, Words
from gradea.vocabulary import SimTime, parse_sim_time

LANGUAGE_NAMES = {"en": "English", "nl": "Dutch", "fr": "French"}
LANGUAGES = frozenset(LANGUAGE_NAMES)


class Checker:
    """Reads values and collects problems. Every question answers with something usable, so that reading goes on."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.problems: list[Problem] = []
        self.spoken: list[tuple[Path, Words]] = []

    def wrong(self, path: Path, message: str, remedy: str) -> None:
        """Note a problem at a place."""
        line = line_at(self.lines, path)
        self.problems.append(Problem(line=line, path=path_text(path), message=message, remedy=remedy))

    def keys(self, data: Any, path: Path, required: Iterable[str], optional: Iterable[str]) -> Mapping[str, Any]:
        """Return the mapping at a place; missing and unknown keys are problems."""
        if not isinstance(data, Mapping):
            self.wrong(path, "A mapping of keys is expected here.", "Write key: value pairs.")
            return {}
        required = tuple(required)
        known = {*required, *optional}
        for name in required:
            if name not in data:
                self.wrong(path, f"The key '{name}' is missing.", f"Add {name}.")
        for name in data:
            if name not in known:
                self.wrong((*path, name), f"The key '{name}' is not known here.", f"Known are {_listed(known)}.")
        return data

    def items(self, data: Any, path: Path) -> list[Any]:
        """Return the list at a place."""
        if isinstance(data, list | tuple):
            return list(data)
        self.wrong(path, "A list is expected here.", "Write one item per line, each with a dash.")
        return []

    def text(self, data: Mapping[str, Any], name: str, path: Path, default: str = "") -> str:
        """Return a text."""
        value = data.get(name, default)
        if isinstance(value, str):
            return value.strip()
        self.wrong((*path, name), f"'{name}' must be text, not {value!r}.", "Write it in quotation marks.")
        return default

    def one_of(self, data: Mapping[str, Any], name: str, path: Path, known: Iterable[str], default: str) -> str:
        """Return a text from a closed list."""
        value = data.get(name, default)
        known = tuple(known)
        if value in known:
            return str(value)
        self.wrong((*path, name), f"{name} '{value}' is not known.", f"Choose {_listed(known)}.")
        return default

    def words(self, data: Mapping[str, Any], name: str, path: Path) -> Words:
        """Return a text per language; a bare text is English."""
        value = data.get(name, "")
        if isinstance(value, str):
            value = {"en": value}
        found = {key: text for key, text in value.items() if key in LANGUAGES} if isinstance(value, Mapping) else {}
        good = bool(found) and all(isinstance(text, str) and text.strip() for text in found.values())
        if not good or "en" not in found:
            self.wrong((*path, name), f"'{name}' needs a text in English.", f"Write {name}: {{en: …}}.")
            return {"en": ""}
        self.spoken.append(((*path, name), found))
        return {key: " ".join(text.split()) for key, text in found.items()}

    def unspoken(self, languages: Iterable[str]) -> tuple[Problem, ...]:
        """Return where a text that was read is missing in one of these languages, in the order of the file."""
        found = [
            Problem(
                line=line_at(self.lines, path),
                path=path_text(path),
                message=f"This text is not in {LANGUAGE_NAMES[language]}.",
                remedy=f"Add {language}: … beside the English.",
            )
            for path, words in self.spoken
            for language in languages
            if not words.get(language, "").strip()
        ]
        return tuple(sorted(found, key=lambda problem: problem.line))

    def flag(self, data: Mapping[str, Any], name: str, path: Path) -> bool:
        """Return a yes or no."""
        value = data.get(name, False)
        if isinstance(value, bool):
            return value
        self.wrong((*path, name), f"'{name}' must be true or false, not {value!r}.", "Write true or false.")
        return False

    def whole(self, data: Mapping[str, Any], name: str, path: Path, default: int | None = None) -> int | None:
        """Return a whole number from 0 up, or the default."""
        value = data.get(name, default)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
            return value
        self.wrong((*path, name), f"'{name}' must be a whole number from 0 up, not {value!r}.", "Write it like 15.")
        return default

    def number(self, data: Mapping[str, Any], name: str, path: Path) -> Decimal | None:
        """Return an exact number, or None if it is not given."""
        value = data.get(name)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return Decimal(repr(value))
        self.wrong((*path, name), f"'{name}' must be a number, not {value!r}.", "Write it like 0.5.")
        return None

    def bound(self, data: Mapping[str, Any], name: str, path: Path) -> Bound | None:
        """Return a limit: a number, or a formula after an equals sign."""
        value = data.get(name)
        if isinstance(value, str) and value.startswith("="):
            try:
                return Bound.read(value[1:].strip())
            except CalculationError as error:
                self.wrong((*path, name), f"The limit cannot be read: {error}.", "Write it like =0.95 * field_code.")
                return None
        number = self.number(data, name, path)
        return None if number is None else Bound(f"{number:f}")

    def instant(self, data: Mapping[str, Any], name: str, path: Path) -> SimTime | None:
        """Return a planned instant, or None if it is not given."""
        value = data.get(name)
        if value is None:
            return None
        try:
            return parse_sim_time(str(value))
        except ValueError as error:
            self.wrong((*path, name), f"{error}.", "Write it like 3d09h.")
            return None

    def names(self, data: Mapping[str, Any], name: str, path: Path) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.items(data.get(name, ()), (*path, name))
        bad = [item for item in value if not isinstance(item, str)]
        if bad:
            self.wrong((*path, name), f"{bad[0]!r} must be text.", "Write it in quotation marks.")
        return tuple(item for item in value if isinstance(item, str))


def _listed(known: Iterable[str]) -> str:
    return ", ".join(sorted(known))
