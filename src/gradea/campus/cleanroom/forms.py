"""From what a browser sends to commands of the run. What cannot be understood is refused in words; nothing is guessed."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from gradea.campus.cleanroom import quality_forms
from gradea.campus.cleanroom.form_values import (
    UNREADABLE,
    claimed_at,
    label_text,
    queued,
    refusal_of,
    step_or_none,
    words,
)
from gradea.campus.cleanroom.sight.blank import label_for
from gradea.campus.cleanroom.sight.scene import Scene
from gradea.record import (
    AddNote,
    AssessDeviation,
    AttachFile,
    CloseDeviation,
    CorrectValue,
    Dispose,
    EnterValue,
    Field,
    HoldBatch,
    LiftHold,
    MarkNotApplicable,
    RaiseDeviation,
    SignReview,
    SignStep,
    Step,
)
from gradea.vocabulary import Message, Refusal
from gradea.world.act import VERBS, Perform

PREFIX = "p."
NUMBERS = frozenset({"amount", "volume_ml", "minutes", "count", "cold_buffer_ml", "resuspend_ml", "enzyme_ml"})
LISTS = frozenset({"materials", "vessels", "items"})
TEXT_MAX = 80
_NUMBER = re.compile(r"^\d{1,9}([.,]\d{1,6})?$")
_DECIMAL_COMMA = re.compile(r"^<?-?\d{1,12},\d{1,6}$")
_WITH_UNIT = re.compile(r"^([\d.,]+)\s*([A-Za-zµ%/]+)$")
_UNIT_OF = {"volume_ml": "mL", "cold_buffer_ml": "mL", "resuspend_ml": "mL", "enzyme_ml": "mL", "minutes": "min"}


def act_command(data: QueryDict) -> Perform | Refusal:
    """Return the act that a form on the bench asks for."""
    do = data.get("do", "")
    if do not in VERBS:
        return refusal_of(
            "act-unknown", "That cannot be done here.", "Pick a thing on the bench and choose what to do with it."
        )
    parameters: dict[str, Any] = {}
    for key in data:
        name = key.removeprefix(PREFIX)
        if not key.startswith(PREFIX) or name == key:
            continue
        value = _parameter(name, data.getlist(key), data.get(f"{PREFIX}unit", ""))
        if isinstance(value, Refusal):
            return value
        if value is not None:
            parameters[name] = value
    pack = parameters.pop("pack", None)
    if pack is not None:
        parameters["material"], _, parameters["lot"] = str(pack).partition("|")
    technique = data.get("technique") or "normal"
    return Perform(do=do, parameters=parameters, technique=technique[:12])


def _parameter(name: str, values: list[str], unit: str) -> Any:
    """Return one parameter; None for one that was left empty."""
    texts = [value.strip() for value in values if value.strip()]
    if any(len(text) > TEXT_MAX for text in texts):
        return refusal_of("text-too-long", "That is longer than any code here.", "Write the code that is on the label.")
    if not texts:
        return None
    if name in LISTS:
        return texts
    if name in NUMBERS and texts[0] != "all":
        return _number(name, texts[0], unit)
    return texts[0]


def _number(name: str, text: str, unit: str) -> float | Refusal:
    with_unit = _WITH_UNIT.match(text)
    expected = _UNIT_OF.get(name, unit)
    if with_unit is not None:
        if with_unit[2] != expected:
            remedy = f"Give the amount in {expected}." if expected else "Give the number alone."
            return refusal_of("wrong-unit", f"The unit here is {expected or 'fixed'}, not {with_unit[2]}.", remedy)
        text = with_unit[1]
    if _NUMBER.match(text) is None:
        return refusal_of("not-a-number", f"“{text[:24]}” is not an amount.", "Write a number such as 12 or 12.5.")
    return float(text.replace(",", "."))


def entry_command(scene: Scene, data: QueryDict) -> Message | Refusal:
    """Return the entry that a form of the record asks for; signatures are made by `sign_command`."""
    maker = _ENTRIES.get(data.get("what", ""))
    return maker(scene, data) if maker is not None else UNREADABLE


def _enter(scene: Scene, data: QueryDict) -> Message | Refusal:
    found = _place(scene, data)
    if isinstance(found, Refusal):
        return found
    step, item = found
    claimed = claimed_at(scene, data.get("at", ""))
    if isinstance(claimed, Refusal):
        return claimed
    happened: dict[str, Any] = {"performed_at": claimed, "reason": words(data, "reason"), **_by_whom(data)}
    if claimed is None:
        happened.update(queued(scene, data, happened["reason"]))
    if data.get("take"):
        label = label_for(scene, step, item)
        if not label:
            return refusal_of(
                "nothing-scanned", "No label was scanned in this step yet.", "Scan it on the bench first."
            )
        return EnterValue(step=step.id, field=item.code, **_from_label(item, label), **happened)
    value = label_text(data) or _value(item, data)
    if not value:
        return refusal_of("value-empty", "There is nothing written yet.", "Write what you read, then record it.")
    return EnterValue(step=step.id, field=item.code, value=value, **happened)


def _by_whom(data: QueryDict) -> dict[str, Any]:
    """Return for whom a scribe writes, or from which paper form it comes; nothing for an entry of one's own."""
    found: dict[str, Any] = {}
    if data.get("for"):
        found.update(performer=data["for"][:64], scribe_case=data.get("scribe_case", "")[:20])
    if data.get("form"):
        found.update(source="paper", reading=data["form"].strip()[:64])
    return found


def _correct(scene: Scene, data: QueryDict) -> Message | Refusal:
    found = _place(scene, data)
    if isinstance(found, Refusal):
        return found
    step, item = found
    reason = words(data, "reason")
    if data.get("take"):
        label = label_for(scene, step, item)
        if label:
            return CorrectValue(step=step.id, field=item.code, reason=reason, **_from_label(item, label))
    return CorrectValue(step=step.id, field=item.code, reason=reason, value=label_text(data) or _value(item, data))


def _value(item: Field, data: QueryDict) -> str:
    """Return what was typed; a comma as decimal sign becomes the point that the record uses."""
    text = data.get("value", "").strip()[:TEXT_MAX]
    return text.replace(",", ".") if item.kind == "number" and _DECIMAL_COMMA.match(text) else text


def _from_label(item: Field, label: Mapping[str, Any]) -> dict[str, Any]:
    if item.kind == "identity":
        return {"value": str(next(iter(label.values()))), "source": "instrument"}
    return {"scan": dict(label), "source": "instrument"}


def _place(scene: Scene, data: QueryDict) -> tuple[Step, Field] | Refusal:
    step = scene.state.recipe.step_of.get(data.get("step", ""))
    item = scene.state.recipe.field_of.get(data.get("field", ""))
    if step is None or item is None or scene.state.recipe.home_of[item.code] != step.id:
        return UNREADABLE
    return step, item


def _not_applicable(_scene: Scene, data: QueryDict) -> Message:
    return MarkNotApplicable(step=data.get("step", ""), reason=words(data, "reason"))


def _note(_scene: Scene, data: QueryDict) -> Message:
    return AddNote(step=step_or_none(data), text=words(data, "text"), problem=data.get("problem") == "yes")


def _deviation(_scene: Scene, data: QueryDict) -> Message:
    event = data.get("code", "").strip()[:12]
    own_class = data.get("class") or ("" if event else "minor")
    return RaiseDeviation(
        step=step_or_none(data), description=words(data, "text"), deviation_class=own_class, code=event
    )


def _assess(_scene: Scene, data: QueryDict) -> Message:
    return AssessDeviation(
        number=data.get("number", ""),
        deviation_class=data.get("class", ""),
        impact=data.get("impact", ""),
        other_batches=data.get("other_batches", ""),
        reason=words(data, "reason"),
    )


def _hold(_scene: Scene, data: QueryDict) -> Message:
    return HoldBatch(reason=words(data, "reason"))


def _lift(_scene: Scene, data: QueryDict) -> Message:
    return LiftHold(reason=words(data, "reason"))


_ENTRIES: Mapping[str, Callable[[Scene, QueryDict], Message | Refusal]] = {
    "enter": _enter,
    "correct": _correct,
    "not-applicable": _not_applicable,
    "note": _note,
    "deviation": _deviation,
    "assess": _assess,
    "hold": _hold,
    "lift": _lift,
    **quality_forms.ENTRIES,
}


def attach_command(data: QueryDict) -> AttachFile:
    """Return what is said about a file; what it is, is found out from the file itself."""
    return AttachFile(
        sha256="",
        media_type="",
        size=0,
        origin=data.get("origin", "").strip()[:65],
        text=words(data, "text"),
        step=step_or_none(data),
    )


def sign_command(data: QueryDict) -> Message | Refusal:
    """Return the command that a signature form asks for. It counts only after the PIN was checked."""
    what, shown = data.get("what", ""), data.get("content_hash", "")[:64]
    if what == "step":
        return SignStep(
            step=data.get("step", ""), meaning=data.get("meaning", ""), content_hash=shown, authenticated=True
        )
    if what in quality_forms.SIGNED:
        return quality_forms.SIGNED[what](data)
    if what == "review":
        return SignReview(kind=data.get("kind", ""), content_hash=shown, authenticated=True)
    if what == "close":
        return CloseDeviation(number=data.get("number", ""), authenticated=True)
    if what == "dispose":
        return Dispose(
            decision=data.get("decision", ""),
            statement=words(data, "statement"),
            content_hash=shown,
            authenticated=True,
        )
    return UNREADABLE
