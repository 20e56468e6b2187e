"""Deciding about labels: each is numbered, each is accounted for, and a missing one is a deviation (Chapter 5 5.61)."""

import re

from gradea.record.commands import AccountLabels, PrintLabels
from gradea.record.drafting import Actor, Draft, refuse
from gradea.record.events import Event, LabelsAccounted, LabelsPrinted
from gradea.record.guards import check_open
from gradea.record.label import LABEL_KINDS, LabelOrder, labels_of
from gradea.record.reasons import check_reason
from gradea.record.roles import check_role
from gradea.record.state import BatchRecord
from gradea.vocabulary import Refusal

MAX_COPIES = 50
"""Labels in one order at most: more is a slip of the finger (D)."""

_CONTAINER = re.compile(r"[A-Z0-9][A-Z0-9-]{0,15}", re.ASCII)


def decide_print(record: BatchRecord, command: PrintLabels, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about printing labels. Serial numbers go on where the last order for this container stopped."""
    before = [a for a in record.labels.values() if a.printed.container == command.container]
    refusal = (
        check_open(record)
        or check_role("print-labels", actor.role)
        or _check_order(command)
        or (check_reason(command.reason) if before else None)
    )
    if refusal:
        return refusal
    first = 1 + max((a.printed.first + a.printed.copies - 1 for a in before), default=0)
    order = LabelOrder(kind=command.kind, container=command.container, first=first, copies=command.copies)
    made = labels_of(record, order)
    if isinstance(made, Refusal):
        return made
    draft = Draft(record, actor)
    draft.add(
        LabelsPrinted,
        order=f"LBL-{len(record.labels) + 1:03d}",
        kind=command.kind,
        container=command.container,
        first=first,
        copies=command.copies,
        reason=command.reason if before else "",
    )
    return draft.events


def _check_order(command: PrintLabels) -> Refusal | None:
    if command.kind not in LABEL_KINDS:
        return refuse(
            "label-kind", "TRA-04", f"There is no label '{command.kind[:20]}'.", f"Choose {', '.join(LABEL_KINDS)}."
        )
    if not _CONTAINER.fullmatch(command.container):
        return refuse(
            "label-container",
            "TRA-04",
            f"'{command.container[:20]}' is no code of a container.",
            "Write 1 to 16 capitals, digits and hyphens, as in the recipe: FINAL-A.",
        )
    if 1 <= command.copies <= MAX_COPIES:
        return None
    return refuse(
        "label-copies",
        "TRA-04; Chapter 5 5.61",
        f"{command.copies} labels cannot be ordered: the limit is 1 to {MAX_COPIES}.",
        "Order what is needed; every label has to be accounted for.",
    )


def decide_account(record: BatchRecord, command: AccountLabels, actor: Actor) -> tuple[Event, ...] | Refusal:
    """Decide about an account. It is always taken; when it does not add up, a major deviation opens by itself."""
    account = record.labels.get(command.order)
    refusal = check_open(record) or check_role("account-labels", actor.role)
    if refusal is None and (account is None or account.accounted is not None):
        known = "accounted for already" if account else "not an order of this record"
        refusal = refuse(
            "label-order",
            "TRA-04",
            f"{command.order[:12]} is {known}.",
            "Choose an open order; if a label turned up later, raise a deviation.",
        )
    if refusal is None and account is not None and account.printed.by == actor.person:
        refusal = refuse(
            "own-work",
            "TRA-04; Chapter 5 5.61",
            f"You printed the labels of {command.order}; somebody else counts them.",
            "Ask a second person to count.",
        )
    if refusal is None and min(command.used, command.destroyed, command.retained) < 0:
        refusal = refuse(
            "label-count", "REC-07", "A count below zero cannot be.", "Count used, destroyed and retained labels."
        )
    if refusal:
        return refusal
    draft = Draft(record, actor)
    draft.add(
        LabelsAccounted,
        order=command.order,
        used=command.used,
        destroyed=command.destroyed,
        retained=command.retained,
    )
    found = draft.record.labels[command.order]
    if found.difference:
        why = {
            "kind": "label-difference",
            "order": command.order,
            "printed": found.printed.copies,
            "difference": found.difference,
        }
        draft.deviate(step=None, code="DV-MJ12", deviation_class="major", why=why)
    return draft.events
