"""Temperaments of the crew: how often a hand, an eye or a pen slips.

The rates are assumptions of the order of the published ones by skill (docs/model.md §3), chosen so that a careful crew
makes a clean record, a novice makes a few honest errors and a careless crew makes many. The next version takes them
from published tables.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """How a simulated person works. Each rate is a probability per occasion (basis A).

    Attributes:
        skips_gloves: Starts open work without disinfecting gloves.
        hurries: Does an act in a hurry.
        slips_pen: Writes one digit of a number wrong.
        notices: Sees a wrong number of their own before signing, and corrects it with a reason.
        dawdles: Writes only 20 to 40 minutes after the act, without saying so.
        spray: Wipes with spray and dry wipe where the recipe asks for more.
        tries_expired: Enters a lot without reading its label first.
        invents: Step and act that are written without being done (a planted falsification).
        unwatched: Step that is done without the verifier (a planted falsification); empty for none.
    """

    name: str
    skips_gloves: float = 0.0
    hurries: float = 0.0
    slips_pen: float = 0.0
    notices: float = 1.0
    dawdles: float = 0.0
    spray: float = 0.0
    tries_expired: bool = False
    invents: tuple[str, int] | None = None
    unwatched: str = ""


PERSONAS: dict[str, Persona] = {
    "careful": Persona(name="careful"),
    "novice": Persona(
        name="novice",
        skips_gloves=0.25,
        hurries=0.05,
        slips_pen=0.02,
        notices=0.6,
        dawdles=0.01,
        spray=0.1,
        tries_expired=True,
    ),
    "careless": Persona(
        name="careless",
        skips_gloves=0.6,
        hurries=0.35,
        slips_pen=0.04,
        notices=0.2,
        dawdles=0.05,
        spray=0.5,
        tries_expired=True,
    ),
}
