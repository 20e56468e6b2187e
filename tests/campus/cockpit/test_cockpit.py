"""One screen for all teams: who may, what it shows, and that its levers move the runs."""

import asyncio
import doctest
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

LEVERS = ("start", "pause", "resume", "speed", "jump", "disturb", "demonstrate", "end")


OTHERS = ("student-01", "guest-qa-01", "guest-qp-01", "guest-qc-01", "organiser-01")


def test_only_trainers_come_in(client_for) -> None:
    """Everybody else is told for whom it is, on every address."""
    for person in OTHERS:
        client = client_for(person)
        for address in ("/cockpit/", "/cockpit/board/", "/cockpit/?projector=1"):
            assert client.get(address).status_code == 403
        for lever in LEVERS:
            assert client.post(f"/cockpit/team-1/{lever}/").status_code == 403


def test_actions_check_the_role_themselves(viewer_for, started) -> None:
    """A policy on the page is not the only lock."""
    from gradea.campus.cockpit import actions  # noqa: PLC0415  # after Django is set up
    from gradea.campus.cockpit.board import board_for  # noqa: PLC0415

    started()
    student = viewer_for("student-01")
    tried = [
        actions.start(student, "team-1", "practice"),
        actions.pause(student, "team-1"),
        actions.set_speed(student, "team-1", 10),
        actions.jump(student, "team-1"),
        actions.disturb(student, "team-1", "damper", on=True),
        actions.end(student, "team-1"),
        actions.demonstrate(student, "team-1", crew="careful"),
    ]
    assert {refusal.code for refusal in tried} == {"trainer-only"}
    assert board_for(student) == []


def test_a_row_says_where_a_team_is(started, client_for) -> None:
    """Team, step, clock, people; a team without a run offers a start."""
    started("team-1")
    text = client_for("trainer-01").get("/cockpit/").content.decode()
    for words in (
        "Schelde",
        "Receive the leukapheresis",
        "0 of 96 steps",
        "day 0 07:00",
        "Amina Example",
        "no run yet",
    ):
        assert words in text
    assert 'class="spark"' in text


def test_start_all_opens_a_run_for_every_team(trainer, edition: str) -> None:
    """Starting twice opens nothing twice."""
    from gradea.campus.cleanroom.runs import runs_for  # noqa: PLC0415
    from gradea.campus.cockpit import actions  # noqa: PLC0415

    for _ in range(2):
        actions.start(trainer, "all", "practice")
    assert sorted(card.team for card in runs_for(trainer)) == [f"team-{number}" for number in range(1, 8)]


def test_the_clock_obeys(started, client_for) -> None:
    """Pause, resume with the speed it had, typed speeds within 1 to 3600, jump to the next planned step."""
    from gradea.vocabulary import HOUR  # noqa: PLC0415

    run, client = started(), client_for("trainer-01")
    client.post("/cockpit/team-1/speed/", {"speed": "37"})
    client.post("/cockpit/team-1/pause/")
    assert (run.state.clock.speed, run.state.clock.paused) == (37, True)
    client.post("/cockpit/all/resume/")
    assert (run.state.clock.speed, run.state.clock.paused) == (37, False)
    for wrong in ("0", "3601", "fast", ""):
        assert client.post("/cockpit/team-1/speed/", {"speed": wrong}).status_code == 409
    client.post("/cockpit/team-1/speed/", {"speed": "1"})
    client.post("/cockpit/team-1/jump/")
    assert run.state.at == 8 * HOUR
    assert client.post("/cockpit/team-1/jump/").status_code == 409


def test_a_disturbance_changes_the_run_and_can_be_repaired(started, client_for) -> None:
    """The damper takes the room to about -12 Pa, below the corridor; the switch shows it; ending it brings the air back."""
    from gradea.world.site import room_pressure  # noqa: PLC0415

    def pressure(room: str) -> float:
        return room_pressure(run.state.world.facility, run.state.world.air, room)

    run, client = started(), client_for("trainer-01")
    assert pressure("B_LAB1") > pressure("C_CORR") + 10
    answer = client.post("/cockpit/team-1/disturb/", {"kind": "damper", "on": "on"}, headers={"HX-Request": "true"})
    assert set(run.state.disturbances) == {"damper"}
    assert -14 < pressure("B_LAB1") < -10 < pressure("C_CORR")
    assert 'aria-pressed="true"' in answer.content.decode()
    client.post("/cockpit/team-1/disturb/", {"kind": "damper"})
    assert run.state.disturbances == {}
    assert pressure("B_LAB1") > pressure("C_CORR") + 10


@pytest.mark.parametrize("kind", ["damper", "expired-lot", "incubator-co2"])
def test_every_disturbance_of_the_palette_can_be_planted(kind: str, started, trainer) -> None:
    """Planting twice for all teams is no error; the state says it is on."""
    from gradea.campus.cockpit import actions  # noqa: PLC0415

    run = started()
    assert actions.disturb(trainer, "all", kind, on=True) is None
    assert actions.disturb(trainer, "all", kind, on=True) is None
    assert actions.disturb(trainer, "team-1", kind, on=True).code == "disturbance-on"
    assert kind in run.state.disturbances


def test_the_projector_shows_no_name_and_nothing_hidden(started, trainer, client_for) -> None:
    """What hangs on the wall is for students: no people, no exposure, no planted fault."""
    from gradea.campus.cockpit import actions  # noqa: PLC0415

    started()
    actions.disturb(trainer, "team-1", "expired-lot", on=True)
    client = client_for("trainer-01")
    for address in ("/cockpit/?projector=1", "/cockpit/board/?projector=1"):
        text = client.get(address).content.decode()
        main = text.partition("<main")[2] or text
        assert "Schelde" in main
        for hidden in ("Example", "spark", "xpired", "amper", "million", "/disturb/"):
            assert hidden not in main


def test_an_ended_run_leads_to_its_debrief(started, client_for) -> None:
    """The work stops, the truth may be shown."""
    run = started()
    answer = client_for("trainer-01").post("/cockpit/team-1/end/")
    assert answer.headers["Location"] == f"/debrief/{run.ref}/"
    assert run.state.closed


def test_queries_do_not_grow_with_teams(started, client_for) -> None:
    """Seven teams cost what one costs."""
    client = client_for("trainer-01")
    started("team-1")
    one = _queries(client)
    started("team-2")
    started("team-3")
    assert _queries(client) == one <= 9


def _queries(client: Client) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as caught:
        assert client.get("/cockpit/board/").status_code == 200
    return len(caught)


def test_the_crew_plays_a_batch_with_a_planted_gap(started, trainer) -> None:
    """Every seat is the crew's, the batch gets its disposition, and the gap is found by the comparison."""
    from gradea.assessment import Fact, say_do_findings, story_of  # noqa: PLC0415
    from gradea.campus.cockpit import demonstration  # noqa: PLC0415
    from gradea.practical import Actor, dated_of  # noqa: PLC0415

    run, actor = started(), Actor(ref=trainer.ref, role="trainer")
    demonstration.seat_crew(run, "careful", actor)
    how = demonstration.Performance(crew="careful", gap=demonstration.planted(run, "mistranscribed"))
    assert demonstration.play_out(run, how, actor)
    facts = [
        Fact(seq=each.entry.seq, at=each.entry.sim_ms, actor=each.entry.actor, event=dated_of(each.entry).event)
        for each in run.entries()
    ]
    assert {finding.kind for finding in say_do_findings(story_of(run.state.recipe, facts))} == {"mistranscribed"}


def test_the_crew_takes_every_seat_and_is_left_to_its_conductor(started, trainer, monkeypatch) -> None:
    """The hall does not move conducted seats; they keep the skill of their temperament; a gap may be planted live too."""
    from gradea.campus.cockpit import actions, demonstration  # noqa: PLC0415

    ordered = []
    monkeypatch.setattr(demonstration, "play_out_soon", lambda _run, how, _trainer: ordered.append(how))
    run = started()
    assert actions.demonstrate(trainer, "team-1", crew="nobody").code == "cockpit.no-such-crew"
    assert actions.demonstrate(trainer, "team-1", crew="careful", gap="late", play="live") is None
    assert [(how.crew, how.gap.kind, how.pace_s > 0) for how in ordered] == [("careful", "late", True)]
    assert {seat.person for seat in run.state.roster.seats.values()} == {
        f"crew-{role}" for role in ("operator", "verifier", "qc", "qa", "qp")
    }
    assert not any(seat.simulated for seat in run.state.roster.seats.values())
    assert run.state.world.workers["crew-operator"].skill == "expert"


def test_a_team_that_does_nothing_needs_somebody(started) -> None:
    """Five real minutes without an act while work is open; not while paused, not while only waiting is left."""
    from dataclasses import replace  # noqa: PLC0415

    from gradea.campus.cockpit.attention import needs_of  # noqa: PLC0415

    run = started()
    tail = [each.entry for each in run.entries()]
    now = datetime.now(UTC)
    assert needs_of(run.state, tail, now, waiting=False) == ()
    assert needs_of(run.state, tail, now + timedelta(minutes=6), waiting=False) == ("Nothing happened for 6 min",)
    assert needs_of(run.state, tail, now + timedelta(minutes=6), waiting=True) == ()
    paused = replace(run.state, clock=replace(run.state.clock, paused=True))
    assert needs_of(paused, tail, now + timedelta(minutes=6), waiting=False) == ()
    refused = replace(tail[-1], name="record.attempt-refused/1")
    assert "Attempt refused" in needs_of(run.state, [*tail, refused], now, waiting=False)


def test_the_stream_tells_of_any_run(edition: str) -> None:
    """One topic for the screen: a run that moves, and a run that opens later."""
    from gradea.campus.cleanroom.hall import topic_of  # noqa: PLC0415
    from gradea.campus.cockpit import live  # noqa: PLC0415
    from gradea.campus.shell.live import topics  # noqa: PLC0415

    refs: list[str] = ["stream-a"]

    async def listen() -> list[int]:
        heard = []
        events = live.changes(lambda: list(refs), 5)
        heard.append((await asyncio.wait_for(anext(events), 5)).position)
        topics.publish(topic_of("stream-a"), 3)
        heard.append((await asyncio.wait_for(anext(events), 5)).position)
        await events.aclose()
        return heard

    assert asyncio.run(listen()) == [6, 7]


def test_a_row_carries_no_truth_but_exposure(started: Callable) -> None:
    """Exposure is one line and its last value in words; its examples hold."""
    from gradea.campus.cockpit import exposure  # noqa: PLC0415

    run = started()
    line = exposure.sparkline_of(exposure.traces().noted(run.ref, run.state))
    assert line.words == "none yet"
    assert doctest.testmod(exposure).failed == 0
