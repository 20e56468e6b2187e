"""The say-do gap: ten ways in which a record can differ from what happened."""

from collections.abc import Callable, Iterator
from typing import Any

from gradea.assessment.finding import Finding, when
from gradea.assessment.story import OUTSIDE, Claims, Deed, Fact, Story, same_value
from gradea.practical import shown_by
from gradea.record import Field, Step, StepSigned, ValueCorrected, ValueEntered
from gradea.vocabulary import MINUTE

LATE_MS = 15 * MINUTE
"""An entry later than this after the act, without saying so, is late (site value; TIM-04 tests with 20 min)."""

CLOCK_TOLERANCE_MS = 5 * MINUTE
"""A claimed time may be this much off before it counts as back-dated (design choice)."""

USES = frozenset({"add", "activate", "transduce", "formulate"})
"""Acts that use a lot of a material."""

RECORDED_VERBS = USES | {
    *("measure", "transfer", "remove", "sample", "run", "harvest", "detach", "passage", "dispense", "cryopreserve"),
    *("thaw", "fill", "intervene", "discard-units", "inspect-units"),
}
"""Acts that change the product or yield a result: each must be in the record. Looking twice at a display need not be."""

_Check = Callable[[Story, Step, Claims], Iterator[Finding]]


def say_do_findings(story: Story) -> tuple[Finding, ...]:
    """Return every gap between what was done and what was claimed, in the order of the steps.

    A clean batch has none. A late entry that says that it is late, with the true time, is honest and no finding.
    """
    found: list[Finding] = []
    for step in story.recipe.steps:
        claims = story.claims.get(step.id)
        if claims is None:
            continue
        for check in _CHECKS:
            found.extend(check(story, step, claims))
    found.extend(_out_of_order(story))
    found.extend(_left_out(story))
    return tuple(found)


def _invented(story: Story, step: Step, claims: Claims) -> Iterator[Finding]:
    if claims.waived is not None or (not claims.values and not claims.signatures):
        return
    for index, wanted in enumerate(step.acts):
        if (step.id, index) not in story.matched and claims.signed("performed") is not None:
            entry = _first_entry(step, claims)
            yield Finding(
                kind="invented",
                step=step.id,
                act=None,
                entry=entry,
                expected=f"'{wanted['do']}' is done before anything is written about it.",
                actual="It was written and signed, and nobody did it.",
            )
            return


def _waived_but_done(story: Story, step: Step, claims: Claims) -> Iterator[Finding]:
    deeds = story.deeds_of(step)
    if claims.waived is None or not deeds:
        return
    fact, event = claims.waived
    yield Finding(
        kind="omitted",
        step=step.id,
        act=deeds[0].as_data(),
        entry={"at": fact.at, "person": event.by, "field": "", "value": "not applicable"},
        expected="What was done is recorded.",
        actual="The step was marked not applicable although it was done.",
    )


def _values(story: Story, step: Step, claims: Claims) -> Iterator[Finding]:
    for item, deed, quantity in _copied(story, step):
        versions = claims.values.get(item.code)
        if not versions or item.kind in {"scan_material", "scan_equipment"}:
            continue
        seen = deed.event.observed[quantity]
        agrees = [same_value(event.value, seen, item.decimals) for _fact, event in versions]
        if agrees[-1]:
            continue
        fact, event = versions[-1]
        yield Finding(
            kind="overwritten" if any(agrees) else "mistranscribed",
            step=step.id,
            act=deed.as_data(),
            entry=_entry_data(fact, event),
            expected=f"{item.label.get('en', item.code)}: {seen} {item.unit}".strip() + ", as shown.",
            actual=f"The record says {event.value} {item.unit}".strip()
            + (", in place of the true value that stood there first." if any(agrees) else "."),
        )


def _lots(story: Story, step: Step, claims: Claims) -> Iterator[Finding]:
    for item in step.fields:
        versions = claims.values.get(item.code)
        if item.kind != "scan_material" or not versions:
            continue
        deed = _use_of(story, step, item.material)
        if deed is None:
            continue
        fact, event = versions[-1]
        claimed, used = str((event.scan or {}).get("lot", "")), str(deed.event.observed["lot"])
        if claimed != used:
            yield Finding(
                kind="wrong-lot",
                step=step.id,
                act=deed.as_data(),
                entry=_entry_data(fact, event),
                expected=f"The lot that was used: {used}.",
                actual=f"The record names lot {claimed}.",
            )


def _times(story: Story, step: Step, claims: Claims) -> Iterator[Finding]:
    for index, wanted in enumerate(step.acts):
        deed = story.matched.get((step.id, index))
        if deed is None:
            continue
        for fact, person, claimed_at, data in _claims_of_act(step, claims, wanted):
            finished = max(each.until for each in story.deeds_of(step) if each.seq < fact.seq or each is deed)
            kind = _time_gap(deed.at, finished, fact.at, claimed_at)
            if kind is not None:
                yield Finding(
                    kind=kind,
                    step=step.id,
                    act=deed.as_data(),
                    entry={**data, "person": person},
                    expected=f"Done {when(deed.at)} to {when(deed.until)}, written at the time.",
                    actual=f"Written {when(fact.at)}, said to be of {when(claimed_at)}.",
                )
                return


def _time_gap(begun_at: int, finished_at: int, entered_at: int, claimed_at: int) -> str | None:
    """Return which kind of gap the times make, or None; hands are busy until the last act of the step is finished."""
    if claimed_at < begun_at - CLOCK_TOLERANCE_MS:
        return "back-dated"
    if entered_at > finished_at + LATE_MS and claimed_at > finished_at + CLOCK_TOLERANCE_MS:
        return "late"
    return None


def _signers(story: Story, step: Step, claims: Claims) -> Iterator[Finding]:
    """Find signatures of somebody else, and verifications of what nobody watched.

    In the laboratories outside the cleanroom a verifier checks raw data, which can be read later; there nobody has to watch.
    """
    deeds = story.deeds_of(step)
    for fact, signature in claims.signatures:
        device = claims.devices.get(fact.seq)
        if device is not None and not _together(story, signature.by, device.device, fact.seq):
            yield _signature_finding("signed-for-another", step, deeds, (fact, signature), _AWAY)
            return
        stranger = deeds and signature.by not in {deed.event.person for deed in deeds}
        if signature.meaning == "performed" and stranger:
            yield _signature_finding("signed-for-another", step, deeds, (fact, signature), _NOT_THE_ONE)
            return
        watched = [deed for deed in deeds if deed.event.room != OUTSIDE]
        if signature.meaning == "verified" and watched and not any(story.was_there(signature.by, d) for d in watched):
            yield _signature_finding("unwitnessed", step, deeds, (fact, signature), _NOT_THERE)
            return


def _together(story: Story, one: str, other: str, seq: int) -> bool:
    return story.room_before(one, seq) == story.room_before(other, seq)


_AWAY = (
    "Whoever signs is there and signs for themselves.",
    "Signed on a colleague's tablet while the signer was in another room.",
)
_NOT_THE_ONE = ("Whoever did it signs that they performed it.", "Somebody else signed that they performed it.")
_NOT_THERE = ("The verifier is present while it is done.", "The verifier was in another room all the time.")


def _signature_finding(
    kind: str, step: Step, deeds: list[Deed], signed: tuple[Fact, StepSigned], texts: tuple[str, str]
) -> Finding:
    fact, signature = signed
    return Finding(
        kind=kind,
        step=step.id,
        act=deeds[0].as_data() if deeds else None,
        entry={"seq": fact.seq, "at": fact.at, "person": signature.by, "field": signature.meaning, "value": "signed"},
        expected=texts[0],
        actual=texts[1],
    )


def _out_of_order(story: Story) -> Iterator[Finding]:
    """Find steps of one lane whose acts were done before those of an earlier step, though the record says otherwise."""
    latest: dict[str, tuple[Deed, Step]] = {}
    for step in story.recipe.steps:
        deeds = story.deeds_of(step)
        if step.parallel or not deeds or step.id not in story.claims:
            continue
        before = latest.get(step.lane)
        if before is not None and deeds[0].at < before[0].at:
            claim = story.claims[step.id]
            yield Finding(
                kind="out-of-order",
                step=step.id,
                act=deeds[0].as_data(),
                entry=_first_entry(step, claim),
                expected=f"Step {before[1].id} first, then step {step.id}.",
                actual=f"Step {step.id} was done {when(deeds[0].at)}, before step {before[1].id} at {when(before[0].at)}.",
            )
            continue
        latest[step.lane] = (deeds[-1], step)


def _left_out(story: Story) -> Iterator[Finding]:
    for deed in story.loose:
        if deed.event.do in RECORDED_VERBS:
            yield Finding(
                kind="omitted",
                step=_nearest_step(story, deed),
                act=deed.as_data(),
                entry=None,
                expected="Every result and every change to the product is in the record.",
                actual=f"'{deed.event.do}' at {when(deed.at)} is nowhere in it.",
            )


def _nearest_step(story: Story, deed: Deed) -> str:
    """Return the step at which the act was done: the one whose own act comes next or came last."""
    nearest = min(story.matched.items(), key=lambda item: abs(item[1].at - deed.at), default=None)
    return nearest[0][0] if nearest else ""


def _copied(story: Story, step: Step) -> Iterator[tuple[Field, Deed, str]]:
    for item in step.fields:
        for index, wanted in enumerate(step.acts):
            deed, quantity = story.matched.get((step.id, index)), shown_by(item, wanted)
            if deed is not None and quantity is not None and quantity in deed.event.observed:
                yield item, deed, quantity
                break


def _use_of(story: Story, step: Step, material: str) -> Deed | None:
    """Return the act that used a material for a step: the addition, else the scan of the pack."""
    deeds = [deed for deed in story.deeds_of(step) if deed.event.parameters.get("material") == material]
    used = [deed for deed in deeds if deed.event.do in USES]
    return next(iter(used or deeds), None)


def _claims_of_act(step: Step, claims: Claims, wanted: Any) -> Iterator[tuple[Fact, str, int, dict[str, Any]]]:
    """Yield what was claimed about one act: values copied from it, or else the signature as performed."""
    some = False
    for item in step.fields:
        versions = claims.values.get(item.code)
        if versions and shown_by(item, wanted) is not None:
            fact, event = versions[0]
            assert isinstance(event, ValueEntered), "the first version of a value is an entry"
            some = True
            yield fact, event.by, event.performed_at, _entry_data(fact, event)
    signed = claims.signed("performed")
    if not some and signed is not None:
        fact, signature = signed
        data = {"seq": fact.seq, "at": fact.at, "field": "performed", "value": "signed"}
        yield fact, signature.by, fact.at, data


def _entry_data(fact: Fact, event: ValueEntered | ValueCorrected) -> dict[str, Any]:
    data = {"seq": fact.seq, "at": fact.at, "person": event.by, "field": event.field, "value": event.value}
    if isinstance(event, ValueEntered):
        data["performed_at"] = event.performed_at
    else:
        data["old_value"] = event.old_value
    if event.scan:
        data["scan"] = dict(event.scan)
    return data


def _first_entry(step: Step, claims: Claims) -> dict[str, Any] | None:
    for item in step.fields:
        versions = claims.values.get(item.code)
        if versions:
            return _entry_data(*versions[0])
    signed = claims.signed("performed")
    if signed is None:
        return None
    fact, signature = signed
    return {"seq": fact.seq, "at": fact.at, "person": signature.by, "field": "performed", "value": "signed"}


_CHECKS: tuple[_Check, ...] = (_invented, _waived_but_done, _values, _lots, _times, _signers)
