"""Small words for templates."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from gradea.campus.shell.navigation import url_or_none
from gradea.campus.shell.speech import clock_text, said

register = template.Library()


@register.simple_tag
def url_if_any(url_name: str, *args: Any) -> str:
    """Return the address of a route, or nothing where its slice is not installed."""
    return url_or_none(url_name, *args) or ""


@register.filter
def sim_clock(moment: int) -> str:
    """Write simulated time as day and clock: `day 2 09:30`."""
    return clock_text(moment)


@register.filter(name="said")
def said_filter(text: str) -> str:
    """Say a sentence of a pure room, such as a refusal, in the language of the page."""
    return said(str(text))


@register.filter
def initials(name: str) -> str:
    """Return the initials of a name, two at most: `Amina Example` gives `AE`."""
    words = [word for word in name.split() if word[:1].isalnum()]
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


@register.filter
def json_script_ld(data: dict) -> SafeString:
    """Write data for search engines into a page: a data block, which no browser runs; `<`, `>` and `&` are escaped."""
    text = json.dumps(data, ensure_ascii=False).translate({60: "\\u003C", 62: "\\u003E", 38: "\\u0026"})
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


@register.filter
def counted(number: int, words: str) -> str:
    """Write a number with its noun: `{{ 3|counted:"team,teams" }}` gives `3 teams`."""
    one, many = words.split(",")
    return f"{number} {one if number == 1 else many}"


@register.filter
def value_of(values: dict, key: Any) -> Any:
    """Return what a dictionary holds under a key: `{{ codes|value_of:card.ref }}`; empty where it holds nothing."""
    return values.get(key, "")
