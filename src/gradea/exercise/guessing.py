"""What the shape of the options gives away: who knows nothing but picks the longest (or shortest) should not be right often."""

from collections.abc import Sequence

from gradea.exercise.content_text import Problem
from gradea.exercise.item import Item
from gradea.exercise.words import LANGUAGES, said

FEWEST = 6
"""Single choices in a file from which on a habit can be seen. *Assumption*: with fewer, chance makes one too easily."""

LARGEST_SHARE = 0.5
"""Share of single choices in which the right option may stand out by its length. *Assumption*; of four, chance gives 0.25."""


def standing_out(items: Sequence[Item], language: str) -> dict[str, tuple[Item, ...]]:
    """Return the single choices whose right option alone is the longest, and those where it alone is the shortest.

    Args:
        items: Items of any kind; only those of kind `choice` are looked at.
        language: Language in which the letters are counted.
    """
    longest, shortest = [], []
    for item in items:
        if item.kind == "choice":
            right = len(said(item.body["right"], language))
            others = [len(said(words, language)) for words in item.body["wrong"]]
            longest += [item] if right > max(others) else []
            shortest += [item] if right < min(others) else []
    return {"longest": tuple(longest), "shortest": tuple(shortest)}


def guessable(items: Sequence[Item]) -> tuple[Problem, ...]:
    """Return a problem for each language and shape by which the right options of a file can be guessed.

    Keep the options of a question about equally long: T. M. Haladyna, S. M. Downing, M. C. Rodriguez, *A review of
    multiple-choice item-writing guidelines*, Applied Measurement in Education 15 (2002) 309–333 (recalled).
    """
    choices = sum(item.kind == "choice" for item in items)
    if choices < FEWEST:
        return ()
    most = int(choices * LARGEST_SHARE)
    return tuple(
        Problem(
            line=found[0].line,
            path=found[0].topic,
            message=f"The right option is the {shape} in {len(found)} of {choices} single choices in '{language}': "
            f"it can be guessed. At most {most} may be.",
            remedy=f"Make options about as long as each other in {len(found) - most} or more of "
            f"{', '.join(item.code for item in found)}.",
        )
        for language in LANGUAGES
        for shape, found in standing_out(items, language).items()
        if len(found) > most
    )
