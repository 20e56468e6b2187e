"""An independent check of a timetable of meetings: by counting, with no solver."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradea.rotation.meetings import Meeting, MeetingProblem


def meeting_breaches(problem: "MeetingProblem", plan: "Iterable[Meeting]") -> list[str]:
    """Return every rule that a timetable of meetings breaks, in words; none for a good one."""
    rows = list(plan)
    return [*_each(problem, rows), *_counts(problem, rows)]


def _each(problem: "MeetingProblem", rows: "list[Meeting]") -> Iterator[str]:
    for row in rows:
        said = f"{row.student} and {row.employer} in round {row.round + 1}"
        if (row.student, row.employer) not in problem.interests:
            yield f"{said}: not both want to meet."
        if not 0 <= row.round < problem.rounds:
            yield f"{said}: there are {problem.rounds} rounds."
        if not 0 <= row.table < problem.employers.get(row.employer, 0):
            yield f"{said}: {row.employer} has {problem.employers.get(row.employer, 0)} table(s)."
        for who in (row.student, row.employer):
            if row.round in problem.away.get(who, ()):
                yield f"{said}: {who} is not there."


def _counts(problem: "MeetingProblem", rows: "list[Meeting]") -> Iterator[str]:
    for (number, student), times in Counter((row.round, row.student) for row in rows).items():
        if times > 1:
            yield f"{student} is at {times} tables in round {number + 1}."
    for (number, employer, table), times in Counter((row.round, row.employer, row.table) for row in rows).items():
        if times > 1:
            yield f"{times} students are at table {table + 1} of {employer} in round {number + 1}."
    for (student, employer), times in Counter((row.student, row.employer) for row in rows).items():
        if times > 1:
            yield f"{student} meets {employer} {times} times."
    for number, times in Counter(row.round for row in rows).items():
        if problem.tables is not None and times > problem.tables:
            yield f"Round {number + 1} needs {times} tables; there are {problem.tables}."
    for student, times in Counter(row.student for row in rows).items():
        if problem.most_per_student is not None and times > problem.most_per_student:
            yield f"{student} has {times} meetings; {problem.most_per_student} are allowed."
