"""A protocol is checked word by word, runs the same for the same seed, and says what deserves a look."""

from pathlib import Path
from typing import Any

import pytest

from gradea.record.yaml_text import read_yaml
from gradea.vocabulary import Chance
from gradea.world.culture.protocol import (
    VOCABULARIES,
    Instruments,
    ProtocolProblem,
    ProtocolRefused,
    protocol_from,
    run_protocol,
)
from gradea.world.culture.suspension import Suspension
from gradea.world.instrument import counter_reading, cytometer_reading

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
GOOD = """\
code: try
model: t_cell
vessel: {kind: stirred, volume_ml: 50}
medium: {il_2_iu_per_ml: 100}
start: {t_cells: 2.5e7, activator_dose: 1.0}
output: {until: 3d, every_min: 360}
events:
  - {at: 1d, do: add_vector, vector_moi: 3}
  - {at: 2d, do: feed, volume_ml: 50}
"""


def count(sample: Suspension, chance: Chance, key: str, index: int) -> Any:
    return counter_reading(sample, chance, key, index)


def stain(sample: Suspension, chance: Chance, key: str, index: int) -> Any:
    return cytometer_reading(sample, chance, key, index)


BENCH = Instruments(count=count, stain=stain)


def problems(text: str) -> list[ProtocolProblem]:
    try:
        run_protocol(protocol_from(*read_yaml(text)), BENCH)
    except ProtocolRefused as refused:
        return list(refused.problems)
    return []


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("model: t_cell", "model: b_cell", 2, "t_cell, dendritic, stromal"),
        ("volume_ml: 50}\nmedium", "volume_l: 0.05}\nmedium", 3, "`volume_ml`"),
        ("volume_ml: 50}\nmedium", "volume_ml: 50 mL}\nmedium", 3, "write the number alone"),
        ("kind: stirred", "kind: bucket", 3, "static_flask"),
        ("il_2_iu_per_ml: 100", "il_2_ng_per_ml: 6", 4, "`il_2_iu_per_ml`"),
        ("il_2_iu_per_ml: 100", "il_2_iu_per_ml: -1", 4, "between 0 and 10000"),
        ("t_cells: 2.5e7, ", "", 5, "'t_cells' is missing"),
        ("until: 3d", "until: three days", 6, "3d06h30m"),
        ("every_min: 360", "every_minutes: 360", 6, "`every_min`"),
        ("do: add_vector", "do: add_vectors", 8, "Did you mean `add_vector`?"),
        ("vector_moi: 3", "vector_moi: 3, spinoculation: 1", 8, "Write true or false"),
        ("at: 2d", "at: 0d12h", 9, "in the past"),
        ("at: 2d", "at: 4d", 9, "after the end"),
        ("at: 2d", "at: 1d25h", 9, "is not a time"),
        ("do: feed, volume_ml: 50", "do: exchange, volume_ml: 80", 9, "impossible"),
        ("do: feed, volume_ml: 50", "do: reseed, density_e6_per_ml: 50, volume_ml: 50", 9, "too thin"),
        ("do: feed, volume_ml: 50", "do: perfuse, rate_ml_per_day: 900000", 9, "perfuse slower"),
        ("events:", "parameters: {mu_mx: 0.06}\nevents:", 7, "`mu_max`"),
        ("events:", "parameters: {mu_max: 6}\nevents:", 7, "outside the range"),
        ("events:", "donor: {tallness: 3}\nevents:", 7, "no key 'tallness'"),
        ("events:", "donor: nobody\nevents:", 7, "typical, drawn"),
        ("code: try", "code: try\nstirring: yes", 2, "no key 'stirring'"),
        ("kind: stirred, volume_ml: 50", "kind: g_rex, volume_ml: 50", 3, "area_cm2"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_line_and_remedy(old: str, new: str, line: int, told: str) -> None:
    assert old in GOOD
    found = problems(GOOD.replace(old, new, 1))
    assert found, "nothing was found"
    assert found[0].line == line or "area_cm2" in told, found[0]
    assert told in f"{found[0].message} {found[0].remedy}", found[0]


def test_all_mistakes_are_named_at_once() -> None:
    bad = GOOD.replace("kind: stirred", "kind: bucket").replace("vector_moi: 3", "moi: 3").replace("at: 2d", "at: soon")
    assert {each.line for each in problems(bad)} == {3, 8, 9}


def test_a_good_protocol_has_no_problem_and_no_finding() -> None:
    assert problems(GOOD) == []
    assert protocol_from(*read_yaml(GOOD)).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("il_2_iu_per_ml: 100", "glucose_mmol_per_l: 17", 4, "no cytokine"),
        (", activator_dose: 1.0", "", 5, "activates"),
        ("events:", "parameters: {mu_max: 0.1}\nevents:", 7, "plausible"),
    ],
)
def test_what_is_probably_not_meant_is_a_finding(old: str, new: str, line: int, told: str) -> None:
    (finding,) = protocol_from(*read_yaml(GOOD.replace(old, new, 1))).findings
    assert finding.line == line
    assert told in finding.message


def test_the_same_seed_gives_the_same_rows_and_another_seed_other_readings() -> None:
    protocol = protocol_from(*read_yaml(GOOD))
    one, again, other = (run_protocol(protocol, BENCH, seed) for seed in ("7", "7", "8"))
    assert one == again
    assert one.true == other.true
    assert one.measured != other.measured


def test_a_drawn_donor_follows_the_seed() -> None:
    protocol = protocol_from(*read_yaml(GOOD.replace("events:", "donor: drawn\nevents:")))
    one, again, other = (run_protocol(protocol, BENCH, seed).true[-1]["viable_cells"] for seed in ("7", "7", "8"))
    assert one == again != other


def test_looking_more_often_changes_nothing() -> None:
    often = run_protocol(protocol_from(*read_yaml(GOOD.replace("every_min: 360", "every_min: 7"))), BENCH)
    seldom = run_protocol(protocol_from(*read_yaml(GOOD)), BENCH)
    assert often.true[-1] == seldom.true[-1]


def test_readings_are_close_to_the_truth_and_not_the_truth() -> None:
    done = run_protocol(protocol_from(*read_yaml(GOOD)), BENCH)
    truth = {row["minute"]: row for row in done.true}
    for row in done.measured:
        for name, share in (("density_e6_per_ml", 0.25), ("glucose_mmol_per_l", 0.25), ("ph", 0.02)):
            assert row[name] == pytest.approx(truth[row["minute"]][name], rel=share)
    assert any(row["ph"] != truth[row["minute"]]["ph"] for row in done.measured)


def test_an_excursion_ends_by_itself() -> None:
    text = GOOD.replace("do: feed, volume_ml: 50", "do: environment, temperature_c: 21, minutes: 600")
    done = run_protocol(protocol_from(*read_yaml(text)), BENCH)
    temperatures = {row["minute"]: row["temperature_c"] for row in done.true}
    assert temperatures[2880] == pytest.approx(37.0)
    assert temperatures[2880 + 360] == pytest.approx(21.0, abs=0.1)
    assert temperatures[4320] == pytest.approx(37.0, abs=0.1)


EVERY_T_EVENT = {
    "select": "", "activate": ", activator_dose: 1", "feed": ", volume_ml: 10", "add_cytokine": ", il_2_iu: 1000",
    "exchange": ", volume_ml: 20", "add_vector": ", vector_moi: 2, spinoculation: true, enhancer: true",
    "perfuse": ", rate_ml_per_day: 50", "aerate": ", kla_per_h: 5", "sample": ", volume_ml: 1",
    "wash": ", method: manual, cycles: 2, resuspend_ml: 40", "debead": "", "environment": ", co2_pct: 7",
    "electroporate": ", mrna_ug_per_e6_cells: 1", "hold_in_dmso": ", minutes: 30", "freeze_thaw": "",
    "reseed": ", density_e6_per_ml: 0.1, volume_ml: 60, kind: static_flask", "open_culture": "",
    "contaminate": ", bioburden_cfu: 5, doubling_h: 0.7, gram_negative: true",
}  # fmt: skip


def test_every_event_of_the_vocabulary_runs() -> None:
    assert set(EVERY_T_EVENT) == set(VOCABULARIES["t_cell"].events)
    for do, rest in EVERY_T_EVENT.items():
        text = GOOD.replace("do: feed, volume_ml: 50", f"do: {do}{rest}")
        assert problems(text) == [], do


STROMAL = """\
code: flask
model: stromal
vessel: {volume_ml: 45, area_cm2: 150}
medium: {growth_factor_pct: 10}
start: {stromal_cells: 3.0e5}
output: {until: 14d, every_min: 720}
events:
  - {at: 3d, do: exchange, volume_ml: 45}
  - {at: 5d, do: feed, volume_ml: 5}
  - {at: 6d, do: sample, volume_ml: 5}
  - {at: 7d, do: passage, trypsin_min: 8, cells_per_cm2: 2000, area_cm2: 600, volume_ml: 180}
  - {at: 14d, do: harvest, trypsin_min: 8}
"""


def test_stromal_cells_go_over_passages() -> None:
    done = run_protocol(protocol_from(*read_yaml(STROMAL)), BENCH)
    passage = next(row for row in done.events if row["do"] == "passage")
    assert passage["left_over_cells"] > 1e5
    assert done.true[-1]["viable_cells"] > 3e6
    assert done.true[-1]["doublings"] > 13.0
    assert "density_e6_per_ml" in done.measured[-1], "after the harvest cells can be counted"
    assert "density_e6_per_ml" not in done.measured[3], "on the plastic they cannot"


def test_a_stromal_culture_without_lysate_is_a_finding() -> None:
    (finding,) = protocol_from(*read_yaml(STROMAL.replace("growth_factor_pct: 10", "glucose_mmol_per_l: 5.5"))).findings
    assert "lysate" in finding.message


def test_the_dendritic_model_is_the_one_of_the_practical() -> None:
    """Seven nominal days end where `grown` ends: the culture model of the simulator stands behind the protocol."""
    done = run_protocol(protocol_from(*read_yaml((EXAMPLES / "culture-toldc.yaml").read_text(encoding="utf-8"))), BENCH)
    assert 0.2 < done.true[-1]["dendritic_cells"] / 1e8 < 0.38
    assert done.measured[-1]["cd86_mfi"] > 0.0
    bare = (
        (EXAMPLES / "culture-toldc.yaml").read_text(encoding="utf-8").replace("gm_csf_iu_per_ml: 800, il_4", "il_4", 1)
    )
    assert "gm_csf" in protocol_from(*read_yaml(bare)).findings[0].message
