"""Static files, served from memory by this process.

All files of all slices are read once at the start. Their common fingerprint is part of every address
(`/static/3f9c…/shell/all.css`), so browsers may keep them for a year and a new build is seen at once; relative links inside
style sheets keep working, which per-file hashed names would break. A request is a look-up in a dictionary: there is no path to
walk out of. A slice's style sheets `static/<slice>/css/*.css` are also offered joined, in name order, as `<slice>/all.css`.

Chosen over WhiteNoise because that is WSGI: it would take a page thread for every icon.
"""

import functools
import gzip
import hashlib
import mimetypes
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage

_TYPES = {
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".map": "application/json",
}
_COMPRESSED = (".js", ".svg", ".css", ".json", ".map", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file as it goes over the wire."""

    content_type: bytes
    plain: bytes
    packed: bytes | None


def _asset(name: str, content: bytes) -> Asset:
    suffix = Path(name).suffix
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind == "image/svg+xml":
        kind += "; charset=utf-8"
    packed = gzip.compress(content, 9, mtime=0) if suffix in _COMPRESSED and len(content) > 512 else None
    return Asset(content_type=kind.encode(), plain=content, packed=packed)


def _files() -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for config in apps.get_app_configs():
        folder = Path(config.path) / "static"
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                found.setdefault(path.relative_to(folder).as_posix(), path.read_bytes())
    sheets: defaultdict[str, list[bytes]] = defaultdict(list)
    for name in sorted(found):
        slice_name, _, rest = name.partition("/")
        if rest.startswith("css/") and rest.endswith(".css"):
            sheets[slice_name].append(found[name])
    for slice_name, parts in sheets.items():
        found[f"{slice_name}/all.css"] = b"\n".join(parts)
    return found


@dataclass(frozen=True, slots=True)
class Assets:
    """Every static file and their common fingerprint."""

    fingerprint: str
    files: dict[str, Asset]


def read_assets() -> Assets:
    """Read all static files of all slices from disk."""
    contents = _files()
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(name.encode() + b"\0" + hashlib.sha256(contents[name]).digest())
    return Assets(digest.hexdigest()[:12], {name: _asset(name, content) for name, content in contents.items()})


@functools.cache
def assets() -> Assets:
    """Return the static files as they were at the first call."""
    return read_assets()


class AssetStorage(StaticFilesStorage):
    """Gives `{% static %}` the address with the fingerprint."""

    def url(self, name: str | None) -> str:
        return f"{settings.STATIC_URL}{assets().fingerprint}/{name}"


async def serve_asset(scope, receive, send) -> None:  # noqa: ARG001
    """Answer one request below `/static/`; an old fingerprint still gets today's file, but may not be kept."""
    found = read_assets() if settings.DEBUG else assets()
    fingerprint, _, name = scope["path"].removeprefix(settings.STATIC_URL).partition("/")
    asset = found.files.get(name) if scope["method"] in {"GET", "HEAD"} else None
    headers = [(b"x-content-type-options", b"nosniff"), (b"cross-origin-resource-policy", b"same-origin")]
    if asset is None:
        await _reply(send, 404, [*headers, (b"content-type", b"text/plain; charset=utf-8")], b"No such file.\n")
        return
    accepted = dict(scope["headers"]).get(b"accept-encoding", b"")
    body = asset.plain
    if asset.packed is not None:
        headers.append((b"vary", b"accept-encoding"))
        if b"gzip" in accepted:
            body = asset.packed
            headers.append((b"content-encoding", b"gzip"))
    fresh = fingerprint == found.fingerprint and not settings.DEBUG
    headers.append((b"cache-control", b"public, max-age=31536000, immutable" if fresh else b"no-cache"))
    headers.append((b"content-type", asset.content_type))
    await _reply(send, 200, headers, b"" if scope["method"] == "HEAD" else body, length=len(body))


async def _reply(send, status: int, headers: list, body: bytes, *, length: int | None = None) -> None:
    size = len(body) if length is None else length
    await send(
        {"type": "http.response.start", "status": status, "headers": [*headers, (b"content-length", b"%d" % size)]}
    )
    await send({"type": "http.response.body", "body": body})
