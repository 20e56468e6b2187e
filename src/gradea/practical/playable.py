"""Whether a recipe can be played in a scenario: rooms within reach, devices and materials there, cells that can do it."""

from collections.abc import Iterator, Mapping
from typing import Any

from gradea.practical.scenario import Scenario
from gradea.record import Problem
from gradea.record.problem import Lines, Path, line_at, path_text
from gradea.world.act.programmes import SELECTIONS
from gradea.world.site import Facility
from gradea.world.state import OUTSIDE

ADDITIONS = frozenset({"add", "activate", "transduce", "formulate"})
CRAFTS: Mapping[str, str] = {
    "harvest": "harvest",
    "detach": "detach",
    "activate": "activate",
    "transduce": "transduce",
    "formulate": "hold",
    "cryopreserve": "freeze-thaw",
    "thaw": "freeze-thaw",
}
"""Act → what the cells of the product must be able to go through."""

NEEDS: Mapping[str, Mapping[str, str]] = {
    "dendritic": {"gm_csf_iu": "GM-CSF", "il_4_iu": "IL-4"},
    "t-cell-il-2": {"cytokine_iu": "a cytokine", "activator_doses": "an activator"},
    "t-cell-il-7-15": {"cytokine_iu": "a cytokine", "activator_doses": "an activator"},
    "stromal": {"growth_factor_ml": "a growth factor"},
}
"""Culture model → what some step must give to the cells, or they die."""

_ELSEWHERE = frozenset({"store"})
"""Acts that carry something to a device in another room."""


def unplayable(data: Mapping[str, Any], lines: Lines, scenario: Scenario, facility: Facility) -> tuple[Problem, ...]:
    """Return why a recipe that reads well cannot be played as it stands; empty if it can.

    Args:
        data: The recipe as its file gives it, already checked by itself.
        lines: Place in the file → line.
        scenario: What the team finds. `facility`: where.
    """
    found: list[Problem] = []

    def wrong(path: Path, message: str, remedy: str) -> None:
        found.append(Problem(line=line_at(lines, path), path=path_text(path), message=message, remedy=remedy))

    given: set[str] = set()
    for path, step in _steps(data):
        room = str(step["room"])
        codes = {each.code for each in facility.rooms}
        if room != OUTSIDE and room not in codes:
            wrong((*path, "room"), f"{facility.code} has no room {room}.", f"Choose {', '.join(sorted(codes))} or OUT.")
        elif room != OUTSIDE and facility.path(OUTSIDE, room) is None:
            wrong(
                (*path, "room"), f"No door leads to {room}.", "Choose a room that people can reach, or give it a door."
            )
        for place, act in _acts(path, step):
            for message, remedy in _of_act(act, room, scenario):
                wrong(place, message, remedy)
            if act["do"] in ADDITIONS and act["material"] in scenario.substances:
                given |= set(scenario.substances[act["material"]].amounts_per_unit)
    for amount, words in NEEDS.get(scenario.model.code, {}).items():
        if amount not in given:
            carriers = [code for code, each in scenario.substances.items() if amount in each.amounts_per_unit]
            remedy = (
                f"Add a step with {' or '.join(carriers)}." if carriers else f"Add a material that carries {amount}."
            )
            wrong(("unit_procedures",), f"No step gives the cells {words}.", remedy)
    return tuple(found)


def _of_act(act: Mapping[str, Any], room: str, scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one act, as message and remedy."""
    devices = {device.code: device for device in scenario.devices}
    equipment, material = act.get("equipment"), act.get("material")
    if equipment is not None and equipment not in devices:
        yield (
            f"The scenario {scenario.code} has no {equipment}.",
            "Put it into the scenario, or name one that is there.",
        )
    elif equipment is not None and devices[equipment].room != room and act["do"] not in _ELSEWHERE:
        yield f"{equipment} stands in {devices[equipment].room}, the step is in {room}.", "Move the step or the device."
    if material is not None and material not in scenario.substances:
        yield f"The scenario {scenario.code} has no material {material}.", "Put it into the scenario, with its lots."
    elif act["do"] in ADDITIONS and scenario.substances[str(material)].unit != act["unit"]:
        unit = scenario.substances[str(material)].unit
        yield f"{material} is given in {unit}, not in {act['unit']}.", f"Write the amount in {unit}."
    craft = CRAFTS.get(str(act["do"]))
    if act["do"] == "run" and str(act.get("programme")) in SELECTIONS:
        craft = str(act["programme"])
    if craft is not None and craft not in scenario.model.crafts:
        yield (
            f"'{act['do']}' is no work for the cells of {scenario.model.code}.",
            "Choose another act or another model.",
        )


def _steps(data: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for i, procedure in enumerate(data["unit_procedures"]):
        for j, operation in enumerate(procedure["operations"]):
            for k, phase in enumerate(operation["phases"]):
                for m, step in enumerate(phase["steps"]):
                    yield ("unit_procedures", i, "operations", j, "phases", k, "steps", m), step


def _acts(path: Path, step: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if "act" in step:
        yield (*path, "act"), step["act"]
    for index, act in enumerate(step.get("acts", ())):
        yield (*path, "acts", index), act
