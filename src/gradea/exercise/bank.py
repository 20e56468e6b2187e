"""Raw material from which drawn questions are made: cases of deviations, pages of a real simulated record, scenes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gradea.exercise.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviationCase:
    """An event and its class, with the reason."""

    code: str
    words: Words
    level: str
    why: Words
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """One line of a record page, and what the room and the instruments kept of the same step.

    Times are simulated instants in milliseconds. `shown` is what the display showed; `value` what was entered.

    Attributes:
        people: Everybody in the room during the act.
        in_lot: Lot that was scanned when it was used; `lot` the one in the record.
        first_value: An earlier value that was replaced, with no reason; empty for none.
    """

    step: str
    words: Words
    value: str
    unit: str
    shown: str
    done_at: int
    claimed_at: int
    entered_at: int
    performed_by: str
    verified_by: str
    room: str
    people: tuple[str, ...]
    lot: str = ""
    in_lot: str = ""
    first_value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """Consecutive lines of one batch record made by the simulated crew.

    Attributes:
        made: Recipe, seed and crew of the run it comes from, so that anybody can make it again.
        staff: Everybody on the crew, also those who were elsewhere.
    """

    code: str
    made: str
    batch_number: str
    staff: tuple[str, ...]
    lines: tuple[PageLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Everything that drawn questions may use. Empty where a test needs nothing of it."""

    deviations: tuple[DeviationCase, ...] = ()
    pages: tuple[RecordPage, ...] = ()
    words: Mapping[str, Any] | None = None
