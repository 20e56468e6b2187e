"""A stranger with nothing but the repository can look up where every number of the model comes from."""

import ast
import re
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from gradea.vocabulary.parameter import BASES, Parameter
from gradea.world.microbes import ORGANISMS

ROOT = Path(__file__).parents[2]
WORLD = ROOT / "src" / "gradea" / "world"
SOURCES_FILE = ROOT / "content" / "sources.yaml"
MODEL = ROOT / "docs" / "model.md"
TEXTS = {".py", ".md", ".yaml", ".html", ".ts", ".css"}

READ = {"text", "table", "abstract", "page", "quoted", "knowledge", "nothing"}
CITED = re.compile(r"\[([A-Z][A-Za-z0-9_]+(?:, [A-Z][A-Za-z0-9_]+)*)(?=[\],:; ])")
"""`[WH2007, R]`, `[LR2018, PARKS2022, K]`, `[GOLAY2018, R: 22 of 1643]`: keys come first."""

ELSEWHERE = re.compile(
    r"\bfacts\s*§|(?<!edition/)\bfacts/|\b(?:of|in) the facts\b(?! of)|\b(?:cleanroom|biology|regulation)(?: facts)?\s*§"
    r"|\b(?:cleanroom|biology|toldc|regulation|programme|reliability-security)\.md\b"
    r"|\b(?:cleanroom|biology)-(?:parameters|validation)\.yaml\b|\(§\s?\d"
)
"""What points at papers that lie on somebody else's desk (the page `edition/facts/` of the site is no paper)."""


@cache
def sources() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(SOURCES_FILE.read_text(encoding="utf-8"))["sources"]
    return found


@cache
def parameters() -> tuple[tuple[str, Parameter], ...]:
    """Every constant of every module of the world, found by looking: no list to forget one in."""
    found: dict[int, tuple[str, Parameter]] = {}
    for path in sorted(WORLD.rglob("*.py")):
        name = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        for value in vars(import_module(name)).values():
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, Parameter):
                    found.setdefault(id(each), (name, each))
    return tuple(found.values())


def written_parameters() -> int:
    calls = 0
    for path in WORLD.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls += sum(isinstance(n, ast.Call) and getattr(n.func, "id", "") == "Parameter" for n in ast.walk(tree))
    return calls


def texts(*roots: str) -> list[Path]:
    """Return the written texts below these folders, without what a tool built."""
    found = [path for root in roots for path in (ROOT / root).rglob("*") if path.suffix in TEXTS]
    return sorted(path for path in found if not {"built", "node_modules", "__pycache__"} & set(path.parts))


def keys_of(source: str) -> list[str]:
    """Return the keys of a source: separated by commas, a remark may follow a semicolon."""
    return [key.strip() for key in source.split(";")[0].split(",")]


def test_every_constant_is_seen() -> None:
    assert len(parameters()) == written_parameters()


def test_every_constant_names_a_source_that_resolves() -> None:
    lost = {key: each.symbol for _, each in parameters() for key in keys_of(each.source) if key not in sources()}
    lost |= {key: each.code for each in ORGANISMS.values() for key in keys_of(each.source) if key not in sources()}
    assert lost == {}


def test_every_constant_has_a_unit_a_letter_and_a_range_around_it() -> None:
    for place, each in parameters():
        assert each.unit.strip(), (place, each.symbol)
        assert each.basis in BASES, (place, each.symbol)
        assert each.low <= each.value <= each.high, (place, each.symbol)


def test_what_was_read_came_from_somewhere() -> None:
    """R says that the number was read, so the source is one of which something was read."""
    unread = {key for key, row in sources().items() if row["read"] in {"knowledge", "nothing"}}
    for place, each in parameters():
        if each.basis == "R":
            assert set(keys_of(each.source)) - unread, (place, each.symbol)


@pytest.mark.parametrize("key", sorted(sources()))
def test_a_source_can_be_found_and_says_what_was_read(key: str) -> None:
    row = sources()[key]
    assert {"cite", "read", "note"} <= set(row) <= {"cite", "link", "read", "note"}
    assert row["read"] in READ
    assert len(row["cite"]) > 10
    assert row["note"].endswith(".")
    assert row.get("link", "https://").startswith(("https://", "http://"))


def test_keys_in_brackets_resolve() -> None:
    """In code, tests and docs; words in brackets that are no keys (letters, lists) have no digits at their end."""
    lost = {}
    for path in texts("src/gradea/world", "tests/world", "docs"):
        for match in CITED.finditer(path.read_text(encoding="utf-8")):
            for key in match.group(1).split(", "):
                if re.fullmatch(r"[A-Z][A-Za-z]+(?:19|20)\d\d", key) and key not in sources():
                    lost[key] = path.name
    assert lost == {}


def test_no_source_is_idle() -> None:
    written = "\n".join(
        path.read_text(encoding="utf-8")
        for path in texts("src", "tests", "content", "docs")
        if path not in (SOURCES_FILE, Path(__file__))
    )
    assert [key for key in sources() if not re.search(rf"\b{key}\b", written)] == []


def test_no_text_speaks_of_a_document_that_is_not_here() -> None:
    found = []
    for path in texts("src", "tests", "content", "docs"):
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            hit = ELSEWHERE.search(line)
            if hit:
                found.append(f"{path.relative_to(ROOT)}:{number}: {hit.group()}")
    assert found == []


def test_sections_of_the_model_page_exist() -> None:
    headings = set(re.findall(r"^## (\d) ", MODEL.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert headings == set("1234567")
    for path in texts("src", "tests", "content"):
        for group in re.findall(r"model\.md (§\d(?:, §\d)*)", path.read_text(encoding="utf-8")):
            assert set(re.findall(r"\d", group)) <= headings, path


def test_the_model_page_says_rightly_that_half_is_assumed() -> None:
    letters = Counter(each.basis for _, each in parameters())
    assert "Half of these constants are assumptions" in MODEL.read_text(encoding="utf-8")
    assert 0.42 < letters["A"] / letters.total() < 0.58
