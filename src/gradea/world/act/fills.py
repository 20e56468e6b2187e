"""The media fill: fill units, intervene, take damaged ones out, incubate, promote growth, and read every unit."""

from dataclasses import replace

from gradea.vocabulary import MINUTE, SECOND, Chance, Refusal, SimTime, clock_text
from gradea.world.act.handling import just_rubbed, rubbed, unit_work
from gradea.world.act.liquids import poured
from gradea.world.act.places import (
    cabinet_runs,
    device_here,
    elsewhere,
    first_refusal,
    liquid_here,
    me,
)
from gradea.world.act.verb import Act, Verb
from gradea.world.equipment import DeviceKind
from gradea.world.microbes import Contaminant, Occasion
from gradea.world.monitoring import (
    STRAINS,
    UNIT_WARMTH,
    Tray,
    strains_in,
    units_discarded,
    units_loaded,
    units_seen,
    units_settled,
)
from gradea.world.state import Observation, World

UNIT_STEPS = 5
"""Open manipulations per unit, as the process has them: pierce, draw, inject, sample, close (design choice)."""

UNIT_SECONDS = 75
"""Filling one unit by hand (assumption)."""

DAMAGED = 0.004
"""Share of units that leak or are badly closed (assumption)."""

OVERLOOKED = {"slow": 0.0, "normal": 0.0005, "hurried": 0.05}
"""Chance that a reader overlooks a growing unit (assumption)."""

MAX_UNITS = 200

INTERVENTIONS: dict[str, int] = {"stopper": 2, "needle": 3, "spill": 3, "weighing": 1}
"""Interventions that a fill may meet → open manipulations: a stopper put right, a needle changed, a drop wiped up, a unit
weighed (design choice)."""


def _check_fill(world: World, act: Act) -> Refusal | None:
    count, volume = int(act.number("count")), act.number("volume_ml")
    there = world.vessels[act.text("from")].contents.volume_ml
    if act.text("tray") in world.trays:
        return Refusal(
            code="tray-used",
            rule="practical",
            message=f"Tray {act.text('tray')} is full.",
            remedy="Take the next tray.",
        )
    if 1 <= count <= MAX_UNITS and count * volume <= there + 1e-9:
        return None
    return Refusal(
        code="not-enough",
        rule="practical",
        message=f"{act.text('from')} does not hold {count} times {volume:.1f} mL.",
        remedy=f"Fill fewer units, at least one and at most {MAX_UNITS}.",
    )


def _fill(world: World, act: Act, chance: Chance) -> World:
    """Fill the units one after the other; each takes its share of what is in the broth, and its own luck at the needle."""
    code, source, volume = act.text("tray"), act.text("from"), act.number("volume_ml")
    count = int(act.number("count"))
    damaged = frozenset(index for index in range(count) if chance.happens(DAMAGED, code, "damaged", index))
    units: list[tuple[Contaminant, ...]] = []
    for index in range(count):
        pot = f"{code}/{index}"
        world = poured(world, act, (source, pot), volume, chance)
        units.append(world.vessels[pot].contaminants)
        world = replace(world, vessels={name: each for name, each in world.vessels.items() if name != pot})
    minute = SimTime(act.at - act.at % MINUTE)
    room = me(world, act).room
    tray = Tray(units=tuple(units), unit_ml=volume, room=room, as_of=minute, damaged=damaged)
    world = world.with_tray(code, tray)
    rubs = just_rubbed(world, act)
    for index in range(count):
        if rubs and index:
            world = rubbed(world, act, f"rub|{act.person}|{code}|{index}", chance)
        world = unit_work(world, act, (code, index), UNIT_STEPS, chance)
    return world


def _check_intervention(world: World, act: Act) -> Refusal | None:
    if act.text("intervention") not in INTERVENTIONS:
        return Refusal(
            code="intervention-unknown",
            rule="Annex 1 8.16",
            message=f"'{act.text('intervention')}' is no intervention that this process has been assessed for.",
            remedy=f"Choose one of {', '.join(INTERVENTIONS)}, or stop and call quality assurance.",
        )
    return _check_tray(world, act) or cabinet_runs(world, act)


def _intervene(world: World, act: Act, chance: Chance) -> World:
    """Reach in while a unit stands open: the unit that stands last in the tray takes the risk."""
    code = act.text("tray")
    last = len(world.trays[code].units) - 1
    return unit_work(world, act, (code, last), INTERVENTIONS[act.text("intervention")], chance)


def _minutes(act: Act) -> int:
    return 2 * INTERVENTIONS.get(act.text("intervention"), 1)


def _see_intervention(world: World, act: Act, chance: Chance) -> Observation:  # noqa: ARG001 - the signature of a look
    end = SimTime(act.at + _minutes(act) * MINUTE)
    return {"started": clock_text(act.at), "ended": clock_text(end), "minutes": _minutes(act)}


def _check_tray(world: World, act: Act) -> Refusal | None:
    code = act.text("tray")
    if code not in world.trays:
        return Refusal(
            code="tray-unknown",
            rule="practical",
            message=f"There is no tray '{code}'.",
            remedy=f"There are {', '.join(sorted(world.trays)) or 'none'}.",
        )
    return elsewhere(me(world, act), world.trays[code].room, code)


def _discard(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    code = act.text("tray")
    return world.with_tray(code, units_discarded(world.trays[code], int(act.number("count"))))


def _check_warmth(world: World, act: Act) -> Refusal | None:  # noqa: ARG001 - the signature of a check
    if act.text("programme") in UNIT_WARMTH:
        return None
    return Refusal(
        code="programme-unknown",
        rule="Annex 1 9.44",
        message=f"Units are not incubated at '{act.text('programme')}' here.",
        remedy=f"Choose {' or '.join(UNIT_WARMTH)} °C.",
    )


def _load(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    code = act.text("tray")
    return world.with_tray(code, units_loaded(world.trays[code], act.text("equipment"), act.text("programme"), act.at))


def _inspect(world: World, act: Act, chance: Chance) -> World:  # noqa: ARG001 - the signature of a verb
    code = act.text("tray")
    return world.with_tray(code, units_settled(world.trays[code], act.at)).counted(f"inspect|{code}")


def _see_units(world: World, act: Act, chance: Chance) -> Observation:
    code = act.text("tray")
    key = f"{act.person}|{code}|{world.counts.get(f'inspect|{code}', 0)}"
    return dict(units_seen(world.trays[code], act.at, chance, key, OVERLOOKED[act.technique]))


def _check_promotion(world: World, act: Act) -> Refusal | None:
    if act.text("tray") in world.trays or act.text("material") not in world.lots:
        return Refusal(
            code="tray-used" if act.text("tray") in world.trays else "material-unknown",
            rule="practical",
            message=f"{act.text('tray')} with {act.text('material')} cannot be set up.",
            remedy="Take a fresh tray and a medium of the list.",
        )
    return None


def _promote(world: World, act: Act, chance: Chance) -> World:
    code = act.text("tray")
    occasion = Occasion(chance=chance, key=f"strains|{code}", person=act.person, room=me(world, act).room, at=act.at)
    return world.with_tray(code, strains_in(occasion, act.number("volume_ml")))


FILLS: tuple[Verb, ...] = (
    Verb(
        do="fill",
        title="Fill a tray of units",
        objects=("from", "tray"),
        amounts=("count", "volume_ml"),
        seconds=lambda _world, act: 60 + UNIT_SECONDS * int(act.number("count")),
        open_steps=UNIT_STEPS,
        check=first_refusal(cabinet_runs, liquid_here("from"), _check_fill),
        observe=lambda _world, act, _chance: {"filled_units": int(act.number("count"))},
        perform=_fill,
    ),
    Verb(
        do="intervene",
        title="Intervene",
        objects=("intervention", "tray"),
        seconds=lambda _world, act: _minutes(act) * MINUTE // SECOND,
        open_steps=2,
        check=_check_intervention,
        observe=_see_intervention,
        perform=_intervene,
    ),
    Verb(
        do="discard-units",
        title="Take units out",
        objects=("tray",),
        amounts=("count",),
        seconds=lambda _world, _act: 90,
        check=_check_tray,
        observe=lambda world, act, _chance: {
            "discarded_units": min(int(act.number("count")), len(world.trays[act.text("tray")].units))
        },
        perform=_discard,
    ),
    Verb(
        do="load-units",
        title="Put the units into incubation",
        objects=("tray", "equipment", "programme"),
        seconds=lambda _world, _act: 120,
        check=first_refusal(device_here("equipment", DeviceKind.UNIT_INCUBATOR), _check_tray, _check_warmth),
        observe=lambda _world, _act, _chance: {"loaded": "yes"},
        perform=_load,
    ),
    Verb(
        do="inspect-units",
        title="Inspect every unit against the light",
        objects=("tray",),
        seconds=lambda world, act: 30 + 10 * len(world.trays[act.text("tray")].units),
        check=_check_tray,
        observe=_see_units,
        perform=_inspect,
    ),
    Verb(
        do="promote-growth",
        title="Inoculate the strains of growth promotion",
        objects=("material", "tray"),
        amounts=("volume_ml",),
        seconds=lambda _world, _act: 900,
        check=_check_promotion,
        observe=lambda _world, _act, _chance: {"strains": len(STRAINS)},
        perform=_promote,
    ),
)
"""Verbs of a media fill."""
