"""What differs between two plans, in words."""

from dataclasses import dataclass

from gradea.rotation.clock import clock_of
from gradea.rotation.problem import Plan, Problem
from gradea.rotation.words import title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `kind` is person, visit, trainer or break; `who` the person, group or trainer whom it concerns."""

    kind: str
    who: str
    message: str

    def as_data(self) -> dict[str, str]:
        """Return the change as JSON values."""
        return {"kind": self.kind, "who": self.who, "message": self.message}


def difference(problem: Problem, before: Plan, after: Plan) -> list[Change]:
    """Return what people have to be told when one plan takes the place of another: who, what, old, new."""
    return [*_people(before, after), *_visits(problem, before, after), *_breaks(before, after)]


def _people(before: Plan, after: Plan) -> list[Change]:
    old = {key: name for name, keys in before.groups.items() for key in keys}
    new = {key: name for name, keys in after.groups.items() for key in keys}
    changes = []
    for key in dict.fromkeys((*old, *new)):
        if key not in new:
            changes.append(Change(kind="person", who=key, message=f"{key} is no longer in group {old[key]}."))
        elif key not in old:
            changes.append(Change(kind="person", who=key, message=f"{key} joins group {new[key]}."))
        elif old[key] != new[key]:
            changes.append(
                Change(kind="person", who=key, message=f"{key} goes from group {old[key]} to group {new[key]}.")
            )
    return changes


def _visits(problem: Problem, before: Plan, after: Plan) -> list[Change]:
    old = {(visit.group, visit.station): visit for visit in before.visits}
    new = {(visit.group, visit.station): visit for visit in after.visits}
    changes = []
    for key in dict.fromkeys((*old, *new)):
        group, station = key
        name = title_of(problem, station)
        was, now = old.get(key), new.get(key)
        if now is None or was is None:
            verb = "no longer goes" if now is None else "now goes"
            changes.append(Change(kind="visit", who=group, message=f"Group {group} {verb} to {name}."))
            continue
        if was.starts != now.starts:
            message = f"Group {group}: {name} at {clock_of(now.starts)} instead of {clock_of(was.starts)}."
            changes.append(Change(kind="visit", who=group, message=message))
        if set(was.trainers) != set(now.trainers):
            message = (
                f"{name} at {clock_of(now.starts)} with group {group}: led by {', '.join(now.trainers) or 'nobody'}"
                f" instead of {', '.join(was.trainers) or 'nobody'}."
            )
            changes.append(Change(kind="trainer", who=group, message=message))
    return changes


def _breaks(before: Plan, after: Plan) -> list[Change]:
    old = {each.trainer: each.starts for each in before.breaks}
    new = {each.trainer: each.starts for each in after.breaks}
    return [
        Change(kind="break", who=key, message=f"{key}: lunch at {clock_of(new[key])} instead of {clock_of(old[key])}.")
        for key in new
        if key in old and old[key] != new[key]
    ]
