"""`python -m bench.lesson [--phones N] [--seconds S]`: a lesson with many phones on a real server.

Every phone opens its page, keeps the stream of the pace open, and answers one question at a moment of its own within S seconds.
What is measured is the time of the answer as the phone sees it. The clients run in a process of their own, beside the server, so
both share the machine: what else runs there is in the figures.
"""

import argparse
import asyncio
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
START_PATIENCE_S = 120.0


@dataclass(slots=True)
class Tally:
    """What the phones saw: seconds per page and per answer, and what went wrong."""

    pages: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    streams: int = 0
    moved: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where the lesson is: port, code, key of the question, an option of it."""

    port: int
    code: str
    slide: str
    choice: str


async def asked(port: int, method: str, path: str, *, cookies: str = "", body: str = "") -> tuple[int, str]:
    """Return the status and the whole answer of one request."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nCookie: {cookies}\r\n"
    if body:
        head += (
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\nHX-Request: true\r\n"
        )
    writer.write(f"{head}\r\n{body}".encode())
    await writer.drain()
    answer = (await reader.read()).decode("utf-8", "replace")
    writer.close()
    return int(answer[9:12] or 0), answer


async def phone(room: Room, tally: Tally, *, joins_at: float, answers_at: float, closing: asyncio.Event) -> None:
    """Be one phone: the page, the stream, one answer."""
    await asyncio.sleep(max(0.0, joins_at - time.monotonic()))
    begun = time.monotonic()
    status, page = await asked(room.port, "GET", f"/lessons/go/{room.code}/")
    tally.pages.append(time.monotonic() - begun)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if status != 200 or token is None:
        tally.wrong.append(f"page {status}")
        return
    cookies = "; ".join(re.findall(r"(?im)^set-cookie: ([^;]+)", page))
    listening = asyncio.ensure_future(follow(room, tally, closing))
    await asyncio.sleep(max(0.0, answers_at - time.monotonic()))
    body = f"csrfmiddlewaretoken={token.group(1)}&slide={room.slide}&choice={room.choice}"
    begun = time.monotonic()
    status, _ = await asked(room.port, "POST", f"/lessons/go/{room.code}/answer/", cookies=cookies, body=body)
    tally.answers.append(time.monotonic() - begun)
    if status != 200:
        tally.wrong.append(f"answer {status}")
    await listening


async def follow(room: Room, tally: Tally, closing: asyncio.Event) -> None:
    """Keep the stream of the pace open until the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", room.port)
    writer.write(
        f"GET /live/lessons/pace/{room.code}/?after=0 HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\n\r\n".encode()
    )
    await writer.drain()
    first = await reader.readline()
    if b" 200 " in first:
        tally.streams += 1
    else:
        tally.wrong.append(f"stream {first[9:12].decode()}")
    await closing.wait()
    writer.close()


async def measured(room: Room, phones: int, seconds: float) -> dict[str, Any]:
    """Let the phones in over half the time, and let each answer within `seconds` afterwards."""
    chance, tally, closing = random.Random(1), Tally(), asyncio.Event()
    begun = time.monotonic() + 0.5
    joining = seconds / 2
    tasks = [
        asyncio.ensure_future(
            phone(
                room,
                tally,
                joins_at=begun + chance.uniform(0, joining),
                answers_at=begun + joining + 3.0 + chance.uniform(0, seconds),
                closing=closing,
            )
        )
        for _ in range(phones)
    ]
    while len(tally.answers) + len(tally.wrong) < phones and time.monotonic() < begun + 3 * seconds + 60:
        await asyncio.sleep(0.25)
    closing.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    return {
        "phones": phones,
        "seconds": seconds,
        "streams_open": tally.streams,
        "page_p95_ms": _p95(tally.pages),
        "answers": len(tally.answers),
        "answer_p50_ms": round(1000 * statistics.median(tally.answers)) if tally.answers else None,
        "answer_p95_ms": _p95(tally.answers),
        "answer_max_ms": round(1000 * max(tally.answers, default=0)),
        "wrong": len(tally.wrong),
        "first_wrong": tally.wrong[:3],
        "load_average": round(os.getloadavg()[0], 1),
        "cores": os.cpu_count(),
    }


def _p95(values: list[float]) -> int | None:
    return round(1000 * statistics.quantiles(values, n=20)[-1]) if len(values) > 1 else None


def measure(phones: int, seconds: float) -> dict[str, Any]:
    """Start a server with an open lesson, measure, stop it; the answers kept are counted in its database."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        env = {**os.environ, "GRADEA_DATA": folder}
        server = subprocess.Popen(
            [sys.executable, "-m", "bench.lesson_server", folder, str(port)],
            stdout=subprocess.PIPE,
            text=True,
            env=env,
            cwd=ROOT,
        )
        try:
            facts = json.loads((server.stdout and server.stdout.readline()) or "{}")
            room = Room(port=port, code=facts["code"], slide=facts["slide"], choice=facts["choice"])
            figures = asyncio.run(_after_start(room, phones, seconds))
        finally:
            server.terminate()
            server.wait(timeout=20)
        return {**figures, "kept": _kept(folder)}


async def _after_start(room: Room, phones: int, seconds: float) -> dict[str, Any]:
    limit = time.monotonic() + START_PATIENCE_S
    while time.monotonic() < limit:
        try:
            if (await asked(room.port, "GET", "/healthz"))[0] == 200:
                break
        except OSError:
            await asyncio.sleep(0.2)
    return await measured(room, phones, seconds)


def _kept(folder: str) -> int:
    import sqlite3  # noqa: PLC0415 - only to count what the server wrote

    with sqlite3.connect(Path(folder) / "campus.sqlite3") as database:
        return int(database.execute("select count(*) from lessons_roomanswer").fetchone()[0])


def main() -> None:
    """Measure and print."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--phones", type=int, default=1000)
    wanted.add_argument("--seconds", type=float, default=30.0, help="over how long they answer")
    given = wanted.parse_args()
    print(json.dumps(measure(given.phones, given.seconds), indent=2))


if __name__ == "__main__":
    main()
