"""Falsifications: one planted gap between what is done and what is claimed, in an otherwise honest batch.

Each of the ten kinds bends the moves of the crew at one step, chosen by the seed among the steps where that kind can happen.
They exist so that the say-do comparison can be tested, and so that a trainer can plant one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from gradea.practical.acting import answers, shown_by
from gradea.practical.crew.move import Move
from gradea.practical.crew.persona import Persona
from gradea.practical.crew.planner import ADDING
from gradea.practical.crew.writing import entry_for, pen_slipped
from gradea.practical.roster import Seat
from gradea.practical.state import RunState
from gradea.record import CorrectValue, EnterValue, MasterRecipe, SignStep, Step, current_steps
from gradea.vocabulary import MINUTE, Chance, SimTime
from gradea.world.act import Perform, is_change_room

FALSIFICATIONS = (
    "late",
    "back-dated",
    "invented",
    "omitted",
    "mistranscribed",
    "wrong-lot",
    "signed-for-another",
    "unwitnessed",
    "out-of-order",
    "overwritten",
)

LOOKS = frozenset({"read", "look", "inspect", "check-equipment"})
"""Acts that change nothing in the product: they can be invented or done in another order and the batch goes on."""

LATE_BY_MS = 35 * MINUTE
BACK_BY_MS = 40 * MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Falsification:
    """One planted gap.

    Attributes:
        act: Index of the act in the step, where one act is meant.
        after: For a swapped order, the step whose act is done too early.
    """

    kind: str
    step: str
    act: int = 0
    after: str = ""

    def bent(self, state: RunState, seat: Seat, move: Move | None) -> Move | None:
        """Return the move as the falsifier makes it; most moves stay as they are."""
        return _BENDS[self.kind](self, state, seat, move)

    def persona(self, persona: Persona) -> Persona:
        """Return the temperament with what this falsification needs."""
        match self.kind:
            case "invented":
                return replace(persona, invents=(self.step, self.act))
            case "unwitnessed":
                return replace(persona, unwatched=self.step)
            case "mistranscribed" | "overwritten":
                return replace(persona, blind_in=self.step)
        return persona


def falsified(kind: str, recipe: MasterRecipe, chance: Chance) -> Falsification:
    """Return a falsification of one kind at a step that the seed chooses.

    Raises:
        ValueError: If the kind is none of `FALSIFICATIONS`, or the recipe has no step where it can happen.
    """
    if kind not in FALSIFICATIONS:
        raise ValueError(f"there is no falsification '{kind}'; choose one of {', '.join(FALSIFICATIONS)}")
    places = list(_places(kind, recipe))
    if not places:
        raise ValueError(f"the recipe {recipe.code} has no step where '{kind}' can happen")
    return places[int(chance.uniform("falsify", kind) * len(places))]


def _places(kind: str, recipe: MasterRecipe) -> Iterator[Falsification]:
    steps = [step for step in recipe.steps if step.lane == "production" and step.performer == "operator" and step.acts]
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if kind == "out-of-order":
            if following is not None and _swappable(recipe, step, following):
                yield Falsification(kind=kind, step=step.id, act=len(step.acts) - 1, after=following.id)
        elif kind == "invented":
            yield from (Falsification(kind=kind, step=step.id, act=act) for act in _inventable(step))
        elif _fits(kind, recipe, step):
            yield Falsification(kind=kind, step=step.id, act=_meant(kind, step))


def _inventable(step: Step) -> Iterator[int]:
    """Yield the acts of a step that can be claimed without being done: a look whose result is written by hand."""
    for index, wanted in enumerate(step.acts):
        written = [item for item in step.fields if shown_by(item, wanted) is not None]
        by_hand = all(item.kind in {"number", "choice"} and item.source == "manual" for item in written)
        if wanted["do"] in {"read", "look", "inspect"} and written and by_hand:
            yield index


def _meant(kind: str, step: Step) -> int:
    verbs = [str(act["do"]) for act in step.acts]
    return verbs.index("measure") if kind == "omitted" else 0


def _fits(kind: str, recipe: MasterRecipe, step: Step) -> bool:
    verbs = [str(act["do"]) for act in step.acts]
    numbers = [item for item in step.fields if item.kind == "number" and item.observes and item.source == "manual"]
    plain = [item for item in numbers if item.code not in recipe.dependents]
    copies = any(item.observes for item in step.fields)
    match kind:
        case "late" | "back-dated":
            return copies and not step.timers and verbs[-1] not in {"leave", "send-out"}
        case "omitted":
            return "measure" in verbs
        case "mistranscribed" | "overwritten":
            return bool(plain)
        case "wrong-lot":
            scanned = {item.material for item in step.fields if item.kind == "scan_material"}
            added = {str(act["material"]) for act in step.acts if act["do"] in ADDING}
            return bool(scanned & added)
        case "signed-for-another" | "unwitnessed":
            return step.verification and step.room == _core(recipe) and "leave" not in verbs
    return False


def _core(recipe: MasterRecipe) -> str:
    """Return the room in which most steps are done: the clean room of the process."""
    rooms = [step.room for step in recipe.steps if step.lane == "production" and step.performer == "operator"]
    return max(dict.fromkeys(rooms), key=rooms.count)


def _next_door(state: RunState, room: str) -> str:
    """Return the change room through which people leave a clean room."""
    beyond = [link.beyond(room) for link in state.world.facility.doors_of(room)]
    return next((code for code in beyond if is_change_room(code)), beyond[0])


def _swappable(recipe: MasterRecipe, first: Step, second: Step) -> bool:
    queue = recipe.queue["production"]
    last, early = first.acts[-1], second.acts[0]
    return (
        {first.id, second.id} <= set(queue)
        and queue.index(second.id) == queue.index(first.id) + 1
        and str(last["do"]) in LOOKS
        and str(early["do"]) in LOOKS
        and not first.timers
        and not second.timers
        and first.room == second.room
        and second.planned is None
        and dict(last) != dict(early)
        and len(second.acts) > 0
    )


def _writes_first(move: Move | None, step: str, state: RunState) -> EnterValue | None:
    if move is None or not isinstance(move.command, EnterValue) or move.command.step != step:
        return None
    entries = state.record.step(step).entries
    item = state.recipe.field_of[move.command.field]
    return move.command if item.observes and move.command.field not in entries else None


def _late(plan: Falsification, state: RunState, seat: Seat, move: Move | None) -> Move | None:  # noqa: ARG001
    entry = _writes_first(move, plan.step, state)
    finished = max((done.until for done in state.done.get(plan.step, {}).values()), default=None)
    if move is None or entry is None or finished is None or state.at - finished >= LATE_BY_MS:
        return move
    return replace(move, delay_ms=LATE_BY_MS)


def _back_dated(plan: Falsification, state: RunState, seat: Seat, move: Move | None) -> Move | None:  # noqa: ARG001
    entry = _writes_first(move, plan.step, state)
    begun = min((done.at for done in state.done.get(plan.step, {}).values()), default=None)
    if move is None or entry is None or begun is None:
        return move
    claimed = SimTime(max(0, begun - BACK_BY_MS))
    reason = "Noted on the worksheet first, copied into the record now."
    return replace(move, command=replace(entry, performed_at=claimed, reason=reason))


def _unbent(plan: Falsification, state: RunState, seat: Seat, move: Move | None) -> Move | None:  # noqa: ARG001
    return move


def _omitted(plan: Falsification, state: RunState, seat: Seat, move: Move | None) -> Move | None:  # noqa: ARG001
    entry = _writes_first(move, plan.step, state)
    wanted = state.recipe.step_of[plan.step].acts[plan.act]
    counter = f"measure|{wanted['equipment']}|{wanted['sample']}"
    if entry is None or state.world.counts.get(counter, 0) > 1:
        return move
    return Move(command=Perform(do="measure", parameters={n: v for n, v in wanted.items() if n != "do"}))


def _mistranscribed(plan: Falsification, state: RunState, seat: Seat, move: Move | None) -> Move | None:
    entry = _writes_first(move, plan.step, state)
    if move is None or entry is None or entry.field != _first_free(state, plan.step):
        return move
    return replace(move, command=_off(state, entry, seat))


def _overwritten(plan: Falsification, state: RunState, seat: Seat, move: Move | None) -> Move | None:
    if move is None or not isinstance(move.command, SignStep) or move.command.step != plan.step:
        return move
    if move.command.meaning != "performed":
        return move
    step = state.recipe.step_of[plan.step]
    for item in step.fields:
        versions = state.record.step(step.id).entries.get(item.code, ())
        if len(versions) == 1 and item.code == _first_free(state, plan.step):
            true = entry_for(state, step, item)
            wrong = _off(state, true, seat)
            reason = "Display was read before it had settled, value replaced."
            return Move(command=CorrectValue(step=step.id, field=item.code, value=wrong.value, reason=reason))
    return move


def _off(state: RunState, entry: EnterValue, seat: Seat) -> EnterValue:
    return pen_slipped(state, entry, f"falsify|{seat.person}|{entry.field}")


def _first_free(state: RunState, step: str) -> str:
    """Return the first number of a step that nothing is calculated from: it can be wrong and the batch goes on."""
    return next(
        item.code
        for item in state.recipe.step_of[step].fields
        if item.kind == "number"
        and item.observes
        and item.source == "manual"
        and item.code not in state.recipe.dependents
    )


def _wrong_lot(plan: Falsification, state: RunState, seat: Seat, move: Move | None) -> Move | None:
    if move is None or not isinstance(move.command, Perform) or move.command.do not in ADDING:
        return move
    steps = {step.id for step in current_steps(state.record)}
    material = str(move.command.parameters["material"])
    if plan.step not in steps or not _adds(state.recipe.step_of[plan.step], material):
        return move
    room = state.world.worker(seat.person).room
    claimed = move.command.parameters.get("lot")
    others = [
        lot for lot in state.world.lots[material] if lot.room == room and lot.lot != claimed and lot.usable(state.at)
    ]
    if claimed is None:
        others = others[1:]
    if not others:
        return move
    return replace(move, command=replace(move.command, parameters={**move.command.parameters, "lot": others[0].lot}))


def _adds(step: Step, material: str) -> bool:
    return any(act["do"] in ADDING and act["material"] == material for act in step.acts)


def _signed_for_another(plan: Falsification, state: RunState, seat: Seat, move: Move | None) -> Move | None:
    if move is None or not isinstance(move.command, SignStep) or move.command.step != plan.step:
        return move
    if move.command.meaning != "verified":
        return move
    core = _core(state.recipe)
    if state.world.worker(seat.person).room == core:
        return Move(command=Perform(do="go", parameters={"to": _next_door(state, core)}))
    return replace(move, device=state.roster.seats["operator"].person)


def _unwitnessed(plan: Falsification, state: RunState, seat: Seat, move: Move | None) -> Move | None:
    if plan.step not in {step.id for step in current_steps(state.record)}:
        return move
    performed = state.record.step(plan.step).signature("performed") is not None
    verifier = state.world.worker(state.roster.seats["verifier"].person)
    here = state.world.worker(state.roster.seats["operator"].person)
    core = _core(state.recipe)
    away = _next_door(state, core)
    if seat.role == "verifier" and not performed:
        if verifier.room == core and here.room == core:
            return Move(command=Perform(do="go", parameters={"to": away}))
        return None if verifier.room == away else move
    if seat.role == "operator" and here.room == core and verifier.room == core and not performed:
        return None
    return move


def _out_of_order(plan: Falsification, state: RunState, seat: Seat, move: Move | None) -> Move | None:  # noqa: ARG001
    if move is None or not isinstance(move.command, Perform):
        return move
    first, second = state.recipe.step_of[plan.step].acts[plan.act], state.recipe.step_of[plan.after].acts[0]
    ahead = state.doing(plan.after, 0)
    current = {step.id for step in current_steps(state.record)}
    if plan.step not in current or ahead is not None or not answers(first, move.command.do, move.command.parameters):
        return move
    return Move(command=Perform(do=str(second["do"]), parameters={n: v for n, v in second.items() if n != "do"}))


_BENDS: dict[str, Callable[[Falsification, RunState, Seat, Move | None], Move | None]] = {
    "late": _late,
    "back-dated": _back_dated,
    "invented": _unbent,
    "omitted": _omitted,
    "mistranscribed": _mistranscribed,
    "wrong-lot": _wrong_lot,
    "signed-for-another": _signed_for_another,
    "unwitnessed": _unwitnessed,
    "out-of-order": _out_of_order,
    "overwritten": _overwritten,
}
