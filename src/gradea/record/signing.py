"""Deciding about signatures of steps: order, four eyes, content, and the times that are counted from them."""

from gradea.record.commands import SignStep
from gradea.record.content import step_hash
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event, StepSigned
from gradea.record.following import add_calculations, judge_materials, reopen_quality
from gradea.record.guards import check_not_held, check_open, check_turn, find_step
from gradea.record.outage import check_reachable
from gradea.record.progress import missing, needs_result_review, needs_verification, scribed_for, scribes
from gradea.record.recipe import Step
from gradea.record.roles import check_performer, check_role
from gradea.record.state import BatchRecord, StepState
from gradea.record.values import names_of
from gradea.vocabulary import MINUTE, Refusal, clock_text

MEANINGS = ("performed", "verified", "scribed", "reviewed")


def decide_sign(record: BatchRecord, command: SignStep, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a signature on a step."""
    refusal = check_open(record)
    if refusal:
        return refusal
    step = find_step(record, command.step)
    if isinstance(step, Refusal):
        return step
    refusal = (
        _check_meaning(record, step, command.meaning)
        or check_reachable(record)
        or check_not_held(record, step)
        or check_turn(record, step, actor)
        or _check_signer(record, step, command.meaning, actor)
        or _check_complete(record, step, command.meaning)
        or check_authenticated(command.authenticated)
        or check_content(command.content_hash, step_hash(record, step.id), f"Step {step.id}")
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(StepSigned, step=step.id, meaning=command.meaning, content_hash=command.content_hash)
    if command.meaning == "performed" and record.step(step.id).first_performed_at is None:
        _judge_times(draft, step)
        judge_materials(draft, step)
    if draft.record.step(step.id).closed:
        add_calculations(draft)
        if command.meaning in ("performed", "verified"):
            reopen_quality(draft, step)
    return draft.events


def _check_meaning(record: BatchRecord, step: Step, meaning: str) -> Refusal | None:
    if step.review:
        return refuse(
            "signed-by-review",
            "REL-01",
            f"Step {step.id} is closed by signing the {step.review}, not by signing the step.",
            f"Fill it in and sign the {step.review}.",
        )
    second = needs_verification(record, step.id)
    possible = ["performed"]
    possible.extend(["verified"] if second else [])
    possible.extend(["scribed"] if scribes(record.step(step.id)) else [])
    possible.extend(["reviewed"] if needs_result_review(record, step.id) else [])
    if meaning in possible:
        return None
    return refuse(
        "meaning-not-possible",
        "SIG-01",
        f"Step {step.id} cannot be signed as {meaning[:20]}.",
        f"Sign it as {' or '.join(possible)}." if len(possible) > 1 else "Sign it as performed; it needs no other one.",
    )


def _check_signer(record: BatchRecord, step: Step, meaning: str, actor: Actor) -> Refusal | None:
    state = record.step(step.id)
    signed = state.signature(meaning)
    if signed is not None:
        return refuse(
            "already-signed",
            "SIG-03; SIG-07",
            f"Step {step.id} was signed as {meaning} at {clock_text(signed.at)}.",
            "Nothing more is needed; one signature of each meaning is enough.",
        )
    if meaning == "performed":
        return check_performer(step.id, step.performer, actor.role) or _check_scribed_for(state, step, actor)
    if meaning == "scribed":
        return None if actor.person in scribes(state) else _not_your_words(step)
    refusal = check_role("review-result" if meaning == "reviewed" else f"verify-{step.lane}", actor.role)
    if refusal:
        return refusal
    if state.signature("performed") is None or (meaning == "reviewed" and not state.closed):
        return refuse(
            "not-performed-yet",
            "REC-02; Chapter 4 4.20 c",
            f"Step {step.id} is not signed as performed.",
            "Let the performer sign first.",
        )
    if actor.person in state.authors():
        return refuse(
            "self-verification",
            "REC-02; PI 041 8.8",
            f"You wrote or signed in step {step.id}; nobody verifies their own work.",
            "Ask a second person who was there to check and to sign.",
        )
    return None


def _check_scribed_for(state: StepState, step: Step, actor: Actor) -> Refusal | None:
    """Return a refusal when somebody signs as performed what a scribe wrote down for another person."""
    named = scribed_for(state)
    if not named or named == {actor.person}:
        return None
    return refuse(
        "scribed-for-another",
        "REC-17; SIG-07",
        f"In step {step.id} a scribe wrote for another person than you; who did it confirms it.",
        "Let the person who is named sign as performed.",
    )


def _not_your_words(step: Step) -> Refusal:
    return refuse(
        "not-scribed-by-you",
        "REC-17; SIG-07",
        f"You wrote nothing for another person in step {step.id}.",
        "Only the scribe confirms what the scribe wrote.",
    )


def _check_complete(record: BatchRecord, step: Step, meaning: str) -> Refusal | None:
    if meaning == "performed" and scribes(record.step(step.id)) and record.step(step.id).signature("scribed") is None:
        return refuse(
            "scribe-not-signed",
            "REC-17",
            f"Step {step.id} was written by a scribe, who has not confirmed it.",
            "Let the scribe sign as scribed first; then sign as performed.",
        )
    blank = [need.code for need in missing(record, step.id) if need.kind == "field"]
    if not blank:
        return None
    return refuse(
        "fields-missing",
        "REC-06; REC-01",
        f"Step {step.id} is not filled in: {', '.join(names_of(record, blank))}.",
        "Fill in every field, or mark the step not applicable with a reason.",
    )


def check_authenticated(authenticated: bool) -> Refusal | None:
    """Return a refusal when the person was not re-authenticated for this signature."""
    if authenticated:
        return None
    return refuse(
        "reauthentication-needed",
        "SIG-05; SIG-06",
        "Being logged in is not enough to sign.",
        "Give your secret again and sign.",
    )


def check_content(shown: str, actual: str, what: str) -> Refusal | None:
    """Return a refusal when what the signer was shown is not what would be signed."""
    if shown == actual:
        return None
    return refuse(
        "content-changed",
        "SIG-03; Annex 11 14 b",
        f"{what} is not what you were shown: it has changed since.",
        "Read it again and sign what it says now.",
    )


def _judge_times(draft: Draft, step: Step) -> None:
    at = draft.actor.at
    for timer in step.timers:
        begun = draft.record.step(timer.step).first_performed_at
        if timer.kind == "within" and begun is not None and at - begun > timer.minutes * MINUTE:
            why = {
                "kind": "hold-time",
                "from_step": timer.step,
                "limit_min": timer.minutes,
                "actual_min": (at - begun) // MINUTE,
            }
            draft.deviate(step=step.id, code=timer.code, deviation_class=timer.deviation_class, why=why)
    if step.planned is not None and step.window_min is not None and at > step.planned + step.window_min * MINUTE:
        why = {
            "kind": "window",
            "planned": int(step.planned),
            "limit_min": step.window_min,
            "actual_min": (at - step.planned) // MINUTE,
        }
        draft.deviate(step=step.id, code="DV-MJ06", deviation_class="major" if step.critical else "minor", why=why)
