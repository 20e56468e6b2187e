"""A plan as JSON values, and back."""

from collections.abc import Mapping
from typing import Any

from gradea.rotation.clock import clock_of, minute_of
from gradea.rotation.problem import LUNCH, Break, Plan, Problem, Visit
from gradea.vocabulary import Refusal, Refused

FORMAT = "gradea-rotation-plan/1"


def plan_data(problem: Problem, plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON values: groups, sessions of stations, lunch, trainers' breaks."""
    minutes = {station.key: station.minutes for station in problem.stations}
    if problem.lunch:
        minutes[LUNCH] = problem.lunch.minutes
    return {
        "format": FORMAT,
        "title": problem.title,
        "groups": {name: list(people) for name, people in plan.groups.items()},
        "visits": [
            {
                "group": visit.group,
                "station": visit.station,
                "starts": clock_of(visit.starts),
                "ends": clock_of(visit.starts + minutes[visit.station]),
                "bench": visit.bench,
                "trainers": list(visit.trainers),
            }
            for visit in plan.visits
        ],
        "breaks": [{"trainer": each.trainer, "starts": clock_of(each.starts)} for each in plan.breaks],
    }


def plan_from(data: Any) -> Plan:
    """Return the plan in these JSON values.

    Raises:
        Refused: If they are not those of a plan; the message names the place.
    """
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise _refused("format", f"'{FORMAT}' is expected")
    try:
        groups = {str(name): tuple(str(key) for key in people) for name, people in data["groups"].items()}
        visits = tuple(
            Visit(
                group=str(row["group"]),
                station=str(row["station"]),
                starts=minute_of(str(row["starts"])),
                bench=int(row.get("bench", 0)),
                trainers=tuple(str(key) for key in row.get("trainers", ())),
            )
            for row in data["visits"]
        )
        breaks = tuple(
            Break(trainer=str(row["trainer"]), starts=minute_of(str(row["starts"]))) for row in data.get("breaks", ())
        )
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise _refused("visits", f"{problem}") from problem
    return Plan(groups=groups, visits=visits, breaks=breaks)


def _refused(place: str, what: str) -> Refused:
    return Refused(
        Refusal(
            code="rotation-plan-unreadable",
            rule="docs/rotation.md",
            message=f"This is no plan of a rotation: {place}: {what}.",
            remedy="Give the file that `gradea rotation solve PROBLEM.yaml --out PLAN.json` wrote.",
        )
    )
