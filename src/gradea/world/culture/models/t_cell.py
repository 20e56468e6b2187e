"""T cells behind the face of a culture model: what a patient brings, and what vessels, hands and reagents make of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture.amounts import Culture, Divided, divided, joined
from gradea.world.culture.contents import Contents, Halves, Handling, Person, Setting, Ware
from gradea.world.culture.models.face import Fact, Grown, unknown
from gradea.world.culture.models.t_patient import TPatient, t_apheresis, t_patient
from gradea.world.culture.t_cell import (
    VESSELS,
    Conditions,
    debeaded,
    dmso_held,
    frozen_and_thawed,
    t_advanced,
    t_begun,
    t_cells,
    t_count,
    t_exchanged,
    t_now,
    t_phenotype,
    t_selected,
    t_washed,
    vector_boost,
)
from gradea.world.culture.t_cell.hands import GREX_CAP

LABEL_ML = Parameter(
    "cd48_reagent", 2.5, "mL/1e9", 1.5, 4.0, "KNOW_CELLS", "K", "one 7.5 mL vial for 3e9 CD4+ and CD8+ cells"
)
LABEL_MIN = Parameter("cd48_label", 30.0, "min", 20.0, 40.0, "KNOW_CELLS", "K", "incubation with the reagent")
UNLABELLED = Parameter("cd48_unlabelled", 0.01, "-", 0.0, 0.05, "illustrative", "A", "held without any reagent")
SETTLED_LOSS = Parameter(
    "t_exchange_loss", 0.02, "-", 0.0, 0.1, "illustrative", "A", "cells drawn off when settled medium is exchanged"
)
IFN_PER_CAR = Parameter(
    "ifn_per_car",
    40.0,
    "pg/mL/%",
    10.0,
    120.0,
    "illustrative",
    "A",
    "IFN-γ in the co-culture per percent of CAR+ cells",
)
IFN_NOISE = Parameter("ifn_background", 12.0, "pg/mL", 2.0, 30.0, "illustrative", "A", "without any CAR+ cell")
STATION_CYCLES = 3
"""A wash in the closed station has three cycles (K, practice of closed stations)."""

T_CELL_MODEL: tuple[Parameter, ...] = (LABEL_ML, LABEL_MIN, UNLABELLED, SETTLED_LOSS, IFN_PER_CAR, IFN_NOISE)
"""Constants of T cells in the world, for the debrief."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TCellModel:
    """T cells of one patient, made into CAR-T cells.

    Attributes:
        regime: Which cytokine keeps their drive: `il_2` or `il_7_15`.
    """

    code: str
    regime: str
    crafts: frozenset[str] = frozenset(
        {"CD4CD8", "spin", "station-wash", "debead", "draw-off", "freeze-thaw", "hold", "activate", "transduce"}
    )

    @property
    def empty(self) -> Contents:
        """Nothing at all."""
        return _EMPTY

    def person_of(self, chance: Chance) -> Person:
        """Draw a patient."""
        return t_patient(chance)

    def arriving(self, person: Person) -> Contents:
        """Return the leukapheresis."""
        return t_apheresis(_patient(person))

    def liquid(self, volume_ml: float, amounts: Mapping[str, float]) -> Contents:
        """Return a liquid from the shelf, at room temperature."""
        return t_cells(volume_ml, temperature_c=21.0, **amounts)

    def mixed(self, a: Contents, b: Contents) -> Contents:
        """Return both in one vessel."""
        return joined(_culture(a), _culture(b))

    def split(self, s: Contents, volume_ml: float) -> Halves:
        """Take a volume out."""
        if volume_ml == s.volume_ml and volume_ml > 0.0:
            return Halves(s, _EMPTY)
        return Halves(*divided(_culture(s), volume_ml))

    def worked(self, craft: str, s: Contents, how: Handling) -> Halves:
        """Select, wash, take beads off, draw off, freeze and thaw, let stand in DMSO."""
        mine = _culture(s)
        match craft:
            case "CD4CD8":
                return Halves(*_selected(mine, how))
            case "spin":
                fresh = t_cells(max(0.0, how.volume_ml - 0.02 * mine.volume_ml), temperature_c=21.0)
                doom = min(0.6, 0.2 * max(0.0, how.g - 500.0) / 1000.0)
                return Halves(*t_washed(mine, cycles=1, automated=False, resuspend=fresh, doom=doom))
            case "station-wash":
                fresh = t_cells(max(0.0, how.volume_ml - 0.02**STATION_CYCLES * mine.volume_ml), temperature_c=21.0)
                return Halves(*t_washed(mine, cycles=STATION_CYCLES, automated=True, resuspend=fresh))
            case "debead":
                return Halves(*debeaded(mine))
            case "draw-off":
                loss = SETTLED_LOSS.value * how.volume_ml / mine.volume_ml if mine.volume_ml > 0.0 else 0.0
                return Halves(*t_exchanged(mine, remove_ml=how.volume_ml, fresh=_EMPTY, loss=loss))
            case "freeze-thaw":
                cool, weeks = how.cooling_k_per_min, how.weeks_at_m80
                thawed = frozen_and_thawed(mine, cooling_k_per_min=cool, warming_k_per_min=45.0, weeks_at_m80=weeks)
                return Halves(thawed, _EMPTY)
            case "hold":
                held = dmso_held(mine, minutes=how.minutes, temperature_c=how.temperature_c)
                return Halves(held, _EMPTY)
        raise unknown(self.code, craft)

    def grown(self, s: Contents, setting: Setting, course: Any, span: tuple[int, int]) -> Grown:
        """Let time pass on the quarter-hour grid; a look in between changes no bit of what follows."""
        conditions = self._conditions(setting)
        if course is None or course[0] != conditions or course[1].now is not s.amounts:
            course = (conditions, t_begun(_culture(s), span[0]))
        moved = t_advanced(course[1], conditions, span[0] + span[1])
        return Grown(t_now(moved), (conditions, moved))

    def truth(self, s: Contents, person: Person, ware: Ware) -> dict[str, float]:  # noqa: ARG002 - the face of a model
        """Return markers, copies, chemistry, and what a co-culture with target cells would show."""
        seen = t_phenotype(_culture(s), Conditions(overrides=_patient(person).donor.overrides()))
        return {
            "viability_pct": seen.viability_pct,
            "cd3_pct": seen.t_cell_pct,
            "car_pct": seen.car_pct,
            "cd4_pct": 100.0 - seen.cd8_pct if seen.t_cells > 0.0 else 0.0,
            "cd8_pct": seen.cd8_pct,
            "vcn_per_car_cell": seen.vcn_per_car_cell,
            "beads_per_3e6": seen.beads_per_3e6_cells,
            "glucose_mmol_per_l": seen.glucose_mmol_per_l,
            "lactate_mmol_per_l": seen.lactate_mmol_per_l,
            "ifn_gamma_pg_per_ml": IFN_NOISE.value + IFN_PER_CAR.value * seen.car_pct if seen.t_cells > 0.0 else 0.0,
        }

    def panel(self) -> Mapping[str, str]:
        """Return what the cytometer stains for."""
        return dict.fromkeys(("cd3_pct", "car_pct", "cd4_pct", "cd8_pct"), "pct")

    def facts(self, person: Person) -> tuple[Fact, ...]:
        """Return what nobody could know of the patient's cells."""
        return _patient(person).facts()

    def _conditions(self, setting: Setting) -> Conditions:
        ware, around = setting.ware, setting.environment
        kla, factor = VESSELS.get(ware.kind, VESSELS["static_bag"])
        cap = GREX_CAP.value / 10.0 if ware.kind == "g_rex" else 0.0
        return Conditions(
            kla_per_h=kla,
            growth_factor=factor,
            regime=self.regime,
            temperature_c=min(45.0, around.temperature_c),
            co2_pct=min(30.0, max(0.04, around.co2_pct)),
            vector_boost=vector_boost(spinoculated=False, enhanced=ware.enhanced),
            cap_cells_per_ml=cap,
            overrides=_patient(setting.person).donor.overrides(),
        )


def _selected(s: Culture, how: Handling) -> Divided:
    """Select from what was labelled; cells that met too little reagent, or too briefly, run through with the rest."""
    needed = LABEL_ML.value * t_count(s) / 1e9
    label = _enough(how.reagent_ml / needed) if needed > 0.0 else 0.0
    labelled = max(UNLABELLED.value, label * _enough(how.minutes / LABEL_MIN.value))
    part, bypass = divided(s, labelled * s.volume_ml) if labelled < 1.0 else Divided(s, _EMPTY)
    product, rest = t_selected(part, chance=how.chance, key=how.key)
    return Divided(product, joined(rest, bypass))


def _enough(x: float) -> float:
    return 1.0 if x >= 1.0 else max(0.0, x * (2.0 - x))


def _culture(s: Contents) -> Culture:
    assert isinstance(s, Culture), "a vessel of T cells holds a culture"
    return s


def _patient(person: Person) -> TPatient:
    assert isinstance(person, TPatient), "T cells have a patient"
    return person


_EMPTY = t_cells(0.0)
