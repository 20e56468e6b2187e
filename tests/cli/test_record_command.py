"""A record as a package of files: it reads back equal, and no byte of it can be changed unseen."""

import json
import random
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gradea.cli.main import app
from gradea.ledger import verify_package
from gradea.record.export import MANIFEST, check_manifest, csv_bytes, csv_rows, tables, told_differences
from gradea.vocabulary import Refused

SEED = 20261124
FLIPS = 2_000


def gradea(*words: object) -> tuple[int, str]:
    """Return exit code and output of a command."""
    answer = CliRunner().invoke(app, [str(word) for word in words])
    if isinstance(answer.exception, Refused):
        raise answer.exception
    return answer.exit_code, answer.output


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a batch in which something went wrong."""
    folder = tmp_path_factory.mktemp("batch") / "b"
    words = ("--seed", 7, "--crew", "careless", "--disturb", "expired-lot@0d07h", "--disturb", "damper@0d10h")
    assert gradea("batch", "run", "toldc", "--out", folder, *words)[0] == 0
    return folder


@pytest.fixture(scope="module")
def exported(batch: Path) -> Path:
    """Return a package of it; not to be changed."""
    out = batch.parent / "package"
    assert gradea("record", "export", batch, "--out", out, "--exported-at", "2026-11-24T10:00:00+01:00")[0] == 0
    return out


@pytest.fixture
def package(exported: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may change."""
    return Path(shutil.copytree(exported, tmp_path / "p"))


def files_of(package: Path) -> dict[str, bytes]:
    """Return every file of a package."""
    return {p.relative_to(package).as_posix(): p.read_bytes() for p in package.rglob("*") if p.is_file()}


@pytest.mark.requirement("STO-01", "positive")
@pytest.mark.requirement("REC-15", "positive")
def test_an_export_is_whole_and_folds_from_its_ledger(exported: Path) -> None:
    code, said = gradea("record", "verify", exported, "--json")
    verdict = json.loads(said)
    assert (code, verdict["ok"], verdict["folded"], verdict["findings"]) == (0, True, True, [])
    manifest = json.loads((exported / MANIFEST).read_bytes())
    assert manifest["package"]["ledger_head"] == verdict["ledger_head"]
    assert manifest["package"]["exported_at_utc"] == "2026-11-24T09:00:00.000Z"
    assert set(manifest["files"]) == set(files_of(exported)) - {MANIFEST}


@pytest.mark.requirement("STO-01", "positive")
def test_what_is_imported_again_compares_equal(batch: Path, exported: Path) -> None:
    assert gradea("record", "compare", exported, batch) == (0, "The records are equal.\n")
    data = json.loads((exported / "record.json").read_bytes())
    for name, rows in tables(data).items():
        assert csv_rows((exported / f"csv/{name}.csv").read_bytes()) == csv_rows(csv_bytes(rows))
    values = csv_rows((exported / "csv/values.csv").read_bytes())
    assert len(values) == sum(len(item["versions"]) for step in data["steps"] for item in step["fields"])
    signed = csv_rows((exported / "csv/signatures.csv").read_bytes())
    assert {row["meaning"] for row in signed} >= {"performed", "verified"}


@pytest.mark.requirement("STO-01", "negative")
@pytest.mark.requirement("STO-04", "negative")
def test_another_value_is_found_by_its_place(package: Path, exported: Path) -> None:
    path = package / "record.json"
    data = json.loads(path.read_bytes())
    data["steps"][0]["fields"][2]["versions"][0]["value"] = "17.0"
    path.write_text(json.dumps(data), encoding="utf-8")
    code, said = gradea("record", "compare", exported, package)
    assert code == 1
    assert "steps[0].fields[2].versions[0].value" in said


@pytest.mark.requirement("AUD-08", "positive")
def test_the_audit_trail_is_a_table(exported: Path) -> None:
    rows = csv_rows((exported / "csv/audit-trail.csv").read_bytes())
    assert len(rows) == sum(1 for _ in (exported / "ledger.jsonl").open("rb"))
    assert all(row["actor"] and row["event"] and row["utc"].endswith("Z") for row in rows)


@pytest.mark.requirement("REC-15", "negative")
@pytest.mark.requirement("STO-01", "negative")
@pytest.mark.requirement("STO-04", "fault")
@pytest.mark.requirement("AUD-07", "fault")
def test_every_changed_byte_is_found(exported: Path) -> None:
    files = files_of(exported)
    assert check_manifest(files)[1] == ()
    chance = random.Random(SEED)
    names = sorted(files)
    places = [(MANIFEST, at) for at in range(len(files[MANIFEST]))]
    places += [(name, chance.randrange(len(files[name]))) for name in names for _ in range(FLIPS // len(names))]
    for name, at in places:
        content = bytearray(files[name])
        content[at] ^= 1 << chance.randrange(8)
        _, findings = check_manifest({name: bytes(content), MANIFEST: files[MANIFEST]} | {name: bytes(content)})
        assert name in {finding.file for finding in findings}, (SEED, name, at)


@pytest.mark.requirement("STO-01", "fault")
@pytest.mark.parametrize(
    "name", ["record.json", "record.pdf", "csv/values.csv", "ledger.jsonl", "checkpoints.txt", MANIFEST]
)
def test_a_changed_a_missing_and_an_added_file_are_named(package: Path, name: str) -> None:
    path = package / name
    content = path.read_bytes()
    path.write_bytes(content[:-2] + b" \n")
    code, said = gradea("record", "verify", package)
    assert (code, f"FINDING in {name}" in said) == (1, True)
    path.unlink()
    code, said = gradea("record", "verify", package)
    assert (code, f"FINDING in {name}: it is missing" in said) == (1, True)
    path.write_bytes(content)
    (package / "csv" / "more.csv").write_text("x\n")
    code, said = gradea("record", "verify", package)
    assert (code, "csv/more.csv: it is not part of the package" in said) == (1, True)


@pytest.mark.requirement("STO-04", "fault")
def test_a_value_changed_together_with_the_manifest_is_found_by_the_ledger(package: Path) -> None:
    from gradea.record.export import PackageHead, manifest_bytes  # noqa: PLC0415 - the forger's tools

    files = files_of(package)
    head = PackageHead(**json.loads(files.pop(MANIFEST))["package"])
    files["record.json"] = files["record.json"].replace(b'"status": "closed"', b'"status": "open"', 1)
    (package / "record.json").write_bytes(files["record.json"])
    (package / MANIFEST).write_bytes(manifest_bytes(head, files))
    code, said = gradea("record", "verify", package)
    assert code == 1
    assert "the ledger gives" in said


@pytest.mark.requirement("AUD-09", "positive")
@pytest.mark.requirement("AUD-02", "positive")
def test_every_event_of_the_record_stands_in_its_trail(exported: Path) -> None:
    data = json.loads((exported / "record.json").read_bytes())
    entries = [json.loads(line)["entry"] for line in (exported / "ledger.jsonl").read_bytes().splitlines()]
    wrote = [entry for entry in entries if entry["name"].startswith("record.")]
    assert [(row["person"], row["role"], row["utc"]) for row in data["trail"]] == [
        (entry["body"]["by"], entry["body"]["role"], entry["at"]) for entry in wrote
    ]
    for row, entry in zip(data["trail"], wrote, strict=True):
        assert row["what"] == entry["name"][7:].partition("/")[0].replace("-", " ")
        value = entry["body"].get("value")
        assert not isinstance(value, str) or value in row["fields"]
    assert csv_rows((exported / "csv/trail.csv").read_bytes())[-1]["sequence"] == str(len(wrote))


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ("reason (sealed text); value 5", "reason The tare was on; value 5", False),
        ("reason (sealed text); value 5", "reason The tare was on; value 6", True),
        ("(sealed text)", "anything", False),
        ("a", "b", True),
    ],
)
def test_sealed_words_are_no_difference_and_all_else_is(left: str, right: str, told: bool) -> None:
    assert bool(told_differences({"x": left}, {"x": right})) is told
    assert bool(told_differences({"x": right}, {"x": left})) is told


def test_a_cell_that_looks_like_a_formula_reads_back_the_same() -> None:
    rows = [{"text": "=1+1", "number": "-3.5", "mark": "'quoted", "more": 'a,"b"\r\nc'}]
    written = csv_bytes(rows)
    assert b"'=1+1" in written
    assert b",-3.5," in written
    assert csv_rows(written) == rows


@pytest.mark.parametrize(
    "words",
    [
        ("export", "{batch}", "--out", "{new}", "--format", "docx"),
        ("export", "{batch}", "--out", "{batch}"),
        ("export", "{new}", "--out", "{new}"),
        ("verify", "{new}"),
        ("compare", "{batch}", "{new}"),
    ],
)
def test_wrong_use_is_refused_and_nothing_is_written(batch: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    new = tmp_path / "new"
    before = files_of(batch)
    with pytest.raises(Refused):
        gradea("record", *(word.format(batch=batch, new=new) for word in words))
    assert not new.exists()
    assert files_of(batch) == before


@pytest.mark.requirement("AUD-07", "fault")
def test_the_stand_alone_verifier_finds_what_the_house_finds(exported: Path) -> None:
    files = files_of(exported)
    assert verify_package.main([str(exported)]) == 0
    assert verify_package.findings_in(files)[1] == []
    chance = random.Random(SEED + 1)
    for name in sorted(files):
        for _ in range(12):
            content = bytearray(files[name])
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            _, found = verify_package.findings_in({**files, name: bytes(content)})
            assert name in {where for where, _ in found}
    for changed, name in (
        ({key: value for key, value in files.items() if key != "record.pdf"}, "record.pdf"),
        ({**files, "more.txt": b"x"}, "more.txt"),
        ({}, MANIFEST),
        ({**files, MANIFEST: b"[]"}, MANIFEST),
    ):
        assert name in {where for where, _ in verify_package.findings_in(changed)[1]}


def test_what_is_no_package_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").write_text("no zip")
    assert verify_package.main([str(tmp_path / "x")]) == 2
    assert verify_package.main([str(tmp_path / "nothing")]) == 2
    assert "cannot be read" in capsys.readouterr().err
