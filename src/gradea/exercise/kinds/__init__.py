"""The kinds of question: how an item becomes a question for one person."""

from gradea.exercise.kinds.making import Made, Maker, Setting
from gradea.exercise.kinds.registry import DRAWN, KINDS, WRITTEN, maker_of

__all__ = ["DRAWN", "KINDS", "WRITTEN", "Made", "Maker", "Setting", "maker_of"]
