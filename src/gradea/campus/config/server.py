"""Serving: one Granian worker in this process, a bounded pool of page threads, streams in the event loop."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
from pathlib import Path

from gradea.campus.config.installation import prepare


def serve(host: str, port: int, data_dir: Path | str) -> None:
    """Serve until the process is told to stop (Ctrl-C or SIGTERM).

    Args:
        host: Address to listen on; 127.0.0.1 for this machine only, 0.0.0.0 for a class.
        port: TCP port.
        data_dir: Folder of the installation; made and migrated if need be.
    """
    prepare(data_dir)
    from django.conf import settings  # noqa: PLC0415  # needs the folder, which prepare() sets
    from django.db import connections  # noqa: PLC0415

    if "GRADEA_HOSTS" not in os.environ:
        settings.ALLOWED_HOSTS = names_of(host)
    connections.close_all()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(host, port))


async def _serve(host: str, port: int) -> None:
    from granian.constants import Interfaces  # noqa: PLC0415  # only a server needs it
    from granian.http import HTTP1Settings  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server.embed import Server  # noqa: PLC0415

    from gradea.campus.config.application import make_application  # noqa: PLC0415

    # One process: it is stopped, measured and killed as one. Granian calls its in-process server experimental and says so at
    # every start; here it was as fast as the forking one, stopped faster with streams open, and left no orphan when killed.
    logging.getLogger("_granian").addFilter(lambda record: "experimental" not in record.getMessage())
    server = Server(
        make_application(),
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        websockets=False,
        backpressure=1200,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        log_level=LogLevels.warning,
    )
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(name, server.stop)
    await server.serve()


def names_of(host: str) -> list[str]:
    """Return the names under which a server on this address may be asked for.

    The loopback names always; for an address that others reach also the machine's names and its own addresses, so that
    tablets get in and a made-up Host header does not.
    """
    names = {"localhost", "127.0.0.1", "[::1]"}
    if host in {"127.0.0.1", "localhost", "::1"}:
        return sorted(names)
    machine = socket.gethostname()
    names |= {host, machine, f"{machine}.local"}
    with contextlib.suppress(OSError):
        names |= {str(entry[4][0]) for entry in socket.getaddrinfo(machine, None, socket.AF_INET)}
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # documentation address: picks the outgoing interface, sends nothing
        names.add(probe.getsockname()[0])
    return sorted(names - {"0.0.0.0", "::"})
