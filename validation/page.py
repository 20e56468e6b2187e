"""The matrix as a page."""

from collections.abc import Mapping
from html import escape
from typing import Any

from validation.matrix import Matrix, problems_of

_STYLE = """
:root { font: 15px/1.45 system-ui, sans-serif; color: #1c2733; background: #fff }
body { max-width: 84rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0;
border-bottom: 1px solid #dde3ea } .note { color: #51606f; font-size: .87rem } code { font-size: .84rem; overflow-wrap: anywhere }
.ok { color: #17663a } .bad { color: #a3231c; font-weight: 600 } ul { margin: 0; padding-left: 1rem }
"""


def page(matrix: Matrix) -> str:
    """Return the matrix as HTML."""
    held = sum(not problems_of(row) for row in matrix.rows)
    problems = "".join(f"<li>{escape(words)}" for words in matrix.problems)
    found = f"<h2>What is missing</h2><ul class=bad>{problems}</ul>" if problems else ""
    head = "<tr><th>Id<th>Level<th>Requirement<th>Tests<th>Holds"
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>Requirements matrix</title><style>{_STYLE}</style><h1>Requirements matrix</h1>"
        f"<p>{held} of {len(matrix.rows)} requirements hold. Levels: M required by EU text in force, S guidance or stricter on "
        "purpose, U 21 CFR Part 11 only, D a draft of 2025. Modelled on these texts; no claim of compliance. "
        f"Training - not for GMP use.</p>{found}<table>{head}{''.join(_row(row) for row in matrix.rows)}</table></html>\n"
    )


def _row(row: Mapping[str, Any]) -> str:
    tests = "".join(
        f"<li>{test['kind']}: <code>{escape(test['id'])}</code> <span class={'ok' if test['result'] == 'passed' else 'bad'}>"
        f"{test['result']}</span>"
        for test in row["tests"]
    )
    holds = "<span class=bad>✗ no</span>" if problems_of(row) else "<span class=ok>✓ yes</span>"
    return (
        f"<tr id={row['id']}><td>{row['id']}<td>{row['level']}<td>{escape(row['requirement'])}<div class=note>"
        f"{escape(row['source'])} ({escape(row['verified'])})</div><td><ul>{tests}</ul><td>{holds}"
    )
