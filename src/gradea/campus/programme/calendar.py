"""The programme for calendars: iCalendar (RFC 5545) with the time zone of the venue."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext
from icalendar import Calendar, Event

from gradea.campus.programme.queries import DayPlan, EditionCard, SessionLine
from gradea.campus.programme.rotation_queries import Own, VisitLine


def calendar_of(
    edition: EditionCard, days: Iterable[DayPlan], host: str, now: dt.datetime, own: Own | None = None
) -> bytes:
    """Return the sessions of an edition as an iCalendar file, and with them a person's own rotation.

    Args:
        edition: The edition.
        days: Its days.
        host: Name of this site, for the identifiers of the events.
        now: When the file is made.
        own: What the person whose calendar it is does in the rotation.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Grade A//programme//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", edition.title)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    for day in days:
        for line in day.sessions:
            calendar.add_component(_event(edition, day, line, host, now))
    for visit in own.visits if own and own.date else ():
        calendar.add_component(_visit(edition, own, visit, host, now))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _visit(edition: EditionCard, own: Own, visit: VisitLine, host: str, now: dt.datetime) -> Event:
    midnight = dt.datetime.combine(own.date, dt.time(), ZoneInfo(settings.TIME_ZONE))
    event = Event()
    event.add("uid", f"{edition.code}-rotation-{visit.group}-{visit.station}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", midnight + dt.timedelta(minutes=visit.starts))
    event.add("dtend", midnight + dt.timedelta(minutes=visit.ends))
    event.add("summary", gettext("%(station)s, group %(group)s") % {"station": visit.title, "group": visit.group})
    event.add("location", f"{visit.place}, {edition.venue}")
    return event


def _event(edition: EditionCard, day: DayPlan, line: SessionLine, host: str, now: dt.datetime) -> Event:
    zone = ZoneInfo(settings.TIME_ZONE)
    event = Event()
    event.add("uid", f"{edition.code}-{line.key}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", dt.datetime.combine(day.date, line.starts, zone))
    event.add("dtend", dt.datetime.combine(day.date, line.ends, zone))
    event.add("summary", line.title)
    event.add("location", f"{line.place}, {edition.venue}")
    about = [line.about, *line.stations]
    if any(about):
        event.add("description", "\n".join(part for part in about if part))
    event.add("categories", [line.kind_words])
    return event


def event_data(edition: EditionCard, days: list[DayPlan], address: str) -> dict[str, object]:
    """Return the edition as Schema.org event data, with its days as events of their own."""
    return {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "name": edition.title,
        "description": edition.about,
        "startDate": edition.starts_on.isoformat(),
        "endDate": edition.ends_on.isoformat(),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "maximumAttendeeCapacity": edition.seats,
        "audience": {"@type": "Audience", "audienceType": edition.audience},
        "location": {"@type": "Place", "name": edition.venue, "address": edition.town},
        "url": address,
        "subEvent": [
            {
                "@type": "Event",
                "name": gettext("Day %(number)s: %(title)s") % {"number": day.number, "title": day.title},
                "description": day.about,
                "startDate": day.date.isoformat(),
                "location": {"@type": "Place", "name": edition.venue, "address": edition.town},
            }
            for day in days
        ],
    }
