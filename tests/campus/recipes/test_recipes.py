"""Master recipes in the browser: from the shipped one over a draft to a version in force, its copies and their count."""

import re

import pytest

pytestmark = pytest.mark.django_db

AUTHOR, REVIEWER, QA, QP = "trainer-01", "trainer-02", "guest-qa-01", "guest-qp-01"
SHIPPED = "shipped-mf"
REASON = "The acceptance text was made clearer for the operators."


@pytest.fixture
def pin(ref_of):
    from gradea.campus.people.actions import preset_pin  # noqa: PLC0415  # after Django is set up

    return lambda who: preset_pin(ref_of(who))


@pytest.fixture
def drafted(viewer_for) -> str:
    """A draft of version 2 of the media fill, with one changed line; its reference."""
    from gradea.campus.recipes import actions, queries  # noqa: PLC0415

    viewer = viewer_for(AUTHOR)
    ref = actions.draft_from(viewer, SHIPPED, REASON)
    text = re.sub(r"(?m)^title:.*$", "title: Media fill of sixty units", queries.text_of(viewer, ref), count=1)
    assert actions.save(viewer, ref, text) is None
    return ref


@pytest.fixture
def in_force(drafted, viewer_for, pin) -> str:
    """Version 2, reviewed, approved and put into force by the right people."""
    from gradea.campus.recipes import actions  # noqa: PLC0415

    for who, to in ((REVIEWER, "reviewed"), (QA, "approved"), (QA, "effective")):
        assert actions.move(viewer_for(who), drafted, to, pin(who)) is None
    return drafted


def issue(viewer_for, pin, who: str, ref: str, batch: str = "EX-00007", reason: str = ""):
    from gradea.campus.recipes import actions  # noqa: PLC0415

    answer = actions.issue(viewer_for(who), ref, batch_number=batch, reason=reason, pin=pin(who))
    return answer if isinstance(answer, int) else answer.code


def card(viewer_for, ref: str):
    from gradea.campus.recipes import queries  # noqa: PLC0415

    return queries.card_for(viewer_for(QA), ref)


def test_the_shipped_recipes_are_effective_and_read_only(viewer_for, client_for) -> None:
    from gradea.campus.recipes import actions  # noqa: PLC0415

    assert (card(viewer_for, SHIPPED).state, card(viewer_for, SHIPPED).version) == ("effective", 1)
    assert actions.save(viewer_for(AUTHOR), SHIPPED, "code: x").code == "recipe-unknown"
    page = client_for(AUTHOR).get(f"/recipes/{SHIPPED}/edit/").content.decode()
    assert "readonly" in page


def test_a_draft_keeps_the_text_and_its_comments_and_has_no_problem(viewer_for) -> None:
    from gradea.campus.recipes import actions, queries  # noqa: PLC0415

    ref = actions.draft_from(viewer_for(AUTHOR), SHIPPED, REASON)
    text = queries.text_of(viewer_for(AUTHOR), ref)
    assert queries.marked_problems(text) == []
    recipe = queries.recipe_of(text)
    assert (recipe.code, recipe.version, recipe.status, recipe.approvals) == ("mf", 2, "draft", ())
    assert text.startswith("# Master recipe")
    assert actions.move(viewer_for(REVIEWER), ref, "reviewed", "0000").code == "recipe-unchanged"


@pytest.mark.requirement("MAS-05", "positive")
def test_what_changed_is_shown_side_by_side_and_kept(in_force, client_for, viewer_for) -> None:
    page = client_for(QA).get(f"/recipes/compare/?before={SHIPPED}&after={in_force}").content.decode()
    assert "Media fill of 60 units" in page
    assert "Media fill of sixty units" in page
    changes = card(viewer_for, in_force).changes
    assert [each["place"] for each in changes] == ["title"]


@pytest.mark.requirement("MAS-03", "negative")
def test_the_one_before_is_superseded_and_not_issued_any_more(in_force, viewer_for, pin) -> None:
    assert card(viewer_for, SHIPPED).state == "superseded"
    assert issue(viewer_for, pin, QA, SHIPPED) == "recipe-not-effective"
    assert issue(viewer_for, pin, QA, in_force) == 1


@pytest.mark.requirement("MAS-01", "negative")
def test_a_draft_is_not_issued_and_its_author_signs_nothing(drafted, viewer_for, pin) -> None:
    from gradea.campus.recipes import actions  # noqa: PLC0415

    assert issue(viewer_for, pin, QA, drafted) == "recipe-not-effective"
    assert actions.move(viewer_for(AUTHOR), drafted, "reviewed", pin(AUTHOR)).code == "own-recipe"
    assert actions.move(viewer_for(REVIEWER), drafted, "reviewed", "0001") is not None
    assert card(viewer_for, drafted).state == "draft"


def test_a_signed_text_is_not_written_again(in_force, viewer_for) -> None:
    from gradea.campus.recipes import actions  # noqa: PLC0415

    assert actions.save(viewer_for(AUTHOR), in_force, "code: x").code == "recipe-closed"


@pytest.mark.requirement("MAS-06", "negative")
def test_problems_stand_beside_their_lines_and_keep_a_draft_a_draft(drafted, client_for, viewer_for, pin) -> None:
    from gradea.campus.recipes import actions, queries  # noqa: PLC0415

    text = queries.text_of(viewer_for(AUTHOR), drafted).replace("late_after_min: 15", "late_after_min: soon")
    answer = client_for(AUTHOR).post(f"/recipes/{drafted}/edit/", {"text": text}).content.decode()
    line = next(n for n, each in enumerate(text.splitlines(), start=1) if "late_after_min: soon" in each)
    assert f"Line {line}" in answer
    assert actions.move(viewer_for(REVIEWER), drafted, "reviewed", pin(REVIEWER)).code == "recipe-problems"


@pytest.mark.requirement("MAS-04", "positive")
def test_a_second_copy_takes_a_reason_and_another_person_and_all_copies_are_counted(
    in_force, viewer_for, pin, client_for
) -> None:
    from gradea.campus.recipes import actions, queries  # noqa: PLC0415

    lost = "The first copy fell into the sink and was unreadable."
    assert issue(viewer_for, pin, QA, in_force) == 1
    assert issue(viewer_for, pin, QP, in_force) == "reissue-needs-reason"
    assert issue(viewer_for, pin, QA, in_force, reason=lost) == "reissue-same-person"
    assert issue(viewer_for, pin, QP, in_force, reason=lost) == 2
    assert actions.settle(viewer_for(QA), in_force, 1, "destroyed") is None
    assert actions.settle(viewer_for(QA), in_force, 1, "used").code == "copy-settled"
    count = queries.reconciled(queries.copies(viewer_for(QA), card(viewer_for, in_force)))
    assert count == {"issued": 2, "used": 0, "destroyed": 1, "outstanding": 1}
    page = client_for(QA).get(f"/recipes/{in_force}/").content.decode()
    assert lost in page
    printed = client_for(QA).get(f"/recipes/{in_force}/blank/2/").content.decode()
    assert "copy 2, batch EX-00007" in printed
    assert "not for GMP use" in printed
    assert client_for(QA).get(f"/recipes/{in_force}/blank/9/").status_code == 404


def test_the_pages_answer_and_students_have_no_part_in_them(in_force, client_for) -> None:
    client = client_for(REVIEWER)
    for address in ("", "compare/", f"{in_force}/", f"{in_force}/edit/", f"{in_force}/recipe.yaml", f"{SHIPPED}/"):
        assert client.get(f"/recipes/{address}").status_code == 200, address
    assert client.get("/recipes/nobody/").status_code == 404
    assert client_for("student-01").get("/recipes/").status_code == 403


@pytest.mark.browser
def test_the_list_and_the_editor_fit_a_tablet_and_a_phone(new_page, enter, fits, axe) -> None:
    for size in ("tablet", "phone"):
        page = new_page(size)
        enter(page, AUTHOR)
        for address in ("/recipes/", f"/recipes/{SHIPPED}/", f"/recipes/{SHIPPED}/edit/", "/recipes/compare/"):
            page.goto(address)
            text = page.locator("#text")
            if text.count():
                assert text.evaluate("area => getComputedStyle(area).whiteSpace") == "pre"
            assert (address, axe(page), fits(page)) == (address, [], [])
