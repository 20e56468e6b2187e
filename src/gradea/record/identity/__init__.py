"""Identifiers of donations, patients and containers: the real structure, invented codes.

The structures are those of ISBT 128 (donation identification number), of the Single European Code and of GS1 element
strings. None of the codes is registered anywhere: facility, establishment and product numbers are invented, no table of
the owners of these systems is shipped, and nobody may use them outside a school.
"""

from gradea.record.identity.check_character import check_character, check_flag, gs1_check_digit
from gradea.record.identity.donation_number import DonationNumber, read_donation_number
from gradea.record.identity.gs1 import element_string, element_text, read_element_string
from gradea.record.identity.numbers import item_number, recipient_number
from gradea.record.identity.reading import number_read
from gradea.record.identity.single_european_code import SingleEuropeanCode, read_single_european_code

__all__ = [
    "DonationNumber",
    "SingleEuropeanCode",
    "check_character",
    "check_flag",
    "element_string",
    "element_text",
    "gs1_check_digit",
    "item_number",
    "number_read",
    "read_donation_number",
    "read_element_string",
    "read_single_european_code",
    "recipient_number",
]
