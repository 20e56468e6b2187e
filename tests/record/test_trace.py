"""The trace: whole in one query, from either end and from the middle, and nobody in it."""

import json
from functools import cache

import pytest
from desk import BATCH, DONATION, PATIENT, toldc_desk

from gradea.record import PrintLabels, blank_record
from gradea.record.identity import element_string, item_number, recipient_number
from gradea.record.trace import TraceChain, chain_of, trace
from gradea.vocabulary import Refusal


@cache
def chain() -> TraceChain:
    """Return the chain of a batch up to its final container."""
    desk = toldc_desk().work(until="9.8")
    desk.can("ann", PrintLabels(kind="immediate", container="FINAL-A", copies=2))
    made = chain_of(desk.record)
    assert made is not None
    return made


def other() -> TraceChain:
    """Return the chain of another patient who got one lot of the same material."""
    import dataclasses  # noqa: PLC0415 - only here

    return dataclasses.replace(
        chain(),
        donation="A999925000042",
        patient="EX-P00099",
        batch="TD-25-099",
        labels=(),
        materials=chain().materials[:1],
    )


def codes() -> dict[str, str]:
    """Return every way to ask for the one batch and no other."""
    container = element_string({"01": item_number("toldc"), "10": BATCH, "8018": recipient_number(PATIENT)})
    return {
        "donation": DONATION,
        "donation as printed": "A9999 25 001234 L",
        "donation scanned": f"={DONATION}00",
        "patient": PATIENT,
        "batch": BATCH,
        "label": "FINAL-A.02",
        "container scanned": f"]d2{container}",
        "lot used here only": chain().materials[-1].lot,
    }


@pytest.mark.requirement("TRA-01", "positive")
@pytest.mark.parametrize("asked", codes())
def test_every_end_gives_the_whole_chain(asked: str) -> None:
    number = codes()[asked]
    if asked == "donation as printed":
        from gradea.record.identity import DonationNumber  # noqa: PLC0415 - its check character

        number = DonationNumber(facility=DONATION[:5], year=DONATION[5:7], serial=DONATION[7:]).eye
    found = trace([chain(), other()], number)
    assert not isinstance(found, Refusal)
    assert found == (chain(),)
    (whole,) = found
    assert (whole.donation, whole.batch, whole.patient) == (DONATION, BATCH, PATIENT)
    assert {item.code for item in whole.materials} >= {"cd14_reagent", "gm_csf", "final_container"}
    assert all(item.lot and item.steps for item in whole.materials)
    assert {item.code for item in whole.equipment} >= {"BSC-1", "INC-1"}
    assert len(whole.hand_overs) == 6


@pytest.mark.requirement("TRA-01", "positive")
@pytest.mark.parametrize("number", ["BSC-1", "cd14_reagent", "EX-CD14_R-1"])
def test_a_shared_lot_or_device_gives_every_batch(number: str) -> None:
    found = trace([chain(), other()], number)
    assert not isinstance(found, Refusal)
    assert {each.batch for each in found} == {BATCH, "TD-25-099"}


@pytest.mark.requirement("TRA-01", "negative")
def test_what_is_not_there_gives_nothing_and_what_is_no_number_a_refusal() -> None:
    assert trace([chain()], "EX-P00001") == ()
    assert trace([chain()], "]d2" + element_string({"8018": recipient_number("EX-P00001")})) == ()
    for number, code in (("", "trace-number"), ("x" * 121, "trace-number"), (DONATION + "0", "check-character")):
        refusal = trace([chain()], number)
        assert isinstance(refusal, Refusal)
        assert refusal.code == code


@pytest.mark.requirement("TRA-03", "positive")
def test_the_chain_names_no_person() -> None:
    text = json.dumps(chain().as_data())
    assert not [who for who in ("ann", "ben", "bob", "dot") if f'"{who}"' in text]


def test_a_blank_record_has_no_chain() -> None:
    assert chain_of(blank_record(toldc_desk().record.recipe)) is None
