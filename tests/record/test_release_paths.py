"""Stories of how a batch may leave: in two steps, on a physician's request, never out of quarantine; and being called back."""

from dataclasses import replace

import pytest
from desk import Desk, event_desk, small_desk, toldc_desk

from gradea.record import (
    AssessDeviation,
    CloseDeviation,
    ConsiderException,
    EvaluateRisk,
    Notify,
    RecordRequest,
    ReturnBatch,
    ShipBatch,
    first_step_gates,
    gates,
    pending_lines,
    supply_gates,
    to_consider,
)
from gradea.record.certificate import certificate_data

WORDS = "Read with the clinic on the telephone, and sent in writing."


def before_the_bottle() -> Desk:
    """Everything is done and reviewed but for the bottle, which is read on day 7."""
    return event_desk().work(but=["2.3"]).reviewed()


def first(desk: Desk) -> Desk:
    """Give the first certificate."""
    words = "For use at once; the clinic watches for fever until the bottle has been read."
    desk.can("eve", desk.dispose("first-step", words))
    return desk


@pytest.mark.requirement("REL-04", "positive")
def test_a_fresh_product_is_certified_in_two_steps() -> None:
    """The first certificate names what is pending. After the bottle, quality looks again, and the QP certifies for good."""
    desk = before_the_bottle()
    assert first_step_gates(desk.record) == ()
    assert {gate.code for gate in gates(desk.record)} == {"steps-open", "result-missing"}
    assert desk.cannot("eve", desk.dispose("certified")).code == "gate-closed"
    assert pending_lines(desk.record) == ("2.3", "STER")
    first(desk)
    assert desk.record.status == "first-step"
    assert desk.record.first_step is not None
    assert desk.record.first_step.pending == ("2.3", "STER")
    desk.can("dot", ShipBatch(consignee="HOSP-01"))
    assert desk.cannot("eve", desk.dispose("first-step")).code == "gate-closed"
    desk.wait_for("2.3").finish("2.3")
    assert {gate.code for gate in gates(desk.record)} == {"review-missing-quality"}
    desk.can("dot", desk.review("quality"))
    desk.can("eve", desk.dispose("certified"))
    assert desk.record.status == "certified"
    assert desk.record.first_step is not None


@pytest.mark.requirement("REL-04", "fault")
def test_a_bad_last_result_calls_the_batch_back() -> None:
    """The bottle grows after the product was given out: critical, called back, the clinic told, and in the end rejected."""
    desk = first(before_the_bottle())
    desk.can("dot", ShipBatch(consignee="HOSP-01"))
    desk.values["growth"] = "growth"
    desk.wait_for("2.3").finish("2.3")
    [deviation] = desk.record.deviations.values()
    assert (deviation.code, deviation.proposed_class) == ("DV-CR03", "critical")
    assert desk.record.status == "recall"
    assert "recall" in {gate.code for gate in gates(desk.record)}
    desk.can("eve", Notify(whom="clinic", about="recall", text=WORDS))
    desk.can("dot", ReturnBatch(outcome="given", text="It was given on day 1; the physician knows."))
    desk.settle("affected")
    desk.can("eve", desk.dispose("rejected", "The final product grew in the bottle of day 7."))
    assert desk.record.status == "recalled"


@pytest.mark.requirement("REL-04", "negative")
def test_a_first_certificate_needs_everything_but_what_is_pending() -> None:
    """A review missing, a result out of specification, or a recipe with nothing to wait for: no first certificate."""
    desk = event_desk().work(until="2.2")
    assert desk.cannot("eve", desk.dispose("first-step")).code == "gate-closed"
    codes = {gate.code for gate in first_step_gates(desk.record)}
    assert {"steps-open", "review-missing-quality"} <= codes
    done = small_desk().work().reviewed()
    assert {gate.code for gate in first_step_gates(done.record)} == {"one-step-only"}
    finished = event_desk().work().reviewed()
    assert {gate.code for gate in first_step_gates(finished.record)} == {"nothing-pending"}
    assert desk.cannot("dot", desk.dispose("first-step")).code == "role-not-allowed"


def test_the_default_product_may_go_in_two_steps() -> None:
    """TolDC: the plates and bottles that are read after day 11 may follow; everything else comes before."""
    desk = toldc_desk()
    later = sorted(desk.record.recipe.delayed)
    desk.work(but=later).reviewed()
    assert first_step_gates(desk.record) == ()
    first(desk)
    assert pending_lines(desk.record) == ("10.11", "10.12", "10.13", "10.14", "STER3", "STER7")
    desk.work().reviewed().can("eve", desk.dispose("certified"))


# ------------------------------------------------------------------ out of specification


def failed() -> Desk:
    """Viability is 61 %: everything is done, reviewed, and confirmed out of specification."""
    desk = event_desk()
    desk.values["viability_pct"] = "61.0"
    return desk.work().settle("affected").reviewed()


REQUEST = RecordRequest(
    reference="PR-2025-014", attributes=("VIA",), text="No other treatment is left, and time for a second one is short."
)


@pytest.mark.requirement("REL-05", "positive")
def test_a_physician_may_ask_for_what_does_not_meet_its_specification() -> None:
    """Asked in writing, told what fails, given the risk, the authority informed: supplied, and never called certified."""
    desk = failed()
    assert desk.cannot("eve", desk.dispose("certified")).code == "specification-failed"
    wanted = {gate.code for gate in supply_gates(desk.record)}
    assert wanted == {"request-missing", "risk-missing", "authority-not-told"}
    assert desk.cannot("dot", EvaluateRisk(text=WORDS, authenticated=True)).code == "request-missing"
    assert desk.cannot("dot", replace(REQUEST, attributes=("VIA", "DOSE"))).code == "request-incomplete"
    assert desk.cannot("dot", replace(REQUEST, reference="Dr Example")).code == "reference-format"
    desk.can("dot", REQUEST)
    assert desk.cannot("dot", EvaluateRisk(text=WORDS, authenticated=False)).code == "reauthentication-needed"
    desk.can("dot", EvaluateRisk(text="Fewer living cells act less; no other harm is known.", authenticated=True))
    shut = desk.cannot("eve", desk.dispose("out-of-specification"))
    assert (shut.code, "authority" in shut.message) == ("gate-closed", True)
    desk.can("eve", Notify(whom="authority", about="supply", text=WORDS))
    desk.reviewed()
    desk.can("eve", desk.dispose("out-of-specification", "Supplied on the physician's written request."))
    assert desk.record.status == "out-of-specification"
    desk.can("dot", ShipBatch(consignee="HOSP-01"))
    paper = certificate_data(desk.record, names={}, ledger_head="0" * 64)
    assert paper["conclusion"] == "does-not-meet"


@pytest.mark.requirement("REL-05", "negative")
def test_supply_out_of_specification_is_no_way_around_anything_else() -> None:
    """A good batch is certified; an open deviation, a missing review and another affected deviation stand in this way too."""
    good = event_desk().work().reviewed()
    assert good.cannot("dot", REQUEST).code == "nothing-failed"
    assert good.cannot("eve", good.dispose("out-of-specification")).code == "gate-closed"
    desk = event_desk()
    desk.values.update(viability_pct="61.0", transport_c="29.5")
    desk.work()
    assert {gate.code for gate in supply_gates(desk.record)} >= {"deviation-open", "review-missing-production"}
    desk.settle("affected").reviewed()
    assert "deviation-impact" in {gate.code for gate in supply_gates(desk.record)}


# ------------------------------------------------------------------ quarantine


@pytest.mark.requirement("REL-06", "negative")
def test_nothing_leaves_quarantine_before_the_decision() -> None:
    """Shipping is refused until the QP has decided; the attempt is kept and is a critical deviation."""
    desk = event_desk().work().reviewed()
    assert desk.record.status == "quarantine"
    assert desk.cannot("dot", ShipBatch(consignee="HOSP-01")).code == "ship-uncertified"
    assert desk.cannot("dot", ShipBatch(consignee="HOSP-01")).code == "ship-uncertified"
    assert [attempt.event.code for attempt in desk.record.attempts] == ["ship-uncertified"] * 2
    assert [each.code for each in desk.record.deviations.values()] == ["DV-CR05"]
    desk.settle()
    desk.reviewed().can("eve", desk.dispose("certified"))
    assert desk.cannot("ann", ShipBatch(consignee="HOSP-01")).code == "role-not-allowed"
    assert desk.cannot("dot", ShipBatch(consignee="Dr Example")).code == "reference-format"
    desk.can("dot", ShipBatch(consignee="HOSP-01"))
    assert desk.cannot("dot", ShipBatch(consignee="HOSP-01")).code == "already-shipped"


@pytest.mark.requirement("REL-06", "negative")
def test_a_rejected_batch_does_not_leave() -> None:
    """Rejected is a decision, and no certificate."""
    desk = event_desk().work(until="1.4")
    desk.can("eve", desk.dispose("rejected", "The bag burst and the cells are lost."))
    assert desk.cannot("dot", ShipBatch(consignee="HOSP-01")).code == "ship-uncertified"


# ------------------------------------------------------------------ the trail


@pytest.mark.requirement("AUD-11", "negative")
@pytest.mark.requirement("AUD-13", "positive")
@pytest.mark.requirement("AUD-13", "negative")
def test_the_trail_is_reviewed_line_by_line_before_it_is_signed() -> None:
    """A late entry waits to be looked at; the review is refused until it was, and a finding becomes a deviation."""
    desk = event_desk().work(until="1.2").wait_for("1.2").later(hours=5)
    why = "Forgot it while gowning, remembered at the door"
    entry = desk.enter("1.2", "humidity_pct", performed_at=desk.at - 7_200_000, reason=why)
    desk.can("ann", entry)
    desk.work()
    desk.can("ben", desk.review("production"))
    [item] = to_consider(desk.record)
    assert desk.cannot("dot", desk.review("audit-trail")).code == "review-too-early"
    look = ConsiderException(key=item.key, verdict="finding", text="Two hours is too long.", code="DV-MN01")
    assert desk.cannot("ann", look).code == "role-not-allowed"
    assert desk.cannot("ben", look, role="qa").code == "own-work"
    assert desk.cannot("dot", replace(look, key="nothing")).code == "exception-unknown"
    assert desk.cannot("dot", replace(look, code="DV-XX99")).code == "event-unknown"
    desk.can("dot", look)
    assert desk.cannot("dot", look).code == "already-considered"
    desk.consider().can("dot", desk.review("audit-trail"))
    [raised] = desk.record.deviations.values()
    assert (raised.code, raised.proposed_class) == ("DV-MN01", "minor")
    assert desk.record.considered[item.key].deviation == raised.number
    desk.can("dan", AssessDeviation(number=raised.number, deviation_class="minor", impact="none"))
    desk.can("dan", CloseDeviation(number=raised.number, authenticated=True))
