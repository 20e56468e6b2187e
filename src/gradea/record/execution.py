"""Decide about a command on a batch record, and fold events into it: the one door to everything that is written.

```
events = decide(record, command, person="p-1", role="operator", at=now)   # or a Refusal
record = functools.reduce(apply, events, record)
```
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from gradea.record import (
    attaching,
    capa,
    change,
    considering,
    correction,
    deviation,
    disposition,
    entry,
    equipment,
    intervening,
    investigation,
    issuing,
    labelling,
    oos,
    outage,
    reviewing,
    sampling,
    signing,
    supplying,
    waiving,
)
from gradea.record import commands as c
from gradea.record import floor_commands as f
from gradea.record import quality_commands as q
from gradea.record import release_commands as r
from gradea.record.commands import Command
from gradea.record.drafting import Actor, Draft
from gradea.record.events import AttemptRefused, BatchHeld, Event
from gradea.record.fold import apply
from gradea.record.state import BatchRecord, blank_record
from gradea.vocabulary import Refusal, SimTime, stored_name

__all__ = ["COMMANDS", "EVENTS", "KEPT_REFUSALS", "apply", "blank_record", "decide", "refusal_events"]

KEPT_REFUSALS = frozenset(
    {
        "already-signed",
        "capa-not-yours",
        "equipment-not-ready",
        "equipment-wrong",
        "identity-mismatch",
        "material-expired",
        "material-not-released",
        "material-wrong",
        "own-work",
        "reauthentication-needed",
        "result-stands",
        "retest-not-approved",
        "scribed-for-another",
        "self-verification",
        "ship-uncertified",
        "testing-into-compliance",
    }
)
"""Codes of refusals whose attempt stays in the record (D: what a reviewer of the audit trail must be able to see)."""

_PLAIN = re.compile(r"^[\w .:/+|-]{1,80}$")

_DECIDERS: Mapping[type, Callable[[BatchRecord, Any, Actor], tuple[Event, ...] | Refusal]] = {
    c.IssueRecord: issuing.decide_issue,
    c.EnterValue: entry.decide_enter,
    c.CorrectValue: correction.decide_correct,
    c.SignStep: signing.decide_sign,
    c.MarkNotApplicable: waiving.decide_not_applicable,
    c.AddNote: deviation.decide_note,
    c.RaiseDeviation: deviation.decide_raise,
    c.AssessDeviation: deviation.decide_assess,
    c.CloseDeviation: deviation.decide_close,
    c.SignReview: reviewing.decide_review,
    c.Dispose: disposition.decide_dispose,
    c.HoldBatch: issuing.decide_hold,
    c.LiftHold: issuing.decide_lift,
    c.PrintLabels: labelling.decide_print,
    c.AccountLabels: labelling.decide_account,
    q.TakeImmediateAction: investigation.decide_action,
    q.InvestigateDeviation: investigation.decide_investigate,
    q.PlanCapa: capa.decide_plan,
    q.CompleteCapa: capa.decide_complete,
    q.CheckCapa: capa.decide_check,
    q.ConcludeLaboratory: oos.decide_laboratory,
    q.PlanRetest: oos.decide_plan_retest,
    q.ApproveRetest: oos.decide_approve_retest,
    q.RecordRetest: oos.decide_run,
    q.DecideOos: oos.decide_oos,
    q.RequestChange: change.decide_request,
    q.AssessChange: change.decide_assess,
    q.DecideChange: change.decide_approve,
    q.ImplementChange: change.decide_implement,
    q.CloseChange: change.decide_close,
    f.RecordIntervention: intervening.decide_intervention,
    f.LogEquipment: equipment.decide_log,
    f.DeclareOutage: outage.decide_declare,
    f.EndOutage: outage.decide_end,
    f.AttachFile: attaching.decide_attach,
    f.ReceiveSample: sampling.decide_receive,
    r.ConsiderException: considering.decide_consider,
    r.RecordRequest: supplying.decide_request,
    r.EvaluateRisk: supplying.decide_risk,
    r.Notify: supplying.decide_notify,
    r.ShipBatch: supplying.decide_ship,
    r.ReturnBatch: supplying.decide_return,
}


COMMANDS: tuple[type, ...] = tuple(_DECIDERS)
"""Every command class of the record, for `isinstance`."""

EVENTS: tuple[type, ...] = get_args(Event)
"""Every event class of the record, for `isinstance`."""


def decide(
    record: BatchRecord, command: Command, *, person: str, role: str, at: SimTime
) -> tuple[Event, ...] | Refusal:
    """Return the events that carry the command out, or the refusal that says why not and what to do.

    Args:
        record: The record as it is.
        command: One of `commands`.
        person: Opaque reference of who asks; `role` is the role taken, checked against `roles` and the recipe.
        at: Now, on the run's clock.

    Raises:
        KeyError: If the command is none of the record's: the caller's mistake, not the person's.
    """
    return _DECIDERS[type(command)](record, command, Actor(person, role, at))


def refusal_events(
    record: BatchRecord, command: Command, refusal: Refusal, *, person: str, role: str, at: SimTime
) -> tuple[Event, ...]:
    """Return what a refusal leaves behind in the record: nothing, or the attempt where the rule says that it is kept.

    A *scanned* identity that does not match opens a critical deviation and holds the batch as well (TRA-02): the
    container in hand is another one. A typed mismatch is only kept, because it may be a slip of the pen.
    """
    if refusal.code not in KEPT_REFUSALS or record.issue is None or record.disposition is not None:
        return ()
    draft = Draft(record, Actor(person, role, at))
    step, field = _place(record, command)
    draft.add(
        AttemptRefused,
        command=stored_name(command),
        step=step,
        field=field,
        code=refusal.code,
        rule=refusal.rule,
        tried=_tried(command),
    )
    if refusal.code == "ship-uncertified" and not any(d.code == "DV-CR05" for d in record.deviations.values()):
        why = {"kind": "shipped-uncertified", "status": record.status}
        draft.deviate(step=None, code="DV-CR05", deviation_class="critical", why=why)
    if refusal.code == "identity-mismatch" and getattr(command, "source", "") == "instrument":
        known = any(
            d.code == "DV-CR01" and d.field == field and d.status != "closed" for d in record.deviations.values()
        )
        if not known:
            draft.deviate(
                step=step, field=field, code="DV-CR01", deviation_class="critical", why={"kind": "identity-mismatch"}
            )
        if draft.record.held is None:
            draft.add(BatchHeld, reason="identity-mismatch", automatic=True)
    return draft.events


def _place(record: BatchRecord, command: Command) -> tuple[str, str]:
    """Return step and field of an attempt; a run of a retest belongs where the result stands."""
    if isinstance(command, q.RecordRetest) and command.number in record.oos:
        field = record.oos[command.number].field
        return record.recipe.home_of[field], field
    return getattr(command, "step", None) or "", getattr(command, "field", "")


def _tried(command: Command) -> str:
    if isinstance(command, r.ShipBatch | f.ReceiveSample | q.RecordRetest):
        tried = getattr(command, "consignee", "") or getattr(command, "sample", "") or getattr(command, "value", "")
        return tried if _PLAIN.match(tried) else "(not a code)"
    if isinstance(command, c.EnterValue | c.CorrectValue):
        parts = command.scan.values() if command.scan else (command.value,)
        tried = "|".join(str(part) for part in parts)
        return tried if _PLAIN.match(tried) else "(not a code)"
    if isinstance(command, c.SignStep):
        return command.meaning
    if isinstance(command, c.SignReview):
        return command.kind
    return command.decision if isinstance(command, c.Dispose) else ""
