"""Drawn kinds around cells: count and dilution, viability, multiplicity of infection, dose, endotoxin."""

from collections.abc import Mapping
from typing import Any

from gradea.exercise.bank import Bank
from gradea.exercise.draw import Draw
from gradea.exercise.form import NumberForm, NumberKey
from gradea.exercise.kinds.making import Made, number_words, power_words, units_of
from gradea.exercise.words import Words, both

SQUARE_ML = 1e-4
"""Volume over one large square of a counting chamber, mL (1 mm x 1 mm x 0.1 mm)."""

ROUNDING = 0.02
"""Relative room for rounding on the way (design choice)."""

_UNIT_WORDS: Mapping[str, Words] = {
    "cells": {"en": "cells", "nl": "cellen"},
    "cells/mL": {"en": "cells/mL", "nl": "cellen/mL"},
}

ENDOTOXIN_K = {"intravenous": 5.0, "intrathecal": 0.2}
"""K of the limit K/M, IU per kg and hour (Ph. Eur. 5.1.10)."""


def cell_count(with_: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """Cells per millilitre, or in all, from a count in large squares at a dilution."""
    squares = draw.pick("squares", with_["squares"])
    dilution = draw.pick("dilution", with_["dilutions"])
    counted = draw.integer("counted", *with_["counted"])
    volume = draw.integer("volume", *with_["volume_ml"])
    per_ml = counted / squares * dilution / SQUARE_ML
    total = with_["ask_for"] == "total"
    value, unit = (per_ml * volume, "cells") if total else (per_ml, "cells/mL")
    return _number(
        value,
        unit,
        {
            "squares": str(squares),
            "dilution": str(dilution),
            "counted": str(counted),
            "volume": str(volume),
            "mean": number_words(counted / squares, 1),
            "per_ml": power_words(per_ml),
            "result": power_words(value),
        },
    )


def viability(with_: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """Viable cells as a share of all cells."""
    living = draw.integer("living", *with_["living"])
    dead = max(1, round(living * draw.between("dead", *with_["dead_share"])))
    value = 100.0 * living / (living + dead)
    values = {"living": str(living), "dead": str(dead), "all": str(living + dead), "result": number_words(value, 1)}
    return _number(value, "%", values, tolerance=0.5)


def infection(with_: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """The volume of vector that gives a multiplicity of infection, or the multiplicity that a volume gave."""
    millions = draw.integer("cells", *with_["million_cells"])
    titre_millions = draw.pick("titre", with_["titre_million_per_ml"])
    wanted = draw.pick("moi", with_["moi"])
    volume = millions * wanted / titre_millions
    shown = {
        "cells": power_words(millions * 1e6),
        "titre": power_words(titre_millions * 1e6),
        "moi": number_words(wanted, 0 if float(wanted).is_integer() else 1),
        "volume": number_words(volume, 2),
        "particles": power_words(millions * 1e6 * wanted),
    }
    if with_["ask_for"] == "moi":
        given = round(volume, 2)
        value = given * titre_millions / millions
        return _number(value, "", {**shown, "volume": number_words(given, 2), "result": number_words(value, 2)})
    return _number(volume, "mL", {**shown, "result": number_words(volume, 2)}, factors={"µL": 0.001})


def dose(with_: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """The volume to fill for a dose of viable cells."""
    wanted = draw.pick("dose", with_["million_doses"])
    per_ml = draw.integer("density", *with_["tenth_million_per_ml"]) / 10.0
    viable = draw.integer("viable", *with_["viable_percent"])
    value = wanted / (per_ml * viable / 100.0)
    values = {
        "dose": power_words(wanted * 1e6, 0),
        "per_ml": power_words(per_ml * 1e6),
        "viable": str(viable),
        "viable_per_ml": power_words(per_ml * 1e6 * viable / 100.0),
        "result": number_words(value, 2),
    }
    return _number(value, "mL", values, factors={"µL": 0.001})


def endotoxin(with_: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """The endotoxin limit per millilitre from body weight and the volume given in an hour."""
    weight = draw.integer("weight", *with_["weight_kg"])
    volume = draw.pick("volume", with_["volume_ml"])
    hours = draw.pick("hours", with_["hours"])
    rate = volume / max(1.0, float(hours))
    value = ENDOTOXIN_K[with_["route"]] * weight / rate
    values = {
        "weight": str(weight),
        "volume": str(volume),
        "hours": number_words(float(hours), 0 if float(hours).is_integer() else 1),
        "rate": number_words(rate, 1),
        "k": number_words(ENDOTOXIN_K[with_["route"]], 1),
        "result": number_words(value, 2),
    }
    return _number(value, "IU/mL", values)


def dilution(with_: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """The volume of stock for a working dilution."""
    stock, work = draw.pick("stock", with_["stock"]), draw.pick("work", with_["work"])
    volume = draw.pick("volume", with_["volume_ml"])
    value = work * volume / stock * 1000.0
    values = {
        "stock": number_words(stock),
        "work": number_words(work),
        "volume": str(volume),
        "unit": both(str(with_["unit"])),
        "result": number_words(value, 1),
    }
    return _number(value, "µL", values, factors={"mL": 1000.0})


def _number(
    value: float,
    unit: str,
    values: Mapping[str, Any],
    *,
    factors: Mapping[str, float] | None = None,
    tolerance: float | None = None,
) -> Made:
    room = abs(value) * ROUNDING if tolerance is None else tolerance
    others = dict(factors or {})
    units = units_of(_UNIT_WORDS.get(unit, unit), tuple(others))
    key = NumberKey(value=value, unit=unit, tolerance=room, factors=others)
    return Made(form=NumberForm(units=units), key=key, values=values)
