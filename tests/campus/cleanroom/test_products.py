"""Every product of the shelf can be opened on the page, and a product that is not there is refused."""

import pytest

from gradea.campus.cleanroom import actions
from gradea.campus.cleanroom.products import DEFAULT, product_choices, product_codes, scenario_of
from gradea.content import recipe_named, recipe_names, scenario_named
from gradea.vocabulary import Refusal


def test_every_recipe_with_a_scenario_is_offered_the_usual_one_first() -> None:
    assert product_codes()[0] == DEFAULT
    assert set(product_codes()) == set(recipe_names())
    assert all(scenario_named(scenario_of(code)).recipe == code for code, _words in product_choices())


def test_every_shipped_product_has_words_of_its_own() -> None:
    assert all(str(words) != code for code, words in product_choices())


def test_a_product_that_is_not_there_is_refused(viewer_for, calm_hall) -> None:
    answer = actions.open_run(viewer_for("trainer-01"), "team-1", product="nothing")
    assert isinstance(answer, Refusal)
    assert answer.code.endswith("product-unknown")


@pytest.mark.parametrize("code", product_codes())
def test_a_team_opens_it_and_sees_its_first_step(code: str, play, client_for) -> None:
    played, client = play(product=code), client_for("student-01")
    text = client.get(played.url).content.decode()
    assert recipe_named(code).steps[0].title["en"] in text
    assert client.get(f"{played.url}parts/", headers={"HX-Request": "true"}).status_code == 200


def test_a_student_chooses_the_product_where_the_batch_is_started(client_for, calm_hall) -> None:
    client = client_for("student-01")
    assert "Media fill" in client.get("/cleanroom/").content.decode()
    answer = client.post("/cleanroom/start/", {"team": "team-1", "mode": "practice", "product": "mf"}, follow=True)
    assert "Inoculate the strains" in answer.content.decode()


def test_a_tray_can_be_picked_and_its_units_inspected(play, client_for) -> None:
    """What only a media fill knows is offered beside the thing, with the amounts left open."""
    played = play("4.1", product="mf")
    text = client_for("student-01").get(f"{played.url}?thing=tray:T-1").content.decode()
    assert "Take units out" in text or "Intervene" in text


@pytest.mark.parametrize("code", product_codes())
def test_its_scenario_says_what_the_debrief_needs(code: str) -> None:
    scenario = scenario_named(scenario_of(code))
    assert scenario.product_line
    assert set(scenario.disturbances) >= {"damper", "expired-lot"}
    assert scenario.expired_offer in scenario.substances
