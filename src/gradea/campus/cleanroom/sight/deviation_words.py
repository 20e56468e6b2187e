"""A deviation in words."""

from collections.abc import Mapping

from gradea.campus.cleanroom.sight.scene import Scene, say
from gradea.record.state import Deviation


def deviation_words(scene: Scene, each: Deviation) -> str:
    """Return the description: a person's words, or what the record found by itself in words."""
    why = each.description
    if not isinstance(why, Mapping) or "kind" not in why:
        return scene.words(why)
    label = say(scene.state.recipe.field_of[each.field].label) if each.field else ""
    get = {name: str(value) for name, value in why.items()}.get
    return {
        "limit": f"{label}: {get('value')} {get('unit')}, the limit is {get('limit')}.",
        "unexpected": f"{label}: “{get('value')}”, expected is {get('limit')}.",
        "specification": f"{label}: {get('value')} does not meet the release limit {get('limit')}.",
        "hold-time": f"Hold time since step {get('from_step')}: {get('actual_min')} min, the limit is {get('limit_min')} min.",
        "window": f"Signed {get('actual_min')} min after the planned time; the window is {get('limit_min')} min.",
        "not-applicable": "A step that is not optional was marked not applicable.",
        "identity-mismatch": "An identity number that was read is not the one of this batch.",
        "problem-note": "A note reports a problem.",
        "capa-not-effective": f"{get('capa')} for {get('deviation')} did not work.",
        "intervention-not-qualified": "An intervention in grade A that no process simulation covers.",
        "malfunction": f"{get('equipment')} failed.",
        "sample-condition": f"Sample {get('sample')} arrived {get('condition', '').replace('-', ' ')}.",
        "expired-at-use": f"Lot {get('lot')} of {get('material')} had expired when it was used.",
        "result-changed": f"A result of the release specification changed from {get('before')} to {get('after')}.",
        "trail-finding": f"Found in the review of the audit trail: {get('exception', '').replace('-', ' ')}.",
        "shipped-uncertified": f"The batch was to leave in {get('status', '').replace('-', ' ')}.",
        "alarm": f"Alarm: {get('source')} {get('value')}, the limit is {get('limit')}.",
    }.get(str(why["kind"]), "The record found a departure.")
