"""What the rooms without a language say: the sentences of refusals and other findings, read out of their source.

Those rooms speak English with the details in place (`f"Batch {number} is on hold since {when}."`) and know nothing of
languages. Here each such sentence becomes a pattern for the catalogue (`Batch {number} is on hold since {when}.`); the shell
finds the pattern of a sentence again when it is shown (`shell.speech`).
"""

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

CONTEXT = "said"
"""Context of these patterns in a catalogue."""

SPEAKERS = {"Refusal", "ExchangeRefused", "Gate", "Verdict", "Verb", "_item"} | {
    "Breach",
    "Change",
    "RuleWords",
    "WayOut",
    "Bound",
    "Explanation",
}
"""Calls whose texts reach a page, beside functions that return a refusal."""

WORDS = {"said", "said_lazy", "said_noop"}
"""Calls whose texts are said whatever their shape."""

SPEAKING = (
    "assessment/say_do.py",
    "assessment/finding.py",
    "campus/debrief/wording.py",
    "campus/debrief/headline.py",
    "campus/debrief/reveal.py",
)
"""Files whose every text is said: what they make is kept in English and said when it is shown."""

ROOMS = ("vocabulary", "ledger", "world", "record", "practical", "assessment", "rotation", "exercise", "credential")
COMMAND_LINE = (
    "world/site/facility_file",
    "world/site/facility_check",
    "world/culture/protocol/",
    "practical/scenario",
    "record/checker",
    "record/yaml",
    "record/recipe_file",
    "record/problem",
    "record/batchml/",
    "exercise/content_text",
    "world/culture/models/",
)
"""Readers of files that partners write: their findings are answers of the `gradea` command, which speaks English."""

_SENTENCE = re.compile(r"^[“'\"{]*[A-Z{].* .*", re.DOTALL)
_CLAUSE = re.compile(r"^(?:[A-Z]{3}-\d\d|Annex|Chapter|PI 041|PIC/S)\b(?!.*[a-z]\.$)")
_WORDLESS_KEYWORDS = {"do", "code", "rule", "kind", "key"}
_TRANSPARENT = {
    "clock_text",
    "join",
    "get",
    "text",
    "number",
    "str",
    "len",
    "sorted",
    "lower",
    "names_of",
    "f",
    "s",
    "en",
}
_MOST_FORMS = 16


def sentences(source: str) -> Iterator[str]:
    """Yield the pattern of every sentence that a file can say in a refusal, and of what such a sentence takes in.

    >>> list(sentences('Refusal(code="x", rule="", message=f"{lot.code} expired on {day}.", remedy="Take another lot.")'))
    ['{lot_code} expired on {day}.', 'Take another lot.']
    >>> list(sentences('why = f"on hold since {when}"\\nrefuse("x", "", f"It is {why}.", said_noop("shut"))'))
    ['It is {why}.', 'on hold since {when}', 'shut']
    """
    tree = ast.parse(source)
    texts = _texts(tree)
    speakers = SPEAKERS | {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.returns and "Refus" in ast.unparse(node.returns)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in WORDS:
            yield from (
                each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )
        elif isinstance(node, ast.Call) and _speaks(node, speakers):
            given = [each.value for each in node.keywords if each.arg not in _WORDLESS_KEYWORDS]
            rule = [each.value for each in node.keywords if each.arg == "rule"]
            for argument in (*node.args, *given):
                yield from _heard(argument, texts, whole=True)
            yield from (each.value.value for each in node.keywords if each.arg == "title" and _is_word(each.value))
            yield from (form for each in rule for form in _heard(each, texts, whole=True) if form.endswith("."))


def everything(source: str) -> Iterator[str]:
    """Yield the pattern of every text of a file that only speaks: its tables and its sentences, without codes and keys.

    >>> list(everything('WORDS = {"air": "through the air"}\ndef f(a):\n    return f"Step {a.step} void"'))
    ['through the air', 'Step {a_step} void']
    """
    tree = ast.parse(source)
    quiet = {id(part) for node in ast.walk(tree) for part in _quiet(node)}
    for node in ast.walk(tree):
        if id(node) in quiet:
            continue
        if isinstance(node, ast.JoinedStr | ast.Constant | ast.BinOp):
            for form in patterns(node):
                plain = re.sub(r"\{\w+\}", "", form)
                if (
                    re.search(r"[A-Za-z]{3}", plain)
                    and not _CLAUSE.match(form)
                    and not re.fullmatch(r"[a-z0-9]+([-_./][a-z0-9]+)+", form)
                ):
                    yield form


def _quiet(node: ast.AST) -> list[ast.AST]:
    """Return the parts of a node that hold no words: docstrings, keys, comparisons, arguments of calls, parts of f-strings."""
    if isinstance(node, ast.JoinedStr):
        return [part for each in node.values for part in ast.walk(each)]
    if isinstance(node, ast.BinOp):
        return [part for part in ast.walk(node) if part is not node]
    if isinstance(node, ast.Assert):
        return list(ast.walk(node))
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if key is not None]
    if isinstance(node, ast.Expr | ast.Compare | ast.Raise | ast.AnnAssign) and not isinstance(
        getattr(node, "value", None), ast.Dict | ast.Tuple | ast.Yield
    ):
        return list(ast.walk(node))
    if isinstance(node, ast.FunctionDef):
        return [part for each in (node.args, node.returns) if each for part in ast.walk(each)]
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_THINGS":
        return list(ast.walk(node.value))
    if isinstance(node, ast.Subscript | ast.MatchValue | ast.MatchOr):
        return list(ast.walk(node.slice if isinstance(node, ast.Subscript) else node))
    if isinstance(node, ast.Call) and _called(node) in _LOOKING_UP:
        return [part for each in (*node.args, *node.keywords) for part in ast.walk(each)]
    if isinstance(node, ast.keyword) and node.arg in {"kind", "field", "person", "entry", "act"}:
        return list(ast.walk(node.value))
    return []


_LOOKING_UP = {
    "get",
    "replace",
    "removeprefix",
    "split",
    "startswith",
    "partition",
    "format",
    "index",
    "max",
    "min",
    "next",
    "sum",
    "getattr",
    "frozenset",
    "join",
}


def _is_word(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value


def _texts(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """Return the texts that a file keeps under a name, or that a function of it returns, by that name."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and _is_text(node.value):
            found.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) == "str":
            returns = [each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value]
            found.setdefault(node.name, []).extend(each for each in returns if _is_text(each))
    return found


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_text(node.body) or _is_text(node.orelse)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _heard(node: ast.expr, texts: dict[str, list[ast.expr]], *, whole: bool) -> Iterator[str]:
    """Yield the forms of a text, then those of the texts it takes in. A whole one is a sentence, a taken one two words."""
    kept = texts.get(_name(node), [])
    for form in [form for each in kept for form in patterns(each)] or patterns(node):
        plain = re.sub(r"\{\w+\}", "", form)
        fits = _SENTENCE.match(form) if whole else re.search(r"\w \w", form)
        if fits and not _CLAUSE.match(form) and re.search(r"[a-z]{2}", plain):
            yield form
    for outer in kept or [node]:
        for part in ast.walk(outer):
            if isinstance(part, ast.FormattedValue) and _name(part.value) in texts:
                yield from _heard(part.value, {_name(part.value): texts[_name(part.value)]}, whole=False)


def _name(node: ast.expr) -> str:
    inner = node.func if isinstance(node, ast.Call) else node
    return inner.id if isinstance(inner, ast.Name) else ""


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _speaks(node: ast.Call, speakers: set[str]) -> bool:
    name = _called(node)
    return name in speakers or name.lstrip("_").startswith("refus")


def patterns(node: ast.expr) -> list[str]:
    """Return the forms a text can take: details become `{names}`, and each way of an if-else is a form of its own."""
    names: dict[str, str] = {}
    return _forms(node, names)[:_MOST_FORMS]


def _forms(node: ast.expr, names: dict[str, str]) -> list[str]:
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        parts = [_forms(part, names) for part in node.values]
        return ["".join(each) for each in itertools.islice(itertools.product(*parts), _MOST_FORMS)]
    if isinstance(node, ast.FormattedValue):
        inner = _forms(node.value, names) if isinstance(node.value, ast.IfExp | ast.Constant) else []
        return inner or [_named(node.value, names)]
    if isinstance(node, ast.IfExp):
        return [*_forms(node.body, names), *_forms(node.orelse, names)]
    if isinstance(node, ast.Call) and _called(node) in {"strip", "capitalize", "lower"} and not node.args:
        return _forms(node.func.value, names) if isinstance(node.func, ast.Attribute) else []
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [a + b for a in _forms(node.left, names) for b in _forms(node.right, names)]
    return [_named(node, names)]


def _named(node: ast.expr, names: dict[str, str]) -> str:
    """Return a place holder that a translator can read: the last two words of the expression."""
    source = ast.unparse(node)
    if source not in names:
        words = [
            word
            for word in re.findall(r"[a-z_]\w*", re.sub(r"'[^']*'|\[[^]]*\]", "", source))
            if word not in _TRANSPARENT
        ]
        quoted = re.findall(r"'([a-z_]\w*)'", source)
        name = "_".join([*words[-2:], *([] if words else quoted[:1])]).strip("_") or "value"
        taken = set(names.values())
        names[source] = next(each for each in (name, *(f"{name}_{n}" for n in range(2, 99))) if each not in taken)
    return "{" + names[source] + "}"


def rooms(root: Path) -> list[Path]:
    """Return the source files of the rooms that know no language, without those that speak at the command line only."""
    found = [path for name in ROOMS for path in sorted((root / name).rglob("*.py"))]
    return [path for path in found if not path.relative_to(root).as_posix().startswith(COMMAND_LINE)]
