"""All items, sets and the bank together, as they lie on the shelf; and the check that tries every item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gradea.exercise.asking import question_for
from gradea.exercise.bank import Bank, DeviationCase, PageLine, RecordPage
from gradea.exercise.content_text import Problem, read_content
from gradea.exercise.item import PURPOSES, Item, ItemSet
from gradea.exercise.words import Words, both

TRIES = 25
"""Persons for whom the check draws each drawn item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Everything there is to ask."""

    items: Mapping[str, Item]
    sets: Mapping[str, ItemSet]
    bank: Bank
    titles: Mapping[str, Words] = field(default_factory=dict)

    def items_of(self, key: str) -> tuple[Item, ...]:
        """Return the items of a set, in its order."""
        return tuple(self.items[code] for code in self.sets[key].items)


def tried(item: Item, bank: Bank) -> Iterator[Problem]:
    """Yield what goes wrong when an item is made into questions for some people."""
    for number in range(TRIES):
        try:
            question_for(item, seed="check", who=f"person-{number}", bank=bank)
        except (KeyError, IndexError, ValueError, TypeError, ZeroDivisionError) as error:
            yield Problem(
                line=item.line,
                path=item.code,
                message=f"The question cannot be made: {type(error).__name__} {error}.",
                remedy="Check the settings, and the names in braces in ask, why and hints.",
            )
            return


def read_sets(text: str, items: Mapping[str, Item]) -> tuple[dict[str, ItemSet], tuple[Problem, ...]]:
    """Return the sets in this text; codes of items that do not exist are problems."""
    loaded, lines, broken = read_content(text)
    problems, found = list(broken), {}
    for place, entry in enumerate(loaded.get("sets") or []):
        line = lines.get(("sets", place), 0)
        missing = [code for code in entry.get("items", []) if code not in items]
        wrong = [f"there is no item {code}" for code in missing]
        wrong += [] if entry.get("purpose", "practice") in PURPOSES else [f"there is no purpose {entry['purpose']}"]
        wrong += [f"'{name}' is missing" for name in ("key", "title", "about", "items") if not entry.get(name)]
        if wrong:
            problems.append(
                Problem(line=line, path=f"sets.{place}", message="; ".join(wrong) + ".", remedy="Mend the entry.")
            )
            continue
        found[entry["key"]] = ItemSet(**{**entry, "items": tuple(entry["items"])})
    return found, tuple(problems)


def read_bank(deviations: Mapping[str, Any], words: Mapping[str, Any], pages: list[Mapping[str, Any]]) -> Bank:
    """Return the bank from its files: `deviations.yaml`, `words.yaml` and `pages.json`, already loaded."""
    cases = tuple(DeviationCase(**{**case, "words": _words(case["words"])}) for case in deviations["cases"])
    return Bank(deviations=cases, pages=tuple(_page(page) for page in pages), words=_spoken(words))


def _page(page: Mapping[str, Any]) -> RecordPage:
    lines = tuple(PageLine(**{**line, "people": tuple(line["people"])}) for line in page["lines"])
    return RecordPage(**{**page, "staff": tuple(page["staff"]), "lines": lines})


def _words(value: Any) -> Words:
    return both(value) if isinstance(value, str) else value


def _spoken(value: Any) -> Any:
    """Return a tree of content in which plain text under `words` stands for both languages."""
    if isinstance(value, Mapping):
        return {key: _words(each) if key == "words" else _spoken(each) for key, each in value.items()}
    return [_spoken(each) for each in value] if isinstance(value, list) else value
