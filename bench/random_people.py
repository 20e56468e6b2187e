"""What random people come up with: commands that are good, careless, or out of their minds, drawn by the seed of a story."""

from collections.abc import Callable, Mapping
from typing import Any

from bench.story import PEOPLE, WORDS, Sequence, recipe
from gradea.record import (
    AddNote,
    ApproveRetest,
    AssessDeviation,
    CloseDeviation,
    ConcludeLaboratory,
    ConsiderException,
    CorrectValue,
    DecideOos,
    DeclareOutage,
    Dispose,
    EndOutage,
    EnterValue,
    HoldBatch,
    InvestigateDeviation,
    LiftHold,
    LogEquipment,
    MarkNotApplicable,
    Notify,
    PlanCapa,
    PlanRetest,
    RaiseDeviation,
    ReceiveSample,
    RecordIntervention,
    RecordRequest,
    RecordRetest,
    ShipBatch,
    SignStep,
    Step,
    TakeImmediateAction,
    current_steps,
    opens_at,
    step_hash,
    to_consider,
)
from gradea.vocabulary import DAY, HOUR, MINUTE, SimTime

WHYS = "The value was out.\\nThe pump ran too fast.\\nThe setting stands on no form."
VALUES = ("yes", "no", "none", "growth", "100.0", "80.0", "1.00", "92.0", "61.0", "45", "12.0", "EXB0001234", "junk")


def _anybody(story: Sequence) -> str:
    return story.chance.choice(sorted(PEOPLE))


def _some_step(story: Sequence) -> Step:
    here = current_steps(story.record)
    if here and story.chance.random() < 0.7:
        return story.chance.choice(here)
    return story.chance.choice(list(recipe()))


def _number(story: Sequence) -> str:
    return f"DEV-{story.chance.randint(1, max(1, len(story.record.deviations))):03d}"


def _write(story: Sequence) -> Any:
    step = _some_step(story)
    if not step.fields:
        return None
    item = story.chance.choice(step.fields)
    how = story.chance.random()
    if how < 0.4:
        return story.good(step, item)
    more: dict[str, Any] = {}
    if how > 0.9:
        more = {"performer": story.chance.choice(("ann", "bob")), "scribe_case": story.chance.choice(("aseptic", ""))}
    elif how > 0.8:
        back = SimTime(story.at - story.chance.choice((MINUTE, HOUR, DAY)))
        more = {"performed_at": back, "reason": WORDS, "source": story.chance.choice(("manual", "paper"))}
        more["reading"] = "P-07"
    return EnterValue(step=step.id, field=item.code, value=story.chance.choice(VALUES), **more)


def _correct(story: Sequence) -> Any:
    written = [(step_id, code) for step_id, state in story.record.steps.items() for code in state.entries]
    if not written:
        return None
    step_id, code = story.chance.choice(written)
    return CorrectValue(step=step_id, field=code, value=story.chance.choice(VALUES), reason=WORDS)


def _sign(story: Sequence) -> Any:
    step = _some_step(story)
    meaning = story.chance.choice(("performed", "performed", "verified", "reviewed", "scribed"))
    shown = step_hash(story.record, step.id) if story.chance.random() < 0.9 else "0" * 64
    return SignStep(step=step.id, meaning=meaning, content_hash=shown, authenticated=story.chance.random() < 0.95)


def _dispose(story: Sequence) -> Any:
    kinds = ("certified", "certified", "first-step", "first-step", "out-of-specification", "rejected")
    decision = story.chance.choice(kinds)
    if decision == "rejected" and story.chance.random() < 0.8:
        return None
    return story.decision(decision)


def _handle(story: Sequence) -> Any:
    number = _number(story)
    due = SimTime(story.at + 14 * DAY)
    return story.chance.choice(
        (
            TakeImmediateAction(number=number, text=WORDS),
            InvestigateDeviation(number=number, tool="five-whys", analysis=WHYS, category="method", root_cause=WORDS),
            PlanCapa(
                deviation=number,
                kind=story.chance.choice(("corrective", "training")),
                text=WORDS,
                owner="qa",
                due_at=due,
                check=WORDS,
                check_at=due,
            ),
            AssessDeviation(
                number=number,
                deviation_class=story.chance.choice(("minor", "major", "critical")),
                impact=story.chance.choice(("none", "negligible", "affected")),
                other_batches="checked",
            ),
            CloseDeviation(number=number, authenticated=True),
        )
    )


def _result(story: Sequence) -> Any:
    number = _number(story)
    looked_at = ("calculation", "sample", "instrument")
    return story.chance.choice(
        (
            ConcludeLaboratory(number=number, checked=looked_at, assignable=story.chance.random() < 0.5, finding=WORDS),
            PlanRetest(number=number, runs=story.chance.randint(1, 3), plan=WORDS),
            ApproveRetest(number=number, authenticated=True),
            RecordRetest(number=number, value="92.0"),
            DecideOos(
                number=number,
                decision=story.chance.choice(("confirmed", "invalidated")),
                text=WORDS,
                authenticated=True,
            ),
        )
    )


def _beside(story: Sequence) -> Any:
    step = _some_step(story).id
    return story.chance.choice(
        (
            AddNote(text=WORDS, step=step, problem=story.chance.random() < 0.3),
            RaiseDeviation(description=WORDS, code=story.chance.choice(("DV-MN02", "DV-MJ05", "GE13")), step=step),
            HoldBatch(reason=WORDS),
            LiftHold(reason=WORDS),
            LiftHold(reason=WORDS),
            MarkNotApplicable(step=step, reason=WORDS),
            LogEquipment(
                equipment="CNT-1", entry=story.chance.choice(("cleaned", "malfunction", "repaired")), text=WORDS
            ),
            RecordIntervention(step=step, intervention="glove-change", begun_at=story.at, ended_at=story.at),
            ReceiveSample(sample="S-1", batch_number=story.record.batch_number),
        )
    )


def _leave(story: Sequence) -> Any:
    return story.chance.choice(
        (
            ShipBatch(consignee="HOSP-01"),
            Notify(whom="authority", about="supply", text=WORDS),
            RecordRequest(reference="PR-2025-014", attributes=("VIA",), text=WORDS),
            story.reviewed(story.chance.choice(("production", "audit-trail", "quality"))),
            _dispose(story),
        )
    )


def _look(story: Sequence) -> Any:
    waiting = to_consider(story.record)
    if not waiting:
        return None
    verdict = "finding" if story.chance.random() < 0.1 else "explained"
    return ConsiderException(key=story.chance.choice(waiting).key, verdict=verdict, text=WORDS)


def _outage(story: Sequence) -> Any:
    on = story.record.outage is not None
    if not on and story.chance.random() < 0.7:
        return None
    return EndOutage(text=WORDS) if on else DeclareOutage(text=WORDS)


IDEAS: tuple[tuple[Callable[[Sequence], Any], int], ...] = (
    (_write, 10),
    (_correct, 3),
    (_sign, 8),
    (_handle, 8),
    (_result, 2),
    (_beside, 3),
    (_leave, 6),
    (_dispose, 2),
    (_look, 2),
    (_outage, 1),
)


def diligent(story: Sequence) -> None:
    """Now and then somebody does the right thing from beginning to end, so that stories get far."""
    if story.record.disposition is not None:
        return
    if story.chance.random() < 0.2:
        story.review()
        return
    ready = [step for step in current_steps(story.record) if (opens_at(story.record, step.id) or 0) <= story.at]
    if ready:
        story.do_step(story.chance.choice(ready), story.chance.choice(("ben", "bob", "cas", "ann")))


_USUAL: Mapping[type, str] = {
    Dispose: "eve",
    CloseDeviation: "dan",
    AssessDeviation: "dan",
    DecideOos: "dan",
    ApproveRetest: "dan",
    ConcludeLaboratory: "cas",
    PlanRetest: "cas",
    RecordRetest: "cas",
    ConsiderException: "dot",
    ShipBatch: "dot",
}


def right_person(story: Sequence, command: Any) -> str:
    """Return who sends it: often somebody who may, often just anybody."""
    usual = _USUAL.get(type(command), "ann")
    return usual if story.chance.random() < 0.6 else _anybody(story)
