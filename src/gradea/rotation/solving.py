"""Finding a plan: groups first, then the timetable; the same problem gives the same plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from gradea.rotation.bounds import broken_bounds
from gradea.rotation.clock import Minute
from gradea.rotation.cp_sat import cp_model
from gradea.rotation.dispatching import FirstPlan, first_plan
from gradea.rotation.grouping import Groups, make_groups
from gradea.rotation.problem import LUNCH, Break, Plan, Problem, Station, Visit
from gradea.rotation.rules import RuleBook, solver_for
from gradea.rotation.timetable import Timetable, by_start

SESSION_WEIGHT = 20
"""One session more weighs as much as twenty steps of waiting: trainers are the scarce thing. Assumption."""

GROUPS_TO_IMPROVE = 40
"""With more groups a first plan that keeps all rules is the answer: bettering it costs a minute and a gigabyte, measured."""

EFFORT_TO_IMPROVE = 0.25
EFFORT_TO_FIND = 8.0
"""Deterministic time of the search, about seconds on one core: to better a first plan, and to find one. Assumptions."""


Chosen = Mapping[tuple[str, Minute], list[str]]
"""Who is at `(stop, start)`: groups, or the trainers who lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a search ended with: a plan, or that there is none: `impossible` where proven, else not found in the effort allowed.

    `slack` is what the search could at most still improve, as a share of its measure; 0 is proven best.
    """

    plan: Plan | None
    impossible: bool = False
    groups: Mapping[str, tuple[str, ...]] | None = None
    slack: float = 0.0


def search(problem: Problem) -> Searched:
    """Return a plan for the problem, or that there is none."""
    groups = groups_of(problem)
    if groups is None:
        return Searched(plan=None, impossible=True)
    return search_timetable(problem, groups)


def groups_of(problem: Problem) -> Groups | None:
    """Return the groups that are given, or made; None where there are none."""
    if problem.groups.given is not None:
        return dict(problem.groups.given)
    return make_groups(problem, RuleBook(cp_model.CpModel()))


def search_timetable(problem: Problem, groups: Groups) -> Searched:
    """Return a plan for these groups, or that there is none."""
    if broken_bounds(problem, groups):
        return Searched(plan=None, impossible=True, groups=groups)
    begun = first_plan(problem, groups)
    if begun is not None and len(groups) > GROUPS_TO_IMPROVE:
        return Searched(plan=plan_from_first(problem, groups, begun), groups=groups, slack=1.0)
    table = Timetable(problem, groups, RuleBook(cp_model.CpModel()))
    table.build()
    model = table.book.model
    model.minimize(
        SESSION_WEIGHT * sum(held for starts in table.sessions.values() for held in starts.values())
        + sum(
            ((start - problem.day.starts) // problem.step) * var
            for choices in table.at.values()
            for start, var in choices.items()
        )
    )
    if begun is not None:
        hint_first(table, begun)
    solver = solver_for(model, problem.seed, EFFORT_TO_IMPROVE if begun is not None else EFFORT_TO_FIND)
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        value, bound = solver.objective_value, solver.best_objective_bound
        return Searched(plan=plan_of(table, solver), groups=groups, slack=(value - bound) / max(value, 1.0))
    return Searched(plan=None, impossible=status == cp_model.INFEASIBLE, groups=groups)


def hint_first(table: Timetable, begun: FirstPlan) -> None:
    """Let the solver start from a first plan."""
    hint = table.book.model.add_hint
    for (group, stop), choices in table.at.items():
        for start, var in choices.items():
            hint(var, begun.starts[group, stop] == start)
    for station in table.problem.stations:
        largest = max(map(len, table.groups.values()))
        each = max(1, station.capacity // largest) if station.parallel > 1 else len(table.groups)
        for start, held in table.sessions[station.key].items():
            here = sum(begun.starts[group, station.key] == start for group in table.groups)
            hint(held, -(-here // each))
    for (trainer, name), choices in table.leads.items():
        for start, var in choices.items():
            hint(var, trainer in begun.leads.get((name, start), ()))
    for trainer, choices in table.breaks.items():
        for start, var in choices.items():
            hint(var, begun.breaks.get(trainer) == start)


def plan_of(table: Timetable, solver: cp_model.CpSolver) -> Plan:
    """Return the plan that a solver found for a timetable."""
    breaks = {
        trainer: start
        for trainer, starts in table.breaks.items()
        for start, var in starts.items()
        if solver.boolean_value(var)
    }
    return _plan(table.problem, table.groups, by_start(table.at, solver), by_start(table.leads, solver), breaks)


def plan_from_first(problem: Problem, groups: Mapping[str, tuple[str, ...]], begun: FirstPlan) -> Plan:
    """Return a first plan as a plan."""
    going: defaultdict[tuple[str, Minute], list[str]] = defaultdict(list)
    for (group, stop), start in begun.starts.items():
        going[stop, start].append(group)
    leading = {place: list(team) for place, team in begun.leads.items()}
    return _plan(problem, groups, going, leading, begun.breaks)


def _plan(
    problem: Problem,
    groups: Mapping[str, tuple[str, ...]],
    going: Chosen,
    leading: Chosen,
    breaks: Mapping[str, Minute],
) -> Plan:
    visits: list[Visit] = []
    for station in problem.stations:
        visits += _station_visits(problem, groups, station, (going, leading))
    visits += [
        Visit(group=group, station=LUNCH, starts=start)
        for (stop, start), hungry in going.items()
        if stop == LUNCH
        for group in hungry
    ]
    return Plan(
        groups=dict(groups),
        visits=in_order(visits),
        breaks=tuple(Break(trainer=trainer, starts=breaks[trainer]) for trainer in sorted(breaks)),
    )


def in_order(visits: list[Visit]) -> tuple[Visit, ...]:
    """Return visits in the order of a plan: by time, station, group."""
    return tuple(sorted(visits, key=lambda visit: (visit.starts, visit.station, len(visit.group), visit.group)))


def _station_visits(
    problem: Problem, groups: Mapping[str, tuple[str, ...]], station: Station, chosen: tuple[Chosen, Chosen]
) -> list[Visit]:
    """Put the groups of one start into sessions, each at a bench that is free, each with its trainers."""
    going, leading = chosen
    free_from: defaultdict[int, Minute] = defaultdict(lambda: problem.day.starts)
    visits = []
    largest = max(map(len, groups.values()))
    for start in sorted(start for stop, start in going if stop == station.key):
        together = going[station.key, start]
        each = len(together) if station.parallel == 1 else max(1, station.capacity // largest)
        trainers = leading.get((station.key, start), [])
        for number, first in enumerate(range(0, len(together), each)):
            bench = next(bench for bench in count() if free_from[bench] <= start)
            free_from[bench] = start + station.minutes + station.reset
            mine = tuple(trainers[number * station.trainers : (number + 1) * station.trainers])
            visits += [
                Visit(group=group, station=station.key, starts=start, bench=bench, trainers=mine)
                for group in together[first : first + each]
            ]
    return visits
