"""What happened beside entries and signatures: interventions, equipment log, files, samples, outages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gradea.record.own_words import Text
from gradea.vocabulary import SimTime, stored


@stored("record.intervention-recorded/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionRecorded:
    """An intervention in grade A was recorded. `qualified`: it stands on the list of the recipe."""

    step: str
    intervention: str
    qualified: bool
    begun_at: SimTime
    ended_at: SimTime
    person: str
    text: Text
    by: str
    role: str
    at: SimTime


@stored("record.equipment-logged/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentLogged:
    """Something was written into the log of a device."""

    equipment: str
    entry: str
    text: Text
    step: str | None
    by: str
    role: str
    at: SimTime


@stored("record.outage-declared/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class OutageDeclared:
    """The record could not be reached; writing went on on paper."""

    text: Text
    by: str
    role: str
    at: SimTime


@stored("record.outage-ended/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class OutageEnded:
    """The record could be reached again. `began_at`: when the outage had been declared."""

    text: Text
    began_at: SimTime
    by: str
    role: str
    at: SimTime


@stored("record.file-attached/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class FileAttached:
    """A photo or a print-out was attached, by its hash."""

    sha256: str
    media_type: str
    size: int
    origin: str
    text: Text
    step: str | None
    by: str
    role: str
    at: SimTime


@stored("record.sample-received/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class SampleReceived:
    """The laboratory received a sample."""

    sample: str
    condition: str
    by: str
    role: str
    at: SimTime


FloorEvent: TypeAlias = (
    InterventionRecorded | EquipmentLogged | OutageDeclared | OutageEnded | FileAttached | SampleReceived
)

FLOOR_FREE_TEXT: Mapping[type, tuple[str, ...]] = {
    InterventionRecorded: ("text",),
    EquipmentLogged: ("text",),
    OutageDeclared: ("text",),
    OutageEnded: ("text",),
    FileAttached: ("text",),
}
"""Fields that carry a person's own words; see `events.FREE_TEXT`."""
