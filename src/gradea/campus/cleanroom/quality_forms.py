"""From the forms of quality, laboratory and release to commands of the record. What needs a PIN is in `SIGNED`."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from gradea.campus.cleanroom.form_values import claimed_at, code, days_ahead, step_or_none, whole, words
from gradea.campus.cleanroom.sight.scene import Scene
from gradea.record import (
    ApproveRetest,
    AssessChange,
    CheckCapa,
    CloseChange,
    CompleteCapa,
    ConcludeLaboratory,
    ConsiderException,
    DecideChange,
    DecideOos,
    DeclareOutage,
    EndOutage,
    EvaluateRisk,
    ImplementChange,
    InvestigateDeviation,
    LogEquipment,
    Notify,
    PlanCapa,
    PlanRetest,
    ReceiveSample,
    RecordIntervention,
    RecordRequest,
    RecordRetest,
    RequestChange,
    ReturnBatch,
    ShipBatch,
    TakeImmediateAction,
)
from gradea.vocabulary import Message, Refusal


def _action(_scene: Scene, data: QueryDict) -> Message:
    return TakeImmediateAction(number=code(data, "number"), text=words(data, "text"))


def _investigate(_scene: Scene, data: QueryDict) -> Message:
    return InvestigateDeviation(
        number=code(data, "number"),
        tool=code(data, "tool"),
        analysis=words(data, "analysis"),
        category=code(data, "category"),
        root_cause=words(data, "root_cause"),
        looked_at=tuple(item[:20] for item in data.getlist("looked_at")),
        human_error_because=words(data, "human_error_because"),
    )


def _capa(scene: Scene, data: QueryDict) -> Message | Refusal:
    due, check = days_ahead(scene, data, "due"), days_ahead(scene, data, "check_in")
    if isinstance(due, Refusal):
        return due
    if isinstance(check, Refusal):
        return check
    return PlanCapa(
        deviation=code(data, "number"),
        kind=code(data, "kind"),
        text=words(data, "text"),
        owner=code(data, "owner"),
        due_at=due,
        check=words(data, "check"),
        check_at=check,
    )


def _capa_done(_scene: Scene, data: QueryDict) -> Message:
    return CompleteCapa(number=code(data, "number"), text=words(data, "text"))


def _laboratory(_scene: Scene, data: QueryDict) -> Message:
    return ConcludeLaboratory(
        number=code(data, "number"),
        checked=tuple(item[:20] for item in data.getlist("checked")),
        assignable=data.get("assignable") == "yes",
        finding=words(data, "text"),
    )


def _retest(_scene: Scene, data: QueryDict) -> Message:
    return PlanRetest(number=code(data, "number"), runs=whole(data, "runs"), plan=words(data, "text"))


def _retest_run(_scene: Scene, data: QueryDict) -> Message:
    return RecordRetest(number=code(data, "number"), value=code(data, "value"), reading=code(data, "reading"))


def _change(_scene: Scene, data: QueryDict) -> Message:
    return RequestChange(text=words(data, "text"), reason=words(data, "reason"), deviation=code(data, "number"))


def _change_assess(_scene: Scene, data: QueryDict) -> Message:
    return AssessChange(
        number=code(data, "number"),
        areas=tuple(item[:20] for item in data.getlist("areas")),
        simulation_needed=data.get("simulation") == "yes",
        text=words(data, "text"),
    )


def _change_done(_scene: Scene, data: QueryDict) -> Message:
    return ImplementChange(number=code(data, "number"), text=words(data, "text"))


def _intervention(scene: Scene, data: QueryDict) -> Message | Refusal:
    begun, ended = claimed_at(scene, data.get("begun", "")), claimed_at(scene, data.get("ended", ""))
    if isinstance(begun, Refusal):
        return begun
    if isinstance(ended, Refusal):
        return ended
    return RecordIntervention(
        step=code(data, "step"),
        intervention=code(data, "intervention"),
        begun_at=begun,
        ended_at=ended,
        text=words(data, "text"),
    )


def _equipment(_scene: Scene, data: QueryDict) -> Message:
    return LogEquipment(
        equipment=code(data, "equipment"), entry=code(data, "log"), text=words(data, "text"), step=step_or_none(data)
    )


def _outage(_scene: Scene, data: QueryDict) -> Message:
    return DeclareOutage(text=words(data, "text"))


def _outage_end(_scene: Scene, data: QueryDict) -> Message:
    return EndOutage(text=words(data, "text"))


def _receive(_scene: Scene, data: QueryDict) -> Message:
    return ReceiveSample(
        sample=code(data, "sample"),
        batch_number=code(data, "batch_number"),
        condition=code(data, "condition") or "good",
    )


def _consider(_scene: Scene, data: QueryDict) -> Message:
    return ConsiderException(
        key=code(data, "exception", 300),
        verdict=code(data, "verdict"),
        text=words(data, "text"),
        code=code(data, "code"),
    )


def _request(_scene: Scene, data: QueryDict) -> Message:
    return RecordRequest(
        reference=code(data, "reference"),
        attributes=tuple(item[:20] for item in data.getlist("attributes")),
        text=words(data, "text"),
    )


def _notify(_scene: Scene, data: QueryDict) -> Message:
    return Notify(whom=code(data, "whom"), about=code(data, "about"), text=words(data, "text"))


def _ship(_scene: Scene, data: QueryDict) -> Message:
    return ShipBatch(consignee=code(data, "consignee"))


def _return(_scene: Scene, data: QueryDict) -> Message:
    return ReturnBatch(outcome=code(data, "outcome"), text=words(data, "text"))


ENTRIES: Mapping[str, Callable[[Scene, QueryDict], Message | Refusal]] = {
    "action": _action,
    "investigate": _investigate,
    "capa": _capa,
    "capa-done": _capa_done,
    "laboratory": _laboratory,
    "retest": _retest,
    "retest-run": _retest_run,
    "change": _change,
    "change-assess": _change_assess,
    "change-done": _change_done,
    "intervention": _intervention,
    "equipment": _equipment,
    "outage": _outage,
    "outage-end": _outage_end,
    "receive": _receive,
    "consider": _consider,
    "request": _request,
    "notify": _notify,
    "ship": _ship,
    "return": _return,
}
"""What a form is for → how it is read."""


def _signed(make: Callable[..., Any], **named: Callable[[QueryDict], Any]) -> Callable[[QueryDict], Message]:
    def read(data: QueryDict) -> Message:
        return make(authenticated=True, **{name: reader(data) for name, reader in named.items()})

    return read


def _number(data: QueryDict) -> str:
    return code(data, "number")


def _text(data: QueryDict) -> str:
    return words(data, "text")


def _yes(name: str) -> Callable[[QueryDict], bool]:
    return lambda data: data.get(name) == "yes"


SIGNED: Mapping[str, Callable[[QueryDict], Message]] = {
    "capa-check": _signed(CheckCapa, number=_number, text=_text, effective=_yes("effective")),
    "retest-approve": _signed(ApproveRetest, number=_number),
    "oos": _signed(DecideOos, number=_number, text=_text, decision=lambda data: code(data, "decision")),
    "change-decide": _signed(DecideChange, number=_number, approved=_yes("approved")),
    "change-close": _signed(CloseChange, number=_number, text=_text, effective=_yes("effective")),
    "risk": _signed(EvaluateRisk, text=_text),
}
"""What a signed form is for → how it is read; the PIN is checked by `actions.sign`."""
