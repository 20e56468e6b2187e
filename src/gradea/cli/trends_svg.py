"""A picture of the trends of a batch: pressures, incubator, cell counts. Axis, unit, limit line, last value in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from gradea.practical import RunState
from gradea.practical.trend import TrendPoint
from gradea.vocabulary import DAY

WIDTH, PANEL, LEFT, RIGHT, TOP = 960, 170, 70, 210, 44
_LINES = ("#1f5f8b", "#b5651d", "#5a7d2a", "#7a4988")


Scale = Callable[[float], float]
"""From a value to a place on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One plot: named series of (day, value), and limits drawn as lines."""

    title: str
    unit: str
    series: Sequence[tuple[str, Sequence[tuple[float, float]]]]
    limits: Sequence[tuple[str, float]] = ()


def trends_svg(trend: Sequence[TrendPoint], state: RunState) -> str:
    """Return the picture as SVG text; what instruments showed, never the truth."""
    panels = [_pressures(trend), *_incubator(trend), *_counts(state)]
    height = TOP + PANEL * len(panels) + 20
    title = f"{state.record.batch_number}: trends as shown. Training - not for GMP use"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="{LEFT}" y="26" font-size="15" font-weight="600">{escape(title)}</text>',
    ]
    for number, panel in enumerate(panels):
        parts.append(_drawn(panel, TOP + PANEL * number, state.at / DAY))
    return "".join([*parts, "</svg>\n"])


def _pressures(trend: Sequence[TrendPoint]) -> Panel:
    names = tuple(trend[0].pressures_pa) if trend else ()
    series = [(name, [(point.at / DAY, point.pressures_pa[name]) for point in trend]) for name in names]
    return Panel(title="Pressure differences", unit="Pa", series=series, limits=(("limit 10 Pa", 10.0),))


def _incubator(trend: Sequence[TrendPoint]) -> list[Panel]:
    co2 = [(point.at / DAY, point.co2_pct) for point in trend if point.co2_pct is not None]
    if not co2:
        return []
    return [Panel(title="Incubator CO2", unit="%", series=[("CO2", co2)], limits=(("limit 4.5 %", 4.5),))]


def _counts(state: RunState) -> list[Panel]:
    density, viability = [], []
    for steps in state.done.values():
        for done in steps.values():
            if "density_e6_per_ml" in done.observed:
                density.append((done.until / DAY, float(done.observed["density_e6_per_ml"])))
                viability.append((done.until / DAY, float(done.observed["viability_pct"])))
    if not density:
        return []
    return [
        Panel(title="Cell density", unit="1e6/mL", series=[("cell counter", sorted(density))]),
        Panel(
            title="Viability", unit="%", series=[("cell counter", sorted(viability))], limits=(("limit 70 %", 70.0),)
        ),
    ]


def _drawn(panel: Panel, top: float, days: float) -> str:
    values = [value for _name, points in panel.series for _day, value in points] + [v for _name, v in panel.limits]
    low, high = (min([0.0, *values]), max([1.0, *values])) if values else (0.0, 1.0)
    high += 0.05 * (high - low)
    plot_top, plot_bottom = top + 24, top + PANEL - 24

    def x(day: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * day / max(days, 1e-9)

    def y(value: float) -> float:
        return plot_bottom - (plot_bottom - plot_top) * (value - low) / max(high - low, 1e-9)

    parts = [
        f'<text x="{LEFT}" y="{top + 14:.0f}" font-weight="600">{escape(panel.title)} ({escape(panel.unit)})</text>'
    ]
    parts.append(f'<path d="M{LEFT} {plot_top}V{plot_bottom}H{WIDTH - RIGHT}" stroke="#444" fill="none"/>')
    for tick in (low, (low + high) / 2, high):
        parts.append(f'<text x="{LEFT - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:.3g}</text>')
    for day in range(0, int(days) + 1, max(1, int(days) // 8)):
        parts.append(f'<text x="{x(day):.1f}" y="{plot_bottom + 15}" text-anchor="middle">day {day}</text>')
    for name, value in panel.limits:
        parts.append(
            f'<path d="M{LEFT} {y(value):.1f}H{WIDTH - RIGHT}" stroke="#a33" stroke-dasharray="5 4"/>'
            f'<text x="{WIDTH - RIGHT - 4}" y="{y(value) - 4:.1f}" text-anchor="end" fill="#a33">{escape(name)}</text>'
        )
    for number, (name, points) in enumerate(panel.series):
        parts.append(_line(points, x, y, _LINES[number % len(_LINES)]))
        last = f"{name}: last {points[-1][1]:.3g} {panel.unit}" if points else f"{name}: no value yet"
        parts.append(
            f'<text x="{WIDTH - RIGHT + 12}" y="{plot_top + 12 + 18 * number}" '
            f'fill="{_LINES[number % len(_LINES)]}">{escape(last)}</text>'
        )
    return "".join(parts)


def _line(points: Sequence[tuple[float, float]], x: Scale, y: Scale, colour: str) -> str:
    if not points:
        return ""
    path = "M" + "L".join(f"{x(day):.1f} {y(value):.1f}" for day, value in points)
    dots = "".join(f'<circle cx="{x(day):.1f}" cy="{y(value):.1f}" r="2.5" fill="{colour}"/>' for day, value in points)
    return f'<path d="{path}" stroke="{colour}" fill="none" stroke-width="1.5"/>' + (dots if len(points) < 40 else "")
