"""What the shell registers at the start: its entry in the navigation and the example stream."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from django.utils.translation import gettext_lazy

from gradea.campus.shell.live import LiveEvent, last_seen, register_async, stream
from gradea.campus.shell.navigation import Entry, register_entry

BEATS_MAX = 600


async def _beats(after: int) -> AsyncIterator[LiveEvent]:
    for beat in range(after + 1, BEATS_MAX):
        yield LiveEvent(position=beat)
        await asyncio.sleep(1.0)


async def example_stream(scope: dict[str, Any], receive: Callable, send: Callable) -> None:
    """A beat a second, for the page of components; holds nothing of anybody's."""
    await stream(receive, send, _beats(last_seen(scope)))


def register() -> None:
    """Register; called once, when the apps are ready."""
    register_async("/live/example/", example_stream)
    register_entry(
        Entry(label=gettext_lazy("Style"), url_name="shell:style", icon="eye", policy="role:trainer", order=95)
    )
