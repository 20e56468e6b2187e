"""What a person of the team sees of a run."""

import pytest

from gradea.world.people import sequence


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
    assert operator.words == "1 of 96"


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
