"""The floor plans can be drawn: rooms do not overlap, and doors lie in shared walls."""

import itertools

import pytest

from gradea.world.site import OUTSIDE, Facility, Rectangle


def plan_of(facility: Facility, room: str) -> Rectangle:
    """Return the rectangle of a room that has one."""
    plan = facility.room(room).plan
    assert plan is not None
    return plan


def on_wall(plan: Rectangle, at: tuple[float, float], clear_m: float) -> bool:
    """Return whether a point lies on the wall, with so much wall on both sides."""
    x, y = at
    on_vertical = min(abs(x - plan.x), abs(x - plan.x - plan.w)) < 1e-6
    on_horizontal = min(abs(y - plan.y), abs(y - plan.y - plan.h)) < 1e-6
    along_y = plan.y + clear_m <= y <= plan.y + plan.h - clear_m
    along_x = plan.x + clear_m <= x <= plan.x + plan.w - clear_m
    return (on_vertical and along_y) or (on_horizontal and along_x)


def test_rooms_have_the_area_they_claim_and_fit_the_building(unit: Facility) -> None:
    for room in unit.rooms:
        plan = plan_of(unit, room.code)
        assert plan.w * plan.h == pytest.approx(room.area_m2, rel=0.1), room.code
        assert plan.x >= 0.0
        assert plan.y >= 0.0
        assert plan.x + plan.w <= 26.0
        assert plan.y + plan.h <= 13.0


def test_rooms_do_not_overlap(unit: Facility) -> None:
    for one, other in itertools.combinations(unit.rooms, 2):
        a, b = plan_of(unit, one.code), plan_of(unit, other.code)
        apart_x = a.x + a.w <= b.x + 1e-9 or b.x + b.w <= a.x + 1e-9
        apart_y = a.y + a.h <= b.y + 1e-9 or b.y + b.h <= a.y + 1e-9
        assert apart_x or apart_y, (one.code, other.code)


def test_doors_lie_in_shared_walls_with_room_for_the_leaf(unit: Facility) -> None:
    for link in unit.links:
        assert link.at is not None
        for side in (link.a, link.b):
            if side != OUTSIDE:
                assert on_wall(plan_of(unit, side), link.at, 0.45), (link.code, side)
        if OUTSIDE in (link.a, link.b):
            covering = [room.code for room in unit.rooms if on_wall(plan_of(unit, room.code), link.at, 0.0)]
            assert len(covering) == 1, f"{link.code} opens into {covering}"
