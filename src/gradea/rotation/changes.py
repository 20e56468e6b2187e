"""What happens on the day: somebody is ill, a room is lost, a trainer leaves. Each gives the problem as it is then."""

from dataclasses import replace

from gradea.rotation.clock import Span
from gradea.rotation.problem import Problem
from gradea.vocabulary import Refusal, Refused


def without_person(problem: Problem, key: str) -> Problem:
    """Return the problem without somebody who is ill. Raises Refused when there is nobody of that key."""
    _known(key, [person.key for person in problem.people], "person")
    rules = problem.groups
    given = rules.given and {name: tuple(k for k in keys if k != key) for name, keys in rules.given.items()}
    return replace(
        problem,
        people=tuple(person for person in problem.people if person.key != key),
        away=tuple(each for each in problem.away if each.person != key),
        groups=replace(
            rules,
            together=_without(rules.together, key),
            apart=_without(rules.apart, key),
            given=given and {name: keys for name, keys in given.items() if keys},
        ),
    )


def without_place(problem: Problem, key: str, span: Span) -> Problem:
    """Return the problem with a place, or a station, closed for a while. Raises Refused when there is neither of that key."""
    places, stations = [each.key for each in problem.places], [each.key for each in problem.stations]
    _known(key, [*places, *stations], "place or station")
    return replace(
        problem,
        places=tuple(
            replace(each, closed=(*each.closed, span)) if each.key == key else each for each in problem.places
        ),
        stations=tuple(
            replace(each, closed=(*each.closed, span)) if each.key == key and key not in places else each
            for each in problem.stations
        ),
    )


def without_trainer(problem: Problem, key: str, span: Span) -> Problem:
    """Return the problem with a trainer gone for a while. Raises Refused when there is no trainer of that key."""
    _known(key, [each.key for each in problem.trainers], "trainer")

    def left(free: Span) -> list[Span]:
        parts = [Span(free.starts, min(free.ends, span.starts)), Span(max(free.starts, span.ends), free.ends)]
        return [part for part in parts if part.minutes > 0]

    return replace(
        problem,
        trainers=tuple(
            replace(each, available=tuple(part for free in each.available for part in left(free)))
            if each.key == key
            else each
            for each in problem.trainers
        ),
    )


def _without(sets: tuple[tuple[str, ...], ...], key: str) -> tuple[tuple[str, ...], ...]:
    left = (tuple(each for each in keys if each != key) for keys in sets)
    return tuple(keys for keys in left if len(keys) > 1)


def _known(key: str, keys: list[str], what: str) -> None:
    if key not in keys:
        shown = ", ".join(keys[:12]) + (" …" if len(keys) > 12 else "")
        raise Refused(
            Refusal(
                code="rotation-unknown",
                rule="docs/rotation.md",
                message=f"There is no {what} '{key}' in the problem.",
                remedy=f"Use one of: {shown}.",
            )
        )
