"""Every item on the shelf as a question: the same for one person, another for another, and right when answered rightly."""

import re

import pytest

from gradea.content import exercises
from gradea.exercise import (
    DRAWN,
    KINDS,
    ChoiceForm,
    Item,
    MatchForm,
    MatchKey,
    NumberKey,
    OrderForm,
    OrderKey,
    Question,
    Response,
    SetKey,
    SpotsForm,
    mark,
    question_for,
)
from gradea.exercise.kinds.page_errors import PLANTED

SHELF = exercises()
ITEMS = list(SHELF.items.values())
DRAWN_ITEMS = [item for item in ITEMS if item.kind in DRAWN]


def asked(item: Item, who: str = "student-a") -> Question:
    return question_for(item, seed="edition", who=who, bank=SHELF.bank)


def right_answer(question: Question) -> Response | None:
    key = question.key
    if isinstance(key, SetKey):
        return Response(chosen=tuple(sorted(key.right)))
    if isinstance(key, OrderKey):
        return Response(chosen=tuple(sorted(key.ranks, key=lambda name: key.ranks[name])))
    if isinstance(key, NumberKey):
        return Response(number=f"{key.value:.10g}", unit=key.unit)
    return Response(pairs=dict(key.pairs)) if isinstance(key, MatchKey) else None


def test_there_are_two_hundred_items_of_more_than_twelve_kinds_over_thirteen_topics() -> None:
    assert len(ITEMS) >= 200
    assert len({item.kind for item in ITEMS}) >= 12
    assert set(KINDS) == {item.kind for item in ITEMS}, "a kind that no item uses is not tried by anybody"
    assert len(SHELF.titles) == 13
    assert all(sum(item.topic == topic for item in ITEMS) >= 12 for topic in SHELF.titles)


@pytest.mark.parametrize("item", ITEMS, ids=[item.code for item in ITEMS])
def test_the_right_answer_is_right_and_the_words_are_whole(item: Item) -> None:
    for number in range(5):
        question = asked(item, f"student-{number}")
        answer = right_answer(question)
        if answer is not None:
            assert mark(question.key, answer).right, question.key
        for words in (question.asked.prompt, question.why, *question.hints):
            assert set(words) == {"en", "nl"}
            assert not any(re.search(r"\{\w+\}", text) for text in words.values()), words


@pytest.mark.parametrize("item", DRAWN_ITEMS, ids=[item.code for item in DRAWN_ITEMS])
def test_a_drawn_item_differs_between_people_and_not_for_one(item: Item) -> None:
    assert asked(item, "a") == asked(item, "a")
    others = {
        repr((q.asked.prompt, q.asked.exhibits, q.asked.form, q.key)) for q in (asked(item, f"s{n}") for n in range(12))
    }
    assert len(others) >= 4, "nearly everybody gets the same question"


@pytest.mark.parametrize("item", ITEMS, ids=[item.code for item in ITEMS])
def test_what_may_be_shown_does_not_say_what_is_right(item: Item) -> None:
    """Ids are places, 1 to n, whatever is right; and the right one is not always at the same place."""
    places = set()
    for number in range(24):
        question = asked(item, f"student-{number}")
        form = question.form
        if isinstance(form, ChoiceForm | OrderForm | MatchForm):
            assert [option.id for option in form.options] == [str(place + 1) for place in range(len(form.options))]
        if isinstance(form, ChoiceForm) and not form.many and isinstance(question.key, SetKey):
            places |= question.key.right
    assert len(places) != 1, "the right option always stands at the same place"


def test_planted_errors_are_in_the_page_and_only_there() -> None:
    """The truth key of a record page: a line that is marked differs from its log, a line that is not agrees with it."""
    item = next(item for item in ITEMS if item.code == "data-06")
    seen: set[str] = set()
    for number in range(60):
        question = asked(item, f"s{number}")
        written, kept = question.asked.exhibits
        assert isinstance(question.key, MatchKey)
        for row, (line, option) in enumerate(question.key.pairs.items()):
            kind = question.origin[option]
            seen.add(kind)
            left, right = ([cell["en"] for cell in table.rows[row]] for table in (written, kept))
            value, lot, claimed, entered, performed, verified = left[1:]
            display, scanned, act, _room, people = right[1:]
            there = people.split(", ")
            agrees = (
                value == display and lot in {scanned, "–"} and performed in there and verified in {*there, "–"}
                and minutes(claimed) >= minutes(act) and minutes(entered) - minutes(act) <= 15
            )  # fmt: skip
            assert agrees is (kind == "none"), (line, kind, left, right)
    assert seen == {"none", *PLANTED}


def minutes(clock: str) -> int:
    found = re.fullmatch(r"day (\d+) (\d\d):(\d\d)", clock)
    return sum(int(part) * size for part, size in zip(found.groups(), (1440, 60, 1), strict=True)) if found else 0


def test_cell_counts_are_counted_right() -> None:
    """Independent arithmetic: cells/mL = count / squares x dilution x 10^4."""
    item = next(item for item in ITEMS if item.code == "qc-01")
    for number in range(20):
        question = asked(item, f"s{number}")
        counted, squares, dilution = (
            int(n)
            for n in re.findall(r"\d+", question.asked.prompt["en"])[:2]
            + re.findall(r"1 in (\d+)", question.asked.prompt["en"])
        )
        assert isinstance(question.key, NumberKey)
        assert question.key.value == pytest.approx(counted / squares * dilution * 10_000)


def test_a_scene_says_of_every_place_what_is_there_and_not_that_it_is_wrong() -> None:
    question = asked(next(item for item in ITEMS if item.code == "gown-09"))
    assert isinstance(question.form, SpotsForm)
    assert all("wrong" not in text for words in [spot.words for spot in question.form.spots] for text in words.values())
    assert len(question.form.spots) == 8


@pytest.mark.parametrize("key", list(SHELF.sets))
def test_sets_are_whole(key: str) -> None:
    one = SHELF.sets[key]
    assert len(one.items) == len(set(one.items)) >= 10
    assert set(one.title) == set(one.about) == {"en", "nl"}


def test_every_item_is_in_a_set_and_the_three_tests_ask_the_same() -> None:
    used = {code for one in SHELF.sets.values() for code in one.items}
    assert sorted(set(SHELF.items) - used) == []
    pre, post, month = (SHELF.sets[key] for key in ("pre-test", "post-test", "month-test"))
    assert pre.items == post.items == month.items
    assert not pre.explain
    assert not post.explain
