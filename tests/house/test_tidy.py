"""The laws of the house that no linter knows: sizes, names, and what may not stand in the repository."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "gradea"

FILE_LINES = 400
FUNCTION_LINES = 60
PARAMETERS = 6

JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base", "managers", "manager", "stuff", "lib"}

LONGER_FILES: dict[str, str] = {}
"""Files over the limit, with the reason. May only shrink."""

LONGER_FUNCTIONS: dict[str, str] = {}
"""Functions over the limit, with the reason. May only shrink."""

MORE_PARAMETERS: dict[str, str] = {
    "gradea/world/culture/unit_operations.py:washed": "force, time, volume and the luck of one spin belong together",
    "gradea/cli/ensemble.py:ensemble": "options of a command: typer reads them from the signature",
    "gradea/cli/rotation.py:repair": "options of a command: typer reads them from the signature",
    "gradea/cli/batch.py:run": "options of a command: typer reads them from the signature",
}
"""Functions with more parameters than the limit, with the reason. May only shrink."""

NAMED_BY_DJANGO = {"config/sqlite/base.py"}
"""Django loads a database engine by this very name."""

FORBIDDEN_WORDS = re.compile(
    r"files\.pythonhosted\.org|registry\.npmjs\.org|/root/|/work/main|/work/shared|Co-Authored-By", re.IGNORECASE
)
"""Machine paths and registry hosts: an installation elsewhere has others."""


def tracked(pattern: str) -> list[Path]:
    """Return the files that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def python_sources() -> list[Path]:
    return sorted(SOURCES.rglob("*.py"))


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in python_sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT / 'src')}:{node.name}", node


def test_files_stay_small() -> None:
    """No file is longer than 400 lines, but for those in the table; and the table has no idle rows."""
    long = {}
    for path in python_sources():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > FILE_LINES:
            long[str(path.relative_to(ROOT / "src"))] = lines
    assert {name: lines for name, lines in long.items() if name not in LONGER_FILES} == {}
    assert set(LONGER_FILES) <= set(long), "an exemption is no longer needed: take it out"


def test_functions_stay_small() -> None:
    """No function is longer than 60 lines without its docstring."""
    long = {}
    for name, node in functions():
        body = node.body[1:] if ast.get_docstring(node) else node.body
        lines = (node.end_lineno or node.lineno) - body[0].lineno + 1 if body else 0
        if lines > FUNCTION_LINES:
            long[name] = lines
    assert {name: lines for name, lines in long.items() if name not in LONGER_FUNCTIONS} == {}
    assert set(LONGER_FUNCTIONS) <= set(long), "an exemption is no longer needed: take it out"


def test_functions_take_few_parameters() -> None:
    """No function takes more than six parameters; more belong into a frozen dataclass."""
    many = {}
    for name, node in functions():
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        count = len([each for each in arguments if each.arg not in {"self", "cls"}])
        if count > PARAMETERS:
            many[name] = count
    assert {name: count for name, count in many.items() if name not in MORE_PARAMETERS} == {}


def test_no_junk_drawers() -> None:
    """A stranger finds their room from the folder names: nothing is called utils, helpers or common."""
    places = [path for path in SOURCES.rglob("*") if path.suffix == ".py" or path.is_dir()]
    found = [str(path) for path in places if path.stem.lower() in JUNK_DRAWERS]
    assert [path for path in found if not any(path.endswith(name) for name in NAMED_BY_DJANGO)] == []


def test_nothing_is_switched_off_without_a_reason() -> None:
    """Every `noqa` and `type: ignore` says why, or names what it is about."""
    silent = []
    for path in python_sources():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"#\s*noqa\s*$|#\s*type:\s*ignore\s*$", line):
                silent.append(f"{path.name}:{number}")
    assert silent == []


@pytest.mark.parametrize(
    "pattern", ["*.py", "*.md", "*.yaml", "*.toml", "*.lock", "*.json", "Makefile", "*.ts", "*.html"]
)
def test_no_machine_paths_or_hosts(pattern: str) -> None:
    """The repository speaks of no machine and no registry host."""
    found = []
    for path in tracked(pattern):
        if path == Path(__file__):
            continue
        hit = FORBIDDEN_WORDS.search(path.read_text(encoding="utf-8", errors="replace"))
        if hit:
            found.append(f"{path.relative_to(ROOT)}: {hit.group()}")
    assert found == []


def test_every_decision_names_its_test() -> None:
    """A decision that nothing holds is an opinion: each record names the test that holds it, and the test is there."""
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert records, "there are no decision records"
    for record in records:
        named = re.findall(r"^Held by: `([^`:]+)", record.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert named, f"{record.name} names no test that holds it"
        missing = [name for name in named if not (ROOT / name).exists()]
        assert missing == [], f"{record.name} names a test that is not there"
