"""Live streams for signed-in people: who asks, and whether they may listen."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from django.http import parse_cookie

from gradea.campus.people.middleware import session_viewer
from gradea.campus.people.queries import Viewer
from gradea.campus.shell.live import AsyncApp, last_seen, plain_answer, stream, topics

TopicOf = Callable[[Viewer, str], str | None]
"""Given the viewer and the rest of the path, the topic to follow; None where there is nothing for them (404)."""


def scope_viewer(scope: dict[str, Any]) -> Viewer | None:
    """Return who asks for a stream, by the same cookie as for a page. Reads the database: call it in a thread."""
    cookies = parse_cookie(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1"))
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return session_viewer(store(cookies.get(settings.SESSION_COOKIE_NAME)))


def topic_stream(prefix: str, topic_of: TopicOf) -> AsyncApp:
    """Return an application for `register_async(prefix, …)` that follows one topic per address, for those who may.

    `topic_of(viewer, rest)` runs in a thread and may ask queries; for `/live/runs/7f3a/` under `/live/runs/` the rest is `7f3a`.
    """

    def admit(scope: dict[str, Any]) -> tuple[int, str]:
        close_old_connections()
        viewer = scope_viewer(scope)
        if viewer is None:
            return 401, ""
        topic = topic_of(viewer, scope["path"].removeprefix(prefix).strip("/"))
        return (404, "") if topic is None else (200, topic)

    async def app(scope: dict[str, Any], receive: Callable, send: Callable) -> None:
        status, topic = await sync_to_async(admit, thread_sensitive=True)(scope)
        if status != 200:
            await plain_answer(send, status, "Nothing to listen to here.")
            return
        await stream(receive, send, topics.follow(topic, last_seen(scope)))

    return app
