"""Whether teams are at work: slices that use teams say so, and the programme does not change teams under them."""

from collections.abc import Callable

Question = Callable[[str], bool]

_questions: list[Question] = []


def register_team_use(question: Question) -> None:
    """Add a slice's answer: a function from an edition to whether one of its teams has begun something that stays."""
    _questions.append(question)


def teams_in_use(edition: str) -> bool:
    """Return whether a team of this edition has begun something that names its people."""
    return any(question(edition) for question in _questions)
