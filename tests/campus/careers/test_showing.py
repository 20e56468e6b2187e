"""An employer sees what a student showed that employer, and nothing else; every look is told."""

import datetime as dt
import html

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from gradea.campus.careers import actions, own, queries, seeing
from gradea.campus.careers.kinds import Item
from gradea.campus.careers.models import Look, Share
from gradea.campus.people.export import export_of
from gradea.campus.people.queries import people_of
from gradea.campus.shell.roles import Role

NORTH, SOUTH = "northcell-example", "southvial-example"


def addresses(values: dict[str, str], resolver: URLResolver | None = None, prefix: str = "/"):
    """Yield every address of the site with these values filled in by converter."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(values, entry, path)
            continue
        for name, converter in entry.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
            path = path.replace(f"<{kind}:{name}>", values[kind])
        if isinstance(entry, URLPattern):
            yield path


def swept(client, ref: str) -> str:
    """Return the words of every page of the site that this client gets, with a student's ref wherever a route takes one."""
    values = {"str": ref, "int": "1", "slug": NORTH, "uuid": "00000000-0000-4000-8000-000000000000", "path": "x"}
    pages = []
    for path in dict.fromkeys(addresses(values)):
        answer = client.get(path)
        if answer.status_code == 200 and not answer.streaming and "text/html" in answer["Content-Type"]:
            pages.append(html.unescape(answer.content.decode()))
    assert len(pages) > 5
    return "\n".join(pages)


@pytest.mark.requirement("ACC-02", "negative")
def test_nothing_is_shown_by_default_on_any_page(edition, employers, client_for, agreed, recorded) -> None:
    """Swept over all routes, before and after the student agrees: agreeing alone shows nothing."""
    students = people_of(edition, Role.STUDENT)
    viewer = agreed("student-01")
    recorded(viewer.ref)
    north = client_for(employers[0])
    words = swept(north, viewer.ref)
    assert [card.name for card in students if card.name in words] == []
    assert north.get(f"/careers/students/{viewer.ref}/").status_code == 404


@pytest.mark.requirement("ACC-02", "positive")
def test_what_is_shared_with_one_is_seen_by_that_one_alone(edition, employers, client_for, agreed, recorded) -> None:
    viewer = agreed("student-01")
    recorded(viewer.ref)
    assert actions.share(viewer, NORTH, Item.ATTENDANCE, 7) is None
    north, south = (client_for(each) for each in employers)
    page = north.get(f"/careers/students/{viewer.ref}/")
    assert page.status_code == 200
    assert own.own_page(viewer).outcomes[0].found in page.content.decode()
    assert south.get(f"/careers/students/{viewer.ref}/").status_code == 404
    assert viewer.name not in swept(south, viewer.ref)
    others = [card.name for card in people_of(edition, Role.STUDENT) if card.ref != viewer.ref]
    words = swept(north, viewer.ref)
    assert viewer.name in words, "the sweep reads the page that shows"
    assert [name for name in others if name in words] == []


def test_every_look_is_told_to_the_student(employers, viewer_for, client_for, agreed, recorded) -> None:
    viewer = agreed("student-01")
    recorded(viewer.ref)
    actions.share(viewer, NORTH, Item.ATTENDANCE, 7)
    north = client_for(employers[0])
    north.get("/careers/students/")
    north.get(f"/careers/students/{viewer.ref}/")
    looks = own.own_page(viewer).looks
    assert [look.seen for look in looks] == ["name, Attendance", "name"]
    assert {look.by for look in looks} == {"Norbert Example"}
    page = client_for("student-01").get("/careers/mine/").content.decode()
    assert "Norbert Example, Northcell Example" in page
    assert len(export_of(viewer.ref)["careers"]["looks"]) == 2
    client_for(employers[1]).get(f"/careers/students/{viewer.ref}/")
    assert Look.objects.count() == 2, "who saw nothing did not look"


@pytest.mark.parametrize("how", ["taken back", "expired", "ended with your agreement"])
def test_what_ended_is_not_seen(how: str, employers, client_for, agreed, recorded) -> None:
    """Taken back, run out, or no consent; agreeing again does not bring it back."""
    viewer = agreed("student-01")
    recorded(viewer.ref)
    actions.share(viewer, NORTH, Item.ATTENDANCE, 7)
    north = client_for(employers[0])
    assert north.get(f"/careers/students/{viewer.ref}/").status_code == 200
    if how == "taken back":
        assert actions.take_back(viewer, Share.objects.get().pk) is None
    elif how == "expired":
        Share.objects.update(until=timezone.now() - dt.timedelta(seconds=1))
    else:
        agreed("student-01", given=False)
        assert north.get(f"/careers/students/{viewer.ref}/").status_code == 404
        agreed("student-01")
    assert north.get(f"/careers/students/{viewer.ref}/").status_code == 404
    assert viewer.name not in north.get("/careers/students/").content.decode()
    assert own.own_page(viewer).shares[0].ended == how


def test_without_agreement_nothing_can_be_opened(employers, viewer_for, recorded) -> None:
    viewer = viewer_for("student-01")
    recorded(viewer.ref)
    for refusal in (
        actions.share(viewer, NORTH, Item.ATTENDANCE, 7),
        actions.open_profile(viewer, "I like cells.", opened=True),
        actions.mark_employer(viewer, NORTH, wished=True),
    ):
        assert refusal is not None
        assert refusal.code == "careers.agree-first"
    assert seeing.students_for(viewer_for(employers[0])) == []


def test_only_what_is_recorded_can_be_shared_and_only_for_days_on_offer(employers, agreed, recorded) -> None:
    viewer = agreed("student-01")
    assert actions.share(viewer, NORTH, Item.CERTIFICATE, 7).code == "careers.nothing-there"
    recorded(viewer.ref)
    assert actions.share(viewer, NORTH, Item.ATTENDANCE, 3650).code == "careers.gone"
    assert actions.share(viewer, "nobody", Item.ATTENDANCE, 7).code == "careers.gone"
    assert not Share.objects.exists()


def test_nobody_takes_back_what_is_another_s(employers, agreed, recorded) -> None:
    viewer = agreed("student-01")
    recorded(viewer.ref)
    actions.share(viewer, NORTH, Item.ATTENDANCE, 7)
    assert actions.take_back(agreed("student-02"), Share.objects.get().pk).code == "careers.gone"
    assert Share.objects.get().revoked_at is None


def test_an_open_profile_is_read_by_all_employers_and_may_be_wished(employers, viewer_for, agreed) -> None:
    viewer = agreed("student-01")
    north = viewer_for(employers[0])
    assert actions.mark_student(north, viewer.ref, wished=True).code == "careers.not-open"
    assert actions.open_profile(viewer, "I like cells.", opened=True) is None
    seen = seeing.students_for(viewer_for(employers[1]))
    assert [(one.card.name, one.words) for one in seen] == [(viewer.name, "I like cells.")]
    assert actions.mark_student(north, viewer.ref, wished=True) is None
    assert queries.employer_for(viewer, NORTH).marks_me
    actions.open_profile(viewer, "I like cells.", opened=False)
    assert seeing.students_for(north) == []


def test_an_employer_tells_of_itself_and_of_nobody_else(employers, client_for) -> None:
    north = client_for(employers[0])
    assert north.post("/careers/ours/", {"about": "We thaw.", "looks_for": "Calm hands."}).status_code == 302
    assert north.post("/careers/ours/opening/", {"kind": "job", "title": "Operator"}).status_code == 302
    page = client_for("student-01").get(f"/careers/employer/{NORTH}/").content.decode()
    assert "Calm hands." in page
    assert "Operator" in page
    assert client_for(employers[1]).post("/careers/ours/opening/1/withdraw/").status_code == 409
    assert north.post("/careers/ours/opening/", {"kind": "king", "title": ""}).status_code == 422


def test_an_erased_student_is_not_seen(employers, viewer_for, agreed) -> None:
    from gradea.campus.people.actions import erase  # noqa: PLC0415

    viewer = agreed("student-01")
    actions.open_profile(viewer, "I like cells.", opened=True)
    erase(viewer.ref)
    assert seeing.students_for(viewer_for(employers[0])) == []


def test_the_batch_of_the_team_is_told_without_what_was_hidden(edition, ref_of, run_of) -> None:
    """The decision and the deviations that were written; open batches are not told at all."""
    from gradea.campus.careers.outcomes import outcomes_of  # noqa: PLC0415  # after Django is set up
    from gradea.campus.programme.queries import teams_of  # noqa: PLC0415

    ref = teams_of(edition, "team-1")[0].seats[0].ref
    run_of(closed=False)
    assert Item.BATCH not in outcomes_of(ref, edition)
    run_of()
    found = outcomes_of(ref, edition)[Item.BATCH].found
    assert "EX-00002" in found
    assert "Qualified Person" in found
    assert "organism" not in found
