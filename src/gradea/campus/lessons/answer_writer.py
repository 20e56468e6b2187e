"""Keeping answers together: who waits for the disk takes along what came in meanwhile.

Every answer is durable before its phone hears so. A disk syncs a few dozen times a second on a busy machine, a room answers more
often; so the answers of requests that wait at the same time go into one write.
"""

import threading
from dataclasses import dataclass

from gradea.campus.lessons.models import RoomAnswer


@dataclass(slots=True, eq=False)
class _Waiting:
    row: RoomAnswer
    done: bool = False
    failed: Exception | None = None


class AnswerWriter:
    """One writer at a time; the others find their answer written when their turn comes."""

    def __init__(self) -> None:
        self._list = threading.Lock()
        self._turn = threading.Lock()
        self._waiting: list[_Waiting] = []

    def keep(self, row: RoomAnswer) -> None:
        """Write an answer, and return when it is durable; a later answer of a phone replaces its earlier one."""
        mine = _Waiting(row)
        with self._list:
            self._waiting.append(mine)
        with self._turn:
            if not mine.done:
                with self._list:
                    batch, self._waiting = self._waiting, []
                self._write(batch)
        if mine.failed is not None:
            raise mine.failed

    def _write(self, batch: list[_Waiting]) -> None:
        last = {(each.row.run_id, each.row.slide, each.row.phone): each.row for each in batch}
        try:
            RoomAnswer.objects.bulk_create(
                list(last.values()),
                update_conflicts=True,
                unique_fields=["run", "slide", "phone"],
                update_fields=["chosen", "right", "at", "hidden"],
            )
        except Exception as failed:
            for each in batch:
                each.failed = failed
        finally:
            for each in batch:
                each.done = True


answers = AnswerWriter()
"""The writer of this process."""
