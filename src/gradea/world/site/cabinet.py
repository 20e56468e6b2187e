"""Air in the critical zone of a class II cabinet: algebra on the room's air and on what the hands do."""

from dataclasses import dataclass

from gradea.world.site.air import Airborne
from gradea.world.site.constants import (
    ARM_SWEPT,
    CABINET_DOWNFLOW,
    CABINET_WORK_AREA,
    DRAUGHT_DECADE,
    DRAUGHT_ONSET,
    FOREARM_SHARE,
    GRILLE_BLOCKED,
    HAND_WAKE,
    PACKAGE_PARTICLES,
    PACKAGE_SHARE,
    RISK_FACTOR_CABINET,
    WALKED_PAST,
)
from gradea.world.site.linear import decay

_LN_10 = 2.302585092994046
_NOTHING = Airborne()


@dataclass(frozen=True, slots=True, kw_only=True)
class CabinetUse:
    """How a cabinet is used at one instant.

    Attributes:
        running: Whether its fan runs.
        grille_blocked: Whether something lies on the front grille.
        arms_swept: Whether arms move fast or are drawn out.
        walked_past: Whether somebody walks past the front.
        draught_m_s: Cross-draught in front of it.
        body: Emission of the person who works there, per second, activity and garment included.
        wrist_factor: Multiplier of the hand zone for a gap at the wrist; 1 for none.
        over_opening: Emission of a hand or object in first air, upstream of the open vessel, per second.
    """

    running: bool = True
    grille_blocked: bool = False
    arms_swept: bool = False
    walked_past: bool = False
    draught_m_s: float = 0.0
    body: tuple[float, float, float] = _NOTHING
    wrist_factor: float = 1.0
    over_opening: tuple[float, float, float] = _NOTHING


def risk_factor(use: CabinetUse) -> float:
    """Return the share of the room's concentration that reaches the work zone, 0 to 1.

    Model:
        min(1, 1e-4 x 30 (grille) x 10 (arms) x 5 (walk) x draught); undisturbed value [LR2018, PARKS2022, K],
        multipliers [HINRICHS2016, PARKS2022, A]; draught: x 10 per 0.25 m/s above 0.51 m/s [XDRAFT1978, R; slope A].

    Examples:
        >>> risk_factor(CabinetUse()), round(risk_factor(CabinetUse(grille_blocked=True, arms_swept=True)), 6)
        (0.0001, 0.03)
    """
    if not use.running:
        return 1.0
    factor = RISK_FACTOR_CABINET.value
    factor *= GRILLE_BLOCKED.value if use.grille_blocked else 1.0
    factor *= ARM_SWEPT.value if use.arms_swept else 1.0
    factor *= WALKED_PAST.value if use.walked_past else 1.0
    above = max(0.0, use.draught_m_s - DRAUGHT_ONSET.value)
    return min(1.0, factor / max(1.0e-9, decay(_LN_10 * above / DRAUGHT_DECADE.value)))


def critical_zone(room: tuple[float, float, float], use: CabinetUse) -> Airborne:
    """Return the concentrations at the open vessel, per m3.

    Args:
        room: Concentrations of the room around the cabinet, per m3.
        use: How the cabinet is used now.

    Model:
        C = RF C_room + f_arm e_body g_wrist / (u A_work); first air violated: + e_hand / (u A_hand); fan off: C_room,
        because nothing carries away what the room brings (what hands add then is part of the room's source).

    Examples:
        >>> seated = (435.0, 15.75, 0.075)
        >>> [round(x, 4) for x in critical_zone((1592.0, 51.0, 0.23), CabinetUse(body=seated))]
        [17.4211, 0.6301, 0.003]
    """
    if not use.running:
        return Airborne(*room)
    factor = risk_factor(use)
    washed = CABINET_DOWNFLOW.value * CABINET_WORK_AREA.value
    wake = CABINET_DOWNFLOW.value * HAND_WAKE.value
    values = [
        factor * around + FOREARM_SHARE.value * body * use.wrist_factor / washed + hand / wake
        for around, body, hand in zip(room, use.body, use.over_opening, strict=True)
    ]
    return Airborne(*values)


def package_particles(packages: int) -> float:
    """Return the particles from 0.5 µm that reach the probe when packages are opened at the front of a cabinet.

    Model:
        2e4 per package [A], a share of 1e-3 reaching the probe [A].

    Examples:
        >>> package_particles(2)
        40.0
    """
    return packages * PACKAGE_PARTICLES.value * PACKAGE_SHARE.value
