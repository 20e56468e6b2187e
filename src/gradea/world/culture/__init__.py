"""Cells and the liquids they live in: one suspension type, one donor, one law of growth, and what hands do to them."""

from gradea.world.culture.contents import Contents, Halves, Handling, Person, Setting, Ware
from gradea.world.culture.dendritic import grown, grown_coarsely
from gradea.world.culture.donor import DONOR, Donor, donor_of, leukapheresis
from gradea.world.culture.environment import COLD, INCUBATOR, ROOM, Environment
from gradea.world.culture.models import DENDRITIC, MODELS, CultureModel, Fact, culture_model
from gradea.world.culture.parameters import GROWTH
from gradea.world.culture.phenotype import PHENOTYPE, Phenotype, phenotype
from gradea.world.culture.suspension import EMPTY, NAMES, Suspension, liquid, mixed, split
from gradea.world.culture.unit_operations import (
    OPERATIONS,
    Parted,
    cd14_selected,
    formulated,
    harvested,
    medium_exchanged,
    pelleted,
    washed,
)

PARAMETERS = GROWTH + DONOR + PHENOTYPE + OPERATIONS
"""Every constant of cells and culture with its pedigree, for the debrief."""

__all__ = [
    "COLD",
    "DENDRITIC",
    "EMPTY",
    "INCUBATOR",
    "MODELS",
    "NAMES",
    "PARAMETERS",
    "ROOM",
    "Contents",
    "CultureModel",
    "Donor",
    "Environment",
    "Fact",
    "Halves",
    "Handling",
    "Parted",
    "Person",
    "Phenotype",
    "Setting",
    "Suspension",
    "Ware",
    "cd14_selected",
    "culture_model",
    "donor_of",
    "formulated",
    "grown",
    "grown_coarsely",
    "harvested",
    "leukapheresis",
    "liquid",
    "medium_exchanged",
    "mixed",
    "pelleted",
    "phenotype",
    "split",
    "washed",
]
