"""Small tags for the page of a run."""

import uuid

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from gradea.campus.cleanroom.sight.bar import MODE_WORDS

register = template.Library()

CODE_MAX = 24
"""Longest code that is kept on one line; a longer one would not fit beside its label."""


@register.simple_tag
def once() -> SafeString:
    """Return the hidden key with which a form is carried out once, however often it is sent."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid.uuid4().hex)


@register.simple_tag
def new_key() -> str:
    """Return a key for a request that is not a form."""
    return uuid.uuid4().hex


@register.filter
def mode_words(mode: str) -> str:
    """Return the mode of a run as people say it."""
    return MODE_WORDS.get(mode, mode)


@register.filter
def unbroken(text: str) -> SafeString:
    """Return a text whose codes and dates are not broken at their hyphens at the end of a line."""
    return format_html_join(" ", "{}", ((_whole(word),) for word in str(text).split(" ")))


def _whole(word: str) -> str:
    """Return a word, marked as one piece when it is a short code or date."""
    is_code = "-" in word and len(word) <= CODE_MAX
    return format_html('<span class="unbroken">{}</span>', word) if is_code else word


@register.simple_tag(takes_context=True)
def form_for(context: template.Context, what: str, number: str = "", *, signed: bool = False) -> SafeString:
    """Return the beginning of a form of the record: where it goes, its key, and what it is for.

    Args:
        context: Of the page; holds the run and the token against forged requests.
        what: What the form asks for.
        number: Number of the deviation, action or change it is about; empty for none.
        signed: Whether it is signed with a PIN.
    """
    url = reverse("cleanroom:sign" if signed else "cleanroom:entry", args=[context["ref"]])
    return format_html(
        '<form class="more" id="f-{}-{}" method="post" action="{}" hx-post="{}" hx-include="#picked input" '
        'hx-target="find .slot" hx-sync="this:drop" novalidate><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '{}<input type="hidden" name="what" value="{}"><input type="hidden" name="number" value="{}">',
        what,
        slugify(number) or "batch",
        url,
        url,
        context.get("csrf_token", ""),
        once(),
        what,
        number,
    )
