"""Acts over HTTP: how long one takes for a class, and how many are durable per second without a pause.

Two ways in: the address for programs, which answers with JSON, and the form of the team page, which answers with the page as it
is after the act, while the pages of the teammates follow as they do in browsers. Every act is validated by the engine, hashed
into the chain and on the disk before it is answered. The clients run in a process of their own on the same two cores, so the
figures are for server and clients together.
"""

import asyncio
import json
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlencode

_luck = random.Random(1)
"""People do not act in step: each begins at a moment of their own."""

CLASS = 35
CLIENTS = 32
CLASS_SECONDS = 12.0
PAGE_SECONDS = 30.0
RUSH_SECONDS = 8.0
PAUSE_S = 1.0
"""A student of the class acts once a second: twenty times as often as in a lesson."""

PAGE_PAUSE_S = 10.0
"""On the page each act makes five pages follow; a student acts every ten seconds, twice as often as in a lesson."""

Ask: TypeAlias = Callable[[dict[str, str]], Sequence[bytes]]
"""Gives the requests of one act: the act itself first, then what other pages ask because of it."""


@dataclass(slots=True)
class Tally:
    """What one phase measured."""

    latencies: list[float] = field(default_factory=list)
    refused: int = 0
    seconds: float = 0.0

    def figures(self, name: str) -> dict[str, Any]:
        """Return the figures under a name."""
        ordered = sorted(self.latencies)
        p95 = ordered[int(0.95 * (len(ordered) - 1))] if ordered else float("nan")
        return {
            f"{name}_acts": len(ordered),
            f"{name}_refused": self.refused,
            f"{name}_per_s": round(len(ordered) / self.seconds, 1) if self.seconds else 0.0,
            f"{name}_p50_ms": round(1000 * statistics.median(ordered), 1) if ordered else None,
            f"{name}_p95_ms": round(1000 * p95, 1),
        }


async def _client(port: int, who: dict[str, str], ask: Ask, pause: float, until: float, tally: Tally) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    if pause:
        await asyncio.sleep(pause * _luck.random())
    try:
        while time.perf_counter() < until:
            begun = time.perf_counter()
            act, *followers = ask(who)
            status = await _exchange(reader, writer, act)
            tally.latencies.append(time.perf_counter() - begun)
            tally.refused += status != 200
            await asyncio.gather(*(_follow(port, request) for request in followers))
            if pause:
                await asyncio.sleep(max(0.0, pause - (time.perf_counter() - begun)))
    finally:
        writer.close()


async def _follow(port: int, request: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        status = await _exchange(reader, writer, request)
    finally:
        writer.close()
    assert status == 200, f"a page that followed was answered with {status}"


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    writer.write(request)
    answer = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length")
    )
    await reader.readexactly(length)
    return int(answer[9:12])


def _request(port: int, who: dict[str, str], line: str, body: bytes = b"", **headers: str) -> bytes:
    """Return a request of a signed-in person as bytes."""
    sent = {
        "Host": f"127.0.0.1:{port}",
        "Origin": f"http://127.0.0.1:{port}",
        "Cookie": who["cookie"],
        "Content-Length": str(len(body)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    return f"{line} HTTP/1.1\r\n{lines}\r\n".encode() + body


def by_program(port: int) -> Ask:
    """An act over the address for programs."""

    def ask(who: dict[str, str]) -> Sequence[bytes]:
        body = json.dumps({"key": uuid.uuid4().hex, "do": "disinfect-gloves", "parameters": {}}).encode()
        return [_request(port, who, f"POST /live/acts/{who['run']}", body, Content_Type="application/json")]

    return ask


def by_page(port: int, people: list[dict[str, str]]) -> Ask:
    """An act over the form of the page; then the page of every teammate follows."""
    token = "".join(_luck.choices("abcdefghijklmnopqrstuvwxyz", k=32))

    def ask(who: dict[str, str]) -> Sequence[bytes]:
        form = urlencode({"key": uuid.uuid4().hex, "do": "disinfect-gloves"}).encode()
        signed = {**who, "cookie": f"{who['cookie']}; gradea-csrf={token}"}
        post = _request(
            port,
            signed,
            f"POST /cleanroom/{who['run']}/act/",
            form,
            Content_Type="application/x-www-form-urlencoded",
            HX_Request="true",
            X_CSRFToken=token,
        )
        mates = [mate for mate in people if mate["run"] == who["run"] and mate is not who]
        follow = [_request(port, mate, f"GET /cleanroom/{mate['run']}/parts/", HX_Request="true") for mate in mates]
        return [post, *follow]

    return ask


async def _phase(port: int, people: list[dict[str, str]], ask: Ask, pause: float, seconds: float) -> Tally:
    tally, begun = Tally(), time.perf_counter()
    until = begun + seconds
    await asyncio.gather(*(_client(port, who, ask, pause, until, tally) for who in people))
    tally.seconds = time.perf_counter() - begun
    return tally


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measure() -> dict[str, Any]:
    """Return the figures of a class, of the same class on its pages, and of a rush."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [sys.executable, "-m", "bench.site_server", folder, str(port)], stdout=subprocess.PIPE, text=True
        )
        try:
            assert server.stdout is not None, "stdout is a pipe"
            people = json.loads(server.stdout.readline())
            _wait(port)
            program, page = by_program(port), by_page(port, people)
            asyncio.run(_phase(port, people[:CLIENTS], program, 0.0, 1.0))
            lesson = asyncio.run(_phase(port, people[:CLASS], program, PAUSE_S, CLASS_SECONDS))
            pages = asyncio.run(_phase(port, people[:CLASS], page, PAGE_PAUSE_S, PAGE_SECONDS))
            rush = asyncio.run(_phase(port, people[:CLIENTS], program, 0.0, RUSH_SECONDS))
        finally:
            server.terminate()
            server.wait(timeout=20)
    return {"students": len(people), **lesson.figures("class"), **pages.figures("page"), **rush.figures("rush")}


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1.0).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"no server on port {port} after 20 s")
