"""Whatever is changed is found, and the first bad entry is named."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.ledger import (
    checkpoint_line,
    checkpoint_lines,
    checkpoint_of,
    read_checkpoints,
    to_line,
    verify,
    verify_ledger,
)

from .chains import chain
from .tampering import WAYS, Tampering, first_difference, split, tamperings

ENTRIES = chain(60)
LINES = [to_line(one) for one in ENTRIES]
GUARDED = frozenset({19, 39, 59})
POINTS = "".join(checkpoint_lines(ENTRIES, every=20))
SEED = 20260301


def test_an_honest_ledger_is_good() -> None:
    """No false alarm, with and without checkpoints."""
    for points in (None, "", POINTS):
        verdict = verify(LINES, points)
        assert (verdict.ok, verdict.entries, verdict.head) == (True, 60, ENTRIES[-1].hash)
    assert verdict.compared == 3
    assert verdict.guarded_to == 59


@pytest.mark.requirement("AUD-07", "negative")
def test_a_thousand_forgeries_are_found_and_named() -> None:
    """Bytes, deletions, swaps, repeats, cut tails, rewritten entries: each time the first bad entry."""
    missed = [forged for forged in tamperings(LINES, GUARDED, seed=SEED, count=1_000) if not found(forged)]
    assert not missed, f"seed {SEED}: {[(forged.kind, forged.first_bad) for forged in missed][:5]}"


@pytest.mark.parametrize("kind", WAYS)
def test_each_way_of_forging_is_tried(kind: str) -> None:
    """The forger does not silently skip a way."""
    assert kind in {forged.kind for forged in tamperings(LINES, GUARDED, seed=1, count=len(WAYS))}


@pytest.mark.requirement("AUD-07", "property")
@settings(deadline=None)
@given(st.integers(0, sum(map(len, LINES)) - 1), st.integers(1, 255))
def test_any_changed_byte_breaks_the_chain_at_its_entry(at: int, change: int) -> None:
    """Without any checkpoint, too."""
    data = bytearray(b"".join(LINES))
    data[at] ^= change
    verdict = verify(split(bytes(data)))
    assert verdict.first_bad == first_difference(LINES, split(bytes(data)))
    assert verdict.problem
    assert verdict.remedy


WEAKENED = {
    "hash": ("if real != written:", "if False:"),
    "beginning": ("line.startswith(PREFIX) and ", ""),
    "middle": ("middle == MIDDLE and ", ""),
    "end": (" and line.endswith(SUFFIX)", ""),
    "spelling": ("if again != data:", "if False:"),
    "fields": ("or {key: type(value) for key, value in entry.items()} != TYPES", ""),
    "number": ('if entry["seq"] != self.seq:', "if False:"),
    "link": ('if entry["prev"] != self.head:', "if False:"),
    "time": ('if entry["sim_ms"] < self.sim_ms:', "if False:"),
    "checkpoint": ("if (point.hash, point.at) != (real, at):", "if False:"),
    "tail": ("if beyond:", "if False:"),
}


@pytest.mark.parametrize("check", WEAKENED)
def test_a_verifier_without_one_check_would_be_caught(check: str, tmp_path: Path) -> None:
    """The forger is strong enough to need every single check: the tests above can fail."""
    old, new = WEAKENED[check]
    source = Path(verify_ledger.__file__).read_text(encoding="utf-8")
    assert source.count(old) == 1
    (tmp_path / "weak_verifier.py").write_text(source.replace(old, new), encoding="utf-8")
    weak = imported(tmp_path / "weak_verifier.py")
    points = POINTS.encode().splitlines(keepends=True)
    reports = [
        (forged, weak.verify(forged.lines(), points)) for forged in tamperings(LINES, GUARDED, seed=SEED, count=300)
    ]
    assert any(report.ok or report.first_bad != forged.first_bad for forged, report in reports)


def test_a_cut_tail_needs_a_checkpoint() -> None:
    """The honest limit: without a head outside, a shorter ledger is a good ledger."""
    assert verify(LINES[:50]).ok
    verdict = verify(LINES[:50], POINTS)
    assert (verdict.ok, verdict.first_bad, verdict.entries) == (False, 50, 50)
    assert "59" in verdict.problem


def test_what_differs_is_narrowed_down_by_checkpoints() -> None:
    """After a whole rewriting the finding says between which checkpoints the change lies."""
    other = [to_line(one) for one in chain(60, words="b")]
    assert "entries 0 to 19" in verify(other, POINTS).problem
    assert verify(other[:1], checkpoint_line(checkpoint_of(ENTRIES[0]))).first_bad == 0


@pytest.mark.parametrize(
    ("points", "problem"),
    [
        ("7 abc\n", "line 1"),
        (POINTS[:-10], "line 4"),
        (POINTS + checkpoint_line(checkpoint_of(ENTRIES[5])), "contradicts"),
        (POINTS.replace("\n", "\r\n"), "line 2"),
        (POINTS + "\x00\n", "line 5"),
    ],
)
def test_a_checkpoint_file_that_was_touched_is_a_finding(points: str, problem: str) -> None:
    """It blames the file, not the ledger."""
    verdict = verify(LINES, points)
    assert (verdict.ok, verdict.first_bad) == (False, None)
    assert problem in verdict.problem


def test_a_finding_in_the_ledger_comes_before_one_in_the_checkpoints() -> None:
    """The first bad entry is named even then."""
    assert verify([*LINES[:7], *LINES[8:]], "rubbish\n" + POINTS).first_bad == 7


def test_the_same_checkpoint_twice_is_no_finding() -> None:
    """Published on demand and by number, or once more after a restart."""
    assert verify(LINES, POINTS + POINTS.splitlines(keepends=True)[-1]).ok


@pytest.mark.parametrize(
    "lines", [[], [b""], [b"\n"], [bytes(100)], [b"x" * 2_000_000], [b'{"entry":{},"hash":"' + b"0" * 64 + b'"}\n']]
)
def test_rubbish_is_a_finding_at_the_first_entry(lines: list[bytes]) -> None:
    """Never an exception."""
    verdict = verify(lines)
    assert (verdict.ok, verdict.first_bad, verdict.entries) == (False, 0, 0)


def test_checkpoints_read_back() -> None:
    """Header, each so-many-th entry, and the last one."""
    assert [point.seq for point in read_checkpoints(POINTS)] == [19, 39, 59]
    assert [point.seq for point in read_checkpoints("".join(checkpoint_lines(ENTRIES[:7], every=5)))] == [4, 6]
    assert read_checkpoints("".join(checkpoint_lines([]))) == []
    with pytest.raises(ValueError, match="line 2"):
        read_checkpoints("# a\nb\n")
    with pytest.raises(ValueError, match="at least 1"):
        checkpoint_lines(ENTRIES, every=0)


def imported(path: Path) -> ModuleType:
    """Return a file as a module."""
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found(forged: Tampering) -> bool:
    """Return whether the verifier names the entry that the forger knows to be the first bad one."""
    verdict = verify(forged.lines(), POINTS)
    return not verdict.ok and verdict.first_bad == forged.first_bad == verdict.entries
