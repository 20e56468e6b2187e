"""Names of the content – rooms, devices, materials – are said in the reader's language; what is kept stays English."""

from collections.abc import Iterator

import pytest
import yaml
from django.utils import translation

from gradea.campus.shell.speech import said
from gradea.content import content_root, content_words, facility_named, scenario_named
from gradea.practical import scenario_from
from gradea.vocabulary import Refused
from gradea.world.site import facility_from

NAMED = ("facilities", "scenarios")


def bare_names(value: object, place: str = "") -> Iterator[str]:
    """Yield the place of every title and use that is not said in Dutch."""
    if isinstance(value, dict):
        for key, inner in value.items():
            at = f"{place}.{key}".strip(".")
            if key in ("title", "use") and not (isinstance(inner, dict) and inner.get("en") and inner.get("nl")):
                yield at
            else:
                yield from bare_names(inner, at)


@pytest.mark.parametrize("path", [p for kind in NAMED for p in sorted((content_root() / kind).glob("*.yaml"))], ids=str)
def test_every_name_of_a_room_device_and_material_is_in_both_languages(path) -> None:
    """A name in one language only would stand in English on a Dutch page."""
    assert list(bare_names(yaml.safe_load(path.read_text(encoding="utf-8")))) == []


def test_what_the_world_keeps_is_english_and_what_a_reader_sees_is_theirs() -> None:
    """The language is chosen when a name is shown; hashes and ledgers never see it."""
    room, device = facility_named("hospital_2B").room("B_LAB1"), scenario_named("toldc_practice").devices[1]
    assert (room.title, room.use, device.title) == (
        "Laboratory B1", "2 cabinets, 3 incubators, microscope", "CO₂ incubator",
    )  # fmt: skip
    with translation.override("nl"):
        assert (said(room.title), said(device.title)) == ("Laboratorium B1", "CO₂-incubator")
        assert said("co₂ incubator") == "co₂-incubator"
        assert said("INC-1 is a co₂ incubator and cannot do that.") == "INC-1 is een co₂-incubator en kan dat niet."
    with translation.override("en-gb"):
        assert said(room.title) == "Laboratory B1"


def test_the_same_english_is_said_alike_in_every_facility_and_scenario() -> None:
    """One English, one Dutch: no name of one file is said with the word of another."""
    words = content_words("nl")
    said_twice = {}
    for kind in NAMED:
        for path in sorted((content_root() / kind).glob("*.yaml")):
            for english, dutch in _pairs(yaml.safe_load(path.read_text(encoding="utf-8"))):
                if words[english] != dutch:
                    said_twice[english] = (path.name, dutch, words[english])
    assert said_twice == {}


def _pairs(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if {"en", "nl"} <= set(value):
            yield value["en"], value["nl"]
        for inner in value.values():
            yield from _pairs(inner)


def test_a_name_without_english_is_refused() -> None:
    """Rooms keep English, so a file that has none cannot be read."""
    data = yaml.safe_load((content_root() / "facilities/hospital_2B.yaml").read_text(encoding="utf-8"))
    data["rooms"]["D_PAL"]["title"] = {"nl": "Personeelssas D"}
    with pytest.raises(Refused, match="D_PAL"):
        facility_from(data)
    scenario = yaml.safe_load((content_root() / "scenarios/mf_practice.yaml").read_text(encoding="utf-8"))
    scenario["devices"]["BSC-1"]["title"] = {"nl": "Kast"}
    with pytest.raises(Refused, match="holds no English"):
        scenario_from(scenario)
