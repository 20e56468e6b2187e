"""An answer as somebody gave it, read from the fields of a page or of a message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gradea.exercise.form import ChoiceForm, Form, MatchForm, NumberForm, OrderForm, SpotsForm, TextForm
from gradea.exercise.number_text import readings_of
from gradea.vocabulary import Refusal

LONGEST_TEXT = 2000
"""Characters of a free answer (design choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What was answered; which fields are used depends on the form.

    Attributes:
        chosen: Ids chosen, or ids in the order they were put.
        number: The number as written. `unit`: its unit.
        pairs: Line → option.
        text: Free words. `self_score`: share of the points somebody found in them, 0 to 1.
    """

    chosen: tuple[str, ...] = ()
    number: str = ""
    unit: str = ""
    pairs: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    self_score: float | None = None


def response_from(form: Form, fields: Mapping[str, Sequence[str]]) -> Response | Refusal:
    """Return the answer in these fields, or why it cannot be taken.

    Fields: `choice` (one or several), `place-ID` for an order, `number` and `unit`, `line-ID` for a match, `text`.
    """
    if isinstance(form, ChoiceForm):
        return _chosen(fields, {option.id for option in form.options}, many=form.many)
    if isinstance(form, SpotsForm):
        return _chosen(fields, {spot.id for spot in form.spots}, many=True)
    if isinstance(form, OrderForm):
        return _ordered(form, fields)
    if isinstance(form, NumberForm):
        return _numbered(form, fields)
    if isinstance(form, MatchForm):
        return _matched(form, fields)
    return _written(form, fields)


def _chosen(fields: Mapping[str, Sequence[str]], known: set[str], *, many: bool) -> Response | Refusal:
    chosen = tuple(dict.fromkeys(fields.get("choice", ())))
    if any(each not in known for each in chosen) or (len(chosen) > 1 and not many):
        return _STALE
    if not chosen:
        return _refusal(
            "Nothing is chosen.", "Choose an answer; if you do not know, choose one and say that you are not sure."
        )
    return Response(chosen=chosen)


def _ordered(form: OrderForm, fields: Mapping[str, Sequence[str]]) -> Response | Refusal:
    places: dict[str, str] = {option.id: _one(fields, f"place-{option.id}") for option in form.options}
    wanted = {str(place) for place in range(1, len(form.options) + 1)}
    if "" in places.values():
        return _refusal("Not every line has a place yet.", f"Give each line a place from 1 to {len(form.options)}.")
    if set(places.values()) != wanted:
        twice = sorted({place for place in places.values() if list(places.values()).count(place) > 1})
        return _refusal(
            f"Place {', '.join(twice) or '?'} is given more than once.",
            f"Use each place from 1 to {len(form.options)} once.",
        )
    return Response(chosen=tuple(sorted(places, key=lambda name: int(places[name]))))


def _numbered(form: NumberForm, fields: Mapping[str, Sequence[str]]) -> Response | Refusal:
    text, known = _one(fields, "number"), [unit.id for unit in form.units]
    unit = _one(fields, "unit") or (known[0] if len(known) == 1 else "")
    if not readings_of(text):
        return _refusal(
            f"'{text[:40]}' is no number." if text else "There is no number yet.",
            "Write digits, such as 12,5 or 1.5e6 or 1.5 x 10^6; the unit goes beside it.",
        )
    if known and unit not in known:
        return _refusal("The number has no unit yet.", f"Choose one of: {', '.join(known)}.")
    return Response(number=text.strip()[:60], unit=unit)


def _matched(form: MatchForm, fields: Mapping[str, Sequence[str]]) -> Response | Refusal:
    known = {option.id for option in form.options}
    pairs = {line.id: _one(fields, f"line-{line.id}") for line in form.lines}
    if any(each and each not in known for each in pairs.values()):
        return _STALE
    if "" in pairs.values():
        return _refusal("Not every line has an answer yet.", "Choose one for each line.")
    return Response(pairs=pairs)


def _written(_form: TextForm, fields: Mapping[str, Sequence[str]]) -> Response | Refusal:
    text = _one(fields, "text").strip()
    if not text:
        return _refusal("Nothing is written yet.", "Write a few words; you compare them with the points afterwards.")
    if len(text) > LONGEST_TEXT:
        return _refusal(f"The text has {len(text)} characters; {LONGEST_TEXT} fit.", "Shorten it.")
    return Response(text=text)


def _one(fields: Mapping[str, Sequence[str]], name: str) -> str:
    values = fields.get(name, ())
    return values[-1] if values else ""


def _refusal(message: str, remedy: str) -> Refusal:
    return Refusal(
        code="exercise.answer-incomplete",
        rule="An answer is marked when it is complete.",
        message=message,
        remedy=remedy,
    )


_STALE = Refusal(
    code="exercise.answer-stale",
    rule="An answer chooses among what was asked.",
    message="This answer does not belong to the question as you have it now.",
    remedy="Load the page again and answer once more.",
)
