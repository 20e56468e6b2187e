"""Three flow laws: what a crack, a supply diffuser and a return grille let through at a pressure (m3/s, m2, Pa)."""

import math

from gradea.world.site.constants import (
    FLOW_ROUNDING,
    GAP_HATCH,
    GAP_HINGED,
    GAP_SEALED,
    GAP_SLIDING,
    K_LEAK,
    RETURN_PLENUM,
    SUPPLY_PLENUM,
)
from gradea.world.site.facility import Seal

GAP_M2: dict[Seal, float] = {
    "sealed": GAP_SEALED.value,
    "hinged": GAP_HINGED.value,
    "sliding": GAP_SLIDING.value,
    "hatch": GAP_HATCH.value,
}
"""Free area of a shut link, by seal."""

_ROUNDING = FLOW_ROUNDING.value


def rounded_root(d: float) -> tuple[float, float]:
    """Return sign(d) sqrt(|d|), rounded off near zero, and its slope.

    Model:
        d / (d2 + 1e-4)^(1/4): equal to the square root within 0.3 % from 0.1 Pa up, and with a finite slope at 0,
        which the solver needs [CONTAM, K].

    Examples:
        >>> round(rounded_root(16.0)[0], 4), round(rounded_root(-16.0)[0], 4), rounded_root(0.0)[0]
        (4.0, -4.0, 0.0)
    """
    square = d * d + _ROUNDING
    half = math.sqrt(square)
    quarter = math.sqrt(half)
    return d / quarter, (0.5 * d * d + _ROUNDING) / (half * half * quarter)


def leak_flow(area_m2: float, difference_pa: float) -> tuple[float, float]:
    """Return the flow through an opening (m3/s, with the difference) and its slope (m3/s/Pa).

    Model:
        Q = 0.84 A sqrt(dP) [SIEMENS, D].

    Examples:
        >>> round(leak_flow(0.010, 15.0)[0], 4)
        0.0325
    """
    root, slope = rounded_root(difference_pa)
    return K_LEAK.value * area_m2 * root, K_LEAK.value * area_m2 * slope


def supply_flow(design_m3_s: float, design_pa: float, pressure_pa: float, fan: float) -> tuple[float, float]:
    """Return the supply air of a room (m3/s) and its slope (m3/s/Pa, never positive); none flows backwards.

    Args:
        design_m3_s: Supply at the design point, times the opening of the damper.
        design_pa: Design pressure of the room.
        pressure_pa: Pressure of the room now.
        fan: Speed, 0 to 1.

    Model:
        S = S0 sqrt(max(P_sup fan2 - P, 0) / (P_sup - P*)) [A].
    """
    driving = SUPPLY_PLENUM.value * fan * fan - pressure_pa
    return _fan_side(design_m3_s / math.sqrt(SUPPLY_PLENUM.value - design_pa), driving, -1.0)


def return_flow(design_m3_s: float, design_pa: float, pressure_pa: float, fan: float) -> tuple[float, float]:
    """Return the return air of a room (m3/s) and its slope (m3/s/Pa, never negative); none flows backwards.

    Model:
        R = R0 sqrt(max(P_ret fan2 + P, 0) / (P_ret + P*)) [A].
    """
    driving = RETURN_PLENUM.value * fan * fan + pressure_pa
    return _fan_side(design_m3_s / math.sqrt(RETURN_PLENUM.value + design_pa), driving, 1.0)


def _fan_side(scale: float, driving_pa: float, sign: float) -> tuple[float, float]:
    if driving_pa <= 0.0:
        return 0.0, 0.0
    root, slope = rounded_root(driving_pa)
    return scale * root, sign * scale * slope


def design_return(own: tuple[float, float], neighbours: tuple[tuple[float, float], ...]) -> float:
    """Return the return air that holds a room at its design pressure; 0 or less means it cannot be held.

    Args:
        own: Supply (m3/s) and design pressure (Pa) of the room.
        neighbours: For each link, its gap (m2) and the design pressure on the other side (Pa).

    Model:
        R0 = S0 + net leakage in at the design pressures.

    Examples:
        >>> round(design_return((0.54, 50.0), ((0.010, 46.0),)), 4)
        0.5232
    """
    supply, pressure = own
    balance = supply
    for gap, beyond in neighbours:
        balance += leak_flow(gap, beyond - pressure)[0]
    return balance
