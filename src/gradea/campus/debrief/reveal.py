"""The reveal: the donor, the culture, where each organism came from, what was to be expected, and how well it is known."""

from collections.abc import Iterator
from typing import Any

from gradea.campus.debrief import wording
from gradea.campus.debrief.replay import Measured, Replay
from gradea.practical import RunState, crew_data
from gradea.vocabulary import HOUR
from gradea.world.microbes import Cause, Contaminant, Exposure, Route, chance_of_contamination
from gradea.world.microbes.parameters import P_DONOR
from gradea.world.weather import settled


def product_and_medium(state: RunState) -> tuple[str, ...]:
    """Return the vessels and trays of which whatever enters goes on into the product; a sample only spoils itself."""
    trays = (code for code, tray in state.world.trays.items() if not tray.control)
    return (*state.scenario.product_line, *state.scenario.intermediates, *trays)


def reveal_of(replay: Replay) -> dict[str, Any]:
    """Return everything that was hidden, as plain values; people are references."""
    return {
        "donor": donor_facts(replay.first, replay.last),
        "culture": [_point(sample) for sample in replay.samples if sample.vessel],
        "readings": list(_readings(replay)),
        "origins": origins_of(replay.last),
        "exposure": exposure_by_route(replay.last),
        "plates": plates_of(replay.last),
        "crews": crews_of(replay.last),
    }


def crews_of(state: RunState) -> list[dict[str, Any]]:
    """Return the rates of each kind of simulated colleague that sat in a seat, and whether they were raised."""
    kinds = {(setting.crew, setting.teaching): setting for setting in state.crews.values()}
    tables = [crew_data(setting) for _key, setting in sorted(kinds.items())]
    return [{**table, "raised": any(row["raised_for_teaching"] for row in table["rates"])} for table in tables]


def _point(sample: Any) -> list[Any]:
    return [sample.at, sample.vessel, sample.viable, sample.cfu]


def donor_facts(first: RunState, last: RunState) -> list[dict[str, str]]:
    """Return what nobody could know of the patient's cells, each with what it meant."""
    facts = [fact._asdict() for fact in last.world.model.facts(last.world.donor)]
    delivery = first.world.vessels.get(last.scenario.delivery)
    if delivery is not None and not last.scenario.bank:
        words = ", ".join(f"{group.kind.title} ({group.count:,.0f})" for group in delivery.contaminants)
        note = "before anybody here touched it"
        facts.append({"name": "Organisms in the collected blood", "value": words or "none", "note": note})
    return facts


def _readings(replay: Replay) -> Iterator[dict[str, Any]]:
    """Yield each number a laboratory instrument showed, beside what was true of the sample then."""
    for measured in replay.measured:
        true = _truth(measured)
        sample = str(measured.event.parameters["sample"])
        source, volume, taken = replay.sources.get(sample, ("", 0.0, 0.0))
        thinned = max(1.0, measured.state.world.vessels[sample].contents.volume_ml / taken) if taken else 1.0
        for name, shown in measured.event.observed.items():
            if name in true and name in wording.SEEN:
                words, unit = wording.SEEN[name]
                yield {
                    "seq": measured.seq,
                    "at": measured.at,
                    "sample": sample,
                    "source": source,
                    "source_ml": round(volume, 2),
                    "thinned": round(thinned, 2),
                    "name": name,
                    "words": words,
                    "unit": unit,
                    "shown": shown,
                    "true": round(true[name], 2 if name == "density_e6_per_ml" else 1),
                }


def _truth(measured: Measured) -> dict[str, float]:
    world = measured.state.world
    vessel = world.vessels.get(str(measured.event.parameters["sample"]))
    if vessel is None:
        return {}
    contents = settled(world, vessel, measured.state.at).contents
    if contents.volume_ml <= 0.0:
        return {}
    true = world.model.truth(contents, world.donor, world.ware(vessel.code))
    return {**true, "density_e6_per_ml": contents.viable / contents.volume_ml / 1e6}


def origins_of(state: RunState) -> list[dict[str, Any]]:
    """Return every cause that left living organisms anywhere, the product first, with the chain that led there."""
    found: dict[tuple[str, Cause], dict[str, Any]] = {}
    for place, kind, groups in _holders(state):
        for group in groups:
            if group.count < 1.0:
                continue
            story = found.setdefault((group.organism, group.cause), _origin(state, group))
            story["places"].append({"place": place, "kind": kind, "count": round(group.count, 1)})
            story["in_product"] = story["in_product"] or _in_product(state, kind, place)
    return sorted(found.values(), key=lambda story: (not story["in_product"], story["chain"][-1]["at"]))


def _in_product(state: RunState, kind: str, place: str) -> bool:
    if kind == "tray":
        return not state.world.trays[place].control
    return kind == "vessel" and place in state.scenario.product_line


def _holders(state: RunState) -> Iterator[tuple[str, str, tuple[Contaminant, ...]]]:
    """Yield what is where, as it was when each vessel was last opened: later growth changes numbers and no cause."""
    world = state.world
    for code, vessel in world.vessels.items():
        yield code, "vessel", vessel.contaminants
    for code, plate in world.plates.items():
        yield code, "plate", plate.captured
    for code, bottle in world.bottles.items():
        yield code, "bottle", bottle.captured
    for code, tray in world.trays.items():
        for unit in tray.units:
            yield code, "tray", unit


def _origin(state: RunState, group: Contaminant) -> dict[str, Any]:
    chain = [
        {
            "route": str(cause.route),
            "words": wording.ROUTE_WORDS[str(cause.route)],
            "source": cause.source,
            "who": cause.person or "",
            "room": cause.room,
            "room_words": wording.room_words(state, cause.room) if cause.room else "",
            "at": cause.at,
        }
        for cause in reversed(group.cause.chain())
    ]
    return {
        "organism": group.kind.title,
        "spores": group.kind.spores,
        "donor": chain[0]["route"] == Route.DONOR,
        "chain": chain,
        "places": [],
        "in_product": False,
    }


def exposure_by_route(state: RunState) -> list[dict[str, Any]]:
    """Return the expected CFU by route: into what the patient gets, and into samples; smooth, without luck."""
    rows, entered, inside = [], state.world.expected_cfu, product_and_medium(state)
    for route in Route:
        product = sum(value for key, value in entered.items() if _is(key, route, inside, product=True))
        samples = sum(value for key, value in entered.items() if _is(key, route, inside, product=False))
        if product or samples:
            met = [Exposure(expected_cfu=product, route=route)]
            # a contaminated bag holds many organisms at once, so the share of such bags is the chance, not the formula
            chance = P_DONOR.value if route is Route.DONOR else chance_of_contamination(met)
            rows.append(
                {
                    "route": str(route),
                    "words": wording.ROUTE_WORDS[str(route)],
                    "why": wording.ROUTE_WHY[str(route)],
                    "product": product,
                    "samples": samples,
                    "chance": chance,
                }
            )
    return sorted(rows, key=lambda row: -row["product"])


def _is(key: str, route: Route, inside: tuple[str, ...], *, product: bool) -> bool:
    vessel, _, travelled = key.rpartition("|")
    return travelled == route and (vessel in inside) is product


def plates_of(state: RunState) -> list[dict[str, Any]]:
    """Return each plate: what it was to catch, what it caught."""
    return [
        {
            "plate": code,
            "kind": plate.kind,
            "expected": plate.expected_cfu,
            "caught": round(sum(group.count for group in plate.captured)),
            "minutes": round(plate.exposed_min),
            "incubated_h": round((state.at - plate.incubation[0].from_at) / HOUR) if plate.incubation else 0,
        }
        for code, plate in state.world.plates.items()
    ]
