"""The simulated crew: plays every seat nobody sits in, and can play the whole batch alone."""

from gradea.practical.crew.falsify import FALSIFICATIONS, Falsification, falsified
from gradea.practical.crew.persona import PERSONAS, Persona
from gradea.practical.crew.planner import Move, next_move

__all__ = ["FALSIFICATIONS", "PERSONAS", "Falsification", "Move", "Persona", "falsified", "next_move"]
