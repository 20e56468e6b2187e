"""Constants of vessels, hands and machines around T cells, with their pedigree."""

from gradea.vocabulary.parameter import Parameter

STATIC = Parameter("fsys_static", 0.74, "-", 0.6, 1.0, "Ou2019", "R", "growth factor, static flask vs bioreactor")
SPINNER = Parameter("fsys_spinner", 0.91, "-", 0.8, 1.0, "Ou2019", "R", "growth factor, spinner vs bioreactor")
AIM_V = Parameter("fmed_AIMV", 0.73, "-", 0.6, 1.0, "Ou2019", "R", "growth factor AIM-V vs ImmunoCult")
KLA_STATIC = Parameter("kla_static", 1.2, "1/h", 0.3, 2.0, "textbook", "K", "kLa static layer ~3 mm")
KLA_PRODIGY = Parameter("kla_Prodigy", 4.829, "1/h", 2.0, 10.0, "illustrative", "F", "kLa agitated Prodigy chamber")
KLA_ROCKING = Parameter("kla_rock", 5.0, "1/h", 2.0, 12.0, "textbook", "K", "kLa rocking bag")
KLA_STIRRED = Parameter("kla_str", 10.0, "1/h", 5.0, 25.0, "textbook", "K", "kLa stirred tank")
GREX_CAP = Parameter(
    "kla_grex", 25000000.0, "cells/cm2", 10000000.0, 40000000.0, "textbook", "K",
    "density cap of a gas-permeable base, in place of kLa",
)  # fmt: skip
SPINOCULATION = Parameter("spino", 2.5, "x", 1.5, 4.0, "textbook", "K", "spinoculation multiplier on k_ads")
ENHANCER = Parameter(
    "retronectin", 2.0, "x", 1.0, 4.0, "textbook", "K",
    "fibronectin fragment or enhancer: multiplier on adsorption",
)  # fmt: skip
SELECTION = Parameter("sel48_rec", 0.55, "-", 0.43, 0.67, "Zhu2018", "R", "CD4/CD8 recovery, SD 0.06")
PURITY = Parameter("sel48_pur", 0.98, "-", 0.9, 1.0, "Zhu2018", "R", "CD4/CD8 purity, SD 0.04")
BEAD_LOSS = Parameter("bead_loss", 0.1, "-", 0.03, 0.2, "textbook", "K", "cell loss at debeading")
WASH_AUTO = Parameter("wash_rec_auto", 0.92, "-", 0.85, 0.98, "textbook", "K", "automated wash recovery")
WASH_MANUAL = Parameter("wash_rec_manual", 0.88, "-", 0.75, 0.95, "textbook", "K", "recovery per cycle")
SHAKE = Parameter("fsys_shake", 0.89, "-", 0.8, 1.0, "Ou2019", "D", "0.041/0.046 per h, same donor")
KLA_SHAKE = Parameter(
    "kla_shake", 10.0, "1/h", 5.0, 25.0, "illustrative", "A", "shake flask and spinner like a stirred tank"
)
KLA_FIBRE = Parameter("kla_fibre", 5.0, "1/h", 2.0, 20.0, "illustrative", "A", "hollow fibre with an oxygenator")
CAPACITY = Parameter("sel48_capacity", 3.0e9, "cells", 1e9, 4e9, "textbook", "K", "labelled cells of one column")
OVERLOAD = Parameter("sel48_overload", 0.10, "-", 0.0, 0.3, "illustrative", "A", "doomed at twice the capacity")
SELECTION_AGE = Parameter(
    "sel48_doom", 0.005, "1/h", 0.0, 0.02, "illustrative", "A", "doomed per hour in buffer before it"
)
VECTOR_WARM = Parameter(
    "k_vec_rt", 0.02, "1/h", 0.005, 0.06, "illustrative", "A", "vector lost per hour thawed at room"
)
DEAD_KEPT = Parameter("wash_dead", 0.70, "-", 0.6, 0.8, "illustrative", "A", "dead kept in proportion to the living")
BEADS_LEFT = Parameter("beads_left", 1e-4, "-", 1e-5, 1e-2, "illustrative", "A", "left by one pass over the magnet")
EP_LOSS = Parameter("ep_loss", 0.15, "-", 0.05, 0.35, "VanTendeloo2001", "R", "acute; K562, not T cells")
EP_FIELD = Parameter("ep_field", 0.35, "-", 0.1, 0.6, "illustrative", "A", "more at 30 % off the field")
EP_PLATEAU = Parameter("ep_eff", 0.90, "-", 0.5, 0.95, "VanTendeloo2001", "R", "expressing, at plenty of mRNA")
EP_HALF = Parameter("ep_half", 0.25, "µg/1e6", 0.1, 0.6, "illustrative", "A", "mRNA of half effect")
DMSO_COLD = Parameter("k_dmso_4", 0.01, "1/h", 0.0, 0.03, "Gulen2012", "A", "75 min at 2-8 °C harmless")
DMSO_ROOM = Parameter("k_dmso_rt", 0.25, "1/h", 0.05, 0.6, "illustrative", "A", "doomed per hour in DMSO at 21 °C")
FREEZE = Parameter("cryo_base", 0.923, "-", 0.85, 0.97, "Gulen2012", "R", "viable through freeze and thaw; DC, -7.7")
FAST = Parameter(
    "crf_vs_fast", 0.74, "-", 0.61, 0.85, "HPCfreeze2014", "R", "further, cooled at 10 K/min, thawed slowly"
)
LATE_DEATH = Parameter("cryo_doomed", 0.15, "-", 0.10, 0.20, "illustrative", "A", "survivors doomed by the freezer")
M80_WEEKS = Parameter("m80_hold", 4.0, "weeks", 4.0, 5.0, "m80_2024", "R", "at -80 °C without loss; loss at five")
M80_LOSS = Parameter("m80_loss", 0.05, "1/week", 0.01, 0.2, "illustrative", "A", "dead per week beyond that")
OPEN = Parameter("p0", 2.0e-5, "-", 1e-5, 1e-4, "MIZUTANI2016", "F", "CFU gets in per open manipulation, qualified")

HANDS: tuple[Parameter, ...] = (
    STATIC, SPINNER, SHAKE, AIM_V, KLA_STATIC, KLA_PRODIGY, KLA_ROCKING, KLA_STIRRED, KLA_SHAKE, KLA_FIBRE, GREX_CAP,
    SPINOCULATION, ENHANCER, SELECTION, PURITY, CAPACITY, OVERLOAD, SELECTION_AGE, VECTOR_WARM, BEAD_LOSS, BEADS_LEFT,
    WASH_AUTO, WASH_MANUAL, DEAD_KEPT, EP_LOSS, EP_FIELD, EP_PLATEAU, EP_HALF, DMSO_COLD, DMSO_ROOM, FREEZE, FAST,
    LATE_DEATH, M80_WEEKS, M80_LOSS, OPEN,
)  # fmt: skip
"""All of them, for the debrief."""

VESSELS: dict[str, tuple[float, float]] = {
    "prodigy": (KLA_PRODIGY.value, 1.0),
    "static_flask": (KLA_STATIC.value, STATIC.value),
    "static_bag": (KLA_STATIC.value, STATIC.value),
    "shake_flask": (KLA_SHAKE.value, SHAKE.value),
    "spinner": (KLA_SHAKE.value, SPINNER.value),
    "stirred": (KLA_STIRRED.value, 1.0),
    "rocking_bag": (KLA_ROCKING.value, 1.0),
    "hollow_fibre": (KLA_FIBRE.value, 1.0),
    "g_rex": (KLA_STIRRED.value, STATIC.value),
}
"""kLa per hour and growth factor of each kind of vessel; a G-Rex crowds by its base instead (not tested by data)."""
