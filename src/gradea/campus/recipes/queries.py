"""What the pages of master recipes show. The shipped recipes stand beside those written here, read-only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from gradea.campus.people.queries import Viewer, names_of
from gradea.campus.recipes.models import Copy, Master
from gradea.campus.shell.speech import spoken_of
from gradea.content import recipe_named, recipe_names, recipe_text
from gradea.record import MasterRecipe
from gradea.record.difference import differences
from gradea.record.problem import Problem
from gradea.record.recipe_file import problems_in, recipe_from_text

SHIPPED = "shipped-"
STATES = {
    "draft": ("info", gettext_noop("Draft")),
    "reviewed": ("wait", gettext_noop("Reviewed")),
    "approved": ("wait", gettext_noop("Approved")),
    "effective": ("ok", gettext_noop("Effective")),
    "superseded": ("off", gettext_noop("Superseded")),
}
FATES = {"used": gettext_noop("Used and filed"), "destroyed": gettext_noop("Unused, destroyed")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One version of a recipe in short; people are names."""

    ref: str
    code: str
    version: int
    title: str
    state: str
    kind: str
    words: str
    shipped: bool
    based_on: str = ""
    change_reason: str = ""
    author: str = ""
    reviewer: str = ""
    approver: str = ""
    signed: Mapping[str, Any] | None = None
    changes: tuple[Mapping[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The version as people say it."""
        return f"{self.code} version {self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A problem of a recipe beside the line where it stands."""

    problem: Problem
    text: str


def cards(viewer: Viewer) -> list[Card]:
    """Return all versions, by code, newest first."""
    rows = list(Master.objects.filter(edition=viewer.edition))
    names = names_of({ref for row in rows for ref in (row.author, row.reviewer, row.approver) if ref})
    in_force = {row.code for row in rows if row.state == "effective"}
    found = [_own(row, names) for row in rows] + [_shipped(code, code in in_force) for code in recipe_names()]
    return sorted(found, key=lambda card: (card.code, -card.version))


def card_for(viewer: Viewer, ref: str) -> Card | None:
    """Return one version by its reference, or None (answer 404)."""
    return next((card for card in cards(viewer) if card.ref == ref), None)


def text_of(viewer: Viewer, ref: str) -> str:
    """Return the text of a version; empty where there is none."""
    if ref.startswith(SHIPPED):
        code = ref.removeprefix(SHIPPED)
        return recipe_text(code) if code in recipe_names() else ""
    row = Master.objects.filter(edition=viewer.edition, ref=ref).first()
    return row.text if row is not None else ""


def marked_problems(text: str) -> list[Marked]:
    """Return the problems of a text, each beside the line it is about."""
    lines = text.splitlines()
    return [
        Marked(problem=each, text=lines[each.line - 1].strip()[:160] if 0 < each.line <= len(lines) else "")
        for each in problems_in(text)
    ]


def recipe_of(text: str) -> MasterRecipe | None:
    """Return the recipe in a text, or None while it has problems."""
    return None if problems_in(text) else recipe_from_text(text)


def changes_between(before: str, after: str) -> list[dict[str, str]] | None:
    """Return what differs between two texts, place by place; None while one of them has problems (MAS-05)."""
    old, new = recipe_of(before), recipe_of(after)
    if old is None or new is None:
        return None
    return [{"place": each.place, "before": each.before, "after": each.after} for each in differences(old, new)]


def copies(viewer: Viewer, card: Card) -> list[dict[str, Any]]:
    """Return the issue log of a version, in order."""
    rows = list(Copy.objects.filter(edition=viewer.edition, code=card.code, version=card.version).order_by("number"))
    names = names_of({ref for row in rows for ref in (row.issued_by, row.settled_by) if ref})
    return [
        {
            "number": row.number,
            "batch": row.batch_number,
            "reason": row.reason,
            "by": names.get(row.issued_by, ""),
            "at": row.issued_at,
            "fate": row.fate,
            "fate_words": FATES.get(row.fate, ""),
            "settled_by": names.get(row.settled_by, ""),
            "settled_at": row.settled_at,
        }
        for row in rows
    ]


def reconciled(log: list[dict[str, Any]]) -> dict[str, int]:
    """Return the count: issued is used, destroyed and outstanding together (MAS-04)."""
    count = {fate: sum(line["fate"] == fate for line in log) for fate in FATES}
    return {"issued": len(log), **count, "outstanding": len(log) - sum(count.values())}


def blank(viewer: Viewer, card: Card) -> list[dict[str, Any]]:
    """Return the steps of a version as they are printed: instruction and empty lines."""
    recipe = recipe_of(text_of(viewer, card.ref))
    return (
        []
        if recipe is None
        else [
            {
                "id": step.id,
                "title": spoken_of(step.title),
                "what": spoken_of(step.instruction),
                "performer": step.performer,
                "verification": step.verification,
                "fields": [{"label": spoken_of(item.label), "unit": item.unit} for item in step.fields],
            }
            for step in recipe.steps
        ]
    )


def _own(row: Master, names: Mapping[str, str]) -> Card:
    kind, words = STATES[row.state]
    recipe = recipe_of(row.text)
    return Card(
        ref=row.ref,
        code=row.code,
        version=row.version,
        title=spoken_of(recipe.title) if recipe is not None else row.code,
        state=row.state,
        kind=kind,
        words=words,
        shipped=False,
        based_on=row.based_on,
        change_reason=row.change_reason,
        author=names.get(row.author, ""),
        reviewer=names.get(row.reviewer, ""),
        approver=names.get(row.approver, ""),
        signed={"reviewed": row.reviewed_at, "approved": row.approved_at, "effective": row.effective_at},
        changes=tuple(row.changes),
    )


def _shipped(code: str, superseded: bool) -> Card:
    recipe, state = recipe_named(code), "superseded" if superseded else "effective"
    kind, words = STATES[state]
    return Card(
        ref=SHIPPED + code,
        code=code,
        version=recipe.version,
        title=spoken_of(recipe.title),
        state=state,
        kind=kind,
        words=words,
        shipped=True,
    )
