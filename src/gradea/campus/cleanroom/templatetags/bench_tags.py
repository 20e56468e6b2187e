"""Small tags for the page of a run."""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """Return the hidden key with which a form is carried out once, however often it is sent."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid.uuid4().hex)


@register.simple_tag
def new_key() -> str:
    """Return a key for a request that is not a form."""
    return uuid.uuid4().hex
