"""The run bar: product, batch, clock, people, alarms."""

from dataclasses import dataclass
from datetime import timedelta

from gradea.campus.cleanroom.sight.alarms import sources_out
from gradea.campus.cleanroom.sight.faces import Face, faces_of
from gradea.campus.cleanroom.sight.scene import Scene, role_words, say
from gradea.vocabulary import DAY, clock_text

SPEEDS = (1, 10, 60, 600, 3600)
MODE_WORDS = {"tutorial": "Tutorial", "practice": "Practice", "exam": "Exam"}


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


def bar_of(scene: Scene) -> Bar:
    """Return the run bar."""
    state, product, out = scene.state, say(scene.state.recipe.product), sources_out(scene)
    alarms = tuple(
        AlarmLine(
            alarm=each.alarm,
            source=each.source,
            value=each.value,
            limit=each.limit,
            raised=clock_text(each.raised_at),
            acknowledged=each.acknowledged,
            still_out=each.source in out,
        )
        for each in reversed(state.alarms.values())
    )
    return Bar(
        product=product.split(",")[0].removeprefix("Autologous ").capitalize(),
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
