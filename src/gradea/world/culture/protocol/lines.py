"""The three models behind one face: a line of cells that moves in time, suffers events, and tells its truth."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

from gradea.vocabulary import Chance
from gradea.world.culture.amounts import Culture, divided
from gradea.world.culture.dendritic import grown
from gradea.world.culture.donor import Donor, donor_of
from gradea.world.culture.environment import INCUBATOR, Environment
from gradea.world.culture.numerics import Course, begun
from gradea.world.culture.parameters import CD83_LOW, CD86_LOW, TLR2_LOW
from gradea.world.culture.phenotype import phenotype
from gradea.world.culture.protocol.reading import CultureProtocol
from gradea.world.culture.stromal import (
    StromalMedium,
    Surface,
    detached,
    passaged,
    stromal_advanced,
    stromal_exchanged,
    stromal_growth_of,
    stromal_now,
    stromal_phenotype,
    stromal_seeded,
)
from gradea.world.culture.suspension import Suspension, liquid, mixed, split
from gradea.world.culture.unit_operations import harvested, medium_exchanged, washed

Facts = dict[str, float]
Values = Mapping[str, Any]


class Line(Protocol):
    """What a run needs of a model."""

    def at(self, minute: int) -> "Line":
        """Return the line at a later minute."""

    def done(self, do: str, values: Values, key: str) -> "tuple[Line, Facts]":
        """Return the line after an event, and what a person sees of it at once."""

    def truth(self) -> Facts:
        """Return the true state, units in the names."""

    def counted(self) -> Suspension:
        """Return a mL of it as a cell counter meets it; empty where cells cannot be counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DendriticLine:
    """Monocytes on their way to dendritic cells."""

    cells: Suspension
    donor: Donor
    chance: Chance
    environment: Environment = INCUBATOR
    minute: int = 0

    def at(self, minute: int) -> "DendriticLine":
        """Return the line at a later minute."""
        later = grown(self.cells, self.donor, self.environment, self.minute, minute - self.minute)
        return replace(self, cells=later, minute=minute)

    def done(self, do: str, values: Values, key: str) -> "tuple[DendriticLine, Facts]":
        """Return the line after an event."""
        s, chance = self.cells, self.chance
        if do == "environment":
            return replace(self, environment=Environment(values["temperature_c"], values["co2_pct"])), {}
        if do == "add":
            return replace(self, cells=s.with_added(**values)), {}
        if do == "exchange":
            ml = values["volume_ml"]
            fresh = _dendritic_liquid(ml, values)
            after = medium_exchanged(s, remove_ml=ml, fresh=fresh, chance=chance, key=key).product
        elif do == "harvest":
            after = harvested(s, cold=values["cold"], chance=chance, key=key).product
        elif do == "wash":
            ml = values["resuspend_ml"]
            after = washed(s, g=values["g"], minutes=values["minutes"], resuspend_ml=ml, chance=chance, key=key).product
        else:
            after = split(s, values["volume_ml"])[1]
        return replace(self, cells=after), {}

    def truth(self) -> Facts:
        """Return the true state."""
        s = self.cells
        return {
            "volume_ml": s.volume_ml,
            "viable_cells": s.viable,
            "dendritic_cells": s.dendritic,
            "density_e6_per_ml": s.viable / s.volume_ml / 1e6 if s.volume_ml > 0.0 else 0.0,
            **asdict(phenotype(s)),
            "gm_csf_iu_per_ml": s.per_ml("gm_csf_iu"),
            "il_4_iu_per_ml": s.per_ml("il_4_iu"),
        }

    def counted(self) -> Suspension:
        """Return a mL of it."""
        return split(self.cells, min(1.0, self.cells.volume_ml))[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class StromalLine:
    """Stromal cells on plastic, over passages."""

    course: Course
    surface: Surface
    medium: StromalMedium

    def at(self, minute: int) -> "StromalLine":
        """Return the line at a later minute."""
        return replace(self, course=stromal_advanced(self.course, self.surface, minute))

    def done(self, do: str, values: Values, key: str) -> "tuple[StromalLine, Facts]":
        """Return the line after an event."""
        del key  # nothing here is left to chance
        s, surface, facts = stromal_now(self.course), self.surface, Facts()
        if do == "exchange":
            after = stromal_exchanged(
                s, remove_ml=values["volume_ml"], fresh=self.medium.volume(values["volume_ml"])
            ).product
        elif do == "feed":
            after = stromal_exchanged(s, remove_ml=0.0, fresh=self.medium.volume(values["volume_ml"])).product
        elif do == "sample":
            after = divided(s, s.volume_ml - values["volume_ml"], {"attached": 1.0}).product
        else:
            after = detached(s, surface, trypsin_min=values["trypsin_min"]).product
            facts = {
                "harvested_cells": after.viable,
                "harvest_viability_pct": 100.0 * after.viable / max(1.0, after.cells),
            }
            if do == "passage":
                surface = replace(surface, area_cm2=values["area_cm2"])
                after, left = passaged(
                    after, surface, self.medium, cells_per_cm2=values["cells_per_cm2"], volume_ml=values["volume_ml"]
                )
                facts["left_over_cells"] = left.viable
        return replace(self, surface=surface, course=begun(after.amounts, self.course.now_min)), facts

    def truth(self) -> Facts:
        """Return the true state."""
        return asdict(stromal_phenotype(stromal_now(self.course), self.surface))

    def counted(self) -> Suspension:
        """Return cells in suspension only: attached cells cannot be counted without detaching them."""
        s = stromal_now(self.course)
        return counter_sample(s, s.amount("suspended")) if s.amount("attached") <= 0.0 else liquid(0.0)


def counter_sample(s: Culture, living: float) -> Suspension:
    """Return a mL of a culture as a counter meets it: living, doomed and dead cells, whatever they are.

    Examples:
        >>> from gradea.world.culture.stromal import stromal_cells
        >>> counter_sample(stromal_cells(10.0, dead=20.0), 80.0).viable
        8.0
    """
    share = 1.0 / s.volume_ml if s.volume_ml > 0.0 else 0.0
    if share == 0.0:
        return liquid(0.0)
    return liquid(1.0, lymphocytes=living * share, doomed=s.amount("doomed") * share, dead=s.amount("dead") * share)


def dendritic_line(protocol: CultureProtocol, chance: Chance) -> DendriticLine:
    """Return the line at the start of a protocol of dendritic cells."""
    donor = donor_of(chance) if protocol.donor == "drawn" else Donor()
    if isinstance(protocol.donor, Mapping):
        donor = replace(donor, **protocol.donor)
    start = protocol.start
    monocytes = start["monocytes"]
    cells = liquid(
        0.0,
        monocytes=monocytes,
        lymphocytes=start["lymphocytes"],
        granulocytes_other=start["granulocytes"],
        dead=start["dead_cells"],
        cd83_mfi_cells=CD83_LOW.value * donor.cd83 * monocytes,
        cd86_mfi_cells=CD86_LOW.value * donor.cd86 * monocytes,
        tlr2_mfi_cells=TLR2_LOW.value * donor.tlr2 * monocytes,
    )
    medium = _dendritic_liquid(protocol.vessel["volume_ml"], protocol.medium)
    return DendriticLine(cells=mixed(medium, cells), donor=donor, chance=chance)


def stromal_line(protocol: CultureProtocol, chance: Chance) -> StromalLine:
    """Return the line at the start of a protocol of stromal cells."""
    growth = stromal_growth_of(chance) if protocol.donor == "drawn" else 1.0
    if isinstance(protocol.donor, Mapping):
        growth = protocol.donor["growth"]
    medium = StromalMedium(**protocol.medium)
    surface = Surface(area_cm2=protocol.vessel["area_cm2"], growth=growth, overrides=protocol.parameters)
    seeded = stromal_seeded(
        medium.volume(protocol.vessel["volume_ml"]),
        cells=protocol.start["stromal_cells"],
        doublings=protocol.start["doublings"],
    )
    return StromalLine(course=begun(seeded.amounts, 0), surface=surface, medium=medium)


def _dendritic_liquid(ml: float, values: Values) -> Suspension:
    return liquid(
        ml,
        gm_csf_iu=values["gm_csf_iu_per_ml"] * ml,
        il_4_iu=values["il_4_iu_per_ml"] * ml,
        dexamethasone_nmol=values["dexamethasone_nmol_per_ml"] * ml,
        vitamin_d3_pmol=values["vitamin_d3_pmol_per_ml"] * ml,
        mpla_ug=values["mpla_ug_per_ml"] * ml,
    )
