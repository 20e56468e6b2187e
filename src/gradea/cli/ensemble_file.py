"""The append-only file of an ensemble: a header, then one line for each finished batch."""

import json
import os
from pathlib import Path
from typing import Any

from gradea.assessment.ensemble import Member, member_from
from gradea.vocabulary import Refusal, Refused

SEEDS = "seeds.jsonl"


class EnsembleFile:
    """Finished batches of one ensemble. A line is a whole batch or nothing: one that was torn off is cut away and made again."""

    def __init__(self, folder: Path, header: dict[str, Any]) -> None:
        """Open or begin the file.

        Raises:
            Refused: If the folder cannot be used, or holds an ensemble of another recipe, crew or engine.
        """
        self.path, self._header = folder / SEEDS, header
        self.members: dict[int, Member] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._begin() if not self.path.exists() or not self.path.stat().st_size else self._resume()
        except OSError as problem:
            raise _refused(
                "folder-unusable",
                f"The folder {folder} cannot be used: {problem.strerror}.",
                "Name a folder in which you may write.",
            ) from problem

    def add(self, member: Member) -> None:
        """Keep a finished batch; it is on the disk when this returns."""
        self._append(member.as_data())
        self.members[member.seed] = member

    def _begin(self) -> None:
        self._append(self._header)

    def _append(self, data: dict[str, Any]) -> None:
        line = json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n"
        with self.path.open("ab") as file:
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())

    def _resume(self) -> None:
        content = self.path.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        if len(whole) < len(content):
            with self.path.open("r+b") as file:
                file.truncate(len(whole))
        if not whole:
            self._begin()
            return
        first, *lines = whole.splitlines()
        self._same(_parsed(first, 1, self.path))
        for number, line in enumerate(lines, 2):
            try:
                member = member_from(_parsed(line, number, self.path))
            except (KeyError, TypeError, ValueError) as problem:
                raise _damaged(self.path, number) from problem
            self.members[member.seed] = member

    def _same(self, found: dict[str, Any]) -> None:
        for name, value in self._header.items():
            if found.get(name) != value:
                raise _refused(
                    "ensemble-differs",
                    f"{self.path} holds an ensemble with {name} {found.get(name)!r}, and this one has {value!r}.",
                    "Give another --out, or repeat the options (and the version of Grade A) of the first run.",
                )


def _parsed(line: bytes, number: int, path: Path) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except ValueError as problem:
        raise _damaged(path, number) from problem
    if not isinstance(data, dict):
        raise _damaged(path, number)
    return data


def _damaged(path: Path, number: int) -> Refused:
    return _refused(
        "ensemble-damaged",
        f"Line {number} of {path} is no finished batch.",
        "Cut the file off before this line, or start with another --out.",
    )


def _refused(code: str, message: str, remedy: str) -> Refused:
    return Refused(Refusal(code=code, rule="usage", message=message, remedy=remedy))
