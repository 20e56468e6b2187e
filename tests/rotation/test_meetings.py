"""Speed meetings: everybody who can gets one, nobody is asked to meet who does not want to, and a checker counts after."""

from dataclasses import replace

import pytest

from gradea.rotation import Meeting, MeetingProblem, meeting_breaches, meetings

STUDENTS = tuple(f"student-{n:02d}" for n in range(1, 36))
EMPLOYERS = {f"employer-{n}": 1 + n % 2 for n in range(1, 7)}
WANT = frozenset(
    (student, employer)
    for number, student in enumerate(STUDENTS)
    for index, employer in enumerate(EMPLOYERS)
    if (number + index) % 3
)
PROBLEM = MeetingProblem(students=STUDENTS, employers=EMPLOYERS, interests=WANT, rounds=6, tables=8)


def test_a_class_and_six_employers() -> None:
    """Six rounds of eight tables: 48 meetings, and each of the 35 students has one."""
    plan = meetings(PROBLEM)
    assert meeting_breaches(PROBLEM, plan) == []
    assert len(plan) == 48
    assert {row.student for row in plan} == set(STUDENTS)


def test_the_same_question_has_the_same_answer() -> None:
    assert meetings(PROBLEM) == meetings(PROBLEM)


def test_nobody_meets_who_does_not_want_to() -> None:
    """Without interest there is no meeting; one interest gives one."""
    assert meetings(replace(PROBLEM, interests=frozenset())) == ()
    only = frozenset({("student-03", "employer-2")})
    assert [(row.student, row.employer) for row in meetings(replace(PROBLEM, interests=only))] == sorted(only)


def test_limits_and_absences_are_kept() -> None:
    problem = replace(
        PROBLEM, most_per_student=1, away={"employer-1": frozenset({0, 1, 2, 3, 4}), "student-01": frozenset({0})}
    )
    plan = meetings(problem)
    assert meeting_breaches(problem, plan) == []
    assert {row.round for row in plan if row.employer == "employer-1"} <= {5}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (Meeting(round=0, employer="employer-1", table=0, student="student-02"), "not both want"),
        (Meeting(round=9, employer="employer-2", table=0, student="student-01"), "there are 6 rounds"),
        (Meeting(round=0, employer="employer-2", table=5, student="student-01"), "has 1 table"),
    ],
)
def test_the_checker_sees_a_planted_fault(more: Meeting, says: str) -> None:
    problem = replace(PROBLEM, interests=WANT - {("student-02", "employer-1")})
    assert any(says in line for line in meeting_breaches(problem, [more]))


def test_the_checker_counts() -> None:
    """Twice at once, twice together, two at a table, too many tables, too many meetings."""
    row = Meeting(round=0, employer="employer-1", table=0, student="student-02")
    problem = replace(
        PROBLEM, interests=frozenset((s, e) for s in STUDENTS for e in EMPLOYERS), tables=1, most_per_student=1
    )
    said = " ".join(
        meeting_breaches(problem, [row, replace(row, student="student-03"), replace(row, employer="employer-2"), row])
    )
    for words in (
        "is at 3 tables",
        "students are at table 1",
        "meets employer-1 2 times",
        "needs 4 tables",
        "has 3 meetings",
    ):
        assert words in said
