"""What instruments make of the truth: blurred, rounded, and never the truth itself."""

from gradea.world.instrument import counter, cytometer, elisa, hemocytometer, scale
from gradea.world.instrument.assays import ASSAYS as QUALITY_CONTROL
from gradea.world.instrument.assays import (
    analyser_reading,
    bead_reading,
    copies_reading,
)
from gradea.world.instrument.counter import CounterReading, counter_reading
from gradea.world.instrument.cytometer import cytometer_reading, panel_reading
from gradea.world.instrument.elisa import cytokine_reading, elisa_reading
from gradea.world.instrument.hemocytometer import chamber_reading, chamber_rsd_pct
from gradea.world.instrument.scale import ScaleReading, scale_reading

ASSAYS = (
    *(counter.CV, counter.BIAS, counter.VIABILITY_SD, counter.COUNTED_ML, counter.LINEAR_E6, counter.COINCIDENCE_E6),
    *(cytometer.EVENTS, cytometer.WITHIN, cytometer.BETWEEN, cytometer.STAINED_SHARE),
    *(elisa.CV, elisa.IL12_LIMIT, scale.SD_ML, scale.TARE),
    *(hemocytometer.CHAMBER_UL, hemocytometer.DISPERSION),
    *QUALITY_CONTROL,
)
"""Every constant of the assays, for the debrief."""

__all__ = [
    "ASSAYS",
    "CounterReading",
    "ScaleReading",
    "analyser_reading",
    "bead_reading",
    "chamber_reading",
    "chamber_rsd_pct",
    "copies_reading",
    "counter_reading",
    "cytokine_reading",
    "cytometer_reading",
    "elisa_reading",
    "panel_reading",
    "scale_reading",
]
