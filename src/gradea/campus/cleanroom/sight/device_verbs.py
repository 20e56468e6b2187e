"""What each kind of device can be asked for on the bench."""

from collections.abc import Mapping

from gradea.world.equipment import DeviceKind

BY_DEVICE: Mapping[DeviceKind, tuple[str, ...]] = {
    DeviceKind.CABINET: ("check-equipment", "switch", "wipe-down", "clean"),
    DeviceKind.INCUBATOR: ("check-equipment", "read", "incubate", "take-out"),
    DeviceKind.SELECTION: ("check-equipment", "run"),
    DeviceKind.CENTRIFUGE: ("check-equipment", "run"),
    DeviceKind.CELL_COUNTER: ("check-equipment", "measure"),
    DeviceKind.CYTOMETER: ("check-equipment", "measure"),
    DeviceKind.IMMUNOASSAY: ("check-equipment", "measure"),
    DeviceKind.SCALE: ("check-equipment", "read"),
    DeviceKind.PARTICLE_COUNTER: ("check-equipment", "read"),
    DeviceKind.FRIDGE: ("check-equipment", "store", "take-out"),
    DeviceKind.MONITORING: ("check-equipment", "read"),
    DeviceKind.BLOOD_CULTURE: ("check-equipment", "load-bottle", "read-bottle"),
    DeviceKind.PLATE_INCUBATOR: ("check-equipment", "load-plate", "read-plate"),
    DeviceKind.UNIT_INCUBATOR: ("check-equipment",),
    DeviceKind.MICROSCOPE: ("check-equipment", "read", "measure"),
    DeviceKind.STATION: ("check-equipment", "read", "run", "incubate", "take-out"),
    DeviceKind.WELDER: ("check-equipment",),
    DeviceKind.MAGNET: ("check-equipment", "run"),
    DeviceKind.FREEZER: ("check-equipment", "take-out"),
    DeviceKind.CRYO_STORE: ("check-equipment", "store", "take-out"),
    DeviceKind.WATER_BATH: ("check-equipment",),
    DeviceKind.ANALYSER: ("check-equipment", "measure"),
    DeviceKind.THERMOCYCLER: ("check-equipment", "measure"),
    DeviceKind.ENDOTOXIN: ("check-equipment", "measure"),
}
"""Verbs by kind; `switch` is on or off, as it stands."""
