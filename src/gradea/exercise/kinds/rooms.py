"""Drawn kinds around rooms and people: gowning order, grade limits, pressure cascade."""

from collections.abc import Mapping
from typing import Any

from gradea.exercise.annex1_limits import GRADES, PARTICLES, VIABLE, WORDS, limit_words
from gradea.exercise.bank import Bank
from gradea.exercise.draw import Draw
from gradea.exercise.exhibit import Table
from gradea.exercise.form import ChoiceForm, MatchForm, MatchKey, NumberForm, NumberKey, OrderForm, OrderKey, SetKey
from gradea.exercise.kinds.making import Made, ids_of, listed, options_of
from gradea.exercise.words import Words, both

STEP_PA = 10.0
"""Pressure difference between rooms of different grade that Annex 1 4.14 gives as guidance, Pa."""


def gowning(with_: Mapping[str, Any], draw: Draw, bank: Bank) -> Made:
    """Some of the steps of a gowning sequence, to be put in order. Steps of one rank may come in any order."""
    steps = (bank.words or {})["gowning"][with_["into"]]
    fixed = [step for step in steps if step.get("always")]
    loose = [step for step in steps if not step.get("always")]
    kept = {step["code"] for step in (*fixed, *draw.some("steps", loose, max(0, int(with_["steps"]) - len(fixed))))}
    named: list[tuple[str, Words]] = [(step["code"], step["words"]) for step in steps if step["code"] in kept]
    options, origin = options_of(named, draw)
    rank_of = {step["code"]: int(step["rank"]) for step in steps}
    ranks = {name: rank_of[meant] for name, meant in origin.items()}
    notes = {name: next(step["why"] for step in steps if step["code"] == meant) for name, meant in origin.items()}
    return Made(form=OrderForm(options=options), key=OrderKey(ranks=ranks), origin=origin, notes=notes)


def grade_limit(with_: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """Match four measured quantities with their limit, or give one limit as a number."""
    table = {**PARTICLES, **VIABLE}
    grade = draw.pick("grade", with_["grades"])
    quantities = [name for name in with_["quantities"] if with_["ask_for"] == "match" or table[name][grade] is not None]
    if with_["ask_for"] == "number":
        quantity = draw.pick("quantity", quantities)
        limit = table[quantity][grade] or 0
        values = {"grade": both(grade), "quantity": WORDS[quantity], "result": limit_words(limit)}
        key = NumberKey(value=float(limit), unit="", tolerance=0.0)
        return Made(form=NumberForm(units=()), key=key, values=values)
    quantity = draw.pick("quantity", quantities)
    lines, _ = listed([(each, {"en": f"Grade {each}", "nl": f"Klasse {each}"}) for each in GRADES])
    limits = list(dict.fromkeys(table[quantity][each] for each in GRADES))
    options, origin = options_of([(str(limit), limit_words(limit)) for limit in limits], draw)
    id_of = {meant: name for name, meant in origin.items()}
    pairs = {str(place): id_of[str(table[quantity][each])] for place, each in enumerate(GRADES, 1)}
    return Made(
        form=MatchForm(lines=lines, options=options),
        key=MatchKey(pairs=pairs),
        values={"quantity": WORDS[quantity], "grade": both(grade)},
        origin=origin,
    )


def excursion(with_: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """A day's plates from several rooms: mark every result above its action limit."""
    named: list[tuple[str, Words]] = []
    wrong: list[str] = []
    kinds = [(quantity, grade) for quantity in VIABLE for grade in GRADES if VIABLE[quantity][grade] is not None]
    for place, (quantity, grade) in enumerate(draw.some("plates", kinds, int(with_["plates"]))):
        limit = VIABLE[quantity][grade] or 0
        over = place == 0 or draw.happens("over", 0.35, place)
        count = (
            limit + draw.integer("above", 1, max(1, limit // 3), place)
            if over
            else draw.integer("within", 0, limit, place)
        )
        name = f"{quantity}-{grade}"
        said = {"en": "Grade", "nl": "Klasse"}
        named.append((name, {tongue: f"{said[tongue]} {grade}: {count} {WORDS[quantity][tongue]}" for tongue in said}))
        wrong += [name] if over else []
    options, origin = options_of(named, draw)
    return Made(form=ChoiceForm(options=options, many=True), key=SetKey(right=ids_of(origin, wrong)), origin=origin)


def cascade(with_: Mapping[str, Any], draw: Draw, bank: Bank) -> Made:
    """A row of rooms with their pressures: mark each door where the step to the cleaner room is below 10 Pa."""
    rooms = (bank.words or {})["cascades"][with_["rooms"]]
    pressures, faults = [0.0], []
    doors = list(range(1, len(rooms)))
    broken = set(draw.some("broken", doors, draw.integer("count", 1, 2)))
    for door in doors:
        good = draw.integer("good", 11, 17, door)
        bad = draw.pick("bad", (9, 8, 6, 4, -3, -6), door)
        pressures.append(pressures[-1] + (bad if door in broken else good))
    named: list[tuple[str, Words]] = []
    for door in doors:
        low, high = rooms[door - 1], rooms[door]
        name = f"{low['code']}>{high['code']}"
        named.append((name, both(f"{low['code']} → {high['code']}")))
        faults += [name] if door in broken else []
    rows = tuple(
        (both(room["code"]), room["words"], both(room["grade"]), both(f"{pressure:+.0f}"))
        for room, pressure in zip(rooms, pressures, strict=True)
    )
    heads: tuple[Words, ...] = (
        {"en": "Room", "nl": "Ruimte"},
        {"en": "Use", "nl": "Gebruik"},
        {"en": "Grade", "nl": "Klasse"},
        {"en": "Pressure, Pa", "nl": "Druk, Pa"},
    )
    title: Words = {
        "en": "Pressures shown by the monitoring system, in the order of the doors",
        "nl": "Druk volgens het bewakingssysteem, in de volgorde van de deuren",
    }
    options, origin = listed(named)
    return Made(
        form=ChoiceForm(options=options, many=True),
        key=SetKey(right=ids_of(origin, faults)),
        exhibits=(Table(title=title, heads=heads, rows=rows),),
        values={"doors": both(", ".join(fault.replace(">", " → ") for fault in faults)), "step": f"{STEP_PA:.0f}"},
        origin=origin,
    )
