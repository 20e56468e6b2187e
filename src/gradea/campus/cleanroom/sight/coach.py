"""The coach of the tutorial: seven first times, in order."""

from dataclasses import dataclass

from gradea.campus.cleanroom.sight.hint import hint_of
from gradea.campus.cleanroom.sight.scene import Scene
from gradea.record import current_steps, missing
from gradea.world.act import is_change_room
from gradea.world.state import OUTSIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One first time. `how` says where to look on the page."""

    title: str
    how: str
    done: bool
    next: bool


_LESSONS = (
    ("Hands", "Go through the door into the airlock, then wash your hands in the list on the left."),
    (
        "Gown",
        "Put on the rest of the list in its order, to the look in the mirror. "
        "Nothing stops you from a wrong order; it has consequences.",
    ),
    ("Door", "Go on to the next room: tap it on the plan, or use the door button."),
    ("Act", "Pick a thing on the left and do something with it. What you see appears large beside it."),
    ("Entry", "On the right, write down what you saw. Doing and writing are two things; nothing writes itself."),
    ("Signature", "Sign the step with your PIN: it says that you did it."),
    ("Correction", "Correct a value, with a reason. The old one stays readable, struck through."),
)


def coach_of(scene: Scene) -> tuple[Lesson, ...]:
    """Return the lessons with those already had; empty outside of the tutorial."""
    if scene.card.mode != "tutorial" or not scene.role:
        return ()
    done = _done(scene)
    last = max((number for number, had in enumerate(done) if had), default=-1)
    following = next((number for number, had in enumerate(done) if not had and number > last), None)
    return tuple(
        Lesson(
            title=title,
            how=_how(scene, title, how) if number == following else how,
            done=done[number] or number < last,
            next=number == following,
        )
        for number, (title, how) in enumerate(_LESSONS)
    )


def _how(scene: Scene, title: str, how: str) -> str:
    """Return where to look now: the button at the top, the blanks that are left, the step that has gone to All steps."""
    if title == "Act":
        hint = hint_of(scene)
        button = hint.button if hint is not None else ""
        return f"Press the button at the top: {button}. Or: {how[0].lower()}{how[1:]}" if button else how
    begun = _written(scene)
    if title == "Entry" and begun:
        step = begun[-1]
        left = _blank(scene, step)
        return f"Write down the rest of step {step}: {left} field{'s are' if left > 1 else ' is'} blank."
    if title == "Correction" and begun:
        return f"Open {_place(scene, begun[0])}. {how}"
    return how


def _place(scene: Scene, step: str) -> str:
    """Say where a step is found in the record: it stays under Now only until it is closed."""
    now = step in {each.id for each in current_steps(scene.state.record)}
    return f"step {step} under Now" if now else f"All steps, step {step}"


def _written(scene: Scene) -> list[str]:
    """Return the steps into which the viewer has written, in the order of the document."""
    record = scene.state.record
    return [
        step.id
        for step in record.recipe
        if any(entry.by == scene.me for versions in record.step(step.id).entries.values() for entry in versions)
    ]


def _blank(scene: Scene, step: str) -> int:
    return sum(need.kind == "field" for need in missing(scene.state.record, step))


def _done(scene: Scene) -> tuple[bool, ...]:
    worker, record = scene.world.worker(scene.me), scene.state.record
    entries = [
        entry
        for step in record.steps.values()
        for versions in step.entries.values()
        for entry in versions
        if entry.by == scene.me
    ]
    signed = any(signature.by == scene.me for step in record.steps.values() for signature in step.signatures)
    acted = any(each.person == scene.me for acts in scene.state.done.values() for each in acts.values())
    return (
        "d.wash-hands" in worker.garment.items,
        "d.mirror-check" in worker.garment.items,
        worker.room != OUTSIDE and not is_change_room(worker.room),
        acted,
        any(not _blank(scene, step) for step in _written(scene)),
        signed,
        any(entry.kind == "corrected" for entry in entries),
    )
