"""The exercises: kinds of question, drawn numbers, marking, certainty, statistics, exchange. Knows no web site."""

from gradea.exercise.asking import question_for
from gradea.exercise.bank import Bank, DeviationCase, PageLine, RecordPage
from gradea.exercise.certainty import SCALE, Certainty, best_certainty, certainty_mark
from gradea.exercise.collection import Collection, read_bank, read_sets, tried
from gradea.exercise.content_text import ItemsRefused, Problem
from gradea.exercise.draw import Draw
from gradea.exercise.effect import SMALLEST_GROUP, Effect, TestResult, effect_of
from gradea.exercise.exhibit import Exhibit, Scene, Series, Table
from gradea.exercise.form import (
    ChoiceForm,
    Form,
    Key,
    MatchForm,
    MatchKey,
    NumberForm,
    NumberKey,
    Option,
    OrderForm,
    OrderKey,
    SetKey,
    Spot,
    SpotsForm,
    TextForm,
    TextKey,
)
from gradea.exercise.guessing import guessable, standing_out
from gradea.exercise.intervals import Interval
from gradea.exercise.item import BASES, PURPOSES, Item, ItemSet
from gradea.exercise.item_file import ItemFile, read_items
from gradea.exercise.kinds import DRAWN, KINDS, WRITTEN
from gradea.exercise.marking import Mark, after_hints, mark
from gradea.exercise.question import HINT_COST, Asked, Question
from gradea.exercise.response import Response, response_from
from gradea.exercise.statistics import Calibration, Given, ItemFigures, calibration, item_figures
from gradea.exercise.words import LANGUAGES, Words, both, filled, said

__all__ = [
    "BASES",
    "DRAWN",
    "HINT_COST",
    "KINDS",
    "LANGUAGES",
    "PURPOSES",
    "SCALE",
    "SMALLEST_GROUP",
    "WRITTEN",
    "Asked",
    "Bank",
    "Calibration",
    "Certainty",
    "ChoiceForm",
    "Collection",
    "DeviationCase",
    "Draw",
    "Effect",
    "Exhibit",
    "Form",
    "Given",
    "Interval",
    "Item",
    "ItemFigures",
    "ItemFile",
    "ItemSet",
    "ItemsRefused",
    "Key",
    "Mark",
    "MatchForm",
    "MatchKey",
    "NumberForm",
    "NumberKey",
    "Option",
    "OrderForm",
    "OrderKey",
    "PageLine",
    "Problem",
    "Question",
    "RecordPage",
    "Response",
    "Scene",
    "Series",
    "SetKey",
    "Spot",
    "SpotsForm",
    "Table",
    "TestResult",
    "TextForm",
    "TextKey",
    "Words",
    "after_hints",
    "best_certainty",
    "both",
    "calibration",
    "certainty_mark",
    "effect_of",
    "filled",
    "guessable",
    "item_figures",
    "mark",
    "question_for",
    "read_bank",
    "read_items",
    "read_sets",
    "response_from",
    "said",
    "standing_out",
    "tried",
]
