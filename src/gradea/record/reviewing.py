"""Deciding about reviews of the whole record: in order, complete, by somebody who did not do the work."""

from gradea.record.commands import SignReview
from gradea.record.considering import to_consider
from gradea.record.content import record_hash
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event, ReviewSigned
from gradea.record.guards import check_open
from gradea.record.progress import is_reached, missing, open_work, reviewed_lanes, unreviewed_results
from gradea.record.recipe import REVIEW_KINDS, Step
from gradea.record.roles import check_role
from gradea.record.signing import check_authenticated, check_content
from gradea.record.state import BatchRecord
from gradea.record.values import names_of
from gradea.vocabulary import Refusal


def decide_review(record: BatchRecord, command: SignReview, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about a review: in order, complete, by somebody who did not do the work (REL-01, AUD-11)."""
    refusal = check_open(record) or _check_kind(record, command.kind)
    refusal = (
        refusal
        or check_role(f"review-{command.kind}", actor.role)
        or _check_reviewable(record, command.kind)
        or _check_reviewer(record, command.kind, actor)
        or check_authenticated(command.authenticated)
        or check_content(command.content_hash, record_hash(record), "The record")
    )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(ReviewSigned, kind=command.kind, content_hash=command.content_hash)
    return draft.events


def _check_kind(record: BatchRecord, kind: str) -> Refusal | None:
    if kind not in REVIEW_KINDS:
        return refuse(
            "review-unknown",
            "REL-01",
            f"There is no review called {kind[:20]}.",
            f"Choose {', '.join(REVIEW_KINDS)}.",
        )
    if record.review(kind) is None:
        return None
    return refuse("already-signed", "SIG-03", f"The {kind} review is signed.", "Nothing more is needed.")


def _check_reviewable(record: BatchRecord, kind: str) -> Refusal | None:
    unfinished = [step for step in open_work(record, *reviewed_lanes(kind)) if step not in record.recipe.delayed]
    before = REVIEW_KINDS[: REVIEW_KINDS.index(kind)]
    open_deviations = [d.number for d in record.deviations.values() if d.status != "closed"]
    what = ""
    if unfinished:
        what = f"steps {', '.join(unfinished[:5])}{' and more' if len(unfinished) > 5 else ''} are not closed"
    elif any(record.review(earlier) is None for earlier in before):
        what = f"the {next(e for e in before if record.review(e) is None)} review is not signed"
    elif kind == "audit-trail" and to_consider(record):
        waiting = to_consider(record)
        first = f"{waiting[0].kind.replace('-', ' ')} in {waiting[0].step or 'the batch'}"
        what = f"{len(waiting)} exception{'s were' if len(waiting) > 1 else ' was'} not looked at, the first is {first}"
    elif kind == "quality" and unreviewed_results(record):
        what = f"the results of {', '.join(unreviewed_results(record))} were not reviewed by a second person"
    elif kind == "quality" and open_deviations:
        what = f"{', '.join(open_deviations)} is not closed"
    else:
        steps = [step for step in record.recipe if step.review == kind]
        blank = [f"{step.id} {code}" for step in steps for code in _blank(record, step)]
        if blank:
            what = f"{', '.join(blank)} is not filled in"
    if not what:
        return None
    return refuse(
        "review-too-early",
        "REL-01; REL-03; AUD-11",
        f"The {kind} review cannot be signed: {what}.",
        "Finish that first; a review looks at the finished work.",
    )


def _blank(record: BatchRecord, step: Step) -> list[str]:
    needs = names_of(record, (need.code for need in missing(record, step.id) if need.kind == "field"))
    return needs if is_reached(record, step) else [*needs, "(its turn has not come)"]


def _check_reviewer(record: BatchRecord, kind: str, actor: Actor) -> Refusal | None:
    involved = record.performers if kind == "production" else record.performers | record.verifiers
    production = record.review("production")
    own = actor.person in involved
    twice = kind != "production" and production is not None and production.signature.by == actor.person
    if not own and not twice:
        return None
    return refuse(
        "own-work",
        "AUD-11; REL-01",
        f"You {'worked on this batch' if own else 'signed the production review'}; nobody reviews their own work.",
        "Ask a person who was not involved.",
    )
