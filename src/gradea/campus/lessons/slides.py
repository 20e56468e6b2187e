"""From Markdown to the HTML of a slide: no raw HTML gets through, only what a slide needs stays."""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {"h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "code", "blockquote", "br", "hr",
         "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
_READER = MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=1024)
def slide_html(text: str, deeper: int = 0) -> SafeString:
    """Return Markdown as HTML.

    Args:
        text: Markdown.
        deeper: By how many levels headings sink, for a page that shows many slides below each other.
    """
    tokens = _READER.parse(text)
    for token in tokens:
        if token.tag in {"h1", "h2", "h3"} and deeper:
            token.tag = f"h{min(4, int(token.tag[1]) + deeper)}"
    made = _READER.renderer.render(tokens, _READER.options, {})
    return mark_safe(nh3.clean(made, tags=_TAGS, attributes={}))
