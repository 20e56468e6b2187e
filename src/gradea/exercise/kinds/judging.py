"""Drawn kinds around judgement: deviation classes, release decisions, wrong places in a cabinet."""

from collections.abc import Mapping
from typing import Any

from gradea.exercise.bank import Bank
from gradea.exercise.draw import Draw
from gradea.exercise.exhibit import Scene, Table
from gradea.exercise.form import ChoiceForm, MatchForm, MatchKey, SetKey, Spot, SpotsForm
from gradea.exercise.kinds.making import Made, ids_of, listed, number_words, options_of
from gradea.exercise.words import Words

CLASSES: Mapping[str, Words] = {
    "critical": {"en": "critical", "nl": "kritiek"},
    "major": {"en": "major", "nl": "groot (major)"},
    "minor": {"en": "minor", "nl": "klein (minor)"},
}


def deviation(with_: Mapping[str, Any], draw: Draw, bank: Bank) -> Made:
    """Several events, at least one of each class: say which class each has."""
    chosen = [draw.pick(level, [case for case in bank.deviations if case.level == level]) for level in CLASSES]
    rest = [case for case in bank.deviations if case not in chosen]
    chosen = list(draw.shuffled("cases", [*chosen, *draw.some("rest", rest, int(with_["cases"]) - len(chosen))]))
    lines, _ = listed([(case.code, case.words) for case in chosen])
    options, origin = listed(list(CLASSES.items()))
    id_of = {meant: name for name, meant in origin.items()}
    return Made(
        form=MatchForm(lines=lines, options=options),
        key=MatchKey(pairs={str(n): id_of[case.level] for n, case in enumerate(chosen, 1)}),
        origin=origin,
        notes={str(n): _with_clause(case.why, case.clause) for n, case in enumerate(chosen, 1)},
    )


def _with_clause(why: Words, clause: str) -> Words:
    return {language: f"{text} ({clause})" for language, text in why.items()}


def release(with_: Mapping[str, Any], draw: Draw, bank: Bank) -> Made:
    """The summary of a batch as the QP gets it: results, monitoring, deviations; choose the decision."""
    plots = (bank.words or {})["release"]
    names = [name for name in plots["plots"] if not with_["plots"] or name in with_["plots"]]
    plot = plots["plots"][draw.pick("plot", names)]
    rows: list[tuple[Words, ...]] = []
    for place, line in enumerate(plots["attributes"]):
        low, high = plot.get("results", {}).get(line["code"], line["usual"])
        value = draw.between("value", float(low), float(high), place)
        shown: Words = number_words(value, int(line["decimals"]))
        rows.append(
            (line["words"], line["limit"], {tongue: f"{text} {line['unit']}" for tongue, text in shown.items()})
        )
    rows += [
        (line["words"], line["limit"], plot["findings"].get(line["code"], line["usual"])) for line in plots["findings"]
    ]
    options, origin = options_of([(name, words) for name, words in plots["decisions"].items()], draw)
    heads: tuple[Words, ...] = (
        {"en": "Line", "nl": "Regel"},
        {"en": "Limit or expectation", "nl": "Limiet of verwachting"},
        {"en": "This batch", "nl": "Deze batch"},
    )
    title: Words = {"en": "Batch summary (invented data)", "nl": "Samenvatting van de batch (verzonnen gegevens)"}
    notes = {name: plot["notes"].get(meant, plots["notes"][meant]) for name, meant in origin.items()}
    return Made(
        form=ChoiceForm(options=options),
        key=SetKey(right=ids_of(origin, [plot["decision"]])),
        exhibits=(Table(title=title, heads=heads, rows=tuple(rows)),),
        values={"reason": plot["why"]},
        origin=origin,
        notes=notes,
    )


def scene(with_: Mapping[str, Any], draw: Draw, bank: Bank) -> Made:
    """A cabinet at work, drawn: mark every place where something is wrong."""
    places = (bank.words or {})["scene"]["places"]
    count = draw.integer("count", *with_["faults"])
    wrong = set(draw.some("wrong", [place["code"] for place in places], count))
    spots, things, notes, origin, right = [], [], {}, {}, []
    for number, place in enumerate(places, 1):
        bad = place["code"] in wrong
        spots.append(Spot(id=str(number), words=place["words"], box=tuple(place["box"])))
        things.append((place["code"], place["wrong"] if bad else place["right"]))
        origin[str(number)] = f"{place['code']}-{'wrong' if bad else 'right'}"
        right += [str(number)] if bad else []
        notes[str(number)] = place["why_wrong"] if bad else place["why_right"]
    described: Words = {
        tongue: " ".join(f"{n}. {said(place, place['code'] in wrong, tongue)}" for n, place in enumerate(places, 1))
        for tongue in ("en", "nl")
    }
    return Made(
        form=SpotsForm(spots=tuple(spots)),
        key=SetKey(right=frozenset(right)),
        exhibits=(Scene(things=tuple(things), described=described),),
        values={"faults": str(count)},
        origin=origin,
        notes=notes,
    )


def said(place: Mapping[str, Any], bad: bool, language: str) -> str:
    """Return what the drawing shows at a place, for somebody who cannot see it; it says what is there, not that it is wrong."""
    return str(place["seen_wrong" if bad else "seen_right"][language])
