"""Reading XML of other programs safely: no entities, no network, no huge trees; text out of small pieces of markup."""

import html
import re

from lxml import etree

from gradea.exercise.exchange.portable import ExchangeRefused

MAX_BYTES = 8 * 1024 * 1024
"""Largest file that is read (design choice)."""


def parsed(data: bytes, what: str) -> etree._Element:
    """Return the root of an XML text.

    Raises:
        ExchangeRefused: If it is too large, is not XML, or brings its own document type.
    """
    if len(data) > MAX_BYTES:
        raise ExchangeRefused(what, f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.", "Split it.")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ExchangeRefused(
            what, "The file brings its own document type or entities.", "Export it again without them."
        )
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise ExchangeRefused(what, f"The file is not XML: {error.msg}", "Export it again.") from error


def plain(markup: str) -> str:
    """Return the text of a small piece of markup.

    >>> plain("<p>one<br/>two &amp; three</p>")
    'one\\ntwo & three'
    """
    text = re.sub(r"<br\s*/?>|</p>\s*<p>", "\n", markup)
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()


def marked(text: str) -> str:
    """Return text as a paragraph of markup; lines stay lines."""
    return f"<p>{html.escape(text, quote=False)}</p>".replace("\n", "<br/>")
