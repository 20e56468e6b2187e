"""Photographs: kept without their hidden data, shown only while everybody on them agrees, asked again at every look."""

import io
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from PIL import Image, ImageOps, UnidentifiedImageError

from gradea.campus.people.consents import ConsentKind, who_agreed
from gradea.campus.people.queries import Viewer, cards_of
from gradea.campus.recap.models import Photo
from gradea.campus.shell.roles import Role
from gradea.vocabulary import Refusal

BYTES_MAX = 15 * 1024 * 1024
PIXELS_MAX = 50_000_000
SIDE_MAX = 1600
"""Limits of a photograph: of the file, of what it unpacks to, and of the longer side as kept. Assumptions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoCard:
    """A photograph on the page; `missing` are those whose agreement is missing, told to the organiser only."""

    key: str
    caption: str
    width: int
    height: int
    missing: tuple[str, ...] = ()


def photos_for(viewer: Viewer) -> list[PhotoCard]:
    """Return the photographs of the viewer's edition on which everybody agrees now. Three queries."""
    return [card for card in _cards(viewer.edition) if not card.missing]


def all_photos(viewer: Viewer) -> list[PhotoCard]:
    """Return all photographs with whose agreement is missing; nothing unless the viewer organises the edition."""
    return _cards(viewer.edition) if viewer.has(Role.ORGANISER) else []


def picture_for(viewer: Viewer, key: str) -> bytes | None:
    """Return a picture if everybody on it agrees now, else None, also for the organiser (answer 404)."""
    row = Photo.objects.filter(edition=viewer.edition, key=key).first()
    if row is None or _missing([row])[row.key]:
        return None
    path = _path(key)
    return path.read_bytes() if path.is_file() else None


def add_photo(viewer: Viewer, raw: bytes, caption: str, people: Iterable[str], *, nobody: bool) -> Refusal | None:
    """Keep a photograph with who is on it. Place, camera and time of the file are dropped.

    Refuses what is no picture, is too large, or does not say who is on it: naming people, or that nobody can be recognised.
    """
    if not viewer.has(Role.ORGANISER):
        return _ORGANISERS
    refs = sorted(set(people))
    known = {ref for ref, card in cards_of(set(refs)).items() if card.edition == viewer.edition}
    if nobody is bool(refs) or set(refs) != known:
        return _WHO
    kept = _read(raw)
    if isinstance(kept, Refusal):
        return kept
    data, (width, height) = kept
    key = secrets.token_hex(16)
    folder = _path(key).parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _path(key).write_bytes(data)
    Photo.objects.create(
        edition=viewer.edition,
        key=key,
        caption=caption,
        people=refs,
        width=width,
        height=height,
        by_ref=viewer.ref,
        at=timezone.now(),
    )
    return None


def remove_photo(viewer: Viewer, key: str) -> Refusal | None:
    """Take a photograph away for good, picture and all."""
    if not viewer.has(Role.ORGANISER):
        return _ORGANISERS
    if not Photo.objects.filter(edition=viewer.edition, key=key).delete()[0]:
        return _GONE
    _path(key).unlink(missing_ok=True)
    return None


def own_part(ref: str) -> list[dict[str, Any]]:
    """Return the photographs a person is said to be on, for their own file."""
    rows = Photo.objects.order_by("at")
    return [{"caption": row.caption, "at": row.at.isoformat()} for row in rows if ref in row.people]


def _cards(edition: str) -> list[PhotoCard]:
    rows = list(Photo.objects.filter(edition=edition).order_by("at"))
    missing = _missing(rows)
    return [
        PhotoCard(key=row.key, caption=row.caption, width=row.width, height=row.height, missing=missing[row.key])
        for row in rows
    ]


def _missing(rows: list[Photo]) -> dict[str, tuple[str, ...]]:
    """Return for each photograph who of those on it does not agree now; somebody erased does not. Two queries."""
    named = {ref for row in rows for ref in row.people}
    cards = cards_of(named)
    agreed = who_agreed(set(cards), ConsentKind.PHOTO)
    return {
        row.key: tuple(cards[ref].name if ref in cards else "–" for ref in row.people if ref not in agreed)
        for row in rows
    }


def _path(key: str) -> Path:
    return Path(settings.DATA_DIR) / "photos" / f"{key}.jpg"


def _read(raw: bytes) -> tuple[bytes, tuple[int, int]] | Refusal:
    if len(raw) > BYTES_MAX:
        return _TOO_LARGE
    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > PIXELS_MAX:
                return _TOO_LARGE
            turned = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return _NO_PICTURE
    turned.thumbnail((SIDE_MAX, SIDE_MAX))
    bare = Image.new("RGB", turned.size)
    bare.paste(turned)
    stream = io.BytesIO()
    bare.save(stream, "JPEG", quality=85, optimize=True)
    return stream.getvalue(), bare.size


_ORGANISERS = Refusal(
    code="recap.not-organiser",
    rule="Access follows the role a person has in this edition.",
    message="Only the organiser of an edition makes its recap.",
    remedy="Ask the organiser.",
)
_WHO = Refusal(
    code="recap.who",
    rule="A photograph is shown only if everybody on it agreed.",
    message="It is not said who is on the photograph.",
    remedy="Choose everybody who can be recognised, or say that nobody can.",
)
_TOO_LARGE = Refusal(
    code="recap.too-large",
    rule="",
    message="This file is larger than a photograph may be: 15 MB and 50 million points.",
    remedy="Make it smaller and try again.",
)
_NO_PICTURE = Refusal(
    code="recap.no-picture",
    rule="",
    message="This file is not a picture that can be read.",
    remedy="Choose a JPEG, PNG or WebP file.",
)
_GONE = Refusal(code="recap.gone", rule="", message="This photograph is not here any more.", remedy="Reload the page.")
