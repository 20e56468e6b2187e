"""Parts of a page. Each is a tag with a template below `shell/components/`, so a slice never writes their markup itself.

`{% icon %}` `{% state %}` `{% grade %}` `{% notice %}` `{% refusal_panel %}` `{% field %}` `{% bar %}` `{% tabs %}` `{% empty %}`
`{% dialog %}`; buttons and tables are plain HTML with the classes shown on the page of components.
"""

import functools
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from gradea.campus.shell.icons import SPRITE, icon_names
from gradea.vocabulary import Refusal

register = template.Library()

STATES = {
    "ok": ("check", gettext_noop("OK")),
    "done": ("check", gettext_noop("Done")),
    "wait": ("hourglass", gettext_noop("Waiting")),
    "info": ("info", gettext_noop("Note")),
    "attention": ("warning", gettext_noop("Attention")),
    "alarm": ("alarm", gettext_noop("Alarm")),
    "refused": ("stop", gettext_noop("Refused")),
    "locked": ("lock", gettext_noop("Locked")),
    "off": ("minus", gettext_noop("Off")),
}
"""State -> icon and word. The tone is the CSS class of the same name."""


@register.simple_tag
@functools.lru_cache(maxsize=1024)
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Draw a symbol of the sprite; with a label it is read aloud, without it is decoration. Size: small, large or huge.

    Raises:
        ValueError: If the sprite has no symbol of that name.
    """
    if name not in icon_names():
        raise ValueError(f"the sprite has no icon {name!r}")
    css = f"icon icon--{size}" if size else "icon"
    address = f"{static(SPRITE)}#{name}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, address)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', css, address)


@register.simple_tag
def state(kind: str, words: str = "", icon_name: str = "") -> SafeString:
    """Say a state by icon, word and tone. Kinds: ok, done, wait, info, attention, alarm, refused, locked, off."""
    default_icon, default_words = STATES[kind]
    mark = icon(icon_name or default_icon, size="small")
    return format_html(
        '<span class="state state--{}">{}<span>{}</span></span>', kind, mark, words or gettext(default_words)
    )


@register.simple_tag
def grade(letter: str, words: bool = True) -> SafeString:
    """Show a cleanliness grade: letter, tone and pattern. Never for what a person achieved."""
    letter = str(letter)
    label = gettext("Unclassified") if letter == "U" else gettext("Grade %(letter)s") % {"letter": letter}
    shown = format_html('<span class="grade__words">{}</span>', label) if words else ""
    mark = format_html('<span class="grade__mark" aria-hidden="true">{}</span>', "–" if letter == "U" else letter)
    spoken = "" if words else format_html('<span class="spoken">{}</span>', label)
    return format_html('<span class="grade grade--{}">{}{}{}</span>', letter.lower(), mark, shown, spoken)


@register.inclusion_tag("shell/components/field.html")
def field(bound: BoundField, unit: str = "", wide: bool = False) -> dict[str, Any]:
    """Show a form field: label, help, control, and where it is wrong what to do. `unit` is written behind the control."""
    widget = bound.field.widget
    describes = [f"{bound.id_for_label}-help"] if bound.help_text else []
    if bound.errors:
        describes.append(f"{bound.id_for_label}-error")
    attributes: dict[str, Any] = {"aria-describedby": " ".join(describes)} if describes else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    kind = getattr(widget, "input_type", "text")
    return {
        "bound": bound,
        "control": bound.as_widget(attrs={**widget.attrs, **attributes}),
        "errors": bound.errors,
        "kind": kind if kind in {"checkbox", "radio"} else "text",
        "unit": unit,
        "wide": wide,
    }


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """Frame a message: info, ok, attention, alarm or refused."""
    context = {"kind": kind, "title": title, "icon_name": STATES[kind][0], "content": content}
    return SafeString(render_to_string("shell/components/notice.html", context))


@register.inclusion_tag("shell/components/refusal.html")
def refusal_panel(refusal: Refusal) -> dict[str, Any]:
    """Show why something was not done: what, rule, what to do."""
    return {"refusal": refusal}


@register.inclusion_tag("shell/components/bar.html")
def bar(value: float, most: float, words: str, kind: str = "") -> dict[str, Any]:
    """Show how far something is: a bar and the same in words. Kind: empty, `attention` or `alarm`."""
    return {"value": value, "most": most, "words": words, "kind": kind}


@register.inclusion_tag("shell/components/tabs.html")
def tabs(items: list[dict[str, Any]], label: str) -> dict[str, Any]:
    """Show links as tabs. Each item: url, words, here (true for the open one), optional count."""
    return {"items": items, "label": label}


@register.simple_block_tag
def empty(content: str, title: str, icon_name: str = "note") -> SafeString:
    """Say what will be here and how it gets there."""
    context = {"title": title, "icon_name": icon_name, "content": content}
    return SafeString(render_to_string("shell/components/empty.html", context))


@register.simple_block_tag
def dialog(content: str, key: str, title: str) -> SafeString:
    """A dialogue, opened by `<button type="button" commandfor="KEY" command="show-modal">`."""
    return SafeString(
        render_to_string("shell/components/dialog.html", {"key": key, "title": title, "content": content})
    )
