"""Open work at the cabinet: what hands, packs, bench and air bring into a vessel, and what that was expected to be."""

from dataclasses import replace

from gradea.vocabulary import MINUTE, SECOND, Chance
from gradea.world.act.places import WELD, cabinet_in, chosen_lot, me
from gradea.world.act.verb import Act
from gradea.world.microbes import (
    Contaminant,
    Exposure,
    Occasion,
    Route,
    Surface,
    airborne,
    bench,
    critical_manipulation,
    drawn,
    merged,
    packaging,
    technique_factor,
)
from gradea.world.microbes.parameters import GROWS_OUT, ITEM_LOAD, NECK_M2, PACK_CM2, WELD_LEAK
from gradea.world.microbes.skill import rate_by_skill
from gradea.world.monitoring import unit_entered
from gradea.world.people import cough_mcp, disinfected, speech_mcp_per_s, strained, touched
from gradea.world.people.parameters import MOUTH_SHARE
from gradea.world.site.constants import CABINET_DOWNFLOW, HAND_WAKE
from gradea.world.state import Worker, World
from gradea.world.weather import cabinet_air, with_presence

WELD_PROBABILITY = {"novice": 10.0 * WELD_LEAK.value, "trained": WELD_LEAK.value, "expert": 0.3 * WELD_LEAK.value}
"""Chance that a welded connection leaks, by skill (the ratios are assumptions)."""

_TREATED = Surface(name="treated item", cfu_per_cm2=ITEM_LOAD.value, area_cm2=PACK_CM2.value)
UNIT_ITEMS = (_TREATED, _TREATED)
"""What the hand holds at each manipulation of a unit: the unit and the needle."""

RUB_S = {"slow": 30.0, "normal": 20.0, "hurried": 5.0}
"""Seconds that alcohol stays on the gloves between two units, by technique (assumption)."""

OPEN_SECONDS = 20.0
"""How long a port or neck stands open in one manipulation (assumption)."""

COUGH_HANGS_S = 20.0
"""For how long what was coughed hangs before the face, s (assumption)."""


def open_work(world: World, act: Act, vessels: tuple[str, ...], manipulations: int, chance: Chance) -> World:
    """Return the world after so many open manipulations; whatever entered is in the last vessel named.

    Args:
        world: The truth, with the liquids already moved.
        act: Who works, and how carefully; `via: weld` closes the work, and each connection is welded instead.
        vessels: Vessels that were open.
        manipulations: How many times something was connected, pierced or opened.
        chance: The run's luck; each repetition of the same work has its own.
    """
    goal = vessels[-1]
    counter = f"open|{act.person}|{goal}"
    world = _at_work(world, act)
    for number in range(manipulations):
        occasion = _occasion(world, act, f"{counter}|{world.counts.get(counter, 0)}|{number}", chance)
        world, entered = (
            _welded(world, act, goal, occasion) if _closed(act) else manipulated(world, act, goal, occasion)
        )
        if entered:
            vessel = world.vessels[goal]
            world = world.with_vessel(replace(vessel, contaminants=merged((*vessel.contaminants, *entered))))
    return world.counted(counter)


def unit_work(world: World, act: Act, spot: tuple[str, int], manipulations: int, chance: Chance) -> World:
    """Return the world after so many open manipulations at one unit of a media fill; what enters is in that unit.

    Args:
        world: The truth.
        act: Who works, and how carefully.
        spot: Tray, and place of the unit in it.
        manipulations: How many times something was pierced, drawn, injected or closed.
        chance: The run's luck.

    Model:
        At each manipulation a unit and a needle are handled: two treated items, the habit under which the published
        media fills are reproduced [ISANHART2008, TRISSEL2007]. Who came with wet gloves rubs them again before each unit,
        who did not goes on as they came [A].
    """
    tray, index = spot
    counter = f"open|{act.person}|{tray}|{index}"
    world = _at_work(world, act)
    for number in range(manipulations):
        occasion = _occasion(world, act, f"{counter}|{world.counts.get(counter, 0)}|{number}", chance)
        world, entered = manipulated(world, act, tray, occasion, UNIT_ITEMS)
        if entered:
            world = world.with_tray(tray, unit_entered(world.trays[tray], index, entered))
    return world.counted(counter)


def rubbed(world: World, act: Act, key: str, chance: Chance) -> World:
    """Return the world after the hands were rubbed with alcohol between two units, as long as the technique allows."""
    worker = me(world, act)
    hands = disinfected(worker.hands, RUB_S[act.technique], _occasion(world, act, key, chance))
    return world.with_worker(replace(worker, hands=hands))


def just_rubbed(world: World, act: Act) -> bool:
    """Return whether the person comes to an act with gloves that were disinfected right before."""
    return me(world, act).hands.wet_until > act.at - MINUTE


def _at_work(world: World, act: Act) -> World:
    activity = "hurried" if act.technique == "hurried" else "seated"
    return with_presence(world, replace(me(world, act), activity=activity), act.at)


def _closed(act: Act) -> bool:
    return act.parameters.get("via") == WELD


def _occasion(world: World, act: Act, key: str, chance: Chance) -> Occasion:
    return Occasion(chance=chance, key=key, person=act.person, room=me(world, act).room, at=act.at)


def manipulated(
    world: World, act: Act, goal: str, occasion: Occasion, items: tuple[Surface, ...] = ()
) -> tuple[World, tuple[Contaminant, ...]]:
    """Return the world after one open manipulation, and what entered; the expectation is booked on the goal."""
    worker = me(world, act)
    hands = worker.hands
    for number, surface in enumerate(items or _surfaces(world, act)):
        hands, _left = touched(hands, surface, occasion.part(f"surface-{number}"))
    done = critical_manipulation(hands.load, occasion, skill=worker.skill_at(act.at), technique=act.technique)
    breathed, spoken = _breathed(worker, act, occasion)
    dose = cabinet_air(world, worker.room, act.at).mcp * OPEN_SECONDS
    fallen, exposure = airborne(dose, NECK_M2.value, occasion)
    strain = strained(replace(hands, load=done.load), occasion, technique_factor(act.technique))
    world = world.with_worker(replace(worker, hands=strain))
    return _expected(world, goal, (*done.exposures, exposure, *spoken)), (*done.entered, *fallen, *breathed)


def _welded(world: World, act: Act, goal: str, occasion: Occasion) -> tuple[World, tuple[Contaminant, ...]]:
    """Return the world after one welded connection: nothing is open, but a weld may leak."""
    leak = rate_by_skill(WELD_PROBABILITY, me(world, act).skill_at(act.at)) * technique_factor(act.technique)
    world = _expected(world, goal, (Exposure(expected_cfu=leak, route=Route.OTHER),))
    if not occasion.chance.happens(leak * GROWS_OUT.value, occasion.key, "weld-leak"):
        return world, ()
    grade = world.facility.room(me(world, act).room).grade
    return world, drawn(1, grade, occasion.part("weld"), occasion.because(Route.OTHER, "a weld that leaked"))


def _breathed(worker: Worker, act: Act, occasion: Occasion) -> tuple[tuple[Contaminant, ...], tuple[Exposure, ...]]:
    """Return what talking or coughing over the open vessel brought into it.

    Model:
        A share f_mouth (A) of what leaves the mask gets past the window of the cabinet and is carried over the opening by the
        downflow of a hand's width: C = e f / (u A_hand), deposited as any airborne organism.
    """
    organisms: list[Contaminant] = []
    exposures: list[Exposure] = []
    for source, amount in _breath(worker, act):
        dose = amount * MOUTH_SHARE.value / (CABINET_DOWNFLOW.value * HAND_WAKE.value)
        fallen, exposure = airborne(dose, NECK_M2.value, occasion.part(source), "skin", source)
        organisms.extend(fallen)
        exposures.append(exposure)
    return tuple(organisms), tuple(exposures)


def _breath(worker: Worker, act: Act) -> tuple[tuple[str, float], ...]:
    """Return what the person breathes over the work while something is open, CFU by source."""
    found: list[tuple[str, float]] = []
    if worker.talks_until > act.at:
        seconds = min(OPEN_SECONDS, (worker.talks_until - act.at) / SECOND)
        found.append(("talking over the open vessel", speech_mcp_per_s(worker.garment) * seconds))
    if worker.coughed_at is not None and act.at - worker.coughed_at <= COUGH_HANGS_S * SECOND:
        found.append(("a cough over the open vessel", cough_mcp(worker.garment)))
    return tuple(found)


def _surfaces(world: World, act: Act) -> tuple[Surface, ...]:
    """Return what the working hand touches: the pack of the material, and the bench."""
    cabinet = cabinet_in(world, me(world, act).room)
    top = bench(cabinet.wiped_log10 if cabinet else 0.0)
    lot = chosen_lot(world, act) if "material" in act.parameters else None
    return (packaging(lot.wiped_log10), top) if lot is not None else (top,)


def _expected(world: World, goal: str, exposures: tuple[Exposure, ...]) -> World:
    tally = dict(world.expected_cfu)
    for each in exposures:
        key = f"{goal}|{each.route}"
        tally[key] = tally.get(key, 0.0) + each.expected_cfu
    return replace(world, expected_cfu=tally)
