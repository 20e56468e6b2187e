"""The page of an ensemble: one HTML file with plots drawn here, nothing asked for from elsewhere."""

import math
from collections.abc import Sequence
from html import escape
from typing import Any

from gradea.assessment.ensemble import as_number

WIDTH, HEIGHT, LEFT, FLOOR = 560, 180, 44, 150
BINS = 24

_STYLE = """
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.45; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .75rem .25rem 0; text-align: right;
  border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
th:first-child, td:first-child { text-align: left; }
svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: currentColor; } .bar { fill: #1f6f8b; }
.axis { stroke: currentColor; stroke-width: 1; } .median { stroke: #b4442c; stroke-width: 2; }
.note { padding: .5rem 1rem; border-left: 4px solid #b4442c; }
"""


def ensemble_page(summary: dict[str, Any]) -> str:
    """Return the page of an ensemble.

    Args:
        summary: As `gradea ensemble --json` prints it.
    """
    title = f"{summary['recipe']}: {summary['batches']} batches, {summary['crew']} crew, {summary['facility']}"
    parts = [
        f"<h1>{escape(title)}</h1>",
        "<p>Training – not for GMP use. Simulated batches: each has its own donor and its own luck.</p>",
        _teaching(summary),
        _outcomes(summary),
        "<h2>Release attributes</h2>",
        *(_attribute(summary, code) for code in summary["attributes"]),
        _crew(summary),
        f"<p>Engine version {escape(summary['engine'])}, recipe version {escape(str(summary['recipe_version']))}.</p>",
    ]
    body = "\n".join(part for part in parts if part)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body>\n<main>\n{body}\n</main></body></html>\n"
    )


def _teaching(summary: dict[str, Any]) -> str:
    raised = [row["rate"] for row in summary["crew_rates"]["rates"] if row["raised_for_teaching"]]
    if not raised:
        return ""
    return f'<p class="note">Teaching mode: these rates of the crew were raised on purpose: {escape(", ".join(raised))}.</p>'


def _outcomes(summary: dict[str, Any]) -> str:
    found = summary["contamination"]
    rows = [
        ("Not certified", summary["failed"]),
        ("Contaminated, all causes", found["all"]),
        ("Contaminated by the team", found["by_operators"]),
        ("Contaminated by the donor's blood", found["donor_borne"]),
    ]
    lines = "".join(
        f"<tr><th scope='row'>{name}</th><td>{share['count']} of {share['of']}</td><td>{_percent(share['share'])}</td>"
        f"<td>{_span(share['wilson'])}</td><td>{_span(share['clopper_pearson'])}</td></tr>"
        for name, share in rows
    )
    reasons = ", ".join(f"{code} {count}" for code, count in summary["reasons"].items()) or "nothing failed"
    expected = found["by_operators_expected"]
    return (
        "<h2>Outcomes</h2><table><thead><tr><th>Of the batches</th><th>count</th><th>share</th><th>Wilson 95 %</th>"
        f"<th>exact 95 %</th></tr></thead><tbody>{lines}</tbody></table>"
        f"<p>Why not certified: {escape(reasons)}.</p>"
        f"<p>Expected contamination by the team, without luck: {_percent(expected['mean'])} of batches "
        f"({_span(expected['interval'])}).</p>"
    )


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.3g} %"


def _span(pair: Sequence[float]) -> str:
    return f"{100 * pair[0]:.2g} to {100 * pair[1]:.3g} %"


def _attribute(summary: dict[str, Any], code: str) -> str:
    line = summary["attributes"][code]
    numbers = [number for value in summary["values"][code] if (number := as_number(value)) is not None]
    words = ", ".join(f"{escape(word)} {count}" for word, count in line["words"].items())
    if not numbers:
        return f"<h3>{escape(code)}</h3><p>{words}. Outside the specification: {line['failed']}.</p>"
    told = (
        f"Median {line['p50']:g}; 5 to 95 %: {line['p5']:g} to {line['p95']:g}; outside the specification: {line['failed']}"
        f"{'; ' + words if words else ''}."
    )
    return f"<h3>{escape(code)}</h3>{histogram(numbers, code, line['p50'])}<p>{told}</p>"


def histogram(numbers: Sequence[float], code: str, median: float) -> str:
    """Return an SVG histogram with its median as a line; described in words for who cannot see it.

    Raises:
        ValueError: If there is no number.
    """
    if not numbers:
        raise ValueError("there is nothing to draw")
    low, high = min(numbers), max(numbers)
    width = (high - low) / BINS or 1.0
    counts = [0] * BINS
    for number in numbers:
        counts[min(BINS - 1, math.floor((number - low) / width))] += 1
    most = max(counts)
    step = (WIDTH - LEFT) / BINS
    bars = "".join(
        f'<rect class="bar" x="{LEFT + place * step:.1f}" y="{FLOOR - 130 * count / most:.1f}" width="{step - 1:.1f}" '
        f'height="{130 * count / most:.1f}"/>'
        for place, count in enumerate(counts)
        if count
    )
    at = LEFT + (median - low) / width * step
    name = escape(code)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{name}: {len(numbers)} values from {low:g} to {high:g}, '
        f'median {median:g}"><line class="axis" x1="{LEFT}" y1="{FLOOR}" x2="{WIDTH}" y2="{FLOOR}"/>{bars}'
        f'<line class="median" x1="{at:.1f}" y1="14" x2="{at:.1f}" y2="{FLOOR}"/>'
        f'<text x="{LEFT}" y="{FLOOR + 16}">{low:g}</text><text x="{WIDTH}" y="{FLOOR + 16}" text-anchor="end">{high:g}</text>'
        f'<text x="4" y="28">{most}</text><text x="4" y="{FLOOR}">0</text></svg>'
    )


def _crew(summary: dict[str, Any]) -> str:
    crew = summary["crew_rates"]
    rows = "".join(
        f"<tr><th scope='row'>{escape(row['of'])}</th><td>{row['now']:.3g}</td><td>{row['basis']}</td>"
        f"<td>{escape(row['source'])}</td></tr>"
        for row in (*crew["rates"], *crew["hands"])
    )
    return (
        f"<h2>Rates of the crew</h2><p>{escape(crew['crew'])}, {crew['supervised_practice']:g} supervised runs, awake for "
        f"{crew['hours_awake']:g} h when the doors open.</p><table><thead><tr><th>Of these occasions</th><th>share</th>"
        f"<th>basis</th><th>source</th></tr></thead><tbody>{rows}</tbody></table>"
    )
