"""Keeping a plan stable after a change: what need not move stays, what has begun is not touched."""

from __future__ import annotations

from dataclasses import dataclass

from gradea.rotation.clock import Minute
from gradea.rotation.cp_sat import cp_model
from gradea.rotation.difference import Change, difference
from gradea.rotation.grouping import Groups, make_groups
from gradea.rotation.problem import Plan, Problem
from gradea.rotation.rules import RuleBook, solver_for
from gradea.rotation.solving import plan_of
from gradea.rotation.timetable import Timetable

MOVED, OTHER_TRAINER, MOVED_BREAK, STEP = 100, 20, 5, 1
"""Weights of a repair: a visit at another time, another trainer, another lunch of a trainer, each step of delay. Assumptions."""

EFFORT = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """The new plan and what changed; no plan where there is none, `impossible` where that is proven."""

    plan: Plan | None
    changes: tuple[Change, ...] = ()
    impossible: bool = False


def repair(problem: Problem, before: Plan, now: Minute | None = None) -> Repaired:
    """Return the plan for a changed problem that differs least from the plan before.

    Args:
        problem: The problem as it is after the change.
        before: The plan as it was.
        now: Nothing that began before this minute changes, and nothing new begins before it; None before the day.
    """
    groups = _groups(problem, before)
    if groups is None:
        return Repaired(plan=None, impossible=True)
    table = Timetable(problem, groups, RuleBook(cp_model.CpModel()))
    try:
        table.build()
    except ValueError:
        return Repaired(plan=None, impossible=True)
    _stay_near(table, before, now)
    solver = solver_for(table.book.model, problem.seed, EFFORT)
    status = solver.solve(table.book.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Repaired(plan=None, impossible=status == cp_model.INFEASIBLE)
    plan = plan_of(table, solver)
    return Repaired(plan=plan, changes=tuple(difference(problem, before, plan)))


def _groups(problem: Problem, before: Plan) -> Groups | None:
    """Return the groups as they were, without who is gone; made anew, near the old ones, where a rule asks for it."""
    there = {person.key for person in problem.people}
    left = {name: tuple(key for key in keys if key in there) for name, keys in before.groups.items()}
    left = {name: keys for name, keys in left.items() if keys}
    rules = problem.groups
    if rules.given is not None:
        return dict(rules.given)
    return make_groups(problem, RuleBook(cp_model.CpModel()), before=left)


def _stay_near(table: Timetable, before: Plan, now: Minute | None) -> None:
    model, step = table.book.model, table.problem.step
    old = {(visit.group, visit.station): visit for visit in before.visits}
    cost = []
    for key, choices in table.at.items():
        was = old.get(key)
        for start, var in choices.items():
            if was is None:
                continue
            model.add_hint(var, start == was.starts)
            if start != was.starts:
                cost.append((MOVED + STEP * (abs(start - was.starts) // step)) * var)
            if now is not None and (start != was.starts if was.starts < now else start < now):
                model.add(var == 0)
    led = {(visit.station, visit.starts, key) for visit in before.visits for key in visit.trainers}
    for (trainer, station), choices in table.leads.items():
        for start, var in choices.items():
            same = (station, start, trainer) in led
            model.add_hint(var, same)
            cost.append((0 if same else OTHER_TRAINER) * var)
            if now is not None and start < now and not same:
                model.add(var == 0)
    eaten = {each.trainer: each.starts for each in before.breaks}
    for trainer, choices in table.breaks.items():
        for start, var in choices.items():
            model.add_hint(var, start == eaten.get(trainer))
            cost.append((0 if start == eaten.get(trainer) else MOVED_BREAK) * var)
    model.minimize(sum(cost))
