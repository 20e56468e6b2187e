"""`python -m bench.campaign crews`: how often batches fail and are contaminated, by crew, against published magnitudes."""

from typing import Any

from gradea.assessment.ensemble import summary_of
from gradea.cli.ensemble_pool import cores, played_here
from gradea.cli.simulate import Plan
from gradea.practical import CREWS, TEACHING, crew_data
from gradea.world.microbes.parameters import P_DONOR

PER_100 = {"careful": (1e-4, 3e-3), "trained": (1.5e-3, 2e-2), "novice": (0.02, 0.37)}
"""Share of batches of 100 open manipulations that the team contaminates.

Careful: 0.06 % [MIZUTANI2016, nearly all with the blood], 0 of 286, upper bound 1.3 % [GOLAY2018]. Trained: hospital pharmacy,
0.3 to 1 % of complex doses [TRISSEL2007], 1.5 % of a batch. Novice: up to 37 % with the habits of the media fill
[ISANHART2008]; this procedure asks for alcohol before every open act, so less.
"""

FAILED = (0.03, 0.20)
"""Share of batches that a careful crew does not get certified: one of ten in AutoDECRA phase I."""


def crews(n: int) -> dict[str, Any]:
    """Every crew, nothing raised for teaching."""
    result = {crew: _of(crew, n) for crew in CREWS}
    chances = [
        result[crew]["contamination"]["by_operators_expected"]["mean"] for crew in ("careful", "trained", "novice")
    ]
    magnitudes = [line for crew in CREWS for line in result[crew]["magnitudes"]]
    return {
        **result,
        "teaching_mode": {
            "used_here": False,
            "raises": {
                crew: {rate: [each.note, each.value] for rate, each in rows.items()} for crew, rows in TEACHING.items()
            },
        },
        "ordered": chances == sorted(chances),
        "good": chances == sorted(chances) and all(line["inside"] for line in magnitudes),
    }


def _of(crew: str, n: int) -> dict[str, Any]:
    plan = Plan(recipe="toldc", facility="hospital_2B", seed=0, crew=crew)
    summary = summary_of(list(played_here(plan, range(1, n + 1), cores())))
    return {**summary, "magnitudes": list(_magnitudes(crew, summary)), "rates": crew_data(plan.setting)["rates"]}


def _magnitudes(crew: str, summary: dict[str, Any]) -> list[dict[str, Any]]:
    found = summary["contamination"]
    team = found["by_operators"]["clopper_pearson"]
    lines = [
        _line("counted contamination by the team holds the expected one", found["by_operators_expected"]["mean"], team),
        _line(
            "donor-borne contamination is not more than of aphereses",
            found["donor_borne"]["share"],
            (0.0, 2 * P_DONOR.value),
        ),
    ]
    if crew in PER_100:
        value = found["by_operators_expected_per_100_manipulations"]
        lines.append(_line("expected contamination of 100 open manipulations", value, PER_100[crew]))
    if crew == "careful":
        lines.append(_line("batches that are not certified", summary["failed"]["share"], FAILED))
    return lines


def _line(what: str, value: float, bounds: tuple[float, float] | list[float]) -> dict[str, Any]:
    return {"what": what, "value": value, "bounds": list(bounds), "inside": bounds[0] <= value <= bounds[1]}
