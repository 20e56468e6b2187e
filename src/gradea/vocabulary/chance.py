"""Keyed chance: every draw is a function of (seed, entity, kind, index), never of what was drawn before."""

import hashlib
import math
from dataclasses import dataclass

_TWO_53 = 9007199254740992.0
_INVERSION_LIMIT = 30.0


@dataclass(frozen=True, slots=True)
class Chance:
    """A seed, and draws keyed by name, so that one student's extra act never shifts another's luck.

    >>> luck = Chance("seed-1")
    >>> luck.uniform("donor", "sex", 0) == luck.uniform("donor", "sex", 0)
    True
    >>> luck.uniform("donor", "sex", 0) == luck.uniform("donor", "sex", 1)
    False
    """

    seed: str

    def uniform(self, entity: str, kind: str, index: int = 0) -> float:
        """Return a number in [0, 1)."""
        key = f"{self.seed}|{entity}|{kind}|{index}".encode()
        return (int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "big") >> 11) / _TWO_53

    def happens(self, probability: float, entity: str, kind: str, index: int = 0) -> bool:
        """Return whether an event of this probability happens."""
        return self.uniform(entity, kind, index) < probability

    def normal(self, entity: str, kind: str, index: int = 0) -> float:
        """Return a standard normal draw (Box-Muller on two keyed uniforms)."""
        u = 1.0 - self.uniform(entity, kind + "/r", index)
        return math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * self.uniform(entity, kind + "/a", index))

    def log_normal(self, median: float, sigma: float, entity: str, kind: str, index: int = 0) -> float:
        """Return a log-normal draw with this median and standard deviation of the natural logarithm."""
        return median * math.exp(sigma * self.normal(entity, kind, index))

    def poisson(self, mean: float, entity: str, kind: str, index: int = 0) -> int:
        """Return a Poisson count: by inversion up to a mean of 30, above that by the rounded normal.

        Raises:
            ValueError: If the mean is negative or not finite.
        """
        if not math.isfinite(mean) or mean < 0.0:
            raise ValueError(f"a Poisson mean must be a finite number from 0 up, not {mean!r}")
        if mean > _INVERSION_LIMIT:
            return max(0, round(mean + math.sqrt(mean) * self.normal(entity, kind, index)))
        u, count, term = self.uniform(entity, kind, index), 0, math.exp(-mean)
        total = term
        while u > total and count < 200:
            count += 1
            term *= mean / count
            total += term
        return count

    def binomial(self, trials: int, probability: float, entity: str, kind: str, index: int = 0) -> int:
        """Return a binomial count: one keyed uniform per trial up to 64 trials, above that the clamped normal."""
        p = min(1.0, max(0.0, probability))
        if trials <= 0 or p == 0.0:
            return 0
        if trials <= 64:
            return sum(self.uniform(entity, f"{kind}/{trial}", index) < p for trial in range(trials))
        spread = math.sqrt(trials * p * (1.0 - p))
        return min(trials, max(0, round(trials * p + spread * self.normal(entity, kind, index))))

    def choice(self, weights: dict[str, float], entity: str, kind: str, index: int = 0) -> str:
        """Return one key, with probability in proportion to its weight; keys are taken in the order given.

        Raises:
            ValueError: If there is no key with a weight above zero.
        """
        total = sum(weights.values())
        if total <= 0.0:
            raise ValueError("a choice needs at least one weight above zero")
        mark = self.uniform(entity, kind, index) * total
        for key, weight in weights.items():
            mark -= weight
            if mark < 0.0:
                return key
        return next(reversed(weights))
