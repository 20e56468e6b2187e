"""Every constant of rooms, doors, air and cabinets, with unit, range, source key and basis letter.

Sources are keys of `content/sources.yaml`; `illustrative` is our own choice.
"""

from gradea.vocabulary.parameter import Parameter

SPECIES = ("p05", "p5", "mcp")
"""Order of the airborne species everywhere: particles from 0.5 µm, from 5 µm, microbe-carrying particles (CFU)."""

# Leakage and openings
K_LEAK = Parameter("K_leak", 0.84, "m3/s/m2/Pa^0.5", 0.77, 0.90, "SIEMENS", "D", "equals a discharge of 0.65")
GAP_SEALED = Parameter("A_gap_sealed", 0.010, "m2", 0.003, 0.015, "illustrative", "A", "hinged door with drop seal")
GAP_HINGED = Parameter("A_gap_hinged", 0.0223, "m2", 0.004, 0.0223, "SIEMENS", "R", "hinged door, no seal")
GAP_SLIDING = Parameter("A_gap_sliding", 0.0774, "m2", 0.01, 0.0774, "SIEMENS", "R", "hermetic sliders far lower")
GAP_HATCH = Parameter("A_gap_hatch", 0.001, "m2", 0.0002, 0.003, "illustrative", "A", "pass box, both doors shut")
OPEN_DOOR = Parameter("A_door", 1.9, "m2", 1.6, 2.5, "illustrative", "D", "0.9 x 2.1 m")
DOOR_WIDTH = Parameter("W_door", 0.9, "m", 0.8, 1.2, "illustrative", "D", "clear width behind A_door")
DOOR_HEIGHT = Parameter("H_door", 2.1, "m", 2.0, 2.2, "illustrative", "D", "clear height behind A_door")
FLOW_ROUNDING = Parameter(
    "eps_leak", 1.0e-4, "Pa2", 1.0e-6, 1.0e-2, "illustrative", "A", "smooths the square root near 0 Pa"
)

# Exchange through a door that opens
SWING_HINGED = Parameter("V_swing_hinged", 1.3, "m3", 0.5, 2.42, "KALLIO2021, FONTANA2014", "D", "per cycle")
SWING_SLIDING = Parameter("V_swing_sliding", 0.4, "m3", 0.27, 1.2, "KALLIO2021, KALLIO2016", "R", "per cycle")
SWING_HATCH = Parameter(
    "V_swing_hatch", 0.2, "m3", 0.05, 0.3, "illustrative", "A", "illustrative: the air in one pass box"
)
PASSAGE = Parameter("V_passage", 0.5, "m3", 0.2, 1.0, "KALLIO2016", "A", "extra per person")
DOOR_MOVE = Parameter("t_door_move", 5.0, "s", 3.0, 8.0, "KALLIO2021", "R", "opening, and again closing")
DOOR_HOLD = Parameter("t_door_hold", 8.0, "s", 2.0, 25.0, "KALLIO2021", "R", "an ordinary passage")
BUOYANT_DISCHARGE = Parameter("Cd_buoy", 0.6, "-", 0.4, 0.8, "LIDWELL1977", "K", "Q = (Cd/3) W H sqrt(g H dT/T)")
DOOR_WARMTH = Parameter("dT_door", 0.5, "K", 0.0, 3.0, "KALLIO2021", "A", "between two rooms")
CRACK_WARMTH = Parameter(
    "dT_crack", 1.0, "K", 0.2, 3.0, "illustrative", "A", "across a shut door at no pressure difference"
)
CRACK_FADE = Parameter(
    "dP_crack", 0.1, "Pa", 0.02, 0.5, "illustrative", "A", "stack exchange dies out as exp(-|dP|/dP_crack)"
)

# Ventilation
SUPPLY_PLENUM = Parameter("P_sup", 200.0, "Pa", 100.0, 400.0, "illustrative", "A", "static pressure at full fan")
RETURN_PLENUM = Parameter("P_ret", 80.0, "Pa", 40.0, 150.0, "illustrative", "A", "suction at full fan")
FAN_TIME = Parameter("tau_fan", 15.0, "s", 5.0, 40.0, "illustrative", "A", "coast-down and run-up")
HEPA_EFFICIENCY = Parameter("eta_H14", 0.99995, "-", 0.9995, 0.999995, "EN1822", "K", "at the most penetrating size")
FRESH_SHARE = Parameter("x_fresh", 0.2, "-", 0.1, 1.0, "illustrative", "A", "share of outside air in the supply")
PREFILTER_EFFICIENCY = Parameter(
    "eta_pre", 0.9, "-", 0.5, 0.98, "illustrative", "K", "F7/F9; used for all three species"
)

# Air outside, background sources and deposition, by species
OUTSIDE = (
    Parameter("C_out_p05", 1.0e7, "1/m3", 1.0e6, 1.0e8, "illustrative", "K", "unclassified corridor"),
    Parameter("C_out_p5", 5.0e4, "1/m3", 5.0e3, 5.0e5, "illustrative", "K", "unclassified corridor"),
    Parameter("C_out_mcp", 150.0, "CFU/m3", 50.0, 500.0, "NAPOLI2012", "A", "unclassified corridor"),
)
BACKGROUND = (
    Parameter("e_bg_p05", 100.0, "1/s", 10.0, 1000.0, "illustrative", "A", "equipment, per room"),
    Parameter("e_bg_p5", 0.2, "1/s", 0.0, 5.0, "illustrative", "A", "equipment, per room"),
    Parameter(
        "e_bg_mcp", 0.0, "CFU/s", 0.0, 0.01, "illustrative", "A", "equipment carries no microbes here: people do"
    ),
)
DEPOSITION = (
    Parameter("v_fine", 5.0e-5, "m/s", 1.0e-5, 2.0e-4, "WAD2015", "D", "Stokes, about 1.2 µm"),
    Parameter("v_p5", 0.002, "m/s", 0.0008, 0.006, "WAD2015", "D", "Stokes, about 8 µm"),
    Parameter("v_mcp", 0.0046, "m/s", 0.003, 0.031, "W1986, NAPOLI2012", "K", "Stokes, 12.3 µm; field values higher"),
)

# The cabinet (class II) and the isolator
CABINET_CLEAN_AIR = Parameter(
    "Q_bsc_exh", 0.12, "m3/s", 0.08, 0.17, "illustrative", "D", "type A2 exhaust, back into the room"
)
CABINET_DOWNFLOW = Parameter("u_bsc_down", 0.35, "m/s", 0.25, 0.50, "EN12469", "K")
CABINET_WORK_AREA = Parameter("A_bsc_work", 0.72, "m2", 0.5, 1.1, "illustrative", "D", "1.2 x 0.6 m")
RISK_FACTOR_CABINET = Parameter("RF_bsc", 1.0e-4, "-", 1.0e-6, 1.0e-3, "LR2018, PARKS2022", "K", "undisturbed")
RISK_FACTOR_ISOLATOR = Parameter("RF_iso", 1.0e-6, "-", 0.0, 1.0e-5, "illustrative", "A")
GRILLE_BLOCKED = Parameter("m_grille", 30.0, "-", 5.0, 300.0, "HINRICHS2016", "A", "multiplies the risk factor")
ARM_SWEPT = Parameter("m_arm", 10.0, "-", 2.0, 100.0, "HINRICHS2016", "A", "multiplies the risk factor")
WALKED_PAST = Parameter("m_walkpast", 5.0, "-", 1.0, 50.0, "HINRICHS2016, PARKS2022", "A", "depends on the design")
DRAUGHT_ONSET = Parameter("u_xdraft", 0.51, "m/s", 0.3, 0.6, "XDRAFT1978", "R", "protection falls above")
DRAUGHT_DECADE = Parameter("du_xdraft", 0.25, "m/s", 0.1, 0.5, "XDRAFT1978", "A", "risk factor x 10 per step")
FOREARM_SHARE = Parameter(
    "f_arm", 0.01, "-", 0.001, 0.05, "illustrative", "A", "of body emission, released inside the cabinet"
)
HAND_WAKE = Parameter("A_hand", 0.02, "m2", 0.01, 0.04, "illustrative", "A", "wake of a hand in first air")
PACKAGE_PARTICLES = Parameter("n_pack_p05", 2.0e4, "1", 1.0e3, 1.0e6, "illustrative", "A", "per sterile package opened")
PACKAGE_SHARE = Parameter("s_pack", 1.0e-3, "-", 1.0e-5, 1.0e-2, "illustrative", "A", "share that reaches the probe")

# The decontamination cycle of an isolator (vaporised hydrogen peroxide)
DEHUMIDIFY = Parameter("t_vhp_dry", 10.0, "min", 5.0, 30.0, "illustrative", "A", "dry air, so that vapour stays vapour")
CONDITION = Parameter("t_vhp_rise", 15.0, "min", 5.0, 40.0, "illustrative", "A", "fast injection up to the set point")
DECONTAMINATE = Parameter("t_vhp_hold", 30.0, "min", 10.0, 120.0, "illustrative", "A", "held at the set point")
AERATE = Parameter("t_vhp_air", 60.0, "min", 20.0, 600.0, "illustrative", "A", "down to 1 ppm; loads hold vapour back")
LOG_REDUCTION_ISOLATOR = Parameter(
    "LR_vhp", 6.0, "log10", 3.0, 12.0, "illustrative", "K", "spore log reduction a site qualifies for one full cycle"
)

# Physics
GRAVITY = Parameter("g", 9.81, "m/s2", 9.78, 9.83, "illustrative", "K")
AIR_DENSITY = Parameter("rho", 1.2, "kg/m3", 1.15, 1.25, "illustrative", "K", "at 20 °C")
ROOM_TEMPERATURE = Parameter("T_room", 294.0, "K", 291.0, 298.0, "illustrative", "A", "21 °C")

PARAMETERS: tuple[Parameter, ...] = (
    *(value for value in tuple(globals().values()) if isinstance(value, Parameter)),
    *OUTSIDE,
    *BACKGROUND,
    *DEPOSITION,
)
"""All of them, for the debrief."""
