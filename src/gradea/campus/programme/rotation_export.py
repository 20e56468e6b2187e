"""A plan as a table for a spreadsheet: CSV, and XLSX with the groups on a second sheet."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext

from gradea.campus.programme.rotation_queries import PlanView

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plan_csv(plan: PlanView) -> bytes:
    """Return the visits as CSV, UTF-8 with the mark by which a spreadsheet knows it."""
    text = io.StringIO()
    csv.writer(text).writerows(_visits(plan))
    return text.getvalue().encode("utf-8-sig")


def plan_xlsx(plan: PlanView) -> bytes:
    """Return the visits and the groups as a workbook."""
    from openpyxl import Workbook  # noqa: PLC0415 - it brings numpy along, which a server of pages should not carry
    from openpyxl.styles import Font  # noqa: PLC0415 - as above

    book = Workbook()
    for number, (title, rows) in enumerate(((gettext("Rotation"), _visits(plan)), (gettext("Groups"), _people(plan)))):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = title
        for row in rows:
            sheet.append(row)
        sheet.freeze_panes = "A2"
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for column in sheet.columns:
            widest = max(len(str(cell.value or "")) for cell in column)
            sheet.column_dimensions[column[0].column_letter].width = min(50, widest + 2)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def _visits(plan: PlanView) -> Iterator[list[str]]:
    yield [gettext("Group"), gettext("From"), gettext("To"), gettext("Station"), gettext("Place"), gettext("Trainers")]
    for each in plan.visits:
        cells = [each.group, each.starts_at, each.ends_at, each.title, each.place, ", ".join(each.trainers)]
        yield list(map(_plain, cells))


def _people(plan: PlanView) -> Iterator[list[str]]:
    yield [gettext("Group"), gettext("Name"), gettext("School")]
    for group in plan.groups:
        for _, name, school in group.people:
            yield list(map(_plain, (group.name, name, school)))


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
