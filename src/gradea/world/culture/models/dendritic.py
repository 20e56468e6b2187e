"""Dendritic cells behind the face of a culture model."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gradea.vocabulary import Chance
from gradea.world.culture.contents import Contents, Halves, Handling, Person, Setting, Ware
from gradea.world.culture.dendritic import grown
from gradea.world.culture.donor import Donor, donor_of, leukapheresis
from gradea.world.culture.models.face import Fact, Grown, unknown
from gradea.world.culture.phenotype import phenotype
from gradea.world.culture.suspension import EMPTY, Suspension, liquid, mixed, split
from gradea.world.culture.unit_operations import cd14_selected, harvested, medium_exchanged, washed

_USUAL_MONOCYTES = 2.714e9


@dataclass(frozen=True, slots=True)
class DendriticModel:
    """Monocytes of one patient and the tolerogenic dendritic cells they become."""

    code: str = "dendritic"
    crafts: frozenset[str] = frozenset({"CD14", "harvest", "spin", "draw-off"})

    @property
    def empty(self) -> Contents:
        """Nothing at all."""
        return EMPTY

    def person_of(self, chance: Chance) -> Person:
        """Draw a patient."""
        return donor_of(chance)

    def arriving(self, person: Person) -> Contents:
        """Return the leukapheresis."""
        return leukapheresis(_donor(person))

    def liquid(self, volume_ml: float, amounts: Mapping[str, float]) -> Contents:
        """Return a liquid from the shelf."""
        return liquid(volume_ml, **amounts)

    def mixed(self, a: Contents, b: Contents) -> Contents:
        """Return both in one vessel."""
        return mixed(_suspension(a), _suspension(b))

    def split(self, s: Contents, volume_ml: float) -> Halves:
        """Take a volume out."""
        return Halves(*split(_suspension(s), volume_ml))

    def worked(self, craft: str, s: Contents, how: Handling) -> Halves:
        """Select, harvest, spin, draw off."""
        mine, chance, key = _suspension(s), how.chance, how.key
        match craft:
            case "CD14":
                donor, waited = _donor(how.person), how.minutes
                return Halves(*cd14_selected(mine, donor=donor, chance=chance, key=key, incubation_min=waited))
            case "harvest":
                return Halves(*harvested(mixed(mine, liquid(how.volume_ml)), cold=True, chance=chance, key=key))
            case "spin":
                return Halves(
                    *washed(mine, g=how.g, minutes=how.minutes, resuspend_ml=how.volume_ml, chance=chance, key=key)
                )
            case "draw-off":
                return Halves(*medium_exchanged(mine, remove_ml=how.volume_ml, fresh=EMPTY, chance=chance, key=key))
        raise unknown(self.code, craft)

    def grown(self, s: Contents, setting: Setting, course: Any, span: tuple[int, int]) -> Grown:  # noqa: ARG002 - face
        """Let time pass, in steps of a minute."""
        return Grown(grown(_suspension(s), _donor(setting.person), setting.environment, *span), None)

    def truth(self, s: Contents, person: Person, ware: Ware) -> dict[str, float]:  # noqa: ARG002 - face of a model
        """Return markers and cytokines."""
        seen = phenotype(_suspension(s))
        return {name: float(getattr(seen, name)) for name in seen.__slots__}

    def panel(self) -> Mapping[str, str]:
        """Return what the cytometer stains for."""
        shares = dict.fromkeys(("cd14_pct", "lymphocytes_pct", "cd11c_pct", "hla_dr_pct"), "pct")
        return {**shares, **dict.fromkeys(("cd83_mfi", "cd86_mfi", "tlr2_mfi"), "mfi")}

    def facts(self, person: Person) -> tuple[Fact, ...]:
        """Return what nobody could know of the patient's cells."""
        donor = _donor(person)
        found = [
            Fact(
                "Monocytes in the bag",
                f"{donor.monocytes / 1e9:.2f} thousand million",
                against(donor.monocytes / _USUAL_MONOCYTES, "the usual donor gives 2.7"),
            ),
            Fact("Alive on arrival", f"{100 * donor.viability:.1f} %", "doomed cells still count as alive"),
            Fact("Caught by the column", f"{100 * donor.selection:.0f} %", "82 % is usual"),
            Fact("How fast the cells die", f"× {donor.survival:.2f}", "1 is the usual donor; above 1 they die faster"),
            Fact(
                "Answer to dexamethasone",
                f"{100 * donor.steroid_response:.1f} %",
                "how far the cells can become tolerant",
            ),
            Fact("CD86 of this donor", f"× {donor.cd86:.2f}", "multiplies what the cytometer sees"),
        ]
        if donor.spontaneous:
            note = "about one donor in eleven: CD86 is high whatever the team does"
            found.append(Fact("Matures by itself", "yes", note))
        return tuple(found)


def against(share: float, usual: str) -> str:
    """Return how a number stands against the usual one.

    >>> against(0.5, "the usual donor gives 2.7")
    'few; the usual donor gives 2.7'
    """
    if share < 0.7:
        return f"few; {usual}"
    return f"many; {usual}" if share > 1.4 else "as usual"


def _suspension(s: Contents) -> Suspension:
    assert isinstance(s, Suspension), "a vessel of dendritic cells holds a suspension"
    return s


def _donor(person: Person) -> Donor:
    assert isinstance(person, Donor), "dendritic cells have a donor"
    return person
