"""Can the floor plan of a unit be drawn? Areas, overlaps, and doors that must lie in shared walls."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from gradea.world.site.facility import OUTSIDE, Facility, Link, Rectangle

AREA_TOLERANCE = 0.1
"""Share by which the drawn area may differ from `area_m2` [A]."""

LEAF_M = 0.45
"""Half a door leaf of 0.9 m: so much wall must be left on both sides of its middle."""

_CLOSE_M = 1e-6


class PlanFault(NamedTuple):
    """What cannot be drawn: the list (`rooms` by code, `links` by place), the key below it, what and what to do."""

    where: str
    which: str | int
    key: str
    message: str
    remedy: str


def plan_faults(facility: Facility) -> Iterator[PlanFault]:
    """Yield what keeps the plan from being drawn; a unit without any plan has no faults. Names must be known.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> list(plan_faults(teaching_unit()))
        []
    """
    plans = {room.code: room.plan for room in facility.rooms if room.plan is not None}
    if not plans:
        return
    yield from _room_faults(facility)
    for one, other in itertools.combinations(plans, 2):
        shared = _shared_m2(plans[one], plans[other])
        if shared > _CLOSE_M:
            message = f"rooms {one} and {other} overlap by {shared:.2f} m2 on the plan."
            yield PlanFault("rooms", other, "plan", message, "Move one of them, or make it smaller.")
    for place, link in enumerate(facility.links):
        yield from _link_faults(place, link, plans)


def _room_faults(facility: Facility) -> Iterator[PlanFault]:
    for room in facility.rooms:
        if room.plan is None:
            yield PlanFault("rooms", room.code, "plan", f"room {room.code} is not on the plan.", "Give x, y, w and h.")
            continue
        drawn = room.plan.w * room.plan.h
        if abs(drawn - room.area_m2) > AREA_TOLERANCE * room.area_m2:
            message = f"room {room.code} is drawn with {drawn:.1f} m2 but has area_m2 {room.area_m2:g}."
            yield PlanFault("rooms", room.code, "plan", message, "Let w times h agree with area_m2 within 10 %.")


def _link_faults(place: int, link: Link, plans: dict[str, Rectangle]) -> Iterator[PlanFault]:
    if link.at is None:
        remedy = "Give at: [x, y], the point on the shared wall."
        yield PlanFault("links", place, "at", f"{link.kind} {link.code} is not on the plan.", remedy)
        return
    for side in (link.a, link.b):
        if side in plans and not _on_wall(plans[side], link.at, LEAF_M):
            if _on_wall(plans[side], link.at, 0.0):
                message = f"{link.kind} {link.code} is closer than {LEAF_M} m to a corner of {side}."
                yield PlanFault("links", place, "at", message, "Move it along the wall: half a leaf needs its place.")
            else:
                message = f"{link.kind} {link.code} at {_point(link.at)} is not on a wall of {side}."
                yield PlanFault("links", place, "at", message, f"Put it on the wall {link.a} and {link.b} share.")
    if OUTSIDE in (link.a, link.b):
        touched = [code for code, plan in plans.items() if _on_wall(plan, link.at, 0.0)]
        if len(touched) > 1:
            message = f"{link.kind} {link.code} leads outside but lies between {' and '.join(touched)}."
            yield PlanFault("links", place, "at", message, "Put it on an outer wall.")


def _on_wall(plan: Rectangle, at: tuple[float, float], clear_m: float) -> bool:
    x, y = at
    on_vertical = min(abs(x - plan.x), abs(x - plan.x - plan.w)) < _CLOSE_M
    on_horizontal = min(abs(y - plan.y), abs(y - plan.y - plan.h)) < _CLOSE_M
    along_y = plan.y + clear_m - _CLOSE_M <= y <= plan.y + plan.h - clear_m + _CLOSE_M
    along_x = plan.x + clear_m - _CLOSE_M <= x <= plan.x + plan.w - clear_m + _CLOSE_M
    return (on_vertical and along_y) or (on_horizontal and along_x)


def _shared_m2(a: Rectangle, b: Rectangle) -> float:
    width = min(a.x + a.w, b.x + b.w) - max(a.x, b.x)
    height = min(a.y + a.h, b.y + b.h) - max(a.y, b.y)
    return width * height if width > _CLOSE_M and height > _CLOSE_M else 0.0


def _point(at: tuple[float, float]) -> str:
    return f"[{at[0]:g}, {at[1]:g}]"
