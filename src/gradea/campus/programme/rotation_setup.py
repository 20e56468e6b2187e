"""What a rotation is planned from: the set-up an organiser changes, and the problem that it makes for the solver.

In the problem everything is called by its key, so that what solver and checker say can be put into any language: `told` replaces
keys by names when a sentence is shown.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from django.utils.translation import gettext

from gradea.campus.people.queries import PersonCard
from gradea.campus.shell.speech import said, spoken_of
from gradea.content import content_root
from gradea.rotation import LUNCH, Problem, problem_from, span_of, without_person, without_place, without_trainer

FORMAT = "gradea-rotation/1"
SCHOOL = "school"
_TOKEN = re.compile(r"[\w-]+")

Setup = dict[str, Any]


def first_setup(date: str, trainers: Iterable[PersonCard]) -> Setup:
    """Return what a rotation starts from: the stations of the practical day, the edition's trainers on the first seats."""
    text = (content_root() / "rotations/practical-day.yaml").read_text(encoding="utf-8")
    setup: Setup = {"date": date, **yaml.safe_load(text)}
    refs = [card.ref for card in trainers]
    for number, row in enumerate(setup["trainers"]):
        row["ref"] = refs[number] if number < len(refs) else ""
    return setup


def problem_data(setup: Setup, people: Iterable[PersonCard], seed: int) -> dict[str, Any]:
    """Return the problem of these people in the format of docs/rotation.md."""
    cards = list(people)
    size_min = max(1, min(setup["size_min"], len(cards)))
    data: dict[str, Any] = {
        "format": FORMAT,
        "title": "rotation",
        "seed": seed,
        "day": setup["day"],
        "groups": {"size_min": size_min, "size_max": setup["size_max"]},
        "people": [{"key": card.ref, **({SCHOOL: card.institution} if card.institution else {})} for card in cards],
        "places": [{**row, "title": row["key"]} for row in setup["places"]],
        "travel_min": setup["travel_min"],
        "stations": [
            {**{name: value for name, value in row.items() if name != "after"}, "title": row["key"]}
            for row in setup["stations"]
        ],
        "trainers": [_trainer(row) for row in setup["trainers"]],
        "order": [{"first": first, "then": row["key"]} for row in setup["stations"] for first in row["after"]],
    }
    mix = mix_that_can_be(setup, cards)
    if mix > 1:
        data["groups"]["mix"] = {SCHOOL: mix}
    if setup["lunch"]:
        data[LUNCH] = setup["lunch"]
    return data


def _trainer(row: Mapping[str, Any]) -> dict[str, Any]:
    free = {"available": [row["available"]]} if row.get("available") else {}
    return {"key": row["key"], "title": row["key"], "stations": row["stations"], **free}


def mix_that_can_be(setup: Setup, cards: list[PersonCard]) -> int:
    """Return of how many schools each group can have people: what is asked, or the most that the numbers allow.

    A school of three people can be in three groups at most, so with few people of a school not every group has one.
    """
    groups = max(1, -(-len(cards) // setup["size_max"]))
    schools = Counter(card.institution for card in cards if card.institution)
    return min(setup["mix"], setup["size_max"], sum(min(count, groups) for count in schools.values()) // groups)


def problem_after(data: Mapping[str, Any], told: Iterable[Mapping[str, str]]) -> Problem:
    """Return the problem as it is after what happened: who is ill, what is lost, who is gone.

    Raises:
        Refused: If the set-up cannot be planned as it is, or names what is not there.
    """
    problem = problem_from(data, {})
    for each in told:
        span = span_of(each["span"]) if each["span"] else problem.day
        if each["kind"] == "ill":
            problem = without_person(problem, each["key"])
        elif each["kind"] == "lost":
            problem = without_place(problem, each["key"], span)
        else:
            problem = without_trainer(problem, each["key"], span)
    return problem


def title_of(row: Mapping[str, Any]) -> str:
    """Return what a station or place is called in the language of the reader."""
    title = row["title"]
    return title if isinstance(title, str) else spoken_of(title)


def names_of(setup: Setup, people: Mapping[str, str]) -> dict[str, str]:
    """Return what each key of a problem is called: stations, places, trainers, people."""
    names = {row["key"]: title_of(row) for row in (*setup["places"], *setup["stations"])}
    for number, row in enumerate(setup["trainers"], start=1):
        unnamed = gettext("Trainer %(number)s") % {"number": number}
        names[row["key"]] = people.get(row["ref"], unnamed) if row["ref"] else unnamed
    return {**people, **names, LUNCH: gettext("Lunch"), SCHOOL: gettext("schools")}


def told_in_words(text: str, names: Mapping[str, str]) -> str:
    """Return a sentence of solver or checker in the language of the reader, with names in the place of keys."""
    return _TOKEN.sub(lambda token: names.get(token[0], token[0]), said(text)) if text else ""
