"""A recipe that reads well and still cannot be played is refused at its check: with line, message and remedy."""

from dataclasses import replace

import pytest

from gradea.content import facility_named, scenario_named
from gradea.content.shelf import recipe_text
from gradea.practical.playable import unplayable
from gradea.record import Problem, problems_in, read_yaml


def problems(code: str, old: str = "", new: str = "") -> tuple[Problem, ...]:
    """Return what is wrong with a recipe of the shelf after every `old` became `new`."""
    text = recipe_text(code)
    assert not old or old in text
    text = text.replace(old, new) if old else text
    assert old or problems_in(text) == ()
    scenario = scenario_named(f"{code}_practice")
    return unplayable(*read_yaml(text), scenario, facility_named(scenario.facility))


@pytest.mark.parametrize("code", ["toldc", "mf", "cart", "cart_manual", "msc"])
def test_what_is_on_the_shelf_can_be_played(code: str) -> None:
    assert problems(code) == ()


@pytest.mark.parametrize(
    ("code", "old", "new", "message"),
    [
        ("mf", "room: B_PAL1", "room: B_ATTIC", "has no room B_ATTIC"),
        ("cart", "unit: ug, via", "unit: IU, via", "is given in ug, not in IU"),
        ("cart", "do: activate, material: activator", "do: add, material: wash_buffer", "an activator"),
        ("toldc", "{do: add, material: gm_csf, vessel:", "{do: add, material: il_4, vessel:", "GM-CSF"),
        ("msc", "{do: detach, vessel: FLASK-P2, to: HARV-P2, minutes: 8, enzyme_ml: 40}",
         "{do: harvest, vessel: FLASK-P2, to: HARV-P2, cold_buffer_ml: 40}", "no work for the cells"),
    ],
)  # fmt: skip
def test_each_planted_mistake_is_named(code: str, old: str, new: str, message: str) -> None:
    found = problems(code, old, new)
    assert found
    assert any(message in each.message for each in found)
    assert all(each.line > 0 and each.remedy for each in found)


def test_a_room_without_a_door_cannot_be_reached() -> None:
    scenario, hospital = scenario_named("mf_practice"), facility_named("hospital_2B")
    walled = replace(hospital, links=tuple(link for link in hospital.links if "B_LAB1" not in (link.a, link.b)))
    found = unplayable(*read_yaml(recipe_text("mf")), scenario, walled)
    assert any("No door leads to B_LAB1" in each.message for each in found)
