"""What goes on by itself: doors shut, air moves, incubators recover, cells and organisms grow."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from gradea.vocabulary import MINUTE, SECOND, Chance, SimTime
from gradea.world.culture import COLD, INCUBATOR, Environment, Handling, Setting
from gradea.world.equipment import Device, DeviceKind
from gradea.world.microbes import grown as organisms_grown
from gradea.world.monitoring import PRESSURE_RULE, IncubatorAnchor, IncubatorState, incubator_state
from gradea.world.people import emission
from gradea.world.site import (
    Airborne,
    AirChange,
    CabinetUse,
    Link,
    changed,
    concentration_at,
    critical_zone,
    exposure,
    room_pressure,
    watched_steps,
)
from gradea.world.state import OUTSIDE, DoorMove, PressureWatch, Vessel, Worker, World

DOOR_CYCLE_MS = 18 * SECOND
"""Opening, passing and shutting [KALLIO2021, R: 5 s each way, held 8 s]."""

BENCH = Environment(21.0, 5.0)
"""A closed bag on the bench: room temperature, but it keeps the gas it was closed under (assumption)."""

SAME_EPISODE_MS = 10 * MINUTE
"""A pressure that falls again within this time has not recovered: it is the same alarm (site value)."""

CHILL_MS = 90 * MINUTE
"""How long cold buffer keeps a bag cold on the bench (assumption)."""

WARM = (DeviceKind.INCUBATOR, DeviceKind.STATION)
"""Devices in which cells are kept at 37 °C with carbon dioxide."""

DMSO_FULL, DMSO_LEAST = 0.1, 0.02
"""Share of DMSO that harms as measured, and the part of that harm below which it is left out (assumption: harm in proportion)."""

_NO_CHANCE = Chance("nothing is drawn while cells lie in DMSO")

_SLICE_MIN = 30
"""An incubator that drifts is followed in half hours (assumption; the drift takes hours)."""


def later(world: World, at: SimTime) -> World:
    """Return the world at a later instant: doors that were to move have moved; everything else follows when asked for."""
    while world.door_moves and world.door_moves[0].at <= at:
        world = _door_moved(world, world.door_moves[0])
    return world if world.at == at else replace(world, at=at)


def door_opens(world: World, link: str, at: SimTime) -> World:
    """Return the world in which a door will open, let one person pass, and shut."""
    moves = (DoorMove(at=at, link=link, opens=True), DoorMove(at=SimTime(at + DOOR_CYCLE_MS), link=link, opens=False))
    return replace(world, door_moves=tuple(sorted((*world.door_moves, *moves), key=lambda move: move.at)))


def interlock_wait_ms(world: World, link: Link, at: SimTime) -> int:
    """Return how long a door stays locked because another door of the same airlock is still to shut."""
    groups = [group for group in world.facility.airlocks if link.a in group or link.b in group]
    busy = [
        move.at
        for move in world.door_moves
        if not move.opens and move.link != link.code and any(_touches(world, move.link, group) for group in groups)
    ]
    return max([0, *(until - at for until in busy)])


def open_doors(world: World) -> frozenset[str]:
    """Return the doors that stand open now."""
    return world.air.configuration.open_links


def with_presence(world: World, worker: Worker, at: SimTime) -> World:
    """Return the world with a person as given, and the air of the rooms they left and entered fed accordingly."""
    before = world.workers.get(worker.ref)
    world = world.with_worker(worker)
    rooms = {worker.room, before.room if before else worker.room} - {OUTSIDE}
    if not rooms:
        return world
    sources = {room: room_sources(world, room) for room in sorted(rooms)}
    return air_changed(world, at, {"sources": sources})


def room_sources(world: World, room: str) -> Airborne:
    """Return what the people in a room shed, per second."""
    shed = [_shed(worker) for worker in world.workers.values() if worker.room == room]
    return Airborne(sum(each[0] for each in shed), sum(each[1] for each in shed), sum(each[2] for each in shed))


def air_changed(world: World, at: SimTime, change: AirChange) -> World:
    """Return the world after something changed the air; exposed plates collect what the air carried until now."""
    world = _plates_dosed(world, at)
    air = changed(world.facility, world.air, at, **change)
    rebalanced = air.configuration.balance != world.air.configuration.balance
    moved = replace(world, air=air)
    return replace(moved, watches=_watched(moved, at)) if rebalanced else moved


def _watched(world: World, at: SimTime) -> dict[str, PressureWatch]:
    """Return how the watched pressure steps stand after the balance of the air has changed."""
    watches = dict(world.watches)
    for inner, outer in watched_steps(world.facility):
        low = pressure_step_pa(world, inner, outer) < PRESSURE_RULE.limit
        watch = _moved_watch(watches.get(inner), at, low)
        if watch is not None:
            watches[inner] = watch
    return watches


def _moved_watch(watch: PressureWatch | None, at: SimTime, low: bool) -> PressureWatch | None:
    if watch is None:
        return PressureWatch(episode=at, low_from=at) if low else None
    if low and watch.low_from is None:
        fresh = watch.good_from is None or at - watch.good_from > SAME_EPISODE_MS
        return PressureWatch(episode=at if fresh else watch.episode, low_from=at)
    if not low and watch.low_from is not None:
        return replace(watch, low_from=None, good_from=at)
    return watch


def cabinet_air(world: World, room: str, at: SimTime) -> Airborne:
    """Return the concentrations at the open vessel in the cabinet of a room, per m3."""
    return critical_zone(concentration_at(world.facility, world.air, at)[room], cabinet_use(world, room, at))


def cabinet_use(world: World, room: str, at: SimTime) -> CabinetUse:
    """Return how the cabinet of a room is used at an instant: who sits at it, and whether somebody walks past behind."""
    people = [worker for worker in world.workers.values() if worker.room == room]
    running = any(_is_cabinet(device, room) and device.running for device in world.devices.values())
    hurried = any(worker.activity == "hurried" for worker in people)
    at_bench = next((worker for worker in people if worker.activity in {"seated", "hurried"}), None)
    body = _shed(at_bench) if at_bench else Airborne()
    wrist = 5.0 if at_bench is not None and "wrist" in at_bench.garment.defects else 1.0
    passing = any(worker is not at_bench and worker.passes_until > at for worker in people)
    return CabinetUse(running=running, arms_swept=hurried, walked_past=passing, body=body, wrist_factor=wrist)


def cabinets_changed(world: World, at: SimTime) -> World:
    """Return the world after a cabinet was switched on or off: it cleans the room's air while it runs."""
    rooms = {device.room for device in world.devices.values() if device.kind is DeviceKind.CABINET}
    counts = {room: sum(_is_cabinet(d, room) and d.running for d in world.devices.values()) for room in sorted(rooms)}
    return air_changed(world, at, {"cabinets": counts})


def plate_dose(world: World, plate: str, at: SimTime) -> float:
    """Return the airborne dose of an exposed settle plate up to an instant, CFU·s/m3."""
    return _plates_dosed(world, at).plate_doses.get(plate, 0.0)


def pressure_step_pa(world: World, inner: str, outer: str) -> float:
    """Return by how much the pressure of one room lies above that of another, Pa."""
    return room_pressure(world.facility, world.air, inner) - room_pressure(world.facility, world.air, outer)


def incubator_truth(device: Device, at: SimTime) -> IncubatorState:
    """Return the true temperature and carbon dioxide in an incubator."""
    anchor = device.air or IncubatorAnchor()
    return incubator_state(anchor, max(at, anchor.at))


def incubator_changed(
    world: World, code: str, at: SimTime, change: Callable[[IncubatorAnchor], IncubatorAnchor]
) -> World:
    """Return the world after something happened to an incubator; what stands inside has lived through the time before."""
    inside = [settled(world, vessel, at) for vessel in world.vessels.values() if vessel.inside == code]
    device = world.devices[code]
    anchor = device.air or IncubatorAnchor()
    moved = anchor if anchor.at >= at else _anchored(anchor, at)
    return world.with_vessel(*inside).with_device(replace(device, air=change(moved)))


def _anchored(anchor: IncubatorAnchor, at: SimTime) -> IncubatorAnchor:
    state = incubator_state(anchor, at)
    return replace(anchor, at=at, temperature_c=state.temperature_c, co2_pct=state.co2_pct)


def settled(world: World, vessel: Vessel, at: SimTime) -> Vessel:
    """Return a vessel with its cells and organisms grown up to the last whole minute before an instant."""
    minute = SimTime(at - at % MINUTE)
    if minute <= vessel.as_of:
        return vessel
    dry = vessel.contents.volume_ml <= 0.0 and vessel.contents.cells <= 0.0 and not vessel.contaminants
    if vessel.frozen_at is not None or dry:
        return replace(vessel, as_of=minute)
    contents, contaminants, course = vessel.contents, vessel.contaminants, vessel.course
    ware = world.ware(vessel.code)
    for begin, minutes, environment in _surroundings(world, vessel, minute):
        setting = Setting(person=world.donor, environment=environment, ware=ware)
        contents, course = world.model.grown(contents, setting, course, (begin, minutes))
        harm = min(1.0, vessel.dmso_ml / contents.volume_ml / DMSO_FULL) if contents.volume_ml > 0.0 else 0.0
        if harm > DMSO_LEAST:
            held = Handling(
                chance=_NO_CHANCE,
                key="",
                person=world.donor,
                minutes=minutes * harm,
                temperature_c=environment.temperature_c,
            )
            contents = world.model.worked("hold", contents, held).product
        if contaminants:
            volume = max(contents.volume_ml, 1e-6)
            contaminants = organisms_grown(contaminants, environment.temperature_c, minutes / 60.0, volume)
    return replace(vessel, contents=contents, contaminants=contaminants, as_of=minute, course=course)


def _surroundings(world: World, vessel: Vessel, until: SimTime) -> Iterator[tuple[int, int, Environment]]:
    """Yield (first minute, minutes, environment) from when a vessel was settled until an instant."""
    device = world.devices.get(vessel.inside)
    start, end = vessel.as_of // MINUTE, until // MINUTE
    if device is None or device.kind not in WARM:
        warm_from = end if device is not None and device.kind is DeviceKind.FRIDGE else vessel.chilled_until // MINUTE
        cold_end = min(end, max(start, warm_from))
        if cold_end > start:
            yield start, cold_end - start, COLD
        if end > cold_end:
            yield cold_end, end - cold_end, BENCH
        return
    anchor = device.air or IncubatorAnchor()
    if anchor.gas and anchor.heating:
        yield start, end - start, INCUBATOR
        return
    while start < end:
        stop = min(end, start - start % _SLICE_MIN + _SLICE_MIN)
        state = incubator_truth(device, SimTime((start + stop) * MINUTE // 2))
        yield start, stop - start, Environment(state.temperature_c, state.co2_pct)
        start = stop


def _door_moved(world: World, move: DoorMove) -> World:
    world = replace(world, door_moves=world.door_moves[1:])
    at = max(move.at, world.air.at)
    if move.opens:
        return air_changed(world, at, {"opened": [move.link], "passed": [move.link]})
    if any(other.link == move.link and not other.opens for other in world.door_moves):
        return world
    return air_changed(world, at, {"closed": [move.link]})


def _plates_dosed(world: World, at: SimTime) -> World:
    seconds = (at - world.air.at) / SECOND
    if not world.open_plates or seconds <= 0.0:
        return world
    dose = exposure(world.facility, world.air, at)
    doses = dict(world.plate_doses)
    for code, room in world.open_plates.items():
        mean = Airborne(0.0, 0.0, dose.get(room, 0.0) / seconds)
        use = cabinet_use(world, room, world.air.at)
        passed = min(seconds, _passing_s(world, room)) if use.walked_past else 0.0
        quiet = critical_zone(mean, replace(use, walked_past=False)).mcp * (seconds - passed)
        doses[code] = doses.get(code, 0.0) + quiet + critical_zone(mean, use).mcp * passed
    return replace(world, plate_doses=doses)


def _passing_s(world: World, room: str) -> float:
    """Return for how long after the last event of the air somebody still walks about in a room, s."""
    until = max(worker.passes_until for worker in world.workers.values() if worker.room == room)
    return max(0.0, (until - world.air.at) / SECOND)


def _shed(worker: Worker) -> Airborne:
    shed = emission(worker.garment, worker.activity, worker.shedding)
    return Airborne(shed.p05, shed.p5, shed.mcp)


def _is_cabinet(device: Device, room: str) -> bool:
    return device.kind is DeviceKind.CABINET and device.room == room


def _touches(world: World, link: str, group: tuple[str, ...]) -> bool:
    found = world.facility.link(link)
    return found.a in group or found.b in group
