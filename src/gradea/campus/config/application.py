"""One ASGI application: live streams and static files natively, every page through Django over WSGI.

Ordinary Django pages are several times slower under ASGI than under WSGI, and streams cannot live in a pool of threads; so
each gets the interface it is good at, in one process.
"""

import asyncio
import contextlib
import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gradea.campus.config.settings")

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from gradea.campus.config.assets import assets, serve_asset
from gradea.campus.shell.live import live_app, plain_answer

PAGE_THREADS = 8
BODY_BYTES_MAX = 4 * 1024 * 1024


def make_application(threads: int = PAGE_THREADS):
    """Return the ASGI application; `threads` bounds how many pages are made at the same time."""
    pages = WSGIMiddleware(get_wsgi_application(), workers=threads)
    assets()

    async def application(scope, receive, send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] != "http":
            raise ValueError(f"no answer for the protocol {scope['type']!r}; the site speaks http only")
        elif scope["path"].startswith(settings.STATIC_URL):
            await serve_asset(scope, receive, send)
        elif scope["path"].startswith("/live/"):
            with contextlib.suppress(asyncio.CancelledError):  # the server stops: a stream ends, nothing went wrong
                await live_app(scope, receive, send)
        else:
            await _page(pages, scope, receive, send)

    return application


async def _page(pages, scope, receive, send) -> None:
    """Read the whole body first, bounded, then let a page thread answer: no thread ever waits for a slow client."""
    body = await _body(receive)
    if body is None:
        await plain_answer(send, 413, f"More than {BODY_BYTES_MAX // 1024} kB cannot be sent here; nothing was saved.")
        return

    async def receive_all() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    await pages(scope, receive_all, send)


async def _body(receive) -> bytes | None:
    """Return the body of a request; None if it is too large or the client left."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        size += len(part)
        if size > BODY_BYTES_MAX:
            return None
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


async def _lifespan(receive, send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
