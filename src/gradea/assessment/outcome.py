"""What became of the batch: the disposition, the results against the specification, and the truth behind them."""

from dataclasses import dataclass
from typing import Any

from gradea.practical import RunState
from gradea.record import exceptions_of, results
from gradea.world.culture import phenotype
from gradea.world.state import Vessel

PRODUCT_LINE = ("CULT-A", "HARV-A", "FINAL-A")
"""Vessels whose contents are, or become, the product."""


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
    """Return the hidden truth: whether living organisms are in the product or were in the culture it came from."""
    vessels = (state.world.vessels.get(code) for code in PRODUCT_LINE)
    return any(group.count >= 1.0 for vessel in vessels if vessel is not None for group in vessel.contaminants)


def truth_of(state: RunState) -> dict[str, Any]:
    """Return the hidden truth of the product vessels: cells, phenotype, organisms and where they came from."""
    world = state.world
    vessels = {code: _vessel_truth(world.vessels[code]) for code in sorted(world.vessels) if code in _SHOWN}
    exposure = dict(sorted(world.expected_cfu.items()))
    return {"vessels": vessels, "expected_cfu": exposure}


_SHOWN = ("LEUKA", "CD14-POS", *PRODUCT_LINE)


def _vessel_truth(vessel: Vessel) -> dict[str, Any]:
    contents = vessel.contents
    data: dict[str, Any] = {
        "volume_ml": round(contents.volume_ml, 3),
        "viable_cells": round(contents.viable),
        "dead_cells": round(contents.amount("dead")),
        "organisms": [
            {
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
            for group in vessel.contaminants
        ],
    }
    if contents.viable > 0.0:
        shown = phenotype(contents)
        data["phenotype"] = {name: round(float(getattr(shown, name)), 2) for name in shown.__slots__}
    return data
