"""What a person wears: put on act by act, with defects that only the mirror shows."""

from dataclasses import dataclass, replace

from gradea.vocabulary import HOUR, CleanlinessGrade, Refusal, SimTime
from gradea.world.microbes import Occasion, Skill, rate_by_skill
from gradea.world.people import parameters as p
from gradea.world.people.gown_items import CHANGES, ITEM, ITEMS, ORDER, Change, GownItem, OrderFault

DEFECTS = ("hood", "zip", "wrist")
_MIRRORS = ("d.mirror-check", "c.mirror-check", "b.mirror-check")
_SLIPS = {"b.hood": "hood", "c.hair-cover": "hood", "b.coverall": "zip", "c.suit": "zip", "b.second-gloves": "wrist"}
_SLIP_PROBABILITY = {
    "novice": p.SLIP_NOVICE.value,
    "trained": p.SLIP_TRAINED.value,
    "expert": p.SLIP_EXPERT.value,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Garment:
    """The garment of one person. The defects are hidden until a mirror check.

    Attributes:
        items: Codes of the acts done, in order of doing.
        defects: `hood`, `zip`, `wrist`: gaps nobody has seen yet.
        hand_contacts: How often hands touched what they should not while gowning.
        level: Cleanest grade whose garment is complete.
        opened_at: Instant the sterile set was opened; None before.
    """

    items: tuple[str, ...] = ()
    defects: frozenset[str] = frozenset()
    hand_contacts: int = 0
    level: CleanlinessGrade = CleanlinessGrade.U
    opened_at: SimTime | None = None


def sequence(change: Change) -> tuple[GownItem, ...]:
    """Return the acts of one change in the order of the procedure."""
    return tuple(each for each in ITEMS if each.change == change)


def gown_item(code: str) -> GownItem:
    """Return the gowning act with this code.

    Raises:
        ValueError: If there is none.
    """
    if code not in ITEM:
        raise ValueError(f"'{code}' is no gowning act; use one of {', '.join(ITEM)}")
    return ITEM[code]


def next_item(garment: Garment, change: Change) -> GownItem | None:
    """Return the first act of the change that is still to do, or None when all are done.

    >>> next_item(Garment(items=("d.leave-outside",)), "D").code
    'd.shoes'
    """
    return next((each for each in sequence(change) if each.code not in garment.items), None)


def out_of_order(garment: Garment, item: GownItem) -> tuple[OrderFault, ...]:
    """Return what goes wrong if this act is done now; empty when the order is right or the act was done before."""
    if item.code in garment.items:
        return ()
    return tuple(each for each in ORDER if each.item == item.code and each.missing not in garment.items)


def donned(garment: Garment, item: GownItem, *, at: SimTime | None = None) -> Garment:
    """Return the garment after a gowning act.

    A wrong order leaves a defect or a hand contact (`out_of_order` says which and why). The mirror check mends every
    defect; each mending is one more hand contact, so a clean sequence stays better than a mended one. Doing an act
    again changes nothing, but a mirror check may be repeated.

    Args:
        garment: What is worn.
        item: The act, from `gown_item`.
        at: Simulated instant; the first sterile item sets `opened_at`.

    >>> early = donned(Garment(items=("b.first-gloves",)), gown_item("b.coverall"))
    >>> sorted(early.defects), sorted(donned(early, gown_item("b.mirror-check")).defects)
    (['hood'], [])
    """
    faults = out_of_order(garment, item)
    defects = garment.defects | {each.consequence for each in faults if each.consequence != "hand-load"}
    contacts = garment.hand_contacts + sum(each.consequence == "hand-load" for each in faults)
    if item.code in _MIRRORS:
        contacts += len(defects)
        defects = frozenset()
    items = garment.items if item.code in garment.items else (*garment.items, item.code)
    opened_at = at if garment.opened_at is None and item.change == "B" and item.worn else garment.opened_at
    after = Garment(items=items, defects=defects, hand_contacts=contacts, opened_at=opened_at)
    return replace(after, level=complete_for(after))


def slipped(before: Garment, after: Garment, item: GownItem, skill: Skill | str, occasion: Occasion) -> Garment:
    """Return the garment with the defect that an unlucky hand leaves even in the right order (drawn by skill).

    Args:
        before: What was worn before the act; an act done again cannot slip.
        after: The garment after `donned`.
        item: The act.
        skill: A skill, or a level alone: `novice`, `trained` or `expert`.
        occasion: The act, with its luck.
    """
    defect = _SLIPS.get(item.code)
    if defect is None or item.code in before.items:
        return after
    if not occasion.chance.happens(rate_by_skill(_SLIP_PROBABILITY, skill), occasion.key, "gowning-slip"):
        return after
    return replace(after, defects=after.defects | {defect})


def seconds_for(garment: Garment, item: GownItem) -> int:
    """Return how long the act takes, s; mending defects at the mirror takes longer."""
    return item.seconds + (int(p.REPAIR_S.value) * len(garment.defects) if item.code in _MIRRORS else 0)


def complete_for(garment: Garment) -> CleanlinessGrade:
    """Return the cleanest grade for which everything that is worn is on; `U` when not even grade D.

    >>> complete_for(Garment(items=("d.shoes", "d.hair-cover", "d.coat")))
    <CleanlinessGrade.D: 'D'>
    """
    level = CleanlinessGrade.U
    for change in CHANGES:
        if _missing(garment, change):
            break
        level = CleanlinessGrade(change)
    return level


def _missing(garment: Garment, change: Change) -> list[GownItem]:
    return [each for each in sequence(change) if each.worn and each.code not in garment.items]


def refuse_entry(garment: Garment, grade: CleanlinessGrade | str) -> Refusal | None:
    """Return why this garment may not enter a room of this grade, or None.

    Only what is worn is asked for: a missed hand disinfection or mirror check cannot be seen, and has its consequences.
    """
    wanted = CleanlinessGrade(grade)
    for change in CHANGES:
        if CleanlinessGrade(change).rank > wanted.rank:
            return None
        missing = _missing(garment, change)
        if missing:
            titles = "; ".join(each.title.lower() for each in missing)
            clauses = ", ".join(dict.fromkeys(each.clause for each in missing))
            return Refusal(
                code="gown-incomplete",
                rule=clauses,
                message=f"The garment is not complete for grade {wanted}: {len(missing)} missing ({titles}).",
                remedy=f"Go back to the change room for grade {change} and start with: {missing[0].title.lower()}.",
            )
    return None


def refuse_change(garment: Garment, item: GownItem) -> Refusal | None:
    """Return why this act cannot be done yet (the change before is not complete), or None."""
    position = CHANGES.index(item.change)
    needed = CHANGES[position - 1] if position else None
    if needed is None or complete_for(garment).rank >= CleanlinessGrade(needed).rank:
        return None
    first = next(_missing(garment, change)[0] for change in CHANGES if _missing(garment, change))
    other = f"the change for grade {needed} is not complete"
    return Refusal(
        code="gown-change-too-early",
        rule=first.clause,
        message=f"'{item.title}' belongs to the change for grade {item.change}; {other}.",
        remedy=f"First: {first.title.lower()}.",
    )


def refuse_wearing(garment: Garment, at: SimTime, limit_h: float = p.WEAR_H.value) -> Refusal | None:
    """Return why the sterile garment must come off (worn longer than qualified), or None.

    Args:
        garment: What is worn.
        at: Now.
        limit_h: Longest wearing time of the site, h; Annex 1 names none.
    """
    if garment.opened_at is None or at - garment.opened_at <= limit_h * HOUR:
        return None
    hours = (at - garment.opened_at) / HOUR
    return Refusal(
        code="gown-worn-too-long",
        rule="Annex 1 7.15",
        message=f"The sterile garment was opened {hours:.1f} h ago; the limit is {limit_h:g} h.",
        remedy="Leave grade B, undress, and come back with a new set.",
    )


def undressed(garment: Garment, to_grade: CleanlinessGrade | str) -> Garment:
    """Return the garment after taking off everything beyond a grade; a sterile set is never used again (7.15).

    >>> undressed(Garment(items=("d.shoes", "d.hair-cover", "d.coat", "c.suit")), "D").items
    ('d.shoes', 'd.hair-cover', 'd.coat')
    """
    rank = CleanlinessGrade(to_grade).rank
    kept = tuple(code for code in garment.items if CleanlinessGrade(ITEM[code].change).rank <= rank)
    if kept == garment.items:
        return garment
    after = Garment(items=kept)
    return replace(after, level=complete_for(after))
