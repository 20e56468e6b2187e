"""Drawn kind: a trend as the monitoring system keeps it, and what it shows.

Model: pressure = set point + noise of 0.3 Pa (SD of the sensor); a door that stays open takes the difference to nothing; a
failing supply damper takes it away for good; a clogging filter lets it drift. Particles after people leave fall by dC/dt = -n C
with n air changes per hour: a factor of 100 takes ln(100)/n. Sizes are assumptions; clean-up below 20 min is Annex 1 4.29 iii.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

from gradea.exercise.bank import Bank
from gradea.exercise.draw import Draw
from gradea.exercise.exhibit import Series
from gradea.exercise.form import ChoiceForm, SetKey
from gradea.exercise.kinds.making import Made, ids_of, options_of
from gradea.exercise.words import Words

MINUTES = 120
NOISE_PA = 0.3
SET_POINT_PA = 15.0
LIMIT_PA = 10.0
AIR_CHANGES_PER_HOUR = 40.0
ISO5_PARTICLES = 3520.0
"""Limit of grade B at rest, particles of 0.5 µm and more per m³ (Annex 1 4.27 and 9.15)."""

_Shape = Callable[[int, int, Draw], float]


def _steady(_minute: int, _at: int, _draw: Draw) -> float:
    return SET_POINT_PA


def _door(minute: int, at: int, draw: Draw) -> float:
    return 0.5 if at <= minute < at + draw.integer("open", 3, 6) else SET_POINT_PA


def _reversed(minute: int, at: int, draw: Draw) -> float:
    return SET_POINT_PA if minute < at else -draw.between("below", 4.0, 9.0)


def _drift(minute: int, _at: int, draw: Draw) -> float:
    return SET_POINT_PA - minute * draw.between("slope", 0.06, 0.09)


def _flat(minute: int, at: int, _draw: Draw) -> float:
    return SET_POINT_PA if minute < at else math.nan


_SHAPES: Mapping[str, _Shape] = {
    "steady": _steady,
    "door": _door,
    "reversed": _reversed,
    "drift": _drift,
    "frozen": _flat,
}


def pressure_trend(with_: Mapping[str, Any], draw: Draw, bank: Bank) -> Made:
    """Two hours of pressure difference; choose what happened."""
    pattern = draw.pick("pattern", [each for each in with_["patterns"] if each in _SHAPES])
    at = draw.integer("at", 35, 80)
    points: list[tuple[float, float]] = []
    for minute in range(MINUTES):
        value = _SHAPES[pattern](minute, at, draw)
        held = points[at - 1][1] if math.isnan(value) else value + NOISE_PA * draw.normal("noise", minute)
        points.append((float(minute), round(held, 2)))
    words = (bank.words or {})["trends"]
    title: Words = {
        "en": "Pressure difference, grade B room to grade C corridor",
        "nl": "Drukverschil, klasse B-ruimte tegenover gang van klasse C",
    }
    limit: Words = {"en": "action limit 10 Pa", "nl": "actielimiet 10 Pa"}
    return _question(words["pressure"], pattern, draw, _series(title, "Pa", points, (limit, LIMIT_PA)))


def particle_trend(with_: Mapping[str, Any], draw: Draw, bank: Bank) -> Made:
    """Particles in a room while people work and after they have left; choose what the curve shows."""
    pattern = draw.pick("pattern", with_["patterns"])
    leave = draw.integer("leave", 50, 70)
    rate = {"recovers": AIR_CHANGES_PER_HOUR, "slow": 5.0, "stays": 0.0}[pattern] / 60.0
    working = draw.between("working", 0.6e5, 1.6e5)
    rest = draw.between("rest", 120.0, 900.0)
    points = []
    for minute in range(MINUTES):
        level = working if minute < leave else rest + (working - rest) * math.exp(-rate * (minute - leave))
        points.append((float(minute), round(level * math.exp(0.08 * draw.normal("noise", minute)), 1)))
    words = (bank.words or {})["trends"]
    title: Words = {
        "en": f"Particles ≥ 0.5 µm in a grade B room; everybody left at minute {leave}",
        "nl": f"Deeltjes ≥ 0,5 µm in een ruimte van klasse B; iedereen is weg vanaf minuut {leave}",
    }
    limit: Words = {"en": "limit at rest 3 520", "nl": "limiet in rust 3 520"}
    return _question(words["particles"], pattern, draw, _series(title, "per m³", points, (limit, ISO5_PARTICLES)))


def _series(title: Words, unit: str, points: list[tuple[float, float]], limit: tuple[Words, float]) -> Series:
    every = [f"{minute:.0f} min: {value:g}" for minute, value in points if minute % 10 == 0]
    text = "; ".join(every)
    return Series(
        title=title,
        x_label={"en": "minutes", "nl": "minuten"},
        y_label={"en": unit, "nl": unit},
        points=tuple(points),
        limits=(limit,),
        described={"en": f"Values every ten minutes: {text}.", "nl": f"Waarden om de tien minuten: {text}."},
    )


def _question(words: Mapping[str, Any], pattern: str, draw: Draw, series: Series) -> Made:
    options, origin = options_of([(name, each["words"]) for name, each in words.items()], draw)
    return Made(
        form=ChoiceForm(options=options),
        key=SetKey(right=ids_of(origin, [pattern])),
        exhibits=(series,),
        values={"reason": words[pattern]["why"]},
        origin=origin,
        notes={name: words[meant]["why"] for name, meant in origin.items()},
    )
