"""One answer to a word on the command line that is none of the known ones."""

from collections.abc import Sequence

from gradea.vocabulary import Refusal, Refused


def one_of(what: str, value: str, known: Sequence[str]) -> None:
    """Refuse a word that is not known.

    Raises:
        Refused: If the value is none of the known ones; the remedy lists them.
    """
    if value not in known:
        raise Refused(
            Refusal(
                code=f"{what}-unknown",
                rule="usage",
                message=f"There is no {what} '{value}'.",
                remedy=f"Choose one of {', '.join(known)}.",
            )
        )
