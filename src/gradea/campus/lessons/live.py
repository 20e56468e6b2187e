"""Streams of a lesson: the pace for every phone, the counts for who teaches.

Positions are milliseconds of the clock, so they rise even across a restart. Counts are told at most twice a second, however
many answers come in: the page then asks once, with one grouped query.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from gradea.campus.people.live import scope_viewer
from gradea.campus.shell.live import LiveEvent, last_seen, plain_answer, register_async, stream, topics
from gradea.campus.shell.roles import Role

PACE = "/live/lessons/pace/"
COUNTS = "/live/lessons/counts/"
COUNTS_EVERY_S = 0.5

_listening: Counter[str] = Counter()


def moved(code: str) -> None:
    """Say that the lesson moved on: every phone looks again."""
    topics.publish(f"lesson-pace:{code.upper()}", _now_ms())


def counted(code: str) -> None:
    """Say that the room answered or asked something."""
    topics.publish(f"lesson-counts:{code.upper()}", _now_ms())


def phones(code: str) -> int:
    """Return how many phones follow a lesson at this moment."""
    return _listening[code.upper()]


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


async def _sparing(events: AsyncIterator[LiveEvent]) -> AsyncIterator[LiveEvent]:
    async for event in events:
        yield event
        await asyncio.sleep(COUNTS_EVERY_S)


async def pace_stream(scope: dict[str, Any], receive: Callable, send: Callable) -> None:
    """Follow the pace of a lesson. Open to everybody: what travels is only that something changed.

    A wall and a desk ask with `?watch=1`: they are not counted as phones.
    """
    code = scope["path"].removeprefix(PACE).strip("/").upper()
    if not code.isalnum() or len(code) > 8:
        await plain_answer(send, 404, "Nothing to listen to here.")
        return
    events = topics.follow(f"lesson-pace:{code}", last_seen(scope))
    if b"watch=1" in scope.get("query_string", b""):
        await stream(receive, send, events)
        return
    _listening[code] += 1
    counted(code)
    try:
        await stream(receive, send, events)
    finally:
        _listening[code] -= 1
        if _listening[code] <= 0:
            del _listening[code]
        counted(code)


async def counts_stream(scope: dict[str, Any], receive: Callable, send: Callable) -> None:
    """Follow the counts and the pace of a lesson, for who teaches."""

    def may() -> bool:
        close_old_connections()
        viewer = scope_viewer(scope)
        return viewer is not None and viewer.has(Role.TRAINER, Role.ORGANISER)

    if not await sync_to_async(may, thread_sensitive=True)():
        await plain_answer(send, 404, "Nothing to listen to here.")
        return
    code = scope["path"].removeprefix(COUNTS).strip("/").upper()
    await stream(receive, send, _sparing(topics.follow(f"lesson-counts:{code}", last_seen(scope))))


def register() -> None:
    """Register; called once, when the apps are ready."""
    register_async(PACE, pace_stream)
    register_async(COUNTS, counts_stream)
