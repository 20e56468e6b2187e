"""Groups and rotations: who goes with whom, where and when; found by a solver, checked by somebody else."""

from gradea.rotation.changes import without_person, without_place, without_trainer
from gradea.rotation.checker import Breach, breaches
from gradea.rotation.clock import Span, clock_of, minute_of, span_of
from gradea.rotation.difference import Change, difference
from gradea.rotation.explaining import Explanation, Reason, explain
from gradea.rotation.file_values import FileProblem, RotationRefused
from gradea.rotation.meetings import Meeting, MeetingProblem, meetings
from gradea.rotation.meetings_checker import meeting_breaches
from gradea.rotation.plan_file import plan_data, plan_from
from gradea.rotation.problem import (
    LUNCH,
    Away,
    Break,
    GroupRules,
    Lunch,
    Order,
    Person,
    Place,
    Plan,
    Problem,
    Station,
    Trainer,
    Visit,
)
from gradea.rotation.problem_file import problem_from
from gradea.rotation.repairing import Repaired, repair
from gradea.rotation.solving import Searched, search

__all__ = [
    "LUNCH",
    "Away",
    "Breach",
    "Break",
    "Change",
    "Explanation",
    "FileProblem",
    "GroupRules",
    "Lunch",
    "Meeting",
    "MeetingProblem",
    "Order",
    "Person",
    "Place",
    "Plan",
    "Problem",
    "Reason",
    "Repaired",
    "RotationRefused",
    "Searched",
    "Span",
    "Station",
    "Trainer",
    "Visit",
    "breaches",
    "clock_of",
    "difference",
    "explain",
    "meeting_breaches",
    "meetings",
    "minute_of",
    "plan_data",
    "plan_from",
    "problem_from",
    "repair",
    "search",
    "span_of",
    "without_person",
    "without_place",
    "without_trainer",
]
