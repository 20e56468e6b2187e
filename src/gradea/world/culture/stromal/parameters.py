"""Constants of the stromal-cell culture: value, range, source and basis and how well it is known; `illustrative` is our own.

The inhibition exponent is 3 and fixed. Yield of lactate is 1.9 in an earlier model and 2.0 here.
"""

from gradea.vocabulary.parameter import Parameter

MU_MAX = Parameter("mu", 0.031, "1/h", 0.018, 0.041, "HPL2012", "F", "max growth rate in hPL; also Higuera2009")
LAG = Parameter("lag", 24.0, "h", 8.0, 48.0, "Higuera2009", "A", "post-seeding lag")
RHO_MAX = Parameter("rho_max", 60000.0, "cells/cm2", 20000.0, 100000.0, "textbook", "K", "confluent density")
THETA = Parameter("theta", 1.3, "-", 0.5, 3.0, "illustrative", "A", "contact-inhibition exponent")
KI_LAC = Parameter("KI_lac", 35.4, "mM", 30.0, 40.0, "Schop2009", "R", "inhibiting lactate (human MSC)")
KI_AMM = Parameter("KI_amm", 2.4, "mM", 1.9, 2.9, "Schop2009", "R", "inhibiting ammonia")
Y_LAC = Parameter("Y_lg", 2.0, "mol/mol", 1.8, 2.0, "Schop2009", "R", "lactate/glucose")
K_ATTACH = Parameter("k_att", 0.35, "1/h", 0.1, 0.8, "textbook", "K", "attachment rate")
ATTACHING = Parameter("att_eff", 0.92, "-", 0.7, 1.0, "illustrative", "A", "share of suspended cells that can attach")
KD_SUSPENDED = Parameter("k_die_s", 0.04, "1/h", 0.01, 0.1, "illustrative", "A", "death in suspension")
KD_ATTACHED = Parameter("kd", 0.0007, "1/h", 0.0002, 0.003, "illustrative", "A", "death rate attached")
CPD_HALF = Parameter("cpd_half", 42.0, "PD", 20.0, 50.0, "Colter2000", "A", "CPD at half growth")
CPD_WIDTH = Parameter("cpd_w", 4.0, "PD", 1.0, 8.0, "illustrative", "A", "width of senescence")
KM_GLC = Parameter("K_glc", 0.4, "mM", 0.1, 2.0, "illustrative", "A", "glucose half constant")
KM_GF = Parameter(
    "K_GF", 0.01, "-", 0.003, 0.03, "illustrative", "A",
    "growth-factor share of medium at half effect (0.01 = 1 % lysate)",
)  # fmt: skip
QG_KEEP = Parameter("qG_m", 1e-10, "mmol/cell/h", 5e-11, 4e-10, "illustrative", "A", "glucose maintenance")
QG_GROW = Parameter("qG_g", 5e-09, "mmol/cell", 2e-09, 1e-08, "illustrative", "A", "glucose per new cell")
QN_GROW = Parameter("qN_g", 6e-10, "mmol/cell", 2e-10, 1e-09, "illustrative", "A", "glutamine per new cell")
Y_AMM = Parameter("Y_an", 0.7, "mol/mol", 0.5, 1.0, "illustrative", "A", "ammonia per glutamine")
K_GLN = Parameter("k_gln", 0.0022, "1/h", 0.001, 0.005, "illustrative", "A", "spontaneous glutamine decay")
U_GF = Parameter("uGF", 2e-10, "mL/cell/h", 5e-11, 1e-09, "illustrative", "A", "uptake of growth factor")
K_GF = Parameter("h_GF", 0.0025, "1/h", 0.0005, 0.01, "illustrative", "A", "decay of growth factor")
DONOR_CV = Parameter("donor_cv", 0.15, "-", 0.08, 0.3, "illustrative", "A", "donor growth-rate CV")
KM_GLN = Parameter("K_gln", 0.06, "mM", 0.01, 0.5, "illustrative", "A", "glutamine half constant, as in T cells")
KD_DOOMED = Parameter("kd_W", 0.05, "1/h", 0.03, 0.1, "illustrative", "A", "death of the doomed, as in T cells")
K_LYS = Parameter("k_lys", 0.02, "1/h", 0.005, 0.05, "illustrative", "A", "disintegration of dead cells")

GROWTH: tuple[Parameter, ...] = (
    MU_MAX, LAG, RHO_MAX, THETA, KI_LAC, KI_AMM, Y_LAC, K_ATTACH,
    ATTACHING, KD_SUSPENDED, KD_ATTACHED, CPD_HALF, CPD_WIDTH, KM_GLC, KM_GF, QG_KEEP, QG_GROW,
    QN_GROW, Y_AMM, K_GLN, U_GF, K_GF, KM_GLN, KD_DOOMED, K_LYS,
)  # fmt: skip
"""Every constant of the equations, for the debrief and for overrides by symbol."""

DETACH = Parameter("detach", 0.97, "-", 0.85, 0.99, "illustrative", "A", "detached by the enzyme given time")
DETACH_MIN = Parameter("detach_min", 2.0, "min", 1.0, 5.0, "illustrative", "A", "time constant of detaching")
TRYPSIN_LIMIT = Parameter("trypsin_limit", 10.0, "min", 5.0, 15.0, "textbook", "K", "usual longest time in the enzyme")
TRYPSIN_DOOM = Parameter("trypsin_doom", 0.02, "1/min", 0.005, 0.05, "illustrative", "A", "doomed per minute beyond it")
CONFLUENT = Parameter("confluent", 0.90, "-", 0.8, 0.95, "textbook", "K", "share of rho_max to harvest by")
CONFLUENT_DOOM = Parameter(
    "confluent_doom", 0.15, "-", 0.05, 0.4, "illustrative", "A", "doomed if harvested at rho_max"
)
SEED_PD = Parameter("cpd_p1", 8.0, "PD", 3.0, 15.0, "illustrative", "A", "doublings behind cells at the first passage")
SERUM = Parameter("fbs_donor", 0.80, "-", 0.5, 1.0, "Colter2000", "F", "growth in bovine serum of these donors")

STROMAL: tuple[Parameter, ...] = (
    *GROWTH, DONOR_CV, DETACH, DETACH_MIN, TRYPSIN_LIMIT, TRYPSIN_DOOM, CONFLUENT, CONFLUENT_DOOM, SEED_PD, SERUM,
)  # fmt: skip
"""All of them, for the debrief."""
