"""The coach of the tutorial: seven first times, in order."""

from dataclasses import dataclass

from gradea.campus.cleanroom.sight.scene import Scene
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
    ("Gown", "Put on the rest of the list in its order. Nothing stops you from a wrong order; it has consequences."),
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
        Lesson(title=title, how=how, done=done[number] or number < last, next=number == following)
        for number, (title, how) in enumerate(_LESSONS)
    )


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
        worker.garment.level != "U",
        worker.room != OUTSIDE and not is_change_room(worker.room),
        acted,
        bool(entries),
        signed,
        any(entry.kind == "corrected" for entry in entries),
    )
