"""The master recipe: ISA-88 levels down to the step, its fields, limits, timers, and the release specification.

Everything here is an approved document, not an executed one. `recipe_file` reads it from text and checks it;
`execution` runs a numbered copy of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from gradea.record.calculation import CalculationError, evaluate, names_in
from gradea.vocabulary import SimTime

Words = Mapping[str, str]
"""A text per language code: `{"en": "Count the cells."}`."""

Lane = Literal["production", "qc", "release"]
LANES: tuple[Lane, ...] = ("production", "qc", "release")

FieldKind = Literal[
    "number", "text", "choice", "instant", "photo", "scan_material", "scan_equipment", "identity", "calculated"
]
FIELD_KINDS: tuple[FieldKind, ...] = (
    "number",
    "text",
    "choice",
    "instant",
    "photo",
    "scan_material",
    "scan_equipment",
    "identity",
    "calculated",
)
DEVIATION_CLASSES = ("minor", "major", "critical")
REVIEW_KINDS = ("production", "audit-trail", "quality")


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit: a plain number, or a formula over earlier fields (`0.95 * seed_volume_ml`)."""

    text: str
    inputs: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> "Bound":
        """Read a limit; refuses what is not a formula with `CalculationError`.

        >>> Bound.read("0.95 * seed_volume_ml").inputs
        ('seed_volume_ml',)
        """
        return cls(text, names_in(text))

    def value(self, values: Mapping[str, str]) -> Decimal | None:
        """Return the limit for these field values; None while one of them is missing.

        >>> Bound.read("0.9 * a").value({"a": "10"}), Bound.read("0.9 * a").value({})
        (Decimal('9.0'), None)
        """
        if any(code not in values for code in self.inputs):
            return None
        try:
            return evaluate(self.text, {code: values[code] for code in self.inputs})
        except CalculationError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to write down.

    Attributes:
        code: Unique in the recipe; the name in formulas and in `"=code"` of an act.
        low: In-process limit from below: outside it a deviation opens by itself, and the value stands.
        hard_low: Plausibility from below: beyond it the value is refused as a slip of the pen.
        quantified_from: Limit of quantification: a smaller result is written as `<50` and judged as 50.
        accepted: Options of a choice that are as expected; any other opens a deviation.
        limit_class: Class of the deviation that opens; `limit_code` names the event (`DV-MJ07`).
        exception: Kind of `exceptions.KINDS` that a missed limit of this field is, where it is none of the usual ones.
        identifies: What an identity field must agree with: `donation`, `patient` or `batch`.
        observes: Observation that the step's act yields: `quantity`, or `object.quantity` where two acts yield it.
        basis: Where the limits come from: R read, K known, D design, P official text.
    """

    code: str
    label: Words
    kind: FieldKind
    unit: str = ""
    decimals: int = 0
    low: Bound | None = None
    high: Bound | None = None
    limit_class: str = "minor"
    limit_code: str = ""
    exception: str = ""
    hard_low: Decimal | None = None
    hard_high: Decimal | None = None
    quantified_from: Decimal | None = None
    options: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    material: str = ""
    equipment: str = ""
    identifies: str = ""
    source: str = "manual"
    observes: str = ""
    formula: str = ""
    inputs: tuple[str, ...] = ()
    basis: str = ""

    @property
    def name(self) -> str:
        """The field as a reader knows it: its label in English, else in whatever language it has, else its code."""
        return self.label.get("en") or next(iter(self.label.values()), self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A time that binds this step to an earlier one.

    `not-before`: the step opens so many minutes after the other was first signed as performed.
    `within`: signed later than so many minutes after it, a deviation opens (Annex 1 8.18).
    """

    kind: Literal["not-before", "within"]
    step: str
    minutes: int
    deviation_class: str = "major"
    code: str = "DV-MJ06"
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One instruction that a person performs and signs.

    Attributes:
        planned: Earliest planned instant; the step does not open before it. None: as soon as its turn comes.
        window_min: Minutes after `planned` within which it must be signed; later opens a deviation.
        performer: Role that performs: operator, qc, verifier, qa or qp.
        verification: Whether a second person must sign *verified* at the time.
        lane: Own order per lane, so that results that come days later do not stop production.
        parallel: Neither waits for the step before it in its lane nor holds up the one after it.
        after: Steps that must be closed first, in any lane.
        optional: May be marked not applicable without a deviation.
        review: The kind of review, or `disposition`, whose signature closes this step.
        delayed: Its result comes after a first certificate may have been given (two-step release).
        acts: What is done in the world; opaque here, the practical reads it.
    """

    id: str
    title: Words
    instruction: Words
    why: Words
    operation: str
    phase: str
    room: str
    performer: str
    fields: tuple[Field, ...] = ()
    timers: tuple[Timer, ...] = ()
    planned: SimTime | None = None
    window_min: int | None = None
    verification: bool = False
    critical: bool = False
    optional: bool = False
    lane: Lane = "production"
    parallel: bool = False
    after: tuple[str, ...] = ()
    review: str = ""
    delayed: bool = False
    acts: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """ISA-88 phase: the smallest group of steps with a purpose."""

    id: str
    title: Words
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """ISA-88 operation: what is done without handing the material on."""

    id: str
    title: Words
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProcedure:
    """ISA-88 unit procedure: everything in one unit, usually one day in one room."""

    id: str
    title: Words
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A material the recipe needs, with the amount of its formula where one is set."""

    code: str
    title: Words
    amount: str = ""
    critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """A device the recipe needs, and the room it stands in."""

    code: str
    title: Words
    room: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One line of the release specification, judged on one field.

    Attributes:
        relation: `>`, `<`, `between` (limits included) or `is` (a choice).
        informative: Reported, never decides.
        method: How it is measured, as the certificate of analysis says it.
        history: Results of earlier batches, from which the limits of the trend are set.
        outcome_class: Class of the deviation that a failing result opens; `outcome_code` names it.
    """

    code: str
    title: Words
    field: str
    relation: Literal[">", "<", "between", "is"]
    low: Decimal | None = None
    high: Decimal | None = None
    expected: str = ""
    unit: str = ""
    informative: bool = False
    method: str = ""
    history: tuple[Decimal, ...] = ()
    outcome_class: str = "major"
    outcome_code: str = "OOS"
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSpecimen:
    """What the label of the product says beside its numbers (Chapter 4 4.19: the master holds a specimen of the print).

    Attributes:
        filled_in: Step that fills the container: the shelf life counts from its first signature as performed.
        shelf_life_h: Hours from then to the expiry.
        texts: By line: `name`, `cells`, `form`, `excipients`, `route`, `storage`, `warnings`, `disposal`, `holder`,
            `authorisation`.
    """

    filled_in: str
    shelf_life_h: int
    texts: Mapping[str, Words]
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved this version, by role, and when (MAS-01)."""

    role: str
    approved_date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterRecipe:
    """One approved version of a process, with indexes built once.

    Attributes:
        content_hash: SHA-256 of the canonical text of the file; a copy is issued of exactly this.
        step_of: Step by id. `field_of`: field by code. `home_of`: the step id a field lives in.
        queue: Per lane the ids in order, parallel ones left out; those are in `parallel`.
        dependents: Per field the calculated fields that read it, directly or through another.
        judged_by: Per field the lines of the specification that judge it.
        bounding: Per field the fields whose limits are calculated from it.
        label: What the label of the product says; None for a product that gets none.
        interventions: Qualified interventions in grade A, by code: those that were part of the process simulation.
        delayed: Steps whose result may come after a first certificate.
        late_after_min: Minutes between claimed time and entry above which an entry is late (TIM-04).
    """

    code: str
    version: int
    status: str
    effective_date: str
    approvals: tuple[Approval, ...]
    change_reason: str
    content_hash: str
    product: Words
    title: Words
    batch_size: Words
    precautions: Words
    materials: Mapping[str, Material]
    equipment: Mapping[str, Equipment]
    specification: tuple[Attribute, ...]
    unit_procedures: tuple[UnitProcedure, ...]
    steps: tuple[Step, ...]
    late_after_min: int = 15
    label: LabelSpecimen | None = None
    interventions: Mapping[str, Words] = field(default_factory=dict)
    delayed: frozenset[str] = field(init=False, repr=False, compare=False)
    step_of: Mapping[str, Step] = field(init=False, repr=False, compare=False)
    field_of: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    home_of: Mapping[str, str] = field(init=False, repr=False, compare=False)
    parallel: tuple[str, ...] = field(init=False, repr=False, compare=False)
    queue: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    dependents: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    judged_by: Mapping[str, tuple[Attribute, ...]] = field(init=False, repr=False, compare=False)
    bounding: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Build the indexes."""
        put = object.__setattr__
        put(self, "step_of", {step.id: step for step in self.steps})
        put(self, "field_of", {item.code: item for step in self.steps for item in step.fields})
        put(self, "home_of", {item.code: step.id for step in self.steps for item in step.fields})
        put(self, "delayed", frozenset(step.id for step in self.steps if step.delayed))
        put(self, "parallel", tuple(step.id for step in self.steps if step.parallel))
        ordered = [step for step in self.steps if not step.parallel]
        put(self, "queue", {lane: tuple(step.id for step in ordered if step.lane == lane) for lane in LANES})
        put(self, "dependents", _dependents(self.steps))
        judged: dict[str, tuple[Attribute, ...]] = {}
        for attribute in self.specification:
            judged[attribute.field] = (*judged.get(attribute.field, ()), attribute)
        put(self, "judged_by", judged)
        put(self, "bounding", _bounding(self.steps))

    @property
    def identified(self) -> frozenset[str]:
        """What the identity of a batch of this product is held against: `donation`, `patient`, `batch`."""
        return frozenset(item.identifies for item in self.field_of.values() if item.identifies)

    def __iter__(self) -> Iterator[Step]:
        """Walk the steps in the order of the document."""
        return iter(self.steps)


def _dependents(steps: tuple[Step, ...]) -> dict[str, tuple[str, ...]]:
    """Return, per field, the calculated fields that read it directly or through another, in document order."""
    users: dict[str, list[str]] = {}
    for item in (item for step in steps for item in step.fields if item.kind == "calculated"):
        through = [source for source, known in users.items() if not set(known).isdisjoint(item.inputs)]
        for source in dict.fromkeys((*through, *item.inputs)):
            users.setdefault(source, []).append(item.code)
    return {source: tuple(codes) for source, codes in users.items()}


def _bounding(steps: tuple[Step, ...]) -> dict[str, tuple[str, ...]]:
    bounded: dict[str, list[str]] = {}
    for item in (item for step in steps for item in step.fields):
        for source in dict.fromkeys(code for bound in (item.low, item.high) if bound for code in bound.inputs):
            bounded.setdefault(source, []).append(item.code)
    return {source: tuple(codes) for source, codes in bounded.items()}
