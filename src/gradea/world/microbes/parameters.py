"""Numbers of the microbe model: transfer, surfaces, deposition, donor, growth (docs/model.md §3, §4)."""

from gradea.vocabulary.parameter import Parameter

# fmt: off
# ---- from a glove to a critical site (docs/model.md §3) ----
TAU_SG = Parameter("tau_sg", 0.30, "-", 0.17, 0.49, "KING2020", "R", "smooth surface to gloved finger")
TAU_SB = Parameter("tau_sb", 0.49, "-", 0.32, 0.72, "KING2020", "R", "smooth surface to bare finger")
TAU_GS = Parameter("tau_gs", 0.30, "-", 0.10, 0.50, "KING2020", "A", "glove to surface; taken as symmetric")
TAU_POROUS = Parameter("tau_porous", 0.01, "-", 1.0e-4, 0.134, "LOPEZ2013, RUSIN2002", "R")
FINGER_CM2 = Parameter("A_finger", 5.0, "cm2", 2.0, 15.0, "illustrative", "D", "contact area of one handling")
TOUCHING_SHARE = Parameter("a_c", 0.3, "-", 0.1, 0.6, "illustrative", "A", "share of a hand's load that touches")
INGRESS = Parameter("p_ing", 0.5, "-", 0.1, 1.0, "illustrative", "A", "CFU on the site that enters the product")
GROWS_OUT = Parameter("p_grow", 0.8, "-", 0.3, 1.0, "illustrative", "A", "CFU that grows out in medium")
_IDENTIFIABLE = "only the product p_crit * tau * a_c * p_ing * p_grow * E[G] is identifiable"
P_CRIT_NOVICE = Parameter("p_crit_novice", 0.39, "-", 0.1, 0.9, "ISANHART2008", "F", _IDENTIFIABLE)
P_CRIT_TRAINED = Parameter("p_crit_trained", 0.043, "-", 0.01, 0.1, "TRISSEL2005", "F", _IDENTIFIABLE)
P_CRIT_EXPERT = Parameter("p_crit_expert", 0.003, "-", 0.0005, 0.01, "MIZUTANI2016, GOLAY2018", "A",
    "chosen to reach 0.06 % of batches")
P_OTHER_NOVICE = Parameter("p_other_novice", 1.0e-3, "-", 2.0e-4, 5.0e-3, "illustrative", "A", "p_other times 10")
P_OTHER_TRAINED = Parameter("p_other", 1.0e-4, "-", 1.0e-6, 5.0e-4, "illustrative", "A", "first air, coring, residue")
P_OTHER_EXPERT = Parameter("p_other_expert", 1.0e-6, "-", 1.0e-7, 1.0e-5, "illustrative", "A",
    "low end; keeps MIZUTANI2016 in reach")
SLOW = Parameter("m_technique_slow", 0.7, "-", 0.5, 1.0, "illustrative", "A", "multiplies p_crit and p_other")
PRACTICE_RUNS = Parameter("n0_skill", 20.0, "runs", 5.0, 60.0, "illustrative", "A", "supervised runs to learn")
FATIGUE_PER_H = Parameter("k_fatigue", 0.026, "1/h", 0.0, 0.1, "LANDRIGAN2004, DAWSON1997", "D",
    "0.36 more errors over 14 h beyond the tenth hour awake")
P_TEAR = Parameter("p_tear", 5.0e-4, "-", 5.0e-5, 5.0e-3, "PARTECKE2009", "A",
    "per open manipulation; surgery pierces 15 of 100 pairs in 90 min, but cuts bone")
HURRIED = Parameter("m_technique_hurried", 3.0, "-", 1.5, 8.0, "illustrative", "A", "multiplies p_crit and p_other")

# ---- surfaces and what lies on them (docs/model.md §3) ----
PACKAGING_LOAD = Parameter("L_pack", 0.2, "CFU/cm2", 0.02, 2.0, "illustrative", "A", "untreated outer packaging")
ITEM_LOAD = Parameter("L_item", 0.05, "CFU/cm2", 0.005, 0.2, "illustrative", "A", "treated item or bench")
BENCH_LOAD = Parameter("L_gradeA", 0.005, "CFU/cm2", 0.0002, 0.02, "illustrative", "A",
    "USP <1116> at ISO 5 would imply < 8e-4")
CLEANEST_LOAD = Parameter("L_floor", 8.0e-4, "CFU/cm2", 0.0, 0.005, "USP1116", "D",
    "1 % positive plates of 25 cm2, recovery 50 %")
BENCH_CM2 = Parameter("A_bsc_work", 7200.0, "cm2", 5000.0, 11000.0, "illustrative", "D", "1.2 m x 0.6 m")
PACK_CM2 = Parameter("A_pack", 400.0, "cm2", 50.0, 2000.0, "illustrative", "A", "outside of one pack")
PLACED_SHARE = Parameter("A_pack_down", 0.3, "-", 0.1, 0.5, "illustrative", "A", "share of a pack on the bench")
LR_WET_WIPE = Parameter("LR_wipe", 1.5, "log10", 1.0, 2.0, "PANOUSI2009", "R",
    "by removal, so spores too; below 0.2 for S. epidermidis")
LR_SPRAY = Parameter("LR_spray", 0.2, "log10", 0.0, 1.0, "PANOUSI2009", "R", "spray and dry wipe; moves organisms")
LR_SPORICIDE = Parameter("LR_sporicide", 4.0, "log10", 2.0, 6.0, "knowledge", "K", "after its contact time; spores too")
SPORICIDE_S = Parameter("t_sporicide", 300.0, "s", 60.0, 900.0, "knowledge", "K", "site validation, not in Annex 1")
SPRAY_SMEARED = Parameter("f_smear", 0.5, "-", 0.0, 1.0, "PANOUSI2009", "A",
    "share removed by spraying that moves next door")

# ---- air (docs/model.md §3) ----
V_MCP = Parameter("v_mcp", 0.0046, "m/s", 0.003, 0.031, "W1986, NAPOLI2012", "K",
    "operating theatres imply 3 to 7 times more")
NECK_M2 = Parameter("A_neck", 4.9e-4, "m2", 2.0e-4, 8.0e-4, "illustrative", "D", "neck of a T75 flask")
SIX_WELL_M2 = Parameter("A_6well", 0.0057, "m2", 0.005, 0.0065, "illustrative", "D", "open 6-well plate")

# ---- donor ----
P_DONOR = Parameter("p_apheresis", 0.0134, "-", 0.0006, 0.02, "GOLAY2018", "R",
    "22 of 1643 aphereses: the starting material itself; 0.06 % of batches in MIZUTANI2016 is the low end")
DONOR_CFU_PER_ML = Parameter("c_donor", 0.05, "CFU/mL", 0.005, 5.0, "illustrative", "A", "median of a contaminated bag")
DONOR_SPREAD = Parameter("s_donor", 1.5, "-", 0.5, 2.5, "illustrative", "A", "SD of ln concentration")

WELD_LEAK = Parameter("p_weld", 2.0e-5, "-", 1.0e-6, 1.0e-4, "illustrative", "A", "a welded connection lets one CFU in")

# ---- growth and what shows it (docs/model.md §4) ----
TURBID_PER_ML = Parameter("N_turb", 1.0e7, "CFU/mL", 1.0e6, 1.0e8, "KNOW_MICRO", "K")
YELLOW_PER_ML = Parameter("N_yellow", 1.0e7, "CFU/mL", 1.0e6, 1.0e8, "illustrative", "A", "phenol red turns")
VISIBLE_CELLS = Parameter("N_vis", 5.0e6, "cells", 1.0e6, 1.0e7, "LONDON2010", "R", "one visible colony")
ANTIBIOTIC_KILL = Parameter("k_ab", 0.5, "1/h", 0.1, 3.0, "illustrative", "A", "susceptible strain under antibiotic")

# fmt: on
PARAMETERS: tuple[Parameter, ...] = tuple(each for each in list(globals().values()) if isinstance(each, Parameter))
"""All of them, for the debrief."""
