"""What is shown with a question: a table, a drawing, a page of a record. Words for people, never markup."""

from dataclasses import dataclass

from gradea.exercise.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of text under headings."""

    title: Words
    heads: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A plot over time: the values as an instrument showed them, and lines for limits.

    Attributes:
        points: (time in minutes, value).
        limits: (words, value).
        described: What the plot shows, in words, without saying what it means.
    """

    title: Words
    x_label: Words
    y_label: Words
    points: tuple[tuple[float, float], ...]
    limits: tuple[tuple[Words, float], ...]
    described: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A drawing of a cabinet at work: which thing stands at which place, by the names of `scene.DRAWN`."""

    things: tuple[tuple[str, str], ...]
    described: Words


Exhibit = Table | Series | Scene
