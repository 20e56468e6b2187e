"""Finding content files and reading them into the pure rooms."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from gradea.practical import Scenario, scenario_from
from gradea.record import MasterRecipe, RecipeRefused, recipe_from_text
from gradea.vocabulary import Refusal, Refused
from gradea.world.site import Facility, facility_from

_PACKAGED = Path(__file__).parent.parent / "_content"
_CHECKOUT = Path(__file__).parents[3] / "content"


def content_root() -> Path:
    """Return the folder that holds the content: beside the code in an installed package, else in the checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def recipe_names() -> tuple[str, ...]:
    """Return the codes of the recipes on the shelf."""
    return tuple(sorted(path.stem for path in (content_root() / "recipes").glob("*.yaml")))


def recipe_text(code: str) -> str:
    """Return the text of a recipe file. Raises Refused when there is none of this code."""
    return _path("recipes", code).read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def recipe_named(code: str) -> MasterRecipe:
    """Return a recipe from the shelf. Raises Refused when there is none, or when it does not pass its check."""
    try:
        return recipe_from_text(recipe_text(code))
    except RecipeRefused as refused:
        raise Refused(
            Refusal(
                code="recipe-refused",
                rule="MAS-06",
                message=f"The recipe '{code}' has {len(refused.problems)} problems; the first: {refused.problems[0]}",
                remedy="Run `gradea recipe check` on the file and mend them.",
            )
        ) from refused


def recipe_with_hash(content_hash: str) -> MasterRecipe | None:
    """Return the recipe on the shelf with this content hash; None when there is none: another version, or another house."""
    return next((found for found in map(recipe_named, recipe_names()) if found.content_hash == content_hash), None)


@lru_cache(maxsize=16)
def facility_named(code: str) -> Facility:
    """Return a facility from the shelf. Raises Refused when there is none, or when it cannot hold its pressures."""
    return facility_from(_mapping("facilities", code))


@lru_cache(maxsize=16)
def scenario_named(code: str) -> Scenario:
    """Return a scenario from the shelf. Raises Refused when there is none, or when it is not readable."""
    return scenario_from(_mapping("scenarios", code))


def _mapping(kind: str, code: str) -> Mapping[str, Any]:
    loaded = yaml.safe_load(_path(kind, code).read_text(encoding="utf-8"))
    if not isinstance(loaded, Mapping):
        raise Refused(
            Refusal(
                code="content-unreadable",
                rule="content",
                message=f"The file {kind}/{code}.yaml holds no mapping.",
                remedy="Compare it with one that ships with Grade A.",
            )
        )
    return loaded


def _path(kind: str, code: str) -> Path:
    folder = content_root() / kind
    path = folder / f"{code}.yaml"
    if path.parent == folder and path.is_file():
        return path
    known = ", ".join(sorted(each.stem for each in folder.glob("*.yaml"))) or "none yet"
    raise Refused(
        Refusal(
            code="content-unknown",
            rule="content",
            message=f"There is no '{code}' among the {kind}.",
            remedy=f"Choose one of: {known}.",
        )
    )
