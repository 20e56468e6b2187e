"""How doors, dampers, fan, filters and cabinets are set: everything that air flows depend on, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from gradea.world.site.facility import Facility


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """One setting of the site. Hashable, so that networks and propagators are cached by it.

    Attributes:
        open_links: Codes of the doors and hatches that stand open.
        fan: Speed of the air handling unit, 0 to 1.
        dampers: Supply dampers that are not fully open: room and fraction, sorted by room.
        cabinets: Running cabinets: room and number, sorted by room, only where above 0.
        leaks: Supply filters with a leak: room and leaking fraction, sorted by room.
    """

    open_links: frozenset[str] = frozenset()
    fan: float = 1.0
    dampers: tuple[tuple[str, float], ...] = ()
    cabinets: tuple[tuple[str, int], ...] = ()
    leaks: tuple[tuple[str, float], ...] = ()

    @property
    def balance(self) -> "Configuration":
        """The part that pressures depend on: a recirculating cabinet or a leaking filter moves no air between rooms."""
        return replace(self, cabinets=(), leaks=())

    def with_links(self, facility: Facility, opened: Iterable[str], closed: Iterable[str]) -> "Configuration":
        """Return the setting with these links opened and those shut.

        Raises:
            ValueError: If a link is unknown, or is to be opened and shut at once.
        """
        opening, closing = frozenset(opened), frozenset(closed)
        known = {link.code for link in facility.links}
        for code in sorted(opening | closing):
            if code not in known:
                raise ValueError(f"{facility.code} has no link {code}; it has {', '.join(sorted(known))}")
        if opening & closing:
            raise ValueError(f"{', '.join(sorted(opening & closing))} cannot open and shut at the same instant")
        return replace(self, open_links=(self.open_links | opening) - closing)

    def with_fan(self, speed: float) -> "Configuration":
        """Return the setting with this fan speed. Raises ValueError outside 0 to 1."""
        return replace(self, fan=_share("fan speed", float(speed)))

    def with_dampers(self, facility: Facility, dampers: Mapping[str, float]) -> "Configuration":
        """Return the setting with these supply dampers (0 shut to 1 open); other rooms keep theirs."""
        for room, share in dampers.items():
            facility.index(room)
            _share(f"damper of {room}", share)
        merged = dict(self.dampers) | {room: float(share) for room, share in dampers.items()}
        return replace(self, dampers=tuple(sorted(pair for pair in merged.items() if pair[1] != 1.0)))

    def with_cabinets(self, facility: Facility, cabinets: Mapping[str, int]) -> "Configuration":
        """Return the setting with so many cabinets running per room; other rooms keep theirs.

        Raises:
            ValueError: If more would run than stand in the room.
        """
        for room, running in cabinets.items():
            standing = facility.room(room).cabinets
            if not 0 <= running <= standing:
                raise ValueError(f"{running} cabinets cannot run in {room}: {standing} stand there")
        merged = dict(self.cabinets) | dict(cabinets)
        return replace(self, cabinets=tuple(sorted(pair for pair in merged.items() if pair[1])))

    def with_leaks(self, facility: Facility, leaks: Mapping[str, float]) -> "Configuration":
        """Return the setting with these leaking fractions of the supply filters; other rooms keep theirs."""
        for room, share in leaks.items():
            facility.index(room)
            _share(f"filter leak of {room}", share)
        merged = dict(self.leaks) | {room: float(share) for room, share in leaks.items()}
        return replace(self, leaks=tuple(sorted(pair for pair in merged.items() if pair[1] != 0.0)))


def _share(what: str, value: float) -> float:
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"{what} is {value}; use 0 to 1")
    return value
