"""What a gowning act does to the hands: washing, gloves, and the contacts that a wrong order costs."""

from gradea.world.microbes import Occasion, Skill, Surface
from gradea.world.microbes.parameters import ITEM_LOAD, PACKAGING_LOAD
from gradea.world.people import parameters as p
from gradea.world.people.gown_items import GownItem
from gradea.world.people.gowning import Garment, donned
from gradea.world.people.hands import Hands, disinfected, gloves_changed, touched

_RUBS = {
    "d.wash-hands": p.WASH_S.value,
    "d.mirror-check": p.IPA_S.value,
    "c.disinfect-hands": p.IPA_S.value,
    "b.disinfect-hands": p.IPA_S.value,
    "b.disinfect-gloves": p.IPA_S.value,
    "b.disinfect-outer": p.IPA_S.value,
}
_UNTREATED = Surface(name="clothing or pack", cfu_per_cm2=PACKAGING_LOAD.value, flora="CD", area_cm2=2000.0)
_MOST_CONTACTS = 6


def hands_after(hands: Hands, garment: Garment, item: GownItem, skill: Skill | str, occasion: Occasion) -> Hands:
    """Return the hands after a gowning act.

    Args:
        hands: The hands before.
        garment: The garment before the act: it decides which contacts the act costs.
        item: The act.
        skill: A skill, or a level alone: `novice`, `trained` or `expert`.
        occasion: The act, with its luck.

    Model:
        Gloves renew the outside. Every hand contact (wrong order, mended defect) is one touch of an untreated surface,
        before the alcohol of the same act. What earlier contacts left on the outside of the garment meets the second
        gloves as they are pulled over the sleeves, so an early slip does not vanish with the first pair (A).
    """
    after = hands
    if item.code == "c.mask-gloves":
        after = gloves_changed(hands, occasion, skill=skill, layer="first", sterile=False)
    elif item.code == "b.first-gloves":
        after = gloves_changed(hands, occasion, skill=skill, layer="first")
    elif item.code == "b.second-gloves":
        after = gloves_changed(hands, occasion, skill=skill, layer="double")
        after = _over_the_sleeves(after, garment, occasion)
    for number in range(donned(garment, item).hand_contacts - garment.hand_contacts):
        after, _surface = touched(after, _UNTREATED, occasion.part(f"contact-{number}"))
    if item.code in _RUBS:
        after = disinfected(after, _RUBS[item.code], occasion)
    return after


def _over_the_sleeves(hands: Hands, garment: Garment, occasion: Occasion) -> Hands:
    contacts = min(garment.hand_contacts, _MOST_CONTACTS)
    if contacts == 0:
        return hands
    outside = Surface(
        name="outside of the own garment", cfu_per_cm2=ITEM_LOAD.value * contacts, flora="skin", area_cm2=2000.0
    )
    return touched(hands, outside, occasion.part("sleeves"))[0]
