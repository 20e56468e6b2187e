"""A programme in the language of the reader: what its file says in two languages is chosen when it is shown.

The tables hold the English, which keys, calendars and certificates are made from; the edition holds what each English text is in
another language. A text that an organiser changed has no other language any more, and is shown as it was written.
"""

from collections.abc import Mapping
from dataclasses import replace

from gradea.campus.programme.queries import DayPlan, EditionCard, OrganisationGroup, SessionLine
from gradea.campus.shell.speech import language


def in_language(words: Mapping[str, Mapping[str, str]], text: str) -> str:
    """Return a text of an edition in the language of the reader, else as it was written."""
    return words.get(language(), {}).get(text, text)


def spoken_edition(edition: EditionCard) -> EditionCard:
    """Return an edition as its reader says it; its title is a name and stays."""
    return replace(
        edition,
        audience=in_language(edition.words, edition.audience),
        about=in_language(edition.words, " ".join(edition.about.split())),
    )


def spoken_days(edition: EditionCard, days: list[DayPlan]) -> list[DayPlan]:
    """Return the days of an edition as its reader says them."""
    return [
        replace(
            day,
            title=in_language(edition.words, day.title),
            about=in_language(edition.words, day.about),
            sessions=tuple(_session(edition, line) for line in day.sessions),
        )
        for day in days
    ]


def _session(edition: EditionCard, line: SessionLine) -> SessionLine:
    return replace(
        line,
        title=in_language(edition.words, line.title),
        about=in_language(edition.words, line.about),
        place=in_language(edition.words, line.place),
        stations=tuple(in_language(edition.words, each) for each in line.stations),
    )


def spoken_organisations(edition: EditionCard, groups: Mapping[str, OrganisationGroup]) -> dict[str, OrganisationGroup]:
    """Return who takes part, with what they do in the language of the reader; names of organisations are names."""
    return {
        key: replace(group, contribution=in_language(edition.words, group.contribution))
        for key, group in groups.items()
    }
