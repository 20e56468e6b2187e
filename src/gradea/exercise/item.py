"""An item as its author wrote it: words in every language, what is right, why, and where the rule stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gradea.exercise.words import Words

BASES: Mapping[str, Words] = {
    "rule": {"en": "Rule", "nl": "Regel"},
    "practice": {"en": "Site practice, not a rule", "nl": "Praktijk van de site, geen regel"},
    "teaching": {"en": "Teaching proposal", "nl": "Voorstel voor de les"},
    "recalled": {"en": "Recalled, not re-read: check the text", "nl": "Uit het geheugen: lees de tekst na"},
    "arithmetic": {"en": "Arithmetic", "nl": "Rekenwerk"},
    "published": {"en": "Published data", "nl": "Gepubliceerde gegevens"},
}
"""What a fact rests on. Only `rule` may be called a rule."""

CLAUSE = re.compile(
    r"^(?:Annex (?:1|11|13|15|16|19|22) |Chapter [1-8] |Part IV|PIC/S |PI 041-1|Ph\. Eur\. |Regulation |Directive |"
    r"ISO 14644-1|21 CFR |site practice|arithmetic|definition|published: |teaching proposal)"
)
"""How a clause begins, so that a reader can find the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item.

    Attributes:
        code: Name, once in all files: `grade-07`.
        topic: Name of the file it stands in.
        kind: One of the written kinds, or of the kinds that are drawn for each person.
        level: 1 recall, 2 apply, 3 judge (author's estimate; the statistics show what it really is).
        body: What the kind needs: right and wrong options, steps, pairs, a number, settings.
        line: Line of the file, for messages.
    """

    code: str
    topic: str
    kind: str
    level: int
    ask: Words
    why: Words
    clause: str
    basis: str
    body: Mapping[str, Any] = field(default_factory=dict)
    hints: tuple[Words, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSet:
    """Items that belong together on one page of the programme.

    Attributes:
        purpose: `practice`, `pre`, `post` or `month`.
        explain: Whether the answer is explained at once; in tests it is not, since the same test comes again.
        tries: How often one question may be answered.
        session: Key of the part of the school it belongs to; loose: an edition without it still has the set.
    """

    key: str
    title: Words
    about: Words
    items: tuple[str, ...]
    purpose: str = "practice"
    explain: bool = True
    tries: int = 2
    session: str = ""
    minutes: int = 10


PURPOSES = ("practice", "pre", "post", "month")
