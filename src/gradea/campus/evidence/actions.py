"""What people do to the labels of a batch; every write goes through the run."""

from gradea.campus.cleanroom import actions as cleanroom
from gradea.campus.people.queries import Viewer
from gradea.record import AccountLabels, PrintLabels
from gradea.vocabulary import Message, Refusal


def order_labels(viewer: Viewer, ref: str, command: PrintLabels, *, key: str) -> Refusal | None:
    """Order labels; None when it was done."""
    return _sent(viewer, ref, command, key)


def count_labels(viewer: Viewer, ref: str, command: AccountLabels, *, key: str) -> Refusal | None:
    """Account for the labels of an order; None when it was done. A difference is no refusal: it opens a deviation."""
    return _sent(viewer, ref, command, key)


def _sent(viewer: Viewer, ref: str, command: Message, key: str) -> Refusal | None:
    answer = cleanroom.send(viewer, ref, command, key=key)
    return answer if isinstance(answer, Refusal) else answer.refusal
