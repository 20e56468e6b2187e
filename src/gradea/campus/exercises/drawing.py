"""A plot of a series, drawn on the server: places of the points, the limit lines and the ticks."""

import math
from dataclasses import dataclass

from gradea.exercise import Series, said

WIDTH, HEIGHT = 720.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 76.0, 16.0, 18.0, 46.0
MANY = 5000.0
"""Above this the axis is logarithmic: particles span three powers of ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A label at a place."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDrawing:
    """What the template draws."""

    title: str
    x_label: str
    y_label: str
    line: str
    limits: tuple[Tick, ...]
    ticks_x: tuple[Tick, ...]
    ticks_y: tuple[Tick, ...]
    described: str
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM


def series_drawing(series: Series, language: str) -> SeriesDrawing:
    """Return the drawing of a series in a language."""
    values = [value for _minute, value in series.points] + [limit for _words, limit in series.limits]
    logarithmic = max(values) > MANY
    scale = math.log10 if logarithmic else float
    low, high = min(scale(value) for value in values), max(scale(value) for value in values)
    room = (high - low) * 0.08 or 1.0
    low, high = low - room, high + room
    last = max(minute for minute, _value in series.points)

    def x(minute: float) -> float:
        return round(LEFT + minute / last * (WIDTH - LEFT - RIGHT), 1)

    def y(value: float) -> float:
        return round(TOP + (high - scale(value)) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    marks = _powers(low, high) if logarithmic else _steps(low, high)
    return SeriesDrawing(
        title=said(series.title, language),
        x_label=said(series.x_label, language),
        y_label=said(series.y_label, language),
        line=" ".join(f"{x(minute)},{y(value)}" for minute, value in series.points),
        limits=tuple(Tick(x=WIDTH - RIGHT, y=y(value), words=said(words, language)) for words, value in series.limits),
        ticks_x=tuple(
            Tick(x=x(minute), y=HEIGHT - BOTTOM, words=f"{minute:.0f}") for minute in range(0, int(last) + 1, 20)
        ),
        ticks_y=tuple(Tick(x=LEFT, y=y(value), words=words) for value, words in marks),
        described=said(series.described, language),
    )


def _powers(low: float, high: float) -> list[tuple[float, str]]:
    return [
        (10.0**power, f"{10**power:,}".replace(",", "\u202f")) for power in range(math.ceil(low), math.floor(high) + 1)
    ]


def _steps(low: float, high: float) -> list[tuple[float, str]]:
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (high - low) / step <= 8)
    return [(float(value), f"{value}") for value in range(math.ceil(low / step) * step, math.floor(high) + 1, step)]
