"""Culture models: what the cells of a product do in a vessel of the world, behind one face."""

from gradea.vocabulary import Refusal, Refused
from gradea.world.culture.models.broth import Broth
from gradea.world.culture.models.dendritic import DendriticModel
from gradea.world.culture.models.face import CultureModel, Fact
from gradea.world.culture.models.stromal import StromalModel
from gradea.world.culture.models.t_cell import TCellModel

DENDRITIC = DendriticModel()

MODELS: dict[str, CultureModel] = {
    "dendritic": DENDRITIC,
    "t-cell-il-2": TCellModel(code="t-cell-il-2", regime="il_2"),
    "t-cell-il-7-15": TCellModel(code="t-cell-il-7-15", regime="il_7_15"),
    "stromal": StromalModel(),
    "broth": Broth(),
}
"""Every culture model by the name that a scenario calls it."""


def culture_model(code: str) -> CultureModel:
    """Return the culture model of a name.

    Raises:
        Refused: If there is none.

    Examples:
        >>> culture_model("dendritic").code
        'dendritic'
    """
    if code in MODELS:
        return MODELS[code]
    raise Refused(
        Refusal(
            code="model-unknown",
            rule="content",
            message=f"There is no culture model '{code}'.",
            remedy=f"Choose one of {', '.join(MODELS)}.",
        )
    )


__all__ = ["DENDRITIC", "MODELS", "CultureModel", "Fact", "culture_model"]
