"""The trace: donor, materials, equipment, batch, recipient, whole from whichever end one asks (TRA-01).

Regulation (EC) 1394/2007, Article 15: every product and its starting materials are traced from sourcing to the recipient. The
chain holds numbers only; who a donor or patient is stays with the hospital, who worked on it is in the record (TRA-03).
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from gradea.record.custody import custody
from gradea.record.identity import DonationNumber, number_read, read_donation_number
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal

NUMBER_LENGTH_MAX = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A lot or a device of a batch: code, lot (empty for a device), and the steps that scanned it."""

    code: str
    lot: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceChain:
    """One batch from donor to recipient.

    Attributes:
        outcome: `certified`, `rejected`, or where the batch stands.
        hand_overs: Steps at which the numbers were read and two persons signed.
        labels: Serial numbers printed from the record.
    """

    donation: str
    patient: str
    batch: str
    recipe: str
    recipe_version: int
    outcome: str
    materials: tuple[Used, ...]
    equipment: tuple[Used, ...]
    hand_overs: tuple[str, ...]
    labels: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """Return the chain as JSON values."""
        return asdict(self)


def chain_of(record: BatchRecord) -> TraceChain | None:
    """Return the chain of a batch; None before its record is issued."""

    issue = record.issue
    if issue is None:
        return None
    materials: dict[tuple[str, str], list[str]] = {}
    equipment: dict[tuple[str, str], list[str]] = {}
    for step in record.recipe:
        entries = record.step(step.id).entries
        for item in step.fields:
            scan = entries[item.code][-1].scan if item.code in entries else None
            if scan and item.kind == "scan_material":
                materials.setdefault((str(scan["material"]), str(scan["lot"])), []).append(step.id)
            elif scan and item.kind == "scan_equipment":
                equipment.setdefault((str(scan["equipment"]), ""), []).append(step.id)
    return TraceChain(
        donation=issue.donation_number,
        patient=issue.patient_number,
        batch=issue.batch_number,
        recipe=issue.recipe_code,
        recipe_version=issue.recipe_version,
        outcome=record.status,
        materials=_used(materials),
        equipment=_used(equipment),
        hand_overs=tuple(link.step.id for link in custody(record) if link.complete),
        labels=tuple(
            f"{account.printed.container}.{serial:02d}"
            for account in record.labels.values()
            for serial in range(account.printed.first, account.printed.first + account.printed.copies)
        ),
    )


def _used(found: dict[tuple[str, str], list[str]]) -> tuple[Used, ...]:
    return tuple(Used(code=code, lot=lot, steps=tuple(dict.fromkeys(steps))) for (code, lot), steps in found.items())


def trace(chains: Iterable[TraceChain], number: str) -> tuple[TraceChain, ...] | Refusal:
    """Return every whole chain that holds a number: from donor to recipient, from recipient to donor, from a lot to all.

    Args:
        chains: The chains of all batches.
        number: A donation (also with its check character or as scanned), a patient, a batch, a lot, a material, a device, a
            label's serial number, or the scanned code of a container.
    """
    asked = number.strip()
    if not asked or len(asked) > NUMBER_LENGTH_MAX:
        return Refusal(
            code="trace-number",
            rule="TRA-01",
            message="There is no number to trace." if not asked else f"{len(asked)} characters are no number.",
            remedy="Scan a code, or type a donation, patient, batch, lot or device number.",
        )
    donation = read_donation_number(asked)
    if isinstance(donation, Refusal) and donation.code == "check-character":
        return donation
    plain = donation.text if isinstance(donation, DonationNumber) else asked
    return tuple(chain for chain in chains if _holds(chain, plain))


def _holds(chain: TraceChain, number: str) -> bool:
    own = {chain.donation, chain.patient, chain.batch, *chain.labels}
    used = {name for item in (*chain.materials, *chain.equipment) for name in (item.code, item.lot) if name}
    if number in own or number in used:
        return True
    scanned = [number_read(what, number, known) for what, known in (("batch", chain.batch), ("patient", chain.patient))]
    return chain.batch in scanned or chain.patient in scanned
