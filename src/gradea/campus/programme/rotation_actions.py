"""What an organiser does with a rotation: set up, plan, change by hand, repair, publish, make teams of the groups."""

from functools import partial
from typing import Any

from django.db import transaction

from gradea.campus.people.queries import Viewer
from gradea.campus.programme import rotation_queries
from gradea.campus.programme.kinds import SeatRole
from gradea.campus.programme.models import Edition, Rotation, Seat, Team
from gradea.campus.programme.rotation_maker import make_plan, make_repair, maker
from gradea.campus.programme.rotation_setup import title_of
from gradea.campus.programme.team_use import teams_in_use
from gradea.vocabulary import Refusal


def save_setup(edition: str, setup: dict[str, Any]) -> None:
    """Store what the next plan is made from; the plan that is there stays."""
    row = rotation_queries.rotation_row(edition)
    Rotation.objects.filter(pk=row.pk).update(setup=setup)


def save_part(edition: str, kind: str, key: str, facts: dict[str, Any]) -> None:
    """Store a station, place or trainer; with an empty key a new one."""
    setup = rotation_queries.rotation_row(edition).setup
    rows = setup[kind]
    found = next((row for row in rows if row["key"] == key), None)
    if found is None:
        found = {"key": _free_key(kind[0], [row["key"] for row in rows])}
        rows.append(found)
    if "title" in facts and "title" in found and facts["title"] == title_of(found):
        facts = {**facts, "title": found["title"]}
    found |= facts
    save_setup(edition, setup)


def _free_key(letter: str, taken: list[str]) -> str:
    return next(key for number in range(1, len(taken) + 2) if (key := f"{letter}-{number}") not in taken)


def remove_part(edition: str, kind: str, key: str) -> Refusal | None:
    """Take a station, place or trainer out. A place that is used stays: say first where its stations go."""
    setup = rotation_queries.rotation_row(edition).setup
    used = [row["key"] for row in setup["stations"] if row["place"] == key]
    if kind == "places" and (used or (setup["lunch"] and setup["lunch"]["place"] == key)):
        return Refusal(
            code="programme.rotation-place-used",
            rule="Every station, and lunch, is somewhere.",
            message="A station or lunch is in this place.",
            remedy="Give them another place first.",
        )
    setup[kind] = [row for row in setup[kind] if row["key"] != key]
    if kind == "places":
        ways = setup["travel_min"]["between"]
        setup["travel_min"]["between"] = [each for each in ways if key not in each["places"]]
    if kind == "stations":
        for row in setup["stations"]:
            row["after"] = [each for each in row["after"] if each != key]
        for row in setup["trainers"]:
            row["stations"] = [each for each in row["stations"] if each != key]
    save_setup(edition, setup)
    return None


def start_planning(edition: str, *, another: bool = False) -> None:
    """Start the search for groups and a plan in the background; `another` asks for a different one."""
    row = rotation_queries.rotation_row(edition)
    if another:
        Rotation.objects.filter(pk=row.pk).update(seed=row.seed + 1)
    maker.start(edition, partial(make_plan, edition))


def start_repair(edition: str, event: dict[str, str], now: int | None) -> None:
    """Start the search for a repaired plan in the background."""
    maker.start(edition, partial(make_repair, edition, event, now))


def decide(edition: str, *, keep: bool) -> None:
    """Keep the proposed plan, or drop it."""
    row = rotation_queries.rotation_row(edition)
    fields: dict[str, Any] = {"proposal": None}
    if keep and row.proposal:
        fields |= {"plan": row.proposal["plan"], "told": row.proposal["told"], "before": None}
    Rotation.objects.filter(pk=row.pk).update(**fields)


def swap_visits(edition: str, station: str, one: str, other: str) -> Refusal | None:
    """Let two groups change places at a station: each comes when the other would have come, with that session's trainers."""
    row = rotation_queries.rotation_row(edition)
    visits = {each["group"]: each for each in (row.plan or {"visits": []})["visits"] if each["station"] == station}
    if one not in visits or other not in visits or one == other:
        return _no_swap("Choose two different groups that go to this station.")
    before = {**row.plan, "visits": [dict(each) for each in row.plan["visits"]]}
    visits[one]["group"], visits[other]["group"] = other, one
    row.plan["visits"].sort(key=lambda each: (each["starts"], each["station"], each["group"]))
    Rotation.objects.filter(pk=row.pk).update(plan=row.plan, before=before)
    return None


def swap_people(edition: str, one: str, other: str) -> Refusal | None:
    """Let two people change groups."""
    row = rotation_queries.rotation_row(edition)
    groups = row.plan["groups"] if row.plan else {}
    home = {key: name for name, keys in groups.items() for key in keys}
    if one not in home or other not in home or home[one] == home[other]:
        return _no_swap("Choose two people of different groups.")
    swapped = {one: other, other: one}
    changed = {name: [swapped.get(key, key) for key in keys] for name, keys in groups.items()}
    Rotation.objects.filter(pk=row.pk).update(plan={**row.plan, "groups": changed}, before=row.plan)
    return None


def _no_swap(remedy: str) -> Refusal:
    return Refusal(
        code="programme.rotation-no-swap",
        rule="Two change places.",
        message="These two cannot change places.",
        remedy=remedy,
    )


def undo(edition: str) -> None:
    """Take the last change by hand back."""
    row = rotation_queries.rotation_row(edition)
    if row.before:
        Rotation.objects.filter(pk=row.pk).update(plan=row.before, before=None)


def publish(edition: str, *, shown: bool) -> Refusal | None:
    """Show everybody their rotation, as the plan is now, or take it back. Refused while the plan breaks a rule."""
    row = rotation_queries.rotation_row(edition)
    if not shown:
        Rotation.objects.filter(pk=row.pk).update(published=None)
        return None
    if row.plan is None:
        return _nothing_yet()
    broken = rotation_queries.broken_rules(row)
    if broken:
        return Refusal(
            code="programme.rotation-broken",
            rule="A plan is published when it keeps every rule of the set-up.",
            message=f"The plan breaks {len(broken)} rules.",
            remedy="Undo the last change, change the rule in the set-up, or make a new plan.",
        )
    Rotation.objects.filter(pk=row.pk).update(published={"plan": row.plan, "setup": row.setup})
    return None


def _nothing_yet() -> Refusal:
    return Refusal(
        code="programme.rotation-none",
        rule="A plan comes first.",
        message="There is no plan yet.",
        remedy="Make groups and plan first.",
    )


@transaction.atomic
def use_as_teams(viewer: Viewer) -> Refusal | None:
    """Make the groups the teams of the edition, seats dealt round; refused once a team of the edition has started a batch."""
    row = rotation_queries.rotation_row(viewer.edition)
    if row.plan is None:
        return _nothing_yet()
    if teams_in_use(viewer.edition):
        return Refusal(
            code="programme.teams-in-use",
            rule="A team that has started a batch stays as it is: its record names its people.",
            message="A team of this edition has started a batch.",
            remedy="Keep the teams for this edition; the rotation may still differ from them.",
        )
    edition = Edition.objects.get(code=viewer.edition)
    edition.teams.all().delete()
    for number, (name, refs) in enumerate(row.plan["groups"].items(), start=1):
        team = Team.objects.create(edition=edition, key=f"team-{number}", name=name)
        roles = list(SeatRole)
        Seat.objects.bulk_create(
            Seat(team=team, order=order, role=roles[order % len(roles)], person_ref=ref)
            for order, ref in enumerate(refs)
        )
    return None
