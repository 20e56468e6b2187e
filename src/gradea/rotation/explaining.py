"""Why there is no plan, in words: a smallest set of rules that do not go together, and which of them would be enough to relax.

Two ways: sums that do not come out (`bounds`), and, where every sum does, the solver: each rule gets a literal, the solver names
the literals it needed, and one after the other is left out to see whether it was needed indeed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from gradea.rotation.bounds import Bound, broken_bounds
from gradea.rotation.checker import breaches
from gradea.rotation.cp_sat import cp_model
from gradea.rotation.grouping import Groups, make_groups, rules_of_groups
from gradea.rotation.problem import Problem
from gradea.rotation.rules import Rule, RuleBook, solver_for
from gradea.rotation.solving import groups_of, plan_of
from gradea.rotation.timetable import Timetable
from gradea.rotation.ways_out import ways_out
from gradea.rotation.words import words_of

EFFORT_TO_PROVE = 8.0
EFFORT_PER_QUESTION = 2.0
"""Deterministic time for the first proof and for each rule that is left out on trial. Assumptions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One rule of a set that does not go together.

    Attributes:
        family: Kind of rule. `thing`: What it is about.
        rule: The rule in words, with its limit.
        remedy: What would relax it.
        enough: Whether relaxing this rule alone makes a plan possible; None where that was not found out.
        needs: What a plan without this rule takes, as measured on one.
    """

    family: str
    thing: str
    rule: str
    remedy: str
    enough: bool | None = None
    needs: str = ""

    def as_data(self) -> dict[str, object]:
        """Return the reason as JSON values."""
        return {name: getattr(self, name) for name in ("family", "thing", "rule", "remedy", "enough", "needs")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a request is impossible.

    Attributes:
        message: In a sentence.
        reasons: The rules that do not go together.
        proven: Whether there is no plan indeed; else none was found in the time allowed.
        minimal: Whether no rule can be left out of the reasons.
        ways_out: Changes of a single rule for which a plan was found.
    """

    message: str
    reasons: tuple[Reason, ...]
    proven: bool = True
    minimal: bool = True
    ways_out: tuple[str, ...] = ()

    def as_data(self) -> dict[str, object]:
        """Return the explanation as JSON values."""
        return {
            "message": self.message,
            "proven": self.proven,
            "minimal": self.minimal,
            "reasons": [reason.as_data() for reason in self.reasons],
            "ways_out": list(self.ways_out),
        }


def explain(problem: Problem) -> list[Explanation]:
    """Return why the problem has no plan; call it only where `search` found none."""
    groups = groups_of(problem)
    if groups is None:
        return [_explain_groups(problem)]
    ways = tuple(way.message for way in ways_out(problem, groups))
    sums = [_of_sum(problem, bound, ways) for bound in broken_bounds(problem, groups)]
    return sums or [replace(_explain_timetable(problem, groups), ways_out=ways)]


def _of_sum(problem: Problem, bound: Bound, ways: tuple[str, ...]) -> Explanation:
    first, *others = bound.rules
    reasons = (_reason(problem, first, remedy=bound.remedy), *(_reason(problem, rule) for rule in others))
    return Explanation(message=bound.message, reasons=reasons, minimal=False, ways_out=ways)


def _reason(problem: Problem, rule: Rule, remedy: str = "", enough: bool | None = None, needs: str = "") -> Reason:
    words = words_of(problem, rule)
    return Reason(
        family=rule[0], thing=rule[1], rule=words.rule, remedy=remedy or words.remedy, enough=enough, needs=needs
    )


def _explain_groups(problem: Problem) -> Explanation:
    def possible(rules: frozenset[Rule]) -> bool | None:
        return make_groups(problem, RuleBook(cp_model.CpModel(), only=rules)) is not None

    everything = frozenset(rules_of_groups(problem))
    core, minimal = _smallest(list(rules_of_groups(problem)), possible)
    reasons = tuple(_reason(problem, rule, enough=possible(everything - {rule})) for rule in core)
    return Explanation(message="The groups cannot be made as asked.", reasons=reasons, minimal=minimal)


def _explain_timetable(problem: Problem, groups: Groups) -> Explanation:
    asked = Timetable(problem, groups, RuleBook(cp_model.CpModel(), asked=True))
    asked.build()
    book = asked.book
    book.model.add_assumptions(list(book.literals.values()))
    solver = solver_for(book.model, problem.seed, EFFORT_TO_PROVE)
    status = solver.solve(book.model)
    everything = frozenset(book.literals)
    if status != cp_model.INFEASIBLE:
        return Explanation(
            message="No plan was found in the time allowed, and it was not proven that there is none.",
            reasons=(),
            proven=False,
            minimal=False,
        )
    named = set(solver.sufficient_assumptions_for_infeasibility())
    first = [rule for rule, literal in book.literals.items() if literal.index in named] or list(everything)

    def possible(rules: frozenset[Rule]) -> bool | None:
        return _relaxed(problem, groups, rules)[0]

    core, minimal = _smallest(first, possible)
    reasons = []
    for rule in core:
        enough, needs = _relaxed(problem, groups, everything - {rule})
        reasons.append(_reason(problem, rule, enough=enough, needs=needs))
    return Explanation(message="These rules do not go together.", reasons=tuple(reasons), minimal=minimal)


def _smallest(rules: list[Rule], possible: Callable[[frozenset[Rule]], bool | None]) -> tuple[list[Rule], bool]:
    """Return a subset of rules that is impossible and none of which can be left out, and whether every question was decided."""
    core, decided = list(rules), True
    for rule in rules:
        without = [each for each in core if each != rule]
        answer = possible(frozenset(without))
        if answer is False:
            core = without
        decided = decided and answer is not None
    return core, decided


def _relaxed(problem: Problem, groups: Groups, rules: frozenset[Rule]) -> tuple[bool | None, str]:
    """Return whether there is a plan with only these rules, and what of the full rules it breaks first, in words."""
    table = Timetable(problem, groups, RuleBook(cp_model.CpModel(), only=rules))
    table.build()
    solver = solver_for(table.book.model, problem.seed, EFFORT_PER_QUESTION)
    status = solver.solve(table.book.model)
    if status == cp_model.INFEASIBLE:
        return False, ""
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, ""
    broken = breaches(problem, plan_of(table, solver))
    worst = max(broken, key=lambda breach: breach.amount - breach.limit, default=None)
    return True, worst.message if worst else ""
