"""Both languages are complete: every string has its Dutch, and no page says anything that no catalogue knows."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from gradea.campus.config.words import CAMPUS, LANGUAGES, catalogue, catalogue_of, slices, spoken, template

NOT_YET: dict[str, str] = {}
"""Slices whose Dutch is under way. May only shrink: a new slice is complete from its first day."""

SAME_IN_BOTH = {
    "Grade A": "the name of the product",
    "PIN": "the same word in Dutch",
    "QR": "the same word in Dutch",
    "GMP": "an abbreviation of the field",
    "A4": "a size of paper",
}
"""Bare text that may stand in a template, with the reason."""

FOR_BUILDERS = {
    "shell/style.html": "the page of components, for who builds pages",
    "shell/style_live.html": "a part of the page of components",
}
"""Templates that may speak English only, with the reason."""

ENGLISH_PYTHON: dict[str, str] = {
    "shell/specimens.py": "fills the page of components, for who builds pages",
    "debrief/tracks.py": "kept in English and said when it is shown; its one sentence is in the lexicon",
    "people/export.py": "heads a data file, whose keys are English",
    "programme/edition_file.py": "speaks to who writes an edition file, at the command line",
}
"""Python files of slices whose sentences no reader of a page sees, with the reason."""

PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
FINISHED = [folder for folder in slices() if folder.name not in NOT_YET]


def texts(string: str | tuple | list) -> list[str]:
    return [string] if isinstance(string, str) else list(string)


def disagreeing(words: Catalog) -> list[str]:
    """Return the texts whose translation names other details than the English does."""
    wrong = []
    for message in words:
        if not message.id:
            continue
        wanted = {name for text in texts(message.id) for name in PLACES.findall(text)}
        for text in texts(message.string):
            given = set(PLACES.findall(text))
            if text and not (given <= wanted and (given == wanted or isinstance(message.id, tuple | list))):
                wrong.append(f"{message.id} -> {text}")
    return wrong


def bare(source: str) -> list[str]:
    return [text for text in template.bare_text(source) if text.strip(" ·.:,–()") not in SAME_IN_BOTH]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", FINISHED, ids=lambda folder: folder.name)
def test_every_string_is_translated(folder: Path, language: str) -> None:
    """Nothing is empty or doubtful. Mend with `make words`, then write the Dutch into the catalogue."""
    assert catalogue.untranslated(catalogue.updated(folder, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", slices(), ids=lambda folder: folder.name)
def test_details_agree(folder: Path, language: str) -> None:
    """A translation names the details that the English names, so that no figure is lost on the way."""
    assert disagreeing(catalogue.updated(folder, language)) == []


@pytest.mark.parametrize("folder", FINISHED, ids=lambda folder: folder.name)
def test_the_catalogue_on_disk_is_that_of_the_source(folder: Path) -> None:
    """`make words` was run: the file holds the strings of the source, no more and no fewer."""
    for language in LANGUAGES:
        on_disk = catalogue.read(catalogue_of(folder, language), language)
        wanted = catalogue.updated(folder, language)
        assert {(m.context, str(m.id)) for m in on_disk} == {(m.context, str(m.id)) for m in wanted}


@pytest.mark.parametrize("folder", FINISHED, ids=lambda folder: folder.name)
def test_no_template_speaks_outside_a_catalogue(folder: Path) -> None:
    """All text of a template, and what is read aloud of it, stands in a tag that translates."""
    found = {}
    for path in sorted(folder.glob("templates/**/*.*")):
        name = path.relative_to(folder / "templates").as_posix()
        text = bare(path.read_text(encoding="utf-8"))
        if text and name not in FOR_BUILDERS:
            found[name] = text
    assert found == {}


@pytest.mark.parametrize("folder", FINISHED, ids=lambda folder: folder.name)
def test_no_python_of_a_page_speaks_outside_a_catalogue(folder: Path) -> None:
    """A sentence in a slice stands in `gettext` or is part of a refusal; both are in the catalogue."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(CAMPUS).as_posix()
        if "migrations" in path.parts or name in ENGLISH_PYTHON or f"campus/{name}" in spoken.SPEAKING:
            continue
        text = loose_sentences(path.read_text(encoding="utf-8"))
        if text:
            found[name] = text
    assert found == {}


TRANSLATING = set(catalogue.KEYWORDS) | {"said"}
SILENT_CALLS = {"_log", "plain_answer", "filter", "addFilter", "getLogger", "warning"}
"""Calls whose texts go into a table, a log, or a stream that no page shows."""
SILENT = {"help_text", "verbose_name"}


def loose_sentences(source: str) -> list[str]:
    """Return texts that look like language and stand in no call that translates, no exception and no docstring."""
    tree = ast.parse(source)
    known = set(spoken.sentences(source))
    excused: set[int] = set()
    for node in ast.walk(tree):
        if (
            (isinstance(node, ast.Call) and _called(node) in TRANSLATING | {*SILENT_CALLS})
            or isinstance(node, ast.Raise | ast.Assert)
            or (isinstance(node, ast.JoinedStr) and known & set(spoken.patterns(node)))
        ):
            excused |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.Dict):
            excused |= {id(key) for key in node.keys}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            excused.add(id(node.value))
        elif isinstance(node, ast.Call) and re.search(r"(Refusal|refus\w*|Field|locked)$", _called(node)):
            spoken_of = [*node.args, *(each.value for each in node.keywords if each.arg not in {"label", "choices"})]
            excused |= {id(part) for given in spoken_of for part in ast.walk(given)}
        elif isinstance(node, ast.keyword) and node.arg in SILENT and "models" in source[:2000]:
            excused |= {id(part) for part in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in excused
        and node.value not in known
        and _is_language(node.value)
    ]


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _is_language(text: str) -> bool:
    """Return whether a text has at least two words, one of them with a capital or a full stop after it."""
    plain = text.strip()
    return bool(re.search(r"[A-Za-z]+ [a-z]+", plain)) and bool(
        re.match(r"[“'(]?[A-Z]", plain) or plain.endswith((".", ":"))
    )


def test_a_planted_gap_is_found(tmp_path: Path) -> None:
    """The guards work: a missing translation, a lost detail, a bare word in a template and a loose sentence are all seen."""
    words = Catalog(locale="nl")
    words.add("Sign in", "")
    words.add("Locked until {clock}.", "Vergrendeld.", context="said")
    assert catalogue.untranslated(words) == ["Sign in"]
    assert disagreeing(words) == ["Locked until {clock}. -> Vergrendeld."]
    assert bare('<p aria-label="Your menu">{% translate "Fine" %} Sign <b>in</b></p>{% empty "No teams yet" %}') == [
        "Your menu",
        "Sign",
        "in",
        "No teams yet",
    ]
    assert loose_sentences('title = "Choose a room"\nother = gettext("Choose a door")\n') == ["Choose a room"]


def test_the_sentences_of_the_rooms_are_patterns() -> None:
    """An f-string of a refusal becomes one pattern for each of its forms, with names a translator can read."""
    source = 'refuse("x", "REC-04", f"{item.name} is {\'open\' if a else \'shut\'}.", "Wait until then.")'
    assert list(spoken.sentences(source)) == ["{item_name} is open.", "{item_name} is shut.", "Wait until then."]
