"""Loading an edition: programme, people and teams from its file."""

from pathlib import Path

from django.db import transaction

from gradea.campus.people import actions as people
from gradea.campus.people import queries as people_queries
from gradea.campus.programme.editing import session_key
from gradea.campus.programme.edition_file import DayPart, EditionFile, read_edition
from gradea.campus.programme.kinds import OrganisationKind
from gradea.campus.programme.models import Day, Edition, Organisation, Place, Seat, Session, Team


def load_edition(path: Path) -> str:
    """Load an edition file, or bring an edition up to date with it; return the edition's code.

    The programme becomes what the file says. People and teams are added and never taken away: whoever has worked keeps their
    ref, code and seat. A file that was loaded before changes nothing.

    Raises:
        ValueError: If the file does not hold a whole, consistent edition; nothing has been stored then.
    """
    file, digest = read_edition(path)
    if Edition.objects.filter(code=file.code, source_digest=digest).exists():
        return file.code
    with transaction.atomic():
        edition = _save_programme(file, digest)
        _save_people(file)
        _save_teams(file, edition)
    return file.code


def _save_programme(file: EditionFile, digest: str) -> Edition:
    facts = file.model_dump(include={"title", "ordinal", "starts_on", "ends_on", "seats", "audience", "about", "words"})
    edition, _ = Edition.objects.update_or_create(
        code=file.code, defaults={**facts, "venue": file.venue.name, "town": file.venue.town, "source_digest": digest}
    )
    for old in (edition.days, edition.organisations, edition.place_set):
        old.all().delete()
    Organisation.objects.bulk_create(
        Organisation(
            edition=edition,
            order=order,
            name=part.name,
            kind=part.kind,
            contribution=part.contribution,
            basis=part.basis,
        )
        for order, part in enumerate(file.organisations)
    )
    places = {
        key: Place.objects.create(edition=edition, key=key, name=part.name, about=part.about)
        for key, part in file.places.items()
    }
    for part in file.days:
        _save_day(edition, part, places)
    return edition


def _save_day(edition: Edition, part: DayPart, places: dict[str, Place]) -> None:
    day = Day.objects.create(
        edition=edition, date=part.date, title=part.title, about=part.about, practical=part.practical
    )
    Session.objects.bulk_create(
        Session(
            key=session_key(part.date, line.starts, line.title),
            day=day,
            place=places[line.place],
            starts=line.starts,
            ends=line.ends,
            kind=line.kind,
            title=line.title,
            about=line.about,
            stations=list(line.stations),
            basis=line.basis,
        )
        for line in part.sessions
    )


def _save_people(file: EditionFile) -> None:
    for part in file.organisations:
        if part.kind is OrganisationKind.SCHOOL and part.key:
            people.save_institution(part.key, name=part.name, short=part.short or part.name)
    for person in file.people:
        people.enrol(file.code, person.key, name=person.name, roles=person.roles, institution=person.school or "")


def _save_teams(file: EditionFile, edition: Edition) -> None:
    refs = people_queries.refs_by_roster_key(file.code)
    seated = set(Seat.objects.filter(team__edition=edition).values_list("person_ref", flat=True))
    for number, part in enumerate(file.teams, start=1):
        team, _ = Team.objects.get_or_create(edition=edition, key=f"team-{number}", defaults={"name": part.name})
        for order, (role, key) in enumerate(part.seats.items()):
            ref = refs.get(key)
            if ref and ref not in seated:
                Seat.objects.create(team=team, order=order, role=role, person_ref=ref)
