"""The parts of the export that hold the chain together: hand-overs, and labels with where each of them is."""

from typing import Any

from gradea.record.custody import custody
from gradea.record.printing import Print, moment
from gradea.record.state import BatchRecord, LabelAccount


def custody_data(record: BatchRecord, prints: Print) -> list[dict[str, Any]]:
    """Return every hand-over with printed names."""
    return [
        {
            **link.as_data(),
            "title": prints.words(link.step.title),
            "performed": moment(prints, link.performed.by, link.performed.at, link.performed.sequence)
            if link.performed
            else None,
            "verified": moment(prints, link.verified.by, link.verified.at, link.verified.sequence)
            if link.verified
            else None,
        }
        for link in custody(record)
    ]


def label_data(record: BatchRecord, prints: Print) -> list[dict[str, Any]]:
    """Return every order of labels and its account."""
    return [_order_data(account, prints) for account in record.labels.values()]


def _order_data(account: LabelAccount, prints: Print) -> dict[str, Any]:
    printed, accounted = account.printed, account.accounted
    last = printed.first + printed.copies - 1
    return {
        "order": printed.order,
        "kind": printed.kind,
        "serials": f"{printed.container}.{printed.first:02d} to {printed.container}.{last:02d}",
        "printed": printed.copies,
        "reason": prints.text(printed.reason),
        "used": accounted.used if accounted else None,
        "destroyed": accounted.destroyed if accounted else None,
        "retained": accounted.retained if accounted else None,
        "difference": account.difference,
        "printed_by": moment(prints, printed.by, printed.at, account.sequence),
        "accounted_by": None
        if accounted is None
        else moment(prints, accounted.by, accounted.at, account.accounted_sequence),
    }
