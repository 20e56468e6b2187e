"""What the monitoring system and the instruments have shown so far: for trends, never the hidden truth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gradea.practical.state import RunState
from gradea.vocabulary import SimTime
from gradea.world.monitoring import incubator_reading, pressure_reading
from gradea.world.site import watched_steps
from gradea.world.weather import WARM, incubator_truth, later, pressure_step_pa


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One sample of the monitoring system.

    Attributes:
        pressures_pa: Room over room, as the sensors show it.
        temperature_c: Display of the incubator, or None where there is none. `co2_pct`: likewise.
    """

    at: SimTime
    pressures_pa: Mapping[str, float]
    temperature_c: float | None = None
    co2_pct: float | None = None


def trend_point(state: RunState, at: SimTime | None = None) -> TrendPoint:
    """Return what the monitoring system shows at an instant (now, if none is given)."""
    now = state.at if at is None else at
    world = later(state.world, now)
    pressures = {
        f"{inner} over {outer}": pressure_reading(
            pressure_step_pa(world, inner, outer), state.chance, f"trend|{inner}|{now}"
        )
        for inner, outer in watched_steps(world.facility)
    }
    incubator = next((device for device in world.devices.values() if device.kind in WARM), None)
    if incubator is None:
        return TrendPoint(at=now, pressures_pa=pressures)
    shown: Mapping[str, Any] = incubator_reading(incubator_truth(incubator, now), state.chance, f"trend|inc|{now}")
    return TrendPoint(at=now, pressures_pa=pressures, temperature_c=shown["temperature_c"], co2_pct=shown["co2_pct"])
