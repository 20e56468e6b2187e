"""Letting the crew play: every simulated seat in turn, the clock moved on when only waiting is left."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gradea.practical.chronicle import Seal, sealed_outcome
from gradea.practical.clockwork import jump_target
from gradea.practical.crew import Falsification, Move, Persona, next_move, persona_of
from gradea.practical.engine import Outcome, handle
from gradea.practical.events import CloseRun, JumpClock, OpenRun, TakeSeat
from gradea.practical.roster import SEATS, CrewSetting, Seat
from gradea.practical.state import Actor, RunState
from gradea.vocabulary import Message, Refusal, SimTime

LONGEST_BATCH = 20_000
"""Commands after which a batch that does not end is given up: a broken promise, not a slow crew."""

TRAINER = Actor(ref="trainer", role="trainer")


class CrewStuck(RuntimeError):
    """The crew cannot go on; the message names seat, step and refusal."""


@dataclass(slots=True, kw_only=True)
class Autoplay:
    """A run that plays itself.

    Attributes:
        state: The run now.
        falsification: One planted gap, or None for an honest crew.
        on_command: Told the state after each command.
        seal: How a person's own words are sealed before they enter the ledger.
    """

    state: RunState
    falsification: Falsification | None = None
    on_command: Callable[[RunState], None] | None = None
    seal: Seal | None = None
    outcomes: list[tuple[Message, Outcome]] = field(default_factory=list)
    refusals: list[tuple[str, Refusal]] = field(default_factory=list)

    def open(
        self, *, batch_number: str, crew: str | CrewSetting, mode: str, disturbances: tuple[str, ...] = ()
    ) -> None:
        """Open the run and seat a crew of one temperament in every seat."""
        how = crew if isinstance(crew, CrewSetting) else CrewSetting(crew=crew)
        self._do(OpenRun(batch_number=batch_number, mode=mode, planned_disturbances=disturbances), TRAINER)
        for role in SEATS:
            command = TakeSeat(
                role=role,
                person=f"crew-{role}",
                crew=how.crew,
                supervised_practice=how.supervised_practice,
                hours_awake=how.hours_awake,
                teaching=how.teaching,
            )
            self._do(command, TRAINER)

    def play(self) -> RunState:
        """Play until the batch has its disposition, then close the run.

        Raises:
            CrewStuck: If nobody can do anything and no waiting is left.
        """
        for _ in range(LONGEST_BATCH):
            if self.state.record.disposition is not None:
                self._do(CloseRun(), TRAINER)
                return self.state
            if not self.round() and not self._jump():
                raise CrewStuck(self._where())
        raise CrewStuck(f"no end after {LONGEST_BATCH} rounds; {self._where()}")

    def round(self) -> bool:
        """Let every simulated seat act whose hands are free, else the one that is free next; return whether somebody did.

        Nobody who is busy for hours may move the clock past a colleague who has something to write now.
        """
        seats = [seat for seat in self.state.roster.seats.values() if seat.simulated]
        active = False
        for seat in [each for each in seats if self.state.free(each.person) <= self.state.at]:
            active = self._asked(seat) or active
        later = sorted(seats, key=lambda each: self.state.free(each.person))
        return active or any(self._asked(seat) for seat in later)

    def _asked(self, seat: Seat) -> bool:
        """Ask a seat for its move and make it; return whether there was one."""
        if self.state.record.disposition is not None:
            return False
        move = crew_move(self.state, seat, self.falsification)
        if move is not None:
            self._move(seat, move)
        return move is not None

    def _move(self, seat: Seat, move: Move) -> None:
        actor = Actor(ref=seat.person, authenticated=move.authenticated, device=move.device)
        refusal = self._do(move.command, actor, delay_ms=move.delay_ms)
        if refusal is not None:
            self.refusals.append((seat.role, refusal))
            if [item[1].message for item in self.refusals[-3:]] == [refusal.message] * 3:
                raise CrewStuck(f"{seat.role} is refused three times: {refusal}; {self._where()}")
        elif self.refusals:
            self.refusals = []

    def _jump(self) -> bool:
        if jump_target(self.state) is None:
            return False
        return self._do(JumpClock(), TRAINER) is None

    def _do(self, command: Message, actor: Actor, *, delay_ms: int = 0) -> Refusal | None:
        now = SimTime(max(self.state.at, self.state.free(actor.ref) if delay_ms else 0) + delay_ms)
        outcome: Outcome = handle(self.state, command, actor=actor, now=now)
        if self.seal is not None:
            outcome = sealed_outcome(self.state, outcome, self.seal)
        self.state = outcome.state
        self.outcomes.append((command, outcome))
        if self.on_command is not None:
            self.on_command(self.state)
        return outcome.refusal

    def _where(self) -> str:
        rooms: Mapping[str, str] = {
            role: self.state.world.workers[seat.person].room for role, seat in self.state.roster.seats.items()
        }
        open_steps = [step.id for step in self.state.record.recipe.steps if not self.state.record.step(step.id).closed]
        return f"open steps {open_steps[:4]}, people {rooms}, at {self.state.at}"


def crew_move(state: RunState, seat: Seat, falsification: Falsification | None = None) -> Move | None:
    """Return what a simulated seat does next, bent by a planted falsification where there is one."""
    worker = state.world.worker(seat.person)
    persona: Persona = persona_of(seat.setting, worker.awake_h(max(state.at, state.free(seat.person))))
    if falsification is None:
        return next_move(state, seat, persona)
    return falsification.bent(state, seat, next_move(state, seat, falsification.persona(persona)))
