"""`gradea recipe export` and `import`: through BatchML and back, as a draft."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gradea.cli.main import app
from gradea.content import recipe_named
from gradea.record import recipe_from_text
from gradea.vocabulary import Refused


def gradea(*words: object) -> str:
    """Return the output of a command that must succeed."""
    answer = CliRunner().invoke(app, [str(word) for word in words])
    if answer.exception is not None:
        raise answer.exception
    return answer.output


def test_a_copy_is_the_same_recipe_and_an_import_a_draft(tmp_path: Path) -> None:
    xml, copy, draft = tmp_path / "t.xml", tmp_path / "copy.yaml", tmp_path / "draft.yaml"
    gradea("recipe", "export", "toldc", "--format", "batchml", "--out", xml)
    gradea("recipe", "import", xml, "--out", copy, "--keep-status")
    assert recipe_from_text(copy.read_text(encoding="utf-8")) == recipe_named("toldc")
    assert "draft" in gradea("recipe", "import", xml, "--out", draft)
    made = recipe_from_text(draft.read_text(encoding="utf-8"))
    assert (made.status, made.approvals, made.effective_date) == ("draft", (), "")
    assert made.steps == recipe_named("toldc").steps


@pytest.mark.parametrize(
    "words", [("export", "nothing"), ("import", "nothing.xml"), ("export", "toldc", "--format", "docx")]
)
def test_wrong_use_is_refused_and_writes_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        gradea("recipe", *words, "--out", tmp_path / "out")
    assert not list(tmp_path.iterdir())
