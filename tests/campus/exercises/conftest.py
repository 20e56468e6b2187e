"""Fixtures of the exercises: answering rightly or wrongly as the database knows the question."""

from collections.abc import Callable

import pytest

from gradea.exercise import MatchKey, NumberKey, OrderKey, Question, SetKey


def fields_for(question: Question, *, right: bool = True, certainty: int = 2) -> dict[str, list[str] | str]:
    """Return the fields with which a browser would answer a question."""
    key, fields = question.key, {"certainty": str(certainty)}
    if isinstance(key, SetKey):
        every = [each.id for each in getattr(question.form, "options", getattr(question.form, "spots", ()))]
        fields["choice"] = sorted(key.right) if right else [each for each in every if each not in key.right][:1]
    elif isinstance(key, OrderKey):
        ordered = sorted(key.ranks, key=lambda name: key.ranks[name], reverse=not right)
        fields |= {f"place-{name}": str(place) for place, name in enumerate(ordered, 1)}
    elif isinstance(key, NumberKey):
        value = key.value if right else key.value * 2 + 1
        fields |= {"number": f"{value:.10g}", "unit": key.unit}
    elif isinstance(key, MatchKey):
        ids = [option.id for option in question.form.options]
        fields |= {
            f"line-{line}": want if right else next(i for i in ids if i != want) for line, want in key.pairs.items()
        }
    else:
        fields["text"] = "my own words"
    return fields


@pytest.fixture
def go_through(edition: str) -> Callable:
    """Takes a set as a viewer: `go_through(viewer, "gmp", right=lambda position: position % 2, certainty=3)`."""
    from django.utils import timezone  # noqa: PLC0415  # after Django is set up

    from gradea.campus.exercises import actions, queries  # noqa: PLC0415
    from gradea.exercise import Certainty, TextForm, response_from  # noqa: PLC0415

    assert timezone.now()

    def take(viewer, key: str, *, right=lambda _position: True, certainty: int = 2) -> None:
        assert actions.start(viewer, key) is None
        for position in range(1, len(queries.set_named(key).items) + 1):
            place = queries.place_of(viewer, key, position)
            fields = fields_for(place.question, right=bool(right(position)))
            response = response_from(
                place.question.form, {k: v if isinstance(v, list) else [v] for k, v in fields.items()}
            )
            assert actions.answer(viewer, key, position, response, Certainty(certainty)) is None, (key, position)
            if isinstance(place.question.form, TextForm):
                assert actions.judge(viewer, key, position, len(place.question.key.points)) is None

    return take
