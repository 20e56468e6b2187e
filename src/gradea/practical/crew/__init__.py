"""The simulated crew: plays every seat nobody sits in, and can play the whole batch alone."""

from gradea.practical.crew.falsify import FALSIFICATIONS, Falsification, falsified
from gradea.practical.crew.move import Move
from gradea.practical.crew.persona import PERSONAS, Persona, persona_of
from gradea.practical.crew.planner import next_move
from gradea.practical.crew.rates import OCCASION, RATES, TEACHING, all_rates, rates_of
from gradea.practical.crew.table import crew_data

__all__ = [
    "FALSIFICATIONS",
    "OCCASION",
    "PERSONAS",
    "RATES",
    "TEACHING",
    "Falsification",
    "Move",
    "Persona",
    "all_rates",
    "crew_data",
    "falsified",
    "next_move",
    "persona_of",
    "rates_of",
]
