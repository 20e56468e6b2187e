"""What a site scenario file says: a facility, a plan for people, doors and faults, and what is to be measured."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gradea.cli.site_plan import (
    CabinetSwitch,
    Fault,
    Person,
    Release,
    Source,
    cabinets_in,
    door_acts_in,
    faults_in,
    people_in,
    releases_in,
    sources_in,
    start_in,
)
from gradea.cli.site_reading import Reading
from gradea.cli.site_samples import IsolatorRun, Sample, isolators_in, samples_in
from gradea.vocabulary import MINUTE, SimTime
from gradea.world.site import Airborne, DoorAct, Facility, Notes

DURATION_MIN_MAX = 7 * 24 * 60.0
OUTPUTS_MAX = 5000
KEYS = (
    "title", "facility", "duration_min", "every_min", "seed", "interlock_defeated", "start", "people", "doors", "cabinets",
    "faults", "sources", "releases", "isolators", "samples",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteScenario:
    """One session of a site, checked.

    Attributes:
        title: For the reader.
        facility: The unit.
        until: End of the session; it begins at 0.
        every_ms: Output interval.
        seed: Seed of the instruments.
        interlocked: Whether airlocks allow one open door.
        start: Concentrations per m3 at the start, where they are not those at rest.
    """

    title: str
    facility: Facility
    until: SimTime
    every_ms: int
    seed: str
    interlocked: bool
    start: dict[str, Airborne] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    doors: tuple[DoorAct, ...] = ()
    cabinets: tuple[CabinetSwitch, ...] = ()
    faults: tuple[Fault, ...] = ()
    sources: tuple[Source, ...] = ()
    releases: tuple[Release, ...] = ()
    isolators: tuple[IsolatorRun, ...] = ()
    samples: tuple[Sample, ...] = ()

    @property
    def instants(self) -> tuple[SimTime, ...]:
        """Return the output instants: the start, every interval, and the end."""
        return (*(SimTime(at) for at in range(0, self.until, self.every_ms)), self.until)


def scenario_in(
    data: dict[str, Any], notes: Notes, facility_of: Callable[[str], Facility | None]
) -> SiteScenario | None:
    """Return the scenario that these values describe, or None without a facility; problems go to the notes.

    Args:
        data: The file as plain values.
        notes: Takes the problems. A scenario with problems is not to be run.
        facility_of: Returns the facility of a code or path, or None when it is not sound.
    """
    top = Reading(notes, (), data)
    top.only(*KEYS)
    title, named = top.text("title"), top.text("facility")
    duration_min = top.number("duration_min", 1.0, DURATION_MIN_MAX)
    every_min = top.number("every_min", 0.1, DURATION_MIN_MAX, 10.0)
    if duration_min / every_min > OUTPUTS_MAX:
        top.wrong("every_min", f"that is {duration_min / every_min:.0f} outputs.", f"Ask for at most {OUTPUTS_MAX}.")
        every_min = duration_min
    seed = data.get("seed", 1)
    if isinstance(seed, bool) or not isinstance(seed, int | str):
        top.wrong("seed", f"seed is {seed!r:.40}.", "Give a whole number or a text.")
    interlocked = not top.flag("interlock_defeated", default=False)
    facility = facility_of(named) if named else None
    if facility is None:
        return None
    until = SimTime(round(duration_min * MINUTE))
    return SiteScenario(
        title=title,
        facility=facility,
        until=until,
        every_ms=round(every_min * MINUTE),
        seed=f"site-{seed}",
        interlocked=interlocked,
        start=start_in(top, facility),
        people=people_in(top, facility, until),
        doors=door_acts_in(top, facility, until),
        cabinets=cabinets_in(top, facility, until),
        faults=faults_in(top, facility, until),
        sources=sources_in(top, facility, until),
        releases=releases_in(top, facility, until),
        isolators=isolators_in(top, facility, until),
        samples=samples_in(top, facility, until),
    )
