"""The manifest of an exported package: what it is, which files, their SHA-256, and the head of the ledger.

A changed byte in any file is found by its hash, a changed byte in the manifest by its own seal and its one spelling. That
somebody changed a file *and* wrote a fitting manifest is only found by the ledger: its head is printed on the record, stands
in checkpoints kept elsewhere, and the record can be folded from it again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gradea.record.export.tables import json_bytes
from gradea.record.printing import NOTICE

FORMAT = "gradea-record-package/1"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageHead:
    """What the package is about.

    Attributes:
        ledger_head: Hash of the last entry. entries: how many there are.
        exported_at_utc: Real time of the export, ISO 8601.
    """

    batch: str
    copy: int
    recipe: str
    recipe_version: int
    recipe_hash: str
    record_hash: str
    ledger_head: str
    entries: int
    exported_at_utc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFinding:
    """One thing that is wrong with a package: the file, what, and what to do."""

    file: str
    problem: str
    remedy: str


def manifest_bytes(head: PackageHead, files: Mapping[str, bytes]) -> bytes:
    """Return the manifest of these files.

    Raises:
        ValueError: If one of them is called like the manifest.
    """
    if MANIFEST in files:
        raise ValueError(f"{MANIFEST} lists the other files, not itself")
    listed = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in sorted(files.items())
    }
    body: dict[str, Any] = {"format": FORMAT, "notice": NOTICE, "package": asdict(head), "files": listed}
    return json_bytes({**body, "seal": _seal(body)})


def _seal(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json_bytes(body)).hexdigest()


def check_manifest(files: Mapping[str, bytes]) -> tuple[PackageHead | None, tuple[PackageFinding, ...]]:
    """Return what a package says it is and everything that is wrong with its files; no finding means every byte is as written.

    Args:
        files: Every file of the package by name, the manifest too.
    """
    read = _read_manifest(files.get(MANIFEST))
    if isinstance(read, PackageFinding):
        return None, (read,)
    head, listed = read
    found = []
    for name in sorted({*listed, *files} - {MANIFEST}):
        problem = _file_problem(listed.get(name), files.get(name))
        if problem:
            remedy = "Take an untouched copy of the package, and find out who could write to this one."
            found.append(PackageFinding(file=name, problem=problem, remedy=remedy))
    return head, tuple(found)


def _file_problem(wanted: Mapping[str, Any] | None, content: bytes | None) -> str:
    if wanted is None:
        return "it is not part of the package"
    if content is None:
        return "it is missing"
    if len(content) != wanted["bytes"]:
        return f"it has {len(content)} bytes, not the {wanted['bytes']} that were exported"
    if hashlib.sha256(content).hexdigest() != wanted["sha256"]:
        return "its bytes do not give the hash in the manifest: it was changed"
    return ""


def _read_manifest(content: bytes | None) -> tuple[PackageHead, Mapping[str, Any]] | PackageFinding:
    if content is None:
        return PackageFinding(file=MANIFEST, problem="it is missing", remedy="Export the record again.")
    broken = PackageFinding(
        file=MANIFEST,
        problem="it was changed, or it is no manifest of this format",
        remedy="Take an untouched copy of the package, or export the record again.",
    )
    try:
        data = json.loads(content)
        seal = data.pop("seal")
        head = PackageHead(**data["package"])
        listed = {
            name: {"bytes": int(row["bytes"]), "sha256": str(row["sha256"])} for name, row in data["files"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return broken
    whole = data.get("format") == FORMAT and seal == _seal(data) and json_bytes({**data, "seal": seal}) == content
    return (head, listed) if whole else broken
