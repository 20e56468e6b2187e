"""`gradea credential`: issue a certificate that proves itself, verify one offline, revoke one."""

import datetime as dt
import json as json_text
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from gradea.credential import (
    At,
    Certificate,
    Evidence,
    IssuingKey,
    bake_png,
    bake_svg,
    findings,
    has_contexts,
    issue,
    issuer_of,
    person_of,
    status_list,
    unbaked,
)
from gradea.credential.picture import badge_png, badge_svg
from gradea.vocabulary import Refusal, Refused

credential = typer.Typer(help="Certificates as Open Badges 3.0.", no_args_is_help=True)

FINDING = 1
FILE_BYTES_MAX = 4 * 1024 * 1024
TEXT_MAX = 2000

_MUST = ("issuer", "achievement", "description", "criteria", "person", "awarded")
_MAY = ("issuer_url", "evidence")

Key = Annotated[Path | None, typer.Option(help="file of the issuing key (default: issuer.key in the data folder)")]
AsJson = Annotated[bool, typer.Option("--json", help="print as JSON")]


@credential.command(name="issue")
def issue_one(
    file: Annotated[Path, typer.Argument(help="what the certificate says, JSON; docs/credential.md")],
    out: Annotated[Path, typer.Option(help="write the badge here: .json, .png or .svg")],
    key: Key = None,
    json: AsJson = False,
) -> None:
    """Issue a certificate. Exit code 0 issued, 2 a wrong file; nothing is written then."""
    said = _certificate(file)
    if out.suffix not in {".json", ".png", ".svg"}:
        raise _refused(f"A badge is .json, .png or .svg, not '{out.suffix}'.", "Give --out badge.json.")
    if not out.parent.is_dir():
        raise _refused(f"The folder {out.parent} is not there.", "Give a path in a folder that is there.")
    path = _key_path(key)
    signer = _key(path, make=True)
    status = _Status(path, signer)
    place = status.next_place()
    signed = issue(Certificate(**said, status_url=status.url, place=place, salt=secrets.token_hex(16)), signer)
    if out.suffix == ".json":
        data = (json_text.dumps(signed, indent=2, ensure_ascii=False) + "\n").encode()
    elif out.suffix == ".png":
        data = bake_png(badge_png(said["achievement"], said["issuer"], said["awarded"][:4]), signed)
    else:
        data = bake_svg(badge_svg(said["achievement"], said["issuer"], said["awarded"][:4]), signed).encode()
    out.write_bytes(data)
    status.save(place + 1, status.revoked)
    told = {"id": signed["id"], "issuer": signer.did, "person": said["person"], "out": str(out)}
    proofs = ", ".join(proof["cryptosuite"] for proof in signed["proof"])
    typer.echo(
        json_text.dumps(told, indent=2, ensure_ascii=False) if json else f"{out}: issued by {signer.did} ({proofs})"
    )
    if not has_contexts():
        typer.echo("Without the RDF proof: the contexts are not installed. Run front/build.py.", err=True)


@credential.command()
def verify(
    badge: Annotated[Path, typer.Argument(help="badge: .json, .png or .svg")],
    trust: Annotated[list[str] | None, typer.Option(help="DID of an issuer to trust; 'any' for every one")] = None,
    status: Annotated[Path | None, typer.Option(help="status list; found beside the key if left out")] = None,
    key: Key = None,
    json: AsJson = False,
) -> None:
    """Verify a badge offline. Exit code 0 good, 1 changed, revoked or foreign (it says which), 2 no badge."""
    signed = _badge(badge)
    path = _key_path(key)
    trusted = list(trust or [])
    if path.is_file():
        trusted.append(_key(path, make=False).did)
    listed = status or _list_path(path)
    at = At(
        trusted=trusted,
        status=_json(listed) if status or listed.is_file() else None,
        now=dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    try:
        found = findings(signed, at)
    except ValueError as problem:
        raise _refused(f"{badge}: {problem}.", "Give a badge that `gradea credential issue` wrote.") from problem
    good = not found
    if json:
        rows = [each.as_data() for each in found]
        told = {"good": good, "issuer": issuer_of(signed), "person": person_of(signed), "findings": rows}
        typer.echo(json_text.dumps(told, indent=2, ensure_ascii=False))
    else:
        for each in found:
            typer.echo(f"{each.kind}: {each.message}")
        typer.echo(f"{badge}: good: {signed.get('name')}, {person_of(signed)}" if good else f"{badge}: not good")
    raise typer.Exit(0 if good else FINDING)


@credential.command()
def revoke(badge: Annotated[Path, typer.Argument(help="the badge to revoke")], key: Key = None) -> None:
    """Revoke a badge that was issued with this key, and sign the status list anew."""
    signed = _badge(badge)
    path = _key_path(key)
    signer = _key(path, make=False)
    status = _Status(path, signer)
    entry = signed.get("credentialStatus")
    if (
        issuer_of(signed) != signer.did
        or not isinstance(entry, Mapping)
        or entry.get("statusListCredential") != status.url
    ):
        raise _refused(f"{badge} was not issued with the key {path}.", "Give the key that issued it (--key).")
    status.save(status.next_place(), {*status.revoked, int(entry["statusListIndex"])})
    typer.echo(f"{badge}: revoked")


class _Status:
    """Places given out and revoked with one key, in a file beside it; the signed list in another."""

    def __init__(self, key_path: Path, signer: IssuingKey) -> None:
        self.signer, self.path, self.signed = signer, key_path.with_suffix(".places.json"), _list_path(key_path)
        self.url = f"urn:gradea:status:{signer.multikey}"
        kept = _json(self.path) if self.path.is_file() else {}
        self.given, self.revoked = int(kept.get("given", 0)), set(kept.get("revoked", []))

    def next_place(self) -> int:
        """Return the next place that is free."""
        return self.given

    def save(self, given: int, revoked: set[int]) -> None:
        """Keep the places, and sign the list."""
        self.given, self.revoked = given, revoked
        now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        listed = status_list(self.signer, self.url, sorted(revoked), now)
        for path, value in ((self.path, {"given": given, "revoked": sorted(revoked)}), (self.signed, listed)):
            fresh = path.with_suffix(".new")
            fresh.write_text(json_text.dumps(value), encoding="utf-8")
            fresh.replace(path)


def _list_path(key_path: Path) -> Path:
    return key_path.with_suffix(".status.json")


def _key_path(key: Path | None) -> Path:
    return key or Path(os.environ.get("GRADEA_DATA", ".data")) / "issuer.key"


def _key(path: Path, *, make: bool) -> IssuingKey:
    """Read the key, or make one that only its owner can read."""
    if not path.exists() and make:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
    try:
        return IssuingKey(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except (OSError, ValueError) as problem:
        raise _refused(
            f"The key {path} cannot be read: {problem}.", "Give a key that `issue` made (--key)."
        ) from problem


def _badge(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
        if len(data) > FILE_BYTES_MAX:
            raise ValueError(f"it has more than {FILE_BYTES_MAX} bytes")
        return unbaked(data)
    except (OSError, ValueError, RecursionError) as problem:
        raise _refused(
            f"The badge {path} cannot be read: {problem}.", "Give a badge as .json, .png or .svg."
        ) from problem


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json_text.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise _refused(f"The file {path} cannot be read: {problem}.", "Give a file of JSON in UTF-8.") from problem
    if not isinstance(found, dict):
        raise _refused(f"The file {path} holds no mapping.", "Compare it with docs/examples/credential.json.")
    return found


def _certificate(path: Path) -> dict[str, Any]:
    said = _json(path)
    unknown = sorted(set(said) - {*_MUST, *_MAY})
    missing = [name for name in _MUST if name not in said]
    if unknown or missing:
        wrong = f"not known: {', '.join(unknown)}" if unknown else f"missing: {', '.join(missing)}"
        raise _refused(f"{path}: {wrong}.", f"Write {', '.join(_MUST)}; {', '.join(_MAY)} may be left out.")
    for name in (*_MUST, "issuer_url"):
        value = said.get(name, "-")
        if not isinstance(value, str) or not value.strip() or len(value) > TEXT_MAX:
            raise _refused(f"{path}: {name} is not a text of 1 to {TEXT_MAX} characters.", f'Write "{name}": "…".')
    try:
        dt.datetime.strptime(said["awarded"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
    except ValueError as problem:
        raise _refused(
            f"{path}: awarded is '{said['awarded']}'.", "Write an instant as 2025-10-09T14:00:00Z."
        ) from problem
    rows = said.get("evidence", [])
    shaped = isinstance(rows, list) and all(
        isinstance(row, dict)
        and set(row) == {"name", "outcome"}
        and all(isinstance(text, str) for text in row.values())
        for row in rows
    )
    if not shaped:
        raise _refused(f"{path}: evidence is not a list of name and outcome.", 'Write [{"name": "…", "outcome": "…"}].')
    return {**said, "evidence": tuple(Evidence(**row) for row in rows)}


def _refused(message: str, remedy: str) -> Refused:
    return Refused(Refusal(code="credential-usage", rule="docs/credential.md", message=message, remedy=remedy))
