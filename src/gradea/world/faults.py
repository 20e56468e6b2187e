"""Faults a disturbance makes, and their repair."""

from dataclasses import replace

from gradea.vocabulary import SimTime
from gradea.world.state import OUTSIDE, World
from gradea.world.weather import air_changed, incubator_changed

DAMPER_LEFT = 0.5
"""Supply that is left when the damper fails (docs/model.md §1) [A]."""


def damper_closed(world: World, room: str, at: SimTime) -> World:
    """Return the world in which the supply damper of a room has half closed: the pressure cascade turns round."""
    return air_changed(world, at, {"dampers": {room: DAMPER_LEFT}})


def damper_opened(world: World, room: str, at: SimTime) -> World:
    """Return the world in which the damper is repaired."""
    return air_changed(world, at, {"dampers": {room: 1.0}})


def incubator_faulted(world: World, device: str, at: SimTime) -> World:
    """Return the world in which the carbon dioxide supply of an incubator fails."""
    return incubator_changed(world, device, at, lambda anchor: replace(anchor, gas=False))


def incubator_repaired(world: World, device: str, at: SimTime) -> World:
    """Return the world in which the supply is back; what the cells went through stays with them."""
    return incubator_changed(world, device, at, lambda anchor: replace(anchor, gas=True))


def lot_offered(world: World, material: str) -> World:
    """Return the world in which the out-of-date lot of a material lies in front on the shelf."""
    lots = world.lots[material]
    shelf = next((lot.room for lot in lots if lot.room != OUTSIDE), "D_PREP")
    old = min(lots, key=lambda lot: lot.expires_day)
    rest = tuple(lot for lot in lots if lot is not old)
    return world.with_lots(material, (replace(old, room=shelf), *rest))
