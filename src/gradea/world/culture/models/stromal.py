"""Stromal cells of one donor for many patients, behind the face of a culture model."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture.amounts import Culture, Divided, divided, joined, stricken
from gradea.world.culture.contents import Contents, Halves, Handling, Person, Setting, Ware
from gradea.world.culture.donor import truncated_normal
from gradea.world.culture.environment import METABOLISM, interpolated
from gradea.world.culture.models.face import Fact, Grown, unknown
from gradea.world.culture.numerics import begun
from gradea.world.culture.stromal import (
    STROMAL_SYMBOLS,
    Surface,
    detached,
    stromal_advanced,
    stromal_cells,
    stromal_exchanged,
    stromal_growth_of,
    stromal_now,
    stromal_phenotype,
)
from gradea.world.culture.t_cell import dmso_held, frozen_and_thawed, t_cells
from gradea.world.culture.unit_operations import DEAD_KEPT, SPIN_DOSE, SPIN_HALF, SPIN_SHEAR

VIAL_CELLS = Parameter(
    "bank_vial", 3.0e6, "cells", 2.0e6, 5.0e6, "KNOW_CELLS", "K", "viable in a vial of the bank; SD 5 %"
)
VIAL_ML = Parameter("bank_vial_ml", 1.5, "mL", 1.0, 2.0, "illustrative", "D")
VIAL_PD = Parameter("bank_pd", 9.0, "PD", 6.0, 13.0, "illustrative", "A", "doublings behind a bank of passage 1; SD 1")
POSITIVE = Parameter("msc_positive", 99.3, "%", 95.0, 99.9, "KNOW_CELLS", "K", "CD73, CD90, CD105; donor SD 0.5")
NEGATIVE = Parameter("msc_negative", 0.5, "%", 0.1, 2.0, "KNOW_CELLS", "K", "CD34, CD45, HLA-DR; donor, log-normal")
MARKER_AGE = Parameter("msc_age", 0.05, "%/PD", 0.0, 0.2, "illustrative", "A", "CD105 lost per doubling beyond 20")

STROMAL_MODEL: tuple[Parameter, ...] = (VIAL_CELLS, VIAL_ML, VIAL_PD, POSITIVE, NEGATIVE, MARKER_AGE)
"""Constants of stromal cells in the world, for the debrief."""

_RATES = ("mu", "k_att", "k_die_s", "kd", "qG_m", "k_gln", "h_GF", "uGF", "kd_W", "k_lys")
"""Constants per hour: they slow down in the cold together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StromalDonor:
    """One donor of a bank. Hidden truth.

    Attributes:
        growth: Multiplier on the largest growth rate. `doublings`: behind the cells of the vial.
        vial_cells: Viable cells that were frozen into it.
        positive: CD73, CD90, CD105 in %. `negative`: CD34, CD45, HLA-DR in %.
    """

    growth: float
    doublings: float
    vial_cells: float
    positive: float
    negative: float


@dataclass(frozen=True, slots=True)
class StromalModel:
    """Stromal cells from one vial of a bank to many doses."""

    code: str = "stromal"
    crafts: frozenset[str] = frozenset({"detach", "spin", "draw-off", "freeze-thaw", "hold"})

    @property
    def empty(self) -> Contents:
        """Nothing at all."""
        return _EMPTY

    def person_of(self, chance: Chance) -> Person:
        """Draw the donor of the bank."""
        positive = (POSITIVE.value, 0.5, POSITIVE.low, POSITIVE.high)
        doublings = (VIAL_PD.value, 1.0, VIAL_PD.low, VIAL_PD.high)
        return StromalDonor(
            growth=stromal_growth_of(chance),
            doublings=truncated_normal(chance, "donor", "bank-doublings", doublings),
            vial_cells=VIAL_CELLS.value * chance.log_normal(1.0, 0.05, "donor", "vial-cells"),
            positive=truncated_normal(chance, "donor", "positive", positive),
            negative=min(NEGATIVE.high, chance.log_normal(NEGATIVE.value, 0.4, "donor", "negative")),
        )

    def arriving(self, person: Person) -> Contents:
        """Return the contents of a frozen vial."""
        donor = _donor(person)
        cells = donor.vial_cells
        return stromal_cells(VIAL_ML.value, suspended=cells, dead=0.03 * cells, doubling_cells=donor.doublings * cells)

    def liquid(self, volume_ml: float, amounts: Mapping[str, float]) -> Contents:
        """Return a liquid from the shelf."""
        return stromal_cells(volume_ml, **amounts)

    def mixed(self, a: Contents, b: Contents) -> Contents:
        """Return both in one vessel."""
        return joined(_culture(a), _culture(b))

    def split(self, s: Contents, volume_ml: float) -> Halves:
        """Take a volume out; cells that sit on the plastic stay."""
        if volume_ml == s.volume_ml and volume_ml > 0.0 and s.amount("attached") == 0.0:
            return Halves(s, _EMPTY)
        left, taken = divided(_culture(s), s.volume_ml - volume_ml, {"attached": 1.0})
        return Halves(taken, left)

    def worked(self, craft: str, s: Contents, how: Handling) -> Halves:
        """Detach, spin, draw off, freeze and thaw, let stand in DMSO."""
        mine = _culture(s)
        match craft:
            case "detach":
                flooded = joined(mine, stromal_cells(how.volume_ml))
                return Halves(*detached(flooded, _surface(how.ware, _donor(how.person)), trypsin_min=how.minutes))
            case "spin":
                return Halves(*_spun(mine, how))
            case "draw-off":
                return Halves(*stromal_exchanged(mine, remove_ml=how.volume_ml, fresh=_EMPTY))
            case "freeze-thaw" | "hold":
                return Halves(_as_t_cells(craft, mine, how), _EMPTY)
        raise unknown(self.code, craft)

    def grown(self, s: Contents, setting: Setting, course: Any, span: tuple[int, int]) -> Grown:
        """Let time pass; below 37 °C everything goes slower in the same measure [A].

        Cells in a vessel without a surface stay in suspension, and die there.
        """
        pace = interpolated(METABOLISM, setting.environment.temperature_c)
        surface = _surface(setting.ware, _donor(setting.person), max(pace, 1e-3))
        if course is None or course[0] != surface or course[1].now is not s.amounts:
            course = (surface, begun(s.amounts, span[0]))
        moved = stromal_advanced(course[1], surface, span[0] + span[1])
        return Grown(stromal_now(moved), (surface, moved))

    def truth(self, s: Contents, person: Person, ware: Ware) -> dict[str, float]:
        """Return markers, doublings, confluence, chemistry."""
        donor = _donor(person)
        seen = stromal_phenotype(_culture(s), _surface(ware, donor))
        cells = s.viable > 0.0
        positive = donor.positive - MARKER_AGE.value * max(0.0, seen.doublings - 20.0) if cells else 0.0
        return {
            "viability_pct": seen.viability_pct,
            "cd73_pct": donor.positive if cells else 0.0,
            "cd90_pct": donor.positive if cells else 0.0,
            "cd105_pct": max(0.0, positive),
            "cd34_cd45_pct": donor.negative if cells else 0.0,
            "hla_dr_pct": donor.negative if cells else 0.0,
            "doublings": seen.doublings,
            "confluence_pct": seen.confluence_pct if ware.area_cm2 else 0.0,
            "glucose_mmol_per_l": seen.glucose_mmol_per_l,
            "lactate_mmol_per_l": seen.lactate_mmol_per_l,
        }

    def panel(self) -> Mapping[str, str]:
        """Return what the cytometer stains for."""
        return dict.fromkeys(("cd73_pct", "cd90_pct", "cd105_pct", "cd34_cd45_pct", "hla_dr_pct"), "pct")

    def facts(self, person: Person) -> tuple[Fact, ...]:
        """Return what nobody could know of the donor's cells."""
        donor = _donor(person)
        return (
            Fact("How fast the cells divide", f"× {donor.growth:.2f}", "1 is the usual donor"),
            Fact("Doublings behind the vial", f"{donor.doublings:.1f}", "growth halves at 42 in all"),
            Fact("Viable cells frozen in the vial", f"{donor.vial_cells / 1e6:.2f} million", "the label says 3"),
            Fact("CD73, CD90, CD105", f"{donor.positive:.1f} %", "the limit is 95"),
            Fact("CD34, CD45, HLA-DR", f"{donor.negative:.1f} %", "the limit is 2"),
        )


def _spun(s: Culture, how: Handling) -> Divided:
    dose = how.g * how.minutes / SPIN_DOSE.value
    recovery = dose * dose / (dose * dose + SPIN_HALF.value) + 0.012 * how.chance.normal(how.key, "spin")
    recovery = min(0.995, max(0.0, recovery)) if dose > 0.0 else 0.0
    shear = min(0.6, SPIN_SHEAR.value * max(0.0, how.g - 500.0) / 1000.0)
    pellet_ml = min(s.volume_ml, 0.5 + 0.01 * s.volume_ml)
    kept = {"suspended": recovery, "doomed": recovery, "dead": DEAD_KEPT.value * recovery, "attached": 1.0}
    pellet, waste = divided(stricken(s, shear, to="doomed"), pellet_ml, kept)
    return Divided(joined(pellet, stromal_cells(max(0.0, how.volume_ml - pellet_ml))), waste)


def _as_t_cells(craft: str, s: Culture, how: Handling) -> Culture:
    """Return the cells after ice or DMSO, by the same laws as T cells: no numbers of their own were found [A]."""
    probe = t_cells(s.volume_ml, resting=1.0)
    if craft == "hold":
        after = dmso_held(probe, minutes=how.minutes, temperature_c=how.temperature_c)
    else:
        cool, weeks = how.cooling_k_per_min, how.weeks_at_m80
        after = frozen_and_thawed(probe, cooling_k_per_min=cool, warming_k_per_min=45.0, weeks_at_m80=weeks)
    dead, doomed = after.amount("dead"), after.amount("doomed")
    killed = stricken(s, min(1.0, dead), to="dead")
    return stricken(killed, min(1.0, doomed / (1.0 - dead)) if dead < 1.0 else 0.0, to="doomed")


def _surface(ware: Ware, donor: StromalDonor, pace: float = 1.0) -> Surface:
    changed = {name: STROMAL_SYMBOLS[name] * pace for name in _RATES} if pace != 1.0 else {}
    if pace != 1.0:
        changed["lag"] = STROMAL_SYMBOLS["lag"] / pace
    if ware.area_cm2 <= 0.0:
        changed["k_att"] = 0.0
    return Surface(area_cm2=ware.area_cm2 or 1.0, growth=donor.growth, overrides=changed)


def _culture(s: Contents) -> Culture:
    assert isinstance(s, Culture), "a vessel of stromal cells holds a culture"
    return s


def _donor(person: Person) -> StromalDonor:
    assert isinstance(person, StromalDonor), "stromal cells have a donor"
    return person


_EMPTY = stromal_cells(0.0)
