"""Air that crosses a doorway both ways: swing of the leaf, people walking, warm over cold, cracks of shut doors."""

import math

from gradea.world.site.constants import (
    AIR_DENSITY,
    BUOYANT_DISCHARGE,
    CRACK_FADE,
    CRACK_WARMTH,
    DOOR_HEIGHT,
    DOOR_HOLD,
    DOOR_MOVE,
    DOOR_WARMTH,
    DOOR_WIDTH,
    GRAVITY,
    K_LEAK,
    PASSAGE,
    ROOM_TEMPERATURE,
    SWING_HATCH,
    SWING_HINGED,
    SWING_SLIDING,
)
from gradea.world.site.facility import Link, Seal
from gradea.world.site.flow import GAP_M2
from gradea.world.site.linear import decay

SWING_M3: dict[Seal, float] = {
    "sealed": SWING_HINGED.value,
    "hinged": SWING_HINGED.value,
    "sliding": SWING_SLIDING.value,
    "hatch": SWING_HATCH.value,
}
"""Air that one opening and shutting exchanges when no air flows through, by seal."""

CYCLE_S = 2.0 * DOOR_MOVE.value + DOOR_HOLD.value
"""An ordinary passage: open, hold, shut."""

BUOYANT_M3_S = (
    (BUOYANT_DISCHARGE.value / 3.0)
    * DOOR_WIDTH.value
    * DOOR_HEIGHT.value
    * math.sqrt(GRAVITY.value * DOOR_HEIGHT.value * DOOR_WARMTH.value / ROOM_TEMPERATURE.value)
)
"""Two-way flow through a door held open, 0.07 m3/s at 0.5 K [LIDWELL1977, K]."""

_CRACK_SPEED = K_LEAK.value * math.sqrt(
    AIR_DENSITY.value * GRAVITY.value * DOOR_HEIGHT.value * CRACK_WARMTH.value / (2.0 * ROOM_TEMPERATURE.value)
)


def held_back(link: Link, flow_m3_s: float) -> float:
    """Return the share of the exchange that survives air streaming through the open link.

    Args:
        link: Door or hatch.
        flow_m3_s: Directional flow through it while open; the direction does not matter.

    Model:
        exp(-|Q| T / V_ex), T = 18 s, V_ex the swing volume plus one passage for a door. Our own smooth form for
        "directional flow reduces exchange" [KALLIO2016, A].

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> round(held_back(teaching_unit().link("PAL-LAB"), 0.0), 2)
        1.0
    """
    volume = SWING_M3[link.seal] + (PASSAGE.value if link.kind == "door" else 0.0)
    return decay(abs(flow_m3_s) * CYCLE_S / volume)


def two_way_flow(link: Link, *, is_open: bool, flow_m3_s: float, difference_pa: float) -> float:
    """Return the steady two-way exchange across a link (m3/s each way).

    Args:
        link: Door or hatch.
        is_open: Whether it stands open.
        flow_m3_s: Directional flow through it.
        difference_pa: Pressure difference across it.

    Model:
        Open door: buoyant flow times the share not held back. Shut: stack flow K (A/2) sqrt(rho g H dT / 2T) through
        the crack, dying out as exp(-|dP| / 0.1 Pa) [A].
    """
    if is_open and link.kind == "door":
        return BUOYANT_M3_S * held_back(link, flow_m3_s)
    return 0.5 * GAP_M2[link.seal] * _CRACK_SPEED * decay(abs(difference_pa) / CRACK_FADE.value)


def swung_m3(link: Link, flow_m3_s: float) -> float:
    """Return the air that one movement of the leaf exchanges each way: half a cycle, as the leaf opens or as it shuts.

    The volume belongs to the movement, not to the time the door stands open: holding a door adds buoyant flow only.
    """
    return 0.5 * SWING_M3[link.seal] * held_back(link, flow_m3_s)


def carried_m3(link: Link, flow_m3_s: float) -> float:
    """Return the air that a person walking through exchanges each way [KALLIO2016, A]."""
    return PASSAGE.value * held_back(link, flow_m3_s)
