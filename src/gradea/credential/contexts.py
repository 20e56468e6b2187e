"""JSON-LD contexts, read from files beside this code; never from the network.

They are written by others and not part of this repository: `python front/build.py` copies them out of locked npm packages.
Without them a credential carries the JCS proof only, and says so (`has_contexts`).
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FILES = {CREDENTIALS_V2: "credentials-v2.json", OPEN_BADGES_3: "open-badges-3.0.3.json"}


class UnknownContext(ValueError):
    """A document names a context that is not carried here; nothing is fetched for it."""


@lru_cache(maxsize=8)
def context(url: str) -> Mapping[str, Any]:
    """Return a context by its address.

    Raises:
        UnknownContext: If it is not carried.
    """
    name = FILES.get(url)
    file = resources.files(__package__).joinpath("contexts").joinpath(name) if name else None
    if file is None or not file.is_file():
        raise UnknownContext(f"the context {url} is not carried here; run front/build.py, or use a known one")
    found: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def has_contexts() -> bool:
    """Return whether the contexts for an RDF proof are there."""
    try:
        return all(context(url) for url in FILES)
    except UnknownContext:
        return False


def load(url: str, _options: Any = None) -> dict[str, Any]:
    """Answer the JSON-LD library's question for a document; only for contexts that are carried."""
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context(url)}
