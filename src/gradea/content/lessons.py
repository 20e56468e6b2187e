"""The lessons on the shelf: slides and questions, demonstrations, tours, the glossary."""

from functools import lru_cache
from pathlib import Path

from gradea.content.exercises import exercises
from gradea.content.guide_file import (
    Demonstration,
    Term,
    Tour,
    read_demonstration,
    read_glossary,
    read_tour,
)
from gradea.content.lesson_file import Lesson, LessonFile, Shelf, read_lesson
from gradea.content.shelf import content_root, recipe_named, recipe_names
from gradea.exercise import ItemsRefused, Problem

PICTURES = frozenset({"cabinet", "rooms"})
"""Pictures that a question may point at; they are drawn in the slice of the lessons."""


def lesson_shelf() -> Shelf:
    """Return what a lesson may refer to."""
    collection = exercises()
    return Shelf(items=collection.items, bank=collection.bank, pictures=PICTURES)


def checked_lesson(path: Path) -> LessonFile:
    """Return a file of a lesson with its problems."""
    return read_lesson(path.stem, path.read_text(encoding="utf-8"), lesson_shelf())


@lru_cache(maxsize=1)
def lessons() -> dict[str, Lesson]:
    """Return the lessons on the shelf, in the order of their files. Raises Refused when a file has a problem."""
    found = {}
    for path in sorted((content_root() / "lessons").glob("*.yaml")):
        read = checked_lesson(path)
        _refuse(path, read.problems)
        found[path.stem] = read.lesson
    return found


@lru_cache(maxsize=1)
def demonstrations() -> dict[str, Demonstration]:
    """Return the demonstrations on the shelf. Raises Refused when a file has a problem."""
    found = {}
    for path in sorted((content_root() / "demonstrations").glob("*.yaml")):
        read, problems = read_demonstration(path.stem, path.read_text(encoding="utf-8"), recipe_steps())
        _refuse(path, problems)
        found[path.stem] = read
    return found


@lru_cache(maxsize=1)
def tours() -> dict[str, Tour]:
    """Return the tours on the shelf. Raises Refused when a file has a problem."""
    found = {}
    for path in sorted((content_root() / "tours").glob("*.yaml")):
        read, problems = read_tour(path.stem, path.read_text(encoding="utf-8"), lesson_shelf())
        _refuse(path, problems)
        found[path.stem] = read
    return found


@lru_cache(maxsize=1)
def glossary() -> tuple[Term, ...]:
    """Return the terms of the glossary. Raises Refused when the file has a problem."""
    path = content_root() / "glossary.yaml"
    terms, problems = read_glossary(path.read_text(encoding="utf-8"))
    _refuse(path, problems)
    return terms


def recipe_steps() -> dict[str, frozenset[str]]:
    """Return the steps of each recipe on the shelf."""
    return {code: frozenset(step.id for step in recipe_named(code).steps) for code in recipe_names()}


def teaching_files() -> tuple[Path, ...]:
    """Return every file that `gradea lesson check` looks at."""
    root = content_root()
    found = [
        path for folder in ("lessons", "demonstrations", "tours") for path in sorted((root / folder).glob("*.yaml"))
    ]
    return (*found, root / "glossary.yaml")


def problems_of(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a file: a lesson, or by its folder a demonstration, a tour, or by its name the glossary."""
    text = path.read_text(encoding="utf-8")
    if path.stem == "glossary":
        return read_glossary(text)[1]
    if path.parent.name == "demonstrations":
        return read_demonstration(path.stem, text, recipe_steps())[1]
    if path.parent.name == "tours":
        return read_tour(path.stem, text, lesson_shelf())[1]
    return checked_lesson(path).problems


def _refuse(path: Path, problems: tuple[Problem, ...]) -> None:
    if problems:
        raise ItemsRefused(path.name, problems)
