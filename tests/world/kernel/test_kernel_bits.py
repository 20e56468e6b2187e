"""One hash: interpreted and compiled, in however many pieces, alone or among others."""

import hashlib
import os
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradea.vocabulary import Chance
from gradea.world.culture import Donor, Environment, grown, liquid
from gradea.world.culture.numerics import Course
from gradea.world.culture.t_cell import (
    Conditions,
    Medium,
    t_advanced,
    t_begun,
    t_cells,
    t_minutes,
    t_now,
    t_patient_of,
)
from gradea.world.culture.t_cell.ensemble import Members, donors_constants, t_members_moved
from gradea.world.culture.t_cell.lanes import lanes_moved
from gradea.world.kernel import accelerate, accelerated, engine, exponential, interpreted, natural_log, quick

PERFUSED = Conditions(perfusion_ml_per_h=4.0, perfused=Medium(), microbe_doubling_h=3.0, gram_negative=True)
STARVING = Conditions(temperature_c=39.8, regime="il_7_15", kla_per_h=1.2)
DAY = 1440


@pytest.fixture(autouse=True, scope="module")
def compiled_kernels() -> Iterator[None]:
    """Compile kernels for these tests, and leave the others with plain Python."""
    accelerate()
    yield
    engine._compilers.clear()


def seeded() -> Course:
    """A culture that has just been seeded, activated and transduced, off the grid."""
    return t_begun(
        t_cells(
            100.0, temperature_c=30.0, resting=5e7, other=1e6, doomed=2e6, dead=1e6, cd8_cells=2e7, naive_cells=2e7,
            central_cells=1.5e7, activator_doses=1.0, glucose_umol=1700.0, glutamine_umol=400.0, cytokine_iu=2e4,
            vector_tu=1e8, bioburden_cfu=3.0,
        ),
        7,
    )  # fmt: skip


def digest(rows: Iterable[Iterable[float]]) -> str:
    return hashlib.sha256(b"".join(struct.pack("<d", value) for row in rows for value in row)).hexdigest()


def test_the_elementary_functions_have_the_same_bits_compiled() -> None:
    """Over the whole range, its ends and the half-way points of rounding; and they are right."""
    draws = np.random.default_rng(5)
    powers = [
        *draws.uniform(-720.0, 720.0, 4000),
        *(k * 0.34657359027997264 for k in range(-60, 60)),
        -708.0,
        709.0,
        1e300,
    ]
    numbers = [*(10.0 ** draws.uniform(-300.0, 300.0, 4000)), 1.0, 0.5, 2.0, 0.7071067811865476, 0.7071067811865475]
    quick_exponential, quick_log = quick(exponential), quick(natural_log)
    assert [quick_exponential(float(x)) for x in powers] == [exponential(float(x)) for x in powers]
    assert [quick_log(float(x)) for x in numbers] == [natural_log(float(x)) for x in numbers]
    assert all(exponential(x) == pytest.approx(exp(x), rel=4e-15) for x in powers if -700.0 < x < 700.0)
    assert all(natural_log(x) == pytest.approx(log(x), rel=4e-15, abs=1e-15) for x in numbers)


@pytest.mark.parametrize("conditions", [PERFUSED, STARVING], ids=["perfused", "starving"])
def test_a_culture_has_one_hash_interpreted_and_compiled(conditions: Conditions) -> None:
    """Twelve days, looked at on and off the grid."""
    minutes = (8, 15, 100, 777, 2 * DAY, 5 * DAY + 1, 12 * DAY)

    def course() -> list[tuple[float, ...]]:
        at, found = seeded(), []
        for minute in minutes:
            at = t_advanced(at, conditions, minute)
            found.append(at.now)
        return found

    fast = course()
    with interpreted():
        assert not accelerated()
        plain = course()
    assert digest(fast) == digest(plain)
    assert digest(plain) != digest([(x * (1.0 + 2.3e-16) for x in row) for row in plain]), "a hash sees the last bit"


@settings(max_examples=25, deadline=None)
@given(cuts=st.lists(st.integers(min_value=8, max_value=3 * DAY), max_size=8, unique=True))
def test_looking_and_cutting_change_no_bit(cuts: list[int]) -> None:
    """However often the clock is advanced, and in what pieces, the end is the same."""
    at = seeded()
    for minute in sorted(cuts):
        at = t_advanced(at, PERFUSED, minute)
    assert t_advanced(at, PERFUSED, 3 * DAY) == t_advanced(seeded(), PERFUSED, 3 * DAY)


def test_every_minute_at_once_is_every_minute_by_itself() -> None:
    """The rows of one call are what looking minute by minute gives, compiled and not."""
    rows = np.asarray(t_minutes(seeded(), PERFUSED, 130)).reshape(-1, 24)
    with interpreted():
        assert np.asarray(t_minutes(seeded(), PERFUSED, 130)).reshape(-1, 24).tolist() == rows.tolist()
        at = seeded()
        for minute, row in enumerate(rows.tolist(), 8):
            at = t_advanced(at, PERFUSED, minute)
            assert at.now == tuple(row), minute


def test_minutes_are_refused_where_they_would_be_others() -> None:
    """Between points of the grid there is no anchor to start from, in a dry vessel no course."""
    with pytest.raises(ValueError, match="follow an event"):
        t_minutes(t_advanced(seeded(), PERFUSED, 20), PERFUSED, 60)
    with pytest.raises(ValueError, match="more than no liquid"):
        t_minutes(t_begun(t_cells(0.0, resting=1.0), 0), PERFUSED, 60)
    dry = t_begun(t_cells(0.0, resting=1.0), 0)
    assert t_advanced(dry, PERFUSED, 60).now == dry.now


@pytest.mark.parametrize("environment", [Environment(37.0, 5.0), Environment(21.0, 0.04), Environment(41.0, 12.0)])
def test_dendritic_cells_have_one_hash_interpreted_and_compiled(environment: Environment) -> None:
    """A week, in pieces compiled and at once interpreted; a liquid without cells too."""
    reagents = {"gm_csf_iu": 160e3, "il_4_iu": 1e5, "dexamethasone_nmol": 9.0, "vitamin_d3_pmol": 4.0, "mpla_ug": 60.0}
    for bag in (liquid(200.0, monocytes=1e8, lymphocytes=3e6, dead=1e6, **reagents), liquid(50.0, **reagents)):
        fast = bag
        for begin, minutes in ((0, 7), (7, 1), (8, 3000), (3008, 7072)):
            fast = grown(fast, Donor(), environment, begin, minutes)
        with interpreted():
            assert digest([grown(bag, Donor(), environment, 0, 7 * DAY).amounts]) == digest([fast.amounts])


def members(count: int, conditions: Conditions = PERFUSED) -> Members:
    donors = [t_patient_of(Chance("ensemble"), f"d{number}") for number in range(count)]
    amounts = np.repeat(np.array([t_now(seeded()).amounts]), count, axis=0)
    return Members(amounts=amounts, conditions=conditions, constants=donors_constants(donors))


def test_a_member_is_the_same_alone_and_among_others() -> None:
    """Lanes do not touch each other; a group that is not full changes nothing; interpreted and compiled agree."""
    many = members(11)
    ends = t_members_moved(many, 48.0)
    alone = replace(many, amounts=many.amounts[9:10], constants={name: v[9:10] for name, v in many.constants.items()})
    assert t_members_moved(alone, 48.0).tolist() == ends[9:10].tolist()
    with interpreted():
        assert t_members_moved(many, 48.0).tolist() == ends.tolist()


@pytest.mark.parametrize("conditions", [PERFUSED, STARVING], ids=["perfused", "starving"])
def test_long_steps_stay_within_a_thousandth(conditions: Conditions) -> None:
    """Steps of two hours against quarters of an hour, for eight donors over twelve days, whatever runs out on the way."""
    many = members(8, conditions)
    ends = t_members_moved(many, 12 * 24.0)
    for number, end in enumerate(ends):
        own = {symbol: float(values[number]) for symbol, values in many.constants.items()}
        at, peak = t_begun(t_now(seeded()), 0), np.array(seeded().now)
        for minute in range(0, 12 * DAY + 1, DAY // 4):
            at = t_advanced(at, replace(conditions, overrides=own), minute)
            peak = np.maximum(peak, at.now)
        scale = np.maximum(np.abs(at.now), 1e-3 * peak)
        error = np.abs(end - np.array(at.now)) / np.where(scale > 0.0, scale, 1.0)
        assert error.max() < 1e-3, (number, int(error.argmax()))


def test_machine_code_neither_fuses_nor_relaxes() -> None:
    """A fused multiply-add rounds once where Python rounds twice; none may appear."""
    t_members_moved(members(8), 2.0)
    code = "".join(quick(lanes_moved).inspect_asm().values())  # type: ignore[attr-defined]
    assert "fmadd" not in code.lower()
    assert "fmla" not in code.lower()


def test_impossible_ensembles_are_refused() -> None:
    """A wrong shape, an unknown symbol, a dry vessel, time that stands still."""
    good = members(3)
    for change in (
        {"amounts": good.amounts[:, :5]},
        {"amounts": good.amounts * 0.0},
        {"constants": {"nothing": np.ones(3)}},
        {"constants": {"Gd": np.ones(2)}},
    ):
        with pytest.raises(ValueError):
            replace(good, **change)
    with pytest.raises(ValueError, match="above zero"):
        t_members_moved(good, 0.0)


def test_pages_do_not_load_the_compiler() -> None:
    """Nothing that a server of pages imports brings numba or numpy in: 130 MB a worker."""
    asked = "import sys, django; django.setup(); import gradea.campus.config.urls, gradea.world.culture.protocol"
    tell = "; print([name for name in ('numba', 'numpy', 'scipy') if name in sys.modules])"
    settings_module = {**os.environ, "DJANGO_SETTINGS_MODULE": "gradea.campus.config.testing"}
    done = subprocess.run(
        [sys.executable, "-c", asked + tell], capture_output=True, text=True, check=True, env=settings_module
    )
    assert done.stdout.strip() == "[]"
