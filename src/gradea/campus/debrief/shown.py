"""From the dossier to what one viewer gets: people by what this viewer may call them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from gradea.campus.debrief.queries import seat_words
from gradea.campus.debrief.wording import LETTERS
from gradea.campus.shell.speech import said
from gradea.campus.shell.templatetags.words import initials

_PEOPLED = ("stays", "acts", "hands", "entries", "deviations", "alarms")

WORDS = {
    "drawing": gettext_lazy("Drawing of the batch"),
    "play": gettext_lazy("Play"),
    "pause": gettext_lazy("Pause"),
    "previous": gettext_lazy("Previous finding"),
    "next": gettext_lazy("Next finding"),
    "moment": gettext_lazy("Moment of the batch"),
    "whole": gettext_lazy("Whole batch"),
    "day": gettext_lazy("Day"),
    "finding": gettext_lazy("Finding"),
    "findings": gettext_lazy("Findings"),
    "hands": gettext_lazy("Hands"),
    "pressure": gettext_lazy("Pressure, laboratory over corridor"),
    "particles": gettext_lazy("Particles from 0.5 µm in the cabinet"),
    "cells": gettext_lazy("Viable cells in the product"),
    "organisms": gettext_lazy("Living organisms"),
    "none": gettext_lazy("none"),
    "record": gettext_lazy("Record and signatures"),
    "signals": gettext_lazy("Deviations and alarms"),
    "disturbances": gettext_lazy("Disturbances"),
    "outside": gettext_lazy("outside the unit"),
    "nothing": gettext_lazy("hands free"),
    "limit": gettext_lazy("limit"),
    "written": gettext_lazy("Last written"),
    "pace": gettext_lazy("Pace"),
    "slow": gettext_lazy("Slow"),
    "normal": gettext_lazy("Normal"),
    "quick": gettext_lazy("Quick"),
    "hurried": gettext_lazy("hurried"),
    "at_open": gettext_lazy("at the open vessel"),
    "break": gettext_lazy("nothing happens"),
    "in": gettext_lazy("in"),
    "legend": gettext_lazy("Signs"),
    "l_act": gettext_lazy("act"),
    "l_hurried": gettext_lazy("act in a hurry"),
    "l_clean": gettext_lazy("gloves cleaned"),
    "l_open": gettext_lazy("open work, gloves just cleaned"),
    "l_unclean": gettext_lazy("open work, gloves not just cleaned"),
    "l_entry": gettext_lazy("entry"),
    "l_sign": gettext_lazy("signature"),
    "l_correction": gettext_lazy("correction"),
    "l_late": gettext_lazy("entry said to be late"),
    "l_refused": gettext_lazy("refused attempt"),
    "l_deviation": gettext_lazy("deviation"),
    "l_alarm": gettext_lazy("alarm"),
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
    return {**shown, "people": people, "findings": findings, "words": {name: str(word) for name, word in WORDS.items()}}


def letters_for(attribute: str) -> list[dict[str, Any]]:
    """Return the five letters and the plus of ALCOA+, the broken one marked."""
    place = LETTERS.index(attribute)
    shown = [
        {"letter": word[0], "word": said(word), "broken": number == place} for number, word in enumerate(LETTERS[:5])
    ]
    return [*shown, {"letter": "+", "word": gettext("Complete, consistent, enduring, available"), "broken": place >= 5}]
