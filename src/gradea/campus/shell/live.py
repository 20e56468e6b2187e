"""Live streams: server-sent events below `/live/`, in the event loop, beside Django.

A slice registers an ASGI application for its prefix when it starts (`register_async("/live/runs/", app)`). What travels is only
*that* something changed and how far it got; the page then asks for the part again, through its policy and its query. So a
stream never carries what a viewer may not see, and a lost message costs nothing.
"""

import asyncio
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

AsyncApp = Callable[[dict[str, Any], Callable, Callable], Awaitable[None]]
HEARTBEAT_S = 15.0
STREAMS_MAX = 1150

_apps: dict[str, AsyncApp] = {}
_methods: dict[str, str] = {}
_open_streams = 0


def register_async(prefix: str, app: AsyncApp, *, method: str = "GET") -> None:
    """Let an ASGI application answer everything below a prefix. The longest prefix that fits wins.

    Anything but GET is the application's to guard: no middleware of the pages stands before it.

    Raises:
        ValueError: If the prefix is not below `/live/`, does not end in a slash, or is taken by another application.
    """
    if not (prefix.startswith("/live/") and prefix.endswith("/")):
        raise ValueError(f"a live prefix looks like /live/runs/, not {prefix!r}")
    if _apps.setdefault(prefix, app) is not app:
        raise ValueError(f"{prefix} is taken by another application")
    _methods[prefix] = method


async def live_app(scope: dict[str, Any], receive: Callable, send: Callable) -> None:
    """Hand a request to the application that registered its prefix."""
    fitting = [prefix for prefix in _apps if scope["path"].startswith(prefix)]
    prefix = max(fitting, key=len, default="")
    if not prefix or scope["method"] != _methods[prefix]:
        await plain_answer(send, 404, "Nothing live here.")
        return
    await _apps[prefix](scope, receive, send)


async def plain_answer(send: Callable, status: int, text: str) -> None:
    """Answer in one line of text."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode() + b"\n"})


def last_seen(scope: dict[str, Any]) -> int:
    """Return the position a listener has reached: the `Last-Event-ID` of a reconnection, else `?after=`, else 0."""
    header = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1")
    asked = header or parse_qs(scope.get("query_string", b"").decode("latin-1")).get("after", [""])[0]
    return int(asked) if asked.isdecimal() and len(asked) < 16 else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveEvent:
    """One message of a stream. `position` becomes the id with which a listener resumes."""

    position: int
    name: str = "changed"
    data: str = ""

    def encoded(self) -> bytes:
        """Return the message as it goes over the wire."""
        lines = "".join(f"data: {line}\n" for line in (self.data or str(self.position)).splitlines())
        return f"id: {self.position}\nevent: {self.name}\n{lines}\n".encode()


async def stream(receive: Callable, send: Callable, events: AsyncIterator[LiveEvent]) -> None:
    """Send events until the source ends or the listener goes; a heartbeat every 15 s keeps proxies from hanging up."""
    global _open_streams
    if _open_streams >= STREAMS_MAX:
        await plain_answer(send, 503, "Too many listeners; the page will try again.")
        return
    headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"retry: 2000\n\n", "more_body": True})
    _open_streams += 1
    sender = asyncio.ensure_future(_pump(send, events))
    leaver = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait({sender, leaver}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        _open_streams -= 1
        for task in (sender, leaver):
            task.cancel()
        await asyncio.gather(sender, leaver, return_exceptions=True)


async def _gone(receive: Callable) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _pump(send: Callable, events: AsyncIterator[LiveEvent]) -> None:
    upcoming = asyncio.ensure_future(anext(events))
    try:
        while True:
            done, _ = await asyncio.wait({upcoming}, timeout=HEARTBEAT_S)
            if not done:
                await send({"type": "http.response.body", "body": b": still here\n\n", "more_body": True})
                continue
            await send({"type": "http.response.body", "body": upcoming.result().encoded(), "more_body": True})
            upcoming = asyncio.ensure_future(anext(events))
    except StopAsyncIteration:
        await send({"type": "http.response.body", "body": b""})
    finally:
        upcoming.cancel()


class Topics:
    """Which position each topic has reached. Page threads publish; streams follow.

    Positions only rise. A slow follower gets the newest position, not every one in between: it asks for the state anyway.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._positions: dict[str, int] = {}
        self._waiting: defaultdict[str, set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = defaultdict(set)

    def publish(self, topic: str, position: int) -> None:
        """Say that a topic has reached a position; may be called from any thread, after the commit."""
        with self._lock:
            if position <= self._positions.get(topic, -1):
                return
            self._positions[topic] = position
            waiting = list(self._waiting.get(topic, ()))
        for loop, event in waiting:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    async def follow(self, topic: str, after: int) -> AsyncIterator[LiveEvent]:
        """Yield an event whenever the topic is beyond `after`, at once if it already is."""
        event = asyncio.Event()
        mark = (asyncio.get_running_loop(), event)
        with self._lock:
            self._waiting[topic].add(mark)
        try:
            while True:
                event.clear()
                position = self._positions.get(topic, 0)
                if position > after:
                    after = position
                    yield LiveEvent(position=position)
                else:
                    await event.wait()
        finally:
            with self._lock:
                self._waiting[topic].discard(mark)
                if not self._waiting[topic]:
                    del self._waiting[topic]


topics = Topics()
"""The topics of this process."""
