"""Numbers of the instruments: counters, plates, bottles, sensors, incubators, alarms (docs/model.md §6)."""

from gradea.vocabulary.parameter import Parameter

# fmt: off
# ---- air and surfaces ----
COUNTER_L_PER_MIN = Parameter("Q_lpc", 28.3, "L/min", 28.3, 100.0, "ISO21501", "K")
COUNTER_EFFICIENCY = Parameter("eta_lpc", 1.0, "-", 0.9, 1.1, "ISO21501", "D",
    "50 % at the threshold itself: what is missed just above it is made up by what is counted just below")
FALSE_PER_5_MIN = Parameter("r_false", 0.1, "1/(5 min)", 0.0, 1.0, "ISO21501", "R", "at most 1 in 5 min")
PACK_BURST = Parameter("n_pack_p05", 2.0e4, "1", 1.0e3, 1.0e6, "illustrative", "A", "particles per pack opened")
PACK_SHARE = Parameter("phi_pack", 0.001, "-", 0.0, 0.05, "illustrative", "A", "share that reaches the probe")
SETTLE_M2 = Parameter("A_settle", 0.00636, "m2", 0.0057, 0.0064, "illustrative", "D", "90 mm plate")
SETTLE_RECOVERY = Parameter("eta_settle", 0.8, "-", 0.5, 1.0, "illustrative", "A", "drying over 4 h")
CONTACT_CM2 = Parameter("A_contact", 25.0, "cm2", 23.8, 25.0, "ISO14644", "K", "55 mm plate")
CONTACT_RECOVERY = Parameter("eta_contact", 0.5, "-", 0.2, 0.7, "illustrative", "K", "on stainless steel")
ACTIVE_RECOVERY = Parameter("eta_active", 0.6, "-", 0.3, 0.95, "NAPOLI2012", "A")
GLOVE_RECOVERY = Parameter("eta_glove", 0.5, "-", 0.2, 0.7, "illustrative", "A", "five fingers, before alcohol")
LOW_C = Parameter("inc_low", 22.5, "C", 20.0, 25.0, "SANDLE2023", "R")
HIGH_C = Parameter("inc_high", 32.5, "C", 30.0, 35.0, "SANDLE2023", "R")
LOW_H = Parameter("inc_low_h", 72.0, "h", 48.0, 120.0, "SANDLE2023", "K", "practice: 20-25 C, then 30-35 C")

# ---- blood culture ----
BOTTLE_PER_ML = Parameter("N_bta", 3.0e7, "CFU/mL", 1.0e7, 1.0e8, "PUTT2017", "R", "what the sensor detects")
BOTTLE_ML = Parameter("V_bta", 40.0, "mL", 30.0, 50.0, "illustrative", "K", "bottle with sample")
BOTTLE_C = Parameter("T_bta", 36.0, "C", 35.0, 37.0, "TMH2020", "R")
FALSE_POSITIVE = Parameter("fp_bta", 0.002, "-", 0.001, 0.01, "KHUU2006", "R", "per bottle pair")
FALSE_EARLIEST_H = Parameter("fp_from", 8.0, "h", 2.0, 24.0, "illustrative", "A")
FALSE_LATEST_H = Parameter("fp_to", 120.0, "h", 48.0, 168.0, "illustrative", "A")
ROOM_C = Parameter("T_room", 20.0, "C", 18.0, 24.0, "illustrative", "S")

# ---- sensors ----
PRESSURE_NOISE = Parameter("s_dp", 0.3, "Pa", 0.1, 1.0, "illustrative", "K", "SD")
PRESSURE_DRIFT = Parameter("drift_dp", 1.5, "Pa/yr", 0.5, 3.0, "DPDRIFT", "R", "a vendor's figure")
TEMPERATURE_NOISE = Parameter("s_temperature", 0.05, "K", 0.02, 0.2, "illustrative", "A", "SD")
CO2_NOISE = Parameter("s_co2", 0.05, "%", 0.02, 0.2, "illustrative", "A", "SD")

# ---- incubator ----
SET_C = Parameter("T_inc", 37.0, "C", 36.5, 37.5, "illustrative", "S")
SET_CO2 = Parameter("CO2_inc", 5.0, "%", 4.5, 5.5, "illustrative", "S")
AMBIENT_CO2 = Parameter("CO2_air", 0.04, "%", 0.04, 0.1, "knowledge", "K")
DROP_K = Parameter("dT_incub", 3.0, "K", 1.0, 6.0, "illustrative", "K", "air after 30 s open")
TAU_COOL_S = Parameter("tau_T_open", 154.0, "s", 70.0, 500.0, "illustrative", "D", "17 K (1 - exp(-30 s / tau)) = 3 K")
TAU_WARM_S = Parameter("tau_incub_T", 180.0, "s", 60.0, 400.0, "illustrative", "K", "back to 37 C after closing")
TAU_GAS_S = Parameter("tau_incub_CO2", 120.0, "s", 45.0, 300.0, "illustrative", "K", "back to 5 % after closing")
TAU_WASHOUT_S = Parameter("tau_CO2_open", 15.0, "s", 8.0, 40.0, "illustrative", "A", "door open")
TAU_LEAK_S = Parameter("tau_CO2_fault", 5400.0, "s", 1000.0, 20000.0, "illustrative", "A", "closed, gas supply failed")
TAU_COLD_S = Parameter("tau_T_fault", 10800.0, "s", 3600.0, 30000.0, "illustrative", "A", "closed, heating failed")

# ---- alarms ----
PRESSURE_ALARM = Parameter("dp_alarm", 10.0, "Pa", 5.0, 10.0, "ANNEX1", "K", "between grades; guidance value")
PRESSURE_DELAY_S = Parameter("t_dp_alarm", 60.0, "s", 15.0, 120.0, "illustrative", "K")

# fmt: on
PARAMETERS: tuple[Parameter, ...] = tuple(each for each in list(globals().values()) if isinstance(each, Parameter))
"""All of them, for the debrief."""
