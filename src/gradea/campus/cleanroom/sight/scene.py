"""One look at a run: who asks, the run at this instant, and the names that go with its references. Stays on the server."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext, gettext_lazy

from gradea.campus.cleanroom.live_run import LiveRun
from gradea.campus.cleanroom.runs import RunCard, live_run, may_teach, run_for
from gradea.campus.people import queries as people
from gradea.campus.people.queries import Viewer
from gradea.campus.programme.kinds import SeatRole
from gradea.campus.shell.speech import said, spoken_of
from gradea.campus.shell.templatetags.words import initials
from gradea.ledger.sealed_text import open_text
from gradea.practical import RunState, Seat
from gradea.practical.trend import TrendPoint, trend_point
from gradea.record.recipe import Words
from gradea.world.state import OUTSIDE, World
from gradea.world.weather import later

OUTSIDE_TITLE = gettext_lazy("Outside: QC laboratory, stores")
GONE = gettext_lazy("An erased participant")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A run as one viewer looks at it now. Never put it into a template: it holds the truth.

    Attributes:
        state: The run, its clock moved on to now.
        names: Names of the people in its seats and in its record.
        thing: What is picked on the bench, as `kind:code`; `verb` what is to be done with it.
        step: Step that is picked in the record; `tab` the open page of the record.
    """

    viewer: Viewer
    card: RunCard
    run: LiveRun
    state: RunState
    names: Mapping[str, str] = field(default_factory=dict)
    thing: str = ""
    verb: str = ""
    step: str = ""
    tab: str = "now"

    @property
    def me(self) -> str:
        """Reference of who looks."""
        return self.viewer.ref

    @cached_property
    def role(self) -> str:
        """Seat of who looks; empty without one."""
        return self.state.roster.role_of(self.viewer.ref) or ""

    @cached_property
    def room(self) -> str:
        """Room in which the viewer stands; outside for somebody without a seat."""
        worker = self.state.world.workers.get(self.viewer.ref)
        return worker.room if worker is not None else OUTSIDE

    @cached_property
    def world(self) -> World:
        """The truth at this instant: doors have moved."""
        return later(self.state.world, self.state.at)

    @cached_property
    def display(self) -> TrendPoint:
        """What the monitoring system shows at this instant."""
        return trend_point(self.state)

    @property
    def teaches(self) -> bool:
        """Whether the viewer may stop the clock."""
        return may_teach(self.viewer)

    @property
    def hands_on(self) -> bool:
        """Whether hands do the work in a real room; nothing can be seen of it here."""
        return self.card.hands_on

    @property
    def guided(self) -> bool:
        """Whether hints and whys are shown: everywhere but in an exam."""
        return self.card.mode != "exam"

    def name(self, ref: str) -> str:
        """Return how a person is called on the page."""
        if ref in self.names:
            return self.names[ref]
        if ref.startswith("crew-"):
            return gettext("%(role)s, simulated crew") % {"role": role_words(ref.removeprefix("crew-"))}
        return gettext("The record itself") if ref == "system" else str(GONE)

    def room_title(self, code: str) -> str:
        """Return the name on the door."""
        return str(OUTSIDE_TITLE) if code == OUTSIDE else said(self.state.world.facility.room(code).title)

    def room_grade(self, code: str) -> str:
        """Return the cleanliness grade of a room: U outside."""
        return "U" if code == OUTSIDE else str(self.state.world.facility.room(code).grade)

    def words(self, text: object) -> str:
        """Return a person's own words: opened where they were sealed, or a remark that they were erased."""
        if not isinstance(text, Mapping):
            return str(text)
        key = self._keys.get(str(text.get("sealed", "")))
        if key is None:
            return gettext("(these words were erased)")
        try:
            return open_text(text, key)
        except ValueError:
            return gettext("(these words cannot be opened)")

    @cached_property
    def _keys(self) -> Mapping[str, bytes]:
        return people.keys_of(set(self.names) | {self.viewer.ref})


def scene_for(
    viewer: Viewer, ref: str, *, thing: str = "", verb: str = "", step: str = "", tab: str = ""
) -> Scene | None:
    """Return the look of a viewer at a run, or None where there is no such run for them (answer 404)."""
    card = run_for(viewer, ref)
    if card is None:
        return None
    run = live_run(card)
    state = run.state
    state = state.moved(run.now())
    names = people.names_of(_refs(state) | {viewer.ref})
    return Scene(
        viewer=viewer, card=card, run=run, state=state, names=names, thing=thing, verb=verb, step=step, tab=tab or "now"
    )


def _refs(state: RunState) -> set[str]:
    seated = {seat.person for seat in state.roster.seats.values()}
    return (
        seated | set(state.record.performers) | set(state.record.verifiers) | set(state.world.workers) | _writers(state)
    )


def _writers(state: RunState) -> set[str]:
    record = state.record
    wrote = {entry.by for step in record.steps.values() for versions in step.entries.values() for entry in versions}
    signed = {signature.by for step in record.steps.values() for signature in step.signatures}
    noted = {note.event.by for note in record.notes} | {each.raised_by for each in record.deviations.values()}
    judged = {each.by for deviation in record.deviations.values() for each in deviation.assessments}
    closed = {deviation.closed_by for deviation in record.deviations.values()}
    reviewed = {review.signature.by for review in record.reviews}
    return (
        wrote | signed | noted | judged | closed | reviewed | ({record.disposition.by} if record.disposition else set())
    )


def say(words: Words) -> str:
    """Return a text of the recipe in the language of the reader, else in English, else in whatever it has."""
    return spoken_of(words)


def role_words(role: str) -> str:
    """Return a role as people say it; anything else unchanged."""
    return (
        SeatRole(role).words if role in {seat.value for seat in SeatRole} else said(role.replace("-", " ").capitalize())
    )


def seat_initials(seat: Seat, name: str) -> str:
    """Return two letters for a person, or for the role that the crew plays."""
    return (
        {"qc": "QC", "qa": "QA", "qp": "QP"}.get(seat.role, seat.role[:2].upper()) if seat.simulated else initials(name)
    )
