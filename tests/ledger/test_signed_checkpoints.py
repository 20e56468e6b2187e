"""Signed checkpoints: a cut tail and a ledger written anew are found, even with a checkpoint file written anew."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.campus.records.installation_key import PUBLIC_NAME, InstallationKey
from gradea.campus.records.sqlite_store import SqliteStore
from gradea.ledger import (
    EMPTY,
    Draft,
    SealedEntry,
    StoreUnavailable,
    checkpoint_line,
    checkpoint_of,
    head_of,
    seal_all,
    to_line,
    verify,
)
from gradea.ledger import verify_ledger as alone
from gradea.ledger.signed_checkpoint import public_key_of, signature_line

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
SCRIPT = Path(alone.__file__)


def chain(count: int, word: str = "a") -> list[SealedEntry]:
    """Return a chain of so many entries."""
    drafts = [
        Draft(
            name="t.x/1",
            body={"n": n, "w": word},
            actor="p",
            role="r",
            sim_ms=n,
            at="2026-03-01T09:30:00.000Z",
            command=f"c{n}",
        )
        for n in range(count)
    ]
    return seal_all(EMPTY, drafts)


def lines(sealed: list[SealedEntry]) -> list[bytes]:
    """Return a chain as exported lines."""
    return [to_line(one) for one in sealed]


def points(sealed: list[SealedEntry], key: bytes, every: int = 5) -> str:
    """Return the signed checkpoint file of a chain."""
    chosen = [checkpoint_of(one) for one in sealed if (one.entry.seq + 1) % every == 0]
    return "".join(signature_line(point, key) + checkpoint_line(point) for point in chosen)


@pytest.mark.requirement("AUD-07", "positive")
def test_a_good_ledger_with_good_signatures() -> None:
    sealed = chain(20)
    verdict = verify(lines(sealed), points(sealed, KEY), key=public_key_of(KEY))
    assert (verdict.ok, verdict.signed, verdict.guarded_to) == (True, 4, 19)
    plain = verify(lines(sealed), points(sealed, KEY))
    assert (plain.ok, plain.compared, plain.signed) == (True, 4, 0)


@pytest.mark.requirement("AUD-07", "fault")
@pytest.mark.parametrize("kept", [0, 1, 7, 19])
def test_a_cut_tail_is_found_whatever_is_left(kept: int) -> None:
    sealed = chain(20)
    verdict = verify(lines(sealed[:kept]), points(sealed, KEY), key=public_key_of(KEY))
    assert not verdict.ok
    assert "ends before it" in verdict.problem


@pytest.mark.requirement("AUD-07", "fault")
def test_a_ledger_and_its_checkpoints_written_anew_are_found() -> None:
    forged = chain(20, "b")
    bare = "".join(checkpoint_line(checkpoint_of(one)) for one in forged[4::5])
    for text in (bare, points(forged, OTHER), ""):
        verdict = verify(lines(forged), text, key=public_key_of(KEY))
        assert not verdict.ok
        assert verdict.problem
    mixed = points(chain(20), KEY).splitlines(keepends=True)
    stolen = "".join(line for pair in zip(mixed[::2], bare.splitlines(keepends=True), strict=True) for line in pair)
    assert "is not signed by the key" in verify(lines(forged), stolen, key=public_key_of(KEY)).problem


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.integers(0, 10**9), st.data())
def test_the_stand_alone_check_agrees_with_the_library(key: bytes, seq: int, data: st.DataObject) -> None:
    point = checkpoint_of(chain(1)[0])._replace(seq=seq)
    text = signature_line(point, key) + checkpoint_line(point)
    assert alone.read_points(text.encode().splitlines(keepends=True), public_key_of(key))[1] == ""
    at = data.draw(st.integers(0, len(text) - 2))
    bit = data.draw(st.integers(0, 6))
    changed = bytearray(text.encode())
    changed[at] ^= 1 << bit
    found, problem = alone.read_points(bytes(changed).splitlines(keepends=True), public_key_of(key))
    assert problem or found == []


def test_the_stand_alone_check_refuses_a_scalar_above_the_order() -> None:
    point = checkpoint_of(chain(1)[0])
    line = signature_line(point, KEY)
    head, code = line.rstrip("\n").rsplit(" ", 1)
    raw = bytearray(alone.base64.b64decode(code))
    raw[32:] = (int.from_bytes(raw[32:], "little") + alone.ORDER).to_bytes(32, "little")
    bad = f"{head} {alone.base64.b64encode(raw).decode()}\n{checkpoint_line(point)}"
    assert alone.read_points(bad.encode().splitlines(keepends=True), public_key_of(KEY))[1]


@pytest.mark.requirement("AUD-07", "e2e")
def test_the_script_checks_with_nothing_installed(tmp_path: Path) -> None:
    sealed = chain(10)
    (tmp_path / "ledger.jsonl").write_bytes(b"".join(lines(sealed)))
    (tmp_path / "checkpoints.txt").write_text(points(sealed, KEY))
    (tmp_path / "key.pub").write_text(public_key_of(KEY) + "\n")

    def run(*words: str) -> tuple[int, dict[str, object]]:
        command = [sys.executable, "-I", "-S", str(SCRIPT), str(tmp_path / "ledger.jsonl"), "--json", *words]
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)
        return done.returncode, json.loads(done.stdout or b"{}")

    code, said = run("--key", str(tmp_path / "key.pub"))
    assert (code, said["ok"], said["signed"]) == (0, True, 2)
    code, said = run("--key", public_key_of(OTHER))
    assert (code, said["ok"]) == (1, False)
    assert run("--key", str(tmp_path / "ledger.jsonl"))[0] == 2


@pytest.fixture
def store(tmp_path: Path) -> Iterator[tuple[SqliteStore, InstallationKey]]:
    """Return a store that signs."""
    key = InstallationKey(tmp_path / "keys" / "checkpoint.key", tmp_path / "points")
    with SqliteStore(tmp_path / "l.sqlite3", tmp_path / "points", checkpoint_every=5, sign=key.sign) as made:
        yield made, key


@pytest.mark.requirement("AUD-07", "positive")
def test_a_store_signs_what_it_publishes(store: tuple[SqliteStore, InstallationKey]) -> None:
    ledger, key = store
    for one in chain(12):
        ledger.append("run", one.entry.seq - 1, [one], one.entry.command)
    ledger.publish_checkpoint("run")
    verdict = verify(ledger.lines("run"), ledger.checkpoint_text("run"), key=key.public)
    assert (verdict.ok, verdict.signed, verdict.guarded_to) == (True, 3, 11)
    assert head_of(ledger.entries("run")[-1]).seq == 11


def test_the_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "checkpoint.key"
    first, again = InstallationKey(path, tmp_path), InstallationKey(path, tmp_path)
    assert first.public == again.public == (tmp_path / PUBLIC_NAME).read_text().strip()
    assert path.stat().st_mode & 0o077 == 0
    assert Ed25519PrivateKey.from_private_bytes(path.read_bytes()).public_key().public_bytes_raw().hex() == first.public
    path.write_bytes(b"short")
    with pytest.raises(StoreUnavailable, match="32 bytes"):
        InstallationKey(path, tmp_path)
