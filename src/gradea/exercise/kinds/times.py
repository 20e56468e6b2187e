"""Drawn kinds around time and labels: expiry, hold time, label check."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from gradea.exercise.bank import Bank
from gradea.exercise.draw import Draw
from gradea.exercise.exhibit import Table
from gradea.exercise.form import ChoiceForm, MatchForm, MatchKey, NumberForm, NumberKey, SetKey
from gradea.exercise.kinds.making import Made, ids_of, listed, options_of, units_of
from gradea.exercise.words import Words, both

FIRST_DAY = date(2025, 10, 7)
"""Day on which the drawn times lie: the first of the example edition."""


def hold_time(with_: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """How long a step was held, in minutes, over midnight or not; the words say what to compare it with."""
    start = datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(
        minutes=draw.integer("start", *with_["start_minute"])
    )
    minutes = draw.integer("held", *with_["held_minutes"])
    end = start + timedelta(minutes=minutes)
    limit = int(with_["limit_minutes"])
    values: dict[str, Words | str] = {
        "start": both(f"{start:%Y-%m-%d %H:%M}"),
        "end": both(f"{end:%Y-%m-%d %H:%M}"),
        "limit": str(limit),
        "result": str(minutes),
        "over": str(max(0, minutes - limit)),
        "verdict": _verdict(minutes - limit),
    }
    key = NumberKey(value=float(minutes), unit="min", tolerance=0.0, factors={"h": 60.0})
    return Made(form=NumberForm(units=units_of("min", ("h",))), key=key, values=values)


def _verdict(over: int) -> Words:
    if over > 0:
        return {"en": f"{over} min beyond the limit: a deviation", "nl": f"{over} min voorbij de limiet: een afwijking"}
    return {"en": f"within the limit, with {-over} min to spare", "nl": f"binnen de limiet, met {-over} min over"}


def expiry(with_: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """Lots on a shelf with opened and expiry dates: mark the ones that may be used now."""
    now = datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(hours=draw.integer("hour", 8, 16), minutes=20)
    open_days = int(with_["open_days"])
    rows, named, usable = [], [], []
    for place in range(int(with_["lots"])):
        good = place == 0 or (place != 1 and draw.happens("good", 0.5, place))
        fault = draw.pick("fault", ("expired", "open", "status"), place)
        lot = f"EX-{draw.integer('lot', 100, 999, place)}{'ABCDEFGH'[place]}"
        expires = now.date() + timedelta(
            days=-draw.integer("late", 1, 20, place)
            if not good and fault == "expired"
            else draw.integer("left", 0, 90, place)
        )
        days = (
            draw.integer("days", open_days + 1, open_days + 5, place)
            if not good and fault == "open"
            else draw.integer("in", 1, open_days - 1, place)
        )
        opened = now - timedelta(days=days, hours=2)
        released = good or fault != "status"
        status: Words = (
            {"en": "released", "nl": "vrijgegeven"} if released else {"en": "quarantine", "nl": "quarantaine"}
        )
        rows.append((both(lot), both(f"{expires:%Y-%m-%d}"), both(f"{opened:%Y-%m-%d %H:%M}"), status))
        named.append((lot, both(lot)))
        usable += [lot] if good else []
    heads: tuple[Words, ...] = (
        both("Lot"),
        {"en": "Expires", "nl": "Vervalt"},
        {"en": "First opened", "nl": "Eerst geopend"},
        {"en": "Status", "nl": "Status"},
    )
    title: Words = {"en": "Bottles in the refrigerator", "nl": "Flessen in de koelkast"}
    options, origin = listed(named)
    return Made(
        form=ChoiceForm(options=options, many=True),
        key=SetKey(right=ids_of(origin, usable)),
        exhibits=(Table(title=title, heads=heads, rows=tuple(rows)),),
        values={"now": both(f"{now:%Y-%m-%d %H:%M}"), "days": str(open_days), "lots": both(", ".join(usable))},
        origin=origin,
    )


def label_check(with_: Mapping[str, Any], draw: Draw, bank: Bank) -> Made:
    """A label beside the batch record: say of each field whether it agrees, differs or is missing."""
    fields = (bank.words or {})["label"]
    faults = draw.some("faults", [each["code"] for each in fields], draw.integer("count", *with_["faults"]))
    rows, named, verdict = [], [], {}
    for place, each in enumerate(fields):
        right = _field_value(each, draw, place)
        missing = each["code"] in faults and draw.happens("missing", 0.35, place)
        shown = (
            ""
            if missing
            else str(each.get("other") or _spoilt(right, draw, place))
            if each["code"] in faults
            else right
        )
        verdict[each["code"]] = "missing" if missing else "differs" if each["code"] in faults else "agrees"
        rows.append((each["words"], both(right), both(shown or "–")))
        named.append((each["code"], each["words"]))
    lines, _ = listed(named)
    options, origin = listed([(name, words) for name, words in _LABEL_VERDICTS.items()])
    id_of = {meant: name for name, meant in origin.items()}
    pairs = {str(place): id_of[verdict[each["code"]]] for place, each in enumerate(fields, 1)}
    heads: tuple[Words, ...] = (
        {"en": "Field", "nl": "Veld"},
        {"en": "Batch record", "nl": "Batchdossier"},
        {"en": "Label in your hand", "nl": "Etiket in je hand"},
    )
    title: Words = {
        "en": "Label of the outer pack (invented data)",
        "nl": "Etiket van de buitenverpakking (verzonnen gegevens)",
    }
    return Made(
        form=MatchForm(lines=lines, options=options),
        key=MatchKey(pairs=pairs, plain=id_of["agrees"]),
        exhibits=(Table(title=title, heads=heads, rows=tuple(rows)),),
        values={"faults": str(len(faults))},
        origin=origin,
    )


_LABEL_VERDICTS: Mapping[str, Words] = {
    "agrees": {"en": "agrees", "nl": "klopt"},
    "differs": {"en": "differs", "nl": "wijkt af"},
    "missing": {"en": "is missing", "nl": "ontbreekt"},
}


def _field_value(each: Mapping[str, Any], draw: Draw, place: int) -> str:
    """Return an invented value: `#` in the pattern is a digit, `%d` the number of days after the first day."""
    digits = iter(range(40))
    text = "".join(
        str(draw.integer("digit", 0, 9, place * 50 + next(digits))) if c == "#" else c for c in str(each["pattern"])
    )
    if "%d" in text:
        text = text.replace("%d", f"{FIRST_DAY + timedelta(days=draw.integer('day', 1, 20, place)):%Y-%m-%d}")
    return text


def _spoilt(value: str, draw: Draw, place: int) -> str:
    """Return the value with two neighbouring digits swapped, or one changed where they are the same."""
    spots = [n for n in range(len(value) - 1) if value[n].isdigit() and value[n + 1].isdigit()]
    if not spots:
        return value[::-1] if value != value[::-1] else value + "X"
    spot = spots[-1 - draw.integer("spot", 0, min(1, len(spots) - 1), place)]
    first, second = value[spot], value[spot + 1]
    changed = (second, first) if first != second else (first, str((int(second) + 1) % 10))
    return value[:spot] + "".join(changed) + value[spot + 2 :]


def used_units(with_: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """Label reconciliation: how many labels are not accounted for."""
    printed = draw.integer("printed", *with_["printed"])
    used, damaged, samples = draw.integer("used", 4, 9), draw.integer("damaged", 0, 3), draw.integer("samples", 1, 2)
    lost = draw.integer("lost", 0, 2)
    returned = max(0, printed - used - damaged - samples - lost)
    lost = printed - used - damaged - samples - returned
    values = {
        "printed": str(printed),
        "used": str(used),
        "damaged": str(damaged),
        "samples": str(samples),
        "returned": str(returned),
        "result": str(lost),
    }
    return Made(form=NumberForm(units=()), key=NumberKey(value=float(lost), unit="", tolerance=0.0), values=values)


def same_patient(with_: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """Two identifiers on four bags: which bag belongs to the batch."""
    patient, donation = f"P-{draw.integer('patient', 1000, 9999)}", f"EX{draw.integer('donation', 100000, 999999)}"
    other_patient, other_donation = _spoilt(patient, draw, 1), _spoilt(donation, draw, 2)
    bags = [
        ("right", both(f"{patient} · {donation}")),
        ("patient", both(f"{other_patient} · {donation}")),
        ("donation", both(f"{patient} · {other_donation}")),
        ("both", both(f"{other_patient} · {other_donation}")),
    ]
    options, origin = options_of(bags[: int(with_["bags"])], draw)
    return Made(
        form=ChoiceForm(options=options),
        key=SetKey(right=ids_of(origin, ["right"])),
        values={"patient": both(patient), "donation": both(donation)},
        origin=origin,
    )
