"""The edition file, the programme page, teams, and how many questions pages ask of the database."""

from pathlib import Path

import pytest
from django.test import Client

from gradea.campus.people import actions as people
from gradea.campus.programme import actions, queries
from gradea.campus.programme.edition_export import edition_text
from gradea.campus.programme.edition_file import read_edition
from gradea.campus.programme.models import Day
from gradea.campus.shell.roles import Role

EXAMPLE = Path(__file__).parents[2] / "content/editions/2025-10.yaml"


def test_the_example_edition_is_the_school_of_october_2025() -> None:
    """Figures on public record: 35 students of three schools, three days, ten partners; teams mix the schools."""
    file, _ = read_edition(EXAMPLE)
    kinds = [organisation.kind for organisation in file.organisations]
    assert (file.seats, len(file.days), kinds.count("school"), kinds.count("partner"), kinds.count("sponsor")) == (
        35,
        3,
        3,
        10,
        6,
    )
    students = {person.key: person.school for person in file.people if Role.STUDENT in person.roles}
    assert len(students) == 35
    for team in file.teams:
        assert len(team.seats) == 5
        assert {students[key] for key in team.seats.values()} == {"ap", "kdg", "thomas-more"}
    assert all(person.name.endswith(" Example") for person in file.people)


def test_loading_twice_changes_nothing(edition: str, ref_of) -> None:
    """Refs, codes and seats stay; so does everything signed under them."""
    before = (ref_of("student-01"), queries.teams_of(edition))
    assert actions.load_edition(EXAMPLE) == edition
    assert (ref_of("student-01"), queries.teams_of(edition)) == before


def test_a_changed_file_keeps_people_and_seats(edition: str, tmp_path: Path, ref_of) -> None:
    """Next year's dates in a file do not throw anybody out."""
    before = (ref_of("student-01"), queries.teams_of(edition))
    changed = tmp_path / "edition.yaml"
    changed.write_text(
        EXAMPLE.read_text(encoding="utf-8").replace("What is an ATMP", "What an ATMP is"), encoding="utf-8"
    )
    actions.load_edition(changed)
    titles = [line.title for day in queries.days_of(edition) for line in day.sessions]
    assert "What an ATMP is" in titles
    assert "What is an ATMP" not in titles
    assert (ref_of("student-01"), queries.teams_of(edition)) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("place: foyer", "place: cellar", "cellar"),
        ("operator: student-01", "operator: student-99", "student-99"),
        ("operator: student-01", "operator: student-02", "student-02"),
        ('at: "09:40-10:30"', 'at: "09:10-10:30"', "before 'Welcome"),
        ("roles: [organiser]", "roles: [king]", "king"),
        ("seats: 35", "seats: 35\nsecret: 1", "secret"),
        ("format: gradea-edition/1", "format: !!python/object/apply:os.getcwd []", "python/object"),
    ],
)
def test_a_wrong_file_is_refused_and_names_what_is_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Nothing is stored of a file that does not hold together."""
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"wrong\.yaml") as caught:
        read_edition(wrong)
    assert said in str(caught.value)


def test_the_programme_is_public_and_names_nobody(client: Client, edition: str) -> None:
    """Sessions and organisations, no person."""
    page = client.get("/programme/").content.decode()
    assert "Gowning, in two waves" in page
    assert "Johnson &amp; Johnson" in page
    assert "Amina" not in page
    assert "endorsed" in page


def test_a_site_without_an_edition_says_so(client: Client, db: None) -> None:
    """An empty page tells what will be here."""
    assert b"No edition yet" in client.get("/programme/").content


def test_a_student_sees_their_own_team_only(viewer_for, client_for) -> None:
    """Seat, team mates and school; not the other teams."""
    page = client_for("student-07").get("/today/").content.decode()
    assert "Team Rupel" in page
    assert "verifier" in page
    assert "Schelde" not in page
    viewer = viewer_for("student-07")
    assert [team.name for team in queries.visible_teams(viewer)] == ["Rupel"]
    assert queries.team_for(viewer, "team-1") is None
    assert queries.team_for(viewer_for("trainer-01"), "team-1").name == "Schelde"


def test_days_can_be_chosen_and_others_are_not_found(client_for) -> None:
    """The address of a day that does not exist is a 404."""
    browser = client_for("student-01")
    assert b"What is an ATMP" in browser.get("/today/?day=1").content
    assert browser.get("/today/?day=9").status_code == 404


def test_a_name_is_text_everywhere(edition: str, client_for) -> None:
    """Markup in a name is shown, never run."""
    people.enrol(edition, "student-01", name="<img src=x onerror=alert(1)> Example", roles=frozenset({Role.STUDENT}))
    for roster_key, path in (
        ("student-02", "/today/"),
        ("organiser-01", "/people/"),
        ("organiser-01", "/people/badges/"),
        ("trainer-01", "/teams/"),
    ):
        page = client_for(roster_key).get(path).content.decode()
        assert "&lt;img" in page
        assert "<img" not in page


@pytest.mark.parametrize(
    ("roster_key", "path", "most"),
    [
        ("organiser-01", "/people/", 6),
        ("organiser-01", "/people/badges/", 2),
        ("trainer-01", "/teams/", 3),
        ("student-01", "/today/", 8),
    ],
)
def test_pages_ask_as_much_for_many_as_for_few(
    edition: str, client_for, django_assert_max_num_queries, roster_key: str, path: str, most: int
) -> None:
    """The number of queries does not grow with the number of people: 41 here, 44 after three more."""
    browser = client_for(roster_key)
    for extra in (0, 3):
        for number in range(extra):
            people.enrol(
                edition,
                f"student-9{number}",
                name="One More Example",
                roles=frozenset({Role.STUDENT}),
                institution="ap",
            )
        with django_assert_max_num_queries(most):
            assert browser.get(path).status_code == 200


def test_a_bar_with_many_places_keeps_the_rest_behind_one(edition: str, client_for) -> None:
    """An organiser's bar shows five and opens the rest; the place one is at names the one that opens."""
    page = client_for("organiser-01").get("/enrolment/")
    assert [place.label for place in page.context["places"]][:2] == ["Today", "Programme"]
    assert len(page.context["places"]) == 5
    assert page.context["more_here"].label == "Enrolment"
    assert b'class="rest" data-here' in page.content


def test_a_programme_is_read_in_the_language_of_its_reader(edition: str, client: Client) -> None:
    """The tables keep the English, which keys and calendars are made from; the other language is chosen when it is shown."""
    days = queries.days_of(edition)
    assert [day.title for day in days] == ["Classroom", "Cleanroom", "Company and career"]
    page = client.get("/programme/", headers={"accept-language": "nl"}).content.decode()
    assert "Wat een geavanceerde therapie is, wat GMP vraagt" in page
    assert "Productiesimulatie en vier stations, in beurtrol" in page
    assert "Inhoud, demonstraties en financiële steun" in page
    english = client.get("/programme/", headers={"accept-language": "en"}).content.decode()
    assert "Production simulation and four stations, in rotation" in english
    assert "Productiesimulatie" not in english


def test_a_title_that_an_organiser_changed_is_shown_as_written(edition: str, client: Client) -> None:
    """Nobody's words are shown beside an old translation."""
    Day.objects.filter(edition__code=edition, title="Classroom").update(title="Classroom, all day")
    page = client.get("/programme/", headers={"accept-language": "nl"}).content.decode()
    assert "Classroom, all day" in page
    assert "Bedrijf en loopbaan" in page


def test_an_edition_goes_out_and_in_again_with_both_languages(edition: str, tmp_path: Path) -> None:
    """What an export writes is what a file says."""
    again = tmp_path / "again.yaml"
    again.write_text(edition_text(edition), encoding="utf-8")
    file, first = read_edition(again)[0], read_edition(EXAMPLE)[0]
    assert file.words == first.words
    assert len(file.words["nl"]) > 50
    assert file.days == first.days


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("nl: Leslokaal}\n", "nl: ''}\n", "'Classroom' has no text"),
        ("nl: Leslokaal}\n", "nl: Klas}\n", "and also"),
        ("nl: Leslokaal}", "fr: Salle}", "words"),
        ("seats: 35", "seats: 35\nwords: {}", "no key of an edition file"),
    ],
)
def test_a_text_that_another_language_spoils_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    """An empty text, two translations of one English, and an unknown language are refused with the English named."""
    spoiled = tmp_path / "edition.yaml"
    spoiled.write_text(EXAMPLE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        read_edition(spoiled)
