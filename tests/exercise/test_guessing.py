"""Nobody is right often by the shape of the page: not by the length of an option, and not by its place."""

import dataclasses
from collections import Counter

import pytest

from gradea.content import exercises
from gradea.exercise import ChoiceForm, Item, SetKey, guessable, question_for, standing_out
from gradea.exercise.guessing import FEWEST, LARGEST_SHARE

SHELF = exercises()
CHOICES = [item for item in SHELF.items.values() if item.kind == "choice"]
SHARE_OF_THE_SHELF = 0.4
"""The whole shelf is held to less than a single file, since chance evens out over a hundred questions."""


def choices(right: list[str], wrong: list[str]) -> list[Item]:
    """Return as many choices as there are right options, each with the same wrong ones."""
    return [
        dataclasses.replace(
            CHOICES[0],
            code=f"mine-{number}",
            topic="mine",
            body={"right": {"en": words, "nl": words}, "wrong": [{"en": other, "nl": other} for other in wrong]},
        )
        for number, words in enumerate(right, 1)
    ]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("shape", ["longest", "shortest"])
def test_the_length_of_an_option_gives_little_away_on_the_shelf(language: str, shape: str) -> None:
    found = standing_out(CHOICES, language)[shape]
    assert len(CHOICES) > 100
    assert len(found) <= SHARE_OF_THE_SHELF * len(CHOICES), [item.code for item in found]


@pytest.mark.parametrize("topic", sorted(SHELF.titles))
def test_no_file_can_be_guessed(topic: str) -> None:
    assert guessable([item for item in SHELF.items.values() if item.topic == topic]) == ()


@pytest.mark.parametrize(
    ("long", "short", "middle", "shapes"),
    [
        (3, 0, 3, []),
        (4, 0, 2, ["longest", "longest"]),
        (0, 4, 2, ["shortest", "shortest"]),
        (FEWEST - 1, 0, 0, []),
        (4, 0, 3, ["longest", "longest"]),
        (0, 0, 9, []),
    ],
)
def test_a_file_is_named_when_more_than_half_stand_out(long: int, short: int, middle: int, shapes: list[str]) -> None:
    """At half it is quiet, one above it speaks, in either language; a file of fewer than six is not judged."""
    items = choices(
        ["far longer than the others"] * long + ["no"] * short + ["of middle size"] * middle, ["short", "x" * 20]
    )
    assert LARGEST_SHARE == 0.5
    problems = guessable(items)
    assert [shape for problem in problems for shape in ("longest", "shortest") if shape in problem.message] == shapes
    assert all(f"{items[0].code}" in problem.remedy for problem in problems)


def test_one_language_is_enough() -> None:
    items = choices(["far longer than the others"] * 6, ["short", "x" * 40])
    assert guessable(items) == ()
    for item in items:
        item.body["wrong"][1]["nl"] = "kort genoeg"  # type: ignore[index]
    (problem,) = guessable(items)
    assert "in 'nl'" in problem.message
    assert "6 of 6" in problem.message


def place(item: Item, who: str) -> int:
    question = question_for(item, seed="edition", who=who, bank=SHELF.bank)
    assert isinstance(question.form, ChoiceForm)
    assert isinstance(question.key, SetKey)
    return [option.id in question.key.right for option in question.form.options].index(True)


def test_the_place_of_the_right_option_is_drawn_for_each_person() -> None:
    """Over people each of four places is as likely; over questions too; and for one person it stays the same."""
    four = [item for item in CHOICES if len(item.body["wrong"]) == 3]
    assert len(four) > 90
    over_people = Counter(place(four[0], f"student-{number}") for number in range(800))
    over_questions = Counter(place(item, f"student-{number}") for item in four for number in range(8))
    for found in (over_people, over_questions):
        assert set(found) == {0, 1, 2, 3}
        expected = found.total() / 4
        chi_squared = sum((count - expected) ** 2 / expected for count in found.values())
        assert chi_squared < 16.27, found  # 0.1 % point of chi-squared with 3 degrees of freedom
    assert [place(item, "a") for item in four] == [place(item, "a") for item in four]
    assert [place(item, "a") for item in four] != [place(item, "b") for item in four]
