"""One clock: it moves on when hands are needed, never back, and people work side by side."""

from playing import fresh

from gradea.practical import Actor, OpenRun, RunState, TakeSeat, handle
from gradea.vocabulary import SECOND, sim_time
from gradea.world.act import Perform

TRAINER = Actor(ref="t", role="trainer")


def opened() -> RunState:
    state = handle(fresh(), OpenRun(batch_number="EX-00009"), actor=TRAINER, now=sim_time(hours=7)).state
    for role, person in (("operator", "anna"), ("verifier", "ben")):
        state = handle(state, TakeSeat(role=role, person=person), actor=TRAINER, now=state.at).state
    return state


def don(state: RunState, person: str, item: str) -> RunState:
    outcome = handle(state, Perform(do="don", parameters={"item": item}), actor=Actor(ref=person), now=state.at)
    assert outcome.refusal is None, outcome.refusal
    return outcome.state


def inside(state: RunState, person: str) -> RunState:
    return handle(state, Perform(do="go", parameters={"to": "D_PAL"}), actor=Actor(ref=person), now=state.at).state


def test_an_act_answers_at_once_and_the_next_one_waits_for_free_hands() -> None:
    """Going through the door takes 18 s: the first garment begins 18 s later, on the one clock."""
    state = inside(opened(), "anna")
    assert state.at == sim_time(hours=7)
    dressed = don(state, "anna", "d.leave-outside")
    assert dressed.at == sim_time(hours=7) + 18 * SECOND


def test_two_people_gown_side_by_side() -> None:
    """Ben's acts do not wait for Anna's hands: together they need about the time of one."""
    alone = inside(opened(), "anna")
    items = ("d.leave-outside", "d.shoes", "d.wash-hands", "d.hair-cover", "d.coat")
    for item in items:
        alone = don(alone, "anna", item)
    together = inside(inside(opened(), "anna"), "ben")
    for item in items:
        together = don(don(together, "anna", item), "ben", item)
    assert together.at - alone.at < 60 * SECOND


def test_an_interlocked_door_is_waited_for() -> None:
    """Two doors of one airlock are never open together: the second person waits until the first door is shut."""
    state = inside(opened(), "anna")
    again = inside(state, "ben")
    assert again.world.air.configuration.open_links <= {"OUT-D_PAL"}
    assert again.free("ben") >= state.free("anna")


def test_a_room_refuses_who_is_not_dressed_for_it() -> None:
    """From the first airlock nobody gets into grade D without shoes, cover and coat; the refusal says what is missing."""
    state = inside(opened(), "anna")
    outcome = handle(state, Perform(do="go", parameters={"to": "D_PREP"}), actor=Actor(ref="anna"), now=state.at)
    assert outcome.refusal is not None
    assert outcome.refusal.code == "gown-incomplete"
    assert outcome.state.world.worker("anna").room == "D_PAL"


def test_bad_acts_are_refused_and_leave_no_trace() -> None:
    """Unknown verbs, missing things, impossible amounts: a refusal with a remedy, and the very same state."""
    state = opened()
    bad = (
        Perform(do="fly"),
        Perform(do="go"),
        Perform(do="go", parameters={"to": "MOON"}),
        Perform(do="add", parameters={"material": "x", "vessel": "LEUKA", "amount": -1, "unit": "mL"}),
        Perform(do="add", parameters={"material": "x", "vessel": "LEUKA", "amount": True, "unit": "mL"}),
        Perform(do="scan", parameters={"material": "gold"}),
        Perform(do="measure", parameters={"equipment": "CNT-1", "sample": "S-1"}),
        Perform(do="disinfect-gloves", technique="violently"),
        Perform(do="look", parameters={"vessel": "LEUKA", "colour": "red"}),
    )
    for command in bad:
        outcome = handle(state, command, actor=Actor(ref="anna"), now=state.at)
        assert outcome.refusal is not None, command
        assert outcome.refusal.remedy
        assert outcome.events == ()
