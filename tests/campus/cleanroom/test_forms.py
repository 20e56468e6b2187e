"""From form fields to commands: what is understood, and what is refused in words."""

import pytest
from django.http import QueryDict

from gradea.vocabulary import Refusal
from gradea.world.act import Perform


def read(**fields: str) -> Perform | Refusal:
    """Return what a form on the bench asks for."""
    from gradea.campus.cleanroom.forms import act_command  # noqa: PLC0415  # after Django is set up

    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data[name.replace("__", ".")] = value
    return act_command(data)


@pytest.mark.parametrize(
    ("typed", "amount"), [("12", 12.0), ("12.5", 12.5), ("12,5", 12.5), ("12.5 mL", 12.5), (" 0.5mL ", 0.5)]
)
def test_an_amount_is_read_as_people_write_it(typed: str, amount: float) -> None:
    """With point or comma, with or without the right unit."""
    command = read(do="sample", p__vessel="LEUKA", p__into="S-1", p__volume_ml=typed)
    assert command.parameters == {"vessel": "LEUKA", "into": "S-1", "volume_ml": amount}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abc", "not-a-number"),
        ("1,000.5", "not-a-number"),
        ("-3", "not-a-number"),
        ("5 µL", "wrong-unit"),
        ("nan", "not-a-number"),
        ("1e9", "not-a-number"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_remedy(typed: str, code: str) -> None:
    """Never guessed."""
    refusal = read(do="sample", p__vessel="LEUKA", p__into="S-1", p__volume_ml=typed)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert refusal.remedy


def test_an_empty_optional_amount_is_left_out_and_a_pack_is_material_and_lot() -> None:
    """`volume_ml` left empty means all; one choice names both material and lot."""
    assert "volume_ml" not in read(do="transfer", p__from="A", p__to="B", p__volume_ml="").parameters
    command = read(do="add", p__vessel="A", p__pack="gm_csf|EX-GM-0417", p__amount="5", p__unit="IU")
    assert command.parameters == {"vessel": "A", "material": "gm_csf", "lot": "EX-GM-0417", "amount": 5.0, "unit": "IU"}


def test_an_unknown_verb_and_a_novel_are_refused() -> None:
    """The closed vocabulary stays closed."""
    assert read(do="teleport").code == "act-unknown"
    assert read(do="look", p__vessel="x" * 500).code == "text-too-long"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("190,5", "190.5"), (" 190.5 ", "190.5"), ("1,000.5", "1,000.5"), ("190,5 mL", "190,5 mL"), ("-3,5", "-3.5")],
)
@pytest.mark.parametrize("what", ["enter", "correct"])
def test_a_decimal_comma_becomes_the_point_of_the_record(play, scene_of, what: str, typed: str, value: str) -> None:
    """As Belgian keyboards type it; anything else is left to the record, which refuses it with a remedy."""
    from gradea.campus.cleanroom.forms import entry_command  # noqa: PLC0415  # after Django is set up

    data = QueryDict(mutable=True)
    data.update({"what": what, "step": "1.1", "field": "leuka_volume_ml", "value": typed})
    assert entry_command(scene_of("student-01", play().ref), data).value == value


def test_a_comma_in_a_text_stays(play, scene_of) -> None:
    """Only number fields have a decimal sign."""
    from gradea.campus.cleanroom.forms import entry_command  # noqa: PLC0415

    scene = scene_of("student-01", play().ref)
    item = next(each for step in scene.state.recipe for each in step.fields if each.kind != "number")
    data = QueryDict(mutable=True)
    home = scene.state.recipe.home_of[item.code]
    data.update({"what": "enter", "step": home, "field": item.code, "value": "12,5"})
    assert entry_command(scene, data).value == "12,5"
