"""From the dossier to what one viewer gets: people by what this viewer may call them."""

from collections.abc import Mapping
from typing import Any

from gradea.campus.debrief.queries import seat_words
from gradea.campus.debrief.wording import LETTERS
from gradea.campus.shell.templatetags.words import initials

_PEOPLED = ("stays", "acts", "hands", "entries", "deviations", "alarms")

WORDS = {
    "drawing": "Drawing of the batch",
    "play": "Play",
    "pause": "Pause",
    "previous": "Previous finding",
    "next": "Next finding",
    "moment": "Moment of the batch",
    "whole": "Whole batch",
    "day": "Day",
    "finding": "Finding",
    "findings": "Findings",
    "hands": "Hands",
    "pressure": "Pressure, laboratory over corridor",
    "particles": "Particles from 0.5 µm in the cabinet",
    "cells": "Viable cells in the product",
    "organisms": "Living organisms",
    "none": "none",
    "record": "Record and signatures",
    "signals": "Deviations and alarms",
    "disturbances": "Disturbances",
    "outside": "outside the unit",
    "nothing": "hands free",
    "limit": "limit",
    "written": "Last written",
    "pace": "Pace",
    "slow": "Slow",
    "normal": "Normal",
    "quick": "Quick",
    "hurried": "hurried",
    "at_open": "at the open vessel",
    "break": "nothing happens",
    "in": "in",
    "legend": "Signs",
    "l_act": "act",
    "l_hurried": "act in a hurry",
    "l_clean": "gloves cleaned",
    "l_open": "open work, gloves just cleaned",
    "l_unclean": "open work, gloves not just cleaned",
    "l_entry": "entry",
    "l_sign": "signature",
    "l_correction": "correction",
    "l_late": "entry said to be late",
    "l_refused": "refused attempt",
    "l_deviation": "deviation",
    "l_alarm": "alarm",
}
"""Words of the island; it has none of its own."""


def timeline_for(dossier: Mapping[str, Any]) -> dict[str, Any]:
    """Return the timeline as the island takes it: people by number, with what this viewer may call them."""
    names, timeline = dossier["names"], dossier["timeline"]
    busy = {item["who"] for key in ("acts", "entries") for item in timeline[key]}
    seats = [seat for seat in dossier["seats"] if seat["ref"] in busy]
    refs = [seat["ref"] for seat in seats]
    place = {ref: number for number, ref in enumerate(refs)}
    people = [
        {"name": names[seat["ref"]], "seat": seat_words(seat["role"]), "initials": initials(names[seat["ref"]])}
        for seat in seats
    ]
    shown = {key: value for key, value in timeline.items() if key not in _PEOPLED}
    for key in _PEOPLED:
        shown[key] = [{**item, "who": place.get(item.get("who", ""), -1)} for item in timeline[key]]
    findings = [
        {
            "number": card["number"],
            "at": card["at"],
            "words": f"{card['title']}: {card['step_words']}",
            "key": card["key"],
        }
        for card in dossier["findings"]
    ]
    return {**shown, "people": people, "findings": findings, "words": WORDS}


def letters_for(attribute: str) -> list[dict[str, Any]]:
    """Return the five letters and the plus of ALCOA+, the broken one marked."""
    place = LETTERS.index(attribute)
    shown = [{"letter": word[0], "word": word, "broken": number == place} for number, word in enumerate(LETTERS[:5])]
    return [*shown, {"letter": "+", "word": "Complete, consistent, enduring, available", "broken": place >= 5}]
