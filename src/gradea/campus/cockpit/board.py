"""The rows of the cockpit: one team each. Only a trainer asks; the projector gets a row without names and without truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from gradea.campus.cleanroom.live_run import LiveRun
from gradea.campus.cleanroom.runs import RunCard, may_teach, runs_for
from gradea.campus.cleanroom.sight.bar import MODE_WORDS
from gradea.campus.cleanroom.sight.scene import say
from gradea.campus.cockpit.attention import needs_of
from gradea.campus.cockpit.exposure import Sparkline, sparkline_of, traces
from gradea.campus.cockpit.watch import watch
from gradea.campus.people.queries import Viewer
from gradea.campus.programme import queries as programme
from gradea.campus.programme.kinds import SeatRole
from gradea.campus.programme.queries import TeamCard
from gradea.campus.shell.speech import clock_text, said
from gradea.ledger import Entry
from gradea.practical import RunState, dated_of, jump_target
from gradea.record import current_steps, opens_at, progress
from gradea.world.act import ActPerformed, verb

TAIL = 40
"""Entries at the end of a ledger that are looked at for the last act and refused attempts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHere:
    """Somebody in a team and where they are. `crew` says that nobody but the simulation sits there."""

    initials: str
    name: str
    seat: str
    room: str
    grade: str
    crew: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """One team.

    Attributes:
        state: `none` without a run, `loading`, `running`, `paused`, `decided`, `closed`.
        step: Number and title of the step whose turn it is.
        until: Clock text of the next planned step when only waiting is left; else empty.
        needs: Why somebody should look, in words; empty when all is well.
        on: Disturbances that are on.
    """

    key: str
    name: str
    ref: str = ""
    batch: str = ""
    mode: str = ""
    state: str = "none"
    people: tuple[PersonHere, ...] = ()
    done: int = 0
    total: int = 0
    step: str = ""
    at: int = 0
    clock: str = ""
    speed: int = 1
    until: str = ""
    alarms: int = 0
    alarms_unseen: int = 0
    deviations: int = 0
    deviations_open: int = 0
    last: str = ""
    last_ago: str = ""
    exposure: Sparkline | None = None
    needs: tuple[str, ...] = ()
    on: frozenset[str] = field(default_factory=frozenset)

    @property
    def total_words(self) -> str:
        """How many steps are closed, of how many."""
        return gettext("%(done)s of %(total)s steps") % {"done": self.done, "total": self.total}

    @property
    def mode_words(self) -> str:
        """The mode as people say it."""
        return MODE_WORDS.get(self.mode, self.mode)

    @property
    def alarm_words(self) -> str:
        """Alarms in words: how many nobody has seen, or how many there were."""
        if self.alarms_unseen:
            counted = ngettext("%(number)s alarm unseen", "%(number)s alarms unseen", self.alarms_unseen)
            return counted % {"number": self.alarms_unseen}
        return ngettext("%(number)s alarm", "%(number)s alarms", self.alarms) % {"number": self.alarms}

    @property
    def deviation_words(self) -> str:
        """Deviations in words: how many are open, of how many."""
        if not self.deviations:
            return gettext("no deviation")
        counted = ngettext(
            "%(number)s deviation, %(open)s open", "%(number)s deviations, %(open)s open", self.deviations
        )
        return counted % {"number": self.deviations, "open": self.deviations_open}

    @property
    def open(self) -> bool:
        """Whether the trainer can steer it."""
        return self.state in {"running", "paused", "decided"}


def board_for(viewer: Viewer, *, names: bool = True) -> list[TeamRow]:
    """Return a row for each team of the edition; nothing unless the viewer teaches.

    Args:
        viewer: The trainer.
        names: False for the projector: no names, no acts of single people, nothing of the truth, nothing planted.
    """
    if not may_teach(viewer):
        return []
    cards: dict[str, RunCard] = {}
    for card in runs_for(viewer):
        kept = cards.get(card.team)
        if kept is None or (kept.closed and not card.closed):
            cards[card.team] = card
    rows = [_row(team, cards.get(team.key)) for team in programme.visible_teams(viewer)]
    return rows if names else [_without_names(row) for row in rows]


def _without_names(row: TeamRow) -> TeamRow:
    return replace(row, people=(), last="", last_ago="", exposure=None, needs=(), on=frozenset())


def _row(team: TeamCard, card: RunCard | None) -> TeamRow:
    row = TeamRow(key=team.key, name=team.name, people=tuple(_seated(team, {}, None)))
    if card is None:
        return row
    row = replace(row, ref=card.ref, batch=card.batch_number, mode=card.mode)
    if card.closed:
        return replace(row, state="closed")
    run = watch().run(card)
    return replace(row, state="loading") if run is None else _live_row(row, team, run)


def _live_row(row: TeamRow, team: TeamCard, run: LiveRun) -> TeamRow:
    state, now = run.state, run.now()
    counted, target = progress(state.record), jump_target(replace(state, at=now))
    tail = [entry.entry for entry in run.lately(TAIL)]
    last, at = _last_act(tail)
    deviations = list(state.record.deviations.values())
    alarms = [alarm for alarm in state.alarms.values() if not alarm.acknowledged]
    return replace(
        row,
        state=_word(state),
        people=tuple(
            _seated(team, {seat.role: (seat.person, seat.crew) for seat in state.roster.seats.values()}, state)
        ),
        done=counted.closed,
        total=counted.total,
        step=_step(state),
        at=now,
        clock=clock_text(now),
        speed=state.clock.speed,
        until=clock_text(target) if target is not None and not state.hands_on else "",
        alarms=len(state.alarms),
        alarms_unseen=len(alarms),
        deviations=len(deviations),
        deviations_open=sum(deviation.status != "closed" for deviation in deviations),
        last=last,
        last_ago=_ago(at),
        exposure=None if state.hands_on else sparkline_of(traces().noted(run.ref, state)),
        needs=needs_of(state, tail, timezone.now(), waiting=target is not None),
        on=frozenset(state.disturbances),
    )


def _word(state: RunState) -> str:
    if state.closed:
        return "closed"
    if state.record.disposition is not None:
        return "decided"
    return "paused" if state.clock.paused else "running"


def _step(state: RunState) -> str:
    """Return the step the team is at: one that is open before one that waits for its time, production first."""
    steps = sorted(
        current_steps(state.record),
        key=lambda step: ((opens_at(state.record, step.id) or 0) > state.at, step.lane != "production"),
    )
    return f"{steps[0].id} {say(steps[0].title)}" if steps else gettext("Every step is closed")


def _seated(team: TeamCard, holders: Mapping[str, tuple[str, str]], state: RunState | None) -> list[PersonHere]:
    """Return who sits in each seat; before a run is open the team as enrolled."""
    names = {seat.ref: (seat.initials, seat.name) for seat in team.seats}
    found = []
    for role in SeatRole:
        enrolled = next((seat.ref for seat in team.seats if seat.role is role), "")
        ref, crew = holders.get(role.value, (enrolled, ""))
        if not ref:
            continue
        initials, name = names.get(ref, (_SHORT[role], gettext("Simulated crew")))
        room, grade = _place(ref, state)
        crew = crew or ("crew" if ref not in names else "")
        found.append(PersonHere(initials=initials, name=name, seat=role.words, room=room, grade=grade, crew=crew))
    return found


_SHORT = {SeatRole.OPERATOR: "O", SeatRole.VERIFIER: "V", SeatRole.QC: "QC", SeatRole.QA: "QA", SeatRole.QP: "QP"}
"""What stands in for initials where the crew sits."""


def _place(ref: str, state: RunState | None) -> tuple[str, str]:
    worker = state.world.workers.get(ref) if state else None
    if worker is None or state is None:
        return "", ""
    room = next((room for room in state.world.facility.rooms if room.code == worker.room), None)
    return (said(room.title), str(room.grade)) if room else (gettext("outside"), "U")


def _last_act(tail: Sequence[Entry]) -> tuple[str, datetime | None]:
    """Return what somebody did or wrote last, and when in real time."""
    for entry in reversed(tail):
        if entry.role in {"system", "trainer"}:
            continue
        event = dated_of(entry).event
        at = datetime.fromisoformat(entry.at.replace("Z", "+00:00"))
        who = SeatRole(entry.role).words if entry.role in {role.value for role in SeatRole} else entry.role.capitalize()
        if isinstance(event, ActPerformed):
            thing = next((str(event.parameters[name]) for name in _THINGS if name in event.parameters), "")
            return f"{who}: {said(verb(event.do).title).lower()}{f' {thing}' if thing else ''}", at
        what = said(entry.name.split("/")[0].partition(".")[2].replace("-", " "))
        step = getattr(event, "step", "") or ""
        return f"{who}: {what}{f' {step}' if step else ''}", at
    return "", None


_THINGS = ("vessel", "equipment", "material", "sample", "plate", "bottle", "to", "from", "room")


def _ago(at: datetime | None) -> str:
    if at is None:
        return ""
    seconds = int((datetime.now(UTC) - at).total_seconds())
    return (
        gettext("just now")
        if seconds < 20
        else gettext("%(seconds)s s ago") % {"seconds": seconds}
        if seconds < 90
        else gettext("%(minutes)s min ago") % {"minutes": seconds // 60}
    )
