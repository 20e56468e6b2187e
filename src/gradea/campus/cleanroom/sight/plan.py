"""The floor plan: rooms by grade, pressures as displayed, doors, people, and where one can go from here."""

from dataclasses import dataclass

from django.utils.translation import gettext

from gradea.campus.cleanroom.sight.faces import Face, faces_of
from gradea.campus.cleanroom.sight.scene import Scene
from gradea.practical.trend import TrendPoint
from gradea.world.site import Facility, Link, Rectangle
from gradea.world.state import OUTSIDE
from gradea.world.weather import open_doors

UNIT = 40
"""Drawing units per metre."""

YARD = Rectangle(x=-2.9, y=4.4, w=2.7, h=4.7)
"""Where the plan draws what lies outside."""

MARGIN = 0.2
FACE = 28
"""Width that one person takes on the plan, drawing units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRoom:
    """One room as drawn."""

    code: str
    short: str
    title: str
    grade: str
    x: float
    y: float
    w: float
    h: float
    pressure: str
    here: bool
    near: bool
    people: tuple["PlanFace", ...]
    devices: str

    @property
    def words(self) -> str:
        """The room in one sentence, for a reader who does not see the drawing."""
        grade = gettext("unclassified") if self.grade == "U" else gettext("grade %(grade)s") % {"grade": self.grade}
        people = ", ".join(face.words for face in self.people) or gettext("nobody")
        here = gettext("you are here")
        inside = gettext("%(people)s inside") % {"people": people}
        return ", ".join(part for part in (self.title, grade, here if self.here else "", self.pressure, inside) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFace:
    """One person as drawn."""

    x: float
    y: float
    initials: str
    role: str
    level: str
    me: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDoor:
    """A door or hatch as drawn: a bar in the wall, and an arrow the way the air goes."""

    code: str
    kind: str
    open: bool
    x: float
    y: float
    upright: bool
    arrow: str
    measured: bool
    turned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole drawing."""

    box: str
    left: int
    rooms: tuple[PlanRoom, ...]
    doors: tuple[PlanDoor, ...]


def plan_of(scene: Scene) -> Plan:
    """Return the plan; pressures are what the monitoring displays show at this instant."""
    shown = scene.display
    facility = scene.world.facility
    faces = faces_of(scene)
    places = [(room.code, room.plan) for room in facility.rooms if room.plan is not None]
    rooms = [_room(scene, code, plan, (faces, shown)) for code, plan in (*places, (OUTSIDE, YARD))]
    opened = open_doors(scene.world)
    doors = [_door(facility, link, opened, shown) for link in facility.links if link.at is not None]
    right = max(plan.x + plan.w for _code, plan in places)
    low = max(plan.y + plan.h for _code, plan in places)
    left = (YARD.x - MARGIN) * UNIT
    box = f"{left:.0f} {-MARGIN * UNIT:.0f} {(right + MARGIN) * UNIT - left:.0f} {(low + 2 * MARGIN) * UNIT:.0f}"
    return Plan(box=box, left=round(YARD.x * UNIT), rooms=tuple(rooms), doors=tuple(doors))


def _room(scene: Scene, code: str, plan: Rectangle, known: tuple[list[Face], TrendPoint]) -> PlanRoom:
    faces, shown = known
    x, y, w, h = plan.x * UNIT, plan.y * UNIT, plan.w * UNIT, plan.h * UNIT
    link = None if code == scene.room else scene.world.facility.link_between(scene.room, code)
    inside = [face for face in faces if face.room == code]
    return PlanRoom(
        code=code,
        short=gettext("Outside") if code == OUTSIDE else code.replace("_", " "),
        title=gettext("Outside") if code == OUTSIDE else scene.room_title(code),
        grade=scene.room_grade(code),
        x=x,
        y=y,
        w=w,
        h=h,
        pressure=_pressure(code, shown),
        here=bool(scene.role) and code == scene.room,
        near=bool(scene.role) and not scene.state.closed and link is not None and link.kind == "door",
        people=tuple(_face(face, number, (x, y, w, h)) for number, face in enumerate(inside)),
        devices=", ".join(device.code for device in scene.world.devices.values() if device.room == code),
    )


def _pressure(room: str, shown: TrendPoint) -> str:
    for pair, value in shown.pressures_pa.items():
        inner, _, outer = pair.partition(" over ")
        if inner == room:
            return gettext("%(value)s Pa over %(outer)s") % {"value": f"{value:+.0f}", "outer": outer[0]}
    return ""


def _face(face: Face, number: int, room: tuple[float, float, float, float]) -> PlanFace:
    x, y, w, h = room
    per_row = max(1, int((w - 8) // (FACE + 2)))
    column, row = number % per_row, number // per_row
    gown = (
        gettext("own clothes") if face.level == "U" else gettext("gowned for grade %(level)s") % {"level": face.level}
    )
    return PlanFace(
        x=x + w - 5 - FACE / 2 - column * (FACE + 2),
        y=y + h - 5 - FACE / 2 - row * (FACE + 4),
        initials=face.initials,
        role=face.role,
        level=face.level,
        me=face.me,
        words=f"{gettext('you') if face.me else face.name} ({face.role_words.lower()}, {gown})",
    )


def _door(facility: Facility, link: Link, opened: frozenset[str], shown: TrendPoint) -> PlanDoor:
    assert link.at is not None, "only links with a place are drawn"
    x, y = link.at[0] * UNIT, link.at[1] * UNIT
    upright = _in_upright_wall(facility, link)
    step, measured = _step_pa(facility, link, shown)
    outer, inner = (link.a, link.b) if step >= 0 else (link.b, link.a)
    return PlanDoor(
        code=link.code,
        kind=link.kind,
        open=link.code in opened,
        x=x,
        y=y,
        upright=upright,
        arrow=_arrow(facility, (x, y), (inner, outer), upright),
        measured=measured,
        turned=step < 0,
    )


def _step_pa(facility: Facility, link: Link, shown: TrendPoint) -> tuple[float, bool]:
    """Return by how much the inner room lies above the outer: as displayed where it is watched, else as designed."""
    value = shown.pressures_pa.get(f"{link.b} over {link.a}")
    if value is not None:
        return value, True
    backwards = shown.pressures_pa.get(f"{link.a} over {link.b}")
    if backwards is not None:
        return -backwards, True
    outer = 0.0 if link.a == OUTSIDE else facility.room(link.a).pressure_pa
    return facility.room(link.b).pressure_pa - outer, False


def _in_upright_wall(facility: Facility, link: Link) -> bool:
    inner = facility.room(link.b).plan
    assert inner is not None, "only drawn rooms have drawn links"
    assert link.at is not None, "only links with a place are drawn"
    return abs(link.at[0] - inner.x) < 0.05 or abs(link.at[0] - inner.x - inner.w) < 0.05


def _arrow(facility: Facility, at: tuple[float, float], way: tuple[str, str], upright: bool) -> str:
    """Return the path of a small arrow through the door, from the room with more pressure to the one with less."""
    start, end = (_middle(facility, code) for code in way)
    axis = 0 if upright else 1
    sign = 1 if end[axis] > start[axis] else -1
    x, y = at
    if upright:
        x, y = x, y + 17
        return f"M{x - 8 * sign:.0f} {y:.0f}h{16 * sign}m{-5 * sign} -4l{5 * sign} 4l{-5 * sign} 4"
    x = x + 17
    return f"M{x:.0f} {y - 8 * sign:.0f}v{16 * sign}m-4 {-5 * sign}l4 {5 * sign}l4 {-5 * sign}"


def _middle(facility: Facility, code: str) -> tuple[float, float]:
    plan = YARD if code == OUTSIDE else facility.room(code).plan
    assert plan is not None, "only drawn rooms are joined by drawn links"
    return plan.x + plan.w / 2, plan.y + plan.h / 2
