"""`gradea batch`: the files of a batch, the same bytes for the same seed, and clear refusals."""

import json
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

GRADEA = Path(sys.executable).parent / "gradea"
FILES = {
    "ledger.jsonl",
    "checkpoints.txt",
    "batch-record.json",
    "batch-record.pdf",
    "outcome.json",
    "trends.svg",
}


def gradea(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(GRADEA), *words], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch") / "one"
    done = gradea("batch", "run", "toldc", "--seed", "5", "--crew", "careful", "--out", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_a_batch_has_its_files(batch: Path) -> None:
    """Ledger, checkpoints, record as data and as PDF, outcome, picture of the trends; and nothing half written."""
    assert {path.name for path in batch.iterdir()} == FILES


def test_the_outcome_says_what_became_of_it(batch: Path) -> None:
    """Disposition, attributes with value, unit, limit and pass, the hidden truth, exceptions, deviations."""
    outcome = json.loads((batch / "outcome.json").read_text(encoding="utf-8"))
    assert outcome["disposition"] in {"certified", "rejected"}
    assert isinstance(outcome["contaminated"], bool)
    for name in ("VIA", "CD11C", "HLADR", "CD83", "CD86", "IL10", "STER7"):
        assert set(outcome["attributes"][name]) >= {"value", "unit", "limit", "pass"}
    assert isinstance(outcome["exceptions"], list)
    assert isinstance(outcome["deviations"], list)


def test_the_same_seed_gives_the_same_bytes(batch: Path, tmp_path: Path) -> None:
    """Every file of the batch is byte-identical when it is made again; another seed gives another ledger."""
    again, other = tmp_path / "again", tmp_path / "other"
    assert gradea("batch", "run", "toldc", "--seed", "5", "--out", str(again)).returncode == 0
    assert gradea("batch", "run", "toldc", "--seed", "6", "--out", str(other)).returncode == 0
    for name in FILES:
        assert (again / name).read_bytes() == (batch / name).read_bytes(), name
    assert (other / "ledger.jsonl").read_bytes() != (batch / "ledger.jsonl").read_bytes()


def test_real_time_is_injected(tmp_path: Path) -> None:
    """The first entry carries the given real time in UTC."""
    out = tmp_path / "b"
    assert (
        gradea("batch", "run", "toldc", "--out", str(out), "--started-at", "2026-01-05T09:00:00+01:00").returncode == 0
    )
    first = json.loads((out / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert first["entry"]["at"] == "2026-01-05T08:00:00.000Z"


def test_the_printed_record_is_marked_as_training(batch: Path) -> None:
    """Every page says that it is not for GMP use, and the record names the head of the ledger."""
    pages = [page.extract_text() for page in pypdf.PdfReader(batch / "batch-record.pdf").pages]
    assert all("Training" in page and "not for GMP use" in page for page in pages)
    head = json.loads((batch / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1])["hash"]
    assert head[:16] in "".join(pages).replace("\n", "").replace(" ", "")


def test_the_ledger_verifies_with_nothing_installed(batch: Path) -> None:
    """The single file runs in a bare interpreter; a changed byte is found and the entry named."""
    script = Path(__file__).parents[2] / "src" / "gradea" / "ledger" / "verify_ledger.py"
    ledger = batch / "ledger.jsonl"
    good = subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(ledger)], capture_output=True, text=True, check=False
    )
    assert good.returncode == 0, good.stdout
    lines = ledger.read_bytes().splitlines(keepends=True)
    bent = ledger.parent.parent / "bent.jsonl"
    changed = lines[40].replace(b'"sim_ms":', b'"sim_mz":', 1)
    assert changed != lines[40]
    bent.write_bytes(b"".join([*lines[:40], changed, *lines[41:]]))
    bad = subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(bent)], capture_output=True, text=True, check=False
    )
    assert bad.returncode == 1
    assert "41" in bad.stdout or "40" in bad.stdout


def test_a_batch_can_be_looked_at_at_any_moment(batch: Path) -> None:
    """On day 3 the culture is in the incubator and step 6.1 is still to come or open."""
    done = gradea("batch", "replay", str(batch), "--at", "2d12h", "--json")
    assert done.returncode == 0
    shown = json.loads(done.stdout)
    assert shown["truth"]["vessels"]["CULT-A"]["viable_cells"] > 1e7
    assert shown["steps"]["5.7"] == "closed"
    assert shown["steps"]["8.9"] == "future"


def test_a_clean_batch_has_exit_code_0_and_a_bent_one_1(batch: Path, tmp_path: Path) -> None:
    """The debrief is a check: findings are exit code 1, and each has the agreed keys."""
    assert gradea("batch", "debrief", str(batch)).returncode == 0
    bent = tmp_path / "bent"
    assert gradea("batch", "run", "toldc", "--seed", "5", "--falsify", "omitted", "--out", str(bent)).returncode == 0
    done = gradea("batch", "debrief", str(bent), "--json")
    assert done.returncode == 1
    (found,) = json.loads(done.stdout)
    assert {"kind", "attribute", "step", "act", "entry"} <= set(found)
    assert found["kind"] == "omitted"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("batch", "run", "nothing", "--out", "X"), "toldc"),
        (("batch", "run", "toldc", "--crew", "wild", "--out", "X"), "careful"),
        (("batch", "run", "toldc", "--facility", "mars", "--out", "X"), "hospital_2B"),
        (("batch", "run", "toldc", "--falsify", "lying", "--out", "X"), "back-dated"),
        (("batch", "run", "toldc", "--disturb", "flood@1d", "--out", "X"), "damper"),
        (("batch", "run", "toldc", "--disturb", "damper@noon", "--out", "X"), "3d04h"),
        (("batch", "run", "toldc", "--started-at", "yesterday", "--out", "X"), "zone"),
        (("batch", "debrief", "X"), "make the batch again"),
        (("batch", "run", "../../etc/passwd", "--out", "X"), "toldc"),
        (("recipe", "check", "X"), "Give the path"),
        (("ledger", "verify", "X"), ""),
    ],
)
def test_wrong_usage_is_exit_code_2_with_a_remedy(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    """A refusal names the thing and what to do; nothing is written and no trace is thrown at people."""
    where = tmp_path / "nowhere"
    done = gradea(*(str(where) if word == "X" else word for word in words))
    text = " ".join((done.stdout + done.stderr).split())
    assert done.returncode == 2, text
    assert told in text
    assert "Traceback" not in text
    assert not where.exists()


def test_a_broken_recipe_is_a_finding_with_line_and_remedy(tmp_path: Path) -> None:
    """A wrong unit in a copy of the shipped recipe is named with its line."""
    text = (Path(__file__).parents[2] / "content" / "recipes" / "toldc.yaml").read_text(encoding="utf-8")
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "unit: °C" in each)
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace("unit: °C", "unit: furlong", 1), encoding="utf-8")
    done = gradea("recipe", "check", str(broken))
    assert done.returncode == 1
    assert f":{line}:" in done.stdout
    assert "furlong" in done.stdout
    good = gradea("recipe", "check", str(Path(__file__).parents[2] / "content" / "recipes" / "toldc.yaml"))
    assert good.returncode == 0, good.stdout


def test_a_recipe_in_english_only_is_good_and_its_gaps_are_counted(tmp_path: Path) -> None:
    """A draft may lack Dutch; asked for both languages, each gap is a problem with its line."""
    text = (Path(__file__).parents[2] / "content" / "recipes" / "mf.yaml").read_text(encoding="utf-8")
    draft = tmp_path / "draft.yaml"
    draft.write_text(text.replace("{en: Inoculate the strains, nl: Ent de stammen}", "Inoculate the strains"), "utf-8")
    good = gradea("recipe", "check", str(draft))
    assert (good.returncode, "1 texts are not in Dutch" in good.stdout) == (0, True), good.stdout
    asked = gradea("recipe", "check", str(draft), "--languages", "en,nl")
    assert asked.returncode == 1
    assert "This text is not in Dutch. Add nl: …" in asked.stdout
    wrong = gradea("recipe", "check", str(draft), "--languages", "en,xx")
    assert (wrong.returncode, "There is no language 'xx'" in wrong.stderr) == (2, True)
