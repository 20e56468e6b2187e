"""The gowning acts for grades D, C and B in the order of our site procedure, and what a wrong order does.

Annex 1 fixes the items; the order is the site's. A missing item is a breach of a rule, a wrong order one of practice,
unless the clause itself asks for the order.
"""

from dataclasses import dataclass
from typing import Literal

Change = Literal["D", "C", "B"]
Kind = Literal["rule", "practice"]
Consequence = Literal["hood", "zip", "wrist", "hand-load"]
CHANGES: tuple[Change, ...] = ("D", "C", "B")
"""The three changes from outside to the cleanest: each needs the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GownItem:
    """One gowning act.

    Attributes:
        code: Short readable name: `b.hood`.
        title: What is done, for people.
        change: Which change it belongs to; B gives access to grade A work.
        kind: `rule` when a clause asks for it, else `practice`.
        clause: Where it says so.
        seconds: How long it takes at a calm pace, s (A).
        why: Why it matters, one sentence.
        worn: Whether it stays on the body, so that anybody can see when it is missing.
    """

    code: str
    title: str
    change: Change
    kind: Kind
    clause: str
    seconds: int
    why: str
    worn: bool = True


_NOT_WORN = frozenset(
    {
        "d.leave-outside",
        "d.wash-hands",
        "d.mirror-check",
        "c.disinfect-hands",
        "c.mirror-check",
        "b.disinfect-hands",
        "b.check-packs",
        "b.disinfect-gloves",
        "b.mirror-check",
        "b.disinfect-outer",
    }
)


def _item(code: str, title: str, clause: str, seconds: int, why: str) -> GownItem:
    change: Change = "D" if code[0] == "d" else "C" if code[0] == "c" else "B"
    return GownItem(
        code=code,
        title=title,
        change=change,
        kind="rule",
        clause=f"Annex 1 {clause}",
        seconds=seconds,
        why=why,
        worn=code not in _NOT_WORN,
    )


# fmt: off
ITEMS: tuple[GownItem, ...] = (
    _item("d.leave-outside", "Leave coat, jewellery, watch, make-up and phone outside", "7.9, 7.13 iii", 60,
          "They carry skin flakes and cannot be disinfected."),
    _item("d.shoes", "Step over the bench into cleanroom shoes", "7.13 iii", 40,
          "The floor beyond the bench stays clean only if street shoes never touch it."),
    _item("d.wash-hands", "Wash hands", "7.10, 4.12 i", 40,
          "Only here is there a basin: no water in a change room that opens to grade B."),
    _item("d.hair-cover", "Cover hair, beard and moustache", "7.13 iii", 30,
          "Hair sheds all the time; it is covered before the coat, so that nothing falls on the coat."),
    _item("d.coat", "Put on the protective coat", "7.13 iii", 30,
          "It holds back what everyday clothing sheds."),
    _item("d.mirror-check", "Look in the mirror and disinfect hands", "7.11, 7.13 iv", 20,
          "Nobody sees the gap at the back of the own head."),
    _item("c.trousers-socks", "Put on facility trousers and socks", "7.14", 60,
          "Street clothes and socks do not enter this change room."),
    _item("c.disinfect-hands", "Disinfect hands", "4.12 i, 7.10", 30,
          "Skin organisms go from the fingers to everything that is put on next."),
    _item("c.hair-cover", "Renew the hair and beard cover", "7.13 ii", 30,
          "The first cover has been touched and breathed on."),
    _item("c.suit", "Put on the suit: high neck, gathered wrists", "7.13 ii", 60,
          "Neck and wrists are where a moving body pumps its particles out."),
    _item("c.shoes", "Step over the bench into disinfected shoes", "7.13 ii", 40,
          "The sole carries the floor of grade D."),
    _item("c.mask-gloves", "Put on mask and gloves, gloves over the cuffs", "7.13 iv", 40,
          "Cells are handled here; mouth and hands are the nearest sources."),
    _item("c.mirror-check", "Check the garment in the mirror", "7.11", 20,
          "A gap found here costs seconds."),
    _item("b.disinfect-hands", "Disinfect hands (no washing here)", "4.12 i", 30,
          "A basin would be a source of water organisms next to grade B."),
    _item("b.check-packs", "Check the garment packs: sterilised, in date, whole, right size", "7.11, 7.15", 40,
          "A torn pack is no longer sterile, and it must be found before the gloves are on."),
    _item("b.first-gloves", "Put on the first sterile gloves", "7.13 i", 40,
          "The sterile garment is touched with sterile gloves only."),
    _item("b.mask", "Put on the sterile mask", "7.13 i", 20,
          "It must lie under the hood; before or after the hood is the site's choice."),
    _item("b.hood", "Put on the sterile hood, all hair inside", "7.13 i", 40,
          "The head sheds most, and the hood must go under the collar."),
    _item("b.coverall", "Put on the sterile coverall; touch the inside only, never the floor", "7.13 i", 120,
          "Its outside will lean towards grade A."),
    _item("b.boots", "Sit on the bench, sterile over-boots on the clean side, trouser legs inside", "7.13 i", 60,
          "An open trouser leg blows air out at every step."),
    _item("b.goggles", "Put on sterile goggles; no skin is left bare", "7.13 i", 30,
          "The strip around the eyes is the last bare skin above the bench."),
    _item("b.disinfect-gloves", "Disinfect the first gloves", "7.13 i", 30,
          "They have touched everything; the outer pair must not take it over."),
    _item("b.second-gloves", "Put on the second sterile gloves over the sleeves", "7.13 i", 40,
          "This pair works in grade A; over the sleeve, so that no wrist shows."),
    _item("b.mirror-check", "Check in the mirror or let the colleague check", "7.11", 30,
          "The last moment to mend a hood, a zip or a wrist."),
    _item("b.disinfect-outer", "Disinfect the outer gloves, wait for the interlock, enter slowly", "4.13, 7.16, 7.18",
          30, "The hands enter clean, and the door opens only when the other is shut."),
)
# fmt: on
"""All gowning acts, outside first."""

ITEM: dict[str, GownItem] = {each.code: each for each in ITEMS}
"""Gowning act by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFault:
    """What goes wrong when an act is done before another.

    Attributes:
        item: The act that was done.
        missing: The act that should have come before.
        consequence: A defect of the garment, or organisms on the hands.
        kind: `rule` where the clause asks for the order, else `practice`.
        why: What happens, one sentence.
    """

    item: str
    missing: str
    consequence: Consequence
    kind: Kind
    why: str


def _fault(item: str, missing: str, consequence: Consequence, why: str, kind: Kind = "practice") -> OrderFault:
    return OrderFault(item=item, missing=missing, consequence=consequence, kind=kind, why=why)


# fmt: off
ORDER: tuple[OrderFault, ...] = (
    _fault("d.shoes", "d.leave-outside", "hand-load", "Outdoor things go over the bench in the hands.", "rule"),
    _fault("d.hair-cover", "d.wash-hands", "hand-load", "Unwashed fingers touch the cover.", "rule"),
    _fault("d.coat", "d.hair-cover", "hood", "Hair falls on the coat and hangs over its collar."),
    _fault("c.hair-cover", "c.disinfect-hands", "hand-load", "Fingers that were not disinfected touch the cover."),
    _fault("c.suit", "c.trousers-socks", "zip", "The suit does not close over street clothes.", "rule"),
    _fault("c.suit", "c.hair-cover", "hood", "Hair falls inside the collar of the suit."),
    _fault("c.shoes", "c.suit", "hand-load", "Hands that held the shoes then pull the suit on."),
    _fault("c.mask-gloves", "c.suit", "wrist", "The cuff slides over the glove instead of under it."),
    _fault("b.first-gloves", "b.disinfect-hands", "hand-load", "Skin organisms get on the glove.", "rule"),
    _fault("b.first-gloves", "b.check-packs", "hand-load", "The packs are then turned over with the sterile gloves."),
    _fault("b.mask", "b.first-gloves", "hand-load", "Bare fingers touch the sterile mask.", "rule"),
    _fault("b.hood", "b.first-gloves", "hand-load", "Bare fingers touch the outside of the hood.", "rule"),
    _fault("b.coverall", "b.first-gloves", "hand-load", "Bare fingers touch the outside of the coverall.", "rule"),
    _fault("b.coverall", "b.hood", "hood", "The hood cannot be tucked under a collar that is closed.", "rule"),
    _fault("b.boots", "b.coverall", "zip", "Trouser legs hang outside; the suit is opened to tuck them in.", "rule"),
    _fault("b.goggles", "b.hood", "hood", "The strap lies under the hood and lifts its edge."),
    _fault("b.second-gloves", "b.disinfect-gloves", "hand-load", "The first pair hands over what it touched.", "rule"),
    _fault("b.second-gloves", "b.coverall", "wrist", "The sleeve slides over the glove instead of under it.", "rule"),
    _fault("b.second-gloves", "b.boots", "hand-load", "The outer gloves will then touch boots and bench."),
    _fault("b.second-gloves", "b.goggles", "hand-load", "The outer gloves will then touch face and goggles."),
)
# fmt: on
"""What each wrong order does."""
