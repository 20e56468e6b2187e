"""Which alarms the building raises, and when: pressures between grades, the air of incubators."""

from collections.abc import Iterator
from dataclasses import dataclass

from gradea.vocabulary import SimTime
from gradea.world.equipment import Device, DeviceKind
from gradea.world.monitoring import PRESSURE_RULE, AlarmRule, IncubatorAnchor, co2_piece, constant, raised_at
from gradea.world.site import watched_steps
from gradea.world.state import World
from gradea.world.weather import pressure_step_pa

CO2_RULE = AlarmRule(limit=4.5, low=True, deadband=0.2, on_delay_s=900.0)
"""CO2 below 4.5 % for 15 minutes (site value: a door opening recovers within minutes)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excursion:
    """A monitored value that stayed beyond its limit longer than the delay.

    Attributes:
        alarm: Name of the alarm, unique per excursion.
        product_at_risk: Whether a batch is where the value is out.
    """

    at: SimTime
    alarm: str
    source: str
    value: str
    limit: str
    product_at_risk: bool


def next_excursion(world: World, until: SimTime, raised: frozenset[str]) -> Iterator[Excursion]:
    """Yield the excursions whose alarm is raised up to an instant and has not been raised before."""
    yield from (each for each in _pressures(world, until) if each.alarm not in raised)
    for device in world.devices.values():
        if device.kind is DeviceKind.INCUBATOR:
            yield from (each for each in _incubator(world, device, until) if each.alarm not in raised)


def _pressures(world: World, until: SimTime) -> Iterator[Excursion]:
    for inner, outer in watched_steps(world.facility):
        watch = world.watches.get(inner)
        if watch is None or watch.low_from is None:
            continue
        step = pressure_step_pa(world, inner, outer)
        at = raised_at([constant(watch.low_from, step)], PRESSURE_RULE, until)
        if at is not None:
            yield Excursion(
                at=at,
                alarm=f"pressure {inner} {watch.episode}",
                source=f"Pressure {inner} over {outer}",
                value=f"{step:.0f} Pa",
                limit=f"{PRESSURE_RULE.limit:g} Pa",
                product_at_risk=any(worker.room == inner for worker in world.workers.values()),
            )


def _incubator(world: World, device: Device, until: SimTime) -> Iterator[Excursion]:
    anchor = device.air or IncubatorAnchor()
    at = raised_at([co2_piece(anchor)], CO2_RULE, until)
    if at is not None:
        yield Excursion(
            at=at,
            alarm=f"co2 {device.code} {anchor.at}",
            source=f"CO2 in {device.code}",
            value=f"{co2_piece(anchor).value(at):.1f} %",
            limit=f"{CO2_RULE.limit:g} %",
            product_at_risk=any(vessel.inside == device.code for vessel in world.vessels.values()),
        )
