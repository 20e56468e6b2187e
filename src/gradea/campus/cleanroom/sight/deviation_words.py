"""A deviation in words."""

from collections.abc import Mapping

from django.utils.translation import gettext

from gradea.campus.cleanroom.sight.scene import Scene, say
from gradea.campus.shell.speech import said
from gradea.record.state import Deviation


def deviation_words(scene: Scene, each: Deviation) -> str:
    """Return the description: a person's words, or what the record found by itself in words."""
    why = each.description
    if not isinstance(why, Mapping) or "kind" not in why:
        return scene.words(why)
    label = say(scene.state.recipe.field_of[each.field].label) if each.field else ""
    get = {name: said(str(value)) for name, value in why.items()}.get
    return {
        "limit": gettext("%(label)s: %(value)s %(unit)s, the limit is %(limit)s.")
        % {"label": label, "value": get("value"), "unit": get("unit"), "limit": get("limit")},
        "unexpected": gettext("%(label)s: “%(value)s”, expected is %(limit)s.")
        % {"label": label, "value": get("value"), "limit": get("limit")},
        "specification": gettext("%(label)s: %(value)s does not meet the release limit %(limit)s.")
        % {"label": label, "value": get("value"), "limit": get("limit")},
        "hold-time": gettext("Hold time since step %(from_step)s: %(actual_min)s min, the limit is %(limit_min)s min.")
        % {"from_step": get("from_step"), "actual_min": get("actual_min"), "limit_min": get("limit_min")},
        "window": gettext("Signed %(actual_min)s min after the planned time; the window is %(limit_min)s min.")
        % {"actual_min": get("actual_min"), "limit_min": get("limit_min")},
        "not-applicable": gettext("A step that is not optional was marked not applicable."),
        "identity-mismatch": gettext("An identity number that was read is not the one of this batch."),
        "problem-note": gettext("A note reports a problem."),
        "capa-not-effective": gettext("%(capa)s for %(deviation)s did not work.")
        % {"capa": get("capa"), "deviation": get("deviation")},
        "intervention-not-qualified": gettext("An intervention in grade A that no process simulation covers."),
        "malfunction": gettext("%(equipment)s failed.") % {"equipment": get("equipment")},
        "sample-condition": gettext("Sample %(sample)s arrived %(what)s.")
        % {"sample": get("sample"), "what": said(get("condition", "").replace("-", " "))},
        "expired-at-use": gettext("Lot %(lot)s of %(material)s had expired when it was used.")
        % {"lot": get("lot"), "material": get("material")},
        "result-changed": gettext("A result of the release specification changed from %(before)s to %(after)s.")
        % {"before": get("before"), "after": get("after")},
        "trail-finding": gettext("Found in the review of the audit trail: %(what)s.")
        % {"what": said(get("exception", "").replace("-", " "))},
        "shipped-uncertified": gettext("The batch was to leave in %(what)s.")
        % {"what": said(get("status", "").replace("-", " "))},
        "alarm": gettext("Alarm: %(source)s %(value)s, the limit is %(limit)s.")
        % {"source": get("source"), "value": get("value"), "limit": get("limit")},
    }.get(str(why["kind"]), gettext("The record found a departure."))
