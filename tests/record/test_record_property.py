"""Random people do random things for a long time; some things must never happen (property test, Hypothesis)."""

from functools import reduce

import pytest
from desk import BATCH, DONATION, PATIENT, PEOPLE, Desk, good_entry, small_desk, small_recipe, without
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from gradea.record import (
    AddNote,
    AssessDeviation,
    CloseDeviation,
    Command,
    CorrectValue,
    EnterValue,
    HoldBatch,
    LiftHold,
    MarkNotApplicable,
    RaiseDeviation,
    SignReview,
    SignStep,
    StepStatus,
    apply,
    blank_record,
    current_steps,
    gates,
    opens_at,
    record_hash,
    step_hash,
    step_status,
)
from gradea.record.content import signature_holds
from gradea.vocabulary import Refusal, from_body, stored_name, to_body

RECIPE = small_recipe()
STEPS = [step.id for step in RECIPE]
PLACES = [(step.id, item.code) for step in RECIPE for item in step.fields]
CLAIMS = [
    "yes",
    "no",
    "none",
    "growth",
    "100.0",
    "80.0",
    "1.00",
    "2.5",
    "90.0",
    "60.0",
    "120",
    "<50",
    DONATION,
    PATIENT,
    BATCH,
]
WHYS = ["Read again from the print-out", "oops", "Seen by both and written at once"]

CHAPTERS = {
    "a copy is issued": small_desk(),
    "cells are counted": small_desk().work(until="1.3"),
    "production ends": small_desk().work(until="1.5"),
    "all is done": small_desk().work(),
    "all is reviewed": small_desk().work().reviewed(),
}
"""Where a story may begin; without this, chance alone never comes far."""

people = st.sampled_from(sorted(PEOPLE))
steps = st.sampled_from(STEPS)


class RandomPeople(RuleBasedStateMachine):
    """A batch in the hands of people who try everything."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(blank_record(RECIPE))

    @initialize(chapter=st.sampled_from(sorted(CHAPTERS)))
    def begin(self, chapter: str) -> None:
        """A story begins with a fresh copy, in the middle, or when everything seems done."""
        self.desk = without(CHAPTERS[chapter])

    def _try(self, person: str, command: Command) -> None:
        before = self.desk.record
        answer = self.desk.does(person, command)
        if isinstance(answer, Refusal):
            assert answer.code
            assert answer.rule
            assert answer.message
            assert answer.remedy
            assert self.desk.record.steps == before.steps, "a refusal wrote into a step"
        elif isinstance(command, EnterValue):
            assert step_status(before, command.step) in (StepStatus.OPEN, StepStatus.AMENDED)
            opens = opens_at(before, command.step)
            assert opens is None or opens <= self.desk.at
            assert any(step.id == command.step for step in current_steps(before)) or before.step(command.step).amended

    @rule(person=people, place=st.sampled_from(PLACES), claim=st.sampled_from(CLAIMS))
    def write_anything(self, person: str, place: tuple[str, str], claim: str) -> None:
        """Somebody writes something somewhere."""
        self._try(person, EnterValue(step=place[0], field=place[1], value=claim))

    @rule(person=people, number=st.integers(0, 40))
    def write_what_is_due(self, person: str, number: int) -> None:
        """Somebody writes a good value into a blank of an open step."""
        blanks = [
            (step.id, item)
            for step in current_steps(self.desk.record)
            for item in step.fields
            if item.code not in self.desk.record.values and item.kind != "calculated"
        ]
        if blanks:
            step, item = blanks[number % len(blanks)]
            self._try(person, good_entry(self.desk, step, item))

    @rule(person=people, place=st.sampled_from(PLACES), claim=st.sampled_from(CLAIMS), why=st.sampled_from(WHYS))
    def correct(self, person: str, place: tuple[str, str], claim: str, why: str) -> None:
        """Somebody corrects something."""
        self._try(person, CorrectValue(step=place[0], field=place[1], value=claim, reason=why))

    @rule(person=people, step=steps, meaning=st.sampled_from(["performed", "verified"]), sure=st.booleans())
    def sign_anything(self, person: str, step: str, meaning: str, sure: bool) -> None:
        """Somebody signs some step."""
        content = step_hash(self.desk.record, step) if sure else "0" * 64
        self._try(person, SignStep(step=step, meaning=meaning, content_hash=content, authenticated=sure))

    @rule(person=people, meaning=st.sampled_from(["performed", "verified"]), number=st.integers(0, 5))
    def sign_what_is_due(self, person: str, meaning: str, number: int) -> None:
        """Somebody signs an open step."""
        open_now = current_steps(self.desk.record)
        if open_now:
            self._try(person, self.desk.sign(open_now[number % len(open_now)].id, meaning))

    @rule(person=people, step=steps, why=st.sampled_from(WHYS))
    def void(self, person: str, step: str, why: str) -> None:
        """Somebody calls a step not applicable."""
        self._try(person, MarkNotApplicable(step=step, reason=why))

    @rule(person=people, kind=st.sampled_from(["production", "audit-trail", "quality"]))
    def review(self, person: str, kind: str) -> None:
        """Somebody signs a review."""
        content = record_hash(self.desk.record)
        self._try(person, SignReview(kind=kind, content_hash=content, authenticated=True))

    @rule(
        person=people,
        decision=st.sampled_from(["certified", "certified", "certified", "rejected"]),
        really=st.integers(0, 30),
    )
    def dispose(self, person: str, decision: str, really: int) -> None:
        """Somebody decides; a rejection ends the story, so it is tried seldom."""
        if decision == "certified" or really == 0:
            shut = gates(self.desk.record)
            self._try(person, self.desk.dispose(decision))
            assert self.desk.record.status != "certified" or not shut

    @rule(person=people, problem=st.booleans())
    def note(self, person: str, problem: bool) -> None:
        """Somebody writes a note."""
        self._try(person, AddNote(text="There was a drop at the port", problem=problem))

    @rule(person=people, grade=st.sampled_from(["minor", "critical", "huge"]))
    def deviate(self, person: str, grade: str) -> None:
        """Somebody reports a departure."""
        self._try(person, RaiseDeviation(description="The door stood open too long", deviation_class=grade))

    @rule(person=people, number=st.integers(1, 4), impact=st.sampled_from(["none", "negligible", "affected"]))
    def assess(self, person: str, number: int, impact: str) -> None:
        """Somebody judges a deviation."""
        self._try(person, AssessDeviation(number=f"DEV-{number:03d}", deviation_class="minor", impact=impact))

    @rule(person=people, number=st.integers(1, 4))
    def close(self, person: str, number: int) -> None:
        """Somebody closes a deviation."""
        self._try(person, CloseDeviation(number=f"DEV-{number:03d}", authenticated=True))

    @rule(person=people, lift=st.booleans())
    def hold(self, person: str, lift: bool) -> None:
        """Somebody holds the batch or lets it go on."""
        why = "Waiting for the result of the assessment"
        self._try(person, LiftHold(reason=why) if lift else HoldBatch(reason=why))

    @rule(hours=st.sampled_from([0, 1, 24, 200]))
    def wait(self, hours: int) -> None:
        """Time passes."""
        self.desk.later(hours=hours, minutes=1)

    @rule(second=st.sampled_from(["ann", "bob", "ben", "ben", "cas"]))
    def everybody_works(self, second: str) -> None:
        """The next step that is open now is done, so that stories get far; who verifies is another matter."""
        record = self.desk.record
        if record.disposition is None and record.held is None:
            ready = [
                step
                for step in current_steps(record)
                if not step.review and (opens_at(record, step.id) or 0) <= self.desk.at
            ]
            for step in ready[:1]:
                if not record.step(step.id).entries or record.step(step.id).signature("performed") is None:
                    self._finish_politely(step.id, second)

    def _finish_politely(self, step: str, second: str) -> None:
        for item in RECIPE.step_of[step].fields:
            if item.kind != "calculated" and item.code not in self.desk.record.values:
                self.desk.does(
                    {"qc": "cas"}.get(RECIPE.step_of[step].performer, "ann"), good_entry(self.desk, step, item)
                )
        self.desk.does({"qc": "cas"}.get(RECIPE.step_of[step].performer, "ann"), self.desk.sign(step))
        self.desk.does(second, self.desk.sign(step, "verified"))

    @invariant()
    def nobody_verifies_their_own_work(self) -> None:
        """No verifier wrote, voided or performed in the same step."""
        for state in self.desk.record.steps.values():
            for signature in state.signatures:
                if signature.meaning == "verified" and not signature.void_by:
                    assert signature.by not in state.authors()

    @invariant()
    def signatures_that_count_fit_the_content(self) -> None:
        """A signature of a step whose content changed is void."""
        record = self.desk.record
        for step, state in record.steps.items():
            if RECIPE.step_of[step].review:
                continue
            for signature in state.signatures:
                assert bool(signature.void_by) != signature_holds(record, step, signature.content_hash)

    @invariant()
    def a_certificate_means_that_every_gate_is_open(self) -> None:
        """No certificate with a gate closed, and none by anybody but the QP."""
        record = self.desk.record
        if record.status == "certified":
            assert gates(record) == ()
            assert record.disposition is not None
            assert record.disposition.role == "qp"

    @invariant()
    def steps_are_closed_in_order(self) -> None:
        """In a lane nothing is closed, or even written by hand, beyond the first step that was never closed.

        A rejection is the exception: it is possible at any time.
        """
        for lane, queue in RECIPE.queue.items():
            place = self.desk.record.frontier.get(lane, 0)
            for step in queue[place + 1 :]:
                state = self.desk.record.step(step)
                if RECIPE.step_of[step].review == "disposition" and self.desk.record.status == "rejected":
                    continue
                assert state.first_closed_at is None
                assert all(entry.kind == "calculated" for versions in state.entries.values() for entry in versions)

    def teardown(self) -> None:
        """The record is what its stored events say, word for word."""
        stored = [(stored_name(event), to_body(event)) for event in self.desk.events]
        assert reduce(apply, self.desk.events, blank_record(RECIPE)) == self.desk.record
        again = reduce(apply, [from_body(name, body) for name, body in stored], blank_record(RECIPE))
        assert record_hash(again) == record_hash(self.desk.record)


TestRandomPeople = pytest.mark.requirement("REL-03", kind="property")(RandomPeople.TestCase)
TestRandomPeople.settings = settings(
    max_examples=80, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
