"""Kinds of writing that are not everyday: scribe, paper after an outage, interventions, samples, equipment, materials."""

from dataclasses import replace

import pytest
from desk import event_desk, toldc_desk

from gradea.record import (
    DeclareOutage,
    EndOutage,
    EnterValue,
    LogEquipment,
    ReceiveSample,
    RecordIntervention,
    bill_of_materials,
    equipment_statuses,
    gates,
    needs_verification,
    recipe_from_text,
    samples,
    to_consider,
    trends,
    unreviewed_results,
)
from gradea.record.certificate import certificate_data
from gradea.record.pdf import render_certificate
from gradea.vocabulary import SimTime


@pytest.mark.requirement("REC-17", "positive")
def test_a_scribe_writes_for_hands_in_the_cabinet_and_both_confirm() -> None:
    """Ben writes what Ann does. Ben signs as scribe, Ann as performer, and neither of them may verify."""
    desk = event_desk().work(until="1.4")
    for field, value in (("volume_ml", "100.0"), ("density_e6_per_ml", "1.00")):
        written = {"step": "1.4", "field": field, "value": value, "performer": "ann", "scribe_case": "aseptic"}
        desk.can("ben", EnterValue(**written))
    assert desk.cannot("ann", desk.sign("1.4")).code == "scribe-not-signed"
    desk.can("ben", desk.sign("1.4", "scribed"))
    assert desk.cannot("bob", desk.sign("1.4")).code == "scribed-for-another"
    desk.can("ann", desk.sign("1.4"))
    assert desk.cannot("ben", desk.sign("1.4", "verified")).code == "self-verification"
    desk.can("bob", desk.sign("1.4", "verified"))
    entry = desk.record.step("1.4").entries["volume_ml"][0]
    assert (entry.by, entry.performer) == ("ben", "ann")
    assert {"ann", "ben"} <= desk.record.performers
    assert [item.kind for item in to_consider(desk.record)].count("scribe-entry") == 2


@pytest.mark.requirement("REC-17", "negative")
def test_a_scribe_is_no_convenience() -> None:
    """Outside the two cases, for oneself, or by a role that may not: refused."""
    desk = event_desk().work(until="1.4")
    entry = EnterValue(step="1.4", field="volume_ml", value="100.0", performer="ann", scribe_case="aseptic")
    assert desk.cannot("ben", replace(entry, scribe_case="")).code == "scribe-case"
    assert desk.cannot("ann", entry).code == "scribe-for-nobody"
    assert desk.cannot("dot", entry).code == "role-not-allowed"
    assert desk.cannot("ann", desk.sign("1.4", "scribed")).code == "meaning-not-possible"


@pytest.mark.requirement("STO-05", "positive")
def test_paper_takes_over_in_an_outage_and_is_entered_as_a_verified_copy() -> None:
    """The network fails; form P-07 is used. Afterwards its values are entered late, with its number, and checked."""
    desk = event_desk().work(until="1.2").wait_for("1.2")
    desk.can("ann", DeclareOutage(text="The tablets lost the network; form P-07 is used."))
    assert desk.cannot("ann", desk.enter("1.2", "humidity_pct")).code == "record-out-of-reach"
    assert desk.cannot("ann", DeclareOutage(text="The tablets lost the network again.")).code == "outage-on"
    done = SimTime(desk.at + 5 * 60_000)
    desk.later(minutes=40).can("ann", EndOutage(text="The network is back, the form is entered now."))
    paper = {"source": "paper", "reading": "P-07", "performed_at": done, "reason": "Copied from form P-07 after it"}
    for field in ("humidity_pct", "pressure_pa", "repeated_5um", "incubator_co2_pct"):
        good = desk.enter("1.2", field)
        desk.can("ann", replace(good, **paper))
    desk.can("ann", desk.sign("1.2"))
    assert needs_verification(desk.record, "1.2")
    assert not desk.record.step("1.2").closed
    desk.can("ben", desk.sign("1.2", "verified"))
    entry = desk.record.step("1.2").entries["humidity_pct"][0]
    assert (entry.source, entry.reading, entry.late, entry.performed_at) == ("paper", "P-07", True, done)
    assert {item.kind for item in to_consider(desk.record)} == {"communication-failure", "late-entry", "paper-entry"}


@pytest.mark.requirement("STO-05", "negative")
def test_paper_without_a_form_or_an_outage_is_loose_paper() -> None:
    """A number is asked for, and a time that lies in an outage."""
    desk = event_desk().work(until="1.2").wait_for("1.2").later(hours=1)
    why = {"performed_at": SimTime(desk.at - 1_800_000), "reason": "Copied from a sheet of my own", "source": "paper"}
    entry = replace(desk.enter("1.2", "humidity_pct"), **why)
    assert desk.cannot("ann", entry).code == "paper-without-number"
    assert desk.cannot("ann", replace(entry, reading="P-07")).code == "paper-without-outage"
    assert desk.cannot("ann", EndOutage(text="The network is back again.")).code == "outage-off"


@pytest.mark.requirement("REC-14", "positive")
@pytest.mark.requirement("REC-14", "negative")
def test_an_intervention_in_grade_a_has_a_beginning_an_end_and_a_person() -> None:
    """Without times it is refused; on the list it is a line of the record; not on the list it is a deviation as well."""
    desk = event_desk().work(until="1.5").later(minutes=4)
    begun = SimTime(desk.at - 120_000)
    command = RecordIntervention(step="1.5", intervention="glove-change", begun_at=begun, ended_at=desk.at)
    assert desk.cannot("ann", replace(command, ended_at=None)).code == "intervention-without-times"
    assert desk.cannot("ann", replace(command, begun_at=desk.at, ended_at=begun)).code == "intervention-times"
    assert desk.cannot("ann", replace(command, intervention="dance")).code == "intervention-unknown"
    assert desk.cannot("ann", replace(command, step="1.6")).code == "step-not-reached"
    assert desk.cannot("dot", command).code == "role-not-allowed"
    desk.can("ann", command)
    [kept] = desk.record.interventions
    assert (kept.person, kept.begun_at, kept.ended_at, kept.qualified) == ("ann", begun, desk.at, True)
    assert desk.record.deviations == {}
    other = replace(command, intervention="other", text="The filter clogged and was replaced.", person="bob")
    desk.can("ben", other)
    assert desk.record.interventions[1].person == "bob"
    assert [each.code for each in desk.record.deviations.values()] == ["DV-MJ18"]


@pytest.mark.requirement("TRA-02", "negative")
def test_a_sample_is_received_before_it_is_tested() -> None:
    """Not before it was taken, not under another number, not without being received; then it is tested and reviewed."""
    desk = toldc_desk()
    mine = {stand.plan.code: stand for stand in samples(desk.record)}
    assert (mine["S-D7-PHE"].status, mine["BC-D7"].plan.kind, mine["SP-D7"].plan.kind) == (
        "planned",
        "bottle",
        "settle plate",
    )
    receive = ReceiveSample(sample="S-D7-PHE", batch_number=desk.record.batch_number)
    assert desk.cannot("cas", receive).code == "sample-not-taken"
    assert desk.cannot("cas", replace(receive, sample="S-NONE")).code == "sample-unknown"
    desk.work(until="10.6")
    assert desk.cannot("cas", desk.enter("10.6", "cd11c_pct")).code == "sample-not-received"
    assert desk.cannot("cas", replace(receive, batch_number="TD-25-999")).code == "identity-mismatch"
    assert desk.cannot("ann", receive).code == "role-not-allowed"
    desk.can("cas", replace(receive, condition="warm"))
    assert desk.cannot("cas", receive).code == "sample-received"
    assert [each.description for each in desk.record.deviations.values()] == [
        {"kind": "sample-condition", "sample": "S-D7-PHE", "condition": "warm"}
    ]
    desk.fill("10.6").can("cas", desk.sign("10.6"))
    assert unreviewed_results(desk.record) == ("10.6",)
    stand = {each.plan.code: each for each in samples(desk.record)}["S-D7-PHE"]
    assert stand.status == "tested"
    assert desk.cannot("cas", desk.sign("10.6", "reviewed")).code == "self-verification"
    desk.can("ben", desk.sign("10.6", "reviewed"))
    assert {each.plan.code: each for each in samples(desk.record)}["S-D7-PHE"].status == "reviewed"


@pytest.mark.requirement("REL-03", "negative")
def test_results_that_nobody_reviewed_stand_before_the_certificate() -> None:
    """A second person looks at raw data and calculation; until then quality cannot sign, and the QP cannot certify."""
    desk = event_desk().work(until="2.1").fill("2.1")
    desk.can("cas", desk.sign("2.1"))
    assert unreviewed_results(desk.record) == ("2.1",)
    assert "results-unreviewed" in {gate.code for gate in gates(desk.record)}
    desk.can("dot", desk.sign("2.1", "reviewed"))
    assert unreviewed_results(desk.record) == ()


def test_plates_and_bottles_say_how_long_they_were_incubated_and_not_what_grows() -> None:
    """From loading to reading, by whom; the count itself stands only in the field that a person filled in."""
    desk = toldc_desk().work(until="10.9")
    stand = {each.plan.code: each for each in samples(desk.record)}["SP-D0-1"]
    assert stand.status == "incubating"
    desk.wait_for("10.9").finish("10.9")
    stand = {each.plan.code: each for each in samples(desk.record)}["SP-D0-1"]
    assert stand.status == "reviewed"
    assert stand.incubated_from is not None
    assert stand.tested_at is not None
    assert stand.tested_at - stand.incubated_from >= 7_200 * 60_000
    assert (stand.tested_by, stand.reviewed_by) == ("cas", "ben")


@pytest.mark.requirement("REC-12", "positive")
def test_the_log_says_when_a_device_was_cleaned_and_what_its_label_said() -> None:
    """Calibration from the label, cleaning from the log, use from the steps."""
    desk = event_desk().work(until="1.4")
    desk.can("ann", LogEquipment(equipment="CNT-1", entry="cleaned", text="Wiped with sporicide after the run."))
    [_, counter] = equipment_statuses(desk.record)
    assert (counter.code, counter.status, counter.due_date, counter.cleaned_at) == (
        "CNT-1",
        "qualified",
        "2026-06-30",
        desk.at,
    )
    assert desk.cannot("ann", LogEquipment(equipment="CNT-9", entry="cleaned", text="Wiped it twice.")).code == (
        "equipment-unknown"
    )
    assert desk.cannot("ann", LogEquipment(equipment="CNT-1", entry="kissed", text="Wiped it twice.")).code == (
        "log-entry-unknown"
    )


@pytest.mark.requirement("REC-11", "positive")
def test_the_bill_of_materials_names_lots_and_amounts() -> None:
    """What was planned, which lot was scanned, how much of it went in."""
    desk = event_desk().work(until="1.6")
    bill = {line.code: line for line in bill_of_materials(desk.record)}
    assert (bill["reagent"].status, bill["medium"].status) == ("usable", "not-scanned")
    assert [lot.lot for lot in bill["reagent"].lots] == ["EX-REAGEN-1"]
    assert [(each.step, each.value, each.unit) for each in bill["reagent"].amounts] == [("1.5", "2.5", "mL")]


def test_a_result_unlike_all_earlier_ones_is_pointed_out_though_it_meets() -> None:
    """72 % viable meets the limit of 70 and is unlike ten earlier batches; the reviewer of the trail looks at it."""
    desk = event_desk()
    desk.values["viability_pct"] = "72.0"
    desk.work()
    [result] = trends(desk.record)
    assert (result.code, result.outside, result.limits.batches) == ("VIA", True, 10)
    assert desk.record.deviations == {}
    assert [item.kind for item in to_consider(desk.record)] == ["out-of-trend"]
    assert not trends(event_desk().work().record)[0].outside


@pytest.mark.requirement("STO-01", "positive")
def test_the_certificate_of_analysis_says_what_was_found_and_who_stands_for_it() -> None:
    """Every line with limit, method, raw data, tester and reviewer; pending until the last result; printed as PDF."""
    desk = event_desk().work(but=["2.3"])
    paper = certificate_data(desk.record, names={"cas": "C. Example"}, ledger_head="ab" * 32)
    assert paper["conclusion"] == "pending"
    desk.work()
    paper = certificate_data(desk.record, names={"cas": "C. Example"}, ledger_head="ab" * 32)
    assert (paper["conclusion"], len(paper["lines"])) == ("meets", 4)
    viability, dose = paper["lines"][:2]
    assert (viability["method"], viability["tested"]["name"]) == ("Dye exclusion", "C. Example")
    assert viability["reviewed"]["person"] == "ben"
    assert dose["raw"]["inputs"] == {"volume_ml": "100.0", "density_e6_per_ml": "1.00"}
    pdf = render_certificate(paper)
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 5_000


def test_a_delayed_step_must_be_a_result_that_can_wait() -> None:
    """A production step cannot come after the certificate; the recipe says so in words."""
    from desk import EVENTS_TEXT  # noqa: PLC0415

    from gradea.record import problems_in  # noqa: PLC0415

    wrong = EVENTS_TEXT.replace('      - id: "1.2"\n', '      - id: "1.2"\n        delayed: true\n')
    assert [problem.path.rpartition(".")[2] for problem in problems_in(wrong)] == ["delayed"]
    assert recipe_from_text(EVENTS_TEXT).delayed == {"2.3"}
