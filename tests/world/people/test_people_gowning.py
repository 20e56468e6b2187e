"""Gowning: the right order is clean, a wrong one has consequences, and only what is worn is asked for at the door."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradea.vocabulary import HOUR, Chance, CleanlinessGrade, SimTime
from gradea.world.microbes import Occasion
from gradea.world.people import (
    CHANGES,
    ITEMS,
    Garment,
    Hands,
    donned,
    gown_item,
    hands_after,
    next_item,
    out_of_order,
    refuse_change,
    refuse_entry,
    refuse_wearing,
    seconds_for,
    sequence,
    slipped,
    undressed,
)
from gradea.world.people.gown_items import ORDER

CODES = tuple(each.code for each in ITEMS)


def dressed(codes=CODES, *, without=()):
    garment = Garment()
    for code in codes:
        if code not in without:
            garment = donned(garment, gown_item(code), at=SimTime(1000))
    return garment


def test_the_sequences_have_the_length_of_a_real_procedure():
    """Six acts for D, seven for C, twelve for B; every act names its clause and its reason."""
    assert [len(sequence(change)) for change in CHANGES] == [6, 7, 12]
    assert all(each.clause.startswith("Annex 1 ") and each.why.endswith(".") for each in ITEMS)
    assert 7 * 60 < sum(each.seconds for each in sequence("B")) < 15 * 60


def test_the_right_order_leaves_no_defect_and_completes_each_grade():
    """Done in order, D, C and B are complete one after the other, without a defect or a hand contact."""
    garment, levels = Garment(), []
    for item in ITEMS:
        assert next_item(garment, item.change) == item
        assert out_of_order(garment, item) == ()
        assert refuse_change(garment, item) is None
        garment = donned(garment, item)
        levels.append(garment.level.value)
    assert garment.defects == frozenset()
    assert garment.hand_contacts == 0
    assert list(dict.fromkeys(levels)) == ["U", "D", "C", "B"]
    assert all(next_item(garment, change) is None for change in CHANGES)


@pytest.mark.parametrize("fault", ORDER, ids=lambda fault: f"{fault.item} before {fault.missing}")
def test_every_wrong_order_has_its_consequence(fault):
    """Each listed wrong order really gives the defect or the hand contact it threatens with."""
    before = dressed(CODES[: CODES.index(fault.item)], without=(fault.missing,))
    after = donned(before, gown_item(fault.item))
    if fault.consequence == "hand-load":
        assert after.hand_contacts > before.hand_contacts
    else:
        assert fault.consequence in after.defects
    assert fault in out_of_order(before, gown_item(fault.item))


def test_order_faults_name_acts_that_exist_and_come_before():
    """The table of wrong orders is consistent with the sequence itself."""
    for fault in ORDER:
        assert CODES.index(fault.missing) < CODES.index(fault.item)


def test_the_mirror_mends_what_nobody_saw():
    """Without the mirror check the gap stays; with it the gap is closed, at the price of time and a hand contact."""
    order = [code for code in CODES if code not in ("b.hood", "b.mirror-check")]
    order.insert(order.index("b.coverall") + 1, "b.hood")
    unseen = dressed(order)
    assert unseen.level is CleanlinessGrade.B
    assert unseen.defects == {"hood"}
    mirror = gown_item("b.mirror-check")
    assert seconds_for(unseen, mirror) == mirror.seconds + 20
    mended = donned(unseen, mirror)
    assert mended.defects == frozenset()
    assert mended.hand_contacts == unseen.hand_contacts + 1


def test_doing_an_act_twice_changes_nothing():
    """An act done again is neither a second item nor a second fault."""
    garment = dressed()
    for code in CODES:
        assert donned(garment, gown_item(code)) == garment


def test_the_door_asks_for_what_is_worn_and_names_it():
    """A missing pair of goggles is refused with the clause and the way back; a skipped mirror check is not visible."""
    refusal = refuse_entry(dressed(without=("b.goggles",)), "B")
    assert refusal is not None
    assert refusal.code == "gown-incomplete"
    assert refusal.rule == "Annex 1 7.13 i"
    assert "goggles" in refusal.message
    assert "change room for grade B" in refusal.remedy
    assert refuse_entry(dressed(without=("b.mirror-check", "b.disinfect-outer")), CleanlinessGrade.A) is None
    assert refuse_entry(Garment(), "U") is None
    assert refuse_entry(Garment(), "D") is not None
    assert refuse_entry(dressed(without=("d.hair-cover",)), "B").remedy.startswith(
        "Go back to the change room for grade D"
    )


def test_a_change_needs_the_one_before():
    """The sterile hood is refused to somebody who is not in grade C clothing yet, with what to do first."""
    refusal = refuse_change(dressed(CODES[:6]), gown_item("b.hood"))
    assert refusal is not None
    assert refusal.code == "gown-change-too-early"
    assert "trousers" in refusal.remedy
    assert refuse_change(Garment(), gown_item("d.coat")) is None


def test_undressing_ends_the_sterile_set():
    """Taking off B leaves C complete, forgets the defects and the opening time; a new entry needs a new set."""
    garment = undressed(dressed(), "C")
    assert garment.level is CleanlinessGrade.C
    assert garment.opened_at is None
    assert refuse_entry(garment, "B") is not None
    assert undressed(garment, "C") is garment
    assert undressed(dressed(), "U") == Garment()


def test_wearing_time_is_counted_from_the_first_sterile_item():
    """Four hours after opening is still good, a moment later is not."""
    garment = dressed()
    assert garment.opened_at == 1000
    assert refuse_wearing(garment, SimTime(1000 + 4 * HOUR)) is None
    assert refuse_wearing(garment, SimTime(1001 + 4 * HOUR)).rule == "Annex 1 7.15"
    assert refuse_wearing(Garment(), SimTime(99 * HOUR)) is None


def test_slips_depend_on_skill_and_on_the_key_alone():
    """A novice leaves a gap more often than an expert, in the same acts with the same luck."""

    def gaps(skill):
        bare = Garment()
        item = gown_item("b.hood")
        after = donned(bare, item)
        acts = (Occasion(chance=Chance("slips"), key=f"p{number}/don") for number in range(2000))
        return sum("hood" in (slipped(bare, Garment(items=after.items), item, skill, act)).defects for act in acts)

    novice, expert = gaps("novice"), gaps("expert")
    assert 150 < novice < 250
    assert expert < 25


@given(st.permutations(CODES[13:]))
def test_any_order_of_the_last_change_ends_complete(codes):
    """Whatever the order, everything is on at the end, and defects are only of the three kinds."""
    garment = dressed((*CODES[:13], *codes))
    assert garment.level is CleanlinessGrade.B
    assert garment.defects <= {"hood", "zip", "wrist"}
    assert garment.hand_contacts >= 0


def test_unknown_acts_are_refused_by_name():
    """A code that does not exist is a broken promise of the caller."""
    with pytest.raises(ValueError, match="no gowning act"):
        gown_item("b.cape")


def hands_through(codes, seed, skill="trained"):
    garment, hands = Garment(), Hands()
    for code in codes:
        occasion = Occasion(chance=Chance(seed), key=f"p1/{code}", person="p1", room="B_PAL1")
        hands = hands_after(hands, garment, gown_item(code), skill, occasion)
        garment = donned(garment, gown_item(code))
    return hands


def test_a_wrong_order_costs_organisms_on_the_hands():
    """The expectation on the outer gloves is lowest in the right order and rises with every contact."""
    right = hands_through(CODES, "seed")
    assert right.gloves == "double"
    skipped = [code for code in CODES if code not in ("b.disinfect-hands", "b.disinfect-gloves", "b.disinfect-outer")]
    assert hands_through(skipped, "seed").load.expected > 10 * right.load.expected
    early = [code for code in CODES if code != "b.second-gloves"]
    early.insert(early.index("b.hood"), "b.second-gloves")
    assert hands_through(early, "seed").load.expected > 2 * right.load.expected


def test_bare_hands_on_the_mask_are_not_forgotten_with_the_first_pair():
    """What bare fingers left on the garment reaches the second pair at the sleeves."""
    bare = [code for code in CODES if code != "b.first-gloves"]
    bare.insert(bare.index("b.coverall"), "b.first-gloves")
    without_last = tuple(code for code in CODES if code != "b.disinfect-outer")
    bare_without_last = tuple(code for code in bare if code != "b.disinfect-outer")
    assert hands_through(bare_without_last, "s").load.expected > hands_through(without_last, "s").load.expected


def test_every_organism_on_the_hands_has_a_cause():
    """Over many people, whatever ends on the gloves says which act brought it."""
    found = itertools.chain.from_iterable(
        hands_through(CODES[:-1], f"seed-{number}", "novice").load.groups for number in range(60)
    )
    groups = list(found)
    assert groups
    assert all(group.cause.person == "p1" and group.cause.source for group in groups)
