"""The edition file: what it may hold, checked before anything is stored."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from gradea.campus.programme.kinds import OrganisationKind, SeatRole, SessionKind
from gradea.campus.shell.roles import Role

FILE_BYTES_MAX = 256 * 1024
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
About = Annotated[str, StringConstraints(strip_whitespace=True, max_length=240)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,38}$")]
Basis = Literal["E", "I"]
Language = Literal["nl"]
TEXT_MAX = 1000


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VenuePart(_Part):
    """Where the edition is held."""

    name: Words
    town: Words
    basis: Basis


class OrganisationPart(_Part):
    """Somebody who takes part; `key` and `short` for schools, which people come from."""

    name: Words
    kind: OrganisationKind
    contribution: About = ""
    key: Key | None = None
    short: Words | None = None
    basis: Basis


class PlacePart(_Part):
    """A place of the venue."""

    name: Words
    about: About = ""


class SessionPart(_Part):
    """One line of a day; `at` is `09:00-09:40`."""

    at: Annotated[str, StringConstraints(pattern=r"^[0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d$")]
    kind: SessionKind
    title: Words
    place: Key
    about: About = ""
    stations: list[Words] = []
    basis: Basis

    @property
    def starts(self) -> dt.time:
        """When it starts."""
        return dt.time.fromisoformat(self.at[:5])

    @property
    def ends(self) -> dt.time:
        """When it ends."""
        return dt.time.fromisoformat(self.at[6:])


class DayPart(_Part):
    """One day."""

    date: dt.date
    title: Words
    about: About = ""
    practical: bool = False
    sessions: list[SessionPart]

    @model_validator(mode="after")
    def _in_order(self) -> "DayPart":
        for before, after in zip(self.sessions, self.sessions[1:], strict=False):
            if after.starts < before.ends:
                raise ValueError(
                    f"{self.date}: '{after.title}' starts at {after.at[:5]}, before '{before.title}' has ended"
                )
        return self


class PersonPart(_Part):
    """Somebody of the edition."""

    key: Key
    name: Words
    roles: frozenset[Role]
    school: Key | None = Field(default=None, alias="from")


class TeamPart(_Part):
    """A team and who has which seat, by the keys of people."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    seats: dict[SeatRole, Key]


class EditionFile(_Part):
    """A whole edition."""

    format: Literal["gradea-edition/1"]
    code: Key
    title: Words
    ordinal: Annotated[int, Field(ge=1, le=99)]
    starts_on: dt.date
    ends_on: dt.date
    venue: VenuePart
    seats: Annotated[int, Field(ge=1, le=5000)]
    audience: About
    about: str
    organisations: list[OrganisationPart]
    places: dict[Key, PlacePart]
    days: list[DayPart]
    people: list[PersonPart] = []
    teams: list[TeamPart] = []
    words: dict[Language, dict[str, str]] = {}

    @model_validator(mode="before")
    @classmethod
    def _in_english(cls, data: object) -> object:
        """Keep the English of every text that is given per language, and the others beside it, by the English."""
        if not isinstance(data, dict):
            return data
        if "words" in data:
            raise ValueError("'words' is no key of an edition file; write {en: …, nl: …} where the text stands")
        words: dict[str, dict[str, str]] = {}
        return {**_english(data, words), "words": words}

    @model_validator(mode="after")
    def _names_what_exists(self) -> "EditionFile":
        people = [person.key for person in self.people]
        schools = {organisation.key for organisation in self.organisations if organisation.key}
        seated = [key for team in self.teams for key in team.seats.values()]
        wrong = [
            *(
                f"place {s.place} of '{s.title}'"
                for day in self.days
                for s in day.sessions
                if s.place not in self.places
            ),
            *(f"school {p.school} of {p.key}" for p in self.people if p.school and p.school not in schools),
            *(f"person {key} of a team" for key in seated if key not in people),
        ]
        twice = {key for key in people if people.count(key) > 1} | {key for key in seated if seated.count(key) > 1}
        if wrong or twice:
            raise ValueError(
                f"not in this file: {', '.join(wrong) or 'nothing'}; more than once: {', '.join(sorted(twice)) or 'nothing'}"
            )
        return self


def _english(value: Any, words: dict[str, dict[str, str]]) -> Any:
    if isinstance(value, dict) and isinstance(value.get("en"), str):
        english = " ".join(value["en"].split())
        for language, text in value.items():
            if not isinstance(text, str) or not text.strip() or len(text) > TEXT_MAX:
                raise ValueError(f"'{english}' has no text of at most {TEXT_MAX} characters in '{language}'")
            if language != "en" and words.setdefault(language, {}).setdefault(english, text.strip()) != text.strip():
                raise ValueError(
                    f"'{english}' is '{words[language][english]}' and also '{text.strip()}' in '{language}'"
                )
        return english
    if isinstance(value, dict):
        return {key: _english(inner, words) for key, inner in value.items()}
    return [_english(inner, words) for inner in value] if isinstance(value, list) else value


def read_edition(path: Path) -> tuple[EditionFile, str]:
    """Read and check an edition file; return it with the fingerprint of its bytes.

    Raises:
        ValueError: If it is too large, no plain YAML, or says something an edition cannot hold; the message names file and line.
    """
    raw = path.read_bytes()
    if len(raw) > FILE_BYTES_MAX:
        raise ValueError(f"{path.name} has {len(raw)} bytes; the limit is {FILE_BYTES_MAX}")
    try:
        return EditionFile.model_validate(yaml.safe_load(raw)), hashlib.sha256(raw).hexdigest()
    except (yaml.YAMLError, ValueError) as problem:
        raise ValueError(f"{path.name}: {problem}") from problem
