"""Alarms that stand: of what the building raised, what is still out on the display."""

from collections.abc import Mapping

from gradea.campus.cleanroom.sight.scene import Scene
from gradea.campus.cleanroom.sight.trends import CO2_LIMITS, PRESSURE_LIMIT_PA


def pressures_out(scene: Scene) -> Mapping[str, float]:
    """Return the pressures with a raised alarm, seen or not, that the display shows below the limit: Pa by `inner over outer`."""
    raised = {each.source for each in scene.state.alarms.values()}
    return {
        pair: shown
        for pair, shown in scene.display.pressures_pa.items()
        if shown < PRESSURE_LIMIT_PA and _source(pair) in raised
    }


def sources_out(scene: Scene) -> frozenset[str]:
    """Return the sources of alarms whose value is beyond its limit on the display."""
    out = {_source(pair) for pair in pressures_out(scene)}
    co2 = scene.display.co2_pct
    if co2 is not None and not CO2_LIMITS[0] <= co2 <= CO2_LIMITS[1]:
        out |= {each.source for each in scene.state.alarms.values() if each.source.startswith("CO2")}
    return frozenset(out)


def _source(pair: str) -> str:
    """Return how the alarm of a pressure calls it."""
    return f"Pressure {pair}"
