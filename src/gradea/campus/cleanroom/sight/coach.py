"""The coach of the tutorial: seven first times, in order."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy, ngettext

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
    (
        gettext_lazy("Hands"),
        gettext_lazy("Go through the door into the airlock, then wash your hands in the list on the left."),
    ),
    (
        gettext_lazy("Gown"),
        gettext_lazy(
            "Put on the rest of the list in its order, to the look in the mirror. "
            "Nothing stops you from a wrong order; it has consequences."
        ),
    ),
    (gettext_lazy("Door"), gettext_lazy("Go on to the next room: tap it on the plan, or use the door button.")),
    (
        gettext_lazy("Act"),
        gettext_lazy("Pick a thing on the left and do something with it. What you see appears large beside it."),
    ),
    (
        gettext_lazy("Entry"),
        gettext_lazy("On the right, write down what you saw. Doing and writing are two things; nothing writes itself."),
    ),
    (gettext_lazy("Signature"), gettext_lazy("Sign the step with your PIN: it says that you did it.")),
    (
        gettext_lazy("Correction"),
        gettext_lazy("Correct a value, with a reason. The old one stays readable, struck through."),
    ),
)

_KEYS = ("hands", "gown", "door", "act", "entry", "signature", "correction")


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
            how=_how(scene, _KEYS[number], how) if number == following else how,
            done=done[number] or number < last,
            next=number == following,
        )
        for number, (title, how) in enumerate(_LESSONS)
    )


def _how(scene: Scene, key: str, how: str) -> str:
    """Return where to look now: the button at the top, the blanks that are left, the step that has gone to All steps."""
    if key == "act":
        hint = hint_of(scene)
        button = hint.button if hint is not None else ""
        return (
            gettext("Press the button at the top: %(button)s. Or: %(how)s")
            % {"button": button, "how": how[0].lower() + how[1:]}
            if button
            else how
        )
    begun = _written(scene)
    if key == "entry" and begun:
        step = begun[-1]
        left = _blank(scene, step)
        words = ngettext(
            "Write down the rest of step %(step)s: %(left)s field is blank.",
            "Write down the rest of step %(step)s: %(left)s fields are blank.",
            left,
        )
        return words % {"step": step, "left": left}
    if key == "correction" and begun:
        return gettext("Open %(place)s. %(how)s") % {"place": _place(scene, begun[0]), "how": how}
    return how


def _place(scene: Scene, step: str) -> str:
    """Say where a step is found in the record: it stays under Now only until it is closed."""
    now = step in {each.id for each in current_steps(scene.state.record)}
    return (
        gettext("step %(step)s under Now") % {"step": step}
        if now
        else gettext("All steps, step %(step)s") % {"step": step}
    )


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
