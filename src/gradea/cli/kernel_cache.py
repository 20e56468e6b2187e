"""Compiled kernels for commands that simulate for long, and where their machine code is kept."""

import hashlib
import os
from pathlib import Path

import gradea.world
from gradea.vocabulary import Refusal, Refused
from gradea.world.kernel import accelerate

CACHE_VARIABLE = "GRADEA_CACHE"
"""Names another folder for machine code than `gradea` in the cache of this account."""

_ROOMS = ("kernel", "culture")


def accelerated_kernels() -> Path:
    """Compile kernels from now on, and return the folder that keeps them.

    The folder is named after the sources: a changed equation, wherever it stands, never meets old machine code.

    Raises:
        Refused: If numba is missing.
    """
    folder = _folder()
    try:
        accelerate(str(folder))
    except ImportError as problem:
        raise Refused(
            Refusal(
                code="kernel.no-compiler",
                rule="speed",
                message=f"Kernels cannot be compiled: {problem}.",
                remedy="Install numba, which is among the requirements.",
            )
        ) from problem
    return folder


def _folder() -> Path:
    root = Path(gradea.world.__file__).parent
    digest = hashlib.sha256()
    for room in _ROOMS:
        for source in sorted((root / room).rglob("*.py")):
            digest.update(source.read_bytes())
    account = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gradea"
    return Path(os.environ.get(CACHE_VARIABLE) or account) / f"kernels-{digest.hexdigest()[:16]}"
