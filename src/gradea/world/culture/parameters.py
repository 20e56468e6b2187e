"""Constants of the dendritic-cell culture, each with its range, source and basis letter.

Sources are keys of `content/sources.yaml`. Fitted values were moved by hand until three hundred simulated donors
matched the ten public batches (AutoDECRA2017); their role is calibration, not validation.
"""

from gradea.vocabulary.parameter import Parameter

K_DIF = Parameter(
    "k_dif", 3.0 / 72.0, "1/h", 0.025, 0.0625, "illustrative", "A", "each of three stages from monocyte to immature DC"
)
KD_M = Parameter("kd_M", 0.0054, "1/h", 0.003, 0.02, "DCreview30", "F", "monocyte loss with GM-CSF; also EDEN2018")
KD_M0 = Parameter("kd_M0", 0.040, "1/h", 0.02, 0.08, "illustrative", "A", "monocyte loss without GM-CSF")
KD_I = Parameter(
    "kd_I", 0.0042, "1/h", 0.002, 0.01, "AutoDECRA2017", "F", "loss of intermediates and immature DC with GM-CSF"
)
KD_I0 = Parameter("kd_I0", 0.020, "1/h", 0.01, 0.05, "illustrative", "A", "the same without GM-CSF")
KD_MDC = Parameter("kd_m", 0.005, "1/h", 0.002, 0.02, "AutoDECRA2017", "F", "mature DC loss")
KD_LY = Parameter("kd_Ly", 0.010, "1/h", 0.005, 0.02, "illustrative", "A", "lymphocytes without IL-2")
KD_GR = Parameter("kd_Gr", 0.045, "1/h", 0.02, 0.1, "KNOW_CELLS", "K", "granulocytes live for about a day")
K_DOOM = Parameter(
    "k_doom", 1.0 / 24.0, "1/h", 1.0 / 48.0, 1.0 / 12.0, "illustrative", "A", "damage appears 12–48 h late"
)
K_LYS = Parameter("k_lys", 0.038, "1/h", 0.02, 0.08, "HCC2015", "F", "clearance of dead cells at 37 °C")

K_GM = Parameter(
    "K_GM", 30.0, "IU/mL", 20.0, 200.0, "illustrative", "F", "half effect; at 60 a tenfold dose helps too much"
)
K_IL4 = Parameter("K_IL4", 30.0, "IU/mL", 10.0, 100.0, "illustrative", "A", "IL-4 half effect")
DIF_NO_GM = Parameter("dif_no_gm", 0.10, "-", 0.0, 0.3, "illustrative", "A", "differentiation left without GM-CSF")
DIF_NO_IL4 = Parameter(
    "dif_no_il4", 0.05, "-", 0.0, 0.2, "illustrative", "A", "left without IL-4: cells stay CD14+ macrophages"
)
H_GM = Parameter("h_GM", 0.0115525, "1/h", 0.006, 0.03, "illustrative", "A", "GM-CSF half-life 60 h at 37 °C")
H_IL4 = Parameter("h_IL4", 0.0144406, "1/h", 0.007, 0.04, "illustrative", "A", "IL-4 half-life 48 h at 37 °C")
H_DEX = Parameter("h_dex", 0.001, "1/h", 0.0, 0.005, "KNOW_CELLS", "K", "dexamethasone is stable in medium")
H_D3 = Parameter(
    "h_d3", 0.020, "1/h", 0.005, 0.05, "illustrative", "A", "vitamin D3 sticks and decays in serum-free medium"
)
H_MPLA = Parameter("h_mat", 0.0192541, "1/h", 0.01, 0.04, "illustrative", "A", "maturation stimulus half-life 36 h")

K_MPLA = Parameter("K_mat", 0.25, "µg/mL", 0.1, 0.5, "illustrative", "A", "MPLA half effect")
K_OVER = Parameter(
    "K_over", 10.0, "µg/mL", 4.0, 30.0, "illustrative", "A", "MPLA that breaks through tolerance, second order"
)
K_MAT = Parameter("k_mat", 1.0 / 9.0, "1/h", 1.0 / 24.0, 0.2, "illustrative", "A", "maturation rate")
EFF_MAT = Parameter(
    "eff_mat", 0.90, "-", 0.14, 0.97, "HCC2015", "R", "maturation efficiency; CD83+ 13.8–96 % over 12 batches"
)
K_SPONT = Parameter("k_spont", 0.0006, "1/h", 0.0, 0.002, "illustrative", "A", "spontaneous maturation")

K_DEX = Parameter(
    "K_dex",
    0.12,
    "nmol/mL",
    0.05,
    0.3,
    "illustrative",
    "A",
    "half effect, second order; 1e-6 M saturates, a tenth does not",
)
K_D3 = Parameter("K_d3", 0.10, "pmol/mL", 0.02, 0.5, "illustrative", "A", "half effect at the usual dose, 1e-10 M")
D3_SHARE = Parameter(
    "d3_share", 0.50, "-", 0.2, 0.8, "NaranjoGomez2011", "A", "vitamin D3 alone is the weaker of the two"
)
K_TOL = Parameter(
    "k_tol", 0.060, "1/h", 0.03, 0.12, "illustrative", "A", "tolerance builds up over a day: hence the dose on day 3"
)
K_FORGET = Parameter(
    "k_forget", 0.004, "1/h", 0.0, 0.01, "illustrative", "A", "and is kept after the drugs are washed out"
)
DEX_TOX = Parameter("dex_tox", 0.020, "1/h", 0.005, 0.05, "illustrative", "A", "loss at very high dexamethasone")
K_DEX_TOX = Parameter("K_dex_tox", 15.0, "nmol/mL", 5.0, 50.0, "illustrative", "A", "half effect of that, second order")
D3_TOX = Parameter(
    "d3_tox", 0.0015, "1/h", 0.0, 0.004, "NaranjoGomez2011", "A", "lower viability and yield with vitamin D3"
)

K_EXPR = Parameter(
    "k_expr", 0.15, "1/h", 0.05, 0.5, "illustrative", "A", "surface markers follow the cell's state within hours"
)
CD83_LOW = Parameter("cd83_low", 30.0, "MFI", 10.0, 60.0, "AutoDECRA2017", "F", "immature cell")
CD83_HIGH = Parameter("cd83_high", 720.0, "MFI", 400.0, 2000.0, "AutoDECRA2017", "F", "added by full maturity")
CD86_LOW = Parameter("cd86_low", 225.0, "MFI", 100.0, 400.0, "AutoDECRA2017", "F", "immature cell")
CD86_HIGH = Parameter("cd86_high", 3400.0, "MFI", 2000.0, 6000.0, "AutoDECRA2017", "F", "added by full maturity")
TLR2_LOW = Parameter("tlr2_low", 200.0, "MFI", 50.0, 400.0, "AutoDECRA2017", "F", "without tolerance")
TLR2_HIGH = Parameter("tlr2_high", 1350.0, "MFI", 500.0, 3000.0, "AutoDECRA2017", "F", "added by full tolerance")
Q_IL10 = Parameter("q_il10", 0.00072, "pg/h", 0.0002, 0.003, "AutoDECRA2017", "F", "per tolerant, stimulated cell")
IL10_REST = Parameter("il10_rest", 0.03, "-", 0.0, 0.2, "illustrative", "A", "share secreted without a TLR4 stimulus")
IL10_NAIVE = Parameter(
    "il10_naive", 0.08, "-", 0.0, 0.3, "illustrative", "A", "share secreted by a cell without tolerance"
)
Q_IL12 = Parameter(
    "q_il12", 0.0012, "pg/h", 0.0003, 0.005, "AutoDECRA2017", "A", "per mature, stimulated, not tolerant cell"
)
H_SECRETED = Parameter(
    "h_secreted", 0.010, "1/h", 0.0, 0.05, "illustrative", "A", "secreted cytokines are lost again at 37 °C"
)

K_LONE = Parameter("k_lone", 0.010, "1/h", 0.003, 0.03, "illustrative", "A", "loss of cells too thinly sown")
RHO_LONE = Parameter(
    "rho_lone", 0.03, "1e6/mL", 0.01, 0.1, "illustrative", "A", "density of half that loss, second order"
)
RHO_DENSE = Parameter(
    "rho_dense",
    10.0,
    "1e6/mL",
    5.0,
    30.0,
    "illustrative",
    "A",
    "density at which cells starve each other, second order",
)

GROWTH: tuple[Parameter, ...] = (
    K_DIF, KD_M, KD_M0, KD_I, KD_I0, KD_MDC, KD_LY, KD_GR, K_DOOM, K_LYS,
    K_GM, K_IL4, DIF_NO_GM, DIF_NO_IL4, H_GM, H_IL4, H_DEX, H_D3, H_MPLA,
    K_MPLA, K_OVER, K_MAT, EFF_MAT, K_SPONT, K_DEX, K_D3, D3_SHARE, K_TOL, K_FORGET, DEX_TOX, K_DEX_TOX, D3_TOX,
    K_EXPR, CD83_LOW, CD83_HIGH, CD86_LOW, CD86_HIGH, TLR2_LOW, TLR2_HIGH, Q_IL10, IL10_REST, IL10_NAIVE, Q_IL12,
    H_SECRETED, K_LONE, RHO_LONE, RHO_DENSE,
)  # fmt: skip
"""Every constant of the culture model, for the debrief."""
