"""What a person may ask of the record beside entries and signatures: interventions, equipment log, files, samples, outage."""

from dataclasses import dataclass
from typing import TypeAlias

from gradea.record.own_words import Text
from gradea.vocabulary import SimTime, stored


@stored("record.record-intervention/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIntervention:
    """Record an intervention in grade A: which, from when to when, by whom (REC-14; Annex 1 8.17).

    Attributes:
        intervention: Code from the recipe's list of qualified interventions, or `other`.
        person: Who did it; the actor if empty.
        text: What was done; needed for one that is not on the list.
    """

    step: str
    intervention: str
    begun_at: SimTime | None = None
    ended_at: SimTime | None = None
    person: str = ""
    text: Text = ""


@stored("record.log-equipment/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class LogEquipment:
    """Write into the log of a device: `used`, `cleaned`, `calibrated`, `repaired`, `malfunction`, `step-changed`."""

    equipment: str
    entry: str
    text: Text
    step: str | None = None


@stored("record.declare-outage/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareOutage:
    """Say that the record, or the line to an instrument, cannot be reached: writing goes on on paper (STO-05)."""

    text: Text


@stored("record.end-outage/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class EndOutage:
    """Say that the record can be reached again; from here on the paper is entered late, with its time and number."""

    text: Text


@stored("record.attach-file/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFile:
    """Attach a photo or a print-out: the record keeps its hash, origin, author and time (REC-16).

    Attributes:
        sha256: Hash of the file, hexadecimal; `size`: in bytes.
        media_type: `image/jpeg`, `application/pdf` and so on.
        origin: Device or paper form it comes from.
    """

    sha256: str
    media_type: str
    size: int
    origin: str
    text: Text
    step: str | None = None


@stored("record.receive-sample/1")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveSample:
    """Receive a sample in the laboratory: its label was read, its state looked at.

    Attributes:
        batch_number: What the label says; another number than the batch's is refused.
        condition: `good`, `damaged`, `warm` or `too-little`.
    """

    sample: str
    batch_number: str
    condition: str = "good"


FloorCommand: TypeAlias = RecordIntervention | LogEquipment | DeclareOutage | EndOutage | AttachFile | ReceiveSample
