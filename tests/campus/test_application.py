"""The server process: static files, streams, bodies, durability settings."""

import asyncio
import gzip
import sqlite3
import urllib.error
import urllib.request

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from gradea.campus.config.assets import assets, serve_asset
from gradea.campus.config.environment import secret_key
from gradea.campus.config.sqlite import base
from gradea.campus.shell.live import LiveEvent, Topics, last_seen, register_async


def ask(path: str, **headers: str) -> tuple[dict, bytes]:
    """Ask the static handler; return its start message and its body."""
    sent: list[dict] = []

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {
        "path": path,
        "method": "GET",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(serve_asset(scope, None, send))
    return sent[0], sent[1]["body"]


def test_static_files_are_kept_for_a_year_under_their_fingerprint() -> None:
    """A new build has a new address; an old address is answered but not kept."""
    start, body = ask(f"/static/{assets().fingerprint}/shell/all.css")
    headers = dict(start["headers"])
    assert headers[b"cache-control"] == b"public, max-age=31536000, immutable"
    assert headers[b"content-type"] == b"text/css; charset=utf-8"
    assert b"--accent" in body
    assert dict(ask("/static/0123/shell/all.css")[0]["headers"])[b"cache-control"] == b"no-cache"


def test_static_files_go_packed_to_those_who_take_it() -> None:
    """The same bytes, smaller."""
    path = f"/static/{assets().fingerprint}/shell/all.css"
    packed = ask(path, **{"accept-encoding": "gzip, br"})[1]
    assert gzip.decompress(packed) == ask(path)[1]
    assert len(packed) < len(ask(path)[1]) / 3


@pytest.mark.parametrize(
    "path",
    ["/static/x/../settings.py", "/static/x/shell/../../config/settings.py", "/static/", "/static/x//etc/passwd"],
)
def test_there_is_no_way_out_of_the_static_files(path: str) -> None:
    """Only what was read at the start is served."""
    assert ask(path)[0]["status"] == 404


def test_a_topic_reaches_its_followers_and_only_rises() -> None:
    """A follower gets the newest position at once, then each rise; a fall and a repetition are no news."""

    async def play() -> list[int]:
        topics, got = Topics(), []
        topics.publish("run", 3)
        follower = topics.follow("run", 0)
        got.append((await anext(follower)).position)
        topics.publish("run", 3)
        topics.publish("run", 2)
        waiting = asyncio.ensure_future(anext(follower))
        await asyncio.sleep(0)
        await asyncio.to_thread(topics.publish, "run", 7)
        got.append((await asyncio.wait_for(waiting, 5)).position)
        await follower.aclose()
        assert not topics._waiting
        return got

    assert asyncio.run(play()) == [3, 7]


def test_a_stream_resumes_where_the_listener_was() -> None:
    """By header after a break, by address at first; nonsense counts from the beginning."""
    assert last_seen({"headers": [(b"last-event-id", b"41")], "query_string": b"after=7"}) == 41
    assert last_seen({"headers": [], "query_string": b"after=7"}) == 7
    assert last_seen({"headers": [(b"last-event-id", b"-1; x")], "query_string": b""}) == 0
    assert LiveEvent(position=5).encoded() == b"id: 5\nevent: changed\ndata: 5\n\n"


@pytest.mark.parametrize("prefix", ["/runs/", "/live/runs", "live/runs/"])
def test_a_stream_lives_below_live(prefix: str) -> None:
    """A prefix elsewhere would hide pages."""
    with pytest.raises(ValueError, match="a live prefix"):
        register_async(prefix, None)


def test_the_database_refuses_to_serve_without_durability(monkeypatch, tmp_path) -> None:
    """The guard works: a setting that does not take ends the connection."""
    wanted = {**connections["default"].settings_dict, "NAME": str(tmp_path / "x.sqlite3")}
    wrapper = base.DatabaseWrapper(wanted)
    connection = wrapper.get_new_connection(wrapper.get_connection_params())
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 3
    connection.close()
    monkeypatch.setitem(base._WANTED, "synchronous", {9})
    with pytest.raises(ImproperlyConfigured, match="synchronous=3"):
        wrapper.get_new_connection(wrapper.get_connection_params())


def test_the_secret_is_made_once_and_never_replaced(tmp_path) -> None:
    """A damaged file is said, not papered over: a new secret would void all codes."""
    first = secret_key(tmp_path)
    assert secret_key(tmp_path) == first
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
    (tmp_path / "secret.key").write_text("short")
    with pytest.raises(ValueError, match="put the old file back"):
        secret_key(tmp_path)


def fetch(url: str, data: bytes | None = None) -> int:
    """Return the status of an answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=data), timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_the_server_answers_and_bounds_what_it_takes(live_site) -> None:
    """Health, a stream nobody registered, a stream without a sign-in, a body that is too large, a made-up host."""
    assert fetch(f"{live_site.url}/healthz") == 200
    assert fetch(f"{live_site.url}/live/nothing/") == 404
    assert fetch(f"{live_site.url}/enter/", b"x" * (5 * 1024 * 1024)) == 413
    assert fetch(f"{live_site.url}/enter/", b"code=x") == 403
    request = urllib.request.Request(f"{live_site.url}/enter/", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request, timeout=10)


def test_the_database_of_a_running_site_is_sound(live_site) -> None:
    """Readable beside the server, and whole."""
    with sqlite3.connect(f"file:{live_site.folder}/campus.sqlite3?mode=ro", uri=True) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT count(*) FROM people_person").fetchone() == (41,)
