"""Canonical bytes: one value, one spelling."""

import enum
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.ledger import canonical_bytes, read_canonical

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


@settings(deadline=None)
@given(VALUES)
def test_round_trip(value: Any) -> None:
    """What is written reads back as the same value, of the same types, and writes the same bytes again."""
    data = canonical_bytes(value)
    again = read_canonical(data)
    assert again == value
    assert repr(again) == repr(json.loads(data))
    assert canonical_bytes(again) == data


@settings(deadline=None)
@given(st.dictionaries(TEXT, st.integers(), min_size=2))
def test_order_of_making_does_not_show(value: dict[str, int]) -> None:
    """Two mappings that are equal have the same bytes."""
    assert canonical_bytes(dict(reversed(list(value.items())))) == canonical_bytes(value)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (float("nan"), "value is nan"),
        ({"a": [0, float("-inf")]}, 'value["a"][1] is -inf'),
        ({"a": (1, 2)}, 'value["a"] is a tuple'),
        ({1: "a"}, "value has the key 1"),
        ([b"a"], "value[0] is a bytes"),
        ({"a": {"b": {1}}}, 'value["a"]["b"] is a set'),
        (object(), "value is a object"),
        ("\ud800", "lone surrogate"),
        ({"\udfff": 1}, "lone surrogate"),
    ],
)
def test_what_cannot_be_kept_is_refused(value: Any, place: str) -> None:
    """The message names the place."""
    with pytest.raises(ValueError) as caught:
        canonical_bytes(value)
    assert place in str(caught.value)


def test_a_value_that_holds_itself_is_refused() -> None:
    """Depth has a limit, reached before Python's own."""
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(ValueError, match="64 levels"):
        canonical_bytes(endless)


def test_an_enumeration_is_the_text_it_extends() -> None:
    """Grades and codes may be passed as they are."""

    class Colour(enum.StrEnum):
        RED = "red"

    assert canonical_bytes([Colour.RED]) == b'["red"]'


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b"[1, 2]",
        b'{"a":1,"a":1}',
        b'"\\u00b5"',
        b"1e0",
        b"NaN",
        b"\xff",
        b"[" * 100_000,
        b"",
        b"[1]\n",
    ],
)
def test_other_spellings_are_no_canonical_bytes(data: bytes) -> None:
    """Whatever would be written otherwise was not written by us."""
    with pytest.raises(ValueError):
        read_canonical(data)
