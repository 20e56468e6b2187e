"""The limits of Annex 1 (2022), as tables: which number stands for which grade. None where the text sets none.

Total particles per m³: classification in 4.27 Table 1, monitoring in 9.15 Table 5. Viable: monitoring in 9.30 Table 6.
"""

from collections.abc import Mapping

from gradea.exercise.words import Words, both

GRADES = ("A", "B", "C", "D")


def _row(a: int | None, b: int | None, c: int | None, d: int | None) -> dict[str, int | None]:
    return dict(zip(GRADES, (a, b, c, d), strict=True))


PARTICLES: Mapping[str, Mapping[str, int | None]] = {
    "monitoring-0.5-rest": _row(3520, 3520, 352_000, 3_520_000),
    "monitoring-0.5-operation": _row(3520, 352_000, 3_520_000, None),
    "monitoring-5-rest": _row(29, 29, 2930, 29_300),
    "monitoring-5-operation": _row(29, 2930, 29_300, None),
}
"""Maximum total particles per m³ when monitoring (Annex 1 9.15, Table 5)."""

VIABLE: Mapping[str, Mapping[str, int | None]] = {
    "air": _row(0, 10, 100, 200),
    "settle": _row(0, 5, 50, 100),
    "contact": _row(0, 5, 25, 50),
    "glove": _row(0, 5, None, None),
}
"""Maximum colonies when monitoring (Annex 1 9.30, Table 6); 0 in grade A means no growth."""

WORDS: Mapping[str, Words] = {
    "monitoring-0.5-rest": {"en": "particles ≥ 0.5 µm per m³, at rest", "nl": "deeltjes ≥ 0,5 µm per m³, in rust"},
    "monitoring-0.5-operation": {
        "en": "particles ≥ 0.5 µm per m³, in operation",
        "nl": "deeltjes ≥ 0,5 µm per m³, in bedrijf",
    },
    "monitoring-5-rest": {"en": "particles ≥ 5 µm per m³, at rest", "nl": "deeltjes ≥ 5 µm per m³, in rust"},
    "monitoring-5-operation": {
        "en": "particles ≥ 5 µm per m³, in operation",
        "nl": "deeltjes ≥ 5 µm per m³, in bedrijf",
    },
    "air": {"en": "CFU per m³ of air (active sampler)", "nl": "KVE per m³ lucht (actieve bemonstering)"},
    "settle": {
        "en": "CFU per settle plate of 90 mm, at most 4 h",
        "nl": "KVE per sedimentatieplaat van 90 mm, hoogstens 4 u",
    },
    "contact": {"en": "CFU per contact plate of 55 mm", "nl": "KVE per contactplaat van 55 mm"},
    "glove": {"en": "CFU per glove print", "nl": "KVE per handschoenafdruk"},
}

NOT_SET: Words = {"en": "no limit set by Annex 1", "nl": "geen limiet in Annex 1"}


def limit_words(limit: int | None) -> Words:
    """Return a limit as people read it.

    >>> limit_words(352000)["nl"], limit_words(None)["en"]
    ('352\\u202f000', 'no limit set by Annex 1')
    """
    return NOT_SET if limit is None else both(f"{limit:,}".replace(",", "\u202f"))
