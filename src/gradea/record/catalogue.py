"""The events, documentation errors and exceptions a record knows by code, with the class each is proposed in.

The words of each row, in English and Dutch, stand in `content/quality/`; a test holds the two together. Classes are
teaching proposals: quality decides about each case (Chapter 5 5.15).
"""

from collections.abc import Mapping

EVENTS: Mapping[str, str] = {
    **{f"DV-CR{number:02d}": "critical" for number in range(1, 9)},
    **{f"DV-MJ{number:02d}": "major" for number in range(1, 19)},
    **{f"DV-MN{number:02d}": "minor" for number in range(1, 11)},
    "OOS": "major",
    "OOT": "minor",
}
"""Code of an event → the class it is proposed in."""

_MINOR_OR_MAJOR, _CRITICAL_OR_MAJOR = ("minor", "major"), ("critical", "major")

ERRORS: Mapping[str, tuple[str, ...]] = {
    "GE01": ("minor",),
    "GE02": _MINOR_OR_MAJOR,
    "GE03": ("major",),
    "GE04": _MINOR_OR_MAJOR,
    "GE05": ("major",),
    "GE06": ("major",),
    "GE07": ("critical",),
    "GE08": ("critical",),
    "GE09": _CRITICAL_OR_MAJOR,
    "GE10": ("minor",),
    "GE11": ("major",),
    "GE12": _MINOR_OR_MAJOR,
    "GE13": ("minor",),
    "GE14": ("major",),
    "GE15": ("minor",),
    "GE16": ("major",),
    "GE17": _MINOR_OR_MAJOR,
    "GE18": _MINOR_OR_MAJOR,
    "GE19": ("major",),
    "GE20": ("major", "critical"),
    "GE21": ("major",),
    "GE22": ("major",),
    "GE23": _MINOR_OR_MAJOR,
    "GE24": _CRITICAL_OR_MAJOR,
}
"""Code of a documentation error → its usual classes; the lighter is proposed where the step is not critical."""

EXCEPTION_KINDS: Mapping[str, tuple[str, ...]] = {
    "EX01": ("equipment-not-ready",),
    "EX02": ("material-not-usable",),
    "EX03": ("material-not-specified",),
    "EX04": ("critical-parameter-out",),
    "EX05": ("charge-over-limit",),
    "EX06": ("hold-time-exceeded",),
    "EX07": ("filter-integrity-failure",),
    "EX08": ("equipment-malfunction",),
    "EX09": ("manual-instead-of-instrument",),
    "EX10": ("not-applicable",),
    "EX11": ("automation-step-changed",),
    "EX12": ("out-of-specification",),
    "EX13": ("deviation",),
    "EX14": ("communication-failure",),
    "EX15": ("comment",),
    "EX16": ("aborted-batch",),
}
"""The sixteen exceptions of review by exception → the kinds of `exceptions.KINDS` that stand for each."""

CLASS_ORDER = ("minor", "major", "critical")


def proposed_class(code: str, *, critical: bool = False) -> str:
    """Return the class in which an event or a documentation error is proposed; empty for an unknown code.

    Args:
        code: `DV-MJ03`, `OOS`, `GE08`; empty for an event without a code.
        critical: Whether it happened in a critical step; then the graver of two usual classes is proposed.

    >>> proposed_class("DV-CR05"), proposed_class("GE02"), proposed_class("GE02", critical=True)
    ('critical', 'minor', 'major')
    """
    if code in EVENTS:
        return EVENTS[code]
    usual = sorted(ERRORS.get(code, ()), key=CLASS_ORDER.index)
    if not usual:
        return ""
    return usual[-1] if critical else usual[0]


def is_known(code: str) -> bool:
    """Return whether a code stands in the catalogue; no code at all is allowed too.

    >>> is_known("DV-MJ18"), is_known(""), is_known("DV-MJ19")
    (True, True, False)
    """
    return not code or code in EVENTS or code in ERRORS
