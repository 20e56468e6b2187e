"""How often the crews slip: every number with its range, its source and how well it is known.

Few of these rates have been measured at a cabinet. What was measured elsewhere (wards, data entry) stands here with that
source; what nobody measured is an assumption (A). The teaching rates are higher on purpose, so that a class of one afternoon has
something to find: they are used only where a run says so, and a debrief says that it did.
"""

from collections.abc import Iterator, Mapping

from gradea.practical.roster import CREWS
from gradea.vocabulary.parameter import Parameter

OCCASION: Mapping[str, str] = {
    "skips_gloves": "open manipulation started without disinfecting the gloves",
    "hurries": "act done in a hurry",
    "slips_pen": "number written with a wrong digit",
    "notices": "own wrong number seen before signing",
    "dawdles": "entry written 20 to 40 minutes late without saying so",
    "spray": "transfer wiped with spray and dry wipe instead of what is asked",
    "tries_expired": "pack entered before its label was read",
    "talks": "open manipulation talked over",
    "walks_past": "step during which the second person walks past the cabinet",
    "to_the_work": "cough that is not turned away",
    "keeps_torn": "torn glove that was seen and kept on",
}
"""What each rate counts, one occasion at a time."""

_OWN = ("illustrative", "A")
_SINGLE = "one in 345 fields at single entry; 93 studies"
_ROWS: Mapping[str, Mapping[str, tuple[float, float, float, str, str, str]]] = {
    "skips_gloves": {
        "careful": (0.01, 0.0, 0.05, *_OWN, ""),
        "trained": (0.05, 0.01, 0.2, *_OWN, ""),
        "novice": (0.25, 0.05, 0.79, "ERASMUS2010", "A", "wards before contact: 79 of 100"),
        "careless": (
            0.60,
            0.4,
            0.79,
            "ERASMUS2010",
            "D",
            "what wards leave out: 1 minus the median compliance of 0.40",
        ),
    },
    "hurries": {
        "careful": (0.0, 0.0, 0.02, *_OWN, ""),
        "trained": (0.02, 0.0, 0.1, *_OWN, ""),
        "novice": (0.05, 0.01, 0.2, *_OWN, ""),
        "careless": (0.35, 0.1, 0.7, *_OWN, ""),
    },
    "slips_pen": {
        "careful": (3.7e-4, 1.6e-4, 7.3e-4, "PAULSEN2012", "R", "practised staff, single entry: 0.37 of 1000 fields"),
        "trained": (2.9e-3, 2.4e-3, 3.5e-3, "GARZA2025", "R", _SINGLE),
        "novice": (8.7e-3, 2.4e-3, 6.6e-2, "GARZA2025, WILLIAMS1988", "D", "single entry times 3 for inexperience"),
        "careless": (3.2e-2, 2.4e-3, 6.6e-2, "GARZA2025, WILLIAMS1988", "D", "single entry times 11 for want of time"),
    },
    "notices": {
        "careful": (1.0, 0.8, 1.0, *_OWN, "reads every number back aloud"),
        "trained": (0.88, 0.3, 1.0, "PAULSEN2012", "D", "what second entry leaves of single entry: 0.046 of 0.370"),
        "novice": (0.52, 0.3, 0.7, "GARZA2025", "D", "what double entry leaves of single entry: 0.14 of 0.29"),
        "careless": (0.2, 0.0, 0.5, *_OWN, ""),
    },
    "dawdles": {
        "careful": (0.0, 0.0, 0.01, *_OWN, ""),
        "trained": (0.002, 0.0, 0.05, *_OWN, ""),
        "novice": (
            0.01,
            0.0,
            0.21,
            "AHN2016",
            "A",
            "nurses wrote 20.7 of 100 entries after the shift: another kind of late",
        ),
        "careless": (0.05, 0.01, 0.21, "AHN2016", "A", "as for the novice"),
    },
    "spray": {
        "careful": (0.0, 0.0, 0.05, *_OWN, ""),
        "trained": (0.02, 0.0, 0.2, *_OWN, ""),
        "novice": (0.1, 0.0, 0.5, *_OWN, ""),
        "careless": (0.5, 0.1, 0.9, *_OWN, ""),
    },
    "tries_expired": {
        "careful": (0.0, 0.0, 0.05, *_OWN, ""),
        "trained": (0.05, 0.0, 0.3, *_OWN, ""),
        "novice": (1.0, 0.3, 1.0, *_OWN, "lets the scanner decide; the record refuses the lot"),
        "careless": (1.0, 0.3, 1.0, *_OWN, "lets the scanner decide; the record refuses the lot"),
    },
    "talks": {
        "careful": (0.01, 0.0, 0.05, *_OWN, ""),
        "trained": (0.05, 0.0, 0.2, *_OWN, ""),
        "novice": (0.1, 0.0, 0.4, *_OWN, ""),
        "careless": (0.3, 0.1, 0.8, *_OWN, ""),
    },
    "walks_past": {
        "careful": (0.01, 0.0, 0.05, *_OWN, ""),
        "trained": (0.03, 0.0, 0.2, *_OWN, ""),
        "novice": (0.1, 0.0, 0.4, *_OWN, ""),
        "careless": (0.25, 0.1, 0.8, *_OWN, ""),
    },
    "to_the_work": {
        "careful": (0.0, 0.0, 0.1, *_OWN, ""),
        "trained": (0.1, 0.0, 0.3, *_OWN, ""),
        "novice": (0.5, 0.1, 0.9, *_OWN, ""),
        "careless": (0.8, 0.3, 1.0, *_OWN, ""),
    },
    "keeps_torn": {
        "careful": (0.0, 0.0, 0.05, *_OWN, ""),
        "trained": (0.05, 0.0, 0.2, *_OWN, ""),
        "novice": (0.3, 0.0, 0.6, *_OWN, ""),
        "careless": (0.7, 0.3, 1.0, *_OWN, ""),
    },
}

_TEACHING_ROWS: Mapping[str, Mapping[str, float]] = {
    "novice": {"skips_gloves": 0.5, "slips_pen": 0.04, "dawdles": 0.05, "talks": 0.3, "walks_past": 0.3},
    "careless": {"skips_gloves": 0.8, "slips_pen": 0.08, "dawdles": 0.15, "talks": 0.6, "walks_past": 0.5},
}


def _parameter(rate: str, crew: str) -> Parameter:
    value, low, high, source, basis, note = _ROWS[rate][crew]
    return Parameter(f"{rate}_{crew}", value, "-", low, high, source, basis, note)


def _raised(rate: str, crew: str, value: float) -> Parameter:
    usual = _ROWS[rate][crew][0]
    note = f"raised for teaching from {usual:g}"
    return Parameter(f"{rate}_{crew}_teaching", value, "-", 0.0, 1.0, "illustrative", "A", note)


RATES: Mapping[str, Mapping[str, Parameter]] = {
    crew: {rate: _parameter(rate, crew) for rate in OCCASION} for crew in CREWS
}
"""Rate by crew and kind, as published or assumed."""

TEACHING: Mapping[str, Mapping[str, Parameter]] = {
    crew: {rate: _raised(rate, crew, value) for rate, value in rows.items()} for crew, rows in _TEACHING_ROWS.items()
}
"""What teaching mode raises; crews and kinds that are not here stay as they are."""


def rates_of(crew: str, *, teaching: bool = False) -> Mapping[str, Parameter]:
    """Return the rates of a crew before practice and fatigue.

    Raises:
        KeyError: If there is no such crew.

    >>> rates_of("trained")["slips_pen"].source
    'GARZA2025'
    >>> rates_of("novice", teaching=True)["slips_pen"].note
    'raised for teaching from 0.0087'
    """
    return {**RATES[crew], **(TEACHING.get(crew, {}) if teaching else {})}


def all_rates() -> Iterator[Parameter]:
    """Yield every rate of every crew, the raised ones last."""
    for table in (RATES, TEACHING):
        for rows in table.values():
            yield from rows.values()
