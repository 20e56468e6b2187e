"""T cells behind the face of a line: the events of a protocol turned into operations and conditions."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture.amounts import Culture, divided
from gradea.world.culture.numerics import Course
from gradea.world.culture.protocol.lines import Facts, Values, counter_sample
from gradea.world.culture.protocol.reading import CultureProtocol
from gradea.world.culture.suspension import Suspension
from gradea.world.culture.t_cell import (
    VESSELS,
    Conditions,
    Medium,
    TDonor,
    debeaded,
    dmso_held,
    frozen_and_thawed,
    opened,
    t_advanced,
    t_begun,
    t_cells,
    t_count,
    t_electroporated,
    t_exchanged,
    t_fed,
    t_now,
    t_patient_of,
    t_phenotype,
    t_sampled,
    t_selected,
    t_washed,
    vector_added,
    vector_boost,
)
from gradea.world.culture.t_cell.hands import GREX_CAP

IL_7_15_IU = Parameter(
    "il715_iu", 8.0, "IU/ng", 2.0, 20.0, "illustrative", "A", "12.5 ng/mL of each act like 200 IU/mL of IL-2"
)  # fmt: skip

_EXCHANGES_PER_H = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TCellLine:
    """A T-cell culture in its vessel."""

    course: Course
    conditions: Conditions
    medium: Medium
    chance: Chance

    def at(self, minute: int) -> "TCellLine":
        """Return the line at a later minute."""
        return replace(self, course=t_advanced(self.course, self.conditions, minute))

    def done(self, do: str, values: Values, key: str) -> "tuple[TCellLine, Facts]":
        """Return the line after an event, and what a person sees of it at once."""
        s = t_now(self.course)
        if do in _CONDITIONS:
            return replace(self, conditions=_conditioned(self, do, values)), {}
        if do == "reseed":
            return self._reseeded(s, values)
        after, facts = _handled(self, s, do, values, key)
        conditions = self.conditions
        if do == "add_vector":
            boost = vector_boost(spinoculated=values["spinoculation"], enhanced=values["enhancer"])
            conditions = replace(conditions, vector_boost=boost)
        elif do == "contaminate":
            bug = {"microbe_doubling_h": values["doubling_h"], "gram_negative": values["gram_negative"]}
            conditions = replace(conditions, **bug)
        return replace(self, course=t_begun(after, self.course.now_min), conditions=conditions), facts

    def _reseeded(self, s: Culture, values: Values) -> "tuple[TCellLine, Facts]":
        volume_ml = values["volume_ml"]
        density = s.viable / s.volume_ml if s.volume_ml > 0.0 else 0.0
        taken_ml = values["density_e6_per_ml"] * 1e6 * volume_ml / density if density > 0.0 else 2.0 * volume_ml
        if taken_ml > min(volume_ml, s.volume_ml):
            raise ValueError(f"the culture is too thin or too small to give that: it holds {density / 1e6:.3g}e6/mL")
        taken, left = divided(s, taken_ml)
        fresh = self.medium.volume(volume_ml - taken_ml)
        kind = values["kind"]
        kla, factor = (self.conditions.kla_per_h, None) if kind == "same" else VESSELS[kind]
        conditions = replace(self.conditions, kla_per_h=kla)
        if factor is not None:
            conditions = replace(conditions, growth_factor=factor, cap_cells_per_ml=0.0)
        line = replace(self, course=t_begun(t_fed(taken, fresh), self.course.now_min), conditions=conditions)
        return line, {"taken_ml": taken_ml, "left_over_cells": left.viable}

    def truth(self) -> Facts:
        """Return the true state."""
        return asdict(t_phenotype(t_now(self.course), self.conditions))

    def counted(self) -> Suspension:
        """Return a mL of it as a cell counter meets it."""
        s = t_now(self.course)
        return counter_sample(s, t_count(s) + s.amount("other"))


_CONDITIONS = ("environment", "aerate", "perfuse")


def _conditioned(line: TCellLine, do: str, values: Values) -> Conditions:
    if do == "environment":
        return replace(line.conditions, temperature_c=values["temperature_c"], co2_pct=values["co2_pct"])
    if do == "aerate":
        return replace(line.conditions, kla_per_h=values["kla_per_h"])
    per_h = values["rate_ml_per_day"] / 24.0
    if per_h > _EXCHANGES_PER_H * line.course.now[0]:
        raise ValueError(f"{values['rate_ml_per_day']:g} mL a day is more than four volumes an hour; perfuse slower")
    return replace(line.conditions, perfusion_ml_per_h=per_h, perfused=line.medium)


def _handled(line: TCellLine, s: Culture, do: str, values: Values, key: str) -> tuple[Culture, Facts]:
    medium, chance = line.medium, line.chance
    match do:
        case "select":
            return t_selected(s, chance=chance, key=key, waited_h=values["waited_h"]).product, {}
        case "activate":
            dose = t_cells(0.0, activator_doses=values["activator_dose"], beads=values["beads"])
            return t_fed(s, dose), {}
        case "feed":
            return t_fed(s, medium.volume(values["volume_ml"])), {}
        case "add_cytokine":
            return t_fed(s, t_cells(0.0, cytokine_iu=values["il_2_iu"])), {}
        case "exchange":
            ml, loss = values["volume_ml"], values["cell_loss_pct"] / 100.0
            return t_exchanged(s, remove_ml=ml, fresh=medium.volume(ml), loss=loss).product, {}
        case "add_vector":
            units = values["vector_moi"] * t_count(s)
            volume = {"volume_ml": values["volume_ml"], "thawed_min": values["thawed_min"]}
            return vector_added(s, transducing_units=units, **volume), {"vector_tu": units}
        case "sample":
            taken, left = t_sampled(s, volume_ml=values["volume_ml"], chance=chance, key=key)
            return left, {"sampled_cells": taken.viable}
        case "wash":
            fresh = medium.volume(values["resuspend_ml"])
            automated = values["method"] == "automated"
            return t_washed(s, cycles=int(values["cycles"]), automated=automated, resuspend=fresh).product, {}
        case "electroporate":
            done = t_electroporated(
                s, field_error=values["field_error_pct"] / 100.0, mrna_ug_per_e6=values["mrna_ug_per_e6_cells"]
            )
            return done.product, {"expressing_pct": 100.0 * done.expressing}
        case "contaminate":
            return t_fed(s, t_cells(0.0, bioburden_cfu=values["bioburden_cfu"])), {}
        case _:
            return _finished(line, s, do, values, key), {}


def _finished(line: TCellLine, s: Culture, do: str, values: Values, key: str) -> Culture:
    match do:
        case "debead":
            return debeaded(s).product
        case "hold_in_dmso":
            return dmso_held(s, minutes=values["minutes"], temperature_c=values["temperature_c"])
        case "freeze_thaw":
            return frozen_and_thawed(s, **values)
        case "open_culture":
            return opened(s, skill=values["skill"], chance=line.chance, key=key)
    raise ValueError(f"T cells know no event {do!r}")


def t_cell_line(protocol: CultureProtocol, chance: Chance) -> TCellLine:
    """Return the line at the start of a protocol of T cells.

    Raises:
        ValueError: If a G-Rex has no area.
    """
    vessel, start, liquid = protocol.vessel, protocol.start, protocol.medium
    kla, factor = VESSELS[vessel["kind"]]
    if vessel["kind"] == "g_rex" and not vessel["area_cm2"]:
        raise ValueError("a G-Rex is known by its base; give area_cm2 in vessel")
    cap = GREX_CAP.value * vessel["area_cm2"] / vessel["volume_ml"] if vessel["kind"] == "g_rex" else 0.0
    others = liquid["il_7_ng_per_ml"] + liquid["il_15_ng_per_ml"]
    overrides = {
        **_donor(protocol, chance).overrides(),
        "hco3_0": liquid["bicarbonate_mmol_per_l"],
        **protocol.parameters,
    }
    conditions = Conditions(
        kla_per_h=vessel["kla_per_h"] or kla,
        growth_factor=factor * liquid["growth_factor"],
        regime="il_7_15" if others > 0.0 else "il_2",
        cap_cells_per_ml=cap,
        overrides=overrides,
    )
    medium = Medium(
        glucose_mmol_per_l=liquid["glucose_mmol_per_l"],
        glutamine_mmol_per_l=liquid["glutamine_mmol_per_l"],
        lactate_mmol_per_l=liquid["lactate_mmol_per_l"],
        ammonia_mmol_per_l=liquid["ammonia_mmol_per_l"],
        cytokine_iu_per_ml=liquid["il_2_iu_per_ml"] + IL_7_15_IU.value * others,
    )
    n = start["t_cells"]
    cells = t_cells(
        0.0,
        resting=n,
        other=start["other_cells"],
        doomed=start["doomed_cells"],
        dead=start["dead_cells"],
        cd8_cells=n * start["cd8_pct"] / 100.0,
        naive_cells=n * start["naive_pct"] / 100.0,
        central_cells=n * start["central_memory_pct"] / 100.0,
        activator_doses=start["activator_dose"],
        beads=start["beads"],
    )
    seeded = t_fed(medium.volume(vessel["volume_ml"]), cells)
    return TCellLine(course=t_begun(seeded, 0), conditions=conditions, medium=medium, chance=chance)


def _donor(protocol: CultureProtocol, chance: Chance) -> TDonor:
    if protocol.donor == "drawn":
        return t_patient_of(chance)
    if isinstance(protocol.donor, Mapping):
        values = dict(protocol.donor)
        return TDonor(susceptible=values.pop("susceptible_pct") / 100.0, **values)
    return TDonor()
