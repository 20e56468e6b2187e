"""Questions about the rotation of an edition. Answers are plain values, in the language of the reader."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from gradea.campus.people import queries as people
from gradea.campus.people.queries import Viewer
from gradea.campus.programme.models import Day, Edition, Rotation
from gradea.campus.programme.rotation_setup import (
    Setup,
    first_setup,
    mix_that_can_be,
    names_of,
    problem_after,
    title_of,
    told_in_words,
)
from gradea.campus.shell.roles import Role
from gradea.rotation import LUNCH, breaches, clock_of, minute_of, plan_from
from gradea.vocabulary import Refused

COLOURS = 8
"""Colours of groups in the style sheet; further groups take them again, and the letter tells them apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """A group at a station. `starts` and `ends` are minutes since midnight; `order` numbers its group."""

    group: str
    order: int
    station: str
    title: str
    place: str
    starts: int
    ends: int
    trainers: tuple[str, ...]

    @property
    def starts_at(self) -> str:
        """When it starts, as a clock."""
        return clock_of(self.starts)

    @property
    def ends_at(self) -> str:
        """When it ends, as a clock."""
        return clock_of(self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCard:
    """A group: its people as ref, name and school; its day by the clock, and as cells in the order of the stations."""

    name: str
    order: int
    people: tuple[tuple[str, str, str], ...]
    visits: tuple[VisitLine, ...]
    cells: tuple[VisitLine, ...]

    @property
    def colour(self) -> int:
        """Which of the colours it has."""
        return self.order % COLOURS

    @property
    def schools(self) -> tuple[str, ...]:
        """The schools in the group, each once."""
        return tuple(dict.fromkeys(school for _, _, school in self.people if school))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan as pages show it."""

    date: dt.date | None
    day: tuple[int, int]
    stations: tuple[tuple[str, str], ...]
    groups: tuple[GroupCard, ...]

    @property
    def visits(self) -> list[VisitLine]:
        """All visits, by the clock."""
        return sorted(
            (visit for group in self.groups for visit in group.visits),
            key=lambda each: (each.starts, each.station, each.group),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What one person does in the published rotation."""

    date: dt.date | None
    group: str
    order: int
    others: tuple[str, ...]
    visits: tuple[VisitLine, ...]

    @property
    def colour(self) -> int:
        """Which of the colours their group has."""
        return self.order % COLOURS


def rotation_row(edition: str) -> Rotation:
    """Return the rotation of an edition for the programme's own actions; the first asking makes one from the usual stations."""
    row = Rotation.objects.filter(edition__code=edition).first()
    if row is not None:
        return row
    home = Edition.objects.get(code=edition)
    day = Day.objects.filter(edition=home).order_by("-practical", "date").first()
    date = (day.date if day else home.starts_on).isoformat()
    setup = first_setup(date, people.people_of(edition, Role.TRAINER))
    return Rotation.objects.get_or_create(edition=home, defaults={"setup": setup})[0]


def setup_of(edition: str) -> Setup:
    """Return what the next plan is made from."""
    return rotation_row(edition).setup


def names_in(edition: str, setup: Setup) -> dict[str, str]:
    """Return what each key of an edition's problem is called, people too."""
    known = {card.ref: card.name for card in people.people_of(edition)}
    return names_of(setup, known)


def plan_view(edition: str, plan: Mapping[str, Any], setup: Setup) -> PlanView:
    """Return a plan as pages show it. One query."""
    cards = {card.ref: card for card in people.people_of(edition)}
    names = names_of(setup, {ref: card.name for ref, card in cards.items()})
    rooms = {row["key"]: row["place"] for row in setup["stations"]}
    if setup["lunch"]:
        rooms[LUNCH] = setup["lunch"]["place"]
    erased = gettext("Erased participant")
    order = {name: number for number, name in enumerate(plan["groups"])}
    lines = [_line(each, order, names, rooms) for each in plan["visits"]]
    stops = list(dict.fromkeys(line.station for line in sorted(lines, key=lambda line: line.starts)))
    groups = tuple(
        GroupCard(
            name=name,
            order=number,
            people=tuple(
                (ref, cards[ref].name, cards[ref].institution) if ref in cards else (ref, erased, "")
                for ref in plan["groups"][name]
            ),
            visits=tuple(sorted((line for line in lines if line.group == name), key=lambda line: line.starts)),
            cells=tuple(
                sorted((line for line in lines if line.group == name), key=lambda line: stops.index(line.station))
            ),
        )
        for name, number in order.items()
    )
    begins, _, ends = setup["day"].partition("-")
    return PlanView(
        date=dt.date.fromisoformat(setup["date"]),
        day=(minute_of(begins), minute_of(ends)),
        stations=tuple((key, names.get(key, key)) for key in stops),
        groups=groups,
    )


def _line(
    row: Mapping[str, Any], order: Mapping[str, int], names: Mapping[str, str], rooms: Mapping[str, str]
) -> VisitLine:
    place = rooms.get(row["station"], "")
    return VisitLine(
        group=row["group"],
        order=order[row["group"]],
        station=row["station"],
        title=names.get(row["station"], row["station"]),
        place=names.get(place, place),
        starts=minute_of(row["starts"]),
        ends=minute_of(row["ends"]),
        trainers=tuple(names.get(key, key) for key in row["trainers"]),
    )


def broken_rules(row: Rotation) -> list[str]:
    """Return what the independent checker finds wrong with the plan, in its own words."""
    if row.plan is None:
        return []
    try:
        problem = problem_after(row.problem, row.told)
    except Refused as refused:
        return [refused.refusal.message]
    return [each.message for each in breaches(problem, plan_from(row.plan))]


def page_of(viewer: Viewer) -> dict[str, Any]:
    """Return everything the organiser's page shows: plan, broken rules, what waits for a decision, why there is no plan."""
    row = rotation_row(viewer.edition)
    students = people.people_of(viewer.edition, Role.STUDENT)
    names = names_in(viewer.edition, row.setup)
    mix = mix_that_can_be(row.setup, students)
    published = row.published or {}
    return {
        "plan": plan_view(viewer.edition, row.plan, row.setup) if row.plan else None,
        "broken": [told_in_words(each, names) for each in broken_rules(row)],
        "changes": [told_in_words(each["message"], names) for each in (row.proposal or {}).get("changes", [])],
        "proposed": row.proposal is not None,
        "why": [_why(each, names) for each in row.why],
        "undoable": row.before is not None,
        "published": row.published is not None,
        "newer": bool(published) and published.get("plan") != row.plan,
        "told": [_event(each, names) for each in row.told],
        "people_count": len(students),
        "mix": mix,
        "mix_less": mix < row.setup["mix"],
        "setup": setup_view(row.setup, names),
    }


def _why(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    reasons = [
        {
            "rule": told_in_words(each["rule"], names),
            "remedy": told_in_words(each["remedy"], names),
            "needs": told_in_words(each["needs"], names),
            "enough": each["enough"],
        }
        for each in row["reasons"]
    ]
    ways = [told_in_words(each, names) for each in row["ways_out"]]
    return {"message": told_in_words(row["message"], names), "proven": row["proven"], "reasons": reasons, "ways": ways}


def _event(row: Mapping[str, str], names: Mapping[str, str]) -> str:
    name = names.get(row["key"], row["key"])
    if row["kind"] == "ill":
        return gettext("%(name)s is ill.") % {"name": name}
    span = row["span"] or gettext("all day")
    if row["kind"] == "lost":
        return gettext("%(name)s is lost, %(span)s.") % {"name": name, "span": span}
    return gettext("%(name)s is gone, %(span)s.") % {"name": name, "span": span}


def setup_view(setup: Setup, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the set-up in words, for tables."""
    return {
        "day": setup["day"].replace("-", "–"),
        "date": dt.date.fromisoformat(setup["date"]),
        "sizes": (setup["size_min"], setup["size_max"]),
        "mix": setup["mix"],
        "lunch": setup["lunch"],
        "stations": [
            {**row, "title": title_of(row), "room": names[row["place"]], "before": [names[key] for key in row["after"]]}
            for row in setup["stations"]
        ],
        "places": [{**row, "title": title_of(row)} for row in setup["places"]],
        "trainers": [
            {**row, "title": names[row["key"]], "leads": [names[key] for key in row["stations"]]}
            for row in setup["trainers"]
        ],
    }


def own_rotation(viewer: Viewer) -> Own | None:
    """Return the viewer's part of the published rotation: their group's day, or what a trainer leads; or None."""
    return own_rotation_of(viewer.edition, viewer.ref)


def own_rotation_of(edition: str, ref: str) -> Own | None:
    """Return a person's part of the published rotation, or None. Two queries."""
    row = Rotation.objects.filter(edition__code=edition, published__isnull=False).first()
    if row is None:
        return None
    plan, setup = row.published["plan"], row.published["setup"]
    view = plan_view(edition, plan, setup)
    for group in view.groups:
        if ref in [key for key, _, _ in group.people]:
            others = tuple(name for key, name, _ in group.people if key != ref)
            return Own(date=view.date, group=group.name, order=group.order, others=others, visits=group.visits)
    seats = {each["key"] for each in setup["trainers"] if each["ref"] == ref}
    led = {(each["group"], each["station"]) for each in plan["visits"] if seats & set(each["trainers"])}
    mine = tuple(visit for visit in view.visits if (visit.group, visit.station) in led)
    return Own(date=view.date, group="", order=0, others=(), visits=mine) if mine else None
