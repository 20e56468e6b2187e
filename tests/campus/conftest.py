"""Fixtures for everything that tests the site: people and clients here, a real server and a real browser beside it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
FRONT = ROOT / "front"
SIZES = {"laptop": (1366, 768), "tablet": (820, 1180), "phone": (360, 740)}
START_PATIENCE_S = 60.0


# --- in the test process -------------------------------------------------------------------------------------------------


@pytest.fixture
def edition(db: None) -> str:
    """The example edition in the test database; its code."""
    from gradea.campus.programme.actions import load_edition  # noqa: PLC0415  # after Django is set up

    return load_edition(ROOT / "content/editions/2025-10.yaml")


@pytest.fixture
def ref_of(edition: str) -> Callable[[str], str]:
    """Gives the ref of a person of the example edition by roster key, such as `student-01`."""
    from gradea.campus.people.queries import refs_by_roster_key  # noqa: PLC0415

    return lambda roster_key: refs_by_roster_key(edition)[roster_key]


@pytest.fixture
def sign_in_key(edition: str) -> Callable[[str], str]:
    """Signs a person in by their code and gives the key of the device."""
    from gradea.campus.people.actions import sign_in_with_code  # noqa: PLC0415
    from gradea.campus.people.queries import example_logins  # noqa: PLC0415

    def sign_in(roster_key: str) -> str:
        code = next(login["code"] for login in example_logins(edition) if login["roster_key"] == roster_key)
        return sign_in_with_code(code, address="192.0.2.7").sign_in

    return sign_in


@pytest.fixture
def viewer_for(sign_in_key: Callable[[str], str]) -> Callable:
    """Gives the viewer for a person of the example edition, as queries and actions take it."""
    from gradea.campus.people.queries import viewer_of  # noqa: PLC0415

    return lambda roster_key: viewer_of(sign_in_key(roster_key))


@pytest.fixture
def client_for(sign_in_key: Callable[[str], str]) -> Callable[[str], Client]:
    """Gives a Django test client that is signed in as a person of the example edition."""
    from gradea.campus.people.middleware import SEEN, SIGN_IN  # noqa: PLC0415

    def client(roster_key: str) -> Client:
        browser = Client()
        session = browser.session
        session[SIGN_IN], session[SEEN] = sign_in_key(roster_key), int(time.time())
        session.save()
        browser.cookies["gradea"] = session.session_key
        return browser

    return client


# --- a real server -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSite:
    """A server on this machine. `logins` is by roster key: ref, name, role, code, pin."""

    url: str
    folder: Path
    logins: dict[str, dict[str, str]]
    pid: int


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """One server for the whole test run, with the example edition; ended by its process id."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {
        key: value
        for key, value in os.environ.items()
        if key == "GRADEA_WITHOUT" or not key.startswith(("GRADEA_", "DJANGO_"))
    }
    env["GRADEA_DATA"] = str(folder)
    with open(folder / "server.log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("live_site.py")), str(folder), str(port)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=env,
            cwd=ROOT,
        )
        try:
            first = process.stdout.readline()
            if not first.startswith("["):
                pytest.fail(f"the server did not start: {(folder / 'server.log').read_text(encoding='utf-8')[-2000:]}")
            logins = {login["roster_key"]: login for login in json.loads(first)}
            site = LiveSite(url=f"http://127.0.0.1:{port}", folder=folder, logins=logins, pid=process.pid)
            _wait_for(site.url, process)
            yield site
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)


def _wait_for(url: str, process: subprocess.Popen) -> None:
    limit = time.monotonic() + START_PATIENCE_S
    while time.monotonic() < limit and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the server does not answer /healthz")


# --- a real browser ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """Chromium out of the locked npm package, through Playwright."""
    sys.path.insert(0, str(FRONT))
    try:
        from browser import chromium  # noqa: PLC0415  # front/ is not a package
    finally:
        sys.path.remove(str(FRONT))
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # heavy; only journeys need it

    program = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(program.program), args=program.flags, env=program.environment
        )
        yield started
        started.close()


@pytest.fixture
def new_page(browser, live_site: LiveSite) -> Iterator[Callable]:
    """Opens pages, each in a fresh context: `new_page("phone", theme="dark", javascript=False)`.

    At the end of the test it fails if a page broke a rule of the house: a script error, a violated content policy, a request
    to another host, or a 5xx answer.
    """
    contexts, wrongs = [], []

    def watch(page) -> None:
        page.on("pageerror", lambda error: wrongs.append(f"script error: {error}"))
        page.on(
            "console",
            lambda message: wrongs.append(message.text) if "Content Security Policy" in message.text else None,
        )
        page.on("request", lambda request: None if _own(request.url, live_site.url) else wrongs.append(request.url))
        page.on(
            "response", lambda answer: wrongs.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None
        )

    def open_page(size: str = "laptop", *, theme: str = "light", javascript: bool = True):
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=live_site.url, java_script_enabled=javascript
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "gradea-theme", "value": theme, "url": live_site.url}])
        contexts.append(context)
        page = context.new_page()
        watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrongs == []


def _own(url: str, site: str) -> bool:
    return url.startswith((site + "/", "data:", "blob:"))


@pytest.fixture
def page(new_page: Callable):
    """One page at laptop size."""
    return new_page()


@pytest.fixture
def enter(live_site: LiveSite) -> Callable:
    """Signs a page in as a person of the example edition: `enter(page, "student-01")`."""

    def sign_in(page, roster_key: str) -> None:
        page.goto("/enter/")
        page.get_by_label("Your code").fill(live_site.logins[roster_key]["code"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/today/")

    return sign_in


@pytest.fixture(scope="session")
def until() -> Callable:
    """Waits for an expression in a page: `until(page, "window.seen > 2")`. Playwright's own needs eval: our policy forbids it."""

    def wait(page, expression: str, patience_s: float = 15.0) -> None:
        limit = time.monotonic() + patience_s
        while not page.evaluate(expression):
            assert time.monotonic() < limit, f"never true: {expression}"
            page.wait_for_timeout(50)

    return wait


@pytest.fixture(scope="session")
def axe() -> Callable:
    """Gives what axe finds wrong with a page, in one line each; WCAG 2.2 A and AA and best practice."""
    source = (FRONT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")

    def find(page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)")
        return [
            f"{rule['id']}: {rule['help']}: {node['target']} {node.get('failureSummary', '')[:160]}"
            for rule in found
            for node in rule["nodes"]
        ]

    return find


@pytest.fixture(scope="session")
def fits() -> Callable:
    """Gives what is wrong with the fit of a page: sideways scrolling, targets below 44 px (24 px inside a line of text)."""
    script = """() => {
      const wrong = [];
      const root = document.documentElement;
      if (root.scrollWidth > root.clientWidth) wrong.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
      const targets = "button, summary, input:not([type=hidden]), select, textarea, nav a, a.button, a.door";
      for (const one of document.querySelectorAll(targets)) {
        const box = (one.closest(".field--check, label.button, label.check") ?? one).getBoundingClientRect();
        const [width, height] = [Math.round(box.width), Math.round(box.height)];
        if (width && height && one.checkVisibility() && (width < 44 || height < 44))
          wrong.push(`${one.tagName} "${one.textContent.trim().slice(0, 30)}" is ${width}x${height}`);
      }
      return wrong;
    }"""
    return lambda page: page.evaluate(script)
