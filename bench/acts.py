"""Acts over HTTP: how long one takes for a class, and how many are durable per second without a pause.

Every act is validated by the engine, hashed into the chain and on the disk before it is answered. The clients run in a process of
their own on the same two cores, so the figures are for server and clients together.
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
from dataclasses import dataclass, field
from typing import Any

_luck = random.Random(1)
"""People do not act in step: each begins at a moment of their own."""

CLASS = 35
CLIENTS = 32
CLASS_SECONDS = 12.0
RUSH_SECONDS = 8.0
PAUSE_S = 1.0
"""A student of the class acts once a second: twenty times as often as in a lesson."""


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


async def _client(port: int, who: dict[str, str], pause: float, until: float, tally: Tally) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    if pause:
        await asyncio.sleep(pause * _luck.random())
    try:
        while time.perf_counter() < until:
            begun = time.perf_counter()
            status = await _act(reader, writer, port, who)
            tally.latencies.append(time.perf_counter() - begun)
            tally.refused += status != 200
            if pause:
                await asyncio.sleep(max(0.0, pause - (time.perf_counter() - begun)))
    finally:
        writer.close()


async def _act(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, who: dict[str, str]) -> int:
    body = json.dumps({"key": uuid.uuid4().hex, "do": "disinfect-gloves", "parameters": {}}).encode()
    head = (
        f"POST /live/acts/{who['run']} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        f"Cookie: {who['cookie']}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    answer = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length")
    )
    await reader.readexactly(length)
    return int(answer[9:12])


async def _phase(port: int, people: list[dict[str, str]], pause: float, seconds: float) -> Tally:
    tally, begun = Tally(), time.perf_counter()
    until = begun + seconds
    await asyncio.gather(*(_client(port, who, pause, until, tally) for who in people))
    tally.seconds = time.perf_counter() - begun
    return tally


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measure() -> dict[str, Any]:
    """Return the figures of a class and of a rush."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [sys.executable, "-m", "bench.site_server", folder, str(port)], stdout=subprocess.PIPE, text=True
        )
        try:
            assert server.stdout is not None, "stdout is a pipe"
            people = json.loads(server.stdout.readline())
            _wait(port)
            asyncio.run(_phase(port, people[:CLIENTS], 0.0, 1.0))
            lesson = asyncio.run(_phase(port, people[:CLASS], PAUSE_S, CLASS_SECONDS))
            rush = asyncio.run(_phase(port, people[:CLIENTS], 0.0, RUSH_SECONDS))
        finally:
            server.terminate()
            server.wait(timeout=20)
    return {"students": len(people), **lesson.figures("class"), **rush.figures("rush")}


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1.0).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"no server on port {port} after 20 s")
