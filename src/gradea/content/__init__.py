"""The shelf: recipes, facilities, scenarios and editions as files that a partner can write, found and read here."""

from gradea.content.exercises import exercise_bank, exercise_files, exercises
from gradea.content.shelf import (
    content_root,
    facility_named,
    recipe_named,
    recipe_names,
    recipe_text,
    scenario_named,
)
from gradea.content.words import content_words, words_in

__all__ = [
    "content_root",
    "content_words",
    "exercise_bank",
    "exercise_files",
    "exercises",
    "facility_named",
    "recipe_named",
    "recipe_names",
    "recipe_text",
    "scenario_named",
    "words_in",
]
