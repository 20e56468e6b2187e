"""The short way for acts: JSON in, receipt out, in the event loop, without a page thread.

`POST /live/acts/<run>` with `{"key": …, "do": …, "parameters": {…}, "technique": …}`. The island of the bench uses it where
JavaScript runs; the page's form does the same through Django where it does not. Entries and signatures never come this way.

A cookie alone is not enough: the request must be JSON (so that a foreign page needs a permission it does not get) and must come
from this very site.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from gradea.campus.cleanroom.hall import hall
from gradea.campus.cleanroom.live_run import Answer, LiveRun
from gradea.campus.cleanroom.runs import seated_run
from gradea.campus.people.live import scope_viewer
from gradea.practical import Actor
from gradea.vocabulary import Refusal
from gradea.world.act import Perform

PREFIX = "/live/acts/"
BODY_BYTES_MAX = 16 * 1024
KEY_LENGTHS = range(8, 65)
ADMITTED_S = 5.0
"""How long an admission is remembered: signing out or losing a seat takes effect within this time."""

ADMISSIONS_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Admission:
    """Somebody who may act in a run, until an instant of the process clock."""

    person: str
    run: LiveRun
    until: float


_admitted: dict[tuple[bytes, str], Admission] = {}


async def act_app(scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
    """Answer one act."""
    headers = dict(scope["headers"])
    if not headers.get(b"content-type", b"").startswith(b"application/json") or not _same_site(headers):
        await _answer(send, 403, {"refusal": _plain(_FOREIGN)})
        return
    admission = await _admission(scope, headers)
    if admission is None:
        await _answer(send, 404, {"refusal": _plain(_NO_RUN)})
        return
    command = _read(await _body(receive))
    if isinstance(command, Refusal):
        await _answer(send, 400, {"refusal": _plain(command)})
        return
    key, perform = command
    answer = await hall().send_soon(admission.run, perform, actor=Actor(ref=admission.person), key=key)
    await _answer(send, 409 if answer.refusal else 200, _receipt(answer, admission.run))


def _same_site(headers: dict[bytes, bytes]) -> bool:
    origin = headers.get(b"origin", b"")
    return origin.partition(b"://")[2] == headers.get(b"host", b"-") and bool(origin)


async def _admission(scope: dict[str, Any], headers: dict[bytes, bytes]) -> Admission | None:
    ref = scope["path"].removeprefix(PREFIX).strip("/")
    mark = (headers.get(b"cookie", b""), ref)
    found = _admitted.get(mark)
    if found is not None and found.until > time.monotonic():
        return found
    if len(_admitted) > ADMISSIONS_MAX:
        _admitted.clear()
    fresh: Admission | None = await sync_to_async(_admit, thread_sensitive=True)(scope, ref)
    if fresh is None:
        _admitted.pop(mark, None)
    else:
        _admitted[mark] = fresh
    return fresh


def _admit(scope: dict[str, Any], ref: str) -> Admission | None:
    close_old_connections()
    viewer = scope_viewer(scope)
    run = seated_run(viewer, ref) if viewer is not None else None
    if viewer is None or run is None:
        return None
    return Admission(viewer.ref, run, time.monotonic() + ADMITTED_S)


def _read(body: bytes | None) -> tuple[str, Perform] | Refusal:
    try:
        data = json.loads(body or b"")
        key, do = data["key"], data["do"]
        parameters, technique = data.get("parameters", {}), data.get("technique", "normal")
    except (ValueError, KeyError, TypeError):
        return _UNREADABLE
    names = isinstance(parameters, dict) and all(isinstance(name, str) for name in parameters)
    if not (
        isinstance(key, str)
        and len(key) in KEY_LENGTHS
        and isinstance(do, str)
        and isinstance(technique, str)
        and names
    ):
        return _UNREADABLE
    if not all(_plain_value(value) for value in parameters.values()):
        return _UNREADABLE
    return key, Perform(do=do, parameters=parameters, technique=technique)


def _plain_value(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= 40 and all(isinstance(each, str) and len(each) <= 80 for each in value)
    return (isinstance(value, str) and len(value) <= 80) or (
        isinstance(value, int | float) and not isinstance(value, bool)
    )


def _receipt(answer: Answer, run: LiveRun) -> dict[str, Any]:
    return {
        "seq": answer.head.seq,
        "hash": answer.head.hash,
        "repeated": answer.repeated,
        "at": run.state.at,
        "observed": dict(answer.observed),
        "refusal": _plain(answer.refusal) if answer.refusal else None,
    }


def _plain(refusal: Refusal) -> dict[str, str]:
    return {"code": refusal.code, "rule": refusal.rule, "message": refusal.message, "remedy": refusal.remedy}


async def _body(receive: Callable[..., Any]) -> bytes | None:
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


async def _answer(send: Callable[..., Any], status: int, data: dict[str, Any]) -> None:
    body = json.dumps(data, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


_FOREIGN = Refusal(
    code="not-from-here",
    rule="AC-03",
    message="Acts are taken from this site's own pages only.",
    remedy="Open the team page and act from there.",
)
_NO_RUN = Refusal(
    code="run-unknown",
    rule="ACC-02",
    message="There is no such run for you.",
    remedy="Sign in and open the run from your team's page.",
)
_UNREADABLE = Refusal(
    code="act-unreadable",
    rule="practical",
    message="This act could not be read.",
    remedy='Send {"key": "…", "do": "…", "parameters": {…}} with a key of 8 to 64 characters.',
)
