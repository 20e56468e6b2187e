"""The air in a cell-culture incubator: door, heating and gas as exact exponentials between events."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gradea.vocabulary import SECOND, Chance, SimTime
from gradea.world.monitoring import parameters as p
from gradea.world.monitoring.alarm import Piece

CHANGES: dict[str, tuple[str, bool]] = {
    "door-open": ("door_open", True),
    "door-close": ("door_open", False),
    "gas-fail": ("gas", False),
    "gas-back": ("gas", True),
    "heat-fail": ("heating", False),
    "heat-back": ("heating", True),
}
"""What can happen to an incubator, and the field it sets."""
_START = SimTime(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncubatorAnchor:
    """State at the last event; everything later follows in closed form.

    Attributes:
        at: Instant of the last event.
        temperature_c: Air temperature then, °C.
        co2_pct: Carbon dioxide then, %.
        door_open: Whether the door is open.
        heating: Whether it heats.
        gas: Whether it gets gas.
        set_temperature_c: Set point, °C.
        set_co2_pct: Set point, %.
        room_c: Temperature of the room, °C.
    """

    at: SimTime = _START
    temperature_c: float = p.SET_C.value
    co2_pct: float = p.SET_CO2.value
    door_open: bool = False
    heating: bool = True
    gas: bool = True
    set_temperature_c: float = p.SET_C.value
    set_co2_pct: float = p.SET_CO2.value
    room_c: float = p.ROOM_C.value


@dataclass(frozen=True, slots=True, kw_only=True)
class IncubatorState:
    """True air in the chamber."""

    temperature_c: float
    co2_pct: float


def temperature_piece(anchor: IncubatorAnchor) -> Piece:
    """Return the temperature from the last event on, as a signal for `alarm_spans`."""
    if anchor.door_open:
        target, tau = anchor.room_c, p.TAU_COOL_S.value
    elif anchor.heating:
        target, tau = anchor.set_temperature_c, p.TAU_WARM_S.value
    else:
        target, tau = anchor.room_c, p.TAU_COLD_S.value
    return Piece(from_at=anchor.at, start=anchor.temperature_c, target=target, tau_s=tau)


def co2_piece(anchor: IncubatorAnchor) -> Piece:
    """Return the carbon dioxide from the last event on, as a signal for `alarm_spans`."""
    if anchor.door_open:
        target, tau = p.AMBIENT_CO2.value, p.TAU_WASHOUT_S.value
    elif anchor.gas:
        target, tau = anchor.set_co2_pct, p.TAU_GAS_S.value
    else:
        target, tau = p.AMBIENT_CO2.value, p.TAU_LEAK_S.value
    return Piece(from_at=anchor.at, start=anchor.co2_pct, target=target, tau_s=tau)


def incubator_state(anchor: IncubatorAnchor, at: SimTime) -> IncubatorState:
    """Return the true air at an instant after the anchor.

    Raises:
        ValueError: If the instant lies before the anchor.

    Examples:
        >>> open_30_s = after_changes(IncubatorAnchor(), [(SimTime(0), "door-open"), (SimTime(30_000), "door-close")])
        >>> state = incubator_state(open_30_s, SimTime(30_000))
        >>> round(state.temperature_c), round(state.co2_pct, 1)
        (34, 0.7)
    """
    if at < anchor.at:
        raise ValueError(f"the incubator is known from {anchor.at} ms on, not at {at} ms")
    return IncubatorState(temperature_c=temperature_piece(anchor).value(at), co2_pct=co2_piece(anchor).value(at))


def changed(anchor: IncubatorAnchor, at: SimTime, change: str) -> IncubatorAnchor:
    """Return the anchor after one of `CHANGES`.

    Raises:
        ValueError: If the change is not known or lies before the anchor.
    """
    if change not in CHANGES:
        raise ValueError(f"'{change}' does not happen to an incubator; use one of {', '.join(CHANGES)}")
    state = incubator_state(anchor, at)
    fresh = replace(anchor, at=at, temperature_c=state.temperature_c, co2_pct=state.co2_pct)
    name, value = CHANGES[change]
    if name == "door_open":
        return replace(fresh, door_open=value)
    return replace(fresh, gas=value) if name == "gas" else replace(fresh, heating=value)


def anchors_of(anchor: IncubatorAnchor, changes: Iterable[tuple[SimTime, str]]) -> tuple[IncubatorAnchor, ...]:
    """Return the anchor and one more after each change, in order of time; their pieces are the signals of an alarm."""
    anchors = [anchor]
    for at, change in sorted(changes, key=lambda each: each[0]):
        anchors.append(changed(anchors[-1], at, change))
    return tuple(anchors)


def after_changes(anchor: IncubatorAnchor, changes: Iterable[tuple[SimTime, str]]) -> IncubatorAnchor:
    """Return the anchor after all changes, taken in order of time."""
    return anchors_of(anchor, changes)[-1]


def door_cycle(anchor: IncubatorAnchor, at: SimTime, seconds: float) -> IncubatorAnchor:
    """Return the anchor after the door was open for so many seconds from this instant."""
    return changed(changed(anchor, at, "door-open"), SimTime(at + round(seconds * SECOND)), "door-close")


def incubator_reading(state: IncubatorState, chance: Chance, key: str) -> dict[str, float]:
    """Return what the display shows: `temperature_c` to 0.1 °C and `co2_pct` to 0.1 %, with noise."""
    return {
        "temperature_c": round(state.temperature_c + p.TEMPERATURE_NOISE.value * chance.normal(key, "temperature"), 1),
        "co2_pct": round(max(0.0, state.co2_pct + p.CO2_NOISE.value * chance.normal(key, "co2")), 1),
    }
