"""What became of the batch: the disposition, the results against the specification, and the truth behind them."""

from dataclasses import dataclass
from typing import Any

from gradea.practical import RunState
from gradea.record import exceptions_of, results
from gradea.world.act.programmes import SELECTIONS
from gradea.world.microbes import Contaminant
from gradea.world.monitoring import Tray
from gradea.world.state import Vessel, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The outcome of one batch; `truth` is hidden until the debrief."""

    disposition: str
    attributes: dict[str, dict[str, Any]]
    contaminated: bool
    exceptions: list[dict[str, Any]]
    deviations: list[dict[str, Any]]
    truth: dict[str, Any]

    def as_data(self) -> dict[str, Any]:
        """Return the outcome as JSON values."""
        return {
            "disposition": self.disposition,
            "attributes": self.attributes,
            "contaminated": self.contaminated,
            "exceptions": self.exceptions,
            "deviations": self.deviations,
            "truth": self.truth,
        }


def batch_outcome(state: RunState) -> Outcome:
    """Return the outcome of a run as it stands now.

    Raises:
        LookupError: If the run was never opened.
    """
    if state.opened is None:
        raise LookupError("the run was never opened, so it has no outcome")
    record = state.record
    attributes = {
        line.code: {
            "name": line.name,
            "value": line.value,
            "unit": line.unit,
            "limit": line.limit,
            "pass": line.passed,
            "informative": line.informative,
        }
        for line in results(record)
    }
    deviations = [
        {
            "number": number,
            "step": deviation.step,
            "code": deviation.code,
            "class": deviation.deviation_class,
            "automatic": deviation.automatic,
            "status": deviation.status,
        }
        for number, deviation in record.deviations.items()
    ]
    return Outcome(
        disposition=record.disposition.decision if record.disposition else "open",
        attributes=attributes,
        contaminated=contaminated(state),
        exceptions=[
            {"kind": each.kind, "step": each.step, "field": each.field, "at": each.at, "critical": each.critical}
            for each in exceptions_of(record)
        ],
        deviations=deviations,
        truth=truth_of(state),
    )


def contaminated(state: RunState) -> bool:
    """Return the hidden truth: whether living organisms are in the product or were in the culture it came from.

    In a media fill the product is its units. What arrived with the donor counts once it is past the starting material.
    """
    made = [code for code in state.scenario.product_line if code not in _arrived(state)]
    vessels = (state.world.vessels.get(code) for code in made)
    inside = any(group.count >= 1.0 for vessel in vessels if vessel is not None for group in vessel.contaminants)
    return inside or contaminated_units(state.world) > 0


def contaminated_units(world: World) -> int:
    """Return how many units of a media fill hold a living organism; the controls of growth promotion do not count."""
    return sum(tray.contaminated for tray in world.trays.values() if not tray.control)


def _arrived(state: RunState) -> tuple[str, ...]:
    """Return the containers that only hold what arrived, or what was selected from it."""
    selected = tuple(f"{prefix}-POS" for prefix in SELECTIONS.values())
    return (state.scenario.delivery, *selected)


def truth_of(state: RunState) -> dict[str, Any]:
    """Return the hidden truth of the product vessels: cells, phenotype, organisms and where they came from."""
    world = state.world
    shown = state.scenario.product_line
    vessels = {code: _vessel_truth(world, world.vessels[code]) for code in sorted(world.vessels) if code in shown}
    truth: dict[str, Any] = {"vessels": vessels, "expected_cfu": dict(sorted(world.expected_cfu.items()))}
    if world.trays:
        truth["units"] = {code: _tray_truth(tray) for code, tray in sorted(world.trays.items())}
    return truth


def _tray_truth(tray: Tray) -> dict[str, Any]:
    return {
        "units": len(tray.units),
        "contaminated": tray.contaminated,
        "discarded": tray.discarded,
        "control": tray.control,
        "organisms": [_organism(group) for unit in tray.units for group in unit],
    }


def _organism(group: Contaminant) -> dict[str, Any]:
    return {
        "organism": group.organism,
        "count": round(group.count, 1),
        "came_by": [
            {
                "route": str(cause.route),
                "person": cause.person,
                "room": cause.room,
                "at": cause.at,
                "source": cause.source,
            }
            for cause in group.cause.chain()
        ],
    }


def _vessel_truth(world: World, vessel: Vessel) -> dict[str, Any]:
    contents = vessel.contents
    data: dict[str, Any] = {
        "volume_ml": round(contents.volume_ml, 3),
        "viable_cells": round(contents.viable),
        "dead_cells": round(contents.amount("dead")),
        "organisms": [_organism(group) for group in vessel.contaminants],
    }
    if vessel.units > 1:
        data["containers"] = vessel.units
    if contents.viable > 0.0:
        true = world.model.truth(contents, world.donor, world.ware(vessel.code))
        data["phenotype"] = {name: round(value, 2) for name, value in true.items()}
    return data
