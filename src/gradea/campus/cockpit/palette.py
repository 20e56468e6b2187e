"""The disturbances a trainer can plant: what each teaches, and when it bites."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

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
        title=gettext_lazy("Supply damper sticks"),
        icon="gauge",
        what=gettext_lazy(
            "The supply of B_LAB1 falls to half: the room drops to about −12 Pa and the cascade turns round."
        ),
        teaches=gettext_lazy(
            "Stop open work at a pressure alarm, close the vessels, tell quality, judge what was open."
        ),
        bites=gettext_lazy("At once. Alarm after a few minutes; hardest while a vessel is open in the cabinet."),
    ),
    Disturbance(
        kind="expired-lot",
        title=gettext_lazy("Expired lot in front"),
        icon="scan",
        what=gettext_lazy("On the shelf of D_PREP an out-of-date pack of GM-CSF lies before the good ones."),
        teaches=gettext_lazy("Read the label before use; a refused scan is a finding, not an obstacle."),
        bites=gettext_lazy("At the next scan of GM-CSF: days 0, 3 and 6, when materials are collected."),
    ),
    Disturbance(
        kind="incubator-co2",
        title=gettext_lazy("Incubator without CO2"),
        icon="incubator",
        what=gettext_lazy("The gas of INC-1 runs out; CO2 falls within half an hour and the medium turns alkaline."),
        teaches=gettext_lazy("Read the display, not the habit; move the culture, or repair, and open a deviation."),
        bites=gettext_lazy("While the culture stands inside: nights and jumps. Alarm 15 minutes below 4.5 %."),
    ),
)

if {item.kind for item in PALETTE} != set(DISTURBANCES):
    raise LookupError(
        f"the palette and the practical differ: {sorted({item.kind for item in PALETTE} ^ set(DISTURBANCES))}"
    )
