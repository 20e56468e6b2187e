"""What a member of the crew does next: a pure look at the run, one command at a time."""

from collections.abc import Iterator, Mapping
from math import floor
from typing import Any

from gradea.practical.crew.manners import restless_act, unasked_act
from gradea.practical.crew.move import Move
from gradea.practical.crew.persona import Persona
from gradea.practical.crew.quality import handled
from gradea.practical.crew.travel import garment_before, way_to
from gradea.practical.crew.writing import entry_for, pen_slipped
from gradea.practical.roster import Seat
from gradea.practical.state import RunState
from gradea.record import (
    ALLOWED,
    ConsiderException,
    CorrectValue,
    Dispose,
    ReceiveSample,
    SignReview,
    SignStep,
    Step,
    amended_steps,
    awaiting_receipt,
    current_steps,
    gates,
    missing,
    needs_verification,
    opens_at,
    pending_steps,
    record_hash,
    step_hash,
    to_consider,
    unreviewed_results,
)
from gradea.vocabulary import MINUTE, Message
from gradea.world.act import Perform, verb
from gradea.world.state import OUTSIDE

ADDING = frozenset({"add", "activate", "transduce", "formulate"})
"""Acts that put a recorded lot into a vessel."""

GOES_AHEAD_MS = 75 * MINUTE
"""How long before a step opens the verifier sets out for it (assumption)."""


def next_move(state: RunState, seat: Seat, persona: Persona) -> Move | None:
    """Return what the holder of a seat does next, or None when there is nothing to do for them now.

    Args:
        state: The run.
        seat: Who is asked.
        persona: How they work.
    """
    if state.record.outage is not None:
        return None
    for choice in (handled, _verify, _review, _perform, _stand_by):
        move = choice(state, seat, persona)
        if move is not None:
            return move
    return None


def _steps(state: RunState) -> Iterator[Step]:
    yield from amended_steps(state.record)
    yield from current_steps(state.record)


def _verify(state: RunState, seat: Seat, persona: Persona) -> Move | None:  # noqa: ARG001 - one of several choices
    for step_id in unreviewed_results(state.record):
        if seat.role == "verifier" and seat.person not in state.record.step(step_id).authors():
            return Move(command=_signature(state, step_id, "reviewed"), authenticated=True)
    for step in _steps(state):
        if (
            step.review
            or not needs_verification(state.record, step.id)
            or seat.role not in ALLOWED[f"verify-{step.lane}"]
        ):
            continue
        now = state.record.step(step.id)
        if now.signature("performed") is None or now.signature("verified") is not None or seat.person in now.authors():
            continue
        return Move(command=_signature(state, step.id, "verified"), authenticated=True)
    return None


def _signature(state: RunState, step: str, meaning: str) -> SignStep:
    return SignStep(step=step, meaning=meaning, content_hash=step_hash(state.record, step), authenticated=True)


def _review(state: RunState, seat: Seat, persona: Persona) -> Move | None:  # noqa: ARG001 - one of several choices
    if pending_steps(state.record):
        return None
    for step in current_steps(state.record):
        if not step.review or _waits(state, step) or step.performer != seat.role:
            continue
        entry = _next_entry(state, step)
        if entry is not None:
            return Move(command=entry)
        unseen = to_consider(state.record) if step.review == "audit-trail" else ()
        if unseen:
            return Move(command=ConsiderException(key=unseen[0].key, verdict="explained", text={"kind": "crew"}))
        content = record_hash(state.record)
        if step.review == "disposition":
            decision = "rejected" if gates(state.record) else "certified"
            statement = {"kind": decision}
            command = Dispose(decision=decision, statement=statement, content_hash=content, authenticated=True)
            return Move(command=command, authenticated=True)
        return Move(command=SignReview(kind=step.review, content_hash=content, authenticated=True), authenticated=True)
    return None


def _waits(state: RunState, step: Step) -> bool:
    opens = opens_at(state.record, step.id)
    return opens is not None and opens > state.at


def _far(state: RunState, step: Step) -> bool:
    """Return whether a step opens so late that nobody goes there yet."""
    opens = opens_at(state.record, step.id)
    return opens is not None and opens > state.at + GOES_AHEAD_MS


def _perform(state: RunState, seat: Seat, persona: Persona) -> Move | None:
    for step in _steps(state):
        if step.review or step.performer != seat.role or _waits(state, step):
            continue
        if state.record.step(step.id).signature("performed") is not None:
            continue
        move = _work(state, seat, persona, step)
        if move is not None:
            return move
    return None


def _work(state: RunState, seat: Seat, persona: Persona, step: Step) -> Move | None:
    undone = [index for index in range(len(step.acts)) if state.doing(step.id, index) is None]
    left = [index for index in undone if (step.id, index) != persona.invents]
    way = way_to(state, seat.person, step.room) if left else None
    if way is not None:
        return Move(command=way)
    if (
        left
        and step.verification
        and step.acts
        and step.room != OUTSIDE
        and step.id != persona.unwatched
        and not _witness_there(state, seat, step)
    ):
        return None
    if left:
        return _act(state, seat, persona, (step, left[0], step.acts[left[0]]))
    trusts = state.chance.happens(persona.tries_expired, f"crew|{seat.person}|{step.id}", "tries-expired")
    again = None if trusts and not _refused_lot(state, step) else _better_lot(state, seat, step)
    if again is not None:
        return Move(command=again)
    waiting = awaiting_receipt(state.record, step)
    if waiting:
        return Move(command=ReceiveSample(sample=waiting[0], batch_number=state.record.batch_number))
    entry = _next_entry(state, step)
    if entry is not None:
        return _written(state, seat, persona, entry)
    mended = _mended(state, seat, persona, step)
    return mended or Move(command=_signature(state, step.id, "performed"), authenticated=True)


def _watched(step: Step) -> bool:
    """Return whether a second pair of eyes is needed while it is done.

    A typed critical value is verified as well; outside the cleanroom raw data can be checked later.
    """
    return (step.verification or step.critical) and step.room != OUTSIDE


def _witness_there(state: RunState, seat: Seat, step: Step) -> bool:
    """Return whether somebody who may verify the step stands in the room; in the unit nobody starts without."""
    room = state.world.worker(seat.person).room
    for other in state.roster.seats.values():
        if other.person != seat.person and other.role in ALLOWED[f"verify-{step.lane}"]:
            worker = state.world.workers.get(other.person)
            if worker is not None and worker.room == room:
                return True
    return False


def _act(state: RunState, seat: Seat, persona: Persona, task: tuple[Step, int, Mapping[str, Any]]) -> Move:
    step, index, wanted = task
    do = str(wanted["do"])
    garment = garment_before(state, seat.person, str(wanted["grade"])) if do == "gown" else None
    if garment is not None:
        return Move(command=garment)
    luck, key = state.chance, f"crew|{seat.person}|{step.id}|{index}"
    unasked = unasked_act(state, seat, persona, key) if verb(do).open_steps else None
    if unasked is not None:
        return Move(command=unasked)
    careless = luck.happens(persona.skips_gloves, key, "skips-gloves")
    if verb(do).open_steps and state.last_do.get(seat.person) != "disinfect-gloves" and not careless:
        return Move(command=Perform(do="disinfect-gloves"))
    parameters = _within_reach(state, resolved(state, wanted))
    if do in ADDING:
        parameters.update(_recorded_lot(state, seat, str(wanted["material"])))
    if "wipe" in parameters and luck.happens(persona.spray, key, "spray"):
        parameters["wipe"] = "spray"
    technique = "hurried" if luck.happens(persona.hurries, key, "hurries") else "normal"
    return Move(command=Perform(do=do, parameters=parameters, technique=technique))


def _recorded_lot(state: RunState, seat: Seat, material: str) -> dict[str, str]:
    """Return the lot that the record names for a material, if such a pack lies here."""
    room = state.world.worker(seat.person).room
    for step in reversed(state.recipe.steps):
        for item in step.fields:
            versions = state.record.step(step.id).entries.get(item.code)
            if item.kind == "scan_material" and item.material == material and versions:
                lot = str((versions[-1].scan or {}).get("lot", ""))
                here = any(each.lot == lot and each.room == room for each in state.world.lots[material])
                return {"lot": lot} if here else {}
    return {}


def _refused_lot(state: RunState, step: Step) -> bool:
    return any(getattr(attempt.event, "step", None) == step.id for attempt in state.record.attempts)


def _better_lot(state: RunState, seat: Seat, step: Step) -> Perform | None:
    """Return a scan of another pack when the one that was scanned may not be used."""
    room = state.world.worker(seat.person).room
    for index, wanted in enumerate(step.acts):
        done = state.doing(step.id, index)
        if wanted["do"] != "scan" or done is None or done.observed.get("status") == "released":
            continue
        for lot in state.world.lots[str(wanted["material"])]:
            if lot.usable(state.at) and lot.room in {room, state.world.store}:
                return Perform(do="scan", parameters={"material": lot.material, "lot": lot.lot})
    return None


def resolved(state: RunState, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of an act with every `=field` replaced by the value that stands in the record."""
    values = state.record.values
    found: dict[str, Any] = {}
    for name, value in wanted.items():
        if name == "do":
            continue
        if isinstance(value, str) and value.startswith("="):
            found[name] = float(values[value[1:]])
        else:
            found[name] = list(value) if isinstance(value, tuple | list) else value
    return found


def _within_reach(state: RunState, parameters: dict[str, Any]) -> dict[str, Any]:
    """Take no more out of a vessel than it holds: a wrong number in the record does not make more liquid."""
    source = state.world.vessels.get(
        str(parameters.get("from") or parameters.get("vessel") or parameters.get("sample"))
    )
    volume = parameters.get("volume_ml")
    if source is not None and isinstance(volume, int | float) and volume > source.contents.volume_ml:
        parameters["volume_ml"] = floor(10.0 * source.contents.volume_ml) / 10.0
    return parameters


def _next_entry(state: RunState, step: Step) -> Message | None:
    for need in missing(state.record, step.id):
        if need.kind == "field":
            item = state.recipe.field_of[need.code]
            if item.kind != "calculated":
                return entry_for(state, step, item)
    return None


def _written(state: RunState, seat: Seat, persona: Persona, entry: Any) -> Move:
    key = f"crew|{seat.person}|{entry.step}|{entry.field}"
    delay = 0
    if state.chance.happens(persona.dawdles, key, "dawdles"):
        delay = round((20.0 + 20.0 * state.chance.uniform(key, "dawdle-length")) * 60_000)
    if state.chance.happens(persona.slips_pen, key, "slips-pen"):
        entry = pen_slipped(state, entry, key)
    return Move(command=entry, delay_ms=delay)


def _mended(state: RunState, seat: Seat, persona: Persona, step: Step) -> Move | None:
    """Correct an own slip of the pen, if it is noticed before signing."""
    if step.id == persona.blind_in:
        return None
    for item in step.fields:
        right = entry_for(state, step, item) if item.kind == "number" and item.observes else None
        written = state.record.values.get(item.code)
        if right is None or written is None or written == right.value:
            continue
        if state.chance.happens(persona.notices, f"crew|{seat.person}|{item.code}", "notices"):
            reason = "Misread: the display shows another value, read again together."
            return Move(command=CorrectValue(step=step.id, field=item.code, value=right.value, reason=reason))
    return None


def _stand_by(state: RunState, seat: Seat, persona: Persona) -> Move | None:
    """Go where the next step needs a second pair of eyes; with nothing to watch, leave the unit as the others do."""
    if seat.role != "verifier":
        return None
    watched = [
        step
        for step in current_steps(state.record)
        if step.acts and not step.review and not _far(state, step) and step.performer != seat.role
        and step.lane == "production" and step.room != OUTSIDE
    ]  # fmt: skip
    waiting = any(step.lane == "production" and not _waits(state, step) for step in current_steps(state.record))
    if not watched and waiting:
        return None
    room = watched[0].room if watched else OUTSIDE
    way = way_to(state, seat.person, room) or restless_act(state, seat, persona, watched[0] if watched else None)
    return Move(command=way) if way is not None else None
