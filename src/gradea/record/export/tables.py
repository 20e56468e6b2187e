"""The record as flat tables, one CSV each, in a spelling that spreadsheets read and that reads back the same."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Row = dict[str, str]

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


def json_bytes(value: Any) -> bytes:
    """Return JSON in the one spelling that packages use: sorted keys, two blanks, one line feed at the end."""
    return (json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def tables(data: Mapping[str, Any]) -> dict[str, list[Row]]:
    """Return the tables of an export, by name.

    Args:
        data: What `batch_record_data` returned.
    """
    return {
        "batch": [_flat({**data["batch"], **{key: value for key, value in data.items() if _scalar(value)}})],
        "values": list(_values(data)),
        "signatures": list(_signatures(data)),
        **{name: [_flat(row) for row in value] for name, value in data.items() if _is_table(name, value)},
    }


def _is_table(name: str, value: Any) -> bool:
    return name != "steps" and isinstance(value, list | tuple) and all(isinstance(row, Mapping) for row in value)


def _scalar(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float)


def _values(data: Mapping[str, Any]) -> Iterator[Row]:
    """Yield every version of every value, the struck ones too, with the limits it was judged by."""
    for step in data["steps"]:
        for item in step["fields"]:
            about = {key: value for key, value in item.items() if key != "versions"}
            for number, version in enumerate(item["versions"], 1):
                last = number == len(item["versions"])
                yield _flat({"step": step["id"], "field": about, "version": number, "counts": last, **version})


def _signatures(data: Mapping[str, Any]) -> Iterator[Row]:
    for step in data["steps"]:
        for signature in step["signatures"]:
            yield _flat({"step": step["id"], **signature})


def _flat(row: Mapping[str, Any], prefix: str = "") -> Row:
    """Return a row with one column per leaf, named by its path; lists become JSON."""
    found: Row = {}
    for key, value in row.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            found.update(_flat(value, f"{name}."))
        else:
            found[name] = _text(value)
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def csv_bytes(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8).

    A cell that a spreadsheet would take for a formula gets an apostrophe in front, which `csv_rows` takes away again.
    """
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_guarded(name) for name in columns])
    for row in rows:
        writer.writerow([_guarded(row.get(name, "")) for name in columns])
    return text.getvalue().encode()


def csv_rows(content: bytes) -> list[Row]:
    """Return the rows of a CSV that `csv_bytes` wrote.

    Raises:
        ValueError: If it is no such table.
    """
    read = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    try:
        lines = [[_bare(cell) for cell in line] for line in read]
    except csv.Error as error:
        raise ValueError(f"line {read.line_num} is no CSV: {error}") from None
    if not lines:
        return []
    head, *body = lines
    for number, line in enumerate(body, 2):
        if len(line) != len(head):
            raise ValueError(f"row {number} has {len(line)} cells, the head has {len(head)}")
    return [dict(zip(head, line, strict=True)) for line in body]


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_DANGEROUS) and not _NUMBER.fullmatch(cell) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell


def same_table(rows: Iterable[Mapping[str, str]], others: Iterable[Mapping[str, str]]) -> bool:
    """Return whether two tables say the same; a column that is empty everywhere says nothing."""
    return [_said(row) for row in rows] == [_said(row) for row in others]


def _said(row: Mapping[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in row.items() if cell}
