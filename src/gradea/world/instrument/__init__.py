"""What instruments make of the truth: blurred, rounded, and never the truth itself."""

from gradea.world.instrument import counter, cytometer, elisa, hemocytometer, scale
from gradea.world.instrument.counter import CounterReading, counter_reading
from gradea.world.instrument.cytometer import CytometerReading, cytometer_reading
from gradea.world.instrument.elisa import ElisaReading, elisa_reading
from gradea.world.instrument.hemocytometer import chamber_reading, chamber_rsd_pct
from gradea.world.instrument.scale import ScaleReading, scale_reading

ASSAYS = (
    *(counter.CV, counter.BIAS, counter.VIABILITY_SD, counter.COUNTED_ML, counter.LINEAR_E6, counter.COINCIDENCE_E6),
    *(cytometer.EVENTS, cytometer.WITHIN, cytometer.BETWEEN, cytometer.STAINED_SHARE),
    *(elisa.CV, elisa.IL12_LIMIT, scale.SD_ML, scale.TARE),
    *(hemocytometer.CHAMBER_UL, hemocytometer.DISPERSION),
)
"""Every constant of the assays, for the debrief."""

__all__ = [
    "ASSAYS",
    "CounterReading",
    "CytometerReading",
    "ElisaReading",
    "ScaleReading",
    "chamber_reading",
    "chamber_rsd_pct",
    "counter_reading",
    "cytometer_reading",
    "elisa_reading",
    "scale_reading",
]
