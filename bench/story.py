"""Random people send random commands to one batch record; some things must never happen.

A sequence begins with a fresh copy, in the middle, or when everything seems done, and goes on with commands drawn by a
seed: good ones, careless ones, and some that nobody in their right mind would send. After every command the standing
promises are looked at, and at the end the record must be what its stored events say.
"""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, reduce
from pathlib import Path
from typing import Any

from gradea.record import (
    BatchRecord,
    CloseDeviation,
    ConsiderException,
    Dispose,
    EnterValue,
    Event,
    Field,
    IssueRecord,
    ShipBatch,
    SignReview,
    SignStep,
    Step,
    StepStatus,
    ValueCorrected,
    ValueEntered,
    apply,
    blank_record,
    current_steps,
    decide,
    first_step_gates,
    gates,
    is_grave,
    missing,
    needs_result_review,
    needs_verification,
    number_text,
    opens_at,
    recipe_from_text,
    record_hash,
    refusal_events,
    step_hash,
    step_status,
    supply_gates,
    to_consider,
)
from gradea.record.content import signature_holds
from gradea.vocabulary import HOUR, MINUTE, Refusal, SimTime, from_body, stored_name, to_body

RECIPE_FILE = Path(__file__).parents[1] / "tests" / "record" / "events.yaml"
LENGTH = 60
PEOPLE: Mapping[str, str] = {
    "ann": "operator",
    "bob": "operator",
    "ben": "verifier",
    "cas": "qc",
    "dot": "qa",
    "dan": "qa",
    "eve": "qp",
    "adm": "administrator",
}
PERFORMER = {"operator": "ann", "qc": "cas", "verifier": "ben", "qa": "dot", "qp": "eve"}
WORDS = "Seen by both of us and written at once."
CHAPTERS = ("issued", "half", "made", "tested", "reviewed", "waiting", "first-step")


@cache
def recipe() -> Any:
    """Return the recipe of the sequences."""
    return recipe_from_text(RECIPE_FILE.read_text(encoding="utf-8"))


@dataclass
class Sequence:
    """One story: the record, the clock, what was stored, and what was found wrong."""

    chance: random.Random
    record: BatchRecord
    at: SimTime = SimTime(8 * HOUR)
    events: list[Event] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def send(self, person: str, command: Any) -> bool:
        """Send a command and look at the promises; return whether it was carried out."""
        before, role = self.record, PEOPLE[person]
        answer = decide(before, command, person=person, role=role, at=self.at)
        self.counts["commands"] += 1
        if isinstance(answer, Refusal):
            self.counts["refused"] += 1
            self._fold(refusal_events(before, command, answer, person=person, role=role, at=self.at))
            self._after_refusal(before, answer)
            return False
        self.counts["accepted"] += 1
        self._fold(answer)
        self._after(before, command)
        return True

    def _fold(self, events: tuple[Event, ...]) -> None:
        self.events.extend(events)
        self.record = reduce(apply, events, self.record)

    def _promise(self, kept: bool, what: str) -> None:
        if not kept:
            self.wrong.append(what)

    def _after_refusal(self, before: BatchRecord, refusal: Refusal) -> None:
        full = all((refusal.code, refusal.rule, refusal.message, refusal.remedy))
        self._promise(full, f"the refusal {refusal.code} does not say everything")
        same = self.record.steps == before.steps and self.record.reviews == before.reviews
        self._promise(same, f"the refusal {refusal.code} wrote into the record")
        self._promise(self.record.disposition == before.disposition, "a refusal decided about the batch")

    def _after(self, before: BatchRecord, command: Any) -> None:
        if isinstance(command, EnterValue):
            status, opens = step_status(before, command.step), opens_at(before, command.step)
            self._promise(status in (StepStatus.OPEN, StepStatus.AMENDED), f"an entry in a {status} step")
            self._promise(opens is None or opens <= self.at, "an entry before the step opened")
        if isinstance(command, Dispose):
            self._decided(before, command)
        if isinstance(command, ShipBatch):
            self._promise(before.may_leave, f"shipped out of {before.status}")
        if isinstance(command, CloseDeviation):
            closed = self.record.deviations[command.number]
            planned = any(capa.plan.deviation == closed.number for capa in self.record.capas.values())
            full = closed.investigation is not None and closed.actions and planned
            self._promise(not is_grave(closed) or bool(full), f"{closed.number} was closed half handled")
            own = closed.closed_by in {closed.raised_by, *(found.by for found in closed.investigations)}
            self._promise(not own, f"{closed.number} was closed by who raised or investigated it")
        if isinstance(command, SignStep):
            self._signed()

    def _decided(self, before: BatchRecord, command: Dispose) -> None:
        shut = {
            "certified": gates(before),
            "first-step": first_step_gates(before),
            "out-of-specification": supply_gates(before),
        }.get(command.decision, ())
        self._promise(not shut, f"{command.decision} with a gate closed: {[gate.code for gate in shut]}")
        self.counts[command.decision] += 1

    def _signed(self) -> None:
        for step_id, state in self.record.steps.items():
            for signature in state.signatures:
                if signature.void_by or recipe().step_of[step_id].review:
                    continue
                second = signature.meaning in ("verified", "reviewed")
                self._promise(not (second and signature.by in state.authors()), f"own work verified in {step_id}")
                fits = signature_holds(self.record, step_id, signature.content_hash)
                self._promise(fits, f"a signature of {step_id} stands for other content")

    def finish(self) -> None:
        """Look at what must hold at the end: nothing lost, nothing twice, and the fold of the events is the record."""
        entered = Counter(event.field for event in self.events if isinstance(event, ValueEntered))
        corrected = Counter(event.field for event in self.events if isinstance(event, ValueCorrected))
        kept: Counter[str] = Counter()
        mended: Counter[str] = Counter()
        for state in self.record.steps.values():
            for code, versions in state.entries.items():
                kept[code] += sum(1 for entry in versions if entry.kind == "entered")
                mended[code] += sum(1 for entry in versions if entry.kind == "corrected")
        self._promise(+kept == entered, "an entry was lost or stands there twice")
        self._promise(+mended == corrected, "a correction was lost or stands there twice")
        self._promise(all(count == 1 for count in entered.values()), "a field has two first values")
        again = reduce(apply, self.events, blank_record(recipe()))
        self._promise(again == self.record, "the fold of the events is not the record")
        stored = [(stored_name(event), to_body(event)) for event in self.events]
        read = reduce(apply, [from_body(name, body) for name, body in stored], blank_record(recipe()))
        self._promise(record_hash(read) == record_hash(self.record), "the stored events make another record")
        self.counts[f"ended {self.record.status}"] += 1

    # ------------------------------------------------------------------ people who know what they do

    def good(self, step: Step, item: Field) -> EnterValue:
        """Return the entry of a good day."""
        issue = self.record.issue
        assert issue is not None
        where: dict[str, Any] = {"step": step.id, "field": item.code}
        if item.kind == "identity":
            return EnterValue(**where, value=issue.donation_number, source="instrument")
        if item.kind == "scan_material":
            label = {"material": item.material, "lot": "EX-1", "expiry": "2027-06-30", "status": "released"}
            return EnterValue(**where, scan=label, source="instrument")
        if item.kind == "scan_equipment":
            label = {"equipment": item.equipment, "status": "qualified", "due_date": "2026-06-30"}
            return EnterValue(**where, scan=label, source="instrument")
        return EnterValue(**where, value=_good_value(self.record, item), source=item.source)

    def do_step(self, step: Step, second: str) -> None:
        """Let a step be done as it should be, by its performer and a second person."""
        performer = PERFORMER[step.performer]
        for need in missing(self.record, step.id):
            item = self.record.recipe.field_of.get(need.code)
            if need.kind == "field" and item is not None and item.kind not in ("calculated",):
                if item.kind == "photo":
                    self.send(performer, _photo())
                self.send(performer, self.good(step, item))
        if step.review:
            return
        self.send(performer, self.sign(step.id, "performed"))
        if needs_verification(self.record, step.id):
            self.send(second, self.sign(step.id, "verified"))
        if needs_result_review(self.record, step.id):
            self.send(second, self.sign(step.id, "reviewed"))

    def sign(self, step_id: str, meaning: str) -> SignStep:
        """Return the signature of what the step says now."""
        content = step_hash(self.record, step_id)
        return SignStep(step=step_id, meaning=meaning, content_hash=content, authenticated=True)

    def work(self, but: tuple[str, ...] = (), most: int = 99) -> None:
        """Let everybody work until nothing is left, or so many steps are done."""
        for _ in range(most):
            ready = [s for s in current_steps(self.record) if not s.review and s.id not in but]
            if not ready:
                return
            step = min(ready, key=lambda each: (opens_at(self.record, each.id) or self.at, each.lane))
            self.at = SimTime(max(self.at, opens_at(self.record, step.id) or 0) + 2 * MINUTE)
            self.do_step(step, "ben")

    def review(self) -> None:
        """Let the reviews happen, and the checklist of the decision be filled in."""
        for step in self.record.recipe:
            if step.review:
                self.do_step(step, "ben")
                if step.review == "audit-trail":
                    for item in to_consider(self.record):
                        self.send("dot", ConsiderException(key=item.key, verdict="explained", text=WORDS))
                if step.review != "disposition":
                    self.send(PERFORMER[step.performer], self.reviewed(step.review))

    def reviewed(self, kind: str) -> SignReview:
        """Return the review of what the record says now."""
        return SignReview(kind=kind, content_hash=record_hash(self.record), authenticated=True)

    def decision(self, decision: str) -> Dispose:
        """Return a decision about what the record says now."""
        content = record_hash(self.record)
        return Dispose(decision=decision, statement=WORDS, content_hash=content, authenticated=True)


def _photo() -> Any:
    from gradea.record import AttachFile  # noqa: PLC0415 - one use

    return AttachFile(sha256="ab" * 32, media_type="image/png", size=9, origin="TAB-01", text=WORDS)


def _good_value(record: BatchRecord, item: Field) -> str:
    known = {"photo": "ab" * 32, "instant": "0 09:30"}
    if item.kind in known:
        return known[item.kind]
    if item.kind == "choice":
        expected = [line.expected for line in record.recipe.judged_by.get(item.code, ())]
        return (*expected, *item.accepted, *item.options)[0]
    fixed = {"viability_pct": "92.0", "density_e6_per_ml": "1.00", "printed": "2", "used": "2"}
    if item.code in fixed:
        return fixed[item.code]
    low = item.low.value(record.values) if item.low else None
    high = item.high.value(record.values) if item.high else None
    if low is not None and high is not None:
        return number_text((low + high) / 2, item.decimals)
    return number_text(low + 5 if low is not None else 0, item.decimals)


def begun(seed: int) -> Sequence:
    """Return a story at the beginning of a chapter that the seed chooses."""
    chance = random.Random(seed)
    chapter = chance.choice(CHAPTERS)
    told = _chapter(chapter)
    return Sequence(chance=chance, record=told.record, at=told.at, events=list(told.events), counts=Counter())


@cache
def _chapter(name: str) -> Sequence:
    story = Sequence(chance=random.Random(0), record=blank_record(recipe()))
    numbers = {"batch_number": "SQ-25-001", "donation_number": "EXB0001234", "patient_number": "EX-P00042"}
    one = recipe()
    issue = IssueRecord(
        recipe_code=one.code,
        recipe_version=one.version,
        recipe_hash=one.content_hash,
        day_zero_date="2025-10-08",
        **numbers,
    )
    story.send("dot", issue)
    if name == "half":
        story.work(most=4)
    elif name == "made":
        story.work(but=("2.1", "2.2", "2.3"))
    elif name in ("tested", "reviewed"):
        story.work()
    elif name in ("waiting", "first-step"):
        story.work(but=("2.3",))
    if name in ("reviewed", "waiting", "first-step"):
        story.review()
    if name == "first-step":
        story.send("eve", story.decision("first-step"))
    assert not story.wrong, story.wrong
    return story
