"""Entries, their hashes and their lines."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from gradea.ledger import EMPTY, GENESIS, head_of, read_lines, read_sealed, seal, seal_all, to_line, utc_text

from .chains import chain, draft


@pytest.mark.requirement("TIM-03", "negative")
@pytest.mark.requirement("AUD-02", "negative")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("actor", None),
        ("role", 3),
        ("command", ""),
        ("sim_ms", -1),
        ("sim_ms", 1.0),
        ("sim_ms", True),
        ("at", "2026-03-01T09:30:00Z"),
        ("at", "2026-03-01 09:30:00.000Z"),
        ("at", "2026-03-01T09:30:00.000+01:00"),
        ("body", {"a": float("nan")}),
        ("body", {"photo": "x" * 1_000_001}),
    ],
)
def test_a_field_without_its_form_is_not_sealed(field: str, value: Any) -> None:
    """What the verifier would not accept cannot be written in the first place."""
    with pytest.raises(ValueError):
        seal(GENESIS, 0, replace(draft(0, "c-0"), **{field: value}))


@pytest.mark.parametrize(("previous", "seq"), [("0" * 63, 0), ("A" * 64, 0), (GENESIS, -1), (GENESIS, True)])
def test_a_place_without_its_form_is_not_sealed(previous: str, seq: int) -> None:
    """Nor can an entry hang in the air."""
    with pytest.raises(ValueError):
        seal(previous, seq, draft(0, "c-0"))


@pytest.mark.requirement("TIM-01", "negative")
@pytest.mark.requirement("AUD-06", "negative")
def test_time_does_not_fall_along_a_chain() -> None:
    """The simulated clock of a run never goes back."""
    with pytest.raises(ValueError, match="before its predecessor"):
        seal_all(EMPTY, [draft(9, "c"), draft(0, "c")])


def test_stored_bytes_that_were_changed_are_not_read() -> None:
    """A bit that flipped in the store is never served as an entry."""
    one = chain(1)[0]
    assert read_sealed(one.data, one.hash) == one
    with pytest.raises(ValueError, match="do not give their hash"):
        read_sealed(one.data.replace(b"bag-0", b"bag-1"), one.hash)


def test_lines_read_back() -> None:
    """Writing and reading lines loses nothing; a line of another form is named."""
    entries = chain(4)
    lines = [to_line(one) for one in entries]
    assert list(read_lines(lines)) == entries
    with pytest.raises(ValueError, match="line 3"):
        list(read_lines([*lines[:2], lines[2][:-1]]))
    with pytest.raises(ValueError, match="line 2"):
        list(read_lines([lines[0], lines[1].replace(b"bag", b"bug")]))


@pytest.mark.requirement("AUD-06", "positive")
def test_each_entry_names_the_one_before() -> None:
    """Numbers count from 0, the first entry names 64 zeros."""
    entries = chain(3)
    assert [one.entry.seq for one in entries] == [0, 1, 2]
    assert [one.entry.prev for one in entries] == [GENESIS, entries[0].hash, entries[1].hash]
    assert head_of(entries[2]).hash == entries[2].hash


@pytest.mark.requirement("TIM-03", "positive")
def test_real_time_is_written_in_utc() -> None:
    """Summer time does not reach the ledger; a time without zone is refused."""
    paris = timezone(timedelta(hours=2))
    assert utc_text(datetime(2026, 7, 1, 0, 30, tzinfo=paris)) == "2026-06-30T22:30:00.000Z"
    assert utc_text(datetime(2026, 7, 1, tzinfo=UTC)) == "2026-07-01T00:00:00.000Z"
    with pytest.raises(ValueError, match="no time zone"):
        utc_text(datetime(2026, 7, 1))  # noqa: DTZ001
