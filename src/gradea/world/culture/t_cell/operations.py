"""What hands and machines do to T cells: instantaneous maps of amounts, and nothing lost unseen."""

from typing import NamedTuple

from gradea.vocabulary import Chance
from gradea.world.culture.amounts import Culture, Divided, divided, joined, stricken
from gradea.world.culture.donor import truncated_normal
from gradea.world.culture.numerics import exponential
from gradea.world.culture.t_cell import hands as h
from gradea.world.culture.t_cell.state import t_cells, t_count, temperature_of

T_KINDS = ("resting", "activated", "cycling")


def t_selected(s: Culture, *, chance: Chance, key: str, waited_h: float = 0.0) -> Divided:
    """Select CD4+ and CD8+ cells on a column; the product in a tenth of the liquid.

    Args:
        s: Apheresis or blood.
        chance: Keyed chance of the run.
        key: Name of this selection.
        waited_h: Hours the cells stood in buffer before it.

    Model:
        Recovery 55 % (43-67) and purity 98 % (90-100), truncated normal [Zhu2018, R]. More than 3e9 T cells on the
        column, and waiting, doom cells [A].

    Examples:
        >>> product, rest = t_selected(t_cells(100.0, resting=1e8, other=1e8), chance=Chance("s"), key="b1")
        >>> round(product.amount("resting") + rest.amount("resting"))
        100000000
    """
    t, other = t_count(s), s.amount("other")
    recovery = truncated_normal(chance, key, "recovery", (h.SELECTION.value, 0.06, h.SELECTION.low, h.SELECTION.high))
    purity = truncated_normal(chance, key, "purity", (h.PURITY.value, 0.04, h.PURITY.low, h.PURITY.high))
    sticking = min(1.0, recovery * t * (1.0 / purity - 1.0) / other) if other > 0.0 else 0.0
    kept = {**dict.fromkeys(T_KINDS, recovery), "other": sticking, "doomed": 0.5 * recovery, "dead": 0.1 * recovery}
    product, rest = divided(s, 0.1 * s.volume_ml, kept)
    overload = max(0.0, t / h.CAPACITY.value - 1.0) * h.OVERLOAD.value
    return Divided(stricken(product, min(0.5, overload + h.SELECTION_AGE.value * waited_h), to="doomed"), rest)


def t_fed(s: Culture, fresh: Culture) -> Culture:
    """Add a liquid: seeding, feeding, activating, diluting.

    Examples:
        >>> t_fed(t_cells(1.0, resting=5.0), t_cells(3.0)).volume_ml
        4.0
    """
    return joined(s, fresh)


def t_exchanged(s: Culture, *, remove_ml: float, fresh: Culture, loss: float = 0.0) -> Divided:
    """Draw medium off and give fresh medium.

    Args:
        s: The culture.
        remove_ml: Volume drawn off; vector and activator go with it.
        fresh: Fresh medium.
        loss: Share of all cells drawn off, 0 to 1.

    Examples:
        >>> culture, spent = t_exchanged(t_cells(10.0, vector_tu=4.0), remove_ml=5.0, fresh=t_cells(5.0))
        >>> culture.amount("vector_tu"), spent.amount("vector_tu")
        (2.0, 2.0)
    """
    stay = dict.fromkeys((*T_KINDS, "other", "doomed", "dead"), 1.0 - loss)
    stayed, spent = divided(s, s.volume_ml - remove_ml, stay)
    return Divided(joined(stayed, fresh), spent)


def vector_added(s: Culture, *, transducing_units: float, volume_ml: float = 0.0, thawed_min: float = 0.0) -> Culture:
    """Add viral vector that has stood thawed at room temperature for some minutes.

    Examples:
        >>> vector_added(t_cells(10.0), transducing_units=5e7).amount("vector_tu")
        50000000.0
    """
    left = transducing_units * exponential(-h.VECTOR_WARM.value * thawed_min / 60.0)
    return joined(s, t_cells(volume_ml, temperature_c=temperature_of(s), vector_tu=left))


def vector_boost(*, spinoculated: bool, enhanced: bool) -> float:
    """Return the multiplier on adsorption for `Conditions`.

    Examples:
        >>> vector_boost(spinoculated=True, enhanced=True)
        5.0
    """
    return (h.SPINOCULATION.value if spinoculated else 1.0) * (h.ENHANCER.value if enhanced else 1.0)


def t_sampled(s: Culture, *, volume_ml: float, chance: Chance, key: str) -> Divided:
    """Take a sample: it is the product here, and what is left the rest. Whole microbes are drawn by chance.

    Examples:
        >>> sample, left = t_sampled(t_cells(10.0, resting=100.0), volume_ml=1.0, chance=Chance("s"), key="q1")
        >>> sample.amount("resting"), left.amount("resting")
        (10.0, 90.0)
    """
    bugs = s.amount("bioburden_cfu")
    share = volume_ml / s.volume_ml if s.volume_ml > 0.0 else 0.0
    drawn = min(bugs, float(chance.poisson(bugs * share, key, "sampled-cfu")))
    return divided(s, volume_ml, {"bioburden_cfu": drawn / bugs} if bugs > 0.0 else None)


def t_washed(s: Culture, *, cycles: int, automated: bool, resuspend: Culture, doom: float = 0.0) -> Divided:
    """Wash cells and take them up in fresh liquid; 2 % of the old liquid stays per cycle.

    Args:
        s: The culture.
        cycles: Number of cycles, 1 to 6.
        automated: 92 % of the viable are recovered in all; by hand 88 % per cycle [K].
        resuspend: Liquid to take them up in.
        doom: Share doomed by a spin beyond the limits of the procedure.

    Examples:
        >>> clean, waste = t_washed(t_cells(100.0, cycling=1e6), cycles=2, automated=True, resuspend=t_cells(50.0))
        >>> round(clean.amount("cycling")), round(waste.amount("cycling"))
        (920000, 80000)
    """
    if not 1 <= cycles <= 6:
        raise ValueError(f"a wash has 1 to 6 cycles, not {cycles}")
    recovery = h.WASH_AUTO.value if automated else h.WASH_MANUAL.value**cycles
    kept = {**dict.fromkeys((*T_KINDS, "other", "doomed"), recovery), "dead": h.DEAD_KEPT.value * recovery}
    pellet, waste = divided(stricken(s, doom, to="doomed"), 0.02**cycles * s.volume_ml, kept)
    return Divided(joined(pellet, resuspend), waste)


def debeaded(s: Culture) -> Divided:
    """Pass the culture over a magnet: 10 % of the cells stay with the beads, 1 bead in 10,000 passes.

    Examples:
        >>> product, magnet = debeaded(t_cells(100.0, cycling=1e6, beads=3e6))
        >>> product.amount("cycling"), round(product.amount("beads"))
        (900000.0, 300)
    """
    kept = dict.fromkeys((*T_KINDS, "other", "doomed", "dead"), 1.0 - h.BEAD_LOSS.value)
    return divided(s, 0.99 * s.volume_ml, {**kept, "beads": h.BEADS_LEFT.value})


class Electroporated(NamedTuple):
    """Cells after the pulse.

    Attributes:
        product: The cells.
        expressing: Share of the survivors that expresses the mRNA.
    """

    product: Culture
    expressing: float


def t_electroporated(s: Culture, *, field_error: float, mrna_ug_per_e6: float) -> Electroporated:
    """Electroporate with mRNA.

    Args:
        s: Washed cells.
        field_error: Field over the right one, minus 1.
        mrna_ug_per_e6: mRNA per million cells.

    Model:
        15 % die at once, and 35 % more at a field that is 30 % off; expression 0.90 x/(x + 0.25).

    Examples:
        >>> product, expressing = t_electroporated(t_cells(1.0, cycling=100.0), field_error=0.0, mrna_ug_per_e6=1.0)
        >>> product.amount("dead"), round(expressing, 2)
        (15.0, 0.72)
    """
    loss = min(1.0, h.EP_LOSS.value + h.EP_FIELD.value * abs(field_error) / 0.3)
    expressing = h.EP_PLATEAU.value * mrna_ug_per_e6 / (mrna_ug_per_e6 + h.EP_HALF.value)
    return Electroporated(stricken(s, loss, to="dead"), expressing)


def dmso_held(s: Culture, *, minutes: float, temperature_c: float) -> Culture:
    """Let formulated cells stand in DMSO before the freezer.

    Model:
        Doomed 1 - exp(-k t); k rises in a straight line from 0.01 at 4 °C to 0.25 per hour at 21 °C [A].

    Examples:
        >>> round(dmso_held(t_cells(1.0, cycling=100.0), minutes=60.0, temperature_c=21.0).amount("doomed"), 1)
        22.1
    """
    share = max(0.0, (temperature_c - 4.0) / 17.0)
    k = h.DMSO_COLD.value + (h.DMSO_ROOM.value - h.DMSO_COLD.value) * share
    return stricken(s, 1.0 - exponential(-k * minutes / 60.0), to="doomed")


def frozen_and_thawed(
    s: Culture, *, cooling_k_per_min: float, warming_k_per_min: float, weeks_at_m80: float
) -> Culture:
    """Freeze and thaw cells.

    Args:
        s: Cells in freezing medium.
        cooling_k_per_min: 1 or slower is safe however fast they thaw.
        warming_k_per_min: Slower than 6.2 hurts cells that were cooled fast.
        weeks_at_m80: Weeks in a -80 °C freezer instead of nitrogen vapour.

    Model:
        Viable x 0.923; at 10 K/min and slow thawing x 0.74 more, in proportion in between [A]; -80 °C costs 5 % per week
        beyond four [A]. 15 % of the survivors are doomed, and show it in the next two days.

    Examples:
        >>> thawed = frozen_and_thawed(
        ...     t_cells(1.0, cycling=1000.0), cooling_k_per_min=1.0, warming_k_per_min=100.0, weeks_at_m80=0.0
        ... )
        >>> round(thawed.amount("dead")), round(thawed.amount("doomed"))
        (77, 138)
    """
    fast = min(1.0, max(0.0, (cooling_k_per_min - 1.0) / 9.0)) if warming_k_per_min <= 6.2 else 0.0
    survival = h.FREEZE.value * (1.0 - fast * (1.0 - h.FAST.value))
    survival *= max(0.0, 1.0 - h.M80_LOSS.value * max(0.0, weeks_at_m80 - h.M80_WEEKS.value))
    return stricken(stricken(s, 1.0 - survival, to="dead"), h.LATE_DEATH.value, to="doomed")


def opened(s: Culture, *, skill: float, chance: Chance, key: str) -> Culture:
    """Work on the open culture: rarely a few microbes get in.

    Args:
        s: The culture.
        skill: Multiplier on the chance: 1 qualified, 90 untrained.
        chance: Keyed chance of the run.
        key: Name of this manipulation.

    Examples:
        >>> opened(t_cells(1.0), skill=1e9, chance=Chance("s"), key="x").amount("bioburden_cfu") >= 1.0
        True
    """
    if not chance.happens(1.0 - exponential(-h.OPEN.value * skill), key, "opened"):
        return s
    return joined(s, t_cells(0.0, bioburden_cfu=1.0 + chance.poisson(2.0, key, "opened-cfu")))
