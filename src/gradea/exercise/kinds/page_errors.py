"""Drawn kind: find the errors on a page of a batch record.

The page is a stretch of the record of a batch that the simulated crew made: careful people, no gap. Beside it stands what the
room and the instruments kept: display, time, lot, people. Errors of the kinds of say-do gap are planted in the *written*
side only, per person, so the other side is the evidence; where they were planted is the truth key. (`invented` is the exception:
there the log loses the act.)
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from gradea.exercise.bank import Bank, PageLine
from gradea.exercise.draw import Draw
from gradea.exercise.exhibit import Table
from gradea.exercise.form import MatchForm, MatchKey
from gradea.exercise.kinds.making import Made, listed
from gradea.exercise.words import Words, both
from gradea.vocabulary import MINUTE, clock_text

NONE = "none"

_Plant = Callable[[PageLine, Draw, int, str], PageLine]


def _late(line: PageLine, draw: Draw, place: int, _away: str) -> PageLine:
    entered = line.done_at + draw.integer("late", 35, 80, place) * MINUTE
    return replace(line, entered_at=entered, claimed_at=entered)


def _back_dated(line: PageLine, draw: Draw, place: int, _away: str) -> PageLine:
    return replace(line, claimed_at=line.done_at - draw.integer("early", 20, 50, place) * MINUTE)


def _invented(line: PageLine, _draw: Draw, _place: int, _away: str) -> PageLine:
    return replace(line, shown="", done_at=0, people=(), in_lot="")


def _omitted(line: PageLine, _draw: Draw, _place: int, _away: str) -> PageLine:
    return replace(line, value="")


def _mistranscribed(line: PageLine, draw: Draw, place: int, _away: str) -> PageLine:
    return replace(line, value=spoilt_number(line.value, draw, place))


def _wrong_lot(line: PageLine, draw: Draw, place: int, _away: str) -> PageLine:
    return replace(line, lot=spoilt_number(line.lot, draw, place))


def _signed_for(line: PageLine, _draw: Draw, _place: int, away: str) -> PageLine:
    return replace(line, performed_by=away)


def _unwitnessed(line: PageLine, _draw: Draw, _place: int, away: str) -> PageLine:
    return replace(line, verified_by=away)


def _overwritten(line: PageLine, draw: Draw, place: int, _away: str) -> PageLine:
    return replace(line, first_value=line.value, value=spoilt_number(line.value, draw, place))


_PLANTS: Mapping[str, tuple[_Plant, Callable[[PageLine], bool]]] = {
    "late": (_late, lambda _line: True),
    "back-dated": (_back_dated, lambda _line: True),
    "invented": (_invented, lambda line: bool(line.shown)),
    "omitted": (_omitted, lambda line: bool(line.shown) and bool(line.value)),
    "mistranscribed": (_mistranscribed, lambda line: bool(line.shown) and any(c.isdigit() for c in line.value)),
    "wrong-lot": (_wrong_lot, lambda line: bool(line.lot) and any(c.isdigit() for c in line.lot)),
    "signed-for-another": (_signed_for, lambda line: bool(line.people)),
    "unwitnessed": (_unwitnessed, lambda line: bool(line.people) and bool(line.verified_by)),
    "overwritten": (_overwritten, lambda line: bool(line.shown) and any(c.isdigit() for c in line.value)),
}

PLANTED = tuple(_PLANTS)
"""The kinds of gap that can be seen on a page. `out-of-order` needs two lines and is left to the debrief of a run."""


def page_errors(with_: Mapping[str, Any], draw: Draw, bank: Bank) -> Made:
    """A page with planted errors; say of each line whether it has one and which."""
    page = draw.pick("page", bank.pages)
    lines = list(page.lines)
    truth = dict.fromkeys(range(len(lines)), NONE)
    wanted = draw.integer("count", *with_["faults"])
    for place in draw.shuffled("lines", range(len(lines))):
        away = [who for who in page.staff if who not in lines[place].people]
        kinds = [kind for kind, (_plant, fits) in _PLANTS.items() if kind in with_["kinds"] and fits(lines[place])]
        kinds = [kind for kind in kinds if away or kind not in {"signed-for-another", "unwitnessed"}]
        fresh = [kind for kind in kinds if kind not in truth.values()] or kinds
        if not fresh or sum(kind != NONE for kind in truth.values()) == wanted:
            continue
        kind = draw.pick("kind", fresh, place)
        truth[place] = kind
        lines[place] = _PLANTS[kind][0](lines[place], draw, place, draw.pick("away", away or [""], place))
    return _question(lines, truth, page.batch_number, (bank.words or {})["page_errors"])


def _question(lines: list[PageLine], truth: Mapping[int, str], batch_number: str, words: Mapping[str, Any]) -> Made:
    rows, _ = listed(
        [(line.step, {tongue: f"{line.step} {text}" for tongue, text in line.words.items()}) for line in lines]
    )
    options, origin = listed([(kind, each["words"]) for kind, each in words.items()])
    id_of = {meant: name for name, meant in origin.items()}
    pairs = {str(place + 1): id_of[kind] for place, kind in truth.items()}
    return Made(
        form=MatchForm(lines=rows, options=options),
        key=MatchKey(pairs=pairs, plain=id_of[NONE]),
        exhibits=(_written_table(lines, batch_number), _kept_table(lines)),
        values={"faults": str(sum(kind != NONE for kind in truth.values())), "batch": both(batch_number)},
        origin=origin,
        notes={str(place + 1): words[kind]["note"] for place, kind in truth.items()},
    )


def _written_table(lines: list[PageLine], batch_number: str) -> Table:
    rows = []
    for line in lines:
        shown = f"{line.value} {line.unit}".strip() if line.value else "–"
        if line.first_value:
            shown = f"{line.first_value} → {shown}"
        times = (_clock(line.claimed_at), _clock(line.entered_at))
        who = (both(line.performed_by), both(line.verified_by or "–"))
        rows.append((both(line.step), both(shown), both(line.lot or "–"), *times, *who))
    title: Words = {
        "en": f"Batch record {batch_number} (simulated). Training – not for GMP use",
        "nl": f"Batchdossier {batch_number} (gesimuleerd). Opleiding – niet voor GMP-gebruik",
    }
    return Table(title=title, heads=_WRITTEN_HEADS, rows=tuple(rows))


def _clock(at: int) -> Words:
    text = clock_text(at)
    return {"en": text, "nl": text.replace("day", "dag")}


def _kept_table(lines: list[PageLine]) -> Table:
    rows = []
    for line in lines:
        when = _clock(line.done_at) if line.people or line.shown else both("–")
        display = f"{line.shown} {line.unit}".strip() if line.shown else "–"
        people = both(", ".join(line.people) or "–")
        rows.append((both(line.step), both(display), both(line.in_lot or "–"), when, both(line.room), people))
    title: Words = {
        "en": "What the instruments, the scanner and the doors kept",
        "nl": "Wat de instrumenten, de scanner en de deuren bewaarden",
    }
    return Table(title=title, heads=_KEPT_HEADS, rows=tuple(rows))


_WRITTEN_HEADS: tuple[Words, ...] = (
    {"en": "Step", "nl": "Stap"},
    {"en": "Entered", "nl": "Ingevoerd"},
    {"en": "Lot", "nl": "Lot"},
    {"en": "Time claimed", "nl": "Opgegeven uur"},
    {"en": "Entry made", "nl": "Invoer gedaan"},
    {"en": "Performed", "nl": "Uitgevoerd"},
    {"en": "Verified", "nl": "Geverifieerd"},
)
_KEPT_HEADS: tuple[Words, ...] = (
    {"en": "Step", "nl": "Stap"},
    {"en": "Display", "nl": "Display"},
    {"en": "Lot scanned", "nl": "Lot gescand"},
    {"en": "Act", "nl": "Handeling"},
    {"en": "Room", "nl": "Ruimte"},
    {"en": "In the room", "nl": "In de ruimte"},
)


def spoilt_number(value: str, draw: Draw, place: int) -> str:
    """Return a value as a tired hand copies it: two unequal neighbouring digits swapped, or the first digit one higher."""
    spots = [
        n for n in range(len(value) - 1) if value[n].isdigit() and value[n + 1].isdigit() and value[n] != value[n + 1]
    ]
    if spots:
        spot = draw.pick("swap", spots, place)
        return value[:spot] + value[spot + 1] + value[spot] + value[spot + 2 :]
    spot = next(n for n, each in enumerate(value) if each.isdigit())
    return value[:spot] + str((int(value[spot]) + 1) % 10) + value[spot + 1 :]
