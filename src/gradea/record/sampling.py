"""Samples on their way: planned, taken, labelled, received, tested, reviewed; plates and bottles with their incubation.

The plan is not written twice: which sample is taken where, and tested where, follows from the acts of the recipe.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event
from gradea.record.floor_commands import ReceiveSample
from gradea.record.floor_events import SampleReceived
from gradea.record.guards import check_open
from gradea.record.recipe import MasterRecipe, Step
from gradea.record.roles import check_role
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal, SimTime

CONDITIONS = ("good", "damaged", "warm", "too-little")
_TAKES: Mapping[str, str] = {"sample": "into", "inoculate": "bottle", "expose-plate": "plate", "glove-print": "plate"}
_KINDS: Mapping[str, str] = {
    "sample": "sample",
    "inoculate": "bottle",
    "expose-plate": "settle plate",
    "glove-print": "glove print",
}
_LOADS: Mapping[str, str] = {"load-bottle": "bottle", "load-plate": "plate"}
_TESTS: Mapping[str, str] = {"measure": "sample", "read-bottle": "bottle", "read-plate": "plate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSample:
    """One sample of the plan.

    Attributes:
        kind: `sample`, `bottle`, `settle plate` or `glove print`.
        taken_in: Step in which it is taken; `loaded_in`: in which its incubation begins; `tested_in`: where it is read.
        goes_out: Whether quality control tests it in its own laboratory, so that it is received there first.
    """

    code: str
    kind: str
    taken_in: str
    loaded_in: str = ""
    tested_in: tuple[str, ...] = ()
    goes_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleStand:
    """Where one sample stands; instants are None until it has come so far."""

    plan: PlannedSample
    taken_at: SimTime | None
    taken_by: str
    received: SampleReceived | None
    incubated_from: SimTime | None
    tested_at: SimTime | None
    tested_by: str
    reviewed_by: str

    @property
    def status(self) -> str:
        """`planned`, `taken`, `received`, `incubating`, `tested` or `reviewed`."""
        if self.reviewed_by:
            return "reviewed"
        if self.tested_at is not None:
            return "tested"
        if self.incubated_from is not None:
            return "incubating"
        if self.received is not None:
            return "received"
        return "planned" if self.taken_at is None else "taken"


def _plan(steps: tuple[Step, ...]) -> tuple[PlannedSample, ...]:
    taken: dict[str, tuple[str, str]] = {}
    loaded: dict[str, str] = {}
    tested: dict[str, list[str]] = {}
    lanes = {step.id: step.lane for step in steps}
    for step in steps:
        for act in step.acts:
            do = str(act["do"])
            if do in _TAKES and _TAKES[do] in act:
                taken.setdefault(str(act[_TAKES[do]]), (step.id, _KINDS[do]))
            if do in _LOADS:
                loaded.setdefault(str(act[_LOADS[do]]), step.id)
            if do in _TESTS:
                tested.setdefault(str(act[_TESTS[do]]), []).append(step.id)
    return tuple(
        PlannedSample(
            code=code,
            kind=kind,
            taken_in=step_id,
            loaded_in=loaded.get(code, ""),
            tested_in=tuple(dict.fromkeys(tested.get(code, ()))),
            goes_out=kind == "sample" and any(lanes[where] == "qc" for where in tested.get(code, ())),
        )
        for code, (step_id, kind) in taken.items()
    )


def sampling_plan(recipe: MasterRecipe) -> tuple[PlannedSample, ...]:
    """Return the samples of a recipe in the order in which they are taken."""
    return _plan(recipe.steps)


def samples(record: BatchRecord) -> tuple[SampleStand, ...]:
    """Return every planned sample with where it stands."""
    return tuple(_stand(record, plan) for plan in sampling_plan(record.recipe))


def _stand(record: BatchRecord, plan: PlannedSample) -> SampleStand:
    taken = record.step(plan.taken_in).signature("performed")
    loaded = record.step(plan.loaded_in).first_performed_at if plan.loaded_in else None
    read = [record.step(step_id).signature("performed") for step_id in plan.tested_in]
    done = read[-1] if read and all(read) else None
    reviewed = ""
    if plan.tested_in and done is not None:
        state = record.step(plan.tested_in[-1])
        second = state.signature("reviewed") or state.signature("verified")
        reviewed = second.by if second else ""
    return SampleStand(
        plan=plan,
        taken_at=taken.at if taken else None,
        taken_by=taken.by if taken else "",
        received=record.samples.get(plan.code),
        incubated_from=loaded,
        tested_at=done.at if done else None,
        tested_by=done.by if done else "",
        reviewed_by=reviewed,
    )


def awaiting_receipt(record: BatchRecord, step: Step) -> tuple[str, ...]:
    """Return the samples that must be received before anything is written into a step of quality control."""
    if step.lane != "qc":
        return ()
    tested = {str(act["sample"]) for act in step.acts if act["do"] == "measure"}
    if not tested:
        return ()
    return tuple(
        plan.code
        for plan in sampling_plan(record.recipe)
        if plan.goes_out and plan.code in tested and plan.code not in record.samples
    )


def check_received(record: BatchRecord, step: Step) -> Refusal | None:
    """Return a refusal when a result would be written for a sample that nobody received."""
    waiting = awaiting_receipt(record, step)
    if not waiting:
        return None
    return refuse(
        "sample-not-received",
        "Chapter 6 6.11, 6.13; PIC/S Annex 2A 6.2",
        f"{', '.join(waiting)} was not received in the laboratory.",
        "Read the label of the sample, look at its state, and receive it; then test.",
    )


def decide_receive(record: BatchRecord, command: ReceiveSample, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about receiving a sample: taken, not received yet, and of this batch."""
    plan = {item.code: item for item in sampling_plan(record.recipe)}.get(command.sample)
    refusal = check_open(record) or check_role("receive-sample", actor.role)
    if refusal is None:
        refusal = next(_problems(record, command, plan), None)
    if refusal or plan is None:
        return refusal or ()
    draft = Draft(record, actor)
    draft.add(SampleReceived, sample=plan.code, condition=command.condition)
    if command.condition != "good":
        why = {"kind": "sample-condition", "sample": plan.code, "condition": command.condition}
        draft.deviate(step=plan.taken_in, code="", deviation_class="minor", why=why)
    return draft.events


def _problems(record: BatchRecord, command: ReceiveSample, plan: PlannedSample | None) -> Iterator[Refusal]:
    if plan is None:
        yield refuse(
            "sample-unknown",
            "Chapter 6 6.11",
            f"The plan has no sample {command.sample[:20]}.",
            "Read the label again; set a stranger apart.",
        )
        return
    if record.step(plan.taken_in).first_performed_at is None:
        yield refuse(
            "sample-not-taken",
            "Chapter 6 6.11",
            f"{plan.code} is taken in step {plan.taken_in}, which is not signed.",
            "Receive it when it has been taken.",
        )
    if plan.code in record.samples:
        yield refuse("sample-received", "Chapter 6 6.11", f"{plan.code} was received.", "Nothing more is needed.")
    if command.condition not in CONDITIONS:
        yield refuse(
            "condition-unknown", "Chapter 6 6.11", "That is no state of a sample.", f"Choose {', '.join(CONDITIONS)}."
        )
    if command.batch_number != record.batch_number:
        yield refuse(
            "identity-mismatch",
            "TRA-02; PIC/S Annex 2A 6.2",
            f"The label of {plan.code} does not name this batch.",
            "Stop. Set the sample apart, test nothing, and call quality assurance.",
        )
