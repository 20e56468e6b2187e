"""Reading a lesson: slides in Markdown, questions between them; every mistake with its line and what to write instead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gradea.exercise import (
    BASES,
    Bank,
    ChoiceForm,
    Form,
    Item,
    Option,
    Problem,
    Question,
    SetKey,
    Spot,
    SpotsForm,
    TextForm,
    Words,
    both,
    question_for,
)
from gradea.exercise.content_text import Path, read_content
from gradea.exercise.item import CLAUSE
from gradea.exercise.item_file import Reading

ITEM_KINDS = frozenset({"choice", "multiple", "order", "number"})
"""Kinds of the exercises that a whole room can answer at once."""

OWN_KINDS = ("scale", "text", "words", "point")
"""Kinds that only a lesson has: a scale of five, free text, a word cloud, a point on a picture."""

SECONDS = 60
"""Time to answer, where the lesson says nothing (design choice)."""

_SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
_SLIDE = {"key", "en", "nl", "clause", "basis", "notes"}
_ITEM = {"key", "item", "seconds", "notes"}
_OWN = {"key", "kind", "ask", "ends", "picture", "right", "why", "clause", "basis", "seconds", "notes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveQuestion:
    """A question to a whole room.

    Attributes:
        kind: One of `ITEM_KINDS` or `OWN_KINDS`.
        form: How it is answered.
        marked: The question of the exercises it comes from; None where nothing is right or wrong.
        ends: Words of the lowest and the highest point of a scale.
        picture: Name of the picture to point at. `right`: box of the right place in thousandths: x, y, width, height.
        seconds: Time to answer.
    """

    kind: str
    prompt: Words
    form: Form
    seconds: int
    marked: Question | None = None
    why: Words | None = None
    ends: tuple[Words, ...] = ()
    picture: str = ""
    right: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide, or one question.

    Attributes:
        text: Markdown per language; empty for a question.
        clause: Where the rule stands, or `site practice`. `basis`: one of `exercise.BASES`.
        notes: What the lecturer says; never shown to the room.
    """

    key: str
    text: Words
    clause: str = ""
    basis: str = ""
    notes: Words = field(default_factory=dict)
    question: LiveQuestion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson: slides and questions in order."""

    key: str
    title: Words
    about: Words
    minutes: int
    slides: tuple[Slide, ...]

    @property
    def questions(self) -> int:
        """How many of the slides are questions."""
        return sum(slide.question is not None for slide in self.slides)

    def slide(self, key: str) -> Slide | None:
        """Return the slide of this key, or None."""
        return next((slide for slide in self.slides if slide.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What a lesson may refer to."""

    items: Mapping[str, Item]
    bank: Bank
    pictures: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonFile:
    """A file that was read: the lesson (only good without problems), and what is wrong."""

    lesson: Lesson
    problems: tuple[Problem, ...]


def read_lesson(key: str, text: str, shelf: Shelf) -> LessonFile:
    """Return the lesson in this text, with every problem there is.

    Args:
        key: Name of the file without its ending.
        text: YAML: `title`, `about`, `minutes`, `slides`.
        shelf: Exercises and pictures that questions refer to.
    """
    loaded, lines, broken = read_content(text)
    reading = Reading(topic=key, lines=lines, problems=list(broken))
    listed = loaded.get("slides")
    slides: list[Slide] = []
    title: Words = both(key)
    about: Words = both(key)
    if not broken:
        title = reading.words(loaded.get("title"), ("title",))
        about = reading.words(loaded.get("about"), ("about",))
        if not isinstance(loaded.get("minutes"), int) or loaded["minutes"] < 1:
            reading.wrong(("minutes",), "The lesson does not say how long it takes.", "Write `minutes: 40`.")
        if not isinstance(listed, list) or not listed:
            reading.wrong(("slides",), "There are no slides.", "Write a list under `slides:`.")
        entries = listed if isinstance(listed, list) else []
        found = [_slide(reading, shelf, entry, ("slides", place)) for place, entry in enumerate(entries)]
        slides = [slide for slide in found if slide is not None]
        _check_twice(reading, slides)
    lesson = Lesson(key=key, title=title, about=about, minutes=int(loaded.get("minutes") or 1), slides=tuple(slides))
    return LessonFile(lesson=lesson, problems=tuple(reading.problems))


def _check_twice(reading: Reading, slides: list[Slide]) -> None:
    seen: set[str] = set()
    for place, slide in enumerate(slides):
        if slide.key in seen:
            reading.wrong(("slides", place, "key"), f"The key '{slide.key}' stands here twice.", "Give each its own.")
        seen.add(slide.key)


def _slide(reading: Reading, shelf: Shelf, entry: Any, path: Path) -> Slide | None:
    if not isinstance(entry, Mapping):
        reading.wrong(path, "This is no slide.", "Begin with `- key:`.")
        return None
    known = _ITEM if "item" in entry else _OWN if "kind" in entry else _SLIDE
    for name in sorted(set(entry) - known):
        reading.wrong((*path, name), f"A slide of this sort has no '{name}'.", f"Known: {', '.join(sorted(known))}.")
    key = entry.get("key", entry.get("item"))
    if not isinstance(key, str) or not _SLUG.match(key):
        reading.wrong((*path, "key"), f"'{key}' is no key.", "Write small letters, digits and hyphens.")
    notes = reading.words(entry["notes"], (*path, "notes")) if "notes" in entry else {}
    if "item" in entry:
        return _from_item(reading, shelf, entry, path, notes)
    clause, basis = _source(reading, entry, path, needed="kind" not in entry)
    if "kind" in entry:
        question = _own(reading, shelf, entry, path)
        return Slide(key=str(key), text={}, clause=clause, basis=basis, notes=notes, question=question)
    text = {language: str(entry.get(language) or "").strip() for language in ("en", "nl")}
    for language, words in text.items():
        if not words.startswith("# "):
            reading.wrong((*path, language), f"The slide has no heading in '{language}'.", "Begin with `# Heading`.")
    return Slide(key=str(key), text=text, clause=clause, basis=basis, notes=notes)


def _source(reading: Reading, entry: Mapping[str, Any], path: Path, *, needed: bool) -> tuple[str, str]:
    clause, basis = entry.get("clause", ""), entry.get("basis", "")
    if not needed and not clause and not basis:
        return "", ""
    if not isinstance(clause, str) or not CLAUSE.match(clause):
        reading.wrong((*path, "clause"), f"'{clause}' does not say where this stands.",
                      "Write for example `Annex 1 4.27`, `Chapter 4 4.8`, `PIC/S 2A 5.4`, or `site practice`.")  # fmt: skip
    elif clause.startswith("site practice") and basis == "rule":
        reading.wrong((*path, "basis"), "A site practice is no rule.", "Write `basis: practice`.")
    if basis not in BASES:
        reading.wrong((*path, "basis"), f"There is no basis '{basis}'.", f"Choose one of {', '.join(BASES)}.")
    return str(clause), str(basis)


def _seconds(reading: Reading, entry: Mapping[str, Any], path: Path) -> int:
    seconds = entry.get("seconds", SECONDS)
    if not isinstance(seconds, int) or not 5 <= seconds <= 900:
        reading.wrong((*path, "seconds"), f"{seconds} is no time to answer.", "Write 5 to 900 seconds.")
        return SECONDS
    return seconds


def _from_item(
    reading: Reading, shelf: Shelf, entry: Mapping[str, Any], path: Path, notes: Mapping[str, str]
) -> Slide | None:
    item = shelf.items.get(str(entry["item"]))
    if item is None or item.kind not in ITEM_KINDS:
        why = "There is no exercise" if item is None else f"A room cannot answer the kind {item.kind} of"
        reading.wrong((*path, "item"), f"{why} '{entry['item']}'.", f"Choose one of the kinds {_listed(ITEM_KINDS)}.")
        return None
    marked = question_for(item, seed="lesson", who="room", bank=shelf.bank)
    question = LiveQuestion(
        kind=item.kind,
        prompt=marked.asked.prompt,
        form=marked.form,
        seconds=_seconds(reading, entry, path),
        marked=marked,
        why=marked.why,
    )
    key = str(entry.get("key", item.code))
    return Slide(key=key, text={}, clause=item.clause, basis=item.basis, notes=notes, question=question)


def _own(reading: Reading, shelf: Shelf, entry: Mapping[str, Any], path: Path) -> LiveQuestion | None:
    kind, before = entry["kind"], len(reading.problems)
    if kind not in OWN_KINDS:
        reading.wrong((*path, "kind"), f"There is no kind '{kind}'.", f"Choose one of {', '.join(OWN_KINDS)}.")
        return None
    prompt = reading.words(entry.get("ask"), (*path, "ask"))
    why = reading.words(entry["why"], (*path, "why")) if "why" in entry else None
    ends: tuple[Words, ...] = ()
    if kind == "scale":
        given = entry.get("ends")
        if not isinstance(given, list) or len(given) != 2:
            reading.wrong((*path, "ends"), "The scale has no two ends.", "Write two: the lowest, the highest.")
        else:
            ends = tuple(reading.words(end, (*path, "ends", place)) for place, end in enumerate(given))
    picture = str(entry.get("picture", ""))
    right = _box(reading, entry.get("right"), (*path, "right")) if "right" in entry else None
    if (kind == "point") != (picture in shelf.pictures):
        reading.wrong((*path, "picture"), f"There is no picture '{picture}' for a {kind}.",
                      f"Choose one of {_listed(shelf.pictures)}, for the kind point only.")  # fmt: skip
    seconds = _seconds(reading, entry, path)
    if len(reading.problems) > before:
        return None
    return LiveQuestion(kind=str(kind), prompt=prompt, form=_form(str(kind), right), seconds=seconds, why=why,
                        ends=ends, picture=picture, right=right)  # fmt: skip


def _form(kind: str, right: tuple[int, int, int, int] | None) -> Form:
    if kind == "scale":
        return ChoiceForm(options=tuple(Option(id=str(number), words=both(str(number))) for number in range(1, 6)))
    if kind == "point":
        return SpotsForm(spots=(Spot(id="right", words=both(""), box=right or (0, 0, 1000, 1000)),))
    return TextForm(rows=3 if kind == "text" else 1)


def _box(reading: Reading, value: Any, path: Path) -> tuple[int, int, int, int] | None:
    good = isinstance(value, list) and len(value) == 4 and all(isinstance(each, int) for each in value)
    if not good or min(value) < 0 or max(value) > 1000:
        reading.wrong(path, f"{value} is no place on the picture.", "Write [x, y, width, height] in thousandths.")
        return None
    return (value[0], value[1], value[2], value[3])


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "none yet"


def right_ids(question: Question) -> frozenset[str]:
    """Return the ids of the options that are right, of a choice."""
    return question.key.right if isinstance(question.key, SetKey) else frozenset()
