"""Getting from one room to another: which door, which garment first."""

from gradea.practical.state import RunState
from gradea.world.act import Perform, is_change_room
from gradea.world.people import CHANGES, next_item
from gradea.world.state import OUTSIDE, Worker


def way_to(state: RunState, person: str, room: str) -> Perform | None:
    """Return the next act on the way to a room, or None when the person is there."""
    worker = state.world.worker(person)
    if worker.room == room or not room:
        return None
    if room == OUTSIDE:
        return Perform(do="leave")
    path = state.world.facility.path(worker.room, room)
    if not path:
        return None
    inward = path[0].beyond(worker.room)
    garment = _next_garment(state, worker, inward)
    if garment is not None:
        return Perform(do="don", parameters={"item": garment})
    return Perform(do="go", parameters={"to": inward})


def _next_garment(state: RunState, worker: Worker, to: str) -> str | None:
    """Return the gowning act that comes first in this change room before the next door, or None."""
    if worker.room == OUTSIDE or not is_change_room(worker.room) or to == OUTSIDE or is_change_room(to):
        return None
    here, there = state.world.facility.room(worker.room).grade, state.world.facility.room(to).grade
    if there.rank < here.rank:
        return None
    change = next(each for each in CHANGES if each == str(here))
    item = next_item(worker.garment, change)
    return item.code if item is not None else None


def garment_before(state: RunState, person: str, grade: str) -> Perform | None:
    """Return the gowning act that comes next for a grade, or None when the person is dressed for it."""
    change = next(each for each in CHANGES if each == grade)
    item = next_item(state.world.worker(person).garment, change)
    return Perform(do="don", parameters={"item": item.code}) if item is not None else None
