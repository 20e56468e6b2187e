"""What an answer is worth, how it is read, and what certainty does to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradea.exercise import (
    Certainty,
    ChoiceForm,
    MatchForm,
    MatchKey,
    NumberForm,
    NumberKey,
    Option,
    OrderForm,
    OrderKey,
    Response,
    SetKey,
    TextKey,
    after_hints,
    best_certainty,
    both,
    certainty_mark,
    mark,
    response_from,
)
from gradea.exercise.number_text import readings_of
from gradea.vocabulary import Refusal


def options(*ids: str) -> tuple[Option, ...]:
    return tuple(Option(id=each, words=both(each)) for each in ids)


def test_one_choice_is_right_or_wrong() -> None:
    key = SetKey(right=frozenset({"2"}))
    assert mark(key, Response(chosen=("2",))).right
    assert mark(key, Response(chosen=("1",))).score == 0.0


@pytest.mark.parametrize(
    ("chosen", "score"),
    [(("a", "b"), 1.0), (("a",), 0.5), (("a", "c"), 0.0), (("c", "d"), 0.0), (("a", "b", "c"), 0.5)],
)
def test_several_choices_earn_hits_less_false_alarms(chosen: tuple[str, ...], score: float) -> None:
    """Marking everything earns nothing: a false alarm costs what a hit earns."""
    assert mark(SetKey(right=frozenset("ab")), Response(chosen=chosen)).score == score


def test_an_order_earns_the_share_of_pairs_and_ties_may_swap() -> None:
    key = OrderKey(ranks={"a": 1, "b": 2, "c": 2, "d": 3})
    assert mark(key, Response(chosen=("a", "c", "b", "d"))).right
    swapped = mark(key, Response(chosen=("b", "a", "c", "d")))
    assert not swapped.right
    assert swapped.score == pytest.approx(4 / 5)
    assert mark(key, Response(chosen=("d", "c", "b", "a"))).score == 0.0


@pytest.mark.parametrize(
    ("number", "unit", "right", "remark"),
    [
        ("1.5e6", "mL", True, ""),
        ("1,5 x 10^6", "mL", True, ""),
        ("1500", "L", True, ""),
        ("1500000", "L", False, "unit"),
        ("1.5e5", "mL", False, "power-of-ten"),
        ("1.54e6", "mL", True, ""),
        ("1.55e6", "mL", False, ""),
    ],
)
def test_a_number_has_tolerance_units_and_a_word_for_near_misses(
    number: str, unit: str, right: bool, remark: str
) -> None:
    key = NumberKey(value=1.5e6, unit="mL", tolerance=4.5e4, factors={"L": 1000.0})
    found = mark(key, Response(number=number, unit=unit))
    assert (found.right, found.remark) == (right, remark)


def test_a_match_with_plain_lines_pays_for_finds_and_charges_for_false_alarms() -> None:
    key = MatchKey(pairs={"1": "none", "2": "late", "3": "none", "4": "lot"}, plain="none")
    nothing = Response(pairs=dict.fromkeys("1234", "none"))
    assert mark(key, nothing).score == 0.0
    half = Response(pairs={"1": "none", "2": "late", "3": "none", "4": "none"})
    assert mark(key, half).score == 0.5
    noisy = Response(pairs={"1": "late", "2": "late", "3": "none", "4": "lot"})
    assert mark(key, noisy).score == 0.5
    assert mark(key, Response(pairs=dict(key.pairs))).right


def test_a_text_is_worth_what_its_writer_says() -> None:
    key = TextKey(points=(both("a"), both("b")), example=both("x"))
    assert mark(key, Response(text="words", self_score=0.5)).score == 0.5


@given(st.floats(0, 1), st.sampled_from(list(Certainty)))
def test_nobody_gains_by_claiming_another_certainty(chance: float, claimed: Certainty) -> None:
    """The scale is proper: the level that pays best is the honest one, whatever the chance of being right."""
    honest = best_certainty(chance)
    assert certainty_mark(chance, honest) >= certainty_mark(chance, claimed) - 1e-12


@pytest.mark.parametrize(("chance", "level"), [(0.66, 1), (0.67, 2), (0.79, 2), (0.81, 3)])
def test_the_levels_change_at_two_thirds_and_four_fifths(chance: float, level: int) -> None:
    assert best_certainty(chance) == level


def test_hints_cost_and_never_more_than_there_is() -> None:
    assert after_hints(1.0, 1) == pytest.approx(0.8)
    assert after_hints(0.1, 3) == 0.0


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3 520", (3520.0,)),
        ("3.520", (3.52, 3520.0)),
        ("0,45", (0.45,)),
        ("1,234.5", ()),
        ("1.2×10⁶", (1.2e6,)),
        ("", ()),
        ("1e9999", ()),
        ("twelve", ()),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, values: tuple[float, ...]) -> None:
    assert readings_of(text) == values


@given(st.text(max_size=40))
def test_any_text_is_read_without_an_accident(text: str) -> None:
    assert all(isinstance(value, float) for value in readings_of(text))


def test_an_incomplete_answer_is_refused_with_what_to_do() -> None:
    forms = {
        "choice": (ChoiceForm(options=options("1", "2")), {}),
        "two of one": (ChoiceForm(options=options("1", "2")), {"choice": ["1", "2"]}),
        "foreign": (ChoiceForm(options=options("1", "2"), many=True), {"choice": ["9"]}),
        "order": (OrderForm(options=options("1", "2")), {"place-1": ["1"], "place-2": ["1"]}),
        "number": (NumberForm(units=options("mL", "µL")), {"number": ["5"]}),
        "match": (MatchForm(lines=options("1"), options=options("a")), {}),
    }
    for name, (form, fields) in forms.items():
        refusal = response_from(form, fields)
        assert isinstance(refusal, Refusal), name
        assert refusal.remedy, name


def test_a_complete_answer_is_read() -> None:
    form = OrderForm(options=options("1", "2", "3"))
    read = response_from(form, {"place-1": ["3"], "place-2": ["1"], "place-3": ["2"]})
    assert isinstance(read, Response)
    assert read.chosen == ("2", "3", "1")
