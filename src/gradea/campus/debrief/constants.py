"""Every constant of the model, with where it comes from and how well it is known: for the fold of the reveal."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from gradea.practical import all_rates
from gradea.vocabulary.parameter import BASES, Parameter
from gradea.world import culture, instrument
from gradea.world.culture.models.stromal import STROMAL_MODEL
from gradea.world.culture.models.t_cell import T_CELL_MODEL
from gradea.world.culture.models.t_patient import T_PATIENT
from gradea.world.culture.stromal import STROMAL_PARAMETERS
from gradea.world.culture.t_cell import T_PARAMETERS
from gradea.world.microbes import parameters as microbes
from gradea.world.monitoring import SAMPLE_TESTS
from gradea.world.monitoring import parameters as monitoring
from gradea.world.people import parameters as people
from gradea.world.site import constants as site

GROUPS: tuple[tuple[str, str, tuple[Parameter, ...]], ...] = (
    ("culture", gettext_lazy("Dendritic cells and culture"), culture.PARAMETERS),
    ("t-cell", gettext_lazy("T cells"), (*T_PARAMETERS, *T_CELL_MODEL, *T_PATIENT)),
    ("stromal", gettext_lazy("Stromal cells"), (*STROMAL_PARAMETERS, *STROMAL_MODEL)),
    ("instrument", gettext_lazy("Instruments and assays"), instrument.ASSAYS),
    ("site", gettext_lazy("Rooms, air and cabinet"), site.PARAMETERS),
    ("people", gettext_lazy("People, gowns and hands"), people.PARAMETERS),
    ("microbes", gettext_lazy("Organisms and how they travel"), microbes.PARAMETERS),
    ("crew", gettext_lazy("The simulated crew"), tuple(all_rates())),
    ("monitoring", gettext_lazy("Plates, bottles and counters"), (*monitoring.PARAMETERS, *SAMPLE_TESTS)),
)

_NOT_IN_IDS = re.compile(r"[^a-zA-Z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstantLine:
    """One constant as the page shows it; `key` is its anchor."""

    key: str
    parameter: Parameter
    value: str
    span: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstantGroup:
    """The constants of one part of the model."""

    key: str
    title: str
    lines: tuple[ConstantLine, ...]


def constants() -> tuple[ConstantGroup, ...]:
    """Return all constants, by part of the model. A symbol that occurs twice in a part gets a number in its anchor."""
    return tuple(ConstantGroup(key=key, title=title, lines=_lines(key, values)) for key, title, values in GROUPS)


def bases() -> dict[str, str]:
    """Return what each basis letter means."""
    return dict(BASES)


def number_words(value: float) -> str:
    """Write a number as a person would: thousands set apart, powers of ten for the very large and the very small.

    >>> number_words(0.0046), number_words(12000.0), number_words(2.714e9), number_words(1e-6)
    ('0.0046', '12 000', '2.71 × 10⁹', '1 × 10⁻⁶')
    """
    if value == 0.0 or 1e-3 <= abs(value) < 1e6:
        return f"{value:,.10g}".replace(",", " ") if abs(value) >= 1000 else f"{value:.4g}"
    mantissa, _, power = f"{value:.2e}".partition("e")
    raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{float(mantissa):.3g} × 10{raised}"


def brief(value: float) -> str:
    """Write a number to two figures: an expected exposure is not known better.

    >>> brief(0.007584), brief(7.63e-6), brief(0.0)
    ('0.0076', '7.6 × 10⁻⁶', '–')
    """
    return number_words(float(f"{value:.2g}")) if value else "–"


def chance_words(chance: float) -> str:
    """Write a chance as people can picture it.

    >>> chance_words(0.29), chance_words(0.0083), chance_words(4.6e-5), chance_words(0.0)
    ('29 in 100', '8 in 1 000', '5 in 100 000', 'none')
    """
    if chance <= 0.0:
        return gettext("none")
    for whole in (100, 1_000, 10_000, 100_000, 1_000_000):
        if chance * whole >= 2.0:
            counted = {"share": f"{chance * whole:.0f}", "whole": f"{whole:,}".replace(",", " ")}
            return gettext("%(share)s in %(whole)s") % counted
    return gettext("fewer than 2 in 1 000 000")


def _lines(group: str, values: tuple[Parameter, ...]) -> tuple[ConstantLine, ...]:
    seen: dict[str, int] = {}
    lines = []
    for each in values:
        key = f"c-{group}-{_NOT_IN_IDS.sub('-', each.symbol).strip('-')}"
        seen[key] = seen.get(key, 0) + 1
        anchor = key if seen[key] == 1 else f"{key}-{seen[key]}"
        span = gettext("%(low)s to %(high)s") % {
            "low": number_words(each.low),
            "high": number_words(each.high),
        }
        lines.append(ConstantLine(key=anchor, parameter=each, value=number_words(each.value), span=span))
    return tuple(lines)
