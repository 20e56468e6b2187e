"""Speed meetings: who sits with whom in which round, for students and employers who both want to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradea.rotation.cp_sat import cp_model
from gradea.rotation.rules import solver_for

EFFORT = 4.0
FIRST, WANTED = 100, 1
"""Weights: that somebody gets a first meeting counts a hundred times more than one meeting more. Assumption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingProblem:
    """What is asked of a round of meetings.

    Attributes:
        students: Their keys. `employers`: Key to how many of their tables take part, one student at each.
        interests: Pairs `(student, employer)` of which both sides said yes; nobody else meets.
        rounds: How many rounds there are.
        tables: Tables in the room: so many meetings at once at most; None for as many as employers brought.
        most_per_student: Meetings of one student at most; None for no limit.
        away: Rounds in which a student or employer is not there.
        seed: Another seed gives another of the equally good plans.
    """

    students: tuple[str, ...]
    employers: Mapping[str, int]
    interests: frozenset[tuple[str, str]]
    rounds: int
    tables: int | None = None
    most_per_student: int | None = None
    away: Mapping[str, frozenset[int]] = field(default_factory=dict)
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Meeting:
    """A student at a table of an employer in a round, from 0; `table` counts the employer's own tables, from 0."""

    round: int
    employer: str
    table: int
    student: str


def meetings(problem: MeetingProblem) -> tuple[Meeting, ...]:
    """Return a timetable with as many first meetings as can be, then as many meetings as can be; empty where nobody can meet.

    The same problem gives the same timetable.
    """
    model = cp_model.CpModel()
    at = {
        (student, employer, number): model.new_bool_var("")
        for student, employer in sorted(problem.interests)
        for number in range(problem.rounds)
        if number not in problem.away.get(student, frozenset()) | problem.away.get(employer, frozenset())
    }
    for pair in problem.interests:
        model.add_at_most_one(var for (student, employer, _), var in at.items() if (student, employer) == pair)
    for number in range(problem.rounds):
        now = {key: var for key, var in at.items() if key[2] == number}
        for student in problem.students:
            model.add_at_most_one(var for key, var in now.items() if key[0] == student)
        for employer, tables in problem.employers.items():
            model.add(sum(var for key, var in now.items() if key[1] == employer) <= tables)
        if problem.tables is not None:
            model.add(sum(now.values()) <= problem.tables)
    first = []
    for who in (*problem.students, *problem.employers):
        mine = [var for key, var in at.items() if who in key[:2]]
        met = model.new_bool_var(f"{who} meets somebody")
        model.add(sum(mine) >= met)
        first.append(met)
        if who in problem.students and problem.most_per_student is not None:
            model.add(sum(mine) <= problem.most_per_student)
    model.maximize(FIRST * sum(first) + WANTED * sum(at.values()))
    solver = solver_for(model, problem.seed, EFFORT)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return ()
    taken: dict[tuple[str, int], int] = {}
    plan = []
    for (student, employer, number), var in sorted(at.items()):
        if solver.boolean_value(var):
            table = taken.get((employer, number), 0)
            taken[employer, number] = table + 1
            plan.append(Meeting(round=number, employer=employer, table=table, student=student))
    return tuple(sorted(plan))
