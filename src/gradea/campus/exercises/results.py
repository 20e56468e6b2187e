"""Results for those who teach: items of an edition, certainty, the effect; people only as numbers."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from gradea.campus.exercises.models import Answer, Opening, Sitting
from gradea.campus.people.queries import Viewer, people_of
from gradea.campus.programme import queries as programme
from gradea.campus.shell.roles import Role
from gradea.campus.shell.speech import language
from gradea.content import exercises
from gradea.exercise import (
    Calibration,
    Effect,
    Given,
    ItemFigures,
    TestResult,
    calibration,
    effect_of,
    item_figures,
    said,
)

MODES = ("seat", "team", "school")
"""How people may be compared: in a team or alone, by team, by school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """A set in the trainer's list."""

    key: str
    title: str
    purpose: str
    people: int
    finished: int
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """An item with its figures and its first words."""

    figures: ItemFigures
    prompt: str
    level: int

    @property
    def difficulty_percent(self) -> int:
        """Mean score in percent."""
        return round(100 * self.figures.difficulty)

    @property
    def sure_and_wrong_percent(self) -> int:
        """Share of sure and wrong answers in percent."""
        return round(100 * self.figures.sure_and_wrong)


def set_lines(viewer: Viewer) -> list[SetLine]:
    """Return all sets with how many took part. Two queries."""
    people: dict[str, set[str]] = {}
    finished: dict[str, set[str]] = {}
    for key, ref, ended in Sitting.objects.filter(edition=viewer.edition).values_list(
        "set_key", "person_ref", "finished_at"
    ):
        people.setdefault(key, set()).add(ref)
        if ended:
            finished.setdefault(key, set()).add(ref)
    opened = set(
        Opening.objects.filter(edition=viewer.edition, closed_at__isnull=True).values_list("set_key", flat=True)
    )
    return [
        SetLine(
            key=key,
            title=said(one.title, language()),
            purpose=one.purpose,
            people=len(people.get(key, ())),
            finished=len(finished.get(key, ())),
            open=one.purpose == "practice" or key in opened,
        )
        for key, one in exercises().sets.items()
    ]


def given_in(edition: str, key: str = "") -> list[Given]:
    """Return the first answers of each person's first sitting, of one set or of all. One query."""
    asked = Answer.objects.filter(sitting__edition=edition, attempt=1, score__isnull=False, sitting__number=1)
    if key:
        asked = asked.filter(sitting__set_key=key)
    rows = asked.order_by("sitting__started_at", "position")
    return [
        Given(person=ref, item=item, score=score, certainty=certainty)
        for ref, item, score, certainty in rows.values_list("sitting__person_ref", "item", "score", "certainty")
    ]


def item_lines(viewer: Viewer, key: str) -> tuple[list[ItemLine], tuple[Calibration, ...]]:
    """Return the figures of the items of a set, hardest first, and how well certainty fits. One query."""
    given, shelf = given_in(viewer.edition, key), exercises()
    lines = [
        ItemLine(figures=each, prompt=said(shelf.items[each.item].ask, language()), level=shelf.items[each.item].level)
        for each in item_figures(given)
        if each.item in shelf.items
    ]
    return sorted(lines, key=lambda line: line.figures.difficulty), calibration(given)


def effect_for(viewer: Viewer, mode: str) -> Effect:
    """Return the effect of the school on the viewer's edition, compared by a mode."""
    return effect_of(test_results(viewer.edition), groups_by(viewer.edition, mode), seed=viewer.edition)


def test_results(edition: str) -> list[TestResult]:
    """Return the finished tests of an edition. Two queries."""
    purposes = {key: one.purpose for key, one in exercises().sets.items() if one.purpose != "practice"}
    sittings = Sitting.objects.filter(edition=edition, set_key__in=purposes, finished_at__isnull=False)
    found = []
    for sitting in sittings.order_by("started_at").prefetch_related("answers"):
        answers = [answer for answer in sitting.answers.all() if answer.attempt == 1 and answer.score is not None]
        if not answers:
            continue
        found.append(
            TestResult(
                person=sitting.person_ref,
                phase=purposes[sitting.set_key],
                score=sum(answer.score or 0.0 for answer in answers) / len(answers),
                certainty_mark=sum(answer.marks or 0.0 for answer in answers) / len(answers),
                certainty=sum(answer.certainty for answer in answers) / len(answers),
            )
        )
    return found


def groups_by(edition: str, mode: str) -> dict[str, str]:
    """Return how each student took part: in a team or alone, the team, or the school."""
    students = people_of(edition, Role.STUDENT)
    if mode == "school":
        return {card.ref: card.institution for card in students if card.institution}
    teams = {seat.ref: team.name for team in programme.teams_of(edition) for seat in team.seats}
    if mode == "team":
        return {card.ref: teams[card.ref] for card in students if card.ref in teams}
    return {card.ref: gettext("in a team") if card.ref in teams else gettext("alone") for card in students}


def _number_of(edition: str, ref: str) -> str:
    """Return a number for a person that leads nowhere outside this installation: a keyed digest, eight signs long."""
    return hashlib.blake2b(
        f"{edition}|{ref}".encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=4
    ).hexdigest()


_KEPT = (
    "sitting__person_ref",
    "sitting__set_key",
    "sitting__number",
    "position",
    "item",
    "attempt",
    "score",
    "certainty",
    "marks",
    "hints",
    "chosen",
)


def answers_csv(viewer: Viewer) -> str:
    """Return all marked answers of the edition as CSV: people as numbers, no names, no free words, no clock time. One query."""
    rows = (
        Answer.objects.filter(sitting__edition=viewer.edition, score__isnull=False).order_by("pk").values_list(*_KEPT)
    )
    heads = (
        "person",
        "set",
        "sitting",
        "position",
        "item",
        "attempt",
        "score",
        "certainty",
        "marks",
        "hints",
        "chosen",
    )
    return _csv(
        heads,
        (_answer_row(viewer.edition, row) for row in sorted(rows, key=lambda row: _number_of(viewer.edition, row[0]))),
    )


def _answer_row(edition: str, row: tuple) -> tuple:
    ref, *facts, marks, hints, chosen = row
    return (_number_of(edition, ref), *facts, "" if marks is None else marks, hints, " | ".join(map(str, chosen)))


def effect_csv(viewer: Viewer, mode: str) -> str:
    """Return the tests of the edition as CSV, with the group of each person unless it is too small to be shown."""
    groups = groups_by(viewer.edition, mode)
    shown = {group.group for group in effect_for(viewer, mode).groups}
    rows = (
        (
            _number_of(viewer.edition, result.person),
            result.phase,
            round(result.score, 4),
            round(result.certainty_mark, 4),
            round(result.certainty, 4),
            groups.get(result.person, "") if groups.get(result.person) in shown else "",
        )
        for result in sorted(test_results(viewer.edition), key=lambda each: _number_of(viewer.edition, each.person))
    )
    return _csv(("person", "phase", "score", "certainty_mark", "certainty", "group"), rows)


def _csv(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(_harmless(row) for row in rows)
    return text.getvalue()


def _harmless(row: Iterable[object]) -> Iterator[object]:
    """Yield the cells so that no spreadsheet takes one for a formula."""
    for cell in row:
        yield f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@"} else cell
