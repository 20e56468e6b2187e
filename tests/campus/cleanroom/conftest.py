"""Runs of a team of people, played up to a step by the moves a careful crew would make in their place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

TEAM = "team-1"
SEATED = {
    "operator": "student-01",
    "verifier": "student-02",
    "qc": "student-03",
    "qa": "student-04",
    "qp": "student-05",
}
LONGEST = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A run and the address of its page."""

    ref: str
    url: str
    run: Any


@pytest.fixture
def calm_hall(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the beat still: a test decides when time passes."""
    from gradea.campus.cleanroom import hall  # noqa: PLC0415  # after Django is set up

    monkeypatch.setattr(hall.Hall, "watch", lambda _self, _ref: None)


@pytest.fixture
def play(viewer_for, calm_hall) -> Callable[..., Played]:
    """Opens a run for a team and plays it: `play("1.1")` until that step is closed, `play()` only opens it."""
    from gradea.campus.cleanroom import actions  # noqa: PLC0415
    from gradea.campus.cleanroom.runs import live_run  # noqa: PLC0415

    def start(until: str = "", *, mode: str = "practice", team: str = TEAM, product: str = "toldc") -> Played:
        card = actions.open_run(viewer_for("trainer-01"), team, mode=mode, product=product)
        run = live_run(card)
        if until:
            moved_on(run, until)
        return Played(ref=card.ref, url=f"/cleanroom/{card.ref}/", run=run)

    return start


def moved_on(run: Any, until: str) -> None:
    """Let the people in the seats do what a careful crew would do, until a step is closed."""
    from gradea.practical import PERSONAS, Actor, JumpClock, Seat, next_move  # noqa: PLC0415

    for number in range(LONGEST):
        moves = 0
        for seat in tuple(run.state.roster.seats.values()):
            if run.state.record.step(until).first_closed_at is not None:
                return
            move = next_move(run.state, Seat(role=seat.role, person=seat.person, crew="careful"), PERSONAS["careful"])
            if move is not None:
                moves += 1
                actor = Actor(ref=seat.person, authenticated=move.authenticated, device=move.device)
                run.send(move.command, actor=actor, key=f"move-{number}-{seat.role}")
        if not moves:
            run.send(JumpClock(), actor=Actor(ref="trainer", role="trainer"), key=f"jump-{number}")
    raise AssertionError(f"step {until} was never closed")


@pytest.fixture
def scene_of(viewer_for) -> Callable:
    """Gives the look of a person at a run: `scene_of("student-01", played.ref, tab="steps")`."""
    from gradea.campus.cleanroom.queries import scene_for  # noqa: PLC0415

    return lambda who, ref, **picked: scene_for(viewer_for(who), ref, **picked)


@pytest.fixture
def htmx() -> Callable:
    """Sends a form as the page's script does, with a key of its own: `htmx(client, url, do="look")`."""
    count = iter(range(10_000))

    def send(client: Client, url: str, **form: Any) -> Any:
        form = {name.replace("__", "."): value for name, value in form.items()}
        return client.post(url, {"key": f"key-{next(count)}", **form}, headers={"HX-Request": "true"})

    return send
