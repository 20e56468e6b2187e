"""Alarms: the instant at which a signal has been beyond its limit for long enough, computed and not polled."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from gradea.vocabulary import SECOND, SimTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a signal: constant, or an exponential approach to a target. It lasts until the next piece.

    Attributes:
        from_at: When it begins.
        start: Value at the beginning.
        target: Value it approaches; equal to `start` for a constant.
        tau_s: Time constant, s.
    """

    from_at: SimTime
    start: float
    target: float
    tau_s: float = 1.0

    def value(self, at: float) -> float:
        """Return the signal at an instant (ms) of this stretch."""
        if self.start == self.target:
            return self.start
        elapsed = max(0.0, at - self.from_at) / SECOND
        return self.target + (self.start - self.target) * math.exp(-elapsed / self.tau_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRule:
    """When a signal is an alarm.

    Attributes:
        limit: The limit itself is still good.
        low: True for an alarm below the limit, False for one above.
        deadband: How far back inside the limit the signal must come before the alarm (or its delay) ends.
        on_delay_s: How long it must stay beyond before the alarm is raised, s.
    """

    limit: float
    low: bool = True
    deadband: float = 0.0
    on_delay_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmSpan:
    """One alarm: raised at, and returned at (None while it lasts)."""

    raised_at: SimTime
    returned_at: SimTime | None = None


def constant(from_at: SimTime, value: float) -> Piece:
    """Return a stretch of constant signal."""
    return Piece(from_at=from_at, start=value, target=value)


def alarm_spans(pieces: Iterable[Piece], rule: AlarmRule, until: SimTime) -> tuple[AlarmSpan, ...]:
    """Return the alarms that a signal raises before `until`.

    Args:
        pieces: The signal, in order of time.
        rule: Limit, deadband and delay.
        until: Nothing later is looked at.

    Raises:
        ValueError: If the pieces are out of order.

    Model:
        The delay starts when the signal passes the limit and is called off when it is back inside by the deadband.
        Every piece is monotone, so both instants are exact.

    Examples:
        >>> dip = [constant(SimTime(0), 15.0), constant(SimTime(10_000), 0.0), constant(SimTime(28_000), 15.0)]
        >>> alarm_spans(dip, AlarmRule(limit=10.0, on_delay_s=60.0), SimTime(200_000))
        ()
        >>> alarm_spans(dip, AlarmRule(limit=10.0, on_delay_s=5.0), SimTime(200_000))
        (AlarmSpan(raised_at=15000, returned_at=28000),)
    """
    spans: list[AlarmSpan] = []
    beyond_since: float | None = None
    for piece, end in _stretches(tuple(pieces), until):
        for at, beyond in _changes(piece, end, rule, beyond_since is not None):
            if beyond:
                beyond_since = at
            elif beyond_since is not None:
                spans.extend(_span(beyond_since, at, rule))
                beyond_since = None
    if beyond_since is not None:
        raised = _instant(beyond_since + rule.on_delay_s * SECOND)
        if raised <= until:
            spans.append(AlarmSpan(raised_at=raised))
    return tuple(spans)


def raised_at(pieces: Iterable[Piece], rule: AlarmRule, until: SimTime) -> SimTime | None:
    """Return the instant at which the first alarm is raised before `until`, or None."""
    spans = alarm_spans(pieces, rule, until)
    return spans[0].raised_at if spans else None


def _stretches(signal: tuple[Piece, ...], until: SimTime) -> Iterable[tuple[Piece, float]]:
    for index, piece in enumerate(signal):
        end = signal[index + 1].from_at if index + 1 < len(signal) else until
        if end < piece.from_at and index + 1 < len(signal):
            raise ValueError(f"a signal's pieces come in order of time; {end} ms follows {piece.from_at} ms")
        stop = min(end, until)
        if stop > piece.from_at:
            yield piece, float(stop)


def _span(since: float, back: float, rule: AlarmRule) -> list[AlarmSpan]:
    raised = since + rule.on_delay_s * SECOND
    return [AlarmSpan(raised_at=_instant(raised), returned_at=_instant(back))] if raised < back else []


def _changes(piece: Piece, end: float, rule: AlarmRule, beyond: bool) -> Iterable[tuple[float, bool]]:
    """Yield (instant, beyond) for each change of state in one piece: a jump at its start, then one crossing at most."""
    sign = 1.0 if rule.low else -1.0
    past = sign * (rule.limit - piece.start)
    if not beyond and past > 0.0:
        beyond = True
        yield float(piece.from_at), True
    elif beyond and past <= -rule.deadband:
        beyond = False
        yield float(piece.from_at), False
    outward = sign * (piece.start - piece.target) > 0.0
    if outward == beyond:
        return
    crossing = _crossing(piece, rule.limit + (sign * rule.deadband if beyond else 0.0))
    if crossing is not None and crossing < end:
        yield crossing, not beyond


def _crossing(piece: Piece, level: float) -> float | None:
    if piece.start == piece.target:
        return None
    ratio = (level - piece.target) / (piece.start - piece.target)
    if not 0.0 < ratio <= 1.0:
        return None
    return piece.from_at - piece.tau_s * SECOND * math.log(ratio)


def _instant(at: float) -> SimTime:
    return SimTime(math.ceil(at - 1e-6))
