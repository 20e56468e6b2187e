"""When a team needs somebody: nothing happens, something was refused, an alarm goes unseen."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext

from gradea.campus.shell.speech import said
from gradea.ledger import Entry
from gradea.practical import RunState

QUIET = timedelta(minutes=5)
"""Real time without an act or an entry, while work is open, after which somebody should look (design choice)."""

RECENT = timedelta(minutes=10)
"""How long a refused attempt is worth a look (design choice)."""


def needs_of(state: RunState, tail: Sequence[Entry], now: datetime, *, waiting: bool) -> tuple[str, ...]:
    """Return why a team needs somebody, most urgent first; empty when all is well.

    Args:
        state: The run.
        tail: The last entries of its ledger.
        now: Real time.
        waiting: Whether only waiting is left.
    """
    if state.closed:
        return ()
    reasons = []
    unseen = [alarm for alarm in state.alarms.values() if not alarm.acknowledged]
    if unseen:
        reasons.append(
            gettext("Alarm not acknowledged: %(unseen_source)s") % {"unseen_source": said(unseen[-1].source)}
        )
    if state.record.held is not None:
        reasons.append(gettext("Batch on hold"))
    refused = [
        entry for entry in tail if entry.name.startswith("record.attempt-refused") and now - real_time(entry) < RECENT
    ]
    if refused:
        reasons.append(
            gettext("Attempt refused")
            if len(refused) == 1
            else gettext("%(refused)s attempts refused") % {"refused": len(refused)}
        )
    if state.record.disposition is not None:
        reasons.append(gettext("Decided: end the run and debrief"))
    elif not state.clock.paused and not waiting:
        acted = [entry for entry in tail if entry.role not in {"system", "trainer"}]
        quiet = now - real_time((acted or list(tail))[-1]) if tail else timedelta()
        if quiet >= QUIET:
            reasons.append(gettext("Nothing happened for %(minutes)s min") % {"minutes": quiet // timedelta(minutes=1)})
    return tuple(reasons)


def real_time(entry: Entry) -> datetime:
    """Return the real time of an entry."""
    return datetime.fromisoformat(entry.at.replace("Z", "+00:00"))
