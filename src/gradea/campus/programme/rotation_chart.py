"""A plan as a picture: time downwards, a column per station, a letter and a colour per group. Only where things go; no words."""

from dataclasses import dataclass

from gradea.campus.programme.rotation_queries import COLOURS, PlanView, VisitLine
from gradea.rotation import clock_of

PX_PER_MIN = 1.5
LANE, COLUMN_MIN, HEAD, LEFT = 30, 104, 58, 52
TITLE_WIDTH, TITLE_LINES = 15, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A visit as a rectangle."""

    visit: VisitLine
    colour: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """Where its letter stands."""
        return self.x + self.width / 2, self.y + self.height / 2 + 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A station: left edge, width, and its title in lines."""

    x: float
    width: float
    lines: tuple[tuple[float, str], ...]

    @property
    def centre(self) -> float:
        """The middle of the column."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The picture of a plan."""

    width: float
    height: float
    columns: tuple[Column, ...]
    boxes: tuple[Box, ...]
    hours: tuple[tuple[float, str], ...]


def chart_of(plan: PlanView) -> Chart:
    """Return the picture of a plan."""
    begins, ends = plan.day
    columns, boxes, x = [], [], float(LEFT)
    for key, title in plan.stations:
        lanes = _lanes([visit for visit in plan.visits if visit.station == key])
        width = float(max(COLUMN_MIN, LANE * len(lanes)))
        columns.append(Column(x=x, width=width, lines=_wrapped(title)))
        each = (width - 8) / len(lanes)
        boxes += [
            Box(
                visit=visit,
                colour=visit.order % COLOURS,
                x=round(x + 4 + number * each, 1),
                y=HEAD + (visit.starts - begins) * PX_PER_MIN,
                width=round(each - 2, 1),
                height=(visit.ends - visit.starts) * PX_PER_MIN - 2,
            )
            for number, lane in enumerate(lanes)
            for visit in lane
        ]
        x += width
    first = -(-begins // 60) * 60
    hours = tuple((HEAD + (at - begins) * PX_PER_MIN, clock_of(at)) for at in range(first, ends + 1, 60))
    height = HEAD + (ends - begins) * PX_PER_MIN + 8
    return Chart(width=x, height=height, columns=tuple(columns), boxes=tuple(boxes), hours=hours)


def _lanes(visits: list[VisitLine]) -> list[list[VisitLine]]:
    """Return visits side by side, so that none in a lane overlaps another; groups of one session stand next to each other."""
    lanes: list[list[VisitLine]] = []
    for visit in visits:
        free = next((lane for lane in lanes if lane[-1].ends <= visit.starts), None)
        if free is None:
            lanes.append([visit])
        else:
            free.append(visit)
    return lanes


def _wrapped(title: str) -> tuple[tuple[float, str], ...]:
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > TITLE_WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > TITLE_LINES:
        lines = [*lines[: TITLE_LINES - 1], lines[TITLE_LINES - 1] + "…"]
    return tuple((14.0 + 15 * number, line) for number, line in enumerate(lines))
