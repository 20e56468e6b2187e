"""The disturbances a trainer can plant: what each teaches, and when it bites."""

from dataclasses import dataclass

from gradea.practical import DISTURBANCES


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbance:
    """One card of the palette."""

    kind: str
    title: str
    icon: str
    what: str
    teaches: str
    bites: str


PALETTE: tuple[Disturbance, ...] = (
    Disturbance(
        kind="damper",
        title="Supply damper sticks",
        icon="gauge",
        what="The supply of B_LAB1 falls to half: the room drops to about −12 Pa and the cascade turns round.",
        teaches="Stop open work at a pressure alarm, close the vessels, tell quality, judge what was open.",
        bites="At once. Alarm after a few minutes; hardest while a vessel is open in the cabinet.",
    ),
    Disturbance(
        kind="expired-lot",
        title="Expired lot in front",
        icon="scan",
        what="On the shelf of D_PREP an out-of-date pack of GM-CSF lies before the good ones.",
        teaches="Read the label before use; a refused scan is a finding, not an obstacle.",
        bites="At the next scan of GM-CSF: days 0, 3 and 6, when materials are collected.",
    ),
    Disturbance(
        kind="incubator-co2",
        title="Incubator without CO2",
        icon="incubator",
        what="The gas of INC-1 runs out; CO2 falls within half an hour and the medium turns alkaline.",
        teaches="Read the display, not the habit; move the culture, or repair, and open a deviation.",
        bites="While the culture stands inside: nights and jumps. Alarm 15 minutes below 4.5 %.",
    ),
)

if {item.kind for item in PALETTE} != set(DISTURBANCES):
    raise LookupError(
        f"the palette and the practical differ: {sorted({item.kind for item in PALETTE} ^ set(DISTURBANCES))}"
    )
