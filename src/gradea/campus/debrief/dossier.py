"""The dossier of a closed run: everything its debrief shows, made once from the ledger. Pure: the caller reads and stores.

People stand in it as references; whoever may know a name puts it there when the page is made.
"""

from collections.abc import Callable, Sequence
from typing import Any

from gradea import ENGINE_VERSION
from gradea.assessment import Fact, batch_outcome, say_do_findings, story_of
from gradea.campus.debrief.cards import card_of
from gradea.campus.debrief.headline import headline_of
from gradea.campus.debrief.replay import replayed
from gradea.campus.debrief.reveal import reveal_of
from gradea.campus.debrief.tracks import COLUMNS, seats_of, story_lines, timeline_of
from gradea.ledger import SealedEntry
from gradea.practical import RunClosed, RunState, dated_of
from gradea.vocabulary import clock_text

DOSSIER = 2
"""Number of this form; a stored one of another form is made again."""


def dossier_of(
    first: RunState, entries: Sequence[SealedEntry], told: Callable[[float], None] | None = None
) -> dict[str, Any] | None:
    """Return the dossier of a run, or None while the run is not closed: then nothing hidden is computed at all.

    Args:
        first: The state before the first event.
        entries: The whole ledger of the run.
        told: Called with the share done.
    """
    items = [(entry.entry.seq, dated_of(entry.entry)) for entry in entries]
    if not any(isinstance(item.event, RunClosed) for _seq, item in items):
        return None
    replay = replayed(first, items, told)
    state = replay.last
    facts = [Fact(seq=seq, at=item.at, actor=item.actor.ref, event=item.event) for seq, item in items]
    findings = say_do_findings(story_of(state.recipe, facts))
    outcome, timeline, reveal = batch_outcome(state), timeline_of(replay), reveal_of(replay)
    return {
        "dossier": DOSSIER,
        "engine": ENGINE_VERSION,
        "head": entries[-1].hash,
        "entries": len(entries),
        "batch": state.record.batch_number,
        "product": state.recipe.title.get("en", state.recipe.code),
        "began": clock_text(timeline["sessions"][0]["from"]) if timeline["sessions"] else "",
        "ended": clock_text(state.at),
        "seats": seats_of(items),
        "headline": headline_of(
            outcome,
            reveal["origins"],
            findings=len(findings),
            spontaneous=getattr(state.world.donor, "spontaneous", False),
        ),
        "attributes": list(outcome.attributes.values()),
        "deviations": outcome.deviations,
        "truth": outcome.truth,
        "findings": [card_of(finding, number, state) for number, finding in enumerate(findings, start=1)],
        "timeline": {**timeline, "columns": list(COLUMNS)},
        "lines": story_lines(timeline, state),
        "reveal": reveal,
    }
