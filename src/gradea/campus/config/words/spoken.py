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

SPEAKERS = {"Refusal", "Gate", "said"}
"""Calls whose texts reach a page, beside functions that return a refusal."""

ROOMS = ("vocabulary", "ledger", "world", "record", "practical", "assessment", "rotation", "exercise", "credential")
COMMAND_LINE = (
    "world/site/facility_file",
    "world/site/facility_check",
    "world/culture/protocol/",
    "practical/scenario",
    "record/checker",
    "record/yaml",
    "record/recipe_file",
)
"""Readers of files that partners write: their findings are answers of the `gradea` command, which speaks English."""

_SENTENCE = re.compile(r"^[“'\"{]*[A-Z{].* .*", re.DOTALL)
_CLAUSE = re.compile(r"^(?:[A-Z]{3}-\d\d|Annex|Chapter|PIC/S|EudraLex)\b[^.]*$|^(?:Annex|Chapter) \S+ [\d., ]+$")
_WORDLESS_KEYWORDS = {"code", "rule", "kind", "key"}
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
    """Yield the pattern of every sentence that a file can say in a refusal.

    >>> list(sentences('Refusal(code="x", rule="", message=f"{lot.code} expired on {day}.", remedy="Take another lot.")'))
    ['{lot_code} expired on {day}.', 'Take another lot.']
    """
    tree = ast.parse(source)
    speakers = SPEAKERS | {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.returns and "Refus" in ast.unparse(node.returns)
    }
    constants = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not _speaks(node.func, speakers):
            continue
        given = [*node.args, *(each.value for each in node.keywords if each.arg not in _WORDLESS_KEYWORDS)]
        given += [each.value for each in node.keywords if each.arg == "rule" and _is_sentence(each.value, constants)]
        for argument in given:
            for pattern in patterns(
                constants.get(argument.id, argument) if isinstance(argument, ast.Name) else argument
            ):
                if _CLAUSE.match(pattern):
                    continue
                if _SENTENCE.match(pattern) and re.search(r"[a-z]{2}", re.sub(r"\{\w+\}", "", pattern)):
                    yield pattern


def _speaks(function: ast.expr, speakers: set[str]) -> bool:
    name = (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )
    return name in speakers or name.lstrip("_").startswith("refus")


def _is_sentence(rule: ast.expr, constants: dict[str, ast.Constant]) -> bool:
    """Return whether a rule is said in words rather than by number of a clause."""
    text = constants.get(rule.id) if isinstance(rule, ast.Name) else rule
    return isinstance(text, ast.Constant) and str(text.value).endswith(".")


def patterns(node: ast.expr) -> list[str]:
    """Return the forms a text can take: details become `{names}`, and each way of an if-else is a form of its own."""
    names: dict[str, str] = {}
    return _forms(node, names)[:_MOST_FORMS]


def _forms(node: ast.expr, names: dict[str, str]) -> list[str]:
    if isinstance(node, ast.Constant):
        return [node.value.replace("{", "{{").replace("}", "}}")] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        parts = [_forms(part, names) for part in node.values]
        return ["".join(each) for each in itertools.islice(itertools.product(*parts), _MOST_FORMS)]
    if isinstance(node, ast.FormattedValue):
        inner = _forms(node.value, names) if isinstance(node.value, ast.IfExp | ast.Constant) else []
        return inner or [_named(node.value, names)]
    if isinstance(node, ast.IfExp):
        return [*_forms(node.body, names), *_forms(node.orelse, names)]
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
