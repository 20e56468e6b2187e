"""`gradea credential`: issue, verify, revoke; exit codes and words; the key is the owner's."""

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gradea.cli.main import app

EXAMPLE = Path(__file__).parents[2] / "docs/examples/credential.json"


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADEA_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def gradea(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.exit_code, done.output + (str(done.exception) if done.exception else "")


@pytest.mark.parametrize("suffix", [".json", ".png", ".svg"])
def test_issue_and_verify(tmp_path: Path, suffix: str) -> None:
    badge = tmp_path / f"badge{suffix}"
    assert gradea("credential", "issue", EXAMPLE, "--out", badge)[0] == 0
    code, output = gradea("credential", "verify", badge)
    assert (code, "good: GMP for ATMP Summer School, Amina Example" in output) == (0, True)


def test_the_key_is_readable_by_its_owner_only(tmp_path: Path, data_folder: Path) -> None:
    gradea("credential", "issue", EXAMPLE, "--out", tmp_path / "badge.json")
    assert stat.S_IMODE((data_folder / "issuer.key").stat().st_mode) == 0o600


def test_changed_revoked_and_foreign_are_told_apart(tmp_path: Path) -> None:
    badge, spoilt, other = tmp_path / "badge.json", tmp_path / "spoilt.json", tmp_path / "other.json"
    gradea("credential", "issue", EXAMPLE, "--out", badge)
    spoilt.write_text(badge.read_text(encoding="utf-8").replace("Amina", "Anna"), encoding="utf-8")
    code, output = gradea("credential", "verify", spoilt, "--json")
    assert code == 1
    told = json.loads(output[: output.rindex("}") + 1])
    assert {row["kind"] for row in told["findings"]} == {"changed"}
    gradea("credential", "issue", EXAMPLE, "--out", other, "--key", tmp_path / "other.key")
    code, output = gradea("credential", "verify", other)
    assert (code, "foreign:" in output) == (1, True)
    assert gradea("credential", "revoke", badge)[0] == 0
    code, output = gradea("credential", "verify", badge)
    assert (code, "revoked:" in output, "changed:" in output) == (1, True, False)


def test_a_second_badge_is_not_revoked_with_the_first(tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    for badge in (first, second):
        gradea("credential", "issue", EXAMPLE, "--out", badge)
    gradea("credential", "revoke", first)
    assert [gradea("credential", "verify", badge)[0] for badge in (first, second)] == [1, 0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"person": ""}, "person is not a text"),
        ({"awarded": "yesterday"}, "awarded is 'yesterday'"),
        ({"colour": "red"}, "not known: colour"),
        ({"evidence": ["all"]}, "evidence is not a list"),
        ({"issuer": None}, "issuer is not a text"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_is_written(
    tmp_path: Path, data_folder: Path, change: dict, says: str
) -> None:
    wrong, badge = tmp_path / "wrong.json", tmp_path / "badge.json"
    wrong.write_text(json.dumps({**json.loads(EXAMPLE.read_text(encoding="utf-8")), **change}), encoding="utf-8")
    assert says in gradea("credential", "issue", wrong, "--out", badge)[1]
    assert not badge.exists()
    assert not data_folder.exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\x89PNG\r\n\x1a\n", b"\xff\xfe", b"<svg></svg>"])
def test_what_is_no_badge_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "badge.json"
    path.write_bytes(content)
    code, output = gradea("credential", "verify", path)
    assert code != 0
    assert "Give a badge" in output
