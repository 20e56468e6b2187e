"""The run bar: product, batch, clock, people, alarms."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy

from gradea.campus.cleanroom.sight.alarms import sources_out
from gradea.campus.cleanroom.sight.faces import Face, faces_of
from gradea.campus.cleanroom.sight.scene import Scene, role_words, say
from gradea.campus.shell.speech import clock_text, said
from gradea.vocabulary import DAY

SPEEDS = (1, 10, 60, 600, 3600)
MODE_WORDS = {
    "tutorial": gettext_lazy("Tutorial"),
    "practice": gettext_lazy("Practice"),
    "exam": gettext_lazy("Exam"),
    "hands-on": gettext_lazy("Hands-on"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmLine:
    """An alarm as the monitoring system reports it; `still_out` while the display shows the value beyond its limit."""

    alarm: str
    source: str
    value: str
    limit: str
    raised: str
    acknowledged: bool
    still_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Everything in the run bar."""

    product: str
    product_long: str
    batch: str
    mode: str
    at: int
    clock: str
    date: str
    speed: int
    paused: bool
    stopped: bool
    speeds: tuple[int, ...]
    people: tuple[Face, ...]
    alarms: tuple[AlarmLine, ...]
    open_alarms: int
    still_out: int
    may_acknowledge: bool
    teaches: bool
    role: str
    closed: bool


def _short(product: str) -> str:
    """Return the product without what every one of them is and without its details."""
    words = product.split(",")[0].removeprefix("Autologous ").removeprefix("Autologe ")
    return words[:1].upper() + words[1:]


def bar_of(scene: Scene) -> Bar:
    """Return the run bar."""
    state, product = scene.state, say(scene.state.recipe.product)
    out = frozenset() if scene.hands_on else sources_out(scene)
    alarms = tuple(
        AlarmLine(
            alarm=each.alarm,
            source=said(each.source),
            value=said(each.value),
            limit=said(each.limit),
            raised=clock_text(each.raised_at),
            acknowledged=each.acknowledged,
            still_out=each.source in out,
        )
        for each in reversed(state.alarms.values())
    )
    return Bar(
        product=_short(product),
        product_long=product,
        batch=state.record.batch_number,
        mode=MODE_WORDS.get(scene.card.mode, scene.card.mode),
        at=state.at,
        clock=clock_text(state.at, seconds=True),
        date=(state.world.start + timedelta(days=state.at // DAY)).isoformat(),
        speed=state.clock.speed,
        paused=state.clock.paused,
        stopped=state.clock.paused or state.closed,
        speeds=SPEEDS,
        people=tuple(faces_of(scene)),
        alarms=alarms,
        open_alarms=sum(not each.acknowledged for each in alarms),
        still_out=len({each.source for each in alarms if each.still_out}),
        may_acknowledge=bool(scene.role) and not state.closed,
        teaches=scene.teaches,
        role=role_words(scene.role) if scene.role else "",
        closed=state.closed,
    )
