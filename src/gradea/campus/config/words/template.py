"""What a template says: its strings to translate, and its bare text that no tag lets be translated."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, Token, TokenType

_TRANSLATE = re.compile(r"""^trans(?:late)?\s+(?P<text>"[^"]*"|'[^']*')(?P<rest>.*)$""", re.DOTALL)
_BLOCK = re.compile(r"^blocktrans(?:late)?\b")
_BLOCK_END = re.compile(r"^endblocktrans(?:late)?$")
_OPENS = re.compile(r"^(?:blocktrans(?:late)?\b|block \w+_class\b)")
_CLOSES = re.compile(r"^(?:endblocktrans(?:late)?|endblock)\b")
"""Between these nothing is bare: a tag that translates, or a block that holds style classes."""
_CONTEXT = re.compile(r"""\bcontext\s+(?:"([^"]*)"|'([^']*)')""")
_MARKED = re.compile(r"""_\(\s*("[^"]*"|'[^']*')\s*\)""")
_LITERAL = re.compile(r"""(?<!_\()("[^"]*"|'[^']*')""")
_DATE = re.compile(r"""(?:\b(?:date|time|stringformat):|^now\s+)("[^"]*"|'[^']*')""")
_NO_WORDS = re.compile(r"^(?:trans(?:late)?|url|static|include|extends|load|block|url_if_any|csrf_token)\b")
_SPOKEN_ATTRIBUTES = {"aria-label", "title", "alt", "placeholder", "data-label", "label", "lost"}
_SPEECH = re.compile(r"[^\W\d_]{2,}")

Message = tuple[str | None, str | tuple[str, str]]
"""Context and text, or context and the texts for one and for many."""


def messages(source: str) -> Iterator[Message]:
    """Yield what `{% translate %}`, `{% blocktranslate %}` and `_("…")` let be translated.

    >>> list(messages('{% translate "Sign in" %} {% icon "x" label=_("Close") %}'))
    [(None, 'Sign in'), (None, 'Close')]
    >>> list(messages('{% blocktranslate count n=n %}{{ n }} team{% plural %}{{ n }} teams{% endblocktranslate %}'))
    [(None, ('%(n)s team', '%(n)s teams'))]
    """
    block: list[Token] | None = None
    for token in Lexer(source).tokenize():
        if block is not None:
            if token.token_type == TokenType.BLOCK and _BLOCK_END.match(token.contents):
                yield _block_message(block)
                block = None
            else:
                block.append(token)
        elif token.token_type == TokenType.BLOCK and _BLOCK.match(token.contents):
            block = [token]
        elif token.token_type == TokenType.BLOCK and (found := _TRANSLATE.match(token.contents)):
            yield _context(found["rest"]), found["text"][1:-1].replace("%", "%%")
        if token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            for text in _MARKED.findall(token.contents):
                yield None, text[1:-1]


def _context(options: str) -> str | None:
    found = _CONTEXT.search(options)
    return (found[1] or found[2]) if found else None


def _block_message(tokens: list[Token]) -> Message:
    head, *body = tokens
    trimmed = " trimmed" in head.contents
    parts: list[list[str]] = [[]]
    for token in body:
        if token.token_type == TokenType.TEXT:
            parts[-1].append(token.contents.replace("%", "%%"))
        elif token.token_type == TokenType.VAR:
            parts[-1].append(f"%({token.contents})s")
        elif token.contents.strip() == "plural":
            parts.append([])
    texts = ["".join(part) for part in parts]
    if trimmed:
        texts = [" ".join(line.strip() for line in text.strip().splitlines()) for text in texts]
    return _context(head.contents), (texts[0], texts[1]) if len(texts) == 2 else texts[0]


def bare_text(source: str) -> list[str]:
    """Return the text that a reader would see or hear in English whatever their language.

    >>> bare_text('<p title="Your menu">Sign in {{ name }}</p>{% translate "Fine" %}')
    ['Your menu', 'Sign in']
    >>> bare_text('{% state "done" "Verified" %}{% state "done" _("Verified") %}')
    ['Verified']
    """
    found, text, inside = [], [], False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK and _OPENS.match(token.contents):
            inside = True
        elif token.token_type == TokenType.BLOCK and _CLOSES.match(token.contents):
            inside = False
        elif inside or token.token_type == TokenType.COMMENT:
            continue
        elif token.token_type == TokenType.TEXT:
            text.append(token.contents)
        else:
            text.append("\ue000")
            found += _bare_literals(token.contents)
    reader = _Reader()
    reader.feed("".join(text))
    reader.close()
    return reader.found + found


def _bare_literals(contents: str) -> list[str]:
    if _NO_WORDS.match(contents):
        return []
    literals = _LITERAL.findall(_DATE.sub("", contents))
    nouns = re.findall(r"""counted:("[^"]*"|'[^']*')""", contents)
    return [text[1:-1] for text in literals if text in nouns or re.match(r"^[A-Z][a-z]|^[^\W\d]+ \w", text[1:-1])]


class _Reader(HTMLParser):
    """Collects what is read or read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self._silent += tag in {"script", "style"}
        self.found += [value for name, value in attrs if name in _SPOKEN_ATTRIBUTES and _speaks(value)]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found += [piece.strip() for piece in data.split("\ue000") if _speaks(piece)]


def _speaks(text: str | None) -> bool:
    return bool(text and _SPEECH.search(text.replace("\ue000", " ")))
