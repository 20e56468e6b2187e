"""Open work at the cabinet: what hands, packs, bench and air bring into a vessel, and what that was expected to be."""

from dataclasses import replace

from gradea.vocabulary import Chance
from gradea.world.act.places import cabinet_in, chosen_lot, me
from gradea.world.act.verb import Act
from gradea.world.microbes import Exposure, Occasion, Surface, airborne, bench, critical_manipulation, merged, packaging
from gradea.world.microbes.parameters import NECK_M2
from gradea.world.people import touched
from gradea.world.state import World
from gradea.world.weather import cabinet_air, with_presence

OPEN_SECONDS = 20.0
"""How long a port or neck stands open in one manipulation (assumption)."""


def open_work(world: World, act: Act, vessels: tuple[str, ...], manipulations: int, chance: Chance) -> World:
    """Return the world after so many open manipulations; whatever entered is in the last vessel named.

    Args:
        world: The truth, with the liquids already moved.
        act: Who works, and how carefully.
        vessels: Vessels that were open.
        manipulations: How many times something was connected, pierced or opened.
        chance: The run's luck; each repetition of the same work has its own.
    """
    goal = vessels[-1]
    counter = f"open|{act.person}|{goal}"
    activity = "hurried" if act.technique == "hurried" else "seated"
    world = with_presence(world, replace(me(world, act), activity=activity), act.at)
    for number in range(manipulations):
        key = f"{counter}|{world.counts.get(counter, 0)}|{number}"
        occasion = Occasion(chance=chance, key=key, person=act.person, room=me(world, act).room, at=act.at)
        world = _manipulated(world, act, goal, occasion)
    return world.counted(counter)


def _manipulated(world: World, act: Act, goal: str, occasion: Occasion) -> World:
    worker = me(world, act)
    hands = worker.hands
    for number, surface in enumerate(_surfaces(world, act)):
        hands, _left = touched(hands, surface, occasion.part(f"surface-{number}"))
    done = critical_manipulation(hands.load, occasion, skill=worker.skill, technique=act.technique)
    dose = cabinet_air(world, worker.room, act.at).mcp * OPEN_SECONDS
    fallen, exposure = airborne(dose, NECK_M2.value, occasion)
    vessel = world.vessels[goal]
    entered = (*done.entered, *fallen)
    if entered:
        world = world.with_vessel(replace(vessel, contaminants=merged((*vessel.contaminants, *entered))))
    world = world.with_worker(replace(worker, hands=replace(hands, load=done.load)))
    return _expected(world, goal, (*done.exposures, exposure))


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
