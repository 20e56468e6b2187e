"""Whether a reason says something: empty, generic and one-character reasons are refused (AUD-03)."""

import re

from gradea.record.own_words import Text
from gradea.vocabulary import Refusal

MIN_MEANINGFUL = 10
"""Letters and digits a reason needs at least (D: AUD-03 asks for more than one character)."""

MAX_LENGTH = 2_000
"""Longest reason in characters (D)."""

MIN_DISTINCT = 4
"""Different letters a reason needs at least (D: refuses a key held down)."""

_GENERIC = frozenset(
    {
        "as discussed",
        "as instructed",
        "as requested",
        "correct value",
        "correcting error",
        "correcting mistake",
        "correction made",
        "correctie",
        "data correction",
        "entry error",
        "fout gemaakt",
        "foutieve invoer",
        "foutieve waarde",
        "human error",
        "incorrect value",
        "input error",
        "made a mistake",
        "no reason given",
        "not applicable",
        "see above",
        "see comment",
        "see comments",
        "typing error",
        "typing mistake",
        "typographical error",
        "verkeerde waarde",
        "wrong entry",
        "wrong number",
        "wrong value",
        "wrong value entered",
        "zie hierboven",
        "zie opmerking",
    }
)
_WORD = re.compile(r"\w+")


def check_reason(reason: str) -> Refusal | None:
    """Return a refusal when a reason is empty, too short or says nothing.

    >>> check_reason("typing error").code
    'reason-not-meaningful'
    >>> check_reason("Read 12.0 from the display, wrote 21.0") is None
    True
    """
    if len(reason) > MAX_LENGTH:
        return Refusal(
            code="text-too-long",
            rule="REC-13",
            message=f"The text has {len(reason)} characters; at most {MAX_LENGTH} fit.",
            remedy="Say it shorter, or split it.",
        )
    words = _WORD.findall(reason.lower())
    letters = "".join(words)
    repeated = len(words) > 1 and len(set(words)) == 1
    long_enough = len(letters) >= MIN_MEANINGFUL and len(set(letters)) >= MIN_DISTINCT
    if long_enough and not repeated and " ".join(words) not in _GENERIC:
        return None
    return Refusal(
        code="reason-not-meaningful",
        rule="AUD-03; Annex 11 9",
        message=_what_is_wrong(words),
        remedy="Say what was misread or mistyped and how you know the right value, "
        "so that a reviewer understands it next year.",
    )


def check_text(text: Text) -> Refusal | None:
    """Return a refusal when a person's words are empty, say nothing or are too long. Sealed words pass."""
    if not isinstance(text, str):
        return None if text else check_reason("")
    return check_reason(text)


def _what_is_wrong(words: list[str]) -> str:
    """Return why these words are no reason: a phrase without content, too few letters, or the same over and over.

    >>> _what_is_wrong(["typing", "error"])
    "'typing error' explains too little: it fits any mistake."
    """
    phrase = " ".join(words)
    if phrase in _GENERIC:
        return f"'{phrase}' explains too little: it fits any mistake."
    if len("".join(words)) < MIN_MEANINGFUL:
        return f"The reason is too short; it needs at least {MIN_MEANINGFUL} letters or digits."
    return "The reason repeats itself and explains nothing."
