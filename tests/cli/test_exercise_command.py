"""`gradea exercise`: lists, checks with file, line and remedy, and makes the same pages from the same batch."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gradea import ENGINE_VERSION
from gradea.cli.main import app

ROOT = Path(__file__).parents[2]
SHELF = ROOT / "content" / "exercises"


def gradea(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.output


def test_the_shelf_is_good_and_listed() -> None:
    code, output = gradea("exercise", "check")
    assert (code, "good" in output) == (0, True)
    code, output = gradea("exercise", "list", "--json")
    rows = json.loads(output)
    assert code == 0
    assert sum(int(row["items"]) for row in rows) >= 200


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("basis: rule", "basis: law", "no basis 'law'"),
        ('clause: "Annex 1 4.27, 9.15"', "clause: somewhere", "does not say where the rule stands"),
        ("kind: number", "kind: numbr", "no kind 'numbr'"),
        ("answer: 3520", "answer: many", "is no number"),
        ("{reason}", "{raison}", "cannot be made"),
        ("quantities:", "quantity:", "no setting 'quantity'"),
        (', nl: "Cleanroom, klassen en lucht"', "", "missing in nl"),
        ("code: room-02", "code: room-01", "stands here twice"),
        ("title: {en", "title: &x {en", "Anchors"),
        ("items:", "items: [", "not YAML"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_remedy(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (SHELF / "cleanroom.yaml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "mine.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, output = gradea("exercise", "check", str(file), "--json")
    assert code == 1
    found = [problem for problem in json.loads(output) if said in problem["message"]]
    assert found, output
    assert found[0]["file"] == str(file)
    assert found[0]["line"] > 0
    assert found[0]["remedy"]


def test_a_site_practice_may_not_be_called_a_rule(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    text = (SHELF / "monitoring.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("basis: practice", "basis: rule", 1), encoding="utf-8")
    code, output = gradea("exercise", "check", str(file))
    assert (code, "A site practice is no rule" in output) == (1, True)


@pytest.mark.parametrize(("language", "word"), [("en", "indeed"), ("nl", "inderdaad")])
def test_a_file_whose_right_options_are_the_longest_is_a_finding(tmp_path: Path, language: str, word: str) -> None:
    """Planted: every right option gets a tail in one language; the file as it is on the shelf is good."""
    text = (SHELF / "gmp.yaml").read_text(encoding="utf-8")
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    assert gradea("exercise", "check", str(file))[0] == 0
    mine = rf'^(    right: \{{.*{language}: "[^"]*)"'
    planted, count = re.subn(mine, rf'\1, {word}, {word}, {word}, {word}, {word}, {word}"', text, flags=re.MULTILINE)
    assert count == 9
    file.write_text(planted, encoding="utf-8")
    code, output = gradea("exercise", "check", str(file), "--json")
    (problem,) = [each for each in json.loads(output) if "longest" in each["message"]]
    assert code == 1
    assert f"9 of 9 single choices in '{language}'" in problem["message"]
    assert "At most 4" in problem["message"]
    assert "gmp-02" in problem["remedy"]
    assert problem["line"] > 0


def test_a_missing_file_is_refused() -> None:
    done = CliRunner().invoke(app, ["exercise", "check", "nowhere.yaml"])
    assert done.exit_code != 0
    assert "nowhere.yaml" in str(done.exception)


def test_the_pages_on_the_shelf_are_those_of_the_batches_they_name(tmp_path: Path) -> None:
    """A batch is made again from its seed: its pages are those that are kept, as long as the engine is the one that made them.

    After a change of the engine the kept pages stay good (they were really made); then the new ones must only be as whole.
    """
    kept = json.loads((SHELF / "bank" / "pages.json").read_text(encoding="utf-8"))
    out = tmp_path / "pages.json"
    code, _output = gradea("exercise", "pages", "toldc", "--seed", "4", "--out", str(out))
    assert code == 0
    made = json.loads(out.read_text(encoding="utf-8"))
    ours = [page for page in kept if page["code"].startswith("toldc-4-")]
    if f"engine {ENGINE_VERSION}" in ours[0]["made"]:
        assert made == ours
    assert len(made) >= 5
    assert all(len(page["lines"]) == 7 and set(page) == set(ours[0]) for page in made)


@pytest.mark.parametrize("kind", ["qti3", "qti21", "gift", "moodle"])
def test_a_set_is_exported_and_imported_again(tmp_path: Path, kind: str) -> None:
    sent, items = tmp_path / "sent", tmp_path / "items.yaml"
    code, output = gradea("exercise", "export", "--format", kind, "--set", "cleanroom", "--out", str(sent))
    assert code == 0
    assert "is asked with a drawing" in output
    code, output = gradea("exercise", "import", str(sent), "--format", kind, "--out", str(items))
    assert (code, "items in" in output) == (0, True)
    code, output = gradea("exercise", "check", str(items))
    assert (code, "16 items: good" in output) == (0, True), output


def test_an_unknown_format_is_refused() -> None:
    done = CliRunner().invoke(app, ["exercise", "export", "--format", "word"])
    assert "There is no format 'word'" in str(done.exception)
