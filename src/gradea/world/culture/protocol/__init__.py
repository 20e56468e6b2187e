"""A culture protocol as data: read, checked, run, measured."""

from gradea.world.culture.protocol.checking import ProtocolProblem, ProtocolRefused
from gradea.world.culture.protocol.measured import METERS, Instruments
from gradea.world.culture.protocol.reading import (
    CultureProtocol,
    ProtocolEvent,
    protocol_from,
)
from gradea.world.culture.protocol.running import ProtocolRun, line_at, run_protocol
from gradea.world.culture.protocol.vocabulary import VOCABULARIES

__all__ = [
    "METERS",
    "VOCABULARIES",
    "CultureProtocol",
    "Instruments",
    "ProtocolEvent",
    "ProtocolProblem",
    "ProtocolRefused",
    "ProtocolRun",
    "line_at",
    "protocol_from",
    "run_protocol",
]
