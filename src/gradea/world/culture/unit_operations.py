"""What hands and machines do to cells: select, spin, wash, exchange medium, harvest, formulate.

Every operation returns two suspensions, what was wanted and the rest, and together they hold what went in and the
fresh liquid: no cell and no molecule is lost unseen. Damage turns viable cells into doomed or dead ones; it never
makes cells disappear.
"""

from typing import NamedTuple

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture.donor import Donor, truncated_normal
from gradea.world.culture.suspension import CONTAMINANTS, LINEAGE, Suspension, liquid, mixed, moved, portioned, split

REAGENT_PER_E9 = Parameter(
    "cd14_reagent", 1.875, "mL/1e9", 1.0, 3.0, "KNOW_CELLS", "K", "one 7.5 mL vial for 4e9 CD14+ cells"
)
LABEL_MIN = Parameter(
    "cd14_label", 15.0, "min", 10.0, 30.0, "KNOW_CELLS", "K", "incubation below which labelling is incomplete"
)
COLUMN_CELLS = Parameter(
    "cd14_column", 4.0e9, "cells", 2.0e9, 6.0e9, "KNOW_CELLS", "K", "labelled cells one column holds"
)
PURITY = Parameter("sel14_pur", 0.974, "-", 0.949, 0.990, "Babatz2003", "R", "SD 0.011")
ELUTION_ML = Parameter("cd14_elution", 50.0, "mL", 40.0, 80.0, "KNOW_CELLS", "K")
SPIN_DOSE = Parameter("spin_dose", 3000.0, "g·min", 2000.0, 4000.0, "KNOW_CELLS", "K", "300 g for 10 min")
SPIN_HALF = Parameter("spin_half", 0.03, "-", 0.01, 0.1, "illustrative", "A", "loss at that dose, second order in dose")
SPIN_SHEAR = Parameter("spin_shear", 0.20, "1/kg", 0.05, 0.5, "illustrative", "A", "doomed per 1000 g above 500 g")
DEAD_KEPT = Parameter("dead_kept", 0.70, "-", 0.6, 0.8, "illustrative", "A", "dead cells that pellet with the living")
EXCHANGE_LOSS = Parameter(
    "exchange_loss", 0.03, "-", 0.0, 0.12, "illustrative", "A", "settled cells drawn off with half the medium; SD 0.015"
)
ADHERENCE_COLD = Parameter(
    "harvest_loss", 0.10, "-", 0.03, 0.25, "illustrative", "A", "left on the plastic with cold buffer; SD 0.03"
)
ADHERENCE_WARM = Parameter(
    "harvest_loss_warm", 0.32, "-", 0.15, 0.55, "illustrative", "A", "left on the plastic without it; SD 0.08"
)

OPERATIONS: tuple[Parameter, ...] = (
    REAGENT_PER_E9, LABEL_MIN, COLUMN_CELLS, PURITY, ELUTION_ML, SPIN_DOSE, SPIN_HALF, SPIN_SHEAR, DEAD_KEPT,
    EXCHANGE_LOSS, ADHERENCE_COLD, ADHERENCE_WARM,
)  # fmt: skip
"""Every constant of the unit operations, for the debrief."""


class Parted(NamedTuple):
    """Two suspensions that together are what went in and the fresh liquid.

    Attributes:
        product: What was wanted.
        rest: Waste, supernatant, what stayed on the plastic or in the column.
    """

    product: Suspension
    rest: Suspension


def cd14_selected(s: Suspension, *, donor: Donor, chance: Chance, key: str, incubation_min: float) -> Parted:
    """Select CD14+ cells on a magnetic column.

    Args:
        s: Leukapheresis, washed or not, with the CD14 reagent already in it.
        donor: Whose cells; a donor's monocytes take the label better or worse.
        chance: Keyed chance of the run.
        key: Name of this selection.
        incubation_min: Minutes the cells stood with the reagent.

    Returns:
        The positive fraction in fresh elution buffer (50 mL), and the negative fraction with everything else.

    Raises:
        ValueError: If the incubation is negative.

    Model:
        Yield 82.3 % (63.9–100) and purity 97.4 % (94.9–99.0) with enough reagent and 15 minutes [Babatz2003, R]; a
        shortage of either costs yield as x(2 − x) [A]; above 4e9 labelled cells the column is full [K]. Contaminants
        stick by themselves, so a poor yield is also a poor purity. Without reagent 1 % of the monocytes is held. 1 mL
        of the old liquid comes along.

    Examples:
        >>> from gradea.world.culture import Donor, leukapheresis
        >>> bag = leukapheresis(Donor()).with_added(cd14_reagent_ml=7.5, volume_ml=7.5)
        >>> positive, negative = cd14_selected(bag, donor=Donor(), chance=Chance("s"), key="b1", incubation_min=30)
        >>> positive.amount("monocytes") > 0.6 * bag.amount("monocytes")
        True
    """
    if incubation_min < 0.0:
        raise ValueError(f"an incubation cannot last {incubation_min:g} min; give minutes from 0 up")
    monocytes = s.amount("monocytes")
    others = sum(s.amount(name) for name in CONTAMINANTS)
    needed = REAGENT_PER_E9.value * monocytes / 1e9
    labelled = _enough(s.amount("cd14_reagent_ml") / needed) if needed > 0.0 else 0.0
    catch = min(1.0, max(0.6, donor.selection + 0.02 * chance.normal(key, "column")))
    purity = truncated_normal(chance, key, "purity", (PURITY.value, 0.011, PURITY.low, PURITY.high))
    possible = min(monocytes * catch, COLUMN_CELLS.value)
    caught = max(
        0.01 * monocytes, min(possible, monocytes * catch * labelled * _enough(incubation_min / LABEL_MIN.value))
    )
    sticking = min(0.5, possible * (1.0 / purity - 1.0) / others) if others > 0.0 else 0.0
    share = caught / monocytes if monocytes > 0.0 else 0.0
    kept = {
        **dict.fromkeys(LINEAGE, share),
        **dict.fromkeys(CONTAMINANTS, sticking),
        "doomed": 0.2 * share,
        "dead": 0.1 * share,
    }
    carried_ml = min(1.0, s.volume_ml)
    positive, negative = portioned(s, carried_ml, kept)
    return Parted(mixed(positive, liquid(ELUTION_ML.value - carried_ml)), negative)


def pelleted(s: Suspension, *, g: float, minutes: float, chance: Chance, key: str) -> Parted:
    """Spin a suspension down and take the supernatant off.

    Args:
        s: What is in the tube or bag.
        g: Relative centrifugal force; 300 is usual.
        minutes: Length of the run; 10 is usual.
        chance: Keyed chance of the run.
        key: Name of this spin.

    Returns:
        The pellet in about 1 % of the volume, and the supernatant with the cells lost in it.

    Raises:
        ValueError: If force or time is negative.

    Model:
        With x = g · minutes / 3000, viable recovery is x²/(x² + 0.03): 97 % at 300 g for 10 min, 89 % at half of that,
        25 % at a tenth [A]. Of the dead 70 % of that fraction pellets [A]. Above 500 g each further
        1000 g dooms 20 % of the cells [A].

    Examples:
        >>> pellet, supernatant = pelleted(liquid(100.0, idc=10e6), g=300, minutes=10, chance=Chance("s"), key="w1")
        >>> pellet.volume_ml, round(pellet.amount("idc") + supernatant.amount("idc"))
        (1.5, 10000000)
    """
    if g < 0.0 or minutes < 0.0:
        raise ValueError(f"a spin of {g:g} g for {minutes:g} min is impossible; give numbers from 0 up")
    dose = g * minutes / SPIN_DOSE.value
    recovery = dose * dose / (dose * dose + SPIN_HALF.value) + 0.012 * chance.normal(key, "spin")
    recovery = min(0.995, max(0.0, recovery)) if dose > 0.0 else 0.0
    shear = min(0.6, SPIN_SHEAR.value * max(0.0, g - 500.0) / 1000.0)
    kept = {**dict.fromkeys((*LINEAGE, *CONTAMINANTS, "doomed"), recovery), "dead": DEAD_KEPT.value * recovery}
    pellet_ml = min(s.volume_ml, 0.5 + 0.01 * s.volume_ml)
    return Parted(*portioned(moved(s, shear, to="doomed"), pellet_ml, kept))


def washed(s: Suspension, *, g: float, minutes: float, resuspend_ml: float, chance: Chance, key: str) -> Parted:
    """Spin a suspension down and take the pellet up in plain buffer.

    Use `pelleted` and `mixed` to take it up in a buffer with something in it.

    Args:
        s: What is in the tube or bag.
        g: Relative centrifugal force.
        minutes: Length of the run.
        resuspend_ml: Volume of the washed suspension, pellet included.
        chance: Keyed chance of the run.
        key: Name of this wash.

    Returns:
        The washed cells, and the supernatant.

    Raises:
        ValueError: If the volume asked for is smaller than the pellet, or the spin is impossible.

    Examples:
        >>> bag = liquid(100.0, idc=10e6, il10_pg=1000.0)
        >>> clean, waste = washed(bag, g=300, minutes=10, resuspend_ml=50.0, chance=Chance("s"), key="w1")
        >>> clean.volume_ml, clean.amount("il10_pg") < 20.0
        (50.0, True)
    """
    pellet, supernatant = pelleted(s, g=g, minutes=minutes, chance=chance, key=key)
    if resuspend_ml < pellet.volume_ml:
        raise ValueError(f"{resuspend_ml:g} mL is less than the pellet of {pellet.volume_ml:g} mL; resuspend in more")
    return Parted(mixed(pellet, liquid(resuspend_ml - pellet.volume_ml)), supernatant)


def medium_exchanged(s: Suspension, *, remove_ml: float, fresh: Suspension, chance: Chance, key: str) -> Parted:
    """Draw medium off settled cells and give fresh medium.

    Args:
        s: The culture.
        remove_ml: Volume to draw off.
        fresh: Fresh medium with what was mixed into it.
        chance: Keyed chance of the run.
        key: Name of this exchange.

    Returns:
        The culture with fresh medium, and the spent medium.

    Raises:
        ValueError: If more is to be drawn off than there is.

    Model:
        Solutes × (1 − v/V) + fresh; about 3 % of settled cells are drawn off with half the medium, floating ones
        (dead, doomed, lymphocytes) with half of the share of the liquid [A].

    Examples:
        >>> bag = liquid(200.0, i1=80e6, gm_csf_iu=70e3)
        >>> culture, spent = medium_exchanged(
        ...     bag, remove_ml=100.0, fresh=liquid(100.0, gm_csf_iu=80e3), chance=Chance("s"), key="d3"
        ... )
        >>> culture.volume_ml, culture.amount("gm_csf_iu")
        (200.0, 115000.0)
    """
    if not 0.0 <= remove_ml <= s.volume_ml:
        raise ValueError(f"cannot draw {remove_ml:g} mL off {s.volume_ml:g} mL; draw off from 0 up to what is there")
    drawn = remove_ml / s.volume_ml if s.volume_ml > 0.0 else 0.0
    bounds = (EXCHANGE_LOSS.value, 0.015, EXCHANGE_LOSS.low, EXCHANGE_LOSS.high)
    loss = min(1.0, 2.0 * drawn * truncated_normal(chance, key, "exchange", bounds))
    settled = dict.fromkeys(LINEAGE, 1.0 - loss)
    floating = dict.fromkeys((*CONTAMINANTS, "doomed", "dead"), 1.0 - 0.5 * drawn)
    stayed, spent = portioned(s, s.volume_ml - remove_ml, {**settled, **floating})
    return Parted(mixed(stayed, fresh), spent)


def harvested(s: Suspension, *, cold: bool, chance: Chance, key: str) -> Parted:
    """Take the cells out of the culture vessel.

    Args:
        s: The culture.
        cold: Whether cold buffer was given time to loosen the cells.
        chance: Keyed chance of the run.
        key: Name of this harvest.

    Returns:
        The harvest, and what stays on the plastic (with a film of 1 % of the liquid).

    Model:
        Lineage cells stick: 10 % (3–25) stay with cold buffer, 32 % (15–55) without, and forcing those off dooms 4 %
        of the rest [A].

    Examples:
        >>> harvest, left = harvested(liquid(200.0, idc=30e6), cold=True, chance=Chance("s"), key="h")
        >>> 0.75 <= harvest.amount("idc") / 30e6 <= 0.97
        True
    """
    bounds = ADHERENCE_COLD if cold else ADHERENCE_WARM
    sd = 0.03 if cold else 0.08
    stuck = truncated_normal(chance, key, "adherence", (bounds.value, sd, bounds.low, bounds.high))
    loose = dict.fromkeys((*CONTAMINANTS, "doomed", "dead"), 0.99)
    product, left = portioned(s, 0.99 * s.volume_ml, {**dict.fromkeys(LINEAGE, 1.0 - stuck), **loose})
    return Parted(product if cold else moved(product, 0.04, to="doomed"), left)


def formulated(s: Suspension, *, viable_cells: float, volume_ml: float) -> Parted:
    """Bring a number of viable cells to a volume with plain buffer: a dose.

    Args:
        s: Washed cells.
        viable_cells: Viable cells wanted.
        volume_ml: Volume of the dose.

    Returns:
        The dose, and the cells left over.

    Raises:
        ValueError: If there are too few cells, or they are too thin for that volume: spin them down first.

    Examples:
        >>> dose, left = formulated(liquid(10.0, idc=30e6), viable_cells=10e6, volume_ml=5.0)
        >>> dose.volume_ml, round(dose.viable), round(left.viable)
        (5.0, 10000000, 20000000)
    """
    if not 0.0 < viable_cells <= s.viable:
        raise ValueError(f"{viable_cells:g} viable cells wanted and {s.viable:g} there; ask for no more than there is")
    taken_ml = min(s.volume_ml, s.volume_ml * (viable_cells / s.viable))
    if taken_ml > volume_ml:
        raise ValueError(f"these cells fill {taken_ml:g} mL, more than {volume_ml:g} mL; concentrate them first")
    taken, left = split(s, taken_ml)
    return Parted(mixed(taken, liquid(volume_ml - taken_ml)), left)


def _enough(x: float) -> float:
    return 1.0 if x >= 1.0 else x * (2.0 - x)
