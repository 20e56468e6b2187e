"""Constants of the T-cell culture: value, range, source and basis and how well it is known; `illustrative` is our own.

Three of four are assumed or remembered, and the fitted ones are dominated by their priors: absolute expansion is
calibrated, not validated, to a factor of about two between sites. The exponents 2 and 4 of the equations are fixed.
"""

from gradea.vocabulary.parameter import Parameter

MU_MAX = Parameter(
    "mu_max", 0.06513, "1/h", 0.045, 0.075, "Ou2019", "F",
    "max specific growth rate, fully driven T cell; also MCW2020, Quantum2019",
)  # fmt: skip
TAU_LAG = Parameter(
    "tau_lag", 32.11, "h", 24.0, 48.0, "illustrative", "F", "mean delay from resting to cycling, two stages"
)
K_UP = Parameter("k_up", 0.07802, "1/h", 0.02, 0.2, "illustrative", "F", "recharge of proliferative drive by stimulus")
K_DN = Parameter("k_dn", 0.02183, "1/h", 0.012, 0.035, "Ou2019", "F", "loss of drive without stimulus and cytokine")
THETA_IL2 = Parameter("th_il2", 0.65, "-", 0.3, 0.9, "illustrative", "A", "share of k_dn suppressed by saturating IL-2")
THETA_IL7_15 = Parameter("th_715", 0.92, "-", 0.6, 1.0, "illustrative", "A", "the same by IL-7 and IL-15")
K_ACT = Parameter("kS", 0.01009, "1/h", 0.005, 0.025, "illustrative", "F", "decay of functional activator")
KM_ACT = Parameter("KS", 0.1, "-", 0.03, 0.3, "illustrative", "A", "half-effect activator dose; nominal is 1")
DESTINY = Parameter(
    "Gd", 8.118, "divisions", 6.5, 10.0, "Quantum2019", "F",
    "mean divisions before recharge stops; patients N(6.8, 1.0)",
)  # fmt: skip
DESTINY_WIDTH = Parameter("wG", 0.7, "divisions", 0.3, 1.5, "illustrative", "A", "width of destiny switch")
K_AGE = Parameter("k_age", 0.03, "1/h", 0.01, 0.08, "illustrative", "A", "extra loss of drive past destiny")
KM_CYT = Parameter("K_cyt", 2.5, "IU/mL", 1.0, 15.0, "Tkach2014", "R", "IL-2 half effect")
V_CYT = Parameter("v_cyt", 4.477e-07, "IU/cell/h", 2e-07, 1.5e-06, "illustrative", "F", "max IL-2 uptake")
S_CYT = Parameter("s_cyt", 4e-07, "IU/cell/h", 0.0, 2e-06, "illustrative", "A", "autocrine IL-2 while stimulated")
K_CYT = Parameter("k_cyt", 0.0035, "1/h", 0.001, 0.01, "illustrative", "A", "thermal IL-2 decay 37 °C")
KM_UPTAKE = Parameter("K_cytup", 5.0, "IU/mL", 1.0, 20.0, "illustrative", "A", "half-effect of IL-2 uptake")
KD_0 = Parameter("kd0", 0.0015, "1/h", 0.0005, 0.007, "Duran2023", "A", "basal death of cycling cells")
KD_CYT = Parameter("kd_cyt", 0.002921, "1/h", 0.001, 0.01, "illustrative", "F", "extra death, no cytokine")
KD_GLC = Parameter("kd_glc", 0.03, "1/h", 0.01, 0.083, "Duran2023", "A", "extra death, no glucose")
KD_LAC = Parameter("kd_lac", 0.004, "1/h", 0.001, 0.012, "illustrative", "A", "extra death at full lactate inhibition")
KD_HYP = Parameter("kd_hyp", 0.003, "1/h", 0.001, 0.01, "illustrative", "A", "extra death, anoxia")
KD_REST = Parameter("kd_R", 0.004, "1/h", 0.001, 0.01, "illustrative", "A", "death of unstimulated resting T")
KD_DOOMED = Parameter("kd_W", 0.05, "1/h", 0.03, 0.1, "Panch2019", "A", "death of thaw/handling-doomed cells")
KD_OTHER = Parameter("kd_X", 0.02, "1/h", 0.01, 0.04, "illustrative", "A", "loss of non-T cells in T-cell medium")
K_LYS = Parameter("k_lys", 0.02, "1/h", 0.005, 0.05, "illustrative", "A", "disintegration of dead cells")
KD_HEAT = Parameter("kd_heat", 0.15, "1/h/K", 0.05, 0.4, "illustrative", "A", "heat death per degree above 39.5 °C")
QG_GROW = Parameter("qG_grow", 1.217e-09, "mmol/cell", 6e-10, 2.9e-09, "Ou2019", "F", "glucose per new cell")
QG_KEEP = Parameter("qG_m", 1.2e-11, "mmol/cell/h", 5e-12, 2.8e-10, "Duran2023", "A", "glucose maintenance")
KM_GLC = Parameter("K_glc", 0.4, "mM", 0.1, 15.0, "Duran2023", "A", "glucose Monod constant")
Y_LAC = Parameter("Y_lg", 1.6, "mol/mol", 1.2, 2.0, "textbook", "K", "lactate per glucose")
QN_GROW = Parameter("qN_grow", 4.5e-10, "mmol/cell", 2e-10, 8e-10, "textbook", "K", "glutamine per new cell")
QN_KEEP = Parameter("qN_m", 3e-12, "mmol/cell/h", 0.0, 3e-11, "illustrative", "A", "glutamine maintenance")
KM_GLN = Parameter("K_gln", 0.06, "mM", 0.01, 0.5, "illustrative", "A", "glutamine half constant")
Y_AMM = Parameter("Y_an", 0.8, "mol/mol", 0.5, 1.0, "textbook", "K", "ammonia per glutamine")
K_GLN = Parameter("k_gln", 0.0025, "1/h", 0.001, 0.005, "textbook", "K", "spontaneous glutamine decay 37 °C")
Q_O2 = Parameter("qO2", 4e-11, "mmol/cell/h", 2e-11, 2.5e-10, "textbook", "K", "O2 uptake of cycling T cell")
KM_O2 = Parameter("K_O2", 0.006, "mM", 0.002, 0.02, "textbook", "K", "O2 half constant")
O2_SAT = Parameter("Osat", 0.2, "mM", 0.19, 0.21, "textbook", "K", "air-saturated medium O2")
KI_LAC = Parameter("KI_lac", 28.0, "mM", 15.0, 45.0, "Fischer2007", "A", "lactate half inhibition (n=2)")
KI_AMM = Parameter("KI_amm", 5.0, "mM", 2.0, 10.0, "textbook", "K", "ammonia half inhibition")
PH_LOW = Parameter("pH_lo", 6.75, "-", 6.6, 6.9, "illustrative", "A", "pH at half growth, acid side")
PH_HIGH = Parameter("pH_hi", 7.65, "-", 7.5, 7.8, "Carswell2000", "A", "pH at half growth, alkaline side")
PH_WIDTH = Parameter("w_pH", 0.1, "-", 0.05, 0.2, "illustrative", "A", "pH slope width")
BUFFER = Parameter("Vm_beta", 0.25, "-", 0.0, 0.5, "illustrative", "A", "share of acid that other buffers take")
BICARBONATE = Parameter("hco3_0", 26.0, "mM", 24.0, 44.0, "textbook", "K", "medium bicarbonate")
PCO2 = Parameter("pco2", 38.0, "mmHg", 36.0, 40.0, "textbook", "K", "5 % CO2")
RHO_CROWD = Parameter(
    "rho_c", 30000000.0, "cells/mL", 15000000.0, 60000000.0, "GarciaAponte2021", "A",
    "crowding density",
)  # fmt: skip
T_OPT = Parameter("T_opt", 37.0, "°C", 36.5, 37.5, "illustrative", "A", "temperature of fastest growth")
T_WIDTH = Parameter("T_sig", 3.2, "K", 1.5, 5.0, "illustrative", "A", "width of the temperature bell")
WARMTH = Parameter("arr", 0.0839, "1/K", 0.069, 0.11, "textbook", "K", "exponent of metabolism; a Q10 of 2.3")
K_ADS = Parameter("k_ads", 6e-08, "mL/cell/h", 2e-08, 2e-07, "Zhu2018", "A", "vector adsorption")
K_VEC = Parameter("k_vec", 0.06665, "1/h", 0.05, 0.1, "Higashikawa2001", "K", "lentivirus decay 37 °C")
EPS = Parameter("eps", 0.65, "-", 0.2, 1.0, "illustrative", "A", "T-cell copies per adsorbed TU")
PHI = Parameter(
    "phi", 0.467, "-", 0.2, 0.9, "Castella2019", "F",
    "susceptible share, zero-inflated Poisson; three batches",
)  # fmt: skip
CD8_EDGE = Parameter("d8", 0.15, "-", 0.0, 0.26, "LiKurlander2010", "A", "CD8 relative growth advantage")
K_NAIVE = Parameter("kN", 0.14, "-", 0.05, 0.3, "illustrative", "A", "TN/SCM->TCM per e-fold growth")
K_CENTRAL = Parameter("kC", 0.1, "-", 0.05, 0.3, "illustrative", "A", "TCM->TEM per e-fold growth")
B_MAX = Parameter(
    "Bmax", 1000000000.0, "CFU/mL", 100000000.0, 10000000000.0, "illustrative", "A", "ceiling of microbes"
)
E_B = Parameter("e_b", 1e-05, "EU/CFU", 1e-06, 0.0001, "illustrative", "A", "endotoxin per gram-negative CFU")

K_WARM = Parameter("tau_T", 0.5, "h", 0.2, 1.5, "illustrative", "A", "thermal lag of a bag; no source")

GROWTH: tuple[Parameter, ...] = (
    MU_MAX, TAU_LAG, K_UP, K_DN, THETA_IL2, THETA_IL7_15, K_ACT, KM_ACT, DESTINY,
    DESTINY_WIDTH, K_AGE, KM_CYT, V_CYT, S_CYT, K_CYT, KM_UPTAKE, KD_0, KD_CYT,
    KD_GLC, KD_LAC, KD_HYP, KD_REST, KD_DOOMED, KD_OTHER, K_LYS, KD_HEAT, QG_GROW,
    QG_KEEP, KM_GLC, Y_LAC, QN_GROW, QN_KEEP, KM_GLN, Y_AMM, K_GLN, Q_O2,
    KM_O2, O2_SAT, KI_LAC, KI_AMM, PH_LOW, PH_HIGH, PH_WIDTH, BUFFER,
    BICARBONATE, PCO2, RHO_CROWD, T_OPT, T_WIDTH, WARMTH, K_ADS, K_VEC, EPS,
    PHI, CD8_EDGE, K_NAIVE, K_CENTRAL, B_MAX, E_B, K_WARM,
)  # fmt: skip
"""Every constant of the equations, for the debrief and for overrides by symbol."""
