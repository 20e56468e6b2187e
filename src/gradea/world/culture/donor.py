"""The patient whose cells we process: what the leukapheresis holds, and how these cells differ from others."""

from dataclasses import dataclass

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture.parameters import CD83_LOW, CD86_LOW, TLR2_LOW
from gradea.world.culture.suspension import Suspension, liquid

APHERESIS_ML = Parameter("V_aph", 191.0, "mL", 120.0, 270.0, "Nguyen2002", "R", "SD 24")
MONOCYTES = Parameter("mono_total", 2.714e9, "cells", 0.8e9, 9.0e9, "Nguyen2002", "R", "median of mean 3.2e9, SD 2.0e9")
MONOCYTES_SIGMA = Parameter("mono_sigma", 0.574, "-", 0.4, 0.8, "Nguyen2002", "D", "sqrt(ln(1 + (2.0/3.2)²))")
MONOCYTE_SHARE = Parameter("mono_frac", 0.298, "-", 0.12, 0.60, "Nguyen2002", "R", "of mononuclear cells; SD 0.147")
GRANULOCYTES = Parameter(
    "gran_total", 2.0e9, "cells", 0.3e9, 8.0e9, "Nguyen2002", "D", "white cells minus mononuclear cells"
)
VIABILITY = Parameter("aph_viability", 0.980, "-", 0.92, 0.998, "KNOW_CELLS", "K", "SD 0.012")
SURVIVAL_SIGMA = Parameter("s_survival", 0.16, "-", 0.1, 0.4, "AutoDECRA2017", "F", "of the loss rates")
CLEARANCE_SIGMA = Parameter("s_clearance", 0.48, "-", 0.2, 0.8, "AutoDECRA2017", "F", "of the clearance of dead cells")
DIFFERENTIATION_SIGMA = Parameter("s_differentiation", 0.10, "-", 0.05, 0.2, "HCC2015", "A", "CD14+ 0.3–8.4 % there")
MATURATION_SIGMA = Parameter("s_maturation", 0.30, "-", 0.1, 0.6, "AutoDECRA2017", "F")
CD83_SIGMA = Parameter("s_cd83", 0.34, "-", 0.2, 0.6, "AutoDECRA2017", "F")
CD86_SIGMA = Parameter("s_cd86", 0.24, "-", 0.1, 0.6, "AutoDECRA2017", "F")
TLR2_SIGMA = Parameter("s_tlr2", 0.60, "-", 0.3, 1.0, "AutoDECRA2017", "F")
IL10_SIGMA = Parameter("s_il10", 0.42, "-", 0.2, 0.8, "AutoDECRA2017", "F")
STEROID = Parameter("steroid_response", 0.985, "-", 0.95, 0.999, "illustrative", "A", "SD 0.01")
SPONTANEOUS = Parameter(
    "p_spontaneous", 0.090, "-", 0.02, 0.15, "AutoDECRA2017", "F", "one of ten batches had high CD86"
)
SPONTANEOUS_CD86 = Parameter("spont_cd86", 2.9, "-", 2.0, 6.0, "AutoDECRA2017", "F", "semi-mature: CD86 up, CD83 not")
SPONTANEOUS_STEROID = Parameter(
    "spont_steroid", 0.94, "-", 0.8, 0.97, "illustrative", "A", "and they answer less to the steroid"
)
SELECTION_YIELD = Parameter("sel14_rec", 0.823, "-", 0.639, 1.0, "Babatz2003", "R", "CD14 recovery")
SELECTION_SIGMA = Parameter("sd_sel14", 0.09, "-", 0.05, 0.12, "Babatz2003", "D", "from the range 63.9–100 %")

DONOR: tuple[Parameter, ...] = (
    APHERESIS_ML, MONOCYTES, MONOCYTES_SIGMA, MONOCYTE_SHARE, GRANULOCYTES, VIABILITY, SURVIVAL_SIGMA, CLEARANCE_SIGMA,
    DIFFERENTIATION_SIGMA, MATURATION_SIGMA, CD83_SIGMA, CD86_SIGMA, TLR2_SIGMA, IL10_SIGMA, STEROID, SPONTANEOUS,
    SPONTANEOUS_CD86, SPONTANEOUS_STEROID, SELECTION_YIELD, SELECTION_SIGMA,
)  # fmt: skip
"""Every constant of the donor, for the debrief."""

_TRIES = 16
_LYMPHOCYTES_MAX = 3.0e10


@dataclass(frozen=True, slots=True, kw_only=True)
class Donor:
    """One patient's starting material and biology. Hidden truth: never shown before the debrief.

    Attributes:
        apheresis_ml: Volume of the leukapheresis bag.
        monocytes: Viable monocytes in it; so for the next two.
        lymphocytes: Viable lymphocytes.
        granulocytes_other: Viable granulocytes and other white cells.
        viability: Fraction of its cells that is alive.
        selection: Fraction of monocytes that the CD14 column catches when all goes well.
        survival: Multiplier on every loss rate; above 1 the cells die faster.
        clearance: Multiplier on the clearance of dead cells.
        differentiation: Multiplier on the speed of differentiation.
        maturation: Multiplier on maturation.
        steroid_response: How far dexamethasone can drive tolerance, 0 to 1.
        cd83: Multiplier on CD83 expression; so for the next two.
        cd86: Multiplier on CD86 expression.
        tlr2: Multiplier on TLR2 expression.
        il10: Multiplier on IL-10 secretion.
        spontaneous: Whether the cells mature by themselves, which is rare.

    Examples:
        >>> Donor(monocytes=1.0e9).survival
        1.0
    """

    apheresis_ml: float = 191.0
    monocytes: float = 2.714e9
    lymphocytes: float = 6.4e9
    granulocytes_other: float = 2.0e9
    viability: float = 0.98
    selection: float = 0.823
    survival: float = 1.0
    clearance: float = 1.0
    differentiation: float = 1.0
    maturation: float = 1.0
    steroid_response: float = 0.985
    cd83: float = 1.0
    cd86: float = 1.0
    tlr2: float = 1.0
    il10: float = 1.0
    spontaneous: bool = False


def donor_of(chance: Chance, key: str = "donor") -> Donor:
    """Draw a donor.

    Args:
        chance: Keyed chance of the run.
        key: Name of the donor; the same name gives the same donor.

    Returns:
        A donor whose starting material lies inside the range of its parameters; the multipliers have no bound.

    Model:
        Log-normal or truncated normal draws, each keyed by its own name; independent of each other but for the rare
        spontaneously maturing donors (9 %), who have high CD86 and answer less to the steroid. Personal
        multipliers are fitted to the spread of ten batches, so they hold the spread of the assay days too.

    Examples:
        >>> donor_of(Chance("run-1")) == donor_of(Chance("run-1"))
        True
    """
    spontaneous = chance.happens(SPONTANEOUS.value, key, "spontaneous")
    monocytes = _log_normal_within(chance, key, MONOCYTES, MONOCYTES_SIGMA.value)
    share = _normal_within(chance, key, MONOCYTE_SHARE, 0.147)
    steroid = _normal_within(chance, key, STEROID, 0.010)
    spread = chance.log_normal
    return Donor(
        apheresis_ml=_normal_within(chance, key, APHERESIS_ML, 24.0),
        monocytes=monocytes,
        lymphocytes=min(_LYMPHOCYTES_MAX, monocytes / share - monocytes),
        granulocytes_other=_log_normal_within(chance, key, GRANULOCYTES, 0.6),
        viability=_normal_within(chance, key, VIABILITY, 0.012),
        selection=_normal_within(chance, key, SELECTION_YIELD, SELECTION_SIGMA.value),
        survival=spread(1.0, SURVIVAL_SIGMA.value, key, "survival"),
        clearance=spread(1.0, CLEARANCE_SIGMA.value, key, "clearance"),
        differentiation=spread(1.0, DIFFERENTIATION_SIGMA.value, key, "differentiation"),
        maturation=spread(1.0, MATURATION_SIGMA.value, key, "maturation"),
        steroid_response=steroid * SPONTANEOUS_STEROID.value if spontaneous else steroid,
        cd83=spread(1.0, CD83_SIGMA.value, key, "cd83"),
        cd86=spread(SPONTANEOUS_CD86.value if spontaneous else 1.0, CD86_SIGMA.value, key, "cd86"),
        tlr2=spread(1.0, TLR2_SIGMA.value, key, "tlr2"),
        il10=spread(1.0, IL10_SIGMA.value, key, "il10"),
        spontaneous=spontaneous,
    )


def leukapheresis(donor: Donor) -> Suspension:
    """Return the leukapheresis bag of a donor as it is taken.

    Model:
        Viable cells from the donor's numbers; the dead are spread by the viability. Fresh monocytes carry resting
        markers.

    Examples:
        >>> bag = leukapheresis(Donor())
        >>> bag.volume_ml, round(bag.viable / bag.cells, 2)
        (191.0, 0.98)
    """
    viable = donor.monocytes + donor.lymphocytes + donor.granulocytes_other
    return liquid(
        donor.apheresis_ml,
        monocytes=donor.monocytes,
        lymphocytes=donor.lymphocytes,
        granulocytes_other=donor.granulocytes_other,
        dead=viable * (1.0 / donor.viability - 1.0),
        cd83_mfi_cells=CD83_LOW.value * donor.cd83 * donor.monocytes,
        cd86_mfi_cells=CD86_LOW.value * donor.cd86 * donor.monocytes,
        tlr2_mfi_cells=TLR2_LOW.value * donor.tlr2 * donor.monocytes,
    )


def _normal_within(chance: Chance, key: str, parameter: Parameter, sd: float) -> float:
    return truncated_normal(chance, key, parameter.symbol, (parameter.value, sd, parameter.low, parameter.high))


def _log_normal_within(chance: Chance, key: str, parameter: Parameter, sigma: float) -> float:
    for index in range(_TRIES):
        drawn = chance.log_normal(parameter.value, sigma, key, parameter.symbol, index)
        if parameter.low <= drawn <= parameter.high:
            return drawn
    return parameter.value


def truncated_normal(chance: Chance, key: str, kind: str, shape: tuple[float, float, float, float]) -> float:
    """Draw from a normal cut off at both ends, by drawing again.

    Args:
        chance: Keyed chance of the run.
        key: Entity of the draw.
        kind: Kind of the draw; the tries take its indices from 0 up.
        shape: Mean, standard deviation, lowest and highest value.

    Examples:
        >>> 0.0 <= truncated_normal(Chance("s"), "bag", "loss", (0.1, 5.0, 0.0, 0.2)) <= 0.2
        True
    """
    mean, sd, low, high = shape
    for index in range(_TRIES):
        drawn = mean + sd * chance.normal(key, kind, index)
        if low <= drawn <= high:
            return drawn
    return min(high, max(low, mean))
