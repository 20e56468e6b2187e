"""Making groups: sizes within limits, as mixed as they can be, friends together and rivals apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import TypeAlias

from gradea.rotation.cp_sat import cp_model
from gradea.rotation.problem import Problem
from gradea.rotation.rules import Rule, RuleBook, solver_for

SIZES: Rule = ("sizes", "")
EFFORT_PER_PERSON = 0.003
"""Deterministic time per person for making groups; an assumption, ample for 500."""

Groups = dict[str, tuple[str, ...]]


def group_name(number: int) -> str:
    """Return the letter of a group, from 0: A … Z, AA, AB …

    >>> [group_name(n) for n in (0, 25, 26, 99)]
    ['A', 'Z', 'AA', 'CV']
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def group_count(problem: Problem) -> int:
    """Return how many groups are made: as few as the largest size allows."""
    return max(1, -(-len(problem.people) // problem.groups.size_max))


def rules_of_groups(problem: Problem) -> list[Rule]:
    """Return every rule that groups have to keep to."""
    rules = problem.groups
    return [
        SIZES,
        *(("mix", kind) for kind in rules.mix),
        *(("together", "+".join(keys)) for keys in rules.together),
        *(("apart", "+".join(keys)) for keys in rules.apart),
    ]


def make_groups(problem: Problem, book: RuleBook, before: Mapping[str, tuple[str, ...]] | None = None) -> Groups | None:
    """Return groups that keep to the rules in the book, or None where there are none (or, in a book that asks, as solved).

    Args:
        problem: Whose people.
        book: An empty model with the rules to keep.
        before: Groups as they were; as few people as possible change group then.
    """
    names = list(before) if before else [group_name(number) for number in range(group_count(problem))]
    if before:
        while len(names) * problem.groups.size_max < len(problem.people):
            names.append(next(name for name in map(group_name, range(len(names) + 1)) if name not in names))
    member = {(person.key, name): book.model.new_bool_var("") for person in problem.people for name in names}
    for person in problem.people:
        book.model.add_exactly_one(member[person.key, name] for name in names)
    home = {key: name for name, keys in (before or {}).items() for key in keys}
    guess = {p.key: home.get(p.key, names[0]) for p in problem.people} if before else _dealt(problem, names)
    _hint(book, member, guess)
    used = _sizes(problem, book, member, names, may_vanish=before is not None)
    uneven = _mix(problem, book, member, (names, used, guess))
    _companions(problem, book, member, names)
    if before:
        moved = [1 - member[key, home[key]] for person in problem.people if (key := person.key) in home]
        book.model.minimize(100 * sum(moved) + sum(uneven))
    else:
        book.model.minimize(sum(uneven) if uneven else 0)
    solver = solver_for(book.model, problem.seed, 0.5 + EFFORT_PER_PERSON * len(problem.people))
    if solver.solve(book.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    made = {
        name: tuple(person.key for person in problem.people if solver.boolean_value(member[person.key, name]))
        for name in names
    }
    return {name: keys for name, keys in made.items() if keys}


Members: TypeAlias = "dict[tuple[str, str], cp_model.IntVar]"


def _sizes(
    problem: Problem, book: RuleBook, member: Members, names: list[str], *, may_vanish: bool
) -> dict[str, cp_model.IntVar]:
    used = {}
    sizes = {}
    for name in names:
        size = sum(member[person.key, name] for person in problem.people)
        used[name] = book.model.new_bool_var("")
        book.model.add_hint(used[name], True)
        if not may_vanish:
            book.model.add(used[name] == 1)
        book.model.add(size <= len(problem.people) * used[name])
        book.post(size >= problem.groups.size_min * used[name], SIZES)
        book.post(size <= problem.groups.size_max, SIZES)
        sizes[name] = size
    if not may_vanish:
        fair = len(problem.people) // len(names)
        for size in sizes.values():
            book.post(size >= fair, SIZES)
            book.post(size <= fair + 1, SIZES)
    return used


def _mix(
    problem: Problem,
    book: RuleBook,
    member: Members,
    named: tuple[list[str], Mapping[str, cp_model.IntVar], Mapping[str, str]],
) -> list[cp_model.IntVar]:
    """At least so many kinds in each group; return how far each kind is from even, per group."""
    names, used, guess = named
    uneven = []
    for kind, least in problem.groups.mix.items():
        having: defaultdict[str, list[str]] = defaultdict(list)
        for person in problem.people:
            if kind in person.kinds:
                having[person.kinds[kind]].append(person.key)
        for name in names:
            present = []
            for value, keys in having.items():
                count = sum(member[key, name] for key in keys)
                guessed = sum(guess[key] == name for key in keys)
                there = book.model.new_bool_var(f"{value} in {name}")
                book.model.add(count >= there)
                book.model.add_hint(there, guessed > 0)
                present.append(there)
                least_even, most_even = len(keys) // len(names), -(-len(keys) // len(names))
                over = book.model.new_int_var(0, len(keys), "")
                book.model.add(over >= count - most_even)
                book.model.add(over >= least_even * used[name] - count)
                book.model.add_hint(over, max(0, guessed - most_even, least_even - guessed))
                uneven.append(over)
            book.post(sum(present) >= least * used[name], ("mix", kind))
    return uneven


def _companions(problem: Problem, book: RuleBook, member: Members, names: list[str]) -> None:
    for keys in problem.groups.together:
        for one, other in pairwise(keys):
            for name in names:
                book.post(member[one, name] - member[other, name] == 0, ("together", "+".join(keys)))
    for keys in problem.groups.apart:
        for name in names:
            book.post(sum(member[key, name] for key in keys) <= 1, ("apart", "+".join(keys)))


def _dealt(problem: Problem, names: list[str]) -> dict[str, str]:
    """Deal people over the groups like cards, sorted by what they are mixed by: nearly always right, and a good start."""
    kinds = list(problem.groups.mix)
    counted = Counter(tuple(person.kinds.get(kind, "") for kind in kinds) for person in problem.people)
    ordered = sorted(
        problem.people,
        key=lambda person: (-counted[key := tuple(person.kinds.get(kind, "") for kind in kinds)], key),
    )
    return {person.key: names[number % len(names)] for number, person in enumerate(ordered)}


def _hint(book: RuleBook, member: Members, dealt: Mapping[str, str]) -> None:
    for (key, name), var in member.items():
        book.model.add_hint(var, dealt[key] == name)
