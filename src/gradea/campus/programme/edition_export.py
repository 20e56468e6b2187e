"""An edition as a file again: what was loaded, with everything that was changed since."""

from collections.abc import Mapping
from typing import Any

import yaml

from gradea.campus.people import enrolling
from gradea.campus.people import queries as people
from gradea.campus.programme.edition_file import EditionFile
from gradea.campus.programme.models import Day, Edition, Organisation, Place, Seat


def edition_text(code: str, *, with_people: bool = False) -> str | None:
    """Return an edition as the text of an edition file, or None where there is none of this code.

    Args:
        code: Code of the edition.
        with_people: Whether names and teams go along; leave them out when the file leaves the school.
    """
    edition = Edition.objects.filter(code=code).first()
    if edition is None:
        return None
    data = _per_language(_programme(edition), edition.words)
    if with_people:
        data |= _people(code)
    EditionFile.model_validate(data)  # what is written can be read
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=130)


def _programme(edition: Edition) -> dict[str, Any]:
    facts = {name: getattr(edition, name) for name in ("code", "title", "ordinal", "starts_on", "ends_on")}
    return {
        "format": "gradea-edition/1",
        **facts,
        "venue": {"name": edition.venue, "town": edition.town, "basis": "I"},
        **{name: getattr(edition, name) for name in ("seats", "audience", "about")},
        "organisations": [_organisation(row) for row in Organisation.objects.filter(edition=edition).order_by("order")],
        "places": {
            row.key: {"name": row.name, "about": row.about}
            for row in Place.objects.filter(edition=edition).order_by("key")
        },
        "days": [_day(row) for row in Day.objects.filter(edition=edition).order_by("date")],
    }


def _per_language(value: Any, words: Mapping[str, Mapping[str, str]]) -> Any:
    """Return the data with every text that is known in another language as a text per language."""
    if isinstance(value, dict):
        return {key: _per_language(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [_per_language(inner, words) for inner in value]
    others = {language: known[value] for language, known in words.items() if isinstance(value, str) and value in known}
    return {"en": value, **others} if others else value


def _organisation(row: Organisation) -> dict[str, Any]:
    data = {"name": row.name, "kind": row.kind, "contribution": row.contribution, "basis": row.basis}
    school = next((each for each in enrolling.seat_lines(row.edition.code) if each.name == row.name), None)
    if row.kind == "school" and school is not None:
        data |= {"key": school.code, "short": school.short}
    return data


def _day(row: Day) -> dict[str, Any]:
    return {
        "date": row.date,
        "title": row.title,
        "about": row.about,
        "practical": row.practical,
        "sessions": [
            {
                "at": f"{line.starts:%H:%M}-{line.ends:%H:%M}", "kind": line.kind, "title": line.title,
                "place": line.place.key, "about": line.about, "stations": line.stations, "basis": line.basis,
            }
            for line in row.sessions.select_related("place").order_by("starts")
        ],
    }  # fmt: skip


def _people(code: str) -> dict[str, Any]:
    keys = {ref: key for key, ref in people.refs_by_roster_key(code).items()}
    codes = {line.short: line.code for line in enrolling.seat_lines(code)}
    seats = Seat.objects.filter(team__edition__code=code).select_related("team").order_by("team__key", "order")
    teams: dict[str, dict[str, Any]] = {}
    for seat in seats:
        if seat.person_ref in keys:
            team = teams.setdefault(seat.team.key, {"name": seat.team.name, "seats": {}})
            team["seats"][seat.role] = keys[seat.person_ref]
    return {
        "people": [
            {
                "key": keys[card.ref], "name": card.name, "roles": sorted(role.value for role in card.roles),
                **({"from": codes[card.institution]} if card.institution in codes else {}),
            }
            for card in people.people_of(code)
        ],
        "teams": list(teams.values()),
    }  # fmt: skip


def edition_codes() -> list[str]:
    """Return the codes of the editions that are there, the latest first."""
    return list(Edition.objects.order_by("-starts_on").values_list("code", flat=True))
