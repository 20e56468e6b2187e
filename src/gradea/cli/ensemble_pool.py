"""Who plays the batches of an ensemble: processes of this machine, or a Dask cluster by address."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import replace
from typing import Any

from gradea.assessment.ensemble import Member, member_of
from gradea.cli.simulate import Plan, simulated
from gradea.practical import CrewStuck, dated_of
from gradea.vocabulary import Refusal, Refused

Play = Callable[[Plan], Member]


def play_one(plan: Plan) -> Member:
    """Make one batch and return what is kept of it; a crew that is stuck is an answer too. Runs in another process."""
    try:
        made = simulated(plan)
    except CrewStuck as problem:
        return _stuck(plan, str(problem))
    return member_of(plan.seed, made.state, (dated_of(each.entry).event for each in made.sealed))


def _stuck(plan: Plan, why: str) -> Member:
    return Member(
        seed=plan.seed, disposition="open", attributes={}, failed=(), contaminated=False, origins=(),
        operator_chance=0.0, manipulations=0, deviations=0, unasked={}, stuck=why,
    )  # fmt: skip


def cores() -> int:
    """Return how many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def played_here(plan: Plan, seeds: Iterable[int], workers: int, play: Play = play_one) -> Iterator[Member]:
    """Yield the batches of these seeds as they are finished, played by processes of this machine.

    Processes are spawned, never forked: a fork would take open files and threads of the parent along. No more tasks wait
    than there are workers, so an interruption ends soon.
    """
    plans = (replace(plan, seed=seed) for seed in seeds)
    if workers == 1:
        yield from map(play, plans)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: set[Future[Member]] = set()
        try:
            for each in plans:
                waiting.add(pool.submit(play, each))
                if len(waiting) > workers:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            for future in waiting:
                future.cancel()


def played_on_dask(plan: Plan, seeds: Iterable[int], address: str, play: Play = play_one) -> Iterator[Member]:
    """Yield the batches of these seeds as they are finished, played by a Dask cluster.

    Raises:
        Refused: If Dask is not installed or no scheduler answers at this address.
    """
    distributed = _distributed()
    try:
        client = distributed.Client(address, timeout="10s")
    except (OSError, ValueError) as problem:
        raise Refused(
            Refusal(
                code="dask-unreachable",
                rule="usage",
                message=f"No Dask scheduler answers at {address}: {problem}.",
                remedy="Start one with `dask scheduler`, and workers with the same version of Grade A; then give its address.",
            )
        ) from problem
    with client:
        futures = [client.submit(play, replace(plan, seed=seed), pure=False) for seed in seeds]
        for future in distributed.as_completed(futures):
            yield future.result()


def _distributed() -> Any:
    try:
        import distributed  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - optional
    except ImportError as problem:
        raise Refused(
            Refusal(
                code="dask-missing",
                rule="usage",
                message="A Dask address was given, and the library `distributed` is not installed.",
                remedy="Install it with `pip install 'gradea[dask]'`, or leave --dask out and use this machine.",
            )
        ) from problem
    return distributed
