"""One command of a crew member, and how it is sent."""

from dataclasses import dataclass

from gradea.vocabulary import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One command of a crew member.

    Attributes:
        authenticated: Whether the person proves who they are with it.
        delay_ms: How long the person lets pass before it.
        device: Whose tablet it is done on, if not their own.
    """

    command: Message
    authenticated: bool = False
    delay_ms: int = 0
    device: str = ""
