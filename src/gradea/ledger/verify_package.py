#!/usr/bin/env python3
"""Verify an exported package of a Grade A batch record. Python's standard library, nothing to install.

    python verify_package.py PACKAGE [--key KEY] [--json]

Put `verify_ledger.py` beside this file. PACKAGE is the folder of a package, or its ZIP. Exit code: 0 the package is good, 1
there is a finding, 2 the call was wrong or something cannot be read.

What a package is: `manifest.json`, which lists every other file with its length and SHA-256, and says which batch it is of
and how its ledger ends; `ledger.jsonl` and mostly `checkpoints.txt`; and the record as PDF, JSON or CSV. The manifest has one
spelling (sorted keys, indented by two, one line feed at the end) and seals itself: `seal` is the SHA-256 of the manifest
without it. So a changed byte in any file is found. Whoever changes a file and writes a fitting manifest is found when the
ledger's end is compared with what was kept elsewhere: a checkpoint, a signature (`--key`), or the code on the printed record.
That the record says what the ledger says is checked by `gradea record verify`, which can read the recipe.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

try:
    from gradea.ledger import verify_ledger
except ImportError:  # outside the house: the file beside this one
    import verify_ledger  # type: ignore[import-not-found, no-redef]

FORMAT = "gradea-record-package/1"
MANIFEST, LEDGER, CHECKPOINTS = "manifest.json", "ledger.jsonl", "checkpoints.txt"
UNPACKED_BYTES_MAX = 256 * 1024 * 1024
Finding = tuple[str, str]


def spelled(value: Any) -> bytes:
    """Return JSON in the spelling of a manifest."""
    return (json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def read_manifest(content: bytes | None) -> tuple[dict[str, Any], str]:
    """Return a manifest without its seal, and what is wrong with it (empty if nothing is)."""
    if content is None:
        return {}, "it is missing"
    try:
        body = json.loads(content)
        seal = body.pop("seal")
        rows = [(str(name), int(row["bytes"]), str(row["sha256"])) for name, row in body["files"].items()]
        whole = bool(rows) and body["format"] == FORMAT and len(str(body["package"]["ledger_head"])) == 64
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}, "it is no manifest of this format"
    if not whole or spelled({**body, "seal": seal}) != content or hashlib.sha256(spelled(body)).hexdigest() != seal:
        return {}, "it was changed"
    return body, ""


def findings_in(files: Mapping[str, bytes], key: str = "") -> tuple[dict[str, Any], list[Finding]]:
    """Return what a package says it is, and everything that is wrong with it by file; key: as `verify_ledger.verify`."""
    manifest, problem = read_manifest(files.get(MANIFEST))
    if problem:
        return {}, [(MANIFEST, problem)]
    found: list[Finding] = []
    for name in sorted({*manifest["files"], *files} - {MANIFEST}):
        row, content = manifest["files"].get(name), files.get(name)
        if row is None:
            found.append((name, "it is not part of the package"))
        elif content is None:
            found.append((name, "it is missing"))
        elif (len(content), hashlib.sha256(content).hexdigest()) != (row["bytes"], row["sha256"]):
            found.append((name, "its bytes do not give the hash in the manifest: it was changed"))
    report = verify_ledger.verify(lines(files.get(LEDGER, b"")), lines(files.get(CHECKPOINTS, b"")), key)
    if not report.ok:
        place = "" if report.first_bad is None else f"entry {report.first_bad}: "
        found.append((LEDGER, f"{place}{report.problem}"))
    elif (report.head, report.entries) != (manifest["package"]["ledger_head"], manifest["package"]["entries"]):
        found.append((LEDGER, "it does not end as the manifest says"))
    return {**manifest["package"], "compared": report.compared, "signed": report.signed}, found


def lines(content: bytes) -> Iterable[bytes]:
    """Return the lines of a file, each with its line feed."""
    return [part + b"\n" for part in content.split(b"\n")[:-1]] + (
        [last] if (last := content.rpartition(b"\n")[2]) else []
    )


def read_package(path: str) -> dict[str, bytes]:
    """Return the files of a package by name, from a folder or a ZIP.

    Raises:
        OSError: If something cannot be read.
        ValueError: If it is neither, or larger than any package.
    """
    if os.path.isdir(path):
        found = {}
        for folder, _, names in os.walk(path):
            for name in names:
                whole = os.path.join(folder, name)
                with open(whole, "rb") as file:
                    found[os.path.relpath(whole, path).replace(os.sep, "/")] = file.read(UNPACKED_BYTES_MAX)
        return found
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(each.file_size for each in archive.infolist()) > UNPACKED_BYTES_MAX:
                raise ValueError("it unpacks to more than any package")
            return {each.filename: archive.read(each) for each in archive.infolist() if not each.is_dir()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise ValueError(f"it is no folder and no ZIP ({error})") from None


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(prog="verify_package.py", description="Verify an exported package, offline.")
    parser.add_argument("package", help="folder or ZIP of a package")
    parser.add_argument("--key", default="", help="public key of the installation: 64 hex digits, or a file with them")
    parser.add_argument("--json", action="store_true", help="print the verdict as one JSON object")
    chosen = parser.parse_args(arguments)
    try:
        head, found = findings_in(read_package(chosen.package), verify_ledger.read_key(chosen.key))
    except (OSError, ValueError) as error:
        print(f"{chosen.package!a} cannot be read: {error}", file=sys.stderr)
        return 2
    if chosen.json:
        rows = [{"file": name, "problem": problem} for name, problem in found]
        print(json.dumps({"ok": not found, "package": head, "findings": rows}))
    elif found:
        for name, problem in found:
            print(f"FINDING in {name}: {problem}.".encode("ascii", "backslashreplace").decode("ascii"))
        print("Take an untouched copy of the package, and find out who could write to this one.")
    else:
        print(
            f"GOOD: batch {head['batch']}, copy {head['copy']}, {head['entries']} entries, head {head['ledger_head']}"
        )
        print(f"Checkpoints compared and equal: {head['compared']}; signatures checked: {head['signed']}")
        if not head["compared"]:
            print("No checkpoint was compared: a package written anew as a whole would not be seen. Compare the head.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
