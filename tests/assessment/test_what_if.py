"""What if: the unchanged run is the run, the rest keeps its luck, and each kind of change does what it says."""

from dataclasses import replace

import pytest
from playing_what_if import PLAYED, events, first, recipe

from gradea.assessment import batch_outcome
from gradea.assessment.change import Change, change_from
from gradea.assessment.pairs import moved
from gradea.assessment.story import Fact
from gradea.assessment.what_if import Seen, resimulated
from gradea.vocabulary import Refused
from gradea.world.act import ActPerformed


def facts() -> list[Fact]:
    return [Fact(seq=each.seq, at=each.item.at, actor=each.item.actor.ref, event=each.item.event) for each in events()]


def change(text: str) -> Change:
    return change_from(text, recipe(), facts())


@pytest.fixture(scope="module")
def as_it_was() -> Seen:
    return resimulated(first(), events())


def test_without_a_change_the_run_is_the_run(as_it_was: Seen) -> None:
    """Every reading comes out as it was logged: attributes, contamination and expected exposure to the last digit."""
    outcome = batch_outcome(PLAYED().state)
    assert as_it_was.attributes == {code: line["value"] for code, line in outcome.attributes.items()}
    assert as_it_was.contaminated == outcome.contaminated
    assert as_it_was.impossible == ()


def test_another_luck_is_another_batch_of_the_same_patient(as_it_was: Seen) -> None:
    other = resimulated(first(), events(), None, 1)
    assert other.attributes != as_it_was.attributes
    assert resimulated(first(), events(), None, 1) == other


def test_leaving_out_the_maturation_shows_in_the_cells(as_it_was: Seen) -> None:
    """Without dexamethasone on day 3 the cells make less IL-10, and nobody's pen hides it."""
    step = next(
        each.id
        for each in recipe().steps
        for act in each.acts
        if act.get("material") == "gm_csf" and act["do"] == "add"
    )
    index = next(n for n, act in enumerate(recipe().step_of[step].acts, 1) if act.get("material") == "gm_csf")
    without = resimulated(first(), events(), change(f"leave-out {step}/{index}"))
    assert without.viable_e6 < as_it_was.viable_e6 or without.attributes != as_it_was.attributes


def first_open() -> tuple[int, ActPerformed]:
    """Return the first act that adds something to the culture medium."""
    for fact in facts():
        deed = fact.event
        if isinstance(deed, ActPerformed) and deed.do == "add" and str(deed.parameters["vessel"]).startswith("MEDIUM"):
            return fact.seq, deed
    raise AssertionError("nothing was added to the medium")


def test_haste_at_one_act_raises_the_expected_exposure(as_it_was: Seen) -> None:
    """Only that act: everything the change does not touch keeps its luck, so the readings of day 0 are the same."""
    seq, _deed = first_open()
    hurried = resimulated(first(), events(), change(f"technique #{seq} hurried"))
    assert hurried.operator_chance > as_it_was.operator_chance


def test_another_person_has_other_hands(as_it_was: Seen) -> None:
    seq, _deed = first_open()
    other = resimulated(first(), events(), change(f"actor #{seq} verifier"))
    assert other.operator_chance != as_it_was.operator_chance
    assert other.impossible == ()


def test_a_spray_instead_of_the_sporicide_leaves_more(as_it_was: Seen) -> None:
    seq = next(f.seq for f in facts() if isinstance(f.event, ActPerformed) and f.event.do == "transfer-in")
    sprayed = resimulated(first(), events(), change(f"wipe #{seq} spray"))
    assert sprayed.operator_chance > as_it_was.operator_chance


def test_a_smaller_amount_is_a_smaller_amount(as_it_was: Seen) -> None:
    seq, deed = first_open()
    halved = resimulated(first(), events(), change(f"amount #{seq} {float(deed.parameters['amount']) / 4}"))
    assert halved.attributes != as_it_was.attributes or halved.viable_e6 != as_it_was.viable_e6


def test_a_delay_ages_the_cells(as_it_was: Seen) -> None:
    seq, _deed = first_open()
    late = resimulated(first(), events(), change(f"delay #{seq} 600"))
    assert late.viable_e6 != as_it_was.viable_e6


def test_an_act_that_falls_away_makes_others_impossible() -> None:
    """Without the culture bag taken out of the incubator the rest of the day cannot be done, and that is said."""
    seq = next(f.seq for f in facts() if isinstance(f.event, ActPerformed) and f.event.do == "take-out")
    stuck = resimulated(first(), events(), change(f"leave-out #{seq}"))
    assert stuck.impossible


@pytest.mark.parametrize(
    "text",
    ["", "explode 2.4", "leave-out", "leave-out 99.9", "leave-out #1", "delay 2.4 soon", "delay 2.4", "amount 2.1/1 3",
     "technique 2.4 upside-down", "actor 2.4 nobody", "wipe 2.4 spray", "leave-out 2.4/x", "leave-out 2.4/77"],
)  # fmt: skip
def test_a_change_that_is_none_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(Refused) as caught:
        change(text)
    assert caught.value.refusal.remedy


def test_pairs_tell_how_it_moves(as_it_was: Seen) -> None:
    worse = replace(as_it_was, failed=("VIA",), operator_chance=as_it_was.operator_chance + 0.01)
    told = moved([(as_it_was, worse)] * 4)
    assert told["meets_specification"]["difference"] == (-1.0 if not as_it_was.failed else 0.0)
    assert told["expected_by_the_team"]["difference"] == pytest.approx(0.01)
    assert told["this_batch"]["failed"][1] == ["VIA"]
    same = moved([(as_it_was, as_it_was)] * 4)
    assert same["this_batch"]["attributes_changed"] == {}
    low, high = same["contaminated"]["interval"]
    assert low < 0.0 < high, "four pairs without a difference do not prove that there is none"
    with pytest.raises(ValueError, match="no pair"):
        moved([])
