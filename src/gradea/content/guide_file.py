"""Reading what goes with the lessons: demonstrations with commentary, guided tours, the glossary."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gradea.content.lesson_file import ITEM_KINDS, Shelf
from gradea.exercise import BASES, Item, Problem, Words, both
from gradea.exercise.content_text import Path, read_content
from gradea.exercise.item import CLAUSE
from gradea.exercise.item_file import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A moment of a demonstration at which the trainer stops the clock.

    Attributes:
        step: Step of the recipe after which it is. `see`: what the class sees. `ask`: what to ask them.
        answer: What a good answer says. `clause`, `basis`: what it rests on.
    """

    step: str
    see: Words
    ask: Words
    answer: Words
    clause: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """The careful crew plays a recipe; the trainer stops and asks."""

    key: str
    title: Words
    about: Words
    recipe: str
    facility: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A place of a tour: what is there, and a question of the exercises about it."""

    room: str
    title: Words
    text: Words
    clause: str
    basis: str
    item: Item | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """A guided tour through one facility."""

    key: str
    title: Words
    about: Words
    stations: tuple[Station, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the trade in both languages, and what it means."""

    term: Words
    means: Words


def read_demonstration(
    key: str, text: str, steps: Mapping[str, frozenset[str]]
) -> tuple[Demonstration, tuple[Problem, ...]]:
    """Return a demonstration, with every problem there is.

    Args:
        key: Name of the file. `text`: YAML: `title`, `about`, `recipe`, `facility`, `stops`.
        steps: Steps of each recipe there is.
    """
    loaded, reading = _opened(key, text)
    recipe = str(loaded.get("recipe", ""))
    if loaded and recipe not in steps:
        reading.wrong(("recipe",), f"There is no recipe '{recipe}'.", f"Choose one of {', '.join(sorted(steps))}.")
    stops = []
    for entry, path in _entries(reading, loaded, "stops"):
        step = str(entry.get("step", ""))
        if step not in steps.get(recipe, frozenset()):
            reading.wrong((*path, "step"), f"The recipe has no step '{step}'.", "Write the id of a step, in quotes.")
        clause, basis = _source(reading, entry, path)
        see, ask, answer = (reading.words(entry.get(name), (*path, name)) for name in ("see", "ask", "answer"))
        stops.append(Stop(step=step, see=see, ask=ask, answer=answer, clause=clause, basis=basis))
    title, about = _heading(reading, loaded)
    made = Demonstration(
        key=key, title=title, about=about, recipe=recipe, facility=str(loaded.get("facility", "")), stops=tuple(stops)
    )
    return made, tuple(reading.problems)


def read_tour(key: str, text: str, shelf: Shelf) -> tuple[Tour, tuple[Problem, ...]]:
    """Return a tour of the facility of this name, with every problem there is."""
    loaded, reading = _opened(key, text)
    stations = []
    for entry, path in _entries(reading, loaded, "stations"):
        clause, basis = _source(reading, entry, path)
        title, words = (reading.words(entry.get(name), (*path, name)) for name in ("title", "text"))
        item = shelf.items.get(str(entry.get("item", "")))
        if item is None or item.kind not in ITEM_KINDS:
            reading.wrong((*path, "item"), f"There is no exercise '{entry.get('item')}' for a station.",
                          f"Choose one of the kinds {', '.join(sorted(ITEM_KINDS))}.")  # fmt: skip
        room = str(entry.get("room", ""))
        stations.append(Station(room=room, title=title, text=words, clause=clause, basis=basis, item=item))
    title, about = _heading(reading, loaded)
    return Tour(key=key, title=title, about=about, stations=tuple(stations)), tuple(reading.problems)


def read_glossary(text: str) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
    """Return the terms of a glossary, with every problem there is."""
    loaded, reading = _opened("glossary", text)
    terms = [
        Term(
            term=reading.words(entry.get("term"), (*path, "term")),
            means=reading.words(entry.get("means"), (*path, "means")),
        )
        for entry, path in _entries(reading, loaded, "terms")
    ]
    seen: set[str] = set()
    for place, term in enumerate(terms):
        if term.term["en"].lower() in seen:
            reading.wrong(("terms", place), f"'{term.term['en']}' stands here twice.", "Keep one.")
        seen.add(term.term["en"].lower())
    return tuple(terms), tuple(reading.problems)


def _opened(key: str, text: str) -> tuple[dict[str, Any], Reading]:
    loaded, lines, broken = read_content(text)
    return loaded, Reading(topic=key, lines=lines, problems=list(broken))


def _heading(reading: Reading, loaded: Mapping[str, Any]) -> tuple[Words, Words]:
    if not loaded:
        return both("?"), both("?")
    return reading.words(loaded.get("title"), ("title",)), reading.words(loaded.get("about"), ("about",))


def _entries(reading: Reading, loaded: Mapping[str, Any], name: str) -> list[tuple[Mapping[str, Any], Path]]:
    listed = loaded.get(name)
    if loaded and (not isinstance(listed, list) or not listed):
        reading.wrong((name,), f"There is nothing under '{name}'.", f"Write a list under `{name}:`.")
    entries = listed if isinstance(listed, list) else []
    found: list[tuple[Mapping[str, Any], Path]] = []
    for place, entry in enumerate(entries):
        if isinstance(entry, Mapping):
            found.append((entry, (name, place)))
        else:
            reading.wrong((name, place), "This is no entry.", "Write its parts as `name: …`.")
    return found


def _source(reading: Reading, entry: Mapping[str, Any], path: Path) -> tuple[str, str]:
    clause, basis = entry.get("clause"), entry.get("basis")
    if not isinstance(clause, str) or not CLAUSE.match(clause):
        reading.wrong((*path, "clause"), f"'{clause}' does not say where this stands.",
                      "Write for example `Annex 1 4.27`, or `site practice`.")  # fmt: skip
    elif clause.startswith("site practice") and basis == "rule":
        reading.wrong((*path, "basis"), "A site practice is no rule.", "Write `basis: practice`.")
    if basis not in BASES:
        reading.wrong((*path, "basis"), f"There is no basis '{basis}'.", f"Choose one of {', '.join(BASES)}.")
    return str(clause), str(basis)
