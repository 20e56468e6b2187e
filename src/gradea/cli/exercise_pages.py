"""Pages of a batch record for the exercise *find the errors*: stretches of a batch that the careful crew really makes.

The pages are kept as content, since making a batch takes seconds; the same seed makes the same pages again (a test does).
"""

import dataclasses
from collections.abc import Iterator
from typing import Any

from gradea import ENGINE_VERSION
from gradea.assessment import Fact, say_do_findings, story_of
from gradea.assessment.story import OUTSIDE, Claims, Deed, Story
from gradea.cli.simulate import Plan, simulated
from gradea.exercise import PageLine, RecordPage
from gradea.ledger import SealedEntry
from gradea.practical import shown_by
from gradea.record import Step, StepSigned, ValueCorrected, ValueEntered
from gradea.vocabulary import MINUTE, from_body

LINES = 7
"""Lines of a page: what a phone shows without getting lost (design choice)."""

FACILITY = "hospital_2B"
_REAL_TIME_MS = 15 * MINUTE
"""Lines that the crew itself wrote later than this are left out: the page must be clean before errors are planted."""


def record_pages(recipe: str, seed: int) -> tuple[RecordPage, ...]:
    """Return the pages of one batch made by the careful crew.

    Raises:
        ValueError: If the batch is not clean: then errors could not be told from what the crew did.
    """
    made = simulated(Plan(recipe=recipe, facility=FACILITY, seed=seed, crew="careful"))
    story = story_of(made.state.recipe, [_fact(each) for each in made.sealed])
    findings = say_do_findings(story)
    if findings:
        raise ValueError(f"seed {seed} has {len(findings)} gaps, the first {findings[0].kind} at {findings[0].step}")
    lines = list(_lines(story))
    return tuple(
        RecordPage(
            code=f"{recipe}-{seed}-{number}",
            made=f"recipe {recipe}, facility {FACILITY}, seed {seed}, crew careful, engine {ENGINE_VERSION}",
            batch_number=made.state.record.batch_number,
            staff=tuple(made.state.roster.seats),
            lines=tuple(lines[start : start + LINES]),
        )
        for number, start in enumerate(range(0, len(lines) - LINES + 1, LINES), 1)
    )


def pages_data(pages: tuple[RecordPage, ...]) -> list[dict[str, Any]]:
    """Return pages as JSON values."""
    return [dataclasses.asdict(page) for page in pages]


def _fact(sealed: SealedEntry) -> Fact:
    entry = sealed.entry
    return Fact(seq=entry.seq, at=entry.sim_ms, actor=entry.actor, event=from_body(entry.name, entry.body))


def _lines(story: Story) -> Iterator[PageLine]:
    for step in story.recipe.steps:
        claims, deeds = story.claims.get(step.id), story.deeds_of(step)
        if claims is None or not deeds or deeds[0].event.room == OUTSIDE:
            continue
        line = _line(story, step, claims, deeds)
        if line is not None and 0 <= line.entered_at - line.done_at <= _REAL_TIME_MS:
            yield line


def _line(story: Story, step: Step, claims: Claims, deeds: list[Deed]) -> PageLine | None:
    performed, verified = claims.signed("performed"), claims.signed("verified")
    if performed is None:
        return None
    lot, in_lot = _lots(step, claims, deeds)
    copied = _copied(step, claims, deeds)
    if copied is None and not lot:
        return None
    deed, fact, entry, shown, unit = copied or (deeds[-1], performed[0], None, "", "")
    return PageLine(
        step=step.id,
        words=dict(step.title),
        value=entry.value if entry is not None else "",
        unit=unit,
        shown=shown,
        done_at=deed.until,
        claimed_at=entry.performed_at if isinstance(entry, ValueEntered) else deed.until,
        entered_at=fact.at,
        performed_by=_seat(performed[1]),
        verified_by=_seat(verified[1]) if verified is not None else "",
        room=deed.event.room,
        people=tuple(sorted(each.removeprefix("crew-") for each in story.moves if story.was_there(each, deed))),
        lot=lot,
        in_lot=in_lot,
    )


def _seat(signature: StepSigned) -> str:
    return signature.by.removeprefix("crew-")


def _lots(step: Step, claims: Claims, deeds: list[Deed]) -> tuple[str, str]:
    for item in step.fields:
        versions = claims.values.get(item.code)
        if item.kind != "scan_material" or not versions:
            continue
        claimed = str((versions[-1][1].scan or {}).get("lot", ""))
        used = [
            str(deed.event.observed["lot"])
            for deed in deeds
            if deed.event.parameters.get("material") == item.material and "lot" in deed.event.observed
        ]
        if used:
            return claimed, used[-1]
    return "", ""


def _copied(
    step: Step, claims: Claims, deeds: list[Deed]
) -> tuple[Deed, Fact, ValueEntered | ValueCorrected, str, str] | None:
    for item in step.fields:
        versions = claims.values.get(item.code)
        if not versions or item.kind in {"scan_material", "scan_equipment"}:
            continue
        for wanted in step.acts:
            quantity = shown_by(item, wanted)
            for deed in deeds:
                seen = deed.event.observed.get(quantity) if quantity and deed.event.do == wanted["do"] else None
                if isinstance(seen, int | float) and not isinstance(seen, bool):
                    fact, entry = versions[0]
                    return deed, fact, entry, f"{seen:.{item.decimals}f}", item.unit
    return None
