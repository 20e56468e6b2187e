"""Lists of people as they come from schools: CSV or XLSX, with a heading row in English or Dutch."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext
from python_calamine import CalamineError, CalamineWorkbook

from gradea.campus.shell.roles import Role

BYTES_MAX = 4 * 1024 * 1024
ROWS_MAX = 10_000

HEADINGS = {
    "name": {"name", "naam", "full name", "volledige naam"},
    "first": {"first name", "voornaam", "given name"},
    "last": {"last name", "achternaam", "familienaam", "surname"},
    "institution": {"institution", "school", "instelling", "from", "van"},
    "role": {"role", "rol", "roles"},
    "key": {"key", "number", "student number", "studentennummer", "nummer", "id"},
}
"""Headings that are understood, in any case."""

ROLE_WORDS = {
    Role.STUDENT: {"", "student"},
    Role.TRAINER: {"trainer", "lecturer", "lesgever", "docent"},
    Role.QC: {"qc", "quality control", "kwaliteitscontrole"},
    Role.QA: {"qa", "quality assurance", "kwaliteitsborging"},
    Role.QP: {"qp", "qualified person"},
    Role.ORGANISER: {"organiser", "organizer", "organisator"},
    Role.EMPLOYER: {"employer", "werkgever"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One person of a list.

    Attributes:
        line: Row of the sheet, 1 for the heading.
        key: Number of the person in the list, or made from school and name.
        name: As on the badge.
        institution: Short name or key of the school as written, or empty.
        role: What the person comes as.
    """

    line: int
    key: str
    name: str
    institution: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterProblem:
    """What is wrong with a list, and where; line 0 for the file as a whole."""

    line: int
    words: str


def read_roster(name: str, raw: bytes) -> tuple[list[RosterRow], list[RosterProblem]]:
    """Read a list; nothing is stored.

    Args:
        name: Name of the file; its ending decides how it is read.
        raw: Its bytes.

    Returns:
        The people, and what is wrong. A list with a problem is not to be stored.
    """
    if len(raw) > BYTES_MAX:
        return [], [_problem(0, gettext("The file is larger than 4 MB. Leave out what is not names, and try again."))]
    try:
        cells = _xlsx(raw) if name.lower().endswith((".xlsx", ".ods", ".xls")) else _csv(raw)
    except (CalamineError, UnicodeDecodeError, csv.Error):
        words = gettext("The file cannot be read. Save it as XLSX or as CSV in UTF-8, and try again.")
        return [], [_problem(0, words)]
    if not cells:
        return [], [_problem(0, gettext("The file is empty."))]
    if len(cells) > ROWS_MAX + 1:
        return [], [_problem(0, gettext("The list has more than 10,000 rows. Bring it in in parts."))]
    columns = _columns(cells[0])
    if "name" not in columns and not {"first", "last"} <= columns.keys():
        words = gettext("There is no column for the name. Head it Name, or First name and Last name, in the first row.")
        return [], [_problem(1, words)]
    return _rows(cells[1:], columns)


def _problem(line: int, words: str) -> RosterProblem:
    return RosterProblem(line=line, words=words)


def _xlsx(raw: bytes) -> list[list[str]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0)
    return [[_text(cell) for cell in row] for row in sheet.to_python()]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _csv(raw: bytes) -> list[list[str]]:
    text = raw.decode("utf-8-sig")
    separator = max(";,\t", key=text.partition("\n")[0].count)
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]


def _columns(heading: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, words in enumerate(heading):
        for column, known in HEADINGS.items():
            if words.strip().lower() in known:
                found.setdefault(column, place)
    return found


def _rows(cells: list[list[str]], columns: dict[str, int]) -> tuple[list[RosterRow], list[RosterProblem]]:
    rows: list[RosterRow] = []
    problems: list[RosterProblem] = []
    seen: dict[str, int] = {}
    for line, row in enumerate(cells, start=2):
        cell = {column: row[place] if place < len(row) else "" for column, place in columns.items()}
        if not any(cell.values()):
            continue
        name = " ".join((cell.get("name") or f"{cell.get('first', '')} {cell.get('last', '')}").split())
        role = _role(cell.get("role", ""))
        if not name:
            problems.append(_problem(line, gettext("The name is missing.")))
        elif len(name) > 120:
            problems.append(_problem(line, gettext("The name is longer than 120 letters.")))
        elif role is None:
            words = gettext("The role '%(role)s' is not known. Use student, trainer, QC, QA, QP or organiser.")
            problems.append(_problem(line, words % {"role": cell["role"]}))
        else:
            key = _key(cell.get("key", ""), cell.get("institution", ""), name)
            if key in seen:
                words = gettext("The same person as in row %(line)s. Give them numbers if they are two.")
                problems.append(_problem(line, words % {"line": seen[key]}))
                continue
            seen[key] = line
            rows.append(
                RosterRow(line=line, key=key, name=name, institution=cell.get("institution", "").strip(), role=role)
            )
    return rows, problems


def _role(words: str) -> Role | None:
    lowered = words.strip().lower()
    return next((role for role, known in ROLE_WORDS.items() if lowered in known), None)


def _key(number: str, institution: str, name: str) -> str:
    return slug(f"{institution} {number}" if number else f"{institution} {name}")


def slug(words: str) -> str:
    """Return words as a key of at most 40 letters, digits and dashes.

    >>> slug("KdG Chloé  Example")
    'kdg-chloe-example'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]
