"""What an event may change in the air of a unit."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from gradea.world.site.configuration import Configuration
from gradea.world.site.facility import Facility


class AirChange(TypedDict, total=False):
    """What an event may change; what is left out stays as it is.

    Attributes:
        sources: Emission per room from now on; rooms not named keep theirs.
        opened: Links that open now.
        closed: Links that shut now.
        passed: Links a person walks through now, once per person; they must be open before or after the event.
        dampers: Supply damper per room, 0 shut to 1 open.
        fan: Speed of the air handling unit, 0 to 1.
        cabinets: Cabinets running per room.
        leaks: Leaking fraction of the supply filter per room.
        released: Sudden release per room: a cough, a package torn open.
    """

    sources: Mapping[str, tuple[float, float, float]]
    opened: Iterable[str]
    closed: Iterable[str]
    passed: Iterable[str]
    dampers: Mapping[str, float]
    fan: float
    cabinets: Mapping[str, int]
    leaks: Mapping[str, float]
    released: Mapping[str, tuple[float, float, float]]


def reconfigured(facility: Facility, before: Configuration, change: AirChange) -> Configuration:
    """Return the setting after an event. Raises ValueError or KeyError as the single changes do."""
    after = before
    if "opened" in change or "closed" in change:
        after = after.with_links(facility, change.get("opened", ()), change.get("closed", ()))
    if "fan" in change:
        after = after.with_fan(change["fan"])
    if "dampers" in change:
        after = after.with_dampers(facility, change["dampers"])
    if "cabinets" in change:
        after = after.with_cabinets(facility, change["cabinets"])
    if "leaks" in change:
        after = after.with_leaks(facility, change["leaks"])
    return after
