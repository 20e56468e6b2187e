"""What a person of the team sees of a run."""

import pytest

from gradea.practical import (
    PERSONAS,
    AcknowledgeAlarm,
    Actor,
    Disturb,
    EndDisturbance,
    JumpClock,
    PauseClock,
    next_move,
)
from gradea.vocabulary import MINUTE, SimTime
from gradea.world.act import Perform
from gradea.world.people import sequence

from .conftest import moved_on

TRAINER = Actor(ref="trainer", role="trainer")


def test_the_plan_shows_grades_pressures_ways_and_people(play, scene_of) -> None:
    """From outside one can go into the two airlocks; everybody stands outside; displays show pressure falling outwards."""
    from gradea.campus.cleanroom.sight.plan import plan_of  # noqa: PLC0415  # after Django is set up

    plan = plan_of(scene_of("student-01", play().ref))
    rooms = {room.code: room for room in plan.rooms}
    assert {room.code for room in plan.rooms if room.near} == {"D_PAL", "D_MAL"}
    assert [face.initials for face in rooms["OUT"].people] == ["AE", "BE", "CE", "DE", "EE"]
    assert rooms["OUT"].here
    assert rooms["B_LAB1"].grade == "B"
    assert rooms["B_LAB1"].pressure.endswith("Pa over C")
    measured = [door for door in plan.doors if door.measured]
    assert measured
    assert not any(door.turned for door in plan.doors)


def test_a_change_room_lists_its_acts_with_the_next_one_marked(play, scene_of, htmx, client_for) -> None:
    """Done acts are ticked, the next is marked, each says why."""
    from gradea.campus.cleanroom.sight.bench import bench_of  # noqa: PLC0415

    played, client = play(), client_for("student-01")
    htmx(client, f"{played.url}act/", do="go", p__to="D_PAL")
    htmx(client, f"{played.url}act/", do="don", p__item="d.leave-outside")
    bench = bench_of(scene_of("student-01", played.ref))
    assert bench.kind == "change"
    assert [item.code for item in bench.gown] == [each.code for each in sequence("D")]
    assert [item.code for item in bench.gown if item.done] == ["d.leave-outside"]
    assert [item.code for item in bench.gown if item.next] == ["d.shoes"]
    assert all(item.why and item.clause for item in bench.gown)
    assert bench.seen.own[0].title == "Leave coat, jewellery, watch, make-up and phone outside"
    assert bench.hint.button == "Step over the bench into cleanroom shoes"


def test_an_exam_gives_no_hint_no_why_no_order(play, scene_of, htmx, client_for) -> None:
    """The things lie on the shelf by name; nothing is marked."""
    from gradea.campus.cleanroom.sight.bench import bench_of  # noqa: PLC0415
    from gradea.campus.cleanroom.sight.record import record_of  # noqa: PLC0415

    played = play(mode="exam")
    htmx(client_for("student-01"), f"{played.url}act/", do="go", p__to="D_PAL")
    scene = scene_of("student-01", played.ref)
    bench, record = bench_of(scene), record_of(scene)
    assert bench.hint is None
    assert [item.title for item in bench.gown] == sorted(item.title for item in bench.gown)
    assert not any(item.next or item.why for item in bench.gown)
    assert record.mine[0].what
    assert record.mine[0].why == ""


def test_following_the_hints_alone_makes_a_step(play, scene_of, htmx, client_for) -> None:
    """The button of each hint, pressed as it is, leads through gowning to the reading, and then to the record."""
    from gradea.campus.cleanroom.sight.hint import hint_of  # noqa: PLC0415

    played = play()
    htmx(client_for("student-01"), f"{played.url}clock/", what="jump")
    clients = {who: client_for(who) for who in ("student-02", "student-01")}
    for who, client in clients.items():
        for _ in range(30):
            hint = hint_of(scene_of(who, played.ref))
            if hint is None or hint.kind != "act":
                break
            fields = {f"p.{name}": value for name, value in hint.fields}
            assert htmx(client, f"{played.url}act/", do=hint.do, **fields).status_code == 200
    assert played.run.state.doing("1.1", 0) is not None
    assert hint_of(scene_of("student-01", played.ref)).kind == "write"


def test_things_offer_the_few_verbs_that_make_sense(play, scene_of) -> None:
    """A bag at the cabinet can be sampled, a sample measured, an incubator read; nothing elsewhere."""
    from gradea.campus.cleanroom.sight.offers import offers_for  # noqa: PLC0415

    scene = scene_of("student-01", play("4.1").ref)
    bag = {offer.do for offer in offers_for(scene, "vessel", "LEUKA")}
    assert {"look", "sample", "add", "transfer", "remove", "incubate", "run"} <= bag
    assert "measure" not in bag
    assert {offer.do for offer in offers_for(scene, "device", "INC-1")} >= {"check-equipment", "read", "incubate"}
    assert offers_for(scene, "device", "FC-1") == ()
    assert offers_for(scene, "vessel", "NOWHERE") == ()
    assert offers_for(scene, "spell", "x") == ()


@pytest.mark.requirement("AUD-09", "positive")
@pytest.mark.requirement("AUD-04", "positive")
def test_a_step_card_keeps_every_version(play, scene_of, htmx, client_for) -> None:
    """A corrected value stands struck through beside the new one, with reason, person and time; the signature falls."""
    from gradea.campus.cleanroom.sight.step import step_card  # noqa: PLC0415

    played = play("1.1")
    form = {"what": "correct", "step": "1.1", "field": "leuka_volume_ml", "value": "150.0"}
    answer = htmx(client_for("student-01"), f"{played.url}entry/", **form, reason="Misread the scale by one digit.")
    assert answer.status_code == 200, answer.content.decode()[:300]
    scene = scene_of("student-01", played.ref)
    card = step_card(scene, scene.state.recipe.step_of["1.1"])
    versions = next(blank.versions for blank in card.blanks if blank.code == "leuka_volume_ml")
    assert [version.current for version in versions] == [False, True]
    assert versions[1].value == "150.0"
    assert versions[1].reason == "Misread the scale by one digit."
    assert versions[1].by == "Amina Example"
    assert all(sign.void for sign in card.signs)
    assert card.may_sign == "performed"


def test_the_record_shows_ones_own_steps_first_and_whom_others_wait_for(play, scene_of) -> None:
    """The operator's step is the verifier's waiting."""
    from gradea.campus.cleanroom.sight.record import record_of  # noqa: PLC0415

    played = play("1.1")
    operator, verifier = (record_of(scene_of(who, played.ref)) for who in ("student-01", "student-02"))
    assert [card.id for card in operator.mine] == ["1.2"]
    assert [(card.id, card.waits_for) for card in verifier.others] == [("1.2", "Waits for operator")]
    assert operator.words == "1 of 96 steps closed"


def test_the_trend_is_the_same_after_a_reload(play) -> None:
    """What the monitoring system recorded does not depend on when the page was looked at."""
    played = play("2.5")
    before = played.run.trend.points()
    assert len(before) > 10
    played.run._reload()
    assert played.run.trend.points() == before


@pytest.mark.parametrize(("who", "seats"), [("student-06", None), ("guest-qp-01", {"qp"}), ("student-01", set())])
def test_who_may_take_which_seat(play, scene_of, viewer_for, who: str, seats: set[str] | None) -> None:
    """Another team sees nothing; a guest may take the seat of their own trade from the crew; who sits, sits."""
    from gradea.campus.cleanroom.sight.faces import faces_of  # noqa: PLC0415
    from gradea.practical import Actor, TakeSeat  # noqa: PLC0415

    played = play()
    for role in ("qa", "qp"):
        command = TakeSeat(role=role, person=f"crew-{role}", crew="careful")
        played.run.send(command, actor=Actor(ref="trainer", role="trainer"), key=f"crew-{role}")
    scene = scene_of(who, played.ref)
    if seats is None:
        assert scene is None
    else:
        assert {face.role for face in faces_of(scene) if face.free} == seats


def seated(scene_of, played, who: str) -> Actor:
    """Return the person as the run knows them."""
    return Actor(ref=scene_of(who, played.ref).me)


def followed(scene_of, played, who: str, most: int = 30) -> list:
    """Press the button of each hint and return the hints; the last one has no button unless `most` were pressed."""
    from gradea.campus.cleanroom.sight.hint import hint_of  # noqa: PLC0415  # after Django is set up

    found = []
    for _ in range(most):
        hint = hint_of(scene_of(who, played.ref))
        found.append(hint)
        if hint is None or hint.kind != "act":
            break
        act = Perform(do=hint.do, parameters=dict(hint.fields))
        key = f"{who}-{played.run.head.seq}"
        played.run.send(act, actor=seated(scene_of, played, who), key=key)
    return found


def jumped(played, milliseconds: int) -> None:
    """Let the trainer move the clock on."""
    to = SimTime(played.run.state.at + milliseconds)
    played.run.send(JumpClock(to=to), actor=TRAINER, key=f"jump-{played.run.head.seq}")


@pytest.mark.requirement("REC-05", "negative")
def test_a_step_that_has_not_opened_is_announced_and_not_begun(play, scene_of) -> None:
    """Before 08:00 one may dress and go there; each hint says when the step opens, and the last one waits."""
    *on_the_way, last = followed(scene_of, play(), "student-01")
    assert on_the_way
    assert all("opens at day 0 08:00; nothing of it can be written down before" in each.words for each in on_the_way)
    assert {each.do for each in on_the_way} <= {"go", "don"}
    assert (last.kind, last.button) == ("wait", "")
    assert last.words.startswith("You are in place. Step 1.1 opens at day 0 08:00; nothing of it can be written down")


def test_nobody_is_sent_to_a_step_that_opens_days_later(play, scene_of) -> None:
    """After day 0 the hint lets time pass; who is still inside leaves."""
    from gradea.campus.cleanroom.sight.hint import hint_of  # noqa: PLC0415

    played = play("5.9")
    hint = hint_of(scene_of("student-01", played.ref))
    assert (hint.kind, hint.button) == ("wait", "")
    assert hint.words == "Step 6.1 opens at day 3 09:00; nothing of it can be written down before. Let time pass."
    assert {each.do for each in followed(scene_of, played, "student-02")[:-1]} <= {"leave"}


def test_a_step_for_two_waits_for_the_second_person_all_along(play, scene_of) -> None:
    """The way there says that a verifier must be there; without one nothing begins, and nothing goes on."""
    from gradea.campus.cleanroom.sight.hint import hint_of  # noqa: PLC0415

    played = play("2.1")
    played.run.send(Perform(do="leave"), actor=seated(scene_of, played, "student-02"), key="out")
    *on_the_way, alone = followed(scene_of, played, "student-01")
    assert on_the_way
    assert all("must be there before you start" in each.words for each in on_the_way)
    assert alone.kind == "wait"
    assert "must be there before you start. Wait until" in alone.words
    followed(scene_of, played, "student-02", most=60)
    assert scene_of("student-02", played.ref).room == "B_LAB1"
    assert hint_of(scene_of("student-01", played.ref)).kind == "act"
    while played.run.state.doing("2.2", 0) is None:
        followed(scene_of, played, "student-01", most=1)
    played.run.send(Perform(do="leave"), actor=seated(scene_of, played, "student-02"), key="off")
    hint = hint_of(scene_of("student-01", played.ref))
    assert (hint.kind, hint.step, hint.button) == ("wait", "2.2", "")


def test_a_clock_that_stands_invites_nothing(play, scene_of) -> None:
    """While the trainer has stopped the clock every act would be refused."""
    from gradea.campus.cleanroom.sight.hint import hint_of  # noqa: PLC0415

    played = play("1.1")
    assert hint_of(scene_of("student-01", played.ref)).kind == "act"
    played.run.send(PauseClock(), actor=TRAINER, key="pause")
    hint = hint_of(scene_of("student-01", played.ref))
    assert (hint.kind, hint.button) == ("pause", "")
    assert "stopped the clock" in hint.words


def test_a_pressure_that_is_out_stands_before_the_next_step(play, scene_of) -> None:
    """In the room the hint warns, also after somebody has seen the alarm, until the display is right; not outside."""
    from gradea.campus.cleanroom.sight.hint import hint_of  # noqa: PLC0415

    def hints():
        return [hint_of(scene_of(who, played.ref)) for who in ("student-01", "student-03")]

    played = play("2.5")
    played.run.send(Disturb(kind="damper"), actor=TRAINER, key="damper")
    for _ in range(2):
        jumped(played, 10 * MINUTE)
    inside, outside = hints()
    assert (inside.kind, inside.button) == ("alarm", "")
    assert "Start no open work" in inside.words
    assert "quality assurance" in inside.words
    assert "eviation" in inside.words
    assert outside is None or outside.kind != "alarm"
    for alarm in tuple(played.run.state.alarms):
        actor = seated(scene_of, played, "student-01")
        played.run.send(AcknowledgeAlarm(alarm=alarm), actor=actor, key=f"seen-{alarm}")
    assert hints()[0].kind == "alarm"
    played.run.send(EndDisturbance(kind="damper"), actor=TRAINER, key="repaired")
    assert hints()[0].kind != "alarm"


def test_the_verifier_stays_while_the_laboratory_outside_measures(play, scene_of) -> None:
    """Step 3.4 is quality control's; the verifier is told to stay in the cleanroom for the operator's next step."""
    from gradea.campus.cleanroom.sight.hint import hint_of  # noqa: PLC0415

    played = play("3.3")
    scene = scene_of("student-02", played.ref)
    hint = hint_of(scene)
    assert scene.room == "B_LAB1"
    assert (hint.kind, hint.step, hint.button) == ("wait", "4.1", "")
    assert hint.words.startswith("Stay here.")


def test_the_coach_goes_on_only_when_a_lesson_is_over(play, scene_of) -> None:
    """The door waits for the mirror, the signature for the last blank; an act names the button at the top."""
    from gradea.campus.cleanroom.sight.coach import coach_of  # noqa: PLC0415

    def lesson():
        return next(each for each in coach_of(scene_of("student-01", played.ref)) if each.next)

    def write(number: int) -> None:
        seat = played.run.state.roster.seats["operator"]
        move = next_move(played.run.state, seat, PERSONAS["careful"])
        played.run.send(move.command, actor=me, key=f"write-{number}")

    played = play(mode="tutorial")
    jumped(played, 60 * MINUTE)
    me = seated(scene_of, played, "student-01")
    played.run.send(Perform(do="go", parameters={"to": "D_PAL"}), actor=me, key="in")
    for item in sequence("D"):
        if item.code == "d.mirror-check":
            assert lesson().title == "Gown"
        played.run.send(Perform(do="don", parameters={"item": item.code}), actor=me, key=item.code)
    assert lesson().title == "Door"
    followed(scene_of, played, "student-02")
    followed(scene_of, played, "student-01", most=1)
    assert lesson().title == "Act"
    assert lesson().how.startswith("Press the button at the top: ")
    followed(scene_of, played, "student-01")
    assert lesson().title == "Entry"
    for number in range(5):
        assert lesson().title == "Entry"
        assert number == 0 or f"the rest of step 1.1: {5 - number} field" in lesson().how
        write(number)
    assert lesson().title == "Signature"
    moved_on(played.run, "1.1")
    assert lesson().title == "Correction"
    assert "All steps, step 1.1" in lesson().how
