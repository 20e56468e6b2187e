"""The line on top of the bench: what the step asks for next, as one button. Not shown in an exam."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext

from gradea.campus.cleanroom.sight.alarms import pressures_out
from gradea.campus.cleanroom.sight.saw import material_title
from gradea.campus.cleanroom.sight.scene import Scene
from gradea.campus.shell.speech import clock_text, said
from gradea.practical.crew.planner import GOES_AHEAD_MS, resolved
from gradea.practical.crew.travel import garment_before, way_to
from gradea.record import ALLOWED, Step, amended_steps, current_steps, missing, opens_at
from gradea.record.progress import needs_verification
from gradea.world.act import Perform, verb
from gradea.world.people import gown_item
from gradea.world.state import OUTSIDE

_PAUSED = gettext_lazy("The trainer has stopped the clock. Nothing can be done or written until it runs again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What to do next.

    Attributes:
        kind: `act` with a button; `write`, `sign`, `verify`, `wait`, `alarm` or `pause` in words only.
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
    if scene.state.clock.paused:
        return Hint(kind="pause", words=_PAUSED)
    return _pressure_out(scene) or _of_the_record(scene)


def _of_the_record(scene: Scene) -> Hint | None:
    """Return what the record asks of the viewer: to verify, to sign again, the step whose turn it is, to stand by."""
    to_verify = _to_verify(scene)
    if to_verify is not None:
        words = gettext("Step %(step)s waits for your signature as verifier.") % {"step": to_verify.id}
        return Hint(kind="verify", step=to_verify.id, words=words)
    for step in amended_steps(scene.state.record):
        if step.performer == scene.role and scene.state.record.step(step.id).signature("performed") is None:
            return Hint(
                kind="sign",
                step=step.id,
                words=gettext("Step %(step)s was changed after signing. Sign it again.") % {"step": step.id},
            )
    mine = [step for step in current_steps(scene.state.record) if step.performer == scene.role and not step.review]
    for step in sorted(mine, key=lambda each: _opens(scene, each)):
        found = _for_step(scene, step)
        if found is not None:
            return found
    return _stand_by(scene)


def _pressure_out(scene: Scene) -> Hint | None:
    """Return advice while an alarm stands over the pressure of the viewer's room, whether or not somebody saw it."""
    for pair, shown in pressures_out(scene).items():
        inner, _, outer = pair.partition(" over ")
        if scene.room in (inner, outer):
            words = gettext(
                "The pressure of %(room)s is out: %(shown)s Pa on the display. "
                "Start no open work and close what is open. Call quality assurance."
            ) % {
                "room": scene.room_title(inner),
                "shown": f"{shown:.0f}",
            }
            return Hint(kind="alarm", words=_joined(words, _deviation_words(scene)))
    return None


def _deviation_words(scene: Scene) -> str:
    """Ask for a deviation, or name the one that the record has opened by itself."""
    for number, deviation in scene.state.record.deviations.items():
        if deviation.code == "DV-MJ03" and deviation.status != "closed":
            return gettext("Deviation %(number)s is open for it.") % {"number": number}
    return gettext("Raise a deviation.")


def _opens(scene: Scene, step: Step) -> int:
    """Return the instant from which the step can be written down: now, if it is open."""
    return max(scene.state.at, opens_at(scene.state.record, step.id) or 0)


def _waits(scene: Scene, step: Step) -> bool:
    return _opens(scene, step) > scene.state.at


def _far(scene: Scene, step: Step) -> bool:
    """Return whether the step opens so late that nobody goes there yet."""
    return _opens(scene, step) > scene.state.at + GOES_AHEAD_MS


def _not_yet(scene: Scene, step: Step) -> str:
    """Say when the step opens, or nothing if it is open."""
    if not _waits(scene, step):
        return ""
    opens = clock_text(_opens(scene, step))
    return gettext("Step %(step)s opens at %(opens)s; nothing of it can be written down before.") % {
        "step": step.id,
        "opens": opens,
    }


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
    if _far(scene, step):
        return _let_time_pass(scene, step)
    way = way_to(state, scene.me, step.room)
    if way is not None:
        return _act(scene, step, way, _lead(scene, step))
    undone = [index for index in range(len(step.acts)) if state.doing(step.id, index) is None]
    if _waits(scene, step):
        words = (
            gettext("You are in place."),
            _not_yet(scene, step),
            _watched_words(step) if undone else "",
            gettext("Let time pass."),
        )
        return Hint(kind="wait", step=step.id, words=_joined(*words))
    if undone and step.verification and not _witness_here(scene, step):
        words_now = _joined(
            _watched_words(step),
            gettext("Wait until somebody who may verify step %(step)s stands here.") % {"step": step.id},
        )
        return Hint(kind="wait", step=step.id, words=words_now)
    if undone:
        return _wanted(scene, step, step.acts[undone[0]])
    blank = [need.code for need in missing(record, step.id) if need.kind == "field"]
    if blank:
        count = ngettext(
            "Done. Now write it down in step %(step)s: %(blank)s field is blank.",
            "Done. Now write it down in step %(step)s: %(blank)s fields are blank.",
            len(blank),
        )
        return Hint(
            kind="write",
            step=step.id,
            words=count % {"step": step.id, "blank": len(blank)},
        )
    return Hint(
        kind="sign",
        step=step.id,
        words=gettext("Step %(step)s is filled in. Read it once more and sign it.") % {"step": step.id},
    )


def _let_time_pass(scene: Scene, step: Step) -> Hint:
    """Return what is to be done about a step that opens much later: leave, and let time pass."""
    if scene.room != OUTSIDE:
        return _act(
            scene,
            step,
            Perform(do="leave"),
            _joined(_not_yet(scene, step), gettext("Leave the unit until then.")),
        )
    return Hint(
        kind="wait",
        step=step.id,
        words=_joined(_not_yet(scene, step), gettext("Let time pass.")),
    )


def _lead(scene: Scene, step: Step) -> str:
    """Say where the step is done, and what has to wait there."""
    where = (
        gettext("Step %(step)s is in %(room)s.") % {"step": step.id, "room": scene.room_title(step.room)}
        if step.room
        else gettext("Step %(step)s.") % {"step": step.id}
    )
    return _joined(where, _not_yet(scene, step), _watched_words(step))


def _watched_words(step: Step) -> str:
    """Say that a second person has to be there, or nothing if the step needs none."""
    if not step.verification or not step.acts:
        return ""
    return gettext("A second person verifies it and must be there before you start.")


def _joined(*sentences: str) -> str:
    return " ".join(each for each in sentences if each)


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
            return _act(scene, step, garment, gettext("Step %(step)s asks for a gown.") % {"step": step.id})
    if verb(do).open_steps and scene.state.last_do.get(scene.me) != "disinfect-gloves":
        return _act(
            scene,
            step,
            Perform(do="disinfect-gloves"),
            gettext("Open work comes next in step %(step)s.") % {"step": step.id},
        )
    try:
        parameters = resolved(scene.state, wanted)
    except (KeyError, ValueError):
        return Hint(
            kind="write",
            step=step.id,
            words=gettext("Step %(step)s needs a value first that is still to be written down.") % {"step": step.id},
        )
    if do == "add":
        parameters.update(recorded_lot(scene, str(wanted["material"])))
    return _act(
        scene,
        step,
        Perform(do=do, parameters=parameters),
        gettext("Step %(step)s asks for this.") % {"step": step.id},
    )


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
        return said(gown_item(str(parameters["item"])).title)
    if do == "go":
        return gettext("Go to %(room)s") % {"room": scene.room_title(str(parameters["to"]))}
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
    return f"{said(verb(do).title)}{': ' + what if what else ''}{goal}"


def _stand_by(scene: Scene) -> Hint | None:
    """Send the verifier where the operator's next step needs a second pair of eyes; nowhere for anything else."""
    if scene.role != "verifier":
        return None
    step = _next_to_watch(scene)
    if step is None:
        return None
    if _far(scene, step):
        return _let_time_pass(scene, step)
    way = way_to(scene.state, scene.me, step.room)
    if way is not None:
        where = gettext("Step %(step)s is done in %(room)s; be there to see it.") % {
            "step": step.id,
            "room": scene.room_title(step.room),
        }
        return _act(scene, step, way, _joined(where, _not_yet(scene, step)))
    if step not in current_steps(scene.state.record):
        words = gettext("Stay here. Step %(step)s is the next that you verify; other steps come before it.") % {
            "step": step.id
        }
        return Hint(kind="wait", step=step.id, words=words)
    words = _joined(
        gettext("Watch step %(step)s. You verify what you saw, nothing else.") % {"step": step.id},
        _not_yet(scene, step),
    )
    return Hint(kind="wait", step=step.id, words=words)


def _next_to_watch(scene: Scene) -> Step | None:
    """Return the operator's next step that a second person sees, or an earlier one for which the day has yet to come.

    A critical value that is typed is verified as well, so a critical step is watched too. Steps of the laboratory
    outside are passed over: nobody verifies them from the cleanroom.
    """
    record = scene.state.record
    ahead = record.recipe.queue["production"][record.frontier.get("production", 0) :]
    for step in map(record.recipe.step_of.__getitem__, ahead):
        watched = step.verification or step.critical
        if _far(scene, step) or (watched and step.performer == "operator" and step.room not in ("", OUTSIDE)):
            return step
    return None
