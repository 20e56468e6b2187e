"""Plots of the reveal, drawn on the server: axis, unit, what was true as a line, what the instruments said as points."""

import math
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from gradea.campus.debrief.constants import number_words
from gradea.vocabulary import DAY

WIDTH, HEIGHT = 900.0, 320.0
LEFT, RIGHT, TOP, BOTTOM = 84.0, 20.0, 18.0, 44.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A label at a place."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CulturePlot:
    """The viable cells over the simulated days, logarithmic.

    Attributes:
        lines: Points of the line of each vessel: (vessel, `x,y x,y …`).
        points: What the counter said, times the volume it stood for.
        ticks_x: Days. `ticks_y`: powers of ten. `changes`: where the product went into another vessel.
        organisms: Points of the line of living organisms; empty when there were none.
    """

    width: float
    height: float
    lines: tuple[tuple[str, str], ...]
    points: tuple[Mark, ...]
    ticks_x: tuple[Mark, ...]
    ticks_y: tuple[Mark, ...]
    changes: tuple[Mark, ...]
    organisms: str
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class _Frame:
    """From values to places."""

    start: float
    stop: float
    low: float
    high: float

    def x(self, at: float) -> float:
        return round(LEFT + (at - self.start) / (self.stop - self.start) * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        share = (math.log10(max(value, 10**self.low)) - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def culture_plot(reveal: dict[str, Any]) -> CulturePlot | None:
    """Return the plot of the culture, or None where there were no cells to follow.

    Args:
        reveal: What `reveal_of` returned.
    """
    rows = _worth_showing(reveal)
    if len(rows) < 2:
        return None
    counted = [
        reading for reading in reveal["readings"] if reading["name"] == "density_e6_per_ml" and reading["source"]
    ]
    if not any(row[2] >= 1.0 for row in rows):
        return None
    cells = [max(row[2], 1.0) for row in rows]
    organisms = [row[3] for row in rows]
    low = math.floor(math.log10(min(cells)))
    if max(organisms) > 0:
        low = 0
    frame = _Frame(rows[0][0], rows[-1][0], low, max(low + 1, math.ceil(math.log10(max(cells)))))
    return CulturePlot(
        width=WIDTH,
        height=HEIGHT,
        lines=_lines(rows, frame),
        points=tuple(_point(reading, frame) for reading in counted if rows[0][0] <= reading["at"] <= rows[-1][0]),
        ticks_x=tuple(
            Mark(x=frame.x(day * DAY), y=HEIGHT - BOTTOM, words=gettext("day %(day)s") % {"day": day})
            for day in range(math.ceil(rows[0][0] / DAY), math.floor(rows[-1][0] / DAY) + 1)
        ),
        ticks_y=tuple(
            Mark(x=LEFT, y=frame.y(10**power), words=number_words(10.0**power).removeprefix("1 × "))
            for power in range(int(frame.low), int(frame.high) + 1)
        ),
        changes=_changes(rows, frame),
        organisms=_path(((row[0], row[3]) for row in rows if row[3] > 0), frame),
    )


def _worth_showing(reveal: dict[str, Any]) -> list[list[Any]]:
    """Return the samples until a while after the last cells were measured: what waits for its sterility test is flat."""
    rows = reveal["culture"]
    measured = [reading["at"] for reading in reveal["readings"]]
    end = max(measured, default=rows[-1][0] if rows else 0) + DAY // 4
    return [row for row in rows if row[0] <= end]


def _lines(rows: list[list[Any]], frame: _Frame) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, list[tuple[float, float]]]] = []
    for at, vessel, viable, _cfu in rows:
        if not found or found[-1][0] != vessel:
            found.append((vessel, []))
        found[-1][1].append((at, viable))
    return tuple((vessel, _path(points, frame)) for vessel, points in found)


def _path(points: Any, frame: _Frame) -> str:
    return " ".join(f"{frame.x(at)},{frame.y(value)}" for at, value in points)


def _changes(rows: list[list[Any]], frame: _Frame) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    before = ""
    for at, vessel, viable, _cfu in rows:
        if vessel != before:
            marks.append(Mark(x=frame.x(at), y=frame.y(viable), words=vessel))
            before = vessel
    return tuple(marks)


def _point(reading: dict[str, Any], frame: _Frame) -> Mark:
    cells = float(reading["shown"]) * 1e6 * float(reading["source_ml"]) * float(reading["thinned"])
    return Mark(
        x=frame.x(reading["at"]),
        y=frame.y(cells),
        words=gettext("%(reading)s: counted %(number_words_cells)s viable cells")
        % {"reading": reading["source"], "number_words_cells": number_words(cells)},
    )
