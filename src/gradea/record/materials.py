"""The bill of materials with what became of it: lots as scanned, their status, amounts as written."""

from dataclasses import dataclass

from gradea.record.act_vocabulary import uses_up
from gradea.record.recipe import Words
from gradea.record.scans import USABLE_MATERIAL
from gradea.record.state import BatchRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class LotUse:
    """A lot as its label said when it was scanned."""

    lot: str
    expiry: str
    status: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountUse:
    """An amount as written in a step."""

    step: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialUse:
    """One line of the bill of materials.

    Attributes:
        planned: Amount of the formula. `status`: `usable`, `not-usable`, `to-scan`, or `not-scanned` where no step asks.
    """

    code: str
    title: Words
    planned: str
    critical: bool
    lots: tuple[LotUse, ...]
    amounts: tuple[AmountUse, ...]
    status: str


def _tells(observes: str, code: str, added: list[str]) -> bool:
    """Return whether a field holds the amount of this material: it names it, or the step adds nothing else."""
    thing, _, quantity = observes.rpartition(".")
    return quantity == "added" and code in added and (thing == code or len(added) == 1)


def bill_of_materials(record: BatchRecord) -> tuple[MaterialUse, ...]:
    """Return every material of the recipe with its lots and amounts so far (REC-11; Chapter 4 4.20 d)."""
    return tuple(_use(record, code) for code in record.recipe.materials)


def _use(record: BatchRecord, code: str) -> MaterialUse:
    material = record.recipe.materials[code]
    lots, amounts, asked = [], [], False
    for step in record.recipe:
        state = record.step(step.id)
        added = [str(act["material"]) for act in step.acts if uses_up(act)]
        for item in step.fields:
            asked = asked or item.material == code
            versions = state.entries.get(item.code)
            if not versions:
                continue
            scan = versions[-1].scan
            if item.material == code and scan is not None:
                parts = {name: str(scan.get(name, "")) for name in ("lot", "expiry", "status")}
                lots.append(LotUse(step=step.id, **parts))
            elif _tells(item.observes, code, added):
                amounts.append(AmountUse(step=step.id, value=versions[-1].value, unit=item.unit))
    status = "not-scanned" if not asked else "to-scan"
    if lots:
        status = "usable" if all(lot.status.lower() in USABLE_MATERIAL for lot in lots) else "not-usable"
    return MaterialUse(
        code=code,
        title=material.title,
        planned=material.amount,
        critical=material.critical,
        lots=tuple(lots),
        amounts=tuple(amounts),
        status=status,
    )
