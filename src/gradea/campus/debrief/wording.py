"""Words of the debrief: acts, entries, routes and rooms as people say them."""

from collections.abc import Mapping
from typing import Any

from gradea.practical import RunState
from gradea.vocabulary import Message, stored_name
from gradea.world.act import ActPerformed, verb
from gradea.world.people.gown_items import ITEM

ROUTE_WORDS: Mapping[str, str] = {
    "touch": "by touch",
    "air": "through the air",
    "donor": "with the donor's blood",
    "material": "on a material",
    "other": "by a slip while it was open",
}
"""How an organism travelled."""

ROUTE_WHY: Mapping[str, str] = {
    "touch": "A glove touches a pack or the bench, then the place where the product is open.",
    "air": "What people shed floats in the room; a little reaches the open vessel.",
    "donor": "It was in the blood before anybody here touched it; the chance is the share of such bags.",
    "material": "It came on or in something that was brought in.",
    "other": "A connection slips, a cap is put down wrong: published rates of open manipulations.",
}

TITLE_OF_KIND: Mapping[str, str] = {
    "late": "Written late",
    "back-dated": "Written with another time",
    "invented": "Written, not done",
    "omitted": "Done, not written",
    "mistranscribed": "Another number written",
    "wrong-lot": "Another lot written",
    "signed-for-another": "Signed for somebody else",
    "unwitnessed": "Verified without being there",
    "out-of-order": "Done in another order",
    "overwritten": "The true value replaced",
}
"""What a card of a finding is called."""

LETTERS = (
    "Attributable",
    "Legible",
    "Contemporaneous",
    "Original",
    "Accurate",
    "Complete",
    "Consistent",
    "Enduring",
    "Available",
)
"""ALCOA+ in its order: five letters, four more after the plus."""

DISTURBANCE_WORDS: Mapping[str, str] = {
    "damper": "Supply damper half closed",
    "expired-lot": "Expired lot put in front",
    "incubator-co2": "Incubator without CO2",
}

MEANINGS: Mapping[str, str] = {"performed": "performed", "verified": "verified", "reviewed": "reviewed"}

SEEN: Mapping[str, tuple[str, str]] = {
    "pressure_pa": ("pressure", "Pa"),
    "temperature_c": ("temperature", "°C"),
    "transport_temperature_c": ("temperature", "°C"),
    "co2_pct": ("CO2", "%"),
    "p05_per_m3": ("particles from 0.5 µm", "/m³"),
    "p5_per_m3": ("particles from 5 µm", "/m³"),
    "volume_ml": ("volume", "mL"),
    "density_e6_per_ml": ("viable cells", "million/mL"),
    "viability_pct": ("viability", "%"),
    "cd14_pct": ("CD14+", "%"),
    "lymphocytes_pct": ("lymphocytes", "%"),
    "cd11c_pct": ("CD11c+", "%"),
    "hla_dr_pct": ("HLA-DR+", "%"),
    "cd83_mfi": ("CD83", "MFI"),
    "cd86_mfi": ("CD86", "MFI"),
    "tlr2_mfi": ("TLR2", "MFI"),
    "il10_pg_per_ml": ("IL-10", "pg/mL"),
    "il12_pg_per_ml": ("IL-12", "pg/mL"),
    "cd3_pct": ("CD3+", "%"),
    "car_pct": ("CAR+", "%"),
    "cd4_pct": ("CD4+", "%"),
    "cd8_pct": ("CD8+", "%"),
    "cd73_pct": ("CD73+", "%"),
    "cd90_pct": ("CD90+", "%"),
    "cd105_pct": ("CD105+", "%"),
    "cd34_cd45_pct": ("CD34+ or CD45+", "%"),
    "vcn_per_car_cell": ("vector copies", "per cell"),
    "beads_per_3e6": ("beads", "per 3 million cells"),
    "ifn_gamma_pg_per_ml": ("IFN-gamma", "pg/mL"),
    "glucose_mmol_per_l": ("glucose", "mmol/L"),
    "lactate_mmol_per_l": ("lactate", "mmol/L"),
    "endotoxin_eu_per_ml": ("endotoxin", "EU/mL"),
    "confluence_pct": ("confluence", "%"),
    "growing_units": ("units with growth", ""),
    "moved_ml": ("moved", "mL"),
    "sampled_ml": ("sampled", "mL"),
    "inoculated_ml": ("inoculated", "mL"),
    "collected_ml": ("collected", "mL"),
    "collected_h": ("since collection", "h"),
    "added": ("added", ""),
    "cfu": ("colonies", ""),
    "hours": ("hours", ""),
    "minutes": ("minutes", ""),
}


def act_words(state: RunState, event: ActPerformed) -> str:
    """Return what somebody did, in a few words: the verb and the things it was done with."""
    found, given = verb(event.do).title, event.parameters
    match event.do:
        case "go":
            return f"Go to {room_words(state, str(given['to']))}"
        case "don":
            item = ITEM.get(str(given["item"]))
            return item.title if item is not None else found
        case "gown":
            return f"Check the gown for grade {given['grade']}"
        case "add":
            return f"Add {amount_words(given)} {material_words(state, str(given['material']))} to {given['vessel']}"
        case "transfer" | "remove" | "harvest":
            source = given.get("from", given.get("vessel"))
            return f"{found} from {source} to {given['to']}"
        case "sample":
            return f"Sample {given['volume_ml']:g} mL of {given['vessel']} into {given['into']}"
        case "scan":
            return f"Scan {material_words(state, str(given['material']))}"
    things = [str(given[name]) for name in _THINGS if name in given]
    return f"{found}: {', '.join(things)}" if things else found


_THINGS = ("equipment", "vessel", "sample", "plate", "bottle", "room")


def amount_words(given: Mapping[str, Any]) -> str:
    """Return an amount with its unit, thousands set apart."""
    return f"{float(given['amount']):,.6g} {given.get('unit', '')}".replace(",", " ").strip()


def seen_words(observed: Mapping[str, Any]) -> str:
    """Return what an instrument, a label or the eye showed."""
    parts = []
    for name, value in observed.items():
        if value == "yes" or name in {"material", "item"}:
            continue
        words, unit = SEEN.get(name, (name.replace("_", " "), ""))
        parts.append(f"{words} {value} {unit}".strip())
    return ", ".join(parts)


def material_words(state: RunState, code: str) -> str:
    """Return the name of a material without its strength, or its code where the scenario does not name it."""
    found = state.scenario.substances.get(code)
    return found.title.split(" stock")[0] if found else code


def room_words(state: RunState, code: str) -> str:
    """Return the name on the door of a room."""
    room = next((room for room in state.world.facility.rooms if room.code == code), None)
    return room.title if room else "outside the unit"


def grade_of(state: RunState, code: str) -> str:
    """Return the cleanliness grade of a room; `U` outside."""
    room = next((room for room in state.world.facility.rooms if room.code == code), None)
    return str(room.grade) if room else "U"


def field_words(state: RunState, code: str) -> str:
    """Return the label of a field of the record, or the meaning of a signature."""
    found = state.recipe.field_of.get(code)
    return found.label.get("en", code) if found else f"signature: {code}"


def step_words(state: RunState, step: str | None) -> str:
    """Return number and title of a step."""
    found = state.recipe.step_of.get(step or "")
    return f"{found.id} {found.title.get('en', '')}".strip() if found else "the whole record"


def entry_words(state: RunState, event: Message) -> str:
    """Return what was written, in a few words."""
    kind = stored_name(event).split("/")[0].removeprefix("record.")
    match kind:
        case "value-entered" | "value-calculated":
            return f"{field_words(state, event.field)}: {event.value}"
        case "value-corrected":
            return f"{field_words(state, event.field)}: {event.old_value} struck out, {event.value}"
        case "step-signed":
            return f"Step {event.step} signed as {event.meaning}"
        case "signatures-voided":
            return f"Signatures of step {event.step} void"
        case "step-marked-not-applicable":
            return f"Step {event.step} marked not applicable"
        case "review-signed":
            return f"{event.kind.replace('-', ' ').capitalize()} review signed"
        case "batch-disposed":
            return f"Batch {event.decision}"
        case "attempt-refused":
            return f"Refused: {event.tried or event.code}"
    return kind.replace("-", " ").capitalize()
