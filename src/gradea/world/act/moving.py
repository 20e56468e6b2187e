"""Getting dressed, going through doors, keeping gloves clean, and leaving."""

from dataclasses import replace

from gradea.vocabulary import SECOND, Chance, CleanlinessGrade, Refusal, SimTime
from gradea.world.act.places import anything_goes, me, nothing_seen
from gradea.world.act.verb import Act, Verb
from gradea.world.microbes import Occasion
from gradea.world.people import (
    Garment,
    Hands,
    disinfected,
    donned,
    gloves_changed,
    gown_item,
    hands_after,
    refuse_change,
    refuse_entry,
    seconds_for,
    slipped,
    tear_seen,
    undressed,
)
from gradea.world.people.gown_items import ITEM
from gradea.world.people.parameters import TEAR_SEEN_RUBBING
from gradea.world.state import OUTSIDE, Observation, Worker, World
from gradea.world.weather import DOOR_CYCLE_MS, door_opens, interlock_wait_ms, with_presence

_CONTACT_S = {"slow": 45.0, "normal": 30.0, "hurried": 8.0}
"""Seconds that alcohol stays on the gloves by technique [KAMPF_EN1500: 30 s; hurried A]."""

WALK_IN_S = 15
"""Seconds that somebody who came in walks about before they stand (assumption)."""

_CHANGE_ROOM = "PAL"
"""Rooms with this in their code are personnel airlocks: people change there."""


def is_change_room(room: str) -> bool:
    """Return whether people change clothes in this room."""
    return _CHANGE_ROOM in room


def change_of(world: World, room: str) -> str:
    """Return which change of clothes happens in a personnel airlock: that of the grade it leads into."""
    return str(world.facility.room(room).grade)


def _check_go(world: World, act: Act) -> Refusal | None:
    here, to = me(world, act).room, act.text("to")
    if here == to:
        return Refusal(
            code="already-there",
            rule="practical",
            message=f"You are in {to} already.",
            remedy="Choose a neighbouring room.",
        )
    link = world.facility.link_between(here, to)
    if link is None or link.kind != "door":
        return Refusal(
            code="no-door",
            rule="practical",
            message=f"No door leads from {here} to {to}.",
            remedy="Go through the rooms between; the plan shows the doors.",
        )
    if to == OUTSIDE or is_change_room(to):
        return None
    return refuse_entry(me(world, act).garment, CleanlinessGrade(world.facility.room(to).grade))


def _go_seconds(world: World, act: Act) -> int:
    link = world.facility.link_between(me(world, act).room, act.text("to"))
    assert link is not None, "a move is checked before it is timed"
    return (interlock_wait_ms(world, link, act.at) + DOOR_CYCLE_MS) // SECOND


def _go(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    worker, to = me(world, act), act.text("to")
    link = world.facility.link_between(worker.room, to)
    assert link is not None, "a move is checked before it is made"
    opens_at = SimTime(act.at + interlock_wait_ms(world, link, act.at))
    activity = "hurried" if act.technique == "hurried" else "walking"
    passes_until = SimTime(opens_at + DOOR_CYCLE_MS + WALK_IN_S * SECOND)
    moved = replace(_undressed_for(world, worker, to), room=to, activity=activity, passes_until=passes_until)
    return with_presence(door_opens(world, link.code, opens_at), moved, act.at)


def _undressed_for(world: World, worker: Worker, to: str) -> Worker:
    """Return the person as they step out of a cleaner room: what belongs to it stays behind and is never worn again."""
    if to == OUTSIDE:
        return replace(worker, garment=Garment(), hands=Hands())
    if is_change_room(worker.room) and not is_change_room(to):
        garment = undressed(worker.garment, world.facility.room(to).grade)
        if garment != worker.garment:
            return replace(worker, garment=garment, hands=Hands())
    return worker


def _check_don(world: World, act: Act) -> Refusal | None:
    room, item = me(world, act).room, act.text("item")
    if item not in ITEM:
        return Refusal(
            code="garment-unknown",
            rule="practical",
            message=f"There is no gowning act '{item}'.",
            remedy="Choose one from the list beside the bench of the change room.",
        )
    if not is_change_room(room) or change_of(world, room) != gown_item(item).change:
        return Refusal(
            code="wrong-change-room",
            rule="Annex 1 4.12",
            message=f"'{gown_item(item).title}' belongs to the change into grade {gown_item(item).change}, "
            f"and you are in {room}.",
            remedy="Change in the airlock that leads into that grade.",
        )
    return refuse_change(me(world, act).garment, gown_item(item))


def _don(world: World, act: Act, chance: Chance) -> World:
    worker, item = me(world, act), gown_item(act.text("item"))
    occasion = _occasion(worker, act, chance, f"don/{item.code}")
    skill = worker.skill_at(act.at)
    garment = slipped(worker.garment, donned(worker.garment, item, at=act.at), item, skill, occasion)
    hands = hands_after(worker.hands, worker.garment, item, skill, occasion)
    return with_presence(world, replace(worker, garment=garment, hands=hands, activity="gowning"), act.at)


def _occasion(worker: Worker, act: Act, chance: Chance, what: str) -> Occasion:
    return Occasion(chance=chance, key=f"{act.person}/{what}/{act.at}", person=act.person, room=worker.room, at=act.at)


def _see_don(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    return {"item": act.text("item")}


def _check_gown(world: World, act: Act) -> Refusal | None:
    return refuse_entry(me(world, act).garment, CleanlinessGrade(act.text("grade")))


def _see_gown(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    return {"garment": act.text("grade")}


def _still(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    return with_presence(world, replace(me(world, act), activity="standing"), act.at)


def _rub(world: World, act: Act, chance: Chance) -> World:
    worker = me(world, act)
    hands = disinfected(worker.hands, _CONTACT_S[act.technique], _occasion(worker, act, chance, "rub"))
    hands = tear_seen(hands) if _see_gloves(world, act, chance) else hands
    return world.with_worker(replace(worker, hands=hands))


def _change(world: World, act: Act, chance: Chance) -> World:
    worker = me(world, act)
    hands = gloves_changed(worker.hands, _occasion(worker, act, chance, "gloves"), skill=worker.skill_at(act.at))
    return world.with_worker(replace(worker, hands=hands))


def _see_gloves(world: World, act: Act, chance: Chance) -> Observation:
    """Show a tear to whoever looks: sure when they stop for it, now and then while they rub."""
    worker = me(world, act)
    if worker.hands.gloves != "torn":
        return {}
    key = f"{act.person}/rub/{act.at}"
    return {"gloves": "torn"} if chance.happens(TEAR_SEEN_RUBBING.value, key, "tear-seen") else {}


def _check_change(world: World, act: Act) -> Refusal | None:
    worker = me(world, act)
    if worker.hands.gloves in {"double", "torn"}:
        return None
    return Refusal(
        code="no-outer-gloves",
        rule="Annex 1 7.18",
        message="You wear no outer gloves that could be changed.",
        remedy="Gown for grade B first; the second pair goes over the sleeves there.",
    )


def _leave(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    gone = replace(me(world, act), room=OUTSIDE, garment=Garment(), hands=Hands(), activity="still")
    return with_presence(world, gone, act.at)


MOVING: tuple[Verb, ...] = (
    Verb(
        do="go",
        title="Go through the door",
        objects=("to",),
        seconds=_go_seconds,
        check=_check_go,
        observe=nothing_seen,
        perform=_go,
    ),
    Verb(
        do="don",
        title="Gown: next item",
        objects=("item",),
        seconds=lambda world, act: seconds_for(me(world, act).garment, gown_item(act.text("item"))),
        check=_check_don,
        observe=_see_don,
        perform=_don,
    ),
    Verb(
        do="gown",
        title="Check each other's gown",
        objects=("grade",),
        seconds=lambda _world, _act: 30,
        check=_check_gown,
        observe=_see_gown,
        perform=_still,
    ),
    Verb(
        do="disinfect-gloves",
        title="Disinfect gloves",
        seconds=lambda _world, _act: 30,
        check=anything_goes,
        observe=_see_gloves,
        perform=_rub,
    ),
    Verb(
        do="change-gloves",
        title="Change outer gloves",
        seconds=lambda _world, _act: 60,
        check=_check_change,
        observe=nothing_seen,
        perform=_change,
    ),
    Verb(
        do="leave",
        title="Leave the unit",
        seconds=lambda _world, _act: 420,
        check=anything_goes,
        observe=lambda _world, _act, _chance: {"left": "yes"},
        perform=_leave,
    ),
)
"""Verbs of moving and dressing."""
