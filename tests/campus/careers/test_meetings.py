"""Speed meetings: from the wishes to a timetable, seen by its two sides and the organiser, and what was said."""

import datetime as dt

from django.utils import timezone

from gradea.campus.careers import actions, meeting
from gradea.campus.careers.models import Feedback, Meeting

NORTH, SOUTH = "northcell-example", "southvial-example"
SOON = meeting.Turns(starts=dt.datetime(2099, 10, 9, 16, 30, tzinfo=dt.UTC), minutes=8, count=3)


def test_a_timetable_follows_the_wishes(employers, viewer_for, agreed) -> None:
    organiser = viewer_for("organiser-01")
    assert meeting.make_timetable(organiser, SOON).code == "careers.no-wishes"
    ann, bob = agreed("student-01"), agreed("student-02")
    for viewer, key in ((ann, NORTH), (ann, SOUTH), (bob, NORTH)):
        assert actions.mark_employer(viewer, key, wished=True) is None
    assert meeting.make_timetable(organiser, SOON) == 3
    lines = meeting.timetable_for(organiser)
    assert {(line.student, line.employer) for line in lines} == {
        (ann.name, "Northcell Example"),
        (ann.name, "Southvial Example"),
        (bob.name, "Northcell Example"),
    }
    assert [line.student for line in meeting.timetable_for(bob)] == [bob.name]
    assert {line.student for line in meeting.timetable_for(viewer_for(employers[1]))} == {ann.name}
    agreed("student-01", given=False)
    assert {line.student for line in meeting.timetable_for(viewer_for(employers[0]))} == {bob.name}
    assert {line.student for line in meeting.timetable_for(organiser)} == {bob.name}


def test_only_the_organiser_makes_it(employers, viewer_for) -> None:
    assert meeting.make_timetable(viewer_for("student-01"), SOON).code == "careers.not-organiser"
    wrong = meeting.Turns(starts=SOON.starts, minutes=2, count=3)
    assert meeting.make_timetable(viewer_for("organiser-01"), wrong).code == "careers.turns"


def test_feedback_comes_after_the_meeting_and_goes_where_it_was_said_to_go(
    employers, viewer_for, client_for, agreed
) -> None:
    ann, organiser, north = agreed("student-01"), viewer_for("organiser-01"), viewer_for(employers[0])
    actions.mark_employer(ann, NORTH, wished=True)
    meeting.make_timetable(organiser, SOON)
    number = Meeting.objects.get().pk
    assert meeting.give_feedback(ann, number, 3, "Clear.").code == "careers.not-yet"
    Meeting.objects.update(starts=timezone.now() - dt.timedelta(minutes=20))
    assert meeting.give_feedback(ann, number, 3, "Clear.") is None
    assert meeting.give_feedback(north, number, 2, "Ask more.") is None
    assert meeting.give_feedback(agreed("student-02"), number, 1, "Mine?").code == "careers.no-meeting"
    assert [line.theirs for line in meeting.timetable_for(ann)] == ["Ask more."]
    assert [(line.useful, line.words) for line in meeting.feedback_for(organiser)] == [(3, "Clear.")]
    assert meeting.feedback_for(north) == []
    assert "Clear." not in client_for(employers[0]).get("/careers/timetable/").content.decode()
    assert "Clear." not in str(Feedback.objects.values_list("words"))
    page = client_for("student-01").post(f"/careers/meeting/{number}/", {"useful": "9"})
    assert page.status_code == 422
