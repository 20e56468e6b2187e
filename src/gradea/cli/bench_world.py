"""All figures of speed, measured side by side in one run, so that a busy machine is busy for everybody."""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from gradea.cli.bench_culture import (
    error_of,
    largest,
    member_reference,
    members_of,
    minute_rows,
    moved_members,
    reference_rows,
    trajectory_hashes,
)
from gradea.cli.bench_rivals import Roadrunner, Scipy, Tuned, loosest
from gradea.cli.bench_site import least_seconds, session, stepped_site, working_site
from gradea.cli.kernel_cache import CACHE_VARIABLE, accelerated_kernels
from gradea.world.culture.t_cell.ensemble import Array

COURSE_ERROR = 1e-6
"""Accuracy of the course at every minute, for everybody."""

ENSEMBLE_ERROR = 1e-3
"""Accuracy of the ensemble at its end, for everybody."""

CHECKED_MEMBERS = 200
TUNING_MEMBERS = 30
SITE_STEPS = 40
STARTS = 5

_START_UP = (
    "from gradea.cli.kernel_cache import accelerated_kernels;accelerated_kernels();"
    "from gradea.cli.bench_culture import START,CONDITIONS,MINUTES;"
    "from gradea.world.culture.t_cell import t_advanced,t_begun;t_advanced(t_begun(START,0),CONDITIONS,MINUTES)"
)

Figures = dict[str, Any]


def world_figures(*, members: int, rival_members: int, rounds: int) -> Figures:
    """Measure everything and return the figures.

    Args:
        members: Size of the ensemble.
        rival_members: How many of them libroadrunner computes; its time is extrapolated.
        rounds: How often each thing is timed, in turn with the others; the shortest time counts.
    """
    plain = _site_plain()
    accelerated_kernels()
    hashes = trajectory_hashes()
    reference = reference_rows()
    peak = largest(reference)
    return {
        **_course(rounds, reference, peak),
        **_ensemble(members, min(rival_members, members), rounds, peak),
        **plain,
        **_site(rounds),
        **_start_up(),
        "trajectory_hash_same": len(set(hashes.values())) == 1,
        "trajectory_hash": hashes["compiled_by_minute"],
        "measured": "processor time on one core, least of all rounds; start-up on the clock",
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "load_average": [round(each, 1) for each in os.getloadavg()] if hasattr(os, "getloadavg") else None,
    }


def _course(rounds: int, reference: Array, peak: Array) -> Figures:
    plain, quick_scipy, cvode = Scipy(peak, compiled=False), Scipy(peak, compiled=True), Roadrunner(peak)
    found: dict[str, Tuned] = {}
    for name, rival in (("scipy", quick_scipy), ("libroadrunner", cvode)):
        found[name] = loosest(rival.tuned, rival.minutes, reference, peak, COURSE_ERROR)
    plain.tuned(found["scipy"].tolerance)
    cvode.tuned(found["libroadrunner"].tolerance)
    works = {
        "ours": minute_rows,
        "libroadrunner": cvode.minutes,
        "scipy_compiled": quick_scipy.minutes,
        "scipy": plain.minutes,
    }
    least = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            least[name] = min(least[name], least_seconds(work, 3 if name == "ours" else 1))
    return {
        "course_12_days_by_minute_ms": round(1e3 * least["ours"], 2),
        "course_libroadrunner_ms": round(1e3 * least["libroadrunner"], 2),
        "course_scipy_ms": round(1e3 * least["scipy"], 2),
        "course_scipy_compiled_ms": round(1e3 * least["scipy_compiled"], 2),
        "ratio_libroadrunner": round(least["libroadrunner"] / least["ours"], 1),
        "ratio_scipy": round(least["scipy"] / least["ours"], 1),
        "ratio_scipy_compiled": round(least["scipy_compiled"] / least["ours"], 1),
        "course_error": error_of(minute_rows(), reference, peak),
        "course_error_asked": COURSE_ERROR,
        **{f"course_error_{name}": tuned.error for name, tuned in found.items()},
        **{f"course_tolerance_{name}": tuned.tolerance for name, tuned in found.items()},
        "course_libroadrunner_at_1e-11_from_reference": _from_reference(cvode, reference, peak),
        "libroadrunner": cvode.version,
        "scipy": plain.version,
    }


def _from_reference(cvode: Roadrunner, reference: Array, peak: Array) -> float:
    """Return how far an independent solver at its tightest is from the yardstick: whether both solve the same equations."""
    cvode.tuned(1e-11)
    return error_of(cvode.minutes(), reference, peak)


def _ensemble(count: int, rival_count: int, rounds: int, peak: Array) -> Figures:
    members = members_of(count)
    checked = min(CHECKED_MEMBERS, count)
    reference = member_reference(members, checked)
    cvode = Roadrunner(peak)
    sample = min(TUNING_MEMBERS, checked)
    tuned = loosest(cvode.tuned, lambda: cvode.members(members, sample), reference[:sample], peak, ENSEMBLE_ERROR)
    cvode.tuned(tuned.tolerance)
    ours, theirs = float("inf"), float("inf")
    ends = moved_members(members)
    for _ in range(rounds):
        ours = min(ours, least_seconds(lambda: moved_members(members), 1))
        theirs = min(theirs, least_seconds(lambda: cvode.members(members, rival_count), 1))
    errors = [error_of(ends[number], reference[number], peak) for number in range(checked)]
    whole = theirs * count / rival_count
    return {
        "ensemble_members": count,
        f"ensemble_{count}_s": round(ours, 3),
        "ensemble_error": max(errors),
        "ensemble_error_median": float(np.median(errors)),
        "ensemble_error_asked": ENSEMBLE_ERROR,
        "ensemble_checked_members": checked,
        "ensemble_ratio_libroadrunner": round(whole / ours, 1),
        "ensemble_libroadrunner_s": round(whole, 2),
        "ensemble_libroadrunner_extrapolated_from": rival_count,
        "ensemble_error_libroadrunner": tuned.error,
        "ensemble_tolerance_libroadrunner": tuned.tolerance,
    }


def _site_plain() -> Figures:
    """Return what four hours cost a process in plain Python that meets every setting of the air for the first time."""
    world = working_site()
    return {"site_4h_first_and_plain_s": round(least_seconds(lambda: session(world), 1), 3)}


def _site(rounds: int) -> Figures:
    world = working_site()
    warm = session(world)
    sessions = [least_seconds(lambda: session(world), 1) for _ in range(rounds)]
    steps = [
        least_seconds(partial(stepped_site, warm, number), 1) for _ in range(rounds) for number in range(SITE_STEPS)
    ]
    return {
        "site_4h_s": round(min(sessions), 4),
        "site_10min_ms": round(1e3 * min(steps), 3),
        "site_10min_median_ms": round(1e3 * float(np.median(steps)), 3),
        "site_rooms": len(world.facility.rooms),
        "site_people": len(world.workers),
        "site_vessels": len(world.vessels),
    }


def _start_up() -> Figures:
    """Return how long a new process takes until twelve days have passed, machine code and byte code being there."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**kept, CACHE_VARIABLE: folder, "PYTHONPYCACHEPREFIX": str(Path(folder) / "byte-code")}
        taken, processor = zip(*(_started(environment) for _ in range(STARTS + 1)), strict=True)
    return {
        "startup_first_s": round(taken[0], 2),
        "startup_cached_s": round(min(taken[1:]), 2),
        "startup_cached_median_s": round(float(np.median(taken[1:])), 2),
        "startup_cached_cpu_s": round(min(processor[1:]), 2),
    }


def _started(environment: Mapping[str, str]) -> tuple[float, float]:
    """Return seconds on the clock and of the processor that a start took."""
    begun, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-c", _START_UP], check=True, env=environment, capture_output=True)
    after = os.times()
    used = after.children_user - before.children_user + after.children_system - before.children_system
    return time.perf_counter() - begun, used


def as_json(figures: Figures) -> str:
    """Return figures as JSON."""
    return json.dumps(figures, indent=2)
