"""Every route says who may ask for it, and the site keeps to it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from gradea.campus.people.actions import enrol
from gradea.campus.shell.policy import Policy, read_policy
from gradea.campus.shell.roles import Role

PEOPLE = {
    "student": "student-01",
    "trainer": "trainer-01",
    "organiser": "organiser-01",
    "qa": "guest-qa-01",
    "qp": "guest-qp-01",
    "employer": "employer-01",
}
VALUES = {"str": "deadbeef", "int": "1", "slug": "team-1", "uuid": "00000000-0000-4000-8000-000000000000", "path": "x"}


def routes(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Yield each address of the site, with its arguments filled in, and its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, path)
        else:
            for name, converter in entry.pattern.converters.items():
                kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
                path = path.replace(f"<{kind}:{name}>", VALUES[kind])
            yield path, entry


ALL = list(routes())


@pytest.mark.requirement("ACC-05", "positive")
@pytest.mark.parametrize(("path", "route"), ALL, ids=[path for path, _ in ALL])
def test_every_route_declares_its_policy(path: str, route: URLPattern) -> None:
    """A view without @policy fails here, and would not be served."""
    assert isinstance(getattr(route.callback, "policy", None), Policy), f"{path} declares no policy"


@pytest.mark.requirement("ACC-02", "negative")
@pytest.mark.requirement("ACC-05", "negative")
@pytest.mark.parametrize(("path", "route"), ALL, ids=[path for path, _ in ALL])
def test_nobody_gets_further_than_the_policy(
    path: str, route: URLPattern, edition: str, client_for, client: Client
) -> None:
    """Anonymous people are sent to the door; people without the role are told for whom it is; with any method."""
    declared = route.callback.policy
    enrol(edition, PEOPLE["employer"], name="Emma Example", roles=frozenset({Role.EMPLOYER}))
    for method in ("get", "post"):
        answer = getattr(client, method)(path)
        if not declared.public:
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/enter/"), path
        for role, roster_key in PEOPLE.items():
            answer = getattr(client_for(roster_key), method)(path)
            refused = answer.status_code == 403 and b"This page is for" in answer.content
            may = declared.public or not declared.roles or Role(role) in declared.roles
            assert refused is not may, f"{role} {method} {path}: {answer.status_code}"
            assert answer.status_code < 500


def test_an_undeclared_view_is_not_served(rf) -> None:
    """The planted violation: a view without a policy ends in an error, not in a page."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    from gradea.campus.shell.policy import PolicyMiddleware  # noqa: PLC0415

    def forgotten(_request):  # pragma: no cover - must not be reached
        raise AssertionError("served without a policy")

    with pytest.raises(ImproperlyConfigured, match="forgotten"):
        PolicyMiddleware(lambda _request: None).process_view(rf.get("/"), forgotten, (), {})


@pytest.mark.parametrize("text", ["", "everybody", "role:", "role:king", "role:trainer|king", "person|public"])
def test_a_policy_that_means_nothing_is_refused_at_import(text: str) -> None:
    """A misspelt policy must not silently let people in or keep them out."""
    with pytest.raises(ValueError, match=r"policy is|is not a valid"):
        read_policy(text)


def test_pages_of_people_are_not_kept(client_for) -> None:
    """Back after sign-out shows nothing, since nothing was kept."""
    assert client_for("student-01").get("/today/").headers["Cache-Control"] == "no-store"


def test_htmx_is_sent_to_the_door_as_a_whole_page(client: Client, db: None) -> None:
    """A part must not be replaced by a sign-in form."""
    answer = client.get("/today/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/enter/")


def test_the_content_policy_is_strict(client: Client, db: None) -> None:
    """No inline code or style, nothing from elsewhere."""
    policy = client.get("/enter/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "http" not in policy


def test_a_fault_of_ours_is_said_plainly(client: Client, monkeypatch, edition: str) -> None:
    """No traceback, no detail of the inside, and what to do."""
    from gradea.campus.programme import queries  # noqa: PLC0415

    def fails(_viewer):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(queries, "edition_for", fails)
    client.raise_request_exception = False
    answer = client.get("/programme/")
    assert answer.status_code == 500
    assert b"Something broke on our side" in answer.content
    assert b"secret" not in answer.content


def test_a_forged_post_is_refused() -> None:
    """A form without its token changes nothing and says what to do."""
    answer = Client(enforce_csrf_checks=True).post("/leave/")
    assert answer.status_code == 403
    assert b"reload the page" in answer.content
