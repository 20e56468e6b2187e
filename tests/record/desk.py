"""A desk for stories: a record, a clock, some people, and one call per thing somebody does."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import reduce
from pathlib import Path
from typing import Any

from gradea.record import (
    AssessDeviation,
    AttachFile,
    BatchRecord,
    CloseDeviation,
    Command,
    ConcludeLaboratory,
    ConsiderException,
    DecideOos,
    Dispose,
    EnterValue,
    Event,
    Field,
    InvestigateDeviation,
    IssueRecord,
    MasterRecipe,
    PlanCapa,
    ReceiveSample,
    SignReview,
    SignStep,
    TakeImmediateAction,
    apply,
    awaiting_receipt,
    blank_record,
    current_steps,
    decide,
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
    to_consider,
)
from gradea.vocabulary import MINUTE, Refusal, SimTime, sim_time

RECIPES = Path(__file__).parents[2] / "content" / "recipes"
SMALL_TEXT = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")
EVENTS_TEXT = (Path(__file__).parent / "events.yaml").read_text(encoding="utf-8")
TOLDC_TEXT = (RECIPES / "toldc.yaml").read_text(encoding="utf-8")

DONATION, PATIENT, BATCH = "A999925001234", "EX-P00042", "TD-25-001"

PEOPLE = {
    "ann": "operator",
    "bob": "operator",
    "ben": "verifier",
    "cas": "qc",
    "dot": "qa",
    "dan": "qa",
    "eve": "qp",
    "adm": "administrator",
}
"""Who is there, and in which role."""

VERIFIER = {"production": "ben", "qc": "ben"}
PERFORMER = {"operator": "ann", "qc": "cas", "verifier": "ben", "qa": "dot", "qp": "eve"}

GOOD: dict[str, str] = {
    "leuka_volume_ml": "190.5",
    "collected_h": "12.0",
    "leuka_counted_e6_per_ml": "1.16",
    "leuka_cd14_pct": "25.4",
    "leuka_lymphocytes_pct": "55.0",
    "cd14_collected_ml": "50.1",
    "pos_counted_e6_per_ml": "2.21",
    "pos_cd14_pct": "97.2",
    "pos_lymphocytes_pct": "1.9",
    "harvest_density_e6_per_ml": "2.60",
    "washed_volume_ml": "10.0",
    "final_density_e6_per_ml": "1.00",
    "final_viability_pct": "91.3",
    "cd11c_pct": "99.8",
    "hla_dr_pct": "99.9",
    "cd83_mfi": "73",
    "cd86_mfi": "462",
    "tlr2_mfi": "1434",
    "il10_pg_per_ml": "2364",
    "il12_pg_per_ml": "<50",
    "d0_labels_printed": "2",
    "d0_labels_destroyed": "1",
    "d7_labels_printed": "3",
    "d7_labels_destroyed": "2",
    "viability_pct": "92.0",
    "bc_d0_hours": "168",
    "bc_d3_hours": "170",
    "bc_d7_hours": "169",
}
"""What a good day writes where the limits alone do not say it."""


@dataclass
class Desk:
    """The state of a story."""

    record: BatchRecord
    at: SimTime = sim_time(hours=8)
    events: list[Event] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def does(self, person: str, command: Command, role: str = "") -> tuple[Event, ...] | Refusal:
        """Let a person do something; what it leaves behind is folded in, a refused attempt as well."""
        role = role or PEOPLE[person]
        answer = decide(self.record, command, person=person, role=role, at=self.at)
        left = answer
        if isinstance(answer, Refusal):
            left = refusal_events(self.record, command, answer, person=person, role=role, at=self.at)
        assert not isinstance(left, Refusal)
        self.record = reduce(apply, left, self.record)
        self.events.extend(left)
        return answer

    def can(self, person: str, command: Command, role: str = "") -> tuple[Event, ...]:
        """Let a person do something that must work."""
        answer = self.does(person, command, role)
        assert not isinstance(answer, Refusal), str(answer)
        return answer

    def cannot(self, person: str, command: Command, role: str = "") -> Refusal:
        """Let a person try something that must be refused; the refusal says what, which, and what to do."""
        answer = self.does(person, command, role)
        assert isinstance(answer, Refusal), f"{command} went through"
        assert answer.code
        assert answer.rule
        assert answer.message
        assert answer.remedy
        return answer

    def later(self, **passed: int) -> "Desk":
        """Let time pass."""
        self.at = SimTime(self.at + sim_time(**passed))
        return self

    def issue(self) -> "Desk":
        """Let quality assurance issue the copy."""
        recipe = self.record.recipe
        self.can(
            "dot",
            IssueRecord(
                batch_number=BATCH,
                recipe_code=recipe.code,
                recipe_version=recipe.version,
                recipe_hash=recipe.content_hash,
                donation_number=DONATION,
                patient_number=PATIENT,
                day_zero_date="2025-10-08",
            ),
        )
        return self

    def enter(self, step: str, code: str, value: str = "", **more: Any) -> EnterValue:
        """Return the command that enters a value, a good one if none is given."""
        if value or "scan" in more:
            return EnterValue(step=step, field=code, value=value, **more)
        return good_entry(self, step, self.record.recipe.field_of[code], **more)

    def sign(self, step: str, meaning: str = "performed", authenticated: bool = True) -> SignStep:
        """Return the command that signs what the step says now."""
        content = step_hash(self.record, step)
        return SignStep(step=step, meaning=meaning, content_hash=content, authenticated=authenticated)

    def review(self, kind: str) -> SignReview:
        """Return the command that signs a review of what the record says now."""
        return SignReview(kind=kind, content_hash=record_hash(self.record), authenticated=True)

    def dispose(self, decision: str, statement: str = "All results meet the specification.") -> Dispose:
        """Return the command of the Qualified Person."""
        content = record_hash(self.record)
        return Dispose(decision=decision, statement=statement, content_hash=content, authenticated=True)

    def fill(self, step: str, values: dict[str, str] | None = None) -> "Desk":
        """Let the performer of a step fill in whatever is blank; a sample is received first."""
        values = values or {}
        for sample in awaiting_receipt(self.record, self.record.recipe.step_of[step]):
            self.can("cas", ReceiveSample(sample=sample, batch_number=self.record.batch_number))
        for need in missing(self.record, step):
            if need.kind == "field":
                item = self.record.recipe.field_of[need.code]
                if item.kind == "photo":
                    self.can("ann", photo(item.code))
                if item.kind != "calculated":
                    command = self.enter(step, need.code, values.get(need.code, ""))
                    self.can(PERFORMER[self.record.recipe.step_of[step].performer], command)
        return self

    def finish(self, step: str, values: dict[str, str] | None = None) -> "Desk":
        """Let a step be filled in, signed and verified where it must be."""
        self.fill(step, values)
        wanted = self.record.recipe.step_of[step]
        if not wanted.review:
            self.can(PERFORMER[wanted.performer], self.sign(step))
            if needs_verification(self.record, step):
                self.can(VERIFIER[wanted.lane], self.sign(step, "verified"))
            elif needs_result_review(self.record, step):
                self.can("ben", self.sign(step, "reviewed"))
        return self

    def wait_for(self, step: str) -> "Desk":
        """Let time pass until a step opens."""
        self.at = SimTime(max(self.at, opens_at(self.record, step) or 0))
        return self

    def work(self, *, until: str = "", values: dict[str, str] | None = None, but: Iterable[str] = ()) -> "Desk":
        """Let everybody work, always on the step that opens first, until a step is open or all is done, `but` for some."""
        left = frozenset(but)
        while True:
            ready = [step for step in current_steps(self.record) if not step.review and step.id not in left]
            if not ready or any(step.id == until for step in ready):
                return self
            step = min(ready, key=lambda each: (opens_at(self.record, each.id) or self.at, each.lane))
            self.wait_for(step.id).finish(step.id, values)
            self.later(minutes=2)

    def handle(self, number: str) -> "Desk":
        """Let a deviation be handled by those who were there: action, cause, and an action that reaches it."""
        deviation = self.record.deviations[number]
        self.can("ann", TakeImmediateAction(number=number, text="Work was stopped and the bag was set apart."))
        self.can("ben", good_investigation(number))
        self.can("ben", good_capa(self, number))
        case = self.record.oos.get(deviation.number)
        if case is not None and case.decided is None:
            finding = "Calculation, sample and instrument were looked at; none of them was wrong."
            looked_at = ("calculation", "sample", "instrument")
            self.can("cas", ConcludeLaboratory(number=number, checked=looked_at, assignable=False, finding=finding))
            verdict = "The result stands: phase I found nothing, phase II named the cause."
            self.can("dan", DecideOos(number=number, decision="confirmed", text=verdict, authenticated=True))
        return self

    def settle(self, impact: str = "negligible") -> "Desk":
        """Let every open deviation be handled, assessed and closed."""
        for number, deviation in self.record.deviations.items():
            if deviation.status != "closed":
                if is_grave(deviation):
                    self.handle(number)
                decided = deviation.deviation_class
                self.can(
                    "dan",
                    AssessDeviation(number=number, deviation_class=decided, impact=impact, other_batches="checked"),
                )
                self.can("dan", CloseDeviation(number=number, authenticated=True))
        return self

    def consider(self) -> "Desk":
        """Let quality assurance look at every exception of the trail, and find each explained."""
        for item in to_consider(self.record):
            words = "Read with the people who were there; the reason holds."
            self.can("dot", ConsiderException(key=item.key, verdict="explained", text=words))
        return self

    def reviewed(self) -> "Desk":
        """Let the three reviews happen and the checklist of the decision be filled in."""
        for step in self.record.recipe:
            if step.review:
                self.wait_for(step.id).fill(step.id)
                if step.review == "audit-trail":
                    self.consider()
                if step.review != "disposition" and self.record.review(step.review) is None:
                    self.can(PERFORMER[step.performer], self.review(step.review))
        return self


def photo(what: str = "label") -> AttachFile:
    """Return the command that attaches a photo."""
    hashed = hashlib.sha256(what.encode()).hexdigest()
    words = "Photo of the label, taken at the bench."
    return AttachFile(sha256=hashed, media_type="image/jpeg", size=48_000, origin="TAB-01", text=words)


def good_investigation(number: str) -> InvestigateDeviation:
    """Return an investigation that goes deep enough and finds a cause that can be changed."""
    return InvestigateDeviation(
        number=number,
        tool="five-whys",
        analysis="The value was out of its limit.\nThe pump ran too fast.\nThe setting stands on no form.",
        category="method",
        root_cause="The form has no field for the setting of the pump.",
    )


def good_capa(desk: "Desk", number: str, kind: str = "corrective") -> PlanCapa:
    """Return a CAPA with an owner, a date and a check of its effect."""
    return PlanCapa(
        deviation=number,
        kind=kind,
        text="The form gets a field for the setting, checked by the second person.",
        owner="qa",
        due_at=SimTime(desk.at + sim_time(days=14)),
        check="Ten batches without a wrong setting.",
        check_at=SimTime(desk.at + sim_time(days=90)),
    )


def good_entry(desk: Desk, step: str, item: Field, **more: Any) -> EnterValue:
    """Return the entry of a good day for a field."""
    issue = desk.record.issue
    assert issue is not None
    if item.kind == "identity":
        known = {"donation": issue.donation_number, "patient": issue.patient_number, "batch": issue.batch_number}
        return EnterValue(step=step, field=item.code, value=known[item.identifies], source=item.source, **more)
    if item.kind == "scan_material":
        scan = {"material": item.material, "lot": f"EX-{item.material.upper()[:6]}-1", "expiry": "2027-06-30"}
        return EnterValue(step=step, field=item.code, scan={**scan, "status": "released"}, source="instrument", **more)
    if item.kind == "scan_equipment":
        scan = {"equipment": item.equipment, "status": "qualified", "due_date": "2026-06-30"}
        return EnterValue(step=step, field=item.code, scan=scan, source="instrument", **more)
    return EnterValue(step=step, field=item.code, value=good_value(desk, item), source=item.source, **more)


def good_value(desk: Desk, item: Field) -> str:
    """Return what a good day writes: the known value, the middle of the limits, the accepted option."""
    if item.code in desk.values or item.code in GOOD:
        return desk.values.get(item.code) or GOOD[item.code]
    if item.kind == "photo":
        return hashlib.sha256(item.code.encode()).hexdigest()
    if item.kind == "instant":
        return "0 09:30"
    if item.kind == "choice":
        expected = [line.expected for line in desk.record.recipe.judged_by.get(item.code, ())]
        return (*expected, *item.accepted, *item.options)[0]
    low = item.low.value(desk.record.values) if item.low else None
    high = item.high.value(desk.record.values) if item.high else None
    if low is not None and high is not None:
        return number_text((low + high) / 2, item.decimals)
    if low is not None:
        return number_text(min(low + 10, item.hard_high or low + 10), item.decimals)
    return number_text(high / 2 if high is not None else Decimal(1), item.decimals)


def small_recipe() -> MasterRecipe:
    """Return the recipe of a small process: five production steps, two results, four decisions."""
    return recipe_from_text(SMALL_TEXT)


def small_desk() -> Desk:
    """Return a desk with an issued record of the small recipe."""
    return Desk(blank_record(small_recipe())).issue()


def event_desk() -> Desk:
    """Return a desk with an issued record of the process in which every event has a place."""
    return Desk(blank_record(recipe_from_text(EVENTS_TEXT))).issue()


def toldc_desk() -> Desk:
    """Return a desk with an issued record of tolerogenic dendritic cells."""
    return Desk(blank_record(recipe_from_text(TOLDC_TEXT))).issue()


def folded(recipe: MasterRecipe, events: Iterable[Event]) -> BatchRecord:
    """Return the record that these events make."""
    return reduce(apply, events, blank_record(recipe))


def minutes(count: int) -> int:
    """Return so many minutes in simulated time."""
    return count * MINUTE


def without(desk: Desk) -> Desk:
    """Return a copy of the desk, so that a story can be told in two ways."""
    return replace(desk, events=list(desk.events))
