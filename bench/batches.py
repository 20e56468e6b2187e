"""Playing many batches side by side, each in its own process, and what is kept of each."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

from gradea.assessment import Fact, batch_outcome, say_do_findings, story_of
from gradea.assessment.outcome import contaminated_units
from gradea.cli.simulate import Plan, simulated
from gradea.practical import dated_of

WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What is kept of one batch."""

    seed: int
    crew: str
    falsify: str | None
    disposition: str
    attributes: dict[str, dict[str, Any]]
    contaminated: bool
    deviations: list[dict[str, Any]]
    findings: tuple[str, ...]
    entries: int
    seconds: float
    units: int
    contaminated_units: int


Task = tuple[int, str, str | None] | tuple[int, str, str | None, str]
"""Seed, crew, falsification, and the recipe if it is another than `toldc`."""


def play_one(task: Task) -> Played:
    """Play one batch and compare it."""
    seed, crew, falsify = task[:3]
    recipe = task[3] if len(task) == 4 else "toldc"
    begun = time.perf_counter()
    made = simulated(Plan(recipe=recipe, seed=seed, crew=crew, falsify=falsify))
    facts = [
        Fact(seq=each.entry.seq, at=each.entry.sim_ms, actor=each.entry.actor, event=dated_of(each.entry).event)
        for each in made.sealed
    ]
    outcome = batch_outcome(made.state)
    return Played(
        seed=seed,
        crew=crew,
        falsify=falsify,
        disposition=outcome.disposition,
        attributes=outcome.attributes,
        contaminated=outcome.contaminated,
        deviations=outcome.deviations,
        findings=tuple(f"{each.kind} {each.step}" for each in say_do_findings(story_of(made.state.recipe, facts))),
        entries=len(made.sealed),
        seconds=time.perf_counter() - begun,
        units=sum(len(tray.units) for tray in made.state.world.trays.values() if not tray.control),
        contaminated_units=contaminated_units(made.state.world),
    )


def play_many(tasks: Iterable[Task]) -> Iterator[Played]:
    """Play many batches on two cores; results come in the order of the tasks."""
    with ProcessPoolExecutor(WORKERS) as pool:
        yield from pool.map(play_one, tasks, chunksize=2)
