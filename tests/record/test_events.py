"""Every deviation example and every exception of the catalogue, produced by what people do, raised as what it is."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from desk import Desk, event_desk

from gradea.record import (
    EVENT_CODES,
    EXCEPTION_KINDS,
    AddNote,
    ConsiderException,
    CorrectValue,
    DeclareOutage,
    EndOutage,
    EnterValue,
    LogEquipment,
    MarkNotApplicable,
    RaiseDeviation,
    RecordIntervention,
    ShipBatch,
    exceptions_of,
    read_yaml,
    to_consider,
)
from gradea.vocabulary import SimTime

QUALITY = Path(__file__).parents[2] / "content" / "quality"
WORDS = "Seen by both of us and said at once."
Story = Callable[[], Desk]


def table(name: str, key: str) -> Mapping[str, Mapping[str, object]]:
    """Return a table of content/quality."""
    return dict(read_yaml((QUALITY / f"{name}.yaml").read_text(encoding="utf-8"))[0][key])


EVENTS_OF_ERRORS = table("documentation_errors", "errors")
DEVIATIONS = table("deviations", "events")
EXCEPTIONS = table("exceptions", "exceptions")


def writes(field: str, value: str) -> Story:
    """Somebody writes a value that misses its limit; the record finds it by itself."""

    def story() -> Desk:
        desk = event_desk()
        desk.values[field] = value
        home = desk.record.recipe.home_of[field]
        return desk.work(until=home).wait_for(home).finish(home)

    return story


def says(code: str, person: str, step: str | None = None, own_class: str = "") -> Story:
    """Somebody sees what no rule can see, and reports it by its code; the class is that of the catalogue."""

    def story() -> Desk:
        desk = event_desk().work(until="1.5")
        desk.can(person, RaiseDeviation(description=WORDS, code=code, step=step, deviation_class=own_class))
        return desk

    return story


def finds(code: str, kind: str, before: Story) -> Story:
    """The review of the audit trail finds it: the exception is there, and the reviewer calls it by its code."""

    def story() -> Desk:
        desk = before()
        [item, *_] = [each for each in to_consider(desk.record) if each.kind == kind]
        desk.can("dot", ConsiderException(key=item.key, verdict="finding", text=WORDS, code=code))
        return desk

    return story


def stranger_scanned() -> Desk:
    desk = event_desk().wait_for("1.1")
    desk.cannot("ann", EnterValue(step="1.1", field="donation", value="EXB0009999", source="instrument"))
    return desk


def shipped_too_early() -> Desk:
    desk = event_desk().work()
    assert desk.cannot("dot", ShipBatch(consignee="HOSP-01")).code == "ship-uncertified"
    return desk


def expired_between_scan_and_use() -> Desk:
    desk = event_desk().work(until="1.3")
    label = {"material": "reagent", "lot": "EX-REAG-1", "expiry": str(desk.at + 20 * 60_000), "status": "released"}
    desk.can("ann", EnterValue(step="1.3", field="lot_reagent", scan=label, source="instrument"))
    return desk.finish("1.3").finish("1.4").later(minutes=30).finish("1.5")


def held_too_long() -> Desk:
    return event_desk().work(until="1.5").later(minutes=61).finish("1.5")


def dose_miscalculated() -> Desk:
    desk = event_desk().work(until="1.5")
    why = "The print-out says 0.90; the number of the bag before was written"
    desk.can("ann", CorrectValue(step="1.4", field="density_e6_per_ml", value="0.90", reason=why))
    return desk


def strange_intervention() -> Desk:
    desk = event_desk().work(until="1.5")
    begun = SimTime(desk.at - 60_000)
    command = RecordIntervention(step="1.5", intervention="other", begun_at=begun, ended_at=desk.at, text=WORDS)
    desk.can("ann", command)
    return desk


def late(step: str, field: str, hours: int, passed: int = 5) -> Story:
    """An honest or less honest late entry, so many hours back."""

    def story() -> Desk:
        desk = event_desk().work(until=step).wait_for(step).later(hours=passed)
        claimed = SimTime(desk.at - hours * 3_600_000)
        why = "Both hands were in the cabinet until now"
        desk.can("ann", desk.enter(step, field, performed_at=claimed, reason=why))
        return desk

    return story


def before_its_turn() -> Desk:
    """The step before was signed a minute ago, and this one is said to have been done two hours earlier."""
    desk = event_desk().work(until="1.3").later(hours=3).finish("1.3").later(minutes=1)
    claimed = SimTime(desk.at - 2 * 3_600_000)
    desk.can("ann", desk.enter("1.4", "volume_ml", performed_at=claimed, reason="Noted on a sheet, copied now"))
    [item] = [each for each in exceptions_of(desk.record) if each.kind == "late-entry"]
    assert item.detail["before_turn"] is True
    return desk


def device_overdue() -> Desk:
    desk = event_desk().work(until="1.3")
    label = {"equipment": "CNT-1", "status": "qualified", "due_date": "2025-10-07"}
    entry = EnterValue(step="1.3", field="status_counter", scan=label, source="instrument")
    assert desk.cannot("ann", entry).code == "equipment-not-ready"
    return desk


def typed_instead_of_taken() -> Desk:
    desk = event_desk().work(until="1.4")
    desk.can("ann", EnterValue(step="1.4", field="density_e6_per_ml", value="1.00"))
    return desk


DEVIATION_STORIES: Mapping[str, Story] = {
    "DV-CR01": stranger_scanned,
    "DV-CR02": says("DV-CR02", "ben", "1.5"),
    "DV-CR03": writes("growth", "growth"),
    "DV-CR04": finds("DV-CR04", "late-entry", before_its_turn),
    "DV-CR05": shipped_too_early,
    "DV-CR06": says("DV-CR06", "ben", "1.5"),
    "DV-CR07": writes("serology", "reactive"),
    "DV-CR08": writes("rcl", "found"),
    "DV-MJ01": writes("settle_cfu", "1"),
    "DV-MJ02": writes("glove_cfu", "2"),
    "DV-MJ03": writes("pressure_pa", "4.0"),
    "DV-MJ04": expired_between_scan_and_use,
    "DV-MJ05": says("DV-MJ05", "dot"),
    "DV-MJ06": held_too_long,
    "DV-MJ07": writes("volume_ml", "80.0"),
    "DV-MJ08": says("DV-MJ08", "dot", "1.4"),
    "DV-MJ09": writes("incubator_co2_pct", "1.2"),
    "DV-MJ10": writes("profile", "outside"),
    "DV-MJ11": writes("line_clear", "no"),
    "DV-MJ12": writes("printed", "3"),
    "DV-MJ13": says("DV-MJ13", "dot"),
    "DV-MJ14": writes("aps_units", "1"),
    "DV-MJ15": writes("repeated_5um", "yes"),
    "DV-MJ16": dose_miscalculated,
    "DV-MJ17": writes("transport_c", "29.5"),
    "DV-MJ18": strange_intervention,
    "DV-MN01": finds("DV-MN01", "late-entry", late("1.2", "humidity_pct", 2)),
    "DV-MN02": says("DV-MN02", "dot"),
    "DV-MN03": says("DV-MN03", "dot"),
    "DV-MN04": finds("DV-MN04", "manual-instead-of-instrument", typed_instead_of_taken),
    "DV-MN05": writes("humidity_pct", "62"),
    "DV-MN06": writes("contact_d_cfu", "30"),
    "DV-MN07": says("DV-MN07", "cas"),
    "DV-MN08": says("DV-MN08", "dot"),
    "DV-MN09": finds("DV-MN09", "equipment-not-ready", device_overdue),
    "DV-MN10": says("DV-MN10", "ann"),
}
"""How each deviation example comes about here: by a rule, by the review of the trail, or by somebody who says it."""


@pytest.mark.requirement("REC-07", "positive")
@pytest.mark.parametrize("code", DEVIATIONS)
def test_each_deviation_example_is_raised_in_its_class(code: str) -> None:
    """What people do raises the event, under its code and in the class of the catalogue; and it stops the certificate."""
    desk = DEVIATION_STORIES[code]()
    raised = [each for each in desk.record.deviations.values() if each.code == code]
    assert [each.proposed_class for each in raised] == [DEVIATIONS[code]["class"]]
    assert raised[0].status == "open"
    assert desk.cannot("eve", desk.dispose("certified")).code in ("gate-closed", "specification-failed")


def test_the_catalogue_and_its_words_say_the_same() -> None:
    """36 events, each in two languages, each with the class the record proposes; 16 exceptions with their kind."""
    assert len(DEVIATIONS) == 36
    assert {code: row["class"] for code, row in DEVIATIONS.items()} == {
        code: own_class for code, own_class in EVENT_CODES.items() if code.startswith("DV-")
    }
    assert {code: (row["kind"],) for code, row in EXCEPTIONS.items()} == EXCEPTION_KINDS
    for row in (*DEVIATIONS.values(), *EXCEPTIONS.values()):
        assert set(row["title"]) == {"en", "nl"}  # type: ignore[call-overload]


def typed_wrong_material() -> Desk:
    desk = event_desk().work(until="1.3")
    label = {"material": "medium", "lot": "EX-M-1", "expiry": "2027-01-01", "status": "released"}
    desk.cannot("ann", EnterValue(step="1.3", field="lot_reagent", scan=label, source="instrument"))
    return desk


def expired_lot() -> Desk:
    desk = event_desk().work(until="1.3")
    label = {"material": "reagent", "lot": "EX-R-1", "expiry": "2025-09-30", "status": "released"}
    assert (
        desk.cannot("ann", EnterValue(step="1.3", field="lot_reagent", scan=label, source="instrument")).code
        == "material-expired"
    )
    return desk


def malfunction() -> Desk:
    desk = event_desk().work(until="1.4")
    desk.can("ann", LogEquipment(equipment="CNT-1", entry="malfunction", text="The lamp went out.", step="1.4"))
    return desk


def programme_changed() -> Desk:
    desk = event_desk().work(until="1.4")
    words = "The second rinse of the programme was left out."
    desk.can("ann", LogEquipment(equipment="CNT-1", entry="step-changed", text=words, step="1.4"))
    return desk


def out_of_reach() -> Desk:
    desk = event_desk().work(until="1.2")
    desk.can("ann", DeclareOutage(text="The tablets lost the network; form P-07 is used."))
    desk.later(minutes=12).can("ann", EndOutage(text="The network is back."))
    return desk


def commented() -> Desk:
    desk = event_desk().work(until="1.2")
    desk.can("ann", AddNote(step="1.2", text="The courier came ten minutes early"))
    return desk


def left_out() -> Desk:
    desk = event_desk().work(until="1.6")
    desk.can("ann", MarkNotApplicable(step="1.6", reason="The printer is broken and nothing was frozen"))
    return desk


def aborted() -> Desk:
    desk = event_desk().work(until="1.4")
    desk.can("eve", desk.dispose("rejected", "The bag burst and the cells are lost."))
    return desk


EXCEPTION_STORIES: Mapping[str, Story] = {
    "EX01": device_overdue,
    "EX02": expired_lot,
    "EX03": typed_wrong_material,
    "EX04": writes("volume_ml", "80.0"),
    "EX05": writes("reagent_added_ml", "3.1"),
    "EX06": held_too_long,
    "EX07": writes("filter_test", "fail"),
    "EX08": malfunction,
    "EX09": typed_instead_of_taken,
    "EX10": left_out,
    "EX11": programme_changed,
    "EX12": writes("density_e6_per_ml", "0.40"),
    "EX13": says("", "ann", "1.5", "minor"),
    "EX14": out_of_reach,
    "EX15": commented,
    "EX16": aborted,
}


@pytest.mark.requirement("AUD-11", "positive")
@pytest.mark.parametrize("code", EXCEPTIONS)
def test_each_of_the_sixteen_exceptions_is_shown_to_the_reviewer(code: str) -> None:
    """Review by exception: a clean batch shows nothing, this one shows the one thing that happened."""
    assert exceptions_of(event_desk().work().record) == ()
    found = exceptions_of(EXCEPTION_STORIES[code]().record)
    kinds = {item.kind for item in found}
    assert EXCEPTIONS[code]["kind"] in kinds
    assert kinds <= {EXCEPTIONS[code]["kind"], "missing"}
    assert len({item.key for item in found}) == len(found)


def test_a_repaired_device_is_usable_again_and_a_failed_one_is_not() -> None:
    """The log decides: after a malfunction the label is refused, after the repair it is taken."""
    desk = event_desk().work(until="1.3")
    desk.can("ann", LogEquipment(equipment="CNT-1", entry="malfunction", text="The lamp went out."))
    assert desk.cannot("ann", desk.enter("1.3", "status_counter")).code == "equipment-not-ready"
    desk.can("ann", LogEquipment(equipment="CNT-1", entry="repaired", text="Lamp changed, check passed."))
    desk.can("ann", desk.enter("1.3", "status_counter"))


def test_the_recipe_of_the_events_is_one_a_person_can_finish() -> None:
    """Nothing in the process is a dead end: on a good day it is certified."""
    desk = event_desk().work().reviewed()
    desk.can("eve", desk.dispose("certified"))
    assert desk.record.status == "certified"
