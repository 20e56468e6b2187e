"""Surfaces: how much lies on a bench or a pack, and what wiping does to it."""

from dataclasses import dataclass, replace

from gradea.world.microbes.cause import Cause
from gradea.world.microbes.contaminant import SPORE_SHARE, profile_of
from gradea.world.microbes.parameters import (
    BENCH_CM2,
    CLEANEST_LOAD,
    ITEM_LOAD,
    LR_SPORICIDE,
    LR_SPRAY,
    LR_WET_WIPE,
    PACK_CM2,
    PACKAGING_LOAD,
    PLACED_SHARE,
    SPORICIDE_S,
    SPRAY_SMEARED,
    TAU_GS,
)

WIPE_LOG10: dict[str, float] = {
    "sporicide": LR_SPORICIDE.value,
    "wet-wipe": LR_WET_WIPE.value,
    "spray": LR_SPRAY.value,
    "none": 0.0,
}
"""Log10 reduction by the way of wiping; the same for spores (wet wiping removes them, alcohol does not kill them)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """A surface with its expected load.

    Attributes:
        name: What a debrief calls it: `bench`, `outer pack`.
        cfu_per_cm2: Expected load, CFU/cm², never negative.
        flora: Grade or profile of `contaminant.FLORA` that lies on it.
        area_cm2: Its area, cm².
        porous: Paper and cloth give off far less.
        cause: What brought most of the load, if an act did.
    """

    name: str
    cfu_per_cm2: float
    flora: str = "AB"
    area_cm2: float = BENCH_CM2.value
    porous: bool = False
    cause: Cause | None = None

    @property
    def spore_share(self) -> float:
        """Share of the load that alcohol leaves alive."""
        return SPORE_SHARE[profile_of(self.flora)]


def wipe_log10(method: str, contact_s: float | None = None) -> float:
    """Return the log10 reduction of a wipe-down.

    Args:
        method: `sporicide`, `wet-wipe`, `spray` or `none`.
        contact_s: How long it stayed wet, s; None for the full contact time. Only a sporicide needs it.

    Raises:
        ValueError: If there is no such way of wiping.

    Model:
        Spray and dry wipe below 0.2 log and moves organisms; pre-wetted wipe 1 to 2 log [PANOUSI2009, R]. A sporicide
        cut short loses log reduction in proportion (A).

    >>> wipe_log10("wet-wipe") > wipe_log10("spray")
    True
    """
    if method not in WIPE_LOG10:
        raise ValueError(f"'{method}' is no way of wiping; use one of {', '.join(WIPE_LOG10)}")
    if method != "sporicide" or contact_s is None:
        return WIPE_LOG10[method]
    return WIPE_LOG10[method] * min(1.0, max(0.0, contact_s) / SPORICIDE_S.value)


def lowered(surface: Surface, log10: float) -> Surface:
    """Return the surface after a reduction; it never gets cleaner than handling allows (`L_floor`)."""
    left = surface.cfu_per_cm2 * 10.0**-log10
    return replace(surface, cfu_per_cm2=min(surface.cfu_per_cm2, max(left, CLEANEST_LOAD.value)))


def packaging(wiped_log10: float = 0.0, *, cause: Cause | None = None) -> Surface:
    """Return the outside of a pack from the store after a wipe-down of this log reduction.

    >>> packaging(wipe_log10("spray")).cfu_per_cm2 > 10 * packaging(wipe_log10("wet-wipe")).cfu_per_cm2
    True
    """
    pack = Surface(
        name="outer pack", cfu_per_cm2=PACKAGING_LOAD.value, flora="CD", area_cm2=PACK_CM2.value, cause=cause
    )
    return lowered(pack, wiped_log10)


def bench(wiped_log10: float = 0.0) -> Surface:
    """Return the work surface of a cabinet after a wipe-down of this log reduction."""
    return lowered(Surface(name="bench", cfu_per_cm2=ITEM_LOAD.value), wiped_log10)


def burdened(surface: Surface, item: Surface) -> Surface:
    """Return a surface after an item was set down on it: what an unwiped pack leaves on the bench.

    Model:
        Contact transfer tau over the share of the item that rests on the surface, spread evenly (A).
    """
    moved = TAU_GS.value * PLACED_SHARE.value * item.area_cm2 * item.cfu_per_cm2
    return _with(surface, moved, item)


def smeared(surface: Surface, item: Surface, method: str) -> Surface:
    """Return a neighbouring surface after an item was wiped beside it: spraying moves what it does not kill.

    Args:
        surface: The neighbour (hatch floor, bench).
        item: The item before it was wiped.
        method: As for `wipe_log10`.
    """
    if method != "spray":
        return surface
    removed = item.cfu_per_cm2 * item.area_cm2 * (1.0 - 10.0 ** -wipe_log10(method))
    return _with(surface, SPRAY_SMEARED.value * removed, item)


def _with(surface: Surface, cfu: float, source: Surface) -> Surface:
    added = cfu / surface.area_cm2
    larger = source.cause if added > surface.cfu_per_cm2 and source.cause is not None else surface.cause
    return replace(surface, cfu_per_cm2=surface.cfu_per_cm2 + added, cause=larger)
