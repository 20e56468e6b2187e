"""The world as the team finds it: an empty unit at rest, a donor, a bag on its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gradea.vocabulary import HOUR, MINUTE, Chance, SimTime
from gradea.world.culture import donor_of, leukapheresis
from gradea.world.equipment import Device
from gradea.world.material import Lot, Substance
from gradea.world.microbes import Occasion, donor_contamination
from gradea.world.site import Facility, air_at_rest
from gradea.world.state import OUTSIDE, Vessel, World

LEUKAPHERESIS = "LEUKA"

FACILITY_CODE = "A9999"
"""Where the donation was numbered; invented, in the form of an ISBT 128 facility code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnishing:
    """What a scenario puts into a building before anybody comes."""

    devices: tuple[Device, ...]
    substances: Mapping[str, Substance]
    lots: Mapping[str, tuple[Lot, ...]]


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
    donor = donor_of(chance)
    collected_at = SimTime(starts_at - round((8.0 + 12.0 * chance.uniform("donor", "collected")) * HOUR))
    bag = leukapheresis(donor)
    occasion = Occasion(chance=chance, key="donor/collection", room=OUTSIDE, at=collected_at)
    organisms, expected = donor_contamination(bag.volume_ml, occasion)
    vessel = Vessel(
        code=LEUKAPHERESIS,
        room=OUTSIDE,
        contents=bag,
        contaminants=organisms,
        as_of=SimTime(starts_at - starts_at % MINUTE),
    )
    return World(
        facility=facility,
        start=start,
        at=starts_at,
        donor=donor,
        air=air_at_rest(facility, at=starts_at),
        vessels={vessel.code: vessel},
        substances=furnishing.substances,
        lots=furnishing.lots,
        devices={device.code: device for device in furnishing.devices},
        expected_cfu={f"{LEUKAPHERESIS}|{expected.route}": expected.expected_cfu},
        donation_number=_number(f"{FACILITY_CODE}{start:%y}", chance, "donation", 6),
        patient_number=_number("EX-P", chance, "patient", 5),
        collected_at=collected_at,
    )


def _number(prefix: str, chance: Chance, kind: str, digits: int) -> str:
    """Return an invented identifier, recognisable as an example."""
    return f"{prefix}{int(chance.uniform('identity', kind) * 10**digits):0{digits}d}"
