"""The rules of a plan by name, and a book that posts each constraint under the rules it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gradea.rotation.cp_sat import cp_model

Rule = tuple[str, str]
"""Family and the thing it is about: `("station", "production")`."""

DAY: Rule = ("day", "")
TRAVEL: Rule = ("travel", "")
CHANGING: Rule = ("changing", "")
LUNCH_TIME: Rule = ("lunch", "")


@dataclass(slots=True)
class RuleBook:
    """Posts constraints: all of them; only those of some rules (`only`); or each under a literal per rule (`asked`).

    A constraint of several rules holds while all of them do. Without a rule it always holds.
    """

    model: cp_model.CpModel
    asked: bool = False
    only: frozenset[Rule] | None = None
    literals: dict[Rule, cp_model.IntVar] = field(default_factory=dict)

    @property
    def relaxable(self) -> bool:
        """Whether rules may fall: then what they forbid must still be offered."""
        return self.asked or self.only is not None

    def literal(self, rule: Rule) -> cp_model.IntVar:
        """Return the literal of a rule, made when first asked for."""
        if rule not in self.literals:
            self.literals[rule] = self.model.new_bool_var(f"{rule[0]}:{rule[1]}")
        return self.literals[rule]

    def post(self, constraint: cp_model.BoundedLinearExpression | bool, *rules: Rule) -> None:
        """Add a linear constraint under these rules."""
        if self.only is not None and any(rule not in self.only for rule in rules):
            return
        if isinstance(constraint, bool):
            constraint = sum([self.model.new_constant(0)]) == (0 if constraint else 1)
        added = self.model.add(constraint)
        if self.asked and rules:
            added.only_enforce_if([self.literal(rule) for rule in rules])

    def forbid(self, variable: cp_model.IntVar, rules: Iterable[Rule]) -> None:
        """Forbid a choice under each of these rules."""
        for rule in rules:
            self.post(variable == 0, rule)


LARGE = 20_000
"""Variables from which on presolving costs more than it saves, measured on 500 people; the hint is then the start."""


def solver_for(model: cp_model.CpModel, seed: int, effort: float) -> cp_model.CpSolver:
    """Return a solver that gives the same answer to the same question: one worker, a seed, effort in deterministic time."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.interleave_search = True
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.merge_at_most_one_work_limit = 0
    solver.parameters.max_deterministic_time = effort
    if len(model.proto.variables) > LARGE:
        solver.parameters.symmetry_level = 0
        solver.parameters.cp_model_presolve = False
    return solver
