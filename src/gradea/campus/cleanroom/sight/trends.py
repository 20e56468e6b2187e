"""Trends: only what instruments have shown, with axis, unit, limit, and the last value in words."""

from dataclasses import dataclass

from django.utils.translation import gettext

from gradea.campus.cleanroom.sight.scene import Scene
from gradea.campus.cleanroom.trend_log import grid
from gradea.campus.shell.speech import clock_text
from gradea.practical.trend import TrendPoint, trend_point
from gradea.vocabulary import HOUR
from gradea.world.alarm import CO2_RULE
from gradea.world.monitoring import PRESSURE_RULE

PRESSURE_LIMIT_PA = PRESSURE_RULE.limit
CO2_LIMITS = (CO2_RULE.limit, 5.5)
TEMPERATURE_LIMITS = (36.0, 38.0)
SHOWN = 240
"""Samples that travel to the browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One curve.

    Attributes:
        points: Pairs of simulated hours and value.
        kind: State of the last value: `ok`, `alarm` or `info` where nothing limits it.
    """

    key: str
    title: str
    unit: str
    low: float | None
    high: float | None
    points: tuple[tuple[float, float], ...]
    last: str
    kind: str
    at: str

    def props(self) -> dict[str, object]:
        """Return what the plot needs."""
        return {"title": self.title, "unit": self.unit, "low": self.low, "high": self.high, "points": self.points}

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The last samples as a table: instant and value."""
        return tuple((clock_text(round(hours * HOUR)), f"{value:g} {self.unit}") for hours, value in self.points[-8:])


def trends_of(scene: Scene) -> tuple[Trend, ...]:
    """Return the curves: pressures, the incubator, and what was measured of the cells."""
    now = scene.display
    since = scene.run.state
    lately = [trend_point(since, at) for at in grid(since.at, scene.state.at)]
    samples = [*scene.run.trend.points(), *lately, now][-SHOWN:]
    pressures = [_pressure(pair, samples) for pair in now.pressures_pa]
    warmth = [(p.at, p.temperature_c) for p in samples if p.temperature_c is not None]
    co2 = [(p.at, p.co2_pct) for p in samples if p.co2_pct is not None]
    incubator = (
        [
            _curve("inc-t", gettext("Incubator"), "°C", TEMPERATURE_LIMITS, warmth),
            _curve("inc-co2", "Incubator CO₂", "%", CO2_LIMITS, co2),
        ]
        if co2
        else []
    )
    return tuple(trend for trend in (*pressures, *incubator, *_readings(scene)) if trend.points)


def _pressure(pair: str, samples: list[TrendPoint]) -> Trend:
    title = gettext("%(inner)s over %(outer)s") % dict(
        zip(("inner", "outer"), pair.replace("_", " ").split(" over "), strict=True)
    )
    return _curve(
        f"p-{pair.split(' ')[0]}",
        title,
        "Pa",
        (PRESSURE_LIMIT_PA, None),
        [(p.at, p.pressures_pa[pair]) for p in samples],
    )


def _readings(scene: Scene) -> list[Trend]:
    """Return the readings of the cell counter in the acts of the record: each is a fact somebody saw."""
    found: dict[str, list[tuple[int, float]]] = {"density_e6_per_ml": [], "viability_pct": []}
    for acts in scene.state.done.values():
        for done in acts.values():
            for name, points in found.items():
                value = done.observed.get(name)
                if isinstance(value, int | float) and done.until <= scene.state.at:
                    points.append((done.at, float(value)))
    titles = {"density_e6_per_ml": (gettext("Cells counted"), "× 10⁶/mL"), "viability_pct": (gettext("Viability"), "%")}
    return [
        _curve(name.split("_")[0], *titles[name], (None, None), sorted(points))
        for name, points in found.items()
        if points
    ]


def _curve(
    key: str, title: str, unit: str, limits: tuple[float | None, float | None], points: list[tuple[int, float]]
) -> Trend:
    low, high = limits
    at, last = points[-1]
    outside = (low is not None and last < low) or (high is not None and last > high)
    return Trend(
        key=key,
        title=title,
        unit=unit,
        low=low,
        high=high,
        points=tuple((round(when / HOUR, 3), value) for when, value in points),
        last=f"{last:g}",
        kind="alarm" if outside else "info" if low is None and high is None else "ok",
        at=clock_text(at),
    )
