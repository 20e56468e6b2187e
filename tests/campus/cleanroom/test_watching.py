"""What people see of each other and of the building: the display beside them, and alarms that somebody has seen."""

from gradea.practical import AcknowledgeAlarm, Actor, Disturb, EndDisturbance, JumpClock

TRAINER = Actor(ref="trainer", role="trainer")


def test_who_stands_beside_sees_what_the_display_showed(play, scene_of) -> None:
    """The verifier in the room sees the readings of the operator with their initials; quality control outside does not."""
    from gradea.campus.cleanroom.sight.bench import bench_of  # noqa: PLC0415  # after Django is set up

    played = play("3.3")
    beside = bench_of(scene_of("student-02", played.ref)).seen.beside
    assert beside
    assert {saw.by for saw in beside} == {"AE"}
    assert all(saw.line for saw in beside)
    assert bench_of(scene_of("student-03", played.ref)).seen.beside == ()


def test_an_alarm_that_was_seen_stays_out_until_the_value_is_back(play, scene_of, client_for) -> None:
    """Seen is not solved: the bar says so until the pressure is right again."""
    from gradea.campus.cleanroom.sight.bar import bar_of  # noqa: PLC0415

    def bar():
        return bar_of(scene_of("student-01", played.ref))

    played = play()
    played.run.send(Disturb(kind="damper"), actor=TRAINER, key="damper")
    played.run.send(JumpClock(), actor=TRAINER, key="jump")
    assert played.run.let_pass()
    assert (bar().open_alarms, bar().still_out) == (1, 1)
    seen = AcknowledgeAlarm(alarm=bar().alarms[0].alarm)
    operator = Actor(ref=scene_of("student-01", played.ref).me)
    played.run.send(seen, actor=operator, key="seen")
    assert (bar().open_alarms, bar().still_out) == (0, 1)
    assert "1 value still out" in client_for("student-01").get(played.url).content.decode()
    played.run.send(EndDisturbance(kind="damper"), actor=TRAINER, key="repaired")
    assert (bar().open_alarms, bar().still_out) == (0, 0)
