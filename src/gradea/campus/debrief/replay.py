"""Folding a closed run once more, and keeping what was true on the way. Pure: no clock, no database."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gradea.practical import Dated, RunState, evolve
from gradea.vocabulary import HOUR, MINUTE, SECOND, SimTime
from gradea.world.act import ActPerformed
from gradea.world.equipment import DeviceKind
from gradea.world.site import watched_steps
from gradea.world.state import Vessel, World
from gradea.world.weather import cabinet_air, later, pressure_step_pa, settled

IDLE_MS = 50 * MINUTE
"""A longer time without an entry is drawn as a break (design choice)."""

SAMPLE_MS = 4 * MINUTE
CLOSE_MS = 45 * SECOND
GROWTH_MS = 4 * HOUR
"""How often the truth is looked at: while people work, at most this close, and while cells grow alone (design choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The truth at one instant.

    Attributes:
        pressure_pa: Laboratory over corridor.
        p05_per_m3: Particles from 0.5 µm at the open vessel in the cabinet; `p5_per_m3` from 5 µm, `mcp_per_m3` CFU.
        vessel: Vessel that holds the product. `viable`: its viable cells. `volume_ml`: how much it is.
        cfu: Living organisms in that vessel.
        exposure: Expected CFU that hands and air brought in so far, the donor's left out.
    """

    at: int
    pressure_pa: float
    p05_per_m3: float
    p5_per_m3: float
    mcp_per_m3: float
    vessel: str
    viable: float
    volume_ml: float
    cfu: float
    exposure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measurement beside what was true of the sample at that moment."""

    seq: int
    at: int
    state: RunState
    event: ActPerformed


@dataclass(slots=True, kw_only=True)
class Replay:
    """A run that was folded again.

    Attributes:
        first: The state before the first event. `last`: after the last one.
        items: Number of the entry and event, in order.
        measured: Measurements with the state just before them.
        sources: For each sample taken, the vessel it came from, the volume left there, and the volume taken.
    """

    first: RunState
    last: RunState
    items: list[tuple[int, Dated]] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    measured: list[Measured] = field(default_factory=list)
    sources: dict[str, tuple[str, float, float]] = field(default_factory=dict)


class _Probe:
    """Looks into vessels without changing the run: growth is followed from look to look, never from the start again."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[Vessel, Vessel]] = {}

    def vessel(self, world: World, code: str, at: SimTime) -> Vessel | None:
        kept = world.vessels.get(code)
        if kept is None:
            return None
        origin, grown = self._seen.get(code, (kept, kept))
        grown = settled(world, grown if origin is kept else kept, at)
        self._seen[code] = (kept, grown)
        return grown

    def sample(self, state: RunState, at: SimTime) -> Sample:
        world = later(state.world, at)
        code = holder_of(state)
        holder = self.vessel(world, code, at) if code else None
        cabinet = next((device for device in world.devices.values() if device.kind is DeviceKind.CABINET), None)
        air = cabinet_air(world, cabinet.room, at) if cabinet else (0.0, 0.0, 0.0)
        return Sample(
            at=at,
            pressure_pa=round(_pressure_pa(world, cabinet.room if cabinet else ""), 1),
            p05_per_m3=round(air[0], 1),
            p5_per_m3=round(air[1], 2),
            mcp_per_m3=round(air[2], 5),
            vessel=holder.code if holder else "",
            viable=round(holder.contents.viable) if holder else 0.0,
            volume_ml=round(holder.contents.volume_ml, 2) if holder else 0.0,
            cfu=round(sum(group.count for group in holder.contaminants), 1) if holder else 0.0,
            exposure=team_exposure(world),
        )


def _pressure_pa(world: World, room: str) -> float:
    """Return the watched pressure step of the room of the open work, else the first that is watched; 0 where none is."""
    steps = watched_steps(world.facility)
    watched = next((step for step in steps if step[0] == room), steps[0] if steps else None)
    return pressure_step_pa(world, *watched) if watched else 0.0


def holder_of(state: RunState) -> str:
    """Return the vessel that holds the product now: the last of the line with something in it; empty if there is none.

    In a media fill there are no cells, and the broth is the product.
    """
    vessels = state.world.vessels
    alive = [code for code in state.scenario.product_line if code in vessels and vessels[code].contents.viable >= 1.0]
    filled = [
        code for code in state.scenario.product_line if code in vessels and vessels[code].contents.volume_ml > 0.0
    ]
    return (alive or filled or [""])[-1]


def team_exposure(world: World) -> float:
    """Return the expected CFU that hands, air and slips brought in so far; what came with the donor is nobody's doing."""
    return sum(value for key, value in world.expected_cfu.items() if not key.endswith("|donor"))


def replayed(
    first: RunState, items: Sequence[tuple[int, Dated]], told: Callable[[float], None] | None = None
) -> Replay:
    """Fold a run and keep what was true on the way.

    Args:
        first: The state before the first event, made from the revealed seed.
        items: Number of each entry and its event, in order.
        told: Called with the share done, for a progress bar.
    """
    done = Replay(first=first, last=first, items=list(items))
    state, probe = first, _Probe()
    for number, (seq, item) in enumerate(items):
        for at in _between(done.samples, state.at, item.at):
            done.samples.append(probe.sample(state, at))
        event = item.event
        if isinstance(event, ActPerformed) and event.do == "measure":
            done.measured.append(Measured(seq=seq, at=item.at, state=state, event=event))
        state = evolve(state, item)
        if isinstance(event, ActPerformed) and event.do == "sample":
            source, into = state.world.vessels[str(event.parameters["vessel"])], str(event.parameters["into"])
            before = done.sources.get(into, ("", 0.0, 0.0))[2]
            taken = before + float(event.parameters["volume_ml"])
            done.sources[into] = (source.code, source.contents.volume_ml, taken)
        if not done.samples or state.at - done.samples[-1].at >= CLOSE_MS:
            done.samples.append(probe.sample(state, state.at))
        if told is not None and number % 25 == 0:
            told(number / len(items))
    done.last = state
    return done


def _between(samples: Sequence[Sample], start: int, stop: int) -> Iterator[SimTime]:
    """Yield the instants between two events at which it is worth looking."""
    if not samples or stop <= start:
        return
    step = GROWTH_MS if stop - start > HOUR * 2 else SAMPLE_MS
    at = start + step
    while at < stop - CLOSE_MS:
        yield SimTime(at)
        at += step
    if stop - start > IDLE_MS:
        yield SimTime(stop - 1)


def sessions(instants: Iterable[int], idle_ms: int = IDLE_MS) -> list[tuple[int, int]]:
    """Return the working sessions: from when to when something was written or done without a long break.

    >>> sessions([0, 60_000, 90_000_000, 90_060_000])
    [(0, 60000), (90000000, 90060000)]
    """
    found: list[tuple[int, int]] = []
    for at in instants:
        if found and at - found[-1][1] <= idle_ms:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found
