"""Units of a media fill: what got into each, how it grows in the warm, and what a reader sees."""

from dataclasses import dataclass, replace

from gradea.vocabulary import HOUR, Chance, SimTime
from gradea.world.microbes import (
    BROTH,
    ORGANISMS,
    Contaminant,
    Occasion,
    Route,
    grown,
    is_turbid,
    merged,
)
from gradea.world.microbes.parameters import VISIBLE_CELLS
from gradea.world.monitoring import parameters as p

UNIT_WARMTH = {"20-25": p.LOW_C.value, "30-35": p.HIGH_C.value}
"""°C of the two temperatures at which units are incubated (Annex 1 9.44 fixes neither; practice)."""

STRAINS = ("staphylococcus", "bacillus", "water-rod", "e-coli", "candida", "mould")
"""Strains of growth promotion: bacteria, spores, rods, yeast, mould, as pharmacopoeias and local isolates ask for."""

Unit = tuple[Contaminant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tray:
    """Some units of one fill; hidden.

    Attributes:
        units: What is in each unit, grown up to `as_of`.
        unit_ml: Volume of broth in a unit.
        room: Where it is; inside an incubator when `inside` names one, at `warmth_c`.
        damaged: Places of units that leak or are badly closed.
        discarded: Units that were taken out.
        control: Whether organisms were put in on purpose.
        incubated: Since when at which temperature, in order.
    """

    units: tuple[Unit, ...]
    unit_ml: float
    room: str
    as_of: SimTime
    inside: str = ""
    warmth_c: float = p.ROOM_C.value
    damaged: frozenset[int] = frozenset()
    discarded: int = 0
    control: bool = False
    incubated: tuple[tuple[SimTime, str], ...] = ()

    @property
    def contaminated(self) -> int:
        """Units with a living organism in them."""
        return sum(1 for unit in self.units if any(group.count >= 1.0 for group in unit))


def units_settled(tray: Tray, at: SimTime) -> Tray:
    """Return the units with everything in them grown up to an instant."""
    hours = max(0.0, (at - tray.as_of) / HOUR)
    units = tuple(grown(unit, tray.warmth_c, hours, tray.unit_ml, BROTH) if unit else unit for unit in tray.units)
    return replace(tray, units=units, as_of=max(at, tray.as_of))


def unit_entered(tray: Tray, index: int, entered: Unit) -> Tray:
    """Return the tray with more organisms in one unit."""
    units = list(tray.units)
    units[index] = merged((*units[index], *entered))
    return replace(tray, units=tuple(units))


def units_loaded(tray: Tray, device: str, warmth: str, at: SimTime) -> Tray:
    """Return the tray in an incubator at one of the temperatures of `UNIT_WARMTH`."""
    settled = units_settled(tray, at)
    course = (*tray.incubated, (at, warmth))
    return replace(settled, inside=device, warmth_c=UNIT_WARMTH[warmth], incubated=course)


def units_seen(tray: Tray, at: SimTime, chance: Chance, key: str, missed: float = 0.0) -> dict[str, int]:
    """Return what a reader counts: units, units that show growth, units that are damaged.

    Args:
        tray: The units. `at`: now.
        chance: Keyed chance of the run. `key`: name of the reader and the tray.
        missed: Chance that a growing unit is overlooked.

    Model:
        A unit shows growth when it is turbid, or a mould in it is large enough to be seen. Organisms that neither cloud
        nor tuft are not seen, whatever is in the unit.
    """
    settled = units_settled(tray, at)
    growing = [
        index
        for index, unit in enumerate(settled.units)
        if (is_turbid(unit, tray.unit_ml) or _tufted(unit, tray.unit_ml))
        and not chance.happens(missed, key, "overlooked", index)
    ]
    return {
        "units": len(tray.units),
        "growing_units": len(growing),
        "clear_units": len(tray.units) - len(growing),
        "damaged_units": len(tray.damaged),
    }


def _tufted(unit: Unit, unit_ml: float) -> bool:
    """Return whether a mould shows: at 5e6 cells, or at half of what so small a unit can hold [A]."""
    return any(
        group.organism == "mould" and group.count >= min(VISIBLE_CELLS.value, 0.5 * group.kind.cap_per_ml * unit_ml)
        for group in unit
    )


def units_discarded(tray: Tray, count: int) -> Tray:
    """Return the tray without so many units: damaged ones first, then the last."""
    order = sorted(range(len(tray.units)), key=lambda index: (index not in tray.damaged, -index))
    gone = set(order[:count])
    kept = [index for index in range(len(tray.units)) if index not in gone]
    damaged = frozenset(place for place, index in enumerate(kept) if index in tray.damaged)
    units = tuple(tray.units[index] for index in kept)
    return replace(tray, units=units, damaged=damaged, discarded=tray.discarded + len(gone))


def strains_in(occasion: Occasion, unit_ml: float) -> Tray:
    """Return the control units of growth promotion: one strain in each, at most 100 CFU, on purpose.

    Model:
        50 CFU each; they come from a vial, so they have the lag of stressed cells all the same.
    """
    cause = occasion.because(Route.MATERIAL, "strain of growth promotion, put in on purpose")
    units = tuple(
        (Contaminant(organism=code, count=50, lag_left_h=ORGANISMS[code].lag37_h, susceptible=True, cause=cause),)
        for code in STRAINS
    )
    return Tray(units=units, unit_ml=unit_ml, room=occasion.room, as_of=occasion.at, control=True)
