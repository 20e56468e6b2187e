"""What is written in a debrief: three things the team will do differently."""

import secrets

from django.db import transaction
from django.utils import timezone

from gradea.campus.debrief.models import Resolution
from gradea.campus.debrief.queries import in_team, resolutions_of, run_to_debrief
from gradea.campus.people.queries import Viewer, key_of
from gradea.ledger.sealed_text import NONCE_BYTES, seal_text
from gradea.vocabulary import Refusal

RESOLUTIONS = 3
LONGEST = 400
"""Characters of one sentence; more is not a sentence (design choice)."""


def resolve(viewer: Viewer, ref: str, sentences: list[str]) -> Refusal | None:
    """Keep what the team will do differently. Only members of the team write; what did not change stays as it was signed.

    Args:
        viewer: Who writes.
        ref: The run.
        sentences: Three sentences; an empty one takes the old one away.
    """
    card = run_to_debrief(viewer, ref)
    if card is None or not in_team(viewer, card):
        return _NOT_YOURS
    if not card.closed:
        return _TOO_EARLY
    key = key_of(viewer.ref)
    if key is None:
        return _NO_KEY
    before = {line.number: line.words for line in resolutions_of(ref)}
    with transaction.atomic():
        for number, words in enumerate(sentences[:RESOLUTIONS], start=1):
            if not words:
                Resolution.objects.filter(run=ref, number=number).delete()
            elif words != before.get(number):
                sealed = seal_text(words[:LONGEST], key_ref=viewer.ref, key=key, nonce=secrets.token_bytes(NONCE_BYTES))
                facts = {"words": sealed, "by_ref": viewer.ref, "at": timezone.now()}
                Resolution.objects.update_or_create(run=ref, number=number, defaults=facts)
    return None


_NOT_YOURS = Refusal(
    code="debrief.not-your-team",
    rule="A team writes its own intentions.",
    message="Only members of the team write here.",
    remedy="Read what they wrote; write yours in your own debrief.",
)
_TOO_EARLY = Refusal(
    code="debrief.not-closed",
    rule="Debrief first: what was hidden is shown when the work is over.",
    message="The work on this batch is not over yet.",
    remedy="Come back when the batch has its disposition, or the trainer has ended the run.",
)
_NO_KEY = Refusal(
    code="debrief.no-key",
    rule="A person's own words are kept under their own key.",
    message="There is no key for your words any more, so they cannot be kept.",
    remedy="Let another member of the team write.",
)
