"""Words every room shares: time, chance, refusals, stored names, grades. Imports nothing of ours."""

from gradea.vocabulary.chance import Chance
from gradea.vocabulary.grade import CleanlinessGrade
from gradea.vocabulary.messages import Message, from_body, stored, stored_by, stored_name, to_body
from gradea.vocabulary.refusal import Refusal, Refused
from gradea.vocabulary.time import DAY, HOUR, MINUTE, SECOND, SimTime, clock_text, parse_sim_time, sim_time
from gradea.vocabulary.words import in_english

__all__ = [
    "DAY",
    "HOUR",
    "MINUTE",
    "SECOND",
    "Chance",
    "CleanlinessGrade",
    "Message",
    "Refusal",
    "Refused",
    "SimTime",
    "clock_text",
    "from_body",
    "in_english",
    "parse_sim_time",
    "sim_time",
    "stored",
    "stored_by",
    "stored_name",
    "to_body",
]
