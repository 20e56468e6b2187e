"""The people of a run: who they are, where they are, what they wear."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext, gettext_lazy

from gradea.campus.cleanroom.sight.scene import Scene, role_words, seat_initials
from gradea.campus.programme import queries as programme
from gradea.campus.shell.speech import clock_text
from gradea.practical import SEATS, Seat
from gradea.record import ALLOWED
from gradea.world.state import OUTSIDE

GLOVE_WORDS = {
    "none": gettext_lazy("bare hands"),
    "first": gettext_lazy("gloves"),
    "double": gettext_lazy("two pairs of gloves"),
    "torn": gettext_lazy("torn glove"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One seat as everybody in the team sees it.

    Attributes:
        level: Cleanest grade the garment is complete for; `U` in own clothes.
        free: Whether the seat can be taken by the viewer.
        busy: Until when the hands are busy, or empty.
    """

    ref: str
    role: str
    role_words: str
    name: str
    initials: str
    crew: bool
    me: bool
    room: str
    where: str
    level: str
    gloves: str
    busy: str
    free: bool


def faces_of(scene: Scene) -> list[Face]:
    """Return the seats in their fixed order."""
    seats = scene.state.roster.seats
    found = [_face(scene, seats[role]) for role in SEATS if role in seats]
    return [*found, *(_vacant(scene, role) for role in SEATS if role not in seats)] if scene.hands_on else found


def _vacant(scene: Scene, role: str) -> Face:
    """Return a seat in which nobody sits, and no crew either."""
    seat = Seat(role=role, person="", crew="vacant")
    return replace(_face(scene, seat), name=gettext("Nobody yet"), crew=False, free=may_take(scene, role))


def _face(scene: Scene, seat: Seat) -> Face:
    worker = None if scene.hands_on else scene.world.workers.get(seat.person)
    name = scene.name(seat.person)
    busy = scene.state.free(seat.person)
    return Face(
        ref=seat.person,
        role=seat.role,
        role_words=role_words(seat.role),
        name=gettext("Simulated crew") if seat.simulated else name,
        initials=seat_initials(seat, name),
        crew=seat.simulated,
        me=seat.person == scene.me,
        room=worker.room if worker else OUTSIDE,
        where=scene.room_title(worker.room) if worker else "",
        level=str(worker.garment.level) if worker else "U",
        gloves=GLOVE_WORDS[worker.hands.gloves] if worker else "",
        busy=clock_text(busy, seconds=True) if busy > scene.state.at else "",
        free=seat.simulated and may_take(scene, seat.role),
    )


def may_take(scene: Scene, role: str) -> bool:
    """Return whether the viewer may sit down where the crew plays: members of the team, and guests in their own trade."""
    if scene.state.closed or scene.role:
        return False
    return scene.viewer.has("student") or (role in {"qc", "qa", "qp"} and scene.viewer.has(role))


def own_seat(scene: Scene) -> Face | None:
    """Return the seat that the programme gives to the viewer, while the crew still plays it and they sit nowhere else."""
    if scene.role:
        return None
    team = programme.team_for(scene.viewer, scene.card.team)
    planned = team.seat_of(scene.me) if team is not None else None
    if planned is None:
        return None
    return next((face for face in faces_of(scene) if face.free and face.role == planned.role), None)


def verifiers(scene: Scene, lane: str, authors: frozenset[str]) -> list[Face]:
    """Return the people who could sign as second person on this device: in the right role, human, and not the author."""
    allowed = ALLOWED[f"verify-{lane}"]
    return [
        face
        for face in faces_of(scene)
        if not face.crew and not face.me and face.role in allowed and face.ref not in authors
    ]
