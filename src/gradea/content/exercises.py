"""The exercises on the shelf: items by topic, sets, and the bank of material for drawn questions."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from gradea.content.shelf import content_root
from gradea.exercise import (
    Bank,
    Collection,
    ItemFile,
    ItemsRefused,
    Problem,
    guessable,
    read_bank,
    read_items,
    read_sets,
    tried,
)
from gradea.exercise.content_text import read_content

SETS = "sets"
"""Name of the file that says which items belong together."""


def exercise_files() -> tuple[Path, ...]:
    """Return the files of items, in order of their names."""
    return tuple(path for path in sorted(_folder().glob("*.yaml")) if path.stem != SETS)


@lru_cache(maxsize=1)
def exercise_bank() -> Bank:
    """Return the material for drawn questions. Raises Refused when a file of it cannot be read."""
    folder = _folder() / "bank"
    pages = folder / "pages.json"
    loaded = json.loads(pages.read_text(encoding="utf-8")) if pages.is_file() else []
    return read_bank(_plain(folder / "deviations.yaml"), _plain(folder / "words.yaml"), loaded)


@lru_cache(maxsize=1)
def exercises() -> Collection:
    """Return everything on the shelf. Raises Refused when a file has a problem: nothing of a bad file is used.

    Drawn items are not tried here, since a page should not wait for it: `gradea exercise check` and the tests do.
    """
    items, titles = {}, {}
    for path in exercise_files():
        read = read_items(path.stem, path.read_text(encoding="utf-8"))
        if read.problems:
            raise ItemsRefused(path.name, read.problems)
        items.update({item.code: item for item in read.items})
        titles[read.topic] = read.title
    sets, problems = read_sets((_folder() / f"{SETS}.yaml").read_text(encoding="utf-8"), items)
    if problems:
        raise ItemsRefused(f"{SETS}.yaml", problems)
    return Collection(items=items, sets=sets, bank=exercise_bank(), titles=titles)


def checked_file(path: Path) -> ItemFile:
    """Return a file of items with its problems, among them items that cannot be made into a question or that can be guessed."""
    read = read_items(path.stem, path.read_text(encoding="utf-8"))
    more = tuple(problem for item in read.items for problem in tried(item, exercise_bank()))
    found = (*read.problems, *more, *guessable(read.items))
    return ItemFile(topic=read.topic, title=read.title, items=read.items, problems=found)


def problems_across(files: tuple[ItemFile, ...]) -> tuple[Problem, ...]:
    """Return the codes that stand in two files."""
    seen: dict[str, str] = {}
    found = []
    for file in files:
        for item in file.items:
            if seen.setdefault(item.code, file.topic) != file.topic:
                message = f"The code {item.code} stands in {seen[item.code]} as well."
                found.append(
                    Problem(line=item.line, path=f"{file.topic}.{item.code}", message=message, remedy="Choose another.")
                )
    return tuple(found)


def _folder() -> Path:
    return content_root() / "exercises"


def _plain(path: Path) -> dict[str, Any]:
    loaded, _lines, problems = read_content(path.read_text(encoding="utf-8"))
    if problems:
        raise ItemsRefused(path.name, problems)
    return loaded
