"""Airborne transport at one setting: linear and constant in time, so every answer is a matrix, made once and kept."""

from functools import lru_cache

from gradea.vocabulary import SECOND
from gradea.world.site.configuration import Configuration
from gradea.world.site.constants import SPECIES
from gradea.world.site.facility import Facility
from gradea.world.site.linear import Matrix, Vector, exponential, inverse, norm, product, times
from gradea.world.site.pressure import Network, network
from gradea.world.site.rates import air_flows, feed_per_s, rates_per_s

_SETTLED = 1.0e-24
_STEADY_STATES = 64
_SECONDS, _MILLISECONDS = 1000, 1


class Transport:
    """Rates, steady states and propagators of the three species at one setting of one facility.

    Instances are shared through a bounded cache and never change what they answer; powers of the propagator and
    steady states are filled in when first asked for.

    Model:
        dC/dt = M C + feed + sources / V (see `rates`), hence C(t) = C* + exp(M t) (C0 - C*) exactly.
    """

    def __init__(self, facility: Facility, configuration: Configuration) -> None:
        """Build the rate matrices of a setting; call `transport` instead, which keeps them."""
        self.balance: Network = network(facility, configuration)
        flows = air_flows(facility, configuration, self.balance)
        self._volumes = [room.volume_m3 for room in facility.rooms]
        self._rates: list[Matrix] = [rates_per_s(facility, flows, species) for species in range(len(SPECIES))]
        self._feeds: list[Vector] = [feed_per_s(facility, flows, species) for species in range(len(SPECIES))]
        self._inverses: list[Matrix] = [inverse(matrix) for matrix in self._rates]
        self._steady: list[dict[tuple[float, ...], Vector]] = [{} for _ in SPECIES]
        self._powers: list[dict[tuple[int, int], Matrix | None]] = [{} for _ in SPECIES]

    def steady(self, species: int, sources: tuple[float, ...]) -> Vector:
        """Return the concentrations (per m3) that these sources (per second and room) hold for ever."""
        known = self._steady[species]
        if sources not in known:
            if len(known) >= _STEADY_STATES:
                known.clear()
            known[sources] = self._held(species, sources)
        return list(known[sources])

    def _held(self, species: int, sources: tuple[float, ...]) -> Vector:
        feed = [
            -(fed + source / volume)
            for fed, source, volume in zip(self._feeds[species], sources, self._volumes, strict=True)
        ]
        return [max(0.0, value) for value in times(self._inverses[species], feed)]

    def after(self, species: int, start: tuple[float, ...], steady: Vector, duration_ms: int) -> Vector:
        """Return the concentrations after a duration, from those at its start and the steady ones.

        The duration is cut into powers of two of seconds, then of milliseconds, largest first: a pure function of its
        length, whoever asks and how often.
        """
        rest: Vector | None = [c - s for c, s in zip(start, steady, strict=True)]
        seconds, milliseconds = divmod(duration_ms, SECOND)
        for unit, count in ((_SECONDS, seconds), (_MILLISECONDS, milliseconds)):
            for bit in range(count.bit_length() - 1, -1, -1):
                if count >> bit & 1 and rest is not None:
                    power = self._power(species, unit, bit)
                    rest = times(power, rest) if power is not None else None
        if rest is None:
            return list(steady)
        return [max(0.0, s + r) for s, r in zip(steady, rest, strict=True)]

    def integral(self, species: int, start: tuple[float, ...], steady: Vector, duration_ms: int) -> Vector:
        """Return the time integral of the concentrations over a duration (per m3, times seconds).

        Model:
            integral C dt = C* t + M^-1 (C(t) - C0): closed form, no step size.
        """
        end = self.after(species, start, steady, duration_ms)
        moved = times(self._inverses[species], [e - s for e, s in zip(end, start, strict=True)])
        seconds = duration_ms / SECOND
        return [max(0.0, s * seconds + m) for s, m in zip(steady, moved, strict=True)]

    def _power(self, species: int, unit: int, bit: int) -> Matrix | None:
        """Return exp(M · 2^bit units), or None where nothing of the start is left (below 1e-24)."""
        known = self._powers[species]
        if (unit, bit) not in known:
            if bit == 0:
                known[unit, bit] = exponential(self._rates[species], unit / SECOND)
            else:
                half = self._power(species, unit, bit - 1)
                square = product(half, half) if half is not None else None
                known[unit, bit] = square if square is not None and norm(square) > _SETTLED else None
        return known[unit, bit]


@lru_cache(maxsize=256)
def transport(facility: Facility, configuration: Configuration) -> Transport:
    """Return the transport of a setting, made once; about 0.1 MB each.

    Examples:
        >>> from gradea.world.site.example import teaching_unit
        >>> lab = transport(teaching_unit(), Configuration())
        >>> [round(c) for c in lab.steady(0, (0.0, 1000.0))]
        [869, 2206]
    """
    return Transport(facility, configuration)
