"""Numbers of the people model: emission by garment and activity, gloves, hand hygiene (docs/model.md §2, §3)."""

from gradea.vocabulary.parameter import Parameter

# fmt: off
# ---- emission at chamber exercise (activity 1.0), per second and person (docs/model.md §2) ----
STREET_MCP = Parameter("e_street_mcp", 40.0, "CFU/s", 10.0, 150.0, "WH2007", "R", "2400 per minute")
STREET_P5 = Parameter("e_street_p5", 5533.0, "1/s", 1500.0, 20000.0, "WH2007", "R")
STREET_P05 = Parameter("e_street_p05", 35500.0, "1/s", 1.0e4, 3.0e5, "WH2007", "R")
D_MCP = Parameter("e_D_mcp", 12.0, "CFU/s", 4.0, 30.0, "WH2007", "A", "between street and cleanroom garments")
D_P5 = Parameter("e_D_p5", 2000.0, "1/s", 600.0, 5500.0, "WH2007", "A")
D_P05 = Parameter("e_D_p05", 25000.0, "1/s", 1.0e4, 6.0e4, "WH2007", "A")
C_MCP = Parameter("e_C_mcp", 2.95, "CFU/s", 0.7, 10.0, "WH2007, TRJ2023", "R", "177 per minute; new suits 0.7 to 1.4")
C_P5 = Parameter("e_C_p5", 622.0, "1/s", 150.0, 2500.0, "WH2007", "R")
C_P05 = Parameter("e_C_p05", 17000.0, "1/s", 5.0e3, 6.0e4, "WH2007", "R")
B_MCP = Parameter("e_B_mcp", 0.3, "CFU/s", 0.05, 1.4, "LR2003", "K",
    "decides every grade B result; check against the tables before use")
B_P5 = Parameter("e_B_p5", 63.0, "1/s", 10.0, 300.0, "WH2007", "D", "210 per MCP")
B_P05 = Parameter("e_B_p05", 1740.0, "1/s", 300.0, 8000.0, "WH2007", "D", "5800 per MCP")
STILL = Parameter("f_still", 0.1, "-", 0.02, 0.2, "SCHILLING", "A")
SEATED = Parameter("f_seated", 0.25, "-", 0.1, 0.4, "illustrative", "A", "seated aseptic work")
STANDING = Parameter("f_standing", 0.4, "-", 0.2, 0.6, "illustrative", "A", "standing, handling")
WALKING = Parameter("f_walk", 0.7, "-", 0.4, 1.0, "illustrative", "A", "slow walk")
GOWNING = Parameter("f_gown", 1.0, "-", 0.5, 2.0, "illustrative", "A")
HURRY = Parameter("f_hurry", 2.0, "-", 1.0, 5.0, "illustrative", "A")
HOOD_GAP = Parameter("g_hood", 3.0, "-", 1.5, 10.0, "illustrative", "A", "hair or hood gap")
ZIP_OPEN = Parameter("g_zip", 5.0, "-", 2.0, 14.0, "WH2007", "A", "bounded by street over cleanroom garments, 13.6")
WRIST_GAP = Parameter("g_wrist", 5.0, "-", 2.0, 20.0, "illustrative", "A", "hand zone only")
FOREARM_SHARE = Parameter("f_arm", 0.01, "-", 0.001, 0.05, "illustrative", "A", "share of emission in the cabinet")
PERSON_SPREAD = Parameter("s_person", 0.9, "-", 0.6, 1.2, "WH2007", "A", "SD of ln emission between persons")
DISPERSER = Parameter("p_superspreader", 0.018, "-", 0.002, 0.05, "WH2007", "D", "1 of 56 subjects")
DISPERSER_FACTOR = Parameter("m_superspreader", 62.0, "-", 10.0, 100.0, "WH2007", "R", "11000 per minute")
SPEECH_MCP = Parameter("e_speech_mcp", 0.2, "CFU/s", 0.02, 2.0, "illustrative", "A", "speaking without a mask")
COUGH_MCP = Parameter("n_cough_mcp", 50.0, "CFU", 5.0, 500.0, "illustrative", "A", "one cough without a mask")
COUGHS_PER_H = Parameter("r_cough", 0.26, "1/h", 0.05, 2.0, "HOLT2016, BIRRING2006", "R",
    "median of 60 healthy adults by day; a mean of 9 is 2")
MOUTH_SHARE = Parameter("f_mouth", 0.1, "-", 0.001, 1.0, "illustrative", "A",
    "share of breath that gets past the window of the cabinet")
MASK_TALK = Parameter("eta_mask_talk", 0.70, "-", 0.6, 0.9, "CAPPA2021, ASADI2020", "R", "leaks counted")
MASK_COUGH = Parameter("eta_mask_cough", 0.90, "-", 0.74, 0.94, "CAPPA2021, ASADI2020", "R", "leaks counted")

# ---- gloves and hands (docs/model.md §3) ----
GLOVE_NOVICE = Parameter("p_gft_novice", 0.19, "-", 0.161, 0.221, "DENNIS2022", "R", "fingertips fail after gloving")
GLOVE_TRAINED = Parameter("p_gft_trained", 0.045, "-", 0.032, 0.058, "DENNIS2022", "R", "one year later")
GLOVE_EXPERT = Parameter("p_gft_expert", 0.01, "-", 0.002, 0.032, "illustrative", "A", "below the trained range")
GLOVE_CLEAN = Parameter("p_glove_ns", 0.42, "-", 0.33, 0.52, "ARIC2024, TRISSEL2007", "R", "gloves not sterile")
GLOVE_CFU = Parameter("m_glove", 3.0, "CFU/hand", 1.5, 10.0, "illustrative", "A", "on a contaminated glove")
BARE_CFU = Parameter("m_bare", 20.0, "CFU/hand", 5.0, 200.0, "illustrative", "A", "bare fingertips")
PINHOLE = Parameter("p_pinhole", 0.025, "-", 0.0, 0.0625, "PHALEN2011", "R", "out of the box")
LEAK_BARE = Parameter("q_bare", 6.0, "CFU/touch", 1.0, 60.0, "illustrative", "D", "m_bare times a_c")
LEAK_TORN = Parameter("q_torn", 1.5, "CFU/touch", 0.1, 6.0, "illustrative", "A", "a fingertip through a tear")
LEAK_PINHOLE = Parameter("q_pinhole", 0.05, "CFU/touch", 0.0, 0.5, "illustrative", "A")
INNER_LEAK = Parameter("f_inner", 0.025, "-", 0.0, 0.0625, "PHALEN2011", "D", "the first pair leaks as well")
LR_GLOVE = Parameter("LR_glove", 2.5, "log10", 1.0, 4.6, "SANDLEGLOVE, KAMPF_EN1500", "A", "vegetative; spores 0")
LR_SKIN = Parameter("LR_resident", 2.97, "log10", 1.0, 4.9, "SUCHOMEL2009", "R", "bare hands, resident flora")
IPA_S = Parameter("t_ipa", 30.0, "s", 15.0, 60.0, "KAMPF_EN1500", "R", "contact time of a full disinfection")
WASH_S = Parameter("t_wash_eq", 6.0, "s", 2.0, 15.0, "illustrative", "A", "washing counts as so much alcohol: 1.3 log")
TAU_IPA_S = Parameter("tau_ipa", 10.0, "s", 5.0, 30.0, "illustrative", "A", "LR = LR_glove (1 - exp(-t / tau))")

TEAR_SEEN_RUBBING = Parameter("p_tear_seen", 0.4, "-", 0.1, 0.9, "illustrative", "A",
    "while rubbing; who stops to look sees it")

# ---- gowning ----
SLIP_NOVICE = Parameter("p_slip_novice", 0.10, "-", 0.02, 0.3, "illustrative", "A", "per hood, suit, pair of gloves")
SLIP_TRAINED = Parameter("p_slip_trained", 0.02, "-", 0.005, 0.1, "illustrative", "A")
SLIP_EXPERT = Parameter("p_slip_expert", 0.005, "-", 0.001, 0.02, "illustrative", "A")
REPAIR_S = Parameter("t_repair", 20.0, "s", 10.0, 60.0, "illustrative", "A", "mending one defect at the mirror")
WEAR_H = Parameter("t_wear", 4.0, "h", 2.0, 8.0, "illustrative", "S", "set by the site's garment qualification")

# fmt: on
PARAMETERS: tuple[Parameter, ...] = tuple(each for each in list(globals().values()) if isinstance(each, Parameter))
"""All of them, for the debrief."""
