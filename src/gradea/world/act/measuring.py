"""Measuring a sample: which instrument, how long, what it shows."""

from collections.abc import Callable

from gradea.vocabulary import Chance, Refusal
from gradea.world.act.places import device_here, elsewhere, first_refusal, me
from gradea.world.act.verb import Act, Verb
from gradea.world.equipment import DeviceKind
from gradea.world.instrument import (
    analyser_reading,
    bead_reading,
    copies_reading,
    counter_reading,
    cytokine_reading,
    panel_reading,
)
from gradea.world.monitoring import endotoxin_reading, mycoplasma_reading
from gradea.world.state import Observation, Vessel, World
from gradea.world.weather import settled

MYCOPLASMA = "mycoplasma"
"""Programme of the thermocycler that looks for mycoplasma; any other counts vector copies."""

_SECONDS = {
    DeviceKind.CELL_COUNTER: 180,
    DeviceKind.MICROSCOPE: 1800,
    DeviceKind.CYTOMETER: 2700,
    DeviceKind.ANALYSER: 120,
    DeviceKind.ENDOTOXIN: 1800,
    DeviceKind.THERMOCYCLER: 14_400,
    DeviceKind.IMMUNOASSAY: 7200,
}
"""Time at the instrument (assumption)."""


def _check_sample(world: World, act: Act) -> Refusal | None:
    device = world.devices[act.text("equipment")]
    code = act.text("sample")
    if code not in world.vessels:
        return Refusal(
            code="sample-unknown",
            rule="practical",
            message=f"There is no sample '{code}'.",
            remedy="Take the sample first.",
        )
    if world.vessels[code].frozen_at is not None:
        return Refusal(
            code="frozen",
            rule="practical",
            message=f"{code} is frozen.",
            remedy="Thaw it first.",
        )
    return elsewhere(me(world, act), world.vessels[code].room, code) or elsewhere(
        me(world, act), device.room, device.code
    )


def _see_measure(world: World, act: Act, chance: Chance) -> Observation:
    device, code = world.devices[act.text("equipment")], act.text("sample")
    vessel = settled(world, world.vessels[code], act.at)
    index = world.counts.get(f"measure|{device.code}", 0)
    return _READ[device.kind](world, act, vessel, (chance, device.code, index))


_Luck = tuple[Chance, str, int]


def _truth(world: World, vessel: Vessel) -> dict[str, float]:
    return world.model.truth(vessel.contents, world.donor, world.ware(vessel.code))


def _cells(world: World, act: Act, vessel: Vessel, luck: _Luck) -> Observation:  # noqa: ARG001 - one of several
    return dict(counter_reading(vessel.contents, *luck))


def _stained(world: World, act: Act, vessel: Vessel, luck: _Luck) -> Observation:  # noqa: ARG001 - one of several
    return dict(panel_reading(vessel.contents, _truth(world, vessel), world.model.panel(), luck))


def _plate(world: World, act: Act, vessel: Vessel, luck: _Luck) -> Observation:  # noqa: ARG001 - one of several
    return dict(cytokine_reading(_truth(world, vessel), luck))


def _cycled(world: World, act: Act, vessel: Vessel, luck: _Luck) -> Observation:
    if act.parameters.get("programme") == MYCOPLASMA:
        return dict(mycoplasma_reading(vessel.contaminants, vessel.contents.volume_ml, luck))
    return dict(copies_reading(_truth(world, vessel), luck))


def _endotoxin(world: World, act: Act, vessel: Vessel, luck: _Luck) -> Observation:  # noqa: ARG001 - one of several
    return dict(endotoxin_reading(vessel.contaminants, vessel.contents.volume_ml, luck))


def _chemistry(world: World, act: Act, vessel: Vessel, luck: _Luck) -> Observation:  # noqa: ARG001 - one of several
    return dict(analyser_reading(_truth(world, vessel), luck))


def _beads(world: World, act: Act, vessel: Vessel, luck: _Luck) -> Observation:  # noqa: ARG001 - one of several
    return dict(bead_reading(_truth(world, vessel), luck))


_READ: dict[DeviceKind, Callable[[World, Act, Vessel, _Luck], Observation]] = {
    DeviceKind.CELL_COUNTER: _cells,
    DeviceKind.CYTOMETER: _stained,
    DeviceKind.IMMUNOASSAY: _plate,
    DeviceKind.THERMOCYCLER: _cycled,
    DeviceKind.ENDOTOXIN: _endotoxin,
    DeviceKind.ANALYSER: _chemistry,
    DeviceKind.MICROSCOPE: _beads,
}


def _measure(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    device, sample = act.text("equipment"), act.text("sample")
    return world.counted(f"measure|{device}").counted(f"measure|{device}|{sample}")


MEASURING: tuple[Verb, ...] = (
    Verb(
        do="measure",
        title="Measure the sample",
        objects=("equipment", "sample"),
        optional=("programme",),
        seconds=lambda world, act: _SECONDS[world.devices[act.text("equipment")].kind],
        check=first_refusal(device_here("equipment", *_READ), _check_sample),
        observe=_see_measure,
        perform=_measure,
    ),
)
"""The verb of measuring."""
