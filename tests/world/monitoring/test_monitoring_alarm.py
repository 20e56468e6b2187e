"""Alarms: exact instants for constant and exponential signals, with deadband and delay."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.vocabulary import SECOND, SimTime
from gradea.world.monitoring import PRESSURE_RULE, AlarmRule, Piece, alarm_spans, constant, raised_at

END = SimTime(3_600_000)


def seconds(value):
    return SimTime(round(value * SECOND))


def test_a_door_cycle_of_18_s_raises_nothing_and_a_defeated_interlock_does():
    """0 Pa for 18 s passes unseen under a delay of 60 s, 0 Pa for good is called after 60 s."""
    cycle = [constant(SimTime(0), 15.0), constant(seconds(100), 0.0), constant(seconds(118), 15.0)]
    assert raised_at(cycle, PRESSURE_RULE, END) is None
    assert raised_at(cycle[:2], PRESSURE_RULE, END) == seconds(160)
    impatient = AlarmRule(limit=10.0, on_delay_s=10.0)
    assert raised_at(cycle, impatient, END) == seconds(110)


def test_the_limit_itself_is_good():
    """Ten pascal is not below ten pascal."""
    assert raised_at([constant(SimTime(0), 10.0)], PRESSURE_RULE, END) is None


def test_an_exponential_is_caught_where_it_crosses():
    """CO2 that falls from 5 % to air crosses 4.5 % at tau ln(4.96/4.46), to the millisecond."""
    fall = Piece(from_at=seconds(10), start=5.0, target=0.04, tau_s=5400.0)
    due = 10 + 5400 * math.log(4.96 / 4.46)
    assert raised_at([fall], AlarmRule(limit=4.5), END) == math.ceil(due * SECOND)
    assert raised_at([fall], AlarmRule(limit=4.5, on_delay_s=300.0), END) == math.ceil((due + 300) * SECOND)
    assert raised_at([fall], AlarmRule(limit=4.5), seconds(due - 1)) is None


def test_a_high_alarm_works_the_other_way_round():
    """Temperature that rises towards 40 passes 38 on the way up and returns below 37.5."""
    rise = Piece(from_at=SimTime(0), start=37.0, target=40.0, tau_s=100.0)
    fall = Piece(from_at=seconds(500), start=rise.value(500_000), target=37.0, tau_s=100.0)
    (span,) = alarm_spans([rise, fall], AlarmRule(limit=38.0, low=False, deadband=0.5), END)
    assert span.raised_at == math.ceil(100_000 * math.log(3 / 2))
    assert fall.value(span.returned_at) == pytest.approx(37.5, abs=1e-4)


def test_a_deadband_keeps_a_flutter_from_being_many_alarms():
    """Back to 10.2 Pa is not back when the deadband is 0.5 Pa: one alarm, not two."""
    flutter = [constant(seconds(t), v) for t, v in ((0, 15.0), (10, 9.0), (20, 10.2), (30, 9.0), (40, 15.0))]
    assert len(alarm_spans(flutter, AlarmRule(limit=10.0), END)) == 2
    (span,) = alarm_spans(flutter, AlarmRule(limit=10.0, deadband=0.5), END)
    assert (span.raised_at, span.returned_at) == (seconds(10), seconds(40))


def test_a_signal_that_starts_at_the_limit_and_falls_is_beyond_at_once():
    """The crossing at the very start of a piece is seen once and does not loop."""
    fall = Piece(from_at=SimTime(0), start=10.0, target=0.0, tau_s=10.0)
    assert raised_at([fall], AlarmRule(limit=10.0), END) == 0
    assert alarm_spans([fall], AlarmRule(limit=10.0), END)[0].returned_at is None


def test_pieces_out_of_order_are_a_broken_promise():
    """Time does not run backwards."""
    with pytest.raises(ValueError, match="order of time"):
        alarm_spans([constant(seconds(5), 1.0), constant(seconds(1), 1.0)], PRESSURE_RULE, END)


LEVELS = st.lists(st.tuples(st.integers(1, 90), st.integers(0, 20)), min_size=1, max_size=12)
COURSES = st.lists(
    st.tuples(st.integers(1, 300), st.floats(0.0, 20.0), st.floats(0.0, 20.0), st.floats(5.0, 100.0)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(LEVELS, st.integers(0, 2), st.integers(0, 100), st.booleans())
def test_steps_give_what_looking_every_second_gives(levels, deadband, delay, low):
    """For a signal of steps the alarms equal those of a plain alarm that polls every second."""
    signal, at = [], 0
    for length, value in levels:
        signal.append(constant(seconds(at), float(value)))
        at += length
    rule = AlarmRule(limit=10.0, low=low, deadband=float(deadband), on_delay_s=float(delay))
    assert [span.raised_at for span in alarm_spans(signal, rule, seconds(at))] == polled(signal, rule, at)


def polled(signal, rule, end):
    found, since, raised = [], None, False
    for now in range(0, (end + 1) * 1000, 1000):
        value = [piece for piece in signal if piece.from_at <= now][-1].value(now)
        past = rule.limit - value if rule.low else value - rule.limit
        if now == end * 1000:
            past = 1.0 if since is not None else -99.0
        if since is None and past > 0:
            since = now
        elif since is not None and past <= -rule.deadband:
            since, raised = None, False
        if since is not None and not raised and now >= since + rule.on_delay_s * 1000:
            found.append(now)
            raised = True
    return found


@settings(max_examples=80, deadline=None)
@given(COURSES, st.floats(0.0, 2.0), st.integers(0, 40), st.booleans())
def test_an_alarm_stands_on_a_signal_that_stayed_beyond(courses, deadband, delay, low):
    """From the start of the delay to the return, an exponential signal is never back inside by the deadband."""
    signal, at = [], 0
    for length, start, target, tau in courses:
        signal.append(Piece(from_at=seconds(at), start=start, target=target, tau_s=tau))
        at += length
    rule = AlarmRule(limit=10.0, low=low, deadband=deadband, on_delay_s=float(delay))
    ends = []
    for span in alarm_spans(signal, rule, seconds(at)):
        since, back = span.raised_at - delay * 1000, span.returned_at or at * 1000
        assert all(since >= end - 1 for end in ends)
        ends.append(back)
        for part in range(1, 50):
            now = since + 2 + (back - since - 4) * part / 50
            if now <= since:
                continue
            value = [piece for piece in signal if piece.from_at <= now][-1].value(now)
            inside = value - rule.limit if low else rule.limit - value
            assert inside <= deadband + 1e-6
