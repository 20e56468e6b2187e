"""The words of a culture protocol: which keys each part and each event may have, with ranges and defaults."""

from collections.abc import Mapping
from dataclasses import dataclass

from gradea.world.culture.stromal.parameters import GROWTH as STROMAL_GROWTH
from gradea.world.culture.t_cell import VESSELS
from gradea.world.culture.t_cell.parameters import GROWTH as T_GROWTH

Value = float | str | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One key: a number within a range, one of some words, or a switch; required where it has no default."""

    low: float = 0.0
    high: float = 0.0
    words: tuple[str, ...] = ()
    switch: bool = False
    default: Value | None = None

    @property
    def required(self) -> bool:
        """Whether the key must be there."""
        return self.default is None


def need(low: float, high: float) -> Field:
    """Return a number that must be given."""
    return Field(low=low, high=high)


def may(default: float, low: float, high: float) -> Field:
    """Return a number with a default."""
    return Field(low=low, high=high, default=default)


Part = Mapping[str, Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What one model understands."""

    vessel: Part
    medium: Part
    start: Part
    donor: Part
    events: Mapping[str, Part]
    symbols: Mapping[str, tuple[float, float]]


_OFF = Field(switch=True, default=False)
_ENVIRONMENT: Part = {
    "temperature_c": may(37.0, 0.0, 45.0),
    "co2_pct": may(5.0, 0.01, 30.0),
    "minutes": may(0.0, 0.0, 1e5),
}
_ML = need(0.001, 1e5)

_T_EVENTS: dict[str, Part] = {
    "select": {"waited_h": may(0.0, 0.0, 72.0)},
    "activate": {"activator_dose": need(0.01, 20.0), "beads": may(0.0, 0.0, 1e12)},
    "feed": {"volume_ml": _ML},
    "add_cytokine": {"il_2_iu": need(0.0, 1e9)},
    "exchange": {"volume_ml": _ML, "cell_loss_pct": may(0.0, 0.0, 100.0)},
    "add_vector": {
        "vector_moi": need(0.0, 200.0), "volume_ml": may(0.0, 0.0, 1e4), "thawed_min": may(0.0, 0.0, 1e4),
        "spinoculation": _OFF, "enhancer": _OFF,
    },
    "perfuse": {"rate_ml_per_day": need(0.0, 1e6)},
    "aerate": {"kla_per_h": need(0.01, 60.0)},
    "sample": {"volume_ml": _ML},
    "wash": {"method": Field(words=("manual", "automated")), "cycles": may(1.0, 1.0, 6.0), "resuspend_ml": _ML},
    "debead": {},
    "environment": _ENVIRONMENT,
    "electroporate": {"field_error_pct": may(0.0, -100.0, 100.0), "mrna_ug_per_e6_cells": need(0.0, 100.0)},
    "hold_in_dmso": {"minutes": need(0.0, 1e4), "temperature_c": may(4.0, 0.0, 37.0)},
    "freeze_thaw": {
        "cooling_k_per_min": may(1.0, 0.05, 50.0), "warming_k_per_min": may(100.0, 0.5, 500.0),
        "weeks_at_m80": may(0.0, 0.0, 520.0),
    },
    "reseed": {
        "density_e6_per_ml": need(0.001, 100.0), "volume_ml": _ML, "kind": Field(words=tuple(VESSELS), default="same"),
    },
    "open_culture": {"skill": may(1.0, 0.0, 1e5)},
    "contaminate": {"bioburden_cfu": need(1.0, 1e9), "doubling_h": need(0.25, 48.0), "gram_negative": _OFF},
}  # fmt: skip

T_VOCABULARY = Vocabulary(
    vessel={
        "kind": Field(words=tuple(VESSELS)), "volume_ml": _ML, "kla_per_h": may(0.0, 0.0, 60.0),
        "area_cm2": may(0.0, 0.0, 1e5),
    },
    medium={
        "glucose_mmol_per_l": may(17.0, 0.0, 60.0), "glutamine_mmol_per_l": may(4.0, 0.0, 20.0),
        "lactate_mmol_per_l": may(0.0, 0.0, 40.0), "ammonia_mmol_per_l": may(0.05, 0.0, 20.0),
        "bicarbonate_mmol_per_l": may(26.0, 10.0, 60.0), "il_2_iu_per_ml": may(0.0, 0.0, 1e4),
        "il_7_ng_per_ml": may(0.0, 0.0, 500.0), "il_15_ng_per_ml": may(0.0, 0.0, 500.0),
        "growth_factor": may(1.0, 0.05, 2.0),
    },
    start={
        "t_cells": need(1.0, 1e12), "other_cells": may(0.0, 0.0, 1e12), "doomed_cells": may(0.0, 0.0, 1e12),
        "dead_cells": may(0.0, 0.0, 1e12), "cd8_pct": may(40.0, 0.0, 100.0), "naive_pct": may(40.0, 0.0, 100.0),
        "central_memory_pct": may(30.0, 0.0, 100.0), "activator_dose": may(0.0, 0.0, 20.0), "beads": may(0.0, 0.0, 1e12),
    },
    donor={
        "growth": may(1.0, 0.1, 2.0), "destiny_divisions": may(8.118, 1.0, 20.0), "susceptible_pct": may(46.7, 0.0, 100.0),
        "adsorption": may(1.0, 0.05, 10.0),
    },
    events=_T_EVENTS,
    symbols={each.symbol: (each.low, each.high) for each in T_GROWTH},
)  # fmt: skip

_DENDRITIC_LIQUID: dict[str, Field] = {
    "gm_csf_iu_per_ml": may(0.0, 0.0, 1e5), "il_4_iu_per_ml": may(0.0, 0.0, 1e5),
    "dexamethasone_nmol_per_ml": may(0.0, 0.0, 100.0), "vitamin_d3_pmol_per_ml": may(0.0, 0.0, 1e3),
    "mpla_ug_per_ml": may(0.0, 0.0, 100.0),
}  # fmt: skip

DENDRITIC_VOCABULARY = Vocabulary(
    vessel={"volume_ml": _ML},
    medium=_DENDRITIC_LIQUID,
    start={
        "monocytes": need(1.0, 1e12), "lymphocytes": may(0.0, 0.0, 1e12), "granulocytes": may(0.0, 0.0, 1e12),
        "dead_cells": may(0.0, 0.0, 1e12),
    },
    donor={
        "survival": may(1.0, 0.2, 5.0), "differentiation": may(1.0, 0.2, 3.0), "maturation": may(1.0, 0.05, 20.0),
        "steroid_response": may(0.985, 0.0, 1.0), "il10": may(1.0, 0.05, 20.0),
    },
    events={
        "add": {
            "volume_ml": may(0.0, 0.0, 1e5), "gm_csf_iu": may(0.0, 0.0, 1e9), "il_4_iu": may(0.0, 0.0, 1e9),
            "dexamethasone_nmol": may(0.0, 0.0, 1e6), "vitamin_d3_pmol": may(0.0, 0.0, 1e7), "mpla_ug": may(0.0, 0.0, 1e6),
        },
        "exchange": {"volume_ml": _ML, **_DENDRITIC_LIQUID},
        "environment": _ENVIRONMENT,
        "harvest": {"cold": Field(switch=True, default=True)},
        "wash": {"g": may(300.0, 1.0, 5000.0), "minutes": may(10.0, 0.1, 120.0), "resuspend_ml": _ML},
        "sample": {"volume_ml": _ML},
    },
    symbols={},
)  # fmt: skip

STROMAL_VOCABULARY = Vocabulary(
    vessel={"volume_ml": _ML, "area_cm2": need(0.1, 1e6)},
    medium={
        "glucose_mmol_per_l": may(5.5, 0.0, 60.0), "glutamine_mmol_per_l": may(4.0, 0.0, 20.0),
        "growth_factor_pct": may(0.0, 0.0, 50.0),
    },
    start={"stromal_cells": need(1.0, 1e12), "doublings": may(8.0, 0.0, 80.0)},
    donor={"growth": may(1.0, 0.1, 2.0)},
    events={
        "feed": {"volume_ml": _ML},
        "exchange": {"volume_ml": _ML},
        "passage": {
            "trypsin_min": may(8.0, 0.1, 240.0), "cells_per_cm2": need(0.1, 1e6), "area_cm2": need(0.1, 1e6), "volume_ml": _ML,
        },
        "harvest": {"trypsin_min": may(8.0, 0.1, 240.0)},
        "sample": {"volume_ml": _ML},
    },
    symbols={each.symbol: (each.low, each.high) for each in STROMAL_GROWTH},
)  # fmt: skip

VOCABULARIES: Mapping[str, Vocabulary] = {
    "t_cell": T_VOCABULARY,
    "dendritic": DENDRITIC_VOCABULARY,
    "stromal": STROMAL_VOCABULARY,
}
"""What each model understands, by the word for it in a protocol."""
