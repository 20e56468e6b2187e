"""What the cells of a suspension really look like, before any instrument blurs it."""

from dataclasses import dataclass

from gradea.vocabulary.parameter import Parameter
from gradea.world.culture.suspension import Suspension

CD14_I1 = Parameter("cd14_i1", 0.45, "-", 0.2, 0.8, "illustrative", "A", "first intermediates still CD14+")
CD14_I2 = Parameter("cd14_i2", 0.08, "-", 0.0, 0.3, "illustrative", "A", "second intermediates still CD14+")
CD11C_M = Parameter("cd11c_m", 0.90, "-", 0.5, 1.0, "KNOW_CELLS", "K", "monocytes that count as CD11c+")
HLA_DR_M = Parameter("hla_dr_m", 0.97, "-", 0.7, 1.0, "KNOW_CELLS", "K", "monocytes that count as HLA-DR+")
HLA_DR_STEROID = Parameter(
    "hla_dr_steroid", 0.35, "-", 0.2, 0.7, "KNOW_CELLS", "K", "share of that lost on steroid-treated monocytes"
)
GATE = Parameter(
    "gate", 0.015, "-", 0.01, 0.1, "illustrative", "A", "share of small cells that fall into the dendritic scatter gate"
)

PHENOTYPE: tuple[Parameter, ...] = (CD14_I1, CD14_I2, CD11C_M, HLA_DR_M, HLA_DR_STEROID, GATE)
"""Every constant of the phenotype, for the debrief."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phenotype:
    """Truth behind the release tests.

    Attributes:
        viability_pct: Cells that exclude the dye, of all cells.
        cd14_pct: CD14+ of the typed viable cells.
        lymphocytes_pct: Lymphocytes of the typed viable cells.
        cd11c_pct: CD11c+ in the scatter gate of monocytes and dendritic cells.
        hla_dr_pct: HLA-DR+ in the same gate.
        cd83_mfi: Mean fluorescence of CD83 on the lineage cells; so for the next two.
        cd86_mfi: Mean fluorescence of CD86.
        tlr2_mfi: Mean fluorescence of TLR2.
        il10_pg_per_ml: IL-10 in the liquid.
        il12_pg_per_ml: IL-12 in the liquid.
    """

    viability_pct: float
    cd14_pct: float
    lymphocytes_pct: float
    cd11c_pct: float
    hla_dr_pct: float
    cd83_mfi: float
    cd86_mfi: float
    tlr2_mfi: float
    il10_pg_per_ml: float
    il12_pg_per_ml: float


def phenotype(s: Suspension) -> Phenotype:
    """Return the true phenotype of a suspension; zeros where there are no cells to look at.

    Model:
        Monocytes are CD14+ and become CD14- over two intermediates. Dendritic cells are CD11c+ HLA-DR+; monocytes
        mostly, and under a steroid they lose HLA-DR, so cells that never differentiated show. A small share of
        lymphocytes and granulocytes falls into the gate. Doomed cells count as viable and are left out of the
        markers.

    Examples:
        >>> from gradea.world.culture import liquid
        >>> seen = phenotype(liquid(1.0, idc=90.0, dead=10.0))
        >>> seen.viability_pct, seen.cd14_pct, seen.cd11c_pct
        (90.0, 0.0, 100.0)
    """
    m, i1, i2, lineage = s.amount("monocytes"), s.amount("i1"), s.amount("i2"), s.lineage
    others = s.amount("lymphocytes") + s.amount("granulocytes_other")
    typed, gated = lineage + others, lineage + GATE.value * others
    tolerance = min(1.0, _share(s.amount("tolerance_cells"), lineage))
    hla_dr_m = HLA_DR_M.value * (1.0 - HLA_DR_STEROID.value * tolerance)
    return Phenotype(
        viability_pct=100.0 * _share(s.viable, s.cells),
        cd14_pct=100.0 * _share(m + CD14_I1.value * i1 + CD14_I2.value * i2, typed),
        lymphocytes_pct=100.0 * _share(s.amount("lymphocytes"), typed),
        cd11c_pct=100.0 * _share(lineage - (1.0 - CD11C_M.value) * m, gated),
        hla_dr_pct=100.0 * _share(lineage - (1.0 - hla_dr_m) * m, gated),
        cd83_mfi=_share(s.amount("cd83_mfi_cells"), lineage),
        cd86_mfi=_share(s.amount("cd86_mfi_cells"), lineage),
        tlr2_mfi=_share(s.amount("tlr2_mfi_cells"), lineage),
        il10_pg_per_ml=s.per_ml("il10_pg"),
        il12_pg_per_ml=s.per_ml("il12_pg"),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0.0 else 0.0
