"""People, gloves and touch against published numbers [WH2007, DENNIS2022, ISANHART2008, TRISSEL2005, MIZUTANI2016, ...].

Publications count units or fingertips; how often somebody touched what and rubbed hands is ours, named at each study.
"""

from dataclasses import dataclass
from functools import cache

from gradea.vocabulary import Chance, CleanlinessGrade, SimTime
from gradea.world.microbes import (
    Exposure,
    Occasion,
    Surface,
    chance_of_contamination,
    critical_manipulation,
)
from gradea.world.microbes.parameters import BENCH_LOAD, ITEM_LOAD
from gradea.world.people import Garment, Hands, disinfected, emission, gloves_changed, personal_multiplier, touched

PEOPLE = 55
"""Persons in the dispersal chamber [WH2007]."""
TEAMS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How somebody works at an open product; ours, chosen with the published rates in view.

    Attributes:
        skill: `novice`, `trained` or `expert`.
        sterile: Whether the gloves are.
        alcohol_every: Manipulations from one rub to the next; 0 for never.
        alcohol_s: How long a rub stays wet, s.
        items: Treated items (a vial and a syringe) handled per manipulation.
        item_every: Manipulations from one such handling to the next.
        bench_every: Manipulations from one touch of the bench to the next; 0 for never.
    """

    skill: str
    sterile: bool = True
    alcohol_every: int = 1
    alcohol_s: float = 30.0
    items: int = 2
    item_every: int = 1
    bench_every: int = 0


BEFORE_COURSE = Habits(skill="novice", alcohol_every=10, alcohol_s=5.0)
AFTER_COURSE = Habits(skill="trained")
NO_ALCOHOL = Habits(skill="trained", sterile=False, alcohol_every=0)
ALCOHOL = Habits(skill="trained", sterile=False)
STERILE_ALCOHOL = Habits(skill="trained")
IN_THE_WARD = Habits(skill="novice", sterile=False, alcohol_every=0)
CELLS = Habits(skill="expert", items=1, item_every=5, bench_every=1)


def _occasion(seed: str, key: str) -> Occasion:
    return Occasion(chance=Chance(seed), key=key, person="p1", room="B_LAB1", at=SimTime(5000))


def worked(habits: Habits, manipulations: int, seed: str = "expected") -> tuple[tuple[Exposure, ...], Hands]:
    """Return the exposures of so many open manipulations in a row, and the hands after them."""
    table = Surface(name="bench", cfu_per_cm2=BENCH_LOAD.value)
    item = Surface(name="item", cfu_per_cm2=ITEM_LOAD.value, area_cm2=400.0)
    hands = gloves_changed(Hands(), _occasion(seed, "don"), skill=habits.skill, sterile=habits.sterile)
    if habits.alcohol_every:
        hands = disinfected(hands, habits.alcohol_s, _occasion(seed, "enter"))
    exposures: list[Exposure] = []
    for number in range(manipulations):
        act = _occasion(seed, f"act-{number}")
        if habits.alcohol_every and number % habits.alcohol_every == 0:
            hands = disinfected(hands, habits.alcohol_s, act)
        if habits.bench_every and number % habits.bench_every == 0:
            hands, table = touched(hands, table, act)
        for handled in range(habits.items if number % habits.item_every == 0 else 0):
            hands, _ = touched(hands, item, act.part(f"item-{handled}"))
        done = critical_manipulation(hands.load, act, skill=habits.skill)
        hands = Hands(gloves="double", load=done.load, inner=True)
        exposures.extend(done.exposures)
    return tuple(exposures), hands


@cache
def unit_risk_pct(habits: Habits, manipulations: int) -> float:
    """Return the chance in % that a unit of so many open manipulations is contaminated, without luck."""
    return 100.0 * chance_of_contamination(worked(habits, manipulations)[0])


def at_least_one_pct(habits: Habits, manipulations: int, units: int) -> float:
    """Return the chance in % that somebody has a contaminated unit among several made in one sitting."""
    exposures, _ = worked(habits, manipulations * units)
    return 100.0 * chance_of_contamination(exposures)


@cache
def fresh_gloves_pct(skill: str) -> float:
    """Return the share in % of three thousand freshly gloved hands whose fingertips fail."""
    changed = (gloves_changed(Hands(), _occasion("gloves", f"g{n}"), skill=skill) for n in range(3000))
    return sum(hands.load.count > 0 for hands in changed) / 30.0


@cache
def gloves_in_use_pct(habits: Habits, manipulations: int) -> float:
    """Return the share in % of teams whose working hand carries an organism at the end."""
    ends = (worked(habits, manipulations, f"use-{team}")[1] for team in range(TEAMS))
    return 100.0 * sum(hands.load.count > 0 for hands in ends) / TEAMS


@cache
def dispersal_per_min(level: str) -> tuple[float, float, float]:
    """Return mean particles from 0.5 and 5 µm and CFU per minute of 55 persons in the chamber."""
    garment = Garment(level=CleanlinessGrade(level))
    people = [personal_multiplier(Chance("chamber"), f"person-{n}") for n in range(PEOPLE)]
    each = [emission(garment, "gowning", factor) for factor in people]
    return (
        60.0 * sum(e.p05 for e in each) / PEOPLE,
        60.0 * sum(e.p5 for e in each) / PEOPLE,
        60.0 * sum(e.mcp for e in each) / PEOPLE,
    )


def particles_per_mcp(kind: str) -> float:
    """Return particles given off per organism by one gowned person."""
    suit = emission(Garment(level=CleanlinessGrade.B), "standing")
    return (suit.p05 if kind == "p05" else suit.p5) / suit.mcp


def garments_between(low: float, high: float) -> float:
    """Return how many garments of the model give off between so many CFU per second in the chamber."""
    levels = (emission(Garment(level=CleanlinessGrade(level)), "gowning").mcp for level in "UDCB")
    return float(sum(low <= level <= high for level in levels))
