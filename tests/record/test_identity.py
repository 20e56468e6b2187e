"""Identifiers have the real structure, and their check characters find what a hand does wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradea.record.identity import (
    DonationNumber,
    SingleEuropeanCode,
    check_character,
    check_flag,
    element_string,
    element_text,
    gs1_check_digit,
    item_number,
    number_read,
    read_donation_number,
    read_element_string,
    read_single_european_code,
    recipient_number,
)
from gradea.vocabulary import Refusal

PUBLISHED = [("G123498654321", "H", "77"), ("A999926000001", "8", "68"), ("A999926000002", "6", "66")]
numbers = st.builds(
    DonationNumber,
    facility=st.from_regex(r"[A-NP-Z1-9][A-NP-Z0-9][0-9]{3}", fullmatch=True),
    year=st.from_regex(r"[0-9]{2}", fullmatch=True),
    serial=st.from_regex(r"[0-9]{6}", fullmatch=True),
)
lots = st.from_regex(r"[A-Z0-9./-]{1,20}", fullmatch=True)


@pytest.mark.parametrize(("number", "character", "flag"), PUBLISHED)
def test_check_character_of_a_known_number(number: str, character: str, flag: str) -> None:
    assert (check_character(number), check_flag(number)) == (character, flag)


@pytest.mark.requirement("TRA-01", "property")
@given(numbers)
def test_a_donation_number_is_read_back_from_every_form_it_is_written_in(number: DonationNumber) -> None:
    with_flag = f"={number.text}{check_flag(number.text)}"
    for written in (number.text, number.eye, number.scanned, number.text + number.check, with_flag):
        assert read_donation_number(written) == number


@pytest.mark.requirement("TRA-02", "property")
@given(numbers, st.data())
def test_one_wrong_or_two_swapped_characters_are_found(number: DonationNumber, data: st.DataObject) -> None:
    good = number.text + number.check
    place = data.draw(st.integers(7, 12))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != good[place]]))
    misread = read_donation_number(good[:place] + other + good[place + 1 :])
    assert isinstance(misread, Refusal)
    assert misread.code == "check-character"
    if good[place] != good[place - 1] and place > 7:
        swapped = read_donation_number(good[: place - 1] + good[place] + good[place - 1] + good[place + 1 :])
        assert isinstance(swapped, Refusal)


@pytest.mark.requirement("TRA-01", "negative")
@pytest.mark.parametrize("text", ["", "Jan Peeters", "A99992600001", "O999926000001", "=A9999260000016"])
def test_what_is_no_donation_number_is_refused_with_its_form(text: str) -> None:
    refusal = read_donation_number(text)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "donation-number-format"
    assert "5 characters" in refusal.remedy


def test_a_wrong_check_flag_is_found() -> None:
    refusal = read_donation_number("=A99992600000177")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "check-character"


def test_the_european_code_has_forty_characters_and_is_read_back() -> None:
    code = SingleEuropeanCode(
        country="BE", establishment="EX0001", donation="A999926000001", system="E", product="EXTOLDC", split="001"
    )
    assert len(code.text) == 40
    assert len(code.donation_sequence) == 21
    assert read_single_european_code(code.eye) == read_single_european_code(code.text) == code
    assert isinstance(read_single_european_code(code.eye[:-1]), Refusal)
    with pytest.raises(ValueError, match="no Single European Code"):
        SingleEuropeanCode(country="BE", establishment="EX1", donation="A", system="E", product="X", split="1")


@given(lots, lots, st.text("0123456789", min_size=13, max_size=13))
def test_an_element_string_is_read_back(lot: str, serial: str, body: str) -> None:
    elements = {"01": body + gs1_check_digit(body), "10": lot, "17": "261231", "7003": "2612312359", "21": serial}
    assert read_element_string(element_string(elements)) == elements
    assert read_element_string("]d2" + element_string(elements)) == elements


@pytest.mark.requirement("TRA-02", "negative")
@pytest.mark.parametrize(
    ("scan", "said"),
    [
        ("0109501101530004", "check digit"),
        ("010950110153000", "form"),
        ("17261331", "form"),
        ("99X", "no application identifier"),
        ("10A\x1d10B", "twice"),
        ("", "empty"),
    ],
)
def test_a_broken_scan_is_refused_by_name(scan: str, said: str) -> None:
    refusal = read_element_string(scan)
    assert isinstance(refusal, Refusal)
    assert said in refusal.message


def test_wrong_elements_are_never_built() -> None:
    for elements in ({"01": "09501101530004"}, {"10": ""}, {"10": "x" * 21}, {"99": "1"}, {}):
        with pytest.raises(ValueError, match=r"\(|at least"):
            element_text(elements)


@pytest.mark.requirement("TRA-03", "positive")
def test_the_number_of_a_recipient_does_not_tell_the_patient_number() -> None:
    made = [recipient_number(f"EX-P{number:05d}") for number in range(2_000)]
    assert len(set(made)) == len(made)
    assert all(number.startswith("29") and gs1_check_digit(number[:-1]) == number[-1] for number in made)
    assert recipient_number("EX-P00042") == made[42]
    assert len({item_number(code) for code in ("mf", "toldc", "cart", "msc")}) == 4


@pytest.mark.requirement("TRA-02", "positive")
def test_every_code_of_a_label_gives_the_number_of_the_record() -> None:
    container = element_string({"01": item_number("toldc"), "10": "TD-25-001", "8018": recipient_number("EX-P00042")})
    assert number_read("batch", container, "TD-25-001") == "TD-25-001"
    assert number_read("patient", "]d2" + container, "EX-P00042") == "EX-P00042"
    assert number_read("donation", "=A99992600000100", "A999926000001") == "A999926000001"


@pytest.mark.requirement("TRA-02", "negative")
def test_the_code_of_another_patient_gives_another_number() -> None:
    other = element_string({"01": item_number("toldc"), "8018": recipient_number("EX-P00043")})
    assert number_read("patient", other, "EX-P00042") != "EX-P00042"
    refusal = number_read("donation", other, "A999926000001")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "other-code"
