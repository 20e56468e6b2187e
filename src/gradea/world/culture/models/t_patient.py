"""A patient who gives T cells: how many, which, how fit; and the leukapheresis in which they arrive."""

from dataclasses import dataclass

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture.amounts import Culture
from gradea.world.culture.donor import truncated_normal
from gradea.world.culture.models.face import Fact
from gradea.world.culture.t_cell import TDonor, t_cells, t_patient_of

T_CELLS = Parameter("cd3_aph", 2.6e9, "cells", 0.6e9, 9.0e9, "KNOW_CELLS", "K", "CD3+ per bag, ln SD 0.91")
OTHERS = Parameter("tnc_aph", 3.0e9, "cells", 0.8e9, 9.0e9, "KNOW_CELLS", "K", "nucleated cells that are no T cells")
CD8_SHARE = Parameter("cd8_aph", 0.38, "-", 0.15, 0.65, "illustrative", "A", "of the T cells; SD 0.10")
NAIVE_SHARE = Parameter("tn_aph", 0.25, "-", 0.05, 0.50, "illustrative", "A", "naive and stem memory; SD 0.08")
CENTRAL_SHARE = Parameter("tcm_aph", 0.30, "-", 0.10, 0.50, "illustrative", "A", "central memory; SD 0.08")
ALIVE = Parameter("t_aph_viability", 0.975, "-", 0.90, 0.995, "KNOW_CELLS", "K", "SD 0.012")
BAG_ML = Parameter("t_aph_ml", 150.0, "mL", 100.0, 250.0, "KNOW_CELLS", "K", "SD 25")

T_PATIENT: tuple[Parameter, ...] = (T_CELLS, OTHERS, CD8_SHARE, NAIVE_SHARE, CENTRAL_SHARE, ALIVE, BAG_ML)
"""Constants of the starting material, for the debrief."""

_SIGMA, _OTHERS_SIGMA, _TRIES = 0.91, 0.5, 16
_PLASMA_GLUCOSE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TPatient:
    """One patient. Hidden truth.

    Attributes:
        donor: How the T cells grow and take vector.
        t_cells: In the bag. `others`: cells that are no T cells. `cd8`, `naive`, `central`: shares of the T cells.
        viability: Share alive on arrival. `bag_ml`: volume of the bag.
    """

    donor: TDonor
    t_cells: float
    others: float
    cd8: float
    naive: float
    central: float
    viability: float
    bag_ml: float

    def facts(self) -> tuple[Fact, ...]:
        """Return what nobody could know, for the debrief."""
        fit = "poor fitness: about one patient in fourteen" if self.donor.growth < 0.7 else "0.9 is the usual patient"
        return (
            Fact("T cells in the bag", f"{self.t_cells / 1e9:.2f} thousand million", "the usual patient gives 2.6"),
            Fact("Alive on arrival", f"{100 * self.viability:.1f} %", "doomed cells still count as alive"),
            Fact("How fast they divide", f"× {self.donor.growth:.2f}", fit),
            Fact("Divisions before they tire", f"{self.donor.destiny_divisions:.1f}", "6.8 is usual in patients"),
            Fact("Cells that vector can enter", f"{100 * self.donor.susceptible:.0f} %", "47 % is usual"),
            Fact("How well vector sticks", f"× {self.donor.adsorption:.2f}", "1 is the usual donor"),
            Fact("CD8+ of the T cells", f"{100 * self.cd8:.0f} %", "38 % is usual"),
        )


def t_patient(chance: Chance) -> TPatient:
    """Draw a patient: keyed draws, each inside the range of its parameter.

    Examples:
        >>> t_patient(Chance("s")) == t_patient(Chance("s"))
        True
    """

    def share(parameter: Parameter, sd: float) -> float:
        shape = (parameter.value, sd, parameter.low, parameter.high)
        return truncated_normal(chance, "donor", parameter.symbol, shape)

    return TPatient(
        donor=t_patient_of(chance),
        t_cells=_log_normal(chance, T_CELLS, _SIGMA),
        others=_log_normal(chance, OTHERS, _OTHERS_SIGMA),
        cd8=share(CD8_SHARE, 0.10),
        naive=share(NAIVE_SHARE, 0.08),
        central=share(CENTRAL_SHARE, 0.08),
        viability=share(ALIVE, 0.012),
        bag_ml=share(BAG_ML, 25.0),
    )


def t_apheresis(patient: TPatient) -> Culture:
    """Return the leukapheresis of a patient at room temperature: resting T cells, the other cells, plasma.

    Examples:
        >>> bag = t_apheresis(t_patient(Chance("s")))
        >>> 0.89 < bag.viable / bag.cells < 1.0
        True
    """
    n, viable = patient.t_cells, patient.t_cells + patient.others
    return t_cells(
        patient.bag_ml,
        temperature_c=21.0,
        resting=n,
        other=patient.others,
        dead=viable * (1.0 / patient.viability - 1.0),
        cd8_cells=n * patient.cd8,
        naive_cells=n * patient.naive,
        central_cells=n * patient.central,
        glucose_umol=_PLASMA_GLUCOSE * patient.bag_ml,
    )


def _log_normal(chance: Chance, parameter: Parameter, sigma: float) -> float:
    for index in range(_TRIES):
        drawn = chance.log_normal(parameter.value, sigma, "donor", parameter.symbol, index)
        if parameter.low <= drawn <= parameter.high:
            return drawn
    return parameter.value
