"""A person's own words on the page; the simulated crew says nothing of its own, and the page says that."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from gradea.campus.cleanroom.sight.scene import Scene
from gradea.campus.shell.speech import clock_text


def own_text(scene: Scene, text: object) -> str:
    """Return words as they are read on the page."""
    if isinstance(text, Mapping) and "sealed" not in text:
        return _("Done by the simulated crew.")
    return scene.words(text) if text else ""


def who_when(scene: Scene, event: Any) -> str:
    """Return who and when, as printed beside a line."""
    return f"{scene.name(event.by)}, {clock_text(event.at)}"
