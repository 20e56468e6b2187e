"""Which kinds there are, who makes them, and which settings each takes with which defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradea.exercise.annex1_limits import PARTICLES, VIABLE
from gradea.exercise.kinds import counting, judging, page_errors, rooms, times, trends, written
from gradea.exercise.kinds.making import Maker, Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of question.

    Attributes:
        make: Makes it.
        settings: Settings under `with:` and their defaults; empty for the written kinds.
        drawn: Whether its numbers differ from person to person.
    """

    make: Maker
    settings: Mapping[str, Setting] = field(default_factory=dict)
    drawn: bool = False


_PARTICLE_NAMES: list[Setting] = list(PARTICLES)
_VIABLE_NAMES: list[Setting] = list(VIABLE)


def _drawn(make: Maker, **settings: Setting) -> Kind:
    return Kind(make=make, settings=settings, drawn=True)


KINDS: Mapping[str, Kind] = {
    "choice": Kind(make=written.choice),
    "multiple": Kind(make=written.multiple),
    "order": Kind(make=written.order),
    "number": Kind(make=written.number),
    "match": Kind(make=written.match),
    "text": Kind(make=written.text),
    "gowning-order": _drawn(rooms.gowning, into="B", steps=7),
    "grade-limit": _drawn(
        rooms.grade_limit, grades=["A", "B", "C", "D"], quantities=_PARTICLE_NAMES + _VIABLE_NAMES, ask_for="match"
    ),
    "plate-excursion": _drawn(rooms.excursion, plates=6),
    "pressure-cascade": _drawn(rooms.cascade, rooms="hospital"),
    "cell-count": _drawn(
        counting.cell_count,
        squares=[4, 5],
        dilutions=[2, 4, 5, 10],
        counted=[140, 420],
        volume_ml=[10, 60],
        ask_for="per-ml",
    ),
    "viability": _drawn(counting.viability, living=[120, 390], dead_share=[0.04, 0.45]),
    "infection": _drawn(
        counting.infection,
        million_cells=[40, 160],
        titre_million_per_ml=[50, 80, 100, 200],
        moi=[1, 2, 3, 5],
        ask_for="volume",
    ),
    "dose": _drawn(
        counting.dose, million_doses=[10, 20, 30, 50], tenth_million_per_ml=[15, 60], viable_percent=[72, 96]
    ),
    "dilution": _drawn(
        counting.dilution, stock=[10, 50, 100], work=[0.05, 0.1, 0.5], volume_ml=[20, 50, 100], unit="µg/mL"
    ),
    "endotoxin-limit": _drawn(
        counting.endotoxin, weight_kg=[48, 95], volume_ml=[50, 100, 250], hours=[1, 2], route="intravenous"
    ),
    "hold-time": _drawn(times.hold_time, start_minute=[480, 1420], held_minutes=[25, 290], limit_minutes=120),
    "expiry": _drawn(times.expiry, lots=5, open_days=7),
    "label-check": _drawn(times.label_check, faults=[1, 3]),
    "label-count": _drawn(times.used_units, printed=[12, 24]),
    "identity": _drawn(times.same_patient, bags=4),
    "deviation-class": _drawn(judging.deviation, cases=5),
    "release-decision": _drawn(judging.release, plots=[]),
    "cabinet-scene": _drawn(judging.scene, faults=[2, 4]),
    "pressure-trend": _drawn(trends.pressure_trend, patterns=["steady", "door", "reversed", "drift", "frozen"]),
    "particle-trend": _drawn(trends.particle_trend, patterns=["recovers", "slow", "stays"]),
    "record-page": _drawn(page_errors.page_errors, faults=[3, 5], kinds=list(page_errors.PLANTED)),
}

WRITTEN = tuple(name for name, kind in KINDS.items() if not kind.drawn)
DRAWN = tuple(name for name, kind in KINDS.items() if kind.drawn)


def maker_of(kind: str) -> Maker:
    """Return who makes a kind. Raises KeyError for a kind that does not exist."""
    return KINDS[kind].make
