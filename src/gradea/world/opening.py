"""The world as the team finds it: an empty unit at rest, a donor, a bag on its way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from gradea.vocabulary import HOUR, MINUTE, Chance, SimTime
from gradea.world.culture import DENDRITIC, CultureModel, Ware
from gradea.world.equipment import Device
from gradea.world.material import Lot, Substance
from gradea.world.microbes import Occasion, donor_contamination
from gradea.world.site import Facility, air_at_rest
from gradea.world.state import OUTSIDE, Vessel, World

DMSO_SHARE = 0.1
"""DMSO in a frozen vial of a bank [KNOW_CELLS, K: 5 to 10 %]."""

FACILITY_CODE = "A9999"
"""Where the donation was numbered; invented, in the form of an ISBT 128 facility code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnishing:
    """What a scenario puts into a building before anybody comes.

    Attributes:
        model: What the cells of the product are.
        delivery: Container in which the starting material arrives; empty where nothing arrives.
        frozen: Whether it arrives frozen, from a bank; a bank was tested, and carries nothing.
        identities: Which numbers the batch has: `donation`, `patient`.
        wares: What kind of vessel a code stands for. `store`: room of the released goods.
    """

    devices: tuple[Device, ...]
    substances: Mapping[str, Substance]
    lots: Mapping[str, tuple[Lot, ...]]
    model: CultureModel = DENDRITIC
    delivery: str = "LEUKA"
    frozen: bool = False
    identities: tuple[str, ...] = ("donation", "patient")
    wares: Mapping[str, Ware] = field(default_factory=dict)
    store: str = "D_PREP"


def opening_world(
    *, facility: Facility, start: date, starts_at: SimTime, furnishing: Furnishing, chance: Chance
) -> World:
    """Return the truth at the start of day 0.

    Args:
        facility: The building.
        start: Calendar date of day 0.
        starts_at: Instant at which the doors open.
        furnishing: Devices, substances and lots.
        chance: Draws the donor, and whether the collected blood carried anything.
    """
    collected_at = SimTime(starts_at - round((8.0 + 12.0 * chance.uniform("donor", "collected")) * HOUR))
    known = furnishing.identities
    world = World(
        facility=facility,
        start=start,
        at=starts_at,
        donor=furnishing.model.person_of(chance),
        air=air_at_rest(facility, at=starts_at),
        model=furnishing.model,
        wares=furnishing.wares,
        store=furnishing.store,
        substances=furnishing.substances,
        lots=furnishing.lots,
        devices={device.code: device for device in furnishing.devices},
        donation_number=_number(f"{FACILITY_CODE}{start:%y}", chance, "donation", 6) if "donation" in known else "",
        patient_number=_number("EX-P", chance, "patient", 5) if "patient" in known else "",
        collected_at=collected_at,
    )
    return _delivered(world, furnishing, chance) if furnishing.delivery else world


def _delivered(world: World, furnishing: Furnishing, chance: Chance) -> World:
    """Return the world with the starting material on its way: a fresh bag of blood, or a frozen vial of a bank."""
    code, minute = furnishing.delivery, SimTime(world.at - world.at % MINUTE)
    bag = furnishing.model.arriving(world.donor)
    vessel = Vessel(code=code, room=OUTSIDE, contents=bag, as_of=minute)
    if furnishing.frozen:
        return world.with_vessel(replace(vessel, dmso_ml=DMSO_SHARE * bag.volume_ml, frozen_at=world.collected_at))
    occasion = Occasion(chance=chance, key="donor/collection", room=OUTSIDE, at=world.collected_at)
    organisms, expected = donor_contamination(bag.volume_ml, occasion)
    tally = {f"{code}|{expected.route}": expected.expected_cfu}
    return replace(world.with_vessel(replace(vessel, contaminants=organisms)), expected_cfu=tally)


def _number(prefix: str, chance: Chance, kind: str, digits: int) -> str:
    """Return an invented identifier, recognisable as an example."""
    return f"{prefix}{int(chance.uniform('identity', kind) * 10**digits):0{digits}d}"
