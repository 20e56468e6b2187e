"""One live stream for the cockpit: something changed in any run of the trainer's edition."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from gradea.campus.cleanroom.hall import topic_of
from gradea.campus.cleanroom.runs import may_teach, runs_for
from gradea.campus.people.live import scope_viewer
from gradea.campus.people.queries import Viewer
from gradea.campus.shell.live import LiveEvent, last_seen, plain_answer, register_async, stream, topics

PREFIX = "/live/cockpit/"
RESCAN_S = 4.0
"""How often new runs are looked for (design choice)."""


def open_refs(viewer: Viewer) -> list[str]:
    """Return the references of the runs to follow."""
    close_old_connections()
    return [card.ref for card in runs_for(viewer) if not card.closed]


async def changes(refs: Callable[[], list[str]], after: int) -> AsyncIterator[LiveEvent]:
    """Yield an event whenever any run moves on, or another run opens.

    Args:
        refs: Which runs there are; asked for again and again, in a thread.
        after: Position the listener has reached; only counts on, as positions of several runs cannot be compared.
    """
    moved = asyncio.Event()
    followers: dict[str, asyncio.Task[None]] = {}
    position = after

    async def follow(ref: str) -> None:
        async for _event in topics.follow(topic_of(ref), 0):
            moved.set()

    try:
        while True:
            wanted = set(await sync_to_async(refs, thread_sensitive=True)())
            for ref in wanted - set(followers):
                followers[ref] = asyncio.ensure_future(follow(ref))
                moved.set()
            for ref in set(followers) - wanted:
                followers.pop(ref).cancel()
                moved.set()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(moved.wait(), RESCAN_S)
            if moved.is_set():
                moved.clear()
                position += 1
                yield LiveEvent(position=position)
                await asyncio.sleep(0.5)
    finally:
        for task in followers.values():
            task.cancel()
        await asyncio.gather(*followers.values(), return_exceptions=True)


async def cockpit_stream(scope: dict[str, Any], receive: Callable, send: Callable) -> None:
    """Follow all runs of the edition, for a trainer."""

    def admitted() -> Viewer | None:
        close_old_connections()
        return scope_viewer(scope)

    viewer = await sync_to_async(admitted, thread_sensitive=True)()
    if viewer is None or not may_teach(viewer):
        await plain_answer(send, 401 if viewer is None else 404, "Nothing to listen to here.")
        return
    await stream(receive, send, changes(lambda: open_refs(viewer), last_seen(scope)))


def register() -> None:
    """Register; called once, when the apps are ready."""
    register_async(PREFIX, cockpit_stream)
