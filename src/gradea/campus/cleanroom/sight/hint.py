"""The line on top of the bench: what the step asks for next, as one button. Not shown in an exam."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gradea.campus.cleanroom.sight.saw import material_title
from gradea.campus.cleanroom.sight.scene import Scene
from gradea.practical.crew.planner import resolved
from gradea.practical.crew.travel import garment_before, way_to
from gradea.record import ALLOWED, Step, amended_steps, current_steps, missing, opens_at
from gradea.record.progress import needs_verification
from gradea.vocabulary import clock_text
from gradea.world.act import Perform, verb
from gradea.world.people import gown_item


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What to do next.

    Attributes:
        kind: `act` with a button, `write`, `sign`, `verify` or `wait` in words only.
        words: What is asked for.
        button: What the button says; empty where there is none.
        fields: The act as form fields, name and value.
    """

    kind: str
    step: str = ""
    words: str
    button: str = ""
    do: str = ""
    fields: tuple[tuple[str, str], ...] = ()


def hint_of(scene: Scene) -> Hint | None:
    """Return the hint for the viewer, or None where there is nothing to say, or nothing may be said."""
    if not scene.guided or not scene.role or scene.state.closed or scene.state.record.disposition is not None:
        return None
    to_verify = _to_verify(scene)
    if to_verify is not None:
        words = f"Step {to_verify.id} waits for your signature as verifier."
        return Hint(kind="verify", step=to_verify.id, words=words)
    for step in amended_steps(scene.state.record):
        if step.performer == scene.role and scene.state.record.step(step.id).signature("performed") is None:
            return Hint(kind="sign", step=step.id, words=f"Step {step.id} was changed after signing. Sign it again.")
    mine = [step for step in current_steps(scene.state.record) if step.performer == scene.role and not step.review]
    for step in sorted(mine, key=lambda each: _waits(scene, each)):
        found = _for_step(scene, step)
        if found is not None:
            return found
    return _stand_by(scene)


def _waits(scene: Scene, step: Step) -> bool:
    opens = opens_at(scene.state.record, step.id)
    return opens is not None and opens > scene.state.at


def _to_verify(scene: Scene) -> Step | None:
    record = scene.state.record
    for step in current_steps(record):
        state = record.step(step.id)
        if step.review or scene.role not in ALLOWED[f"verify-{step.lane}"] or scene.me in state.authors():
            continue
        if state.signature("performed") and not state.signature("verified") and needs_verification(record, step.id):
            return step
    return None


def _for_step(scene: Scene, step: Step) -> Hint | None:
    state, record = scene.state, scene.state.record
    if record.step(step.id).signature("performed") is not None:
        return None
    way = way_to(state, scene.me, step.room)
    if way is not None:
        lead = f"Step {step.id} is in {scene.room_title(step.room)}." if step.room else f"Step {step.id}."
        return _act(scene, step, way, lead)
    if _waits(scene, step):
        opens = opens_at(record, step.id)
        assert opens is not None, "a step that waits has an instant at which it opens"
        return Hint(kind="wait", step=step.id, words=f"You are in place. Step {step.id} opens at {clock_text(opens)}.")
    if step.verification and step.acts and state.doing(step.id, 0) is None and not _witness_here(scene, step):
        words = f"Step {step.id} is verified by a second person. Wait until somebody who may verify it stands here."
        return Hint(kind="wait", step=step.id, words=words)
    for index, wanted in enumerate(step.acts):
        if state.doing(step.id, index) is None:
            return _wanted(scene, step, wanted)
    blank = [need.code for need in missing(record, step.id) if need.kind == "field"]
    if blank:
        count = f"{len(blank)} field{'s are' if len(blank) > 1 else ' is'} blank"
        return Hint(kind="write", step=step.id, words=f"Done. Now write it down in step {step.id}: {count}.")
    return Hint(kind="sign", step=step.id, words=f"Step {step.id} is filled in. Read it once more and sign it.")


def _witness_here(scene: Scene, step: Step) -> bool:
    allowed = ALLOWED[f"verify-{step.lane}"]
    others = [seat for seat in scene.state.roster.seats.values() if seat.person != scene.me and seat.role in allowed]
    workers = scene.world.workers
    return any(seat.person in workers and workers[seat.person].room == scene.room for seat in others)


def _wanted(scene: Scene, step: Step, wanted: Mapping[str, Any]) -> Hint:
    do = str(wanted["do"])
    if do == "gown":
        garment = garment_before(scene.state, scene.me, str(wanted["grade"]))
        if garment is not None:
            return _act(scene, step, garment, f"Step {step.id} asks for a gown.")
    if verb(do).open_steps and scene.state.last_do.get(scene.me) != "disinfect-gloves":
        return _act(scene, step, Perform(do="disinfect-gloves"), f"Open work comes next in step {step.id}.")
    try:
        parameters = resolved(scene.state, wanted)
    except (KeyError, ValueError):
        return Hint(
            kind="write", step=step.id, words=f"Step {step.id} needs a value first that is still to be written down."
        )
    if do == "add":
        parameters.update(recorded_lot(scene, str(wanted["material"])))
    return _act(scene, step, Perform(do=do, parameters=parameters), f"Step {step.id} asks for this.")


def recorded_lot(scene: Scene, material: str) -> dict[str, str]:
    """Return the lot of a material that the record names, where such a pack lies here."""
    record = scene.state.record
    for step in reversed(scene.state.recipe.steps):
        for item in step.fields:
            versions = record.step(step.id).entries.get(item.code)
            if item.kind == "scan_material" and item.material == material and versions:
                lot = str((versions[-1].scan or {}).get("lot", ""))
                here = any(each.lot == lot and each.room == scene.room for each in scene.world.lots[material])
                return {"lot": lot} if here else {}
    return {}


def _act(scene: Scene, step: Step, command: Perform, lead: str) -> Hint:
    return Hint(
        kind="act",
        step=step.id,
        words=lead,
        button=act_words(scene, command.do, command.parameters),
        do=command.do,
        fields=tuple(
            (name, str(value))
            for name, values in command.parameters.items()
            for value in (values if isinstance(values, list | tuple) else (values,))
        ),
    )


def act_words(scene: Scene, do: str, parameters: Mapping[str, Any]) -> str:
    """Return an act as a button says it: verb, thing, amount."""
    if do == "don":
        return gown_item(str(parameters["item"])).title
    if do == "go":
        return f"Go to {scene.room_title(str(parameters['to']))}"
    amount = next(
        (
            f"{parameters[name]:g}"
            for name in ("amount", "volume_ml", "cold_buffer_ml", "minutes", "count")
            if isinstance(parameters.get(name), int | float)
        ),
        "",
    )
    unit = str(parameters.get("unit", "min" if "minutes" in parameters else "" if "count" in parameters else "mL"))
    things = [
        str(parameters[name])
        for name in ("material", "vessel", "from", "sample", "equipment", "bottle", "plate", "room")
        if name in parameters
    ]
    target = next((str(parameters[name]) for name in ("into", "to") if name in parameters and do != "send-out"), "")
    what = " ".join(
        part
        for part in (
            f"{amount} {unit}".strip() if amount else "",
            ", ".join(material_title(scene, each) for each in things),
        )
        if part
    )
    goal = f" → {target}" if target else ""
    return f"{verb(do).title}{': ' + what if what else ''}{goal}"


def _stand_by(scene: Scene) -> Hint | None:
    """Send the verifier where the next step needs a second pair of eyes."""
    if scene.role != "verifier":
        return None
    for step in current_steps(scene.state.record):
        if step.lane != "production" or step.review or step.performer == scene.role:
            continue
        way = way_to(scene.state, scene.me, step.room)
        if way is not None:
            return _act(
                scene, step, way, f"Step {step.id} is done in {scene.room_title(step.room)}; be there to see it."
            )
        if step.verification:
            return Hint(
                kind="wait", step=step.id, words=f"Watch step {step.id}. You verify what you saw, nothing else."
            )
    return None
