"""Kinds whose words and answer stand in the item: choice, multiple, order, number, match, text."""

from collections.abc import Mapping, Sequence
from typing import Any

from gradea.exercise.bank import Bank
from gradea.exercise.draw import Draw
from gradea.exercise.form import (
    ChoiceForm,
    MatchForm,
    MatchKey,
    NumberForm,
    NumberKey,
    OrderForm,
    OrderKey,
    SetKey,
    TextForm,
    TextKey,
)
from gradea.exercise.kinds.making import Made, ids_of, listed, options_of, units_of
from gradea.exercise.words import Words


def choice(body: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """One option is right."""
    return _choice([("right", body["right"])], body["wrong"], draw, many=False)


def multiple(body: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """All options that are right."""
    return _choice([(f"right-{n}", words) for n, words in enumerate(body["right"], 1)], body["wrong"], draw, many=True)


def _choice(right: list[tuple[str, Words]], wrong: Sequence[Words], draw: Draw, *, many: bool) -> Made:
    named = [*right, *((f"wrong-{n}", words) for n, words in enumerate(wrong, 1))]
    options, origin = options_of(named, draw)
    key = SetKey(right=ids_of(origin, [name for name, _words in right]))
    return Made(form=ChoiceForm(options=options, many=many), key=key, origin=origin)


def order(body: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """Steps in their order; a list within the list may come in any order."""
    named: list[tuple[str, Words]] = []
    rank_of: dict[str, int] = {}
    for rank, entry in enumerate(body["steps"], 1):
        for number, words in enumerate(entry if isinstance(entry, list) else [entry], 1):
            named.append((f"step-{rank}-{number}", words))
            rank_of[named[-1][0]] = rank
    options, origin = options_of(named, draw)
    ranks = {name: rank_of[meant] for name, meant in origin.items()}
    return Made(form=OrderForm(options=options), key=OrderKey(ranks=ranks), origin=origin)


def number(body: Mapping[str, Any], _draw: Draw, _bank: Bank) -> Made:
    """A number with its unit; `units` holds others and what one of them is worth."""
    value, unit = float(body["answer"]), body.get("unit", "")
    tolerance = abs(value) * float(body.get("percent", 0)) / 100.0 + float(body.get("plus_minus", 0))
    factors = {str(name): float(worth) for name, worth in body.get("units", {}).items()}
    units = units_of(unit, tuple(factors))
    name = unit if isinstance(unit, str) else unit["en"]
    key = NumberKey(value=value, unit=name, tolerance=tolerance, factors=factors)
    return Made(form=NumberForm(units=units), key=key)


def match(body: Mapping[str, Any], draw: Draw, _bank: Bank) -> Made:
    """Each line has its option; equal options are one; `extra` options belong to no line."""
    lines, _ = listed([(f"pair-{n}", pair["left"]) for n, pair in enumerate(body["pairs"], 1)])
    rights: list[Words] = []
    for words in [*(pair["right"] for pair in body["pairs"]), *body.get("extra", [])]:
        if words not in rights:
            rights.append(words)
    options, origin = options_of([(f"right-{n}", words) for n, words in enumerate(rights)], draw)
    id_of = {meant: name for name, meant in origin.items()}
    pairs = {str(n): id_of[f"right-{rights.index(pair['right'])}"] for n, pair in enumerate(body["pairs"], 1)}
    return Made(form=MatchForm(lines=lines, options=options), key=MatchKey(pairs=pairs), origin=origin)


def text(body: Mapping[str, Any], _draw: Draw, _bank: Bank) -> Made:
    """Free words, judged by the person with a list of points."""
    return Made(form=TextForm(), key=TextKey(points=tuple(body["points"]), example=body["example"]))
