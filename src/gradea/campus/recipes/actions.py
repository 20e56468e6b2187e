"""What people do to master recipes: draft, save, sign for it, issue a copy, settle what became of it."""

import json
import re
import secrets

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gradea.campus.people.queries import Viewer
from gradea.campus.people.signing import verify_pin
from gradea.campus.recipes import queries
from gradea.campus.recipes.models import Copy, Master
from gradea.record.lifecycle import MAY, Version, refuse_issue, refuse_move
from gradea.vocabulary import Refusal

TEXT_MAX = 400_000
_HEADER = re.compile(r"^(status|version|effective_date|approvals|change_reason)\s*:")


def draft_from(viewer: Viewer, ref: str, reason: str) -> str | Refusal:
    """Copy a version to a new draft of the same recipe; return its reference."""
    card = queries.card_for(viewer, ref)
    if card is None:
        return _UNKNOWN
    if not viewer.has(*MAY["draft"]):
        return _NOT_YOURS
    newest = max(each.version for each in queries.cards(viewer) if each.code == card.code)
    row = Master.objects.create(
        ref=secrets.token_hex(16),
        edition=viewer.edition,
        code=card.code,
        version=newest + 1,
        text=as_draft(queries.text_of(viewer, ref), newest + 1, reason.strip()),
        based_on=ref,
        change_reason=reason.strip()[:2000],
        author=viewer.ref,
        made_at=timezone.now(),
    )
    return row.ref


def as_draft(text: str, version: int, reason: str) -> str:
    """Return a recipe as the draft of a version: number and reason new, no approvals; all else stays, with its comments."""
    kept, skipping = [], False
    for line in text.splitlines():
        if skipping and (line[:1] in (" ", "\t", "-") or not line.strip()):
            continue
        skipping = bool(_HEADER.match(line))
        if skipping:
            continue
        kept.append(line)
        if line.startswith("code:"):
            kept += [f"version: {version}", "status: draft", f"change_reason: {json.dumps(reason, ensure_ascii=False)}"]
    return "\n".join(kept) + "\n"


def save(viewer: Viewer, ref: str, text: str) -> Refusal | None:
    """Keep the text of a draft, with problems or without; a reviewed version is never written again."""
    row = Master.objects.filter(edition=viewer.edition, ref=ref).first()
    if row is None:
        return _UNKNOWN
    if row.author != viewer.ref or row.state != "draft":
        return _CLOSED
    if len(text) > TEXT_MAX:
        return _TOO_LONG
    row.text = text.replace("\r\n", "\n")
    row.save(update_fields=["text"])
    return None


def move(viewer: Viewer, ref: str, to: str, pin: str) -> Refusal | None:
    """Sign that a version is reviewed, approved or effective; the one in force before is superseded with it."""
    with transaction.atomic():
        row = Master.objects.select_for_update().filter(edition=viewer.edition, ref=ref).first()
        if row is None:
            return _UNKNOWN
        text = row.text
        changes = queries.changes_between(queries.text_of(viewer, row.based_on), text)
        version = Version(
            name=f"{row.code} version {row.version}",
            state=row.state,
            author=row.author,
            reviewer=row.reviewer,
            approver=row.approver,
            change_reason=row.change_reason,
            problems=_problems(row),
            identical=changes == [],
        )
        refusal = refuse_move(version, to, person=viewer.ref, roles=frozenset(map(str, viewer.roles)))
        refusal = refusal or verify_pin(viewer.ref, pin)
        if refusal is None:
            _moved(row, to, viewer.ref, changes or [])
        return refusal


def _problems(row: Master) -> int:
    recipe = queries.recipe_of(row.text)
    if recipe is None:
        return len(queries.marked_problems(row.text))
    return int((recipe.code, recipe.version) != (row.code, row.version))


def _moved(row: Master, to: str, person: str, changes: list[dict[str, str]]) -> None:
    now = timezone.now()
    if to == "reviewed":
        row.reviewer, row.reviewed_at, row.changes = person, now, changes
    elif to == "approved":
        row.approver, row.approved_at = person, now
    else:
        in_force = Master.objects.filter(edition=row.edition, code=row.code, state="effective")
        in_force.update(state="superseded", superseded_at=now)
        row.effective_at = now
    row.state = to
    row.save()


def issue(viewer: Viewer, ref: str, *, batch_number: str, reason: str, pin: str) -> int | Refusal:
    """Issue a numbered copy for a batch; a second one for the same batch needs a reason and another person (MAS-04)."""
    card = queries.card_for(viewer, ref)
    recipe = queries.recipe_of(queries.text_of(viewer, ref)) if card is not None else None
    if card is None:
        return _UNKNOWN
    batch = batch_number.strip()[:32]
    with transaction.atomic():
        before = list(Copy.objects.filter(edition=viewer.edition, batch_number=batch).order_by("issued_at"))
        refusal = refuse_issue(
            card.name, card.state, batch_number=batch_number, earlier=len(before), reason=reason.strip()
        )
        if refusal is None and not viewer.has(*MAY["reissue" if before else "issue"]):
            refusal = _NOT_YOURS
        if refusal is None and before and before[-1].issued_by == viewer.ref:
            refusal = _SAME_PERSON
        refusal = refusal or verify_pin(viewer.ref, pin)
        if refusal is not None or recipe is None:
            return refusal or _UNKNOWN
        mine = Copy.objects.filter(edition=viewer.edition, code=card.code, version=card.version)
        number = (mine.aggregate(Max("number"))["number__max"] or 0) + 1
        Copy.objects.create(
            edition=viewer.edition,
            code=card.code,
            version=card.version,
            number=number,
            master=ref,
            content_hash=recipe.content_hash,
            batch_number=batch,
            reason=reason.strip()[:2000] if before else "",
            issued_by=viewer.ref,
            issued_at=timezone.now(),
        )
    return number


def settle(viewer: Viewer, ref: str, number: int, fate: str) -> Refusal | None:
    """Note what became of a copy: used and filed, or unused and destroyed. It is noted once."""
    card = queries.card_for(viewer, ref)
    if card is None or fate not in queries.FATES:
        return _UNKNOWN
    open_copy = Copy.objects.filter(
        edition=viewer.edition, code=card.code, version=card.version, number=number, fate=""
    )
    done = open_copy.update(fate=fate, settled_by=viewer.ref, settled_at=timezone.now())
    return None if done else _SETTLED


_UNKNOWN = Refusal(
    code="recipe-unknown", rule="", message="There is no such recipe here.", remedy="Go back to the list."
)
_NOT_YOURS = Refusal(
    code="recipe-role",
    rule="ACC-02",
    message="Your role does not do that with a recipe.",
    remedy="Ask quality assurance, or whoever drafts recipes here.",
)
_CLOSED = Refusal(
    code="recipe-closed",
    rule="MAS-05",
    message="Only its author writes in a recipe, and only while it is a draft.",
    remedy="Copy it to a new draft, with the reason of the change.",
)
_TOO_LONG = Refusal(
    code="recipe-too-long",
    rule="",
    message="The text is longer than 400 000 characters.",
    remedy="Shorten it; the longest recipe of the school has less than half of that.",
)
_SAME_PERSON = Refusal(
    code="reissue-same-person",
    rule="MAS-04",
    message="You issued the earlier copy; another person approves one more.",
    remedy="Ask a colleague of quality assurance or the Qualified Person.",
)
_SETTLED = Refusal(
    code="copy-settled",
    rule="MAS-04",
    message="What became of this copy has been noted, or there is no such copy.",
    remedy="Look at the issue log.",
)
