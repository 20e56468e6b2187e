"""How one person's T cells differ from another's."""

from dataclasses import dataclass

from gradea.vocabulary import Chance
from gradea.vocabulary.parameter import Parameter
from gradea.world.culture.t_cell import parameters as p

DESTINY_PATIENT = Parameter("Gd_patient", 6.8, "divisions", 3.5, 10.0, "illustrative", "F", "SD 1.0; tuned")
MU_SIGMA = Parameter("s_mu", 0.10, "-", 0.0, 0.3, "illustrative", "A", "between persons, log-normal")
MU_PATIENT = Parameter("mu_patient", 0.90, "-", 0.6, 1.0, "illustrative", "A", "patients against healthy donors")
POOR = Parameter("p_poor", 0.07, "-", 0.03, 0.15, "UKMF", "A", "share of poor fitness; tuned to 5.1 % failures")
POOR_MU = Parameter("poor_mu", 0.60, "-", 0.3, 0.9, "illustrative", "A", "multiplier on growth in the poor class")
ADSORPTION_SIGMA = Parameter(
    "s_eps", 0.35, "-", 0.1, 0.8, "illustrative", "A", "copies per adsorbed vector, log-normal"
)
PHI_SD = Parameter("sd_phi", 0.06, "-", 0.0, 0.15, "illustrative", "A", "susceptible share")

T_DONOR: tuple[Parameter, ...] = (DESTINY_PATIENT, MU_SIGMA, MU_PATIENT, POOR, POOR_MU, ADSORPTION_SIGMA, PHI_SD)
"""Every constant of the donor, for the debrief."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TDonor:
    """One person's T cells. Hidden truth; the values left out are a healthy typical donor.

    Attributes:
        growth: Multiplier on the largest growth rate.
        destiny_divisions: Mean divisions before recharge stops.
        susceptible: Share of cells that vector can transduce.
        adsorption: Multiplier on copies per adsorbed vector.
    """

    growth: float = 1.0
    destiny_divisions: float = p.DESTINY.value
    susceptible: float = p.PHI.value
    adsorption: float = 1.0

    def overrides(self) -> dict[str, float]:
        """Return the constants that make this donor, for `Conditions`.

        Examples:
            >>> TDonor().overrides()["Gd"]
            8.118
        """
        return {
            "mu_max": p.MU_MAX.value * self.growth,
            "Gd": self.destiny_divisions,
            "phi": self.susceptible,
            "eps": p.EPS.value * self.adsorption,
        }


def t_patient_of(chance: Chance, key: str = "donor") -> TDonor:
    """Draw a patient.

    Model:
        Destiny N(6.8, 1.0); growth 0.9, log-normal; one in fourteen of poor fitness; the spread of transduction is an
        assumption that was set once and not fitted to the published quartiles.

    Examples:
        >>> t_patient_of(Chance("s")) == t_patient_of(Chance("s"))
        True
    """
    poor = POOR_MU.value if chance.happens(POOR.value, key, "poor-fitness") else 1.0
    destiny = DESTINY_PATIENT.value + chance.normal(key, "destiny")
    susceptible = p.PHI.value + PHI_SD.value * chance.normal(key, "susceptible")
    return TDonor(
        growth=MU_PATIENT.value * poor * chance.log_normal(1.0, MU_SIGMA.value, key, "growth"),
        destiny_divisions=min(DESTINY_PATIENT.high, max(DESTINY_PATIENT.low, destiny)),
        susceptible=min(p.PHI.high, max(p.PHI.low, susceptible)),
        adsorption=chance.log_normal(1.0, ADSORPTION_SIGMA.value, key, "adsorption"),
    )
