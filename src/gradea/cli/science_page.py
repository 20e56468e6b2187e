"""The science report as one page: no script, no request to anywhere, prints well."""

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

_WIDTH, _HEIGHT, _LEFT, _RIGHT = 300, 34, 8, 292

_STYLE = """
:root { font: 15px/1.45 system-ui, sans-serif; color: #1c2733; background: #fff }
body { max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.7rem; margin-bottom: .2rem } h2 { margin-top: 2.2rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #dde3ea; vertical-align: top }
td.n, th.n { text-align: right } .note { color: #51606f; font-size: .87rem }
.pass { color: #17663a } .fail { color: #a3231c; font-weight: 600 } .run { color: #51606f }
.scroll { overflow-x: auto } .lead { max-width: 46rem }
svg text { font: 10px system-ui, sans-serif; fill: #51606f }
@media print { body { margin: 0; max-width: none } tr { break-inside: avoid } }
"""

_MARKS = {"pass": ("✓", "pass"), "fail": ("✗", "fail"), "not run": ("–", "run")}


def page(report: Mapping[str, Any]) -> str:
    """Return the report as HTML."""
    cases: Sequence[Mapping[str, Any]] = report["cases"]
    fails = [row for row in cases if row["verdict"] == "fail"]
    body = [
        "<h1>Published numbers beside the model</h1>",
        f"<p class=lead>{escape(str(report['notice']))}. {_lead(report['summary'])}</p>",
        _roles(report["summary"]["by_role"]),
        "<h2>What fails</h2>",
        _cases(fails) if fails else "<p>Nothing.</p>",
        "<h2>Every case</h2>",
        "<p class=lead>The band is the tolerance, the line in it the published value, the dot what the model gives, the ring "
        "what an earlier model gave. Tolerances were set before the model was written.</p>",
        _cases(cases),
        "<h2>Every constant</h2>",
        _parameters_lead(report),
        _parameters(report["parameters"]),
    ]
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>Published numbers beside the model</title><style>{_STYLE}</style><body>{''.join(body)}</body></html>\n"
    )


def _lead(summary: Mapping[str, Any]) -> str:
    total = summary["pass"] + summary["fail"] + summary["not run"]
    held = summary["by_role"]["held-out"]
    return (
        f"Of {total} published numbers {summary['pass']} are met, {summary['fail']} are missed and {summary['not run']} cannot "
        f"be answered by this model; none is left out. Only held-out cases are evidence: {held['pass']} are met, "
        f"{held['fail']} missed. A calibrated case says that the study can be told with these constants, not that it was "
        "predicted."
    )


def _roles(by_role: Mapping[str, Mapping[str, int]]) -> str:
    rows = "".join(
        f"<tr><td>{escape(role)}<td class=n>{counts['pass']}<td class=n>{counts['fail']}<td class=n>{counts['not run']}"
        for role, counts in by_role.items()
    )
    return f"<table><tr><th>Role<th class=n>pass<th class=n>fail<th class=n>not run{rows}</table>"


def _cases(rows: Iterable[Mapping[str, Any]]) -> str:
    cells = []
    for row in rows:
        mark, css = _MARKS[row["verdict"]]
        note = f"<div class=note>{escape(row['note'])}</div>" if row["note"] else ""
        cells.append(
            f"<tr><td>{escape(row['key'])}<td>{escape(row['quantity'])}"
            f"<div class=note>{escape(row['citation'])}</div>{note}"
            f"<td class=n>{_number(row['observed'])}<td class=n>{_number(row['simulated'])}<td>{escape(row['unit'])}"
            f"<td>{_plot(row)}<td>{escape(row['role'])}<td class={css}>{mark} {row['verdict']}"
        )
    head = "<tr><th>Case<th>Quantity<th class=n>Published<th class=n>Model<th>Unit<th>Tolerance<th>Role<th>Verdict"
    return f"<div class=scroll><table>{head}{''.join(cells)}</table></div>"


def _plot(row: Mapping[str, Any]) -> str:
    if row["simulated"] is None or row["low"] is None:
        return ""
    values = [row[name] for name in ("low", "high", "simulated", "observed", "before") if row[name] is not None]
    scale = _log if row["logarithmic"] and min(values) > 0.0 else float
    low, high = scale(min(values)), scale(max(values))
    margin = 0.08 * (high - low) or 0.5

    def x(value: float) -> float:
        share = (scale(value) - low + margin) / (high - low + 2.0 * margin)
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)

    css = "#17663a" if row["verdict"] == "pass" else "#a3231c"
    parts = [
        f"<rect x={x(row['low'])} y=8 width={max(2.0, x(row['high']) - x(row['low'])):.1f} height=10 fill='#d8e6f3'/>",
        _line(x(row["observed"])) if row["observed"] is not None else "",
        f"<circle cx={x(row['before'])} cy=13 r=4 fill=none stroke='#7b8794'/>" if row["before"] is not None else "",
        f"<circle cx={x(row['simulated'])} cy=13 r=4.5 fill='{css}'/>",
        f"<text x={x(row['low'])} y=31>{_number(row['low'])}</text>",
        f"<text x={x(row['high'])} y=31 text-anchor=end>{_number(row['high'])}</text>",
    ]
    words = f"model {_number(row['simulated'])}, tolerance {_number(row['low'])} to {_number(row['high'])}"
    return (
        f"<svg role=img aria-label='{escape(words)}' width={_WIDTH} height={_HEIGHT} viewBox='0 0 {_WIDTH} {_HEIGHT}'>"
        f"<line x1={_LEFT} x2={_RIGHT} y1=13 y2=13 stroke='#c6cfd8'/>{''.join(parts)}</svg>"
    )


def _line(x: float) -> str:
    return f"<line x1={x} x2={x} y1=5 y2=21 stroke='#1c2733' stroke-width=2 />"


def _log(value: float) -> float:
    return math.log(value)


def _parameters_lead(report: Mapping[str, Any]) -> str:
    bases: dict[str, int] = {}
    for row in report["parameters"]:
        bases[row["basis"]] = bases.get(row["basis"], 0) + 1
    told = ", ".join(f"{letter} {count}" for letter, count in sorted(bases.items(), key=lambda pair: -pair[1]))
    measured = (
        "The rank says how far the range of a constant, low to high with all others as they are, moves the headline it moves "
        "most; a constant without a rank moves none of them."
        if report["sensitivity"] == "measured"
        else "How much each matters was not measured for this report: run <code>gradea science sensitivity</code>."
    )
    return (
        f"<p class=lead>{len(report['parameters'])} constants by how well they are known: {told} (R read, K known, D derived, "
        f"F fitted, A assumption, S site value). {measured}</p>"
    )


def _parameters(rows: Iterable[Mapping[str, Any]]) -> str:
    cells = []
    for row in rows:
        effect = f"× {row['factor']:.3g} {escape(row['headline'])}" if row["headline"] and row["factor"] else ""
        effect = effect or (f"to or from nothing: {escape(row['headline'])}" if row["headline"] else "")
        note = f"<div class=note>{escape(row['note'])}</div>" if row["note"] else ""
        cells.append(
            f"<tr><td class=n>{row['rank'] or '–'}<td><code>{escape(row['symbol'])}</code><div class=note>"
            f"{escape(row['module'])}</div><td class=n>{_number(row['value'])}<td class=n>{_number(row['low'])} – "
            f"{_number(row['high'])}<td>{escape(row['unit'])}<td>{row['basis']}<td>{escape(row['citation'])}{note}<td>{effect}"
        )
    head = "<tr><th class=n>Rank<th>Constant<th class=n>Value<th class=n>Range<th>Unit<th>Basis<th>Source<th>Moves"
    return f"<div class=scroll><table>{head}{''.join(cells)}</table></div>"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    if value == 0.0 or 0.001 <= abs(value) < 100_000.0:
        return f"{value:.4g}"
    mantissa, exponent = f"{value:.2e}".split("e")
    return f"{mantissa}e{int(exponent)}"
