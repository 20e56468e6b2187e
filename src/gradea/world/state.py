"""The whole hidden truth at one instant: rooms, people, vessels, lots, devices, plates and bottles."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from gradea.vocabulary import DAY, HOUR, SimTime
from gradea.world.culture import DENDRITIC, Contents, CultureModel, Person, Ware
from gradea.world.equipment import Device, DeviceKind
from gradea.world.material import Lot, Substance
from gradea.world.microbes import Contaminant, Skill
from gradea.world.monitoring import BottleTruth, PlateTruth, Tray
from gradea.world.people import Garment, Hands
from gradea.world.site import Air, Facility

OUTSIDE = "OUT"
"""Everything that is not classified: quality control laboratory, stores, offices."""


DOORS_OPEN_H = 7.0
"""Hour at which the working day starts (design choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A person in the building.

    Attributes:
        ref: Opaque actor reference.
        skill: `novice`, `trained` or `expert`: how often a hand touches what it should not.
        supervised_practice: Supervised runs beyond that level.
        hours_awake: Hours since getting up when the doors open in the morning; every night is slept.
        shedding: Personal multiplier on emission.
        activity: What the body is doing now.
        talks_until: Until when the person talks.
        coughed_at: When the person last coughed over the work, not turned away.
        passes_until: Until when the person walks about in the room.
    """

    ref: str
    room: str = OUTSIDE
    skill: str = "trained"
    shedding: float = 1.0
    activity: str = "still"
    garment: Garment = field(default_factory=Garment)
    hands: Hands = field(default_factory=Hands)
    supervised_practice: float = 0.0
    hours_awake: float = 1.0
    talks_until: SimTime = SimTime(0)
    coughed_at: SimTime | None = None
    passes_until: SimTime = SimTime(0)

    def awake_h(self, at: SimTime) -> float:
        """Return for how many hours the person has been awake; the count starts anew every morning."""
        return self.hours_awake + max(0.0, at % DAY / HOUR - DOORS_OPEN_H)

    def skill_at(self, at: SimTime) -> Skill:
        """Return how sure the hands are at an instant."""
        return Skill(level=self.skill, supervised_practice=self.supervised_practice, hours_awake=self.awake_h(at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vessel:
    """A bag, tube or container and what is in it.

    Attributes:
        code: Code on the label, as in the recipe: `CULT-A`.
        room: Room it is in; inside a device when `inside` names one.
        contents: Cells and liquids, settled up to `as_of`.
        contaminants: Organisms in it, settled up to `as_of`.
        as_of: Instant for which contents and contaminants hold; a whole minute.
        chilled_until: Cold buffer or an ice pack keeps it cold until then.
        reagent_ml: Selection reagent given to the cells. `label_minutes`: minutes they have stood with it.
        labels: Labels printed, applied and destroyed.
        units: Number of alike containers that this one stands for.
        dmso_ml: DMSO in it, which harms cells while they are warm.
        frozen_at: When it was frozen, or None. `cooling_k_per_min`: how fast.
        course: What the culture model keeps to go on exactly where it stands; None after every event.
    """

    code: str
    room: str
    inside: str = ""
    contents: Contents
    contaminants: tuple[Contaminant, ...] = ()
    as_of: SimTime = SimTime(0)
    chilled_until: SimTime = SimTime(0)
    reagent_ml: float = 0.0
    label_minutes: int = 0
    labels: tuple[int, int, int] = (0, 0, 0)
    units: int = 1
    dmso_ml: float = 0.0
    frozen_at: SimTime | None = None
    cooling_k_per_min: float = 1.0
    course: Any = field(default=None, compare=False, repr=False)


_BAG = Ware()


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorMove:
    """A door that will open (and let somebody pass) or shut at an instant."""

    at: SimTime
    link: str
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureWatch:
    """How one watched pressure step stands.

    Attributes:
        episode: When this episode of low pressure began; names its alarm.
        low_from: Since when it is low without a break, or None while it is good.
        good_from: Since when it is good again, or None while it is low.
    """

    episode: SimTime
    low_from: SimTime | None
    good_from: SimTime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The truth of one run. Never shown to a student before the debrief.

    Attributes:
        door_moves: Doors that will open or shut, earliest first.
        watches: Pressure steps that are or were below their limit, by the cleaner room.
        open_plates: Settle plates with their lid off, and the room of the cabinet they stand in.
        plate_doses: Airborne dose of each exposed settle plate so far, CFU·s/m3.
        cleared: When the line of a room was last inspected or cleaned.
        counts: How often a keyed act has happened, so that each repetition has its own luck.
        expected_cfu: Expected CFU that entered each vessel, by route: smooth, fair, never random.
        model: What the cells of this product are. `donor`: whose they are.
        wares: What kind of vessel a code stands for, where it is no plain bag. `store`: room of the released goods.
        trays: Units of a media fill.
    """

    facility: Facility
    start: date
    at: SimTime
    donor: Person
    air: Air
    model: CultureModel = DENDRITIC
    wares: Mapping[str, Ware] = field(default_factory=dict)
    store: str = "D_PREP"
    workers: Mapping[str, Worker] = field(default_factory=dict)
    vessels: Mapping[str, Vessel] = field(default_factory=dict)
    substances: Mapping[str, Substance] = field(default_factory=dict)
    lots: Mapping[str, tuple[Lot, ...]] = field(default_factory=dict)
    devices: Mapping[str, Device] = field(default_factory=dict)
    plates: Mapping[str, PlateTruth] = field(default_factory=dict)
    bottles: Mapping[str, BottleTruth] = field(default_factory=dict)
    trays: Mapping[str, Tray] = field(default_factory=dict)
    door_moves: tuple["DoorMove", ...] = ()
    watches: Mapping[str, PressureWatch] = field(default_factory=dict)
    open_plates: Mapping[str, str] = field(default_factory=dict)
    plate_doses: Mapping[str, float] = field(default_factory=dict)
    cleared: Mapping[str, SimTime] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    expected_cfu: Mapping[str, float] = field(default_factory=dict)
    batch_number: str = ""
    donation_number: str = ""
    patient_number: str = ""
    collected_at: SimTime = SimTime(0)

    def worker(self, ref: str) -> Worker:
        """Return a person. Raises KeyError for somebody who never entered the building."""
        return self.workers[ref]

    def device_of(self, kind: DeviceKind) -> Device:
        """Return the first device of a kind. Raises LookupError when there is none."""
        for device in self.devices.values():
            if device.kind is kind:
                return device
        raise LookupError(f"no device of the kind {kind}")

    def offered_lot(self, material: str, room: str) -> Lot | None:
        """Return the lot of a material that lies in front in a room, or None."""
        return next((lot for lot in self.lots.get(material, ()) if lot.room == room), None)

    def ware(self, code: str) -> Ware:
        """Return what kind of vessel a code stands for; a plain bag if nothing is said."""
        return self.wares.get(code, _BAG)

    def with_worker(self, worker: Worker) -> "World":
        """Return the world with this person as given."""
        return replace(self, workers={**self.workers, worker.ref: worker})

    def with_vessel(self, *vessels: Vessel) -> "World":
        """Return the world with these vessels as given."""
        return replace(self, vessels={**self.vessels, **{vessel.code: vessel for vessel in vessels}})

    def with_tray(self, code: str, tray: Tray) -> "World":
        """Return the world with these units as given."""
        return replace(self, trays={**self.trays, code: tray})

    def with_device(self, device: Device) -> "World":
        """Return the world with this device as given."""
        return replace(self, devices={**self.devices, device.code: device})

    def with_lots(self, material: str, lots: tuple[Lot, ...]) -> "World":
        """Return the world with these lots of one material, the first lying in front."""
        return replace(self, lots={**self.lots, material: lots})

    def counted(self, key: str) -> "World":
        """Return the world in which a keyed act has happened once more, so that its next draw is another."""
        return replace(self, counts={**self.counts, key: self.counts.get(key, 0) + 1})


Observation = dict[str, Any]
"""What a person or an instrument sees: quantity name to number or text."""
