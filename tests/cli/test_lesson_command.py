"""`gradea lesson`: what is on the shelf, and what is wrong with a file."""

import json
from pathlib import Path

from typer.testing import CliRunner

from gradea.cli.main import app

ROOT = Path(__file__).parents[2]
RUN = CliRunner()


def test_everything_on_the_shelf_is_good_and_enough() -> None:
    assert RUN.invoke(app, ["lesson", "check"]).exit_code == 0
    rows = json.loads(RUN.invoke(app, ["lesson", "list", "--json"]).stdout)
    assert len(rows) >= 10
    assert all(int(row["questions"]) >= 2 and 7 <= int(row["slides"]) <= 14 for row in rows)


def test_a_mistake_is_named_with_file_line_and_remedy(tmp_path: Path) -> None:
    good = (ROOT / "content/lessons/05-gowning.yaml").read_text(encoding="utf-8")
    spoilt = tmp_path / "05-gowning.yaml"
    spoilt.write_text(good.replace("- item: gown-04", "- item: gown-99"), encoding="utf-8")
    answer = RUN.invoke(app, ["lesson", "check", str(spoilt)])
    line = good.splitlines().index("  - item: gown-04") + 1
    assert answer.exit_code == 1
    assert f"05-gowning.yaml:{line}: " in answer.stdout
    assert "gown-99" in answer.stdout


def test_a_tour_a_demonstration_and_the_glossary_are_checked_as_such(tmp_path: Path) -> None:
    for name, needle, other in (
        ("tours/isolator_D.yaml", "basis: rule", "basis: law"),
        ("demonstrations/cabinet.yaml", 'step: "1.1"', 'step: "99.1"'),
        ("glossary.yaml", 'nl: "sluis"', 'nl: ""'),
    ):
        copy = tmp_path / name
        copy.parent.mkdir(exist_ok=True)
        text = (ROOT / "content" / name).read_text(encoding="utf-8")
        assert needle in text
        copy.write_text(text.replace(needle, other, 1), encoding="utf-8")
        assert RUN.invoke(app, ["lesson", "check", str(copy)]).exit_code == 1
