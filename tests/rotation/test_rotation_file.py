"""Every mistake in a problem file is named with its line and what to write."""

from pathlib import Path

import pytest

from gradea.record.yaml_text import read_yaml
from gradea.rotation import RotationRefused, problem_from

EXAMPLE = (Path(__file__).parents[2] / "docs/examples/rotation.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "path", "says"),
    [
        (
            "stations: [weighing, record]",
            "stations: [weighing, records]",
            "trainers.3.stations.1",
            "no station 'records'",
        ),
        ("place: airlock, minutes", "place: sauna, minutes", "stations.0.place", "no place 'sauna'"),
        ("capacity: 22", "capacity: -22", "places.1.capacity", "'-22' is not a whole number from 1"),
        ("minutes: 30, capacity", "minutes: half, capacity", "stations.0.minutes", "'half' is not a whole number"),
        ("{first: production, then: record}", "{first: production, then: gowning}", "order.4", "bites its own tail"),
        ("key: student-02,", "key: student-01,", "people.1", "stands here twice"),
        ("[student-03, student-08]", "[student-03, student-99]", "groups.together.0.1", "no person 'student-99'"),
        ("size_min: 3", "size_min: 9", "groups.size_min", "cannot be"),
        ("mix: {institution: 3, track: 2}", "mix: {colour: 2}", "groups.mix", "No person has a 'colour'"),
        ('day: "09:20-16:15"', 'day: "16:15-09:20"', "day", "ends before it starts"),
        ("lunch: {minutes: 40, between", "lunch: {minutes: 40, betwixt", "lunch.betwixt", "not known here"),
        ("format: gradea-rotation/1", "format: gradea-rotation/9", "format", "not known"),
        ("title: Gowning, place", "tilte: Gowning, place", "stations.0.tilte", "not known here"),
        ('available: ["10:30-17:00"]', 'available: ["10:30"]', "trainers.5.available.0", "not a span"),
        (
            "places: [airlock, cleanroom]",
            "places: [airlock, airlock]",
            "travel_min.between.0.places",
            "Two different places",
        ),
    ],
)
def test_a_mistake_is_named_with_line_and_remedy(old: str, new: str, path: str, says: str) -> None:
    assert old in EXAMPLE
    text = EXAMPLE.replace(old, new, 1)
    with pytest.raises(RotationRefused) as caught:
        problem_from(*read_yaml(text))
    found = {problem.path: problem for problem in caught.value.problems}
    assert path in found, list(found)
    assert says in found[path].message
    assert found[path].remedy
    spoilt = new if new in text.splitlines()[found[path].line - 1] else ""
    assert spoilt or path in {"groups.mix", "people.1", "order.4"} or found[path].line > 0


def test_all_mistakes_are_told_at_once() -> None:
    """Not one per attempt."""
    text = EXAMPLE.replace("capacity: 22", "capacity: -22").replace("minutes: 30, capacity", "minutes: half, capacity")
    with pytest.raises(RotationRefused) as caught:
        problem_from(*read_yaml(text))
    assert len(caught.value.problems) == 2
    assert "and 1 more" in str(caught.value.refusal.message)


@pytest.mark.parametrize("data", [{}, {"format": "gradea-rotation/1"}, {"people": "all"}, {"stations": [1, None]}])
def test_half_a_file_is_refused_not_guessed(data: dict) -> None:
    with pytest.raises(RotationRefused):
        problem_from(data, {})
