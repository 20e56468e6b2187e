"""A credential inside a picture, as Open Badges 3.0 bakes it: a text chunk of a PNG, an element of an SVG."""

import json
import re
import struct
import zlib
from collections.abc import Mapping
from typing import Any

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"openbadgecredential"
_SPACE = "https://purl.imsglobal.org/ob/v3p0"
_SVG = re.compile(r"<openbadges:credential[^>]*>\s*<!\[CDATA\[(.*?)\]\]>\s*</openbadges:credential>", re.DOTALL)
TEXT_MAX = 1024 * 1024


def bake_png(picture: bytes, credential: Mapping[str, Any]) -> bytes:
    """Return a PNG with the credential in it.

    Raises:
        ValueError: If the picture is no PNG.
    """
    chunks = [
        chunk for chunk in _chunks(picture) if not (chunk[0] == b"iTXt" and chunk[1].startswith(_KEYWORD + b"\0"))
    ]
    text = json.dumps(credential, ensure_ascii=False).encode("utf-8")
    baked = (b"iTXt", _KEYWORD + b"\0\0\0\0\0" + text)
    return _SIGNATURE + b"".join(_packed(*chunk) for chunk in (chunks[0], baked, *chunks[1:]))


def bake_svg(picture: str, credential: Mapping[str, Any]) -> str:
    """Return an SVG with the credential in it.

    Raises:
        ValueError: If the picture is no SVG.
    """
    found = re.search(r"<svg\b[^>]*>", picture)
    if found is None:
        raise ValueError("the picture is no SVG")
    text = json.dumps(credential, ensure_ascii=False).replace("]]>", "]]\\u003e")
    element = f'<openbadges:credential xmlns:openbadges="{_SPACE}"><![CDATA[{text}]]></openbadges:credential>'
    return picture[: found.end()] + element + picture[found.end() :]


def unbaked(data: bytes) -> dict[str, Any]:
    """Return the credential in a PNG, an SVG, or plain JSON.

    Raises:
        ValueError: If there is none.
    """
    text = _png_text(data) if data.startswith(_SIGNATURE) else data.decode("utf-8-sig", errors="strict")
    inside = _SVG.search(text)
    if inside is not None:
        text = inside.group(1)
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("the file holds no credential")
    return found


def _png_text(data: bytes) -> str:
    for kind, body in _chunks(data):
        if kind == b"iTXt" and body.startswith(_KEYWORD + b"\0"):
            packed = body[len(_KEYWORD) + 1]
            text = body[len(_KEYWORD) + 3 :].split(b"\0", 2)[2]
            return (zlib.decompressobj().decompress(text, TEXT_MAX) if packed else text).decode("utf-8")
    raise ValueError("the picture holds no credential")


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    if not data.startswith(_SIGNATURE):
        raise ValueError("the picture is no PNG")
    found, at = [], len(_SIGNATURE)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    if not found or found[0][0] != b"IHDR":
        raise ValueError("the picture is no whole PNG")
    return found


def _packed(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
