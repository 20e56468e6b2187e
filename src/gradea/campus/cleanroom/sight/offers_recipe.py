"""Work that only some products know: what the recipe does with a thing, as offers; amounts are asked for, never filled in."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from gradea.campus.cleanroom.sight.offers import Offer, Param, offer
from gradea.campus.cleanroom.sight.scene import Scene
from gradea.world.act import verb

SPECIAL = frozenset(
    {
        *("activate", "transduce", "thaw-pack", "detach", "passage", "formulate", "dispense", "cryopreserve", "thaw"),
        *("fill", "intervene", "discard-units", "load-units", "inspect-units", "promote-growth"),
    }
)
"""Verbs that no general offer covers."""

ASKED = {
    "amount": gettext_lazy("Amount"),
    "volume_ml": gettext_lazy("Volume"),
    "count": gettext_lazy("How many"),
    "minutes": gettext_lazy("Minutes"),
    "enzyme_ml": gettext_lazy("Enzyme"),
}
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "vessel": ("vessel", "from", "sample"),
    "tray": ("tray",),
    "device": ("equipment",),
    "pack": ("material",),
}
"""Kind of thing → parameters of an act that may mean it."""


def recipe_offers(scene: Scene, kind: str, code: str) -> Iterator[Offer]:
    """Yield what the recipe does with a thing: special work, welded connections, tests with a programme."""
    thing, _, lot = code.partition("|")
    seen: set[tuple[tuple[str, str], ...]] = set()
    for step in scene.state.recipe:
        for act in step.acts:
            if step.room != scene.room or not _special(act):
                continue
            if thing not in {act.get(name) for name in NAMED_BY.get(kind, ())}:
                continue
            fixed = {name: str(value) for name, value in act.items() if name not in ASKED and name != "do"}
            if lot and kind == "pack":
                fixed["lot"] = lot
            key = (("do", str(act["do"])), *fixed.items())
            if key not in seen:
                seen.add(key)
                yield offer(scene, str(act["do"]), fixed, *_asked(act), title=_title(act))


def _special(act: Mapping[str, Any]) -> bool:
    return act["do"] in SPECIAL or "via" in act or (act["do"] == "measure" and "programme" in act)


def _asked(act: Mapping[str, Any]) -> Iterator[Param]:
    for name, label in ASKED.items():
        if name in act:
            unit = str(act.get("unit", "")) if name == "amount" else "mL" if name.endswith("_ml") else ""
            yield Param(name=name, label=str(label), kind="number", unit=unit)


def _title(act: Mapping[str, Any]) -> str:
    """Return the verb with what tells this act from its like: where to, with what."""
    about = [str(act[name]) for name in ("material", "to", "into", "programme", "intervention", "tray") if name in act]
    welded = [gettext("by a weld")] if "via" in act else []
    return ", ".join([gettext(verb(str(act["do"])).title), *about, *welded])
