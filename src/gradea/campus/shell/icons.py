"""Names of the symbols in the icon sprite, read from the sprite itself."""

import functools
import re
from pathlib import Path

SPRITE = "shell/icons.svg"


@functools.cache
def icon_names() -> tuple[str, ...]:
    """Return the names of all symbols, in the order in which they are drawn."""
    text = (Path(__file__).parent / "static" / SPRITE).read_text(encoding="utf-8")
    return tuple(re.findall(r'<symbol id="([a-z0-9-]+)"', text))
