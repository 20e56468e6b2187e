"""What is this, and does it agree with the ledger? One answer for whatever is brought: a file, or the text of a code."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from gradea.campus.cleanroom.hall import hall
from gradea.campus.cleanroom.runs import RunCard
from gradea.campus.debrief import printing
from gradea.campus.debrief import queries as debrief
from gradea.campus.evidence.queries import card_of_batch, record_of_card
from gradea.campus.people.queries import Viewer
from gradea.content.shelf import recipe_with_hash
from gradea.ledger import SealedEntry, read_lines, verify
from gradea.practical.package import LEDGER, RECORD_JSON, check_package
from gradea.record.export import FORMAT, MANIFEST, check_manifest, told_differences
from gradea.record.identity import DonationNumber, read_donation_number, read_element_string, recipient_number
from gradea.vocabulary import Refusal

UNPACKED_BYTES_MAX = 32 * 1024 * 1024
FILES_MAX = 100
DIFFERENCES_SHOWN = 10
_HEAD = re.compile(r"gradea:record:([A-Z0-9./-]{3,32}):(\d{1,4}):([0-9a-f]{64})", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found.

    Attributes:
        what: What it is.
        state: `ok` it agrees, `alarm` it does not, `attention` nothing can be said.
        says: Sentences, the most important first.
    """

    what: str
    state: str
    says: tuple[str, ...]


def inspect_text(viewer: Viewer, text: str) -> Seen:
    """Return what a scanned or pasted text is, and whether it agrees with what this viewer may read."""
    head = _HEAD.fullmatch(text)
    if head is not None:
        return _printed_head(viewer, head[1], head[3])
    if _HASH.fullmatch(text):
        return _bare_hash(viewer, text)
    elements = read_element_string(text)
    if not isinstance(elements, Refusal):
        return _container(viewer, elements)
    donation = read_donation_number(text)
    if isinstance(donation, DonationNumber):
        return _donation(viewer, donation)
    if donation.code == "check-character":
        return Seen(what=gettext("A donation number"), state="alarm", says=(donation.message, donation.remedy))
    return _unknown()


def inspect_file(viewer: Viewer, content: bytes) -> Seen:
    """Return what a file is, and whether it agrees with what this viewer may read."""
    if content.startswith(b"PK"):
        return _package(viewer, content)
    if content.startswith(b'{"entry":'):
        return _ledger(viewer, content)
    if content.startswith(b"%PDF-"):
        return Seen(
            what=gettext("A PDF"),
            state="attention",
            says=(gettext("A print is verified by its code: scan the code on its last page and paste what it says."),),
        )
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return _unknown()
    if isinstance(data, Mapping) and data.get("format") == FORMAT:
        return _manifest(viewer, content)
    if isinstance(data, Mapping) and {"batch", "ledger_head", "steps", "people"} <= set(data):
        return _record(viewer, data)
    return _unknown()


def _unknown() -> Seen:
    return Seen(
        what=gettext("Nothing that was made here"),
        state="attention",
        says=(
            gettext(
                "This is no package, ledger, record or code of this school. Bring the file exactly as it was exported."
            ),
        ),
    )


def _not_yours(what: str, batch: str) -> Seen:
    says = gettext("There is no batch %(batch)s among those you may read, so nothing can be compared.") % {
        "batch": batch[:32]
    }
    return Seen(what=what, state="attention", says=(says,))


def _entries(card: RunCard) -> list[SealedEntry]:
    return hall().store.entries(card.ref)


def _place(card: RunCard, hash_hex: str) -> tuple[int, int] | None:
    entries = _entries(card)
    place = next((number for number, one in enumerate(entries, 1) if one.hash == hash_hex), None)
    return None if place is None else (place, len(entries))


def _head_words(card: RunCard, place: tuple[int, int]) -> str:
    words = gettext("It is entry %(place)s of %(count)s in the ledger of batch %(batch)s.")
    if place[0] == place[1]:
        words = gettext(
            "It is the last entry, %(place)s of %(count)s, in the ledger of batch %(batch)s: nothing was added since."
        )
    return words % {"place": place[0], "count": place[1], "batch": card.batch_number}


def _printed_head(viewer: Viewer, batch: str, hash_hex: str) -> Seen:
    what, card = gettext("The code of a printed batch record"), card_of_batch(viewer, batch)
    if card is None:
        return _not_yours(what, batch)
    place = _place(card, hash_hex)
    if place is None:
        says = gettext(
            "The ledger of batch %(batch)s has no such entry: the print is of something else, or one of both was changed."
        )
        return Seen(what=what, state="alarm", says=(says % {"batch": batch},))
    return Seen(what=what, state="ok", says=(_head_words(card, place),))


def _bare_hash(viewer: Viewer, hash_hex: str) -> Seen:
    what = gettext("The hash of an entry")
    for card in debrief.debriefs_for(viewer):
        place = _place(card, hash_hex)
        if place is not None:
            return Seen(what=what, state="ok", says=(_head_words(card, place),))
    return Seen(what=what, state="alarm", says=(gettext("No ledger you may read has an entry with this hash."),))


def _container(viewer: Viewer, elements: Mapping[str, str]) -> Seen:
    what, batch = gettext("The code of a container"), elements.get("10", "")
    card = card_of_batch(viewer, batch)
    if card is None:
        return _not_yours(what, batch)
    issue = record_of_card(card).issue
    if issue is None or elements.get("8018", "") != recipient_number(issue.patient_number):
        return Seen(
            what=what,
            state="alarm",
            says=(gettext("Stop: batch and recipient on this label do not belong together. Set the container apart."),),
        )
    says = gettext("Batch %(batch)s and recipient belong together; label %(serial)s.")
    return Seen(what=what, state="ok", says=(says % {"batch": batch, "serial": elements.get("21", "–")},))


def _donation(viewer: Viewer, donation: DonationNumber) -> Seen:
    what = gettext("A donation number")
    made = [
        card.batch_number
        for card in debrief.debriefs_for(viewer)
        if (issue := record_of_card(card).issue) is not None and issue.donation_number == donation.text
    ]
    if not made:
        return _not_yours(what, donation.text)
    return Seen(what=what, state="ok", says=(gettext("Made into batch %(batch)s.") % {"batch": ", ".join(made)},))


def _ledger(viewer: Viewer, content: bytes) -> Seen:
    what = gettext("A ledger")
    verdict = verify(content.splitlines(keepends=True))
    if not verdict.ok:
        return Seen(what=what, state="alarm", says=(f"{verdict.problem}. {verdict.remedy}",))
    return _with_head(viewer, what, verdict.head, verdict.entries)


def _with_head(viewer: Viewer, what: str, head: str, entries: int) -> Seen:
    for card in debrief.debriefs_for(viewer):
        place = _place(card, head)
        if place is not None and place[0] == entries == place[1]:
            return Seen(what=what, state="ok", says=(_head_words(card, place),))
        if place is not None and place[0] == entries:
            says = gettext("It ends early: %(count)s later entries of batch %(batch)s are not in it.")
            missing = {"count": place[1] - place[0], "batch": card.batch_number}
            return Seen(what=what, state="alarm", says=(says % missing,))
    says = gettext("It is whole in itself, and ends with an entry that no ledger you may read holds in that place.")
    return Seen(what=what, state="alarm", says=(says,))


def _manifest(viewer: Viewer, content: bytes) -> Seen:
    what = gettext("The manifest of a package")
    head, findings = check_manifest({MANIFEST: content})
    if head is None:
        return Seen(what=what, state="alarm", says=tuple(f"{each.problem}. {each.remedy}" for each in findings))
    return _with_head(viewer, what, head.ledger_head, head.entries)


def _record(viewer: Viewer, data: Mapping[str, Any]) -> Seen:
    what = gettext("A batch record as data")
    batch = str(data["batch"].get("number", "")) if isinstance(data["batch"], Mapping) else ""
    card = card_of_batch(viewer, batch)
    if card is None or not card.closed:
        return _not_yours(what, batch)
    rows = data["people"] if isinstance(data["people"], list) else []
    names = {str(row.get("person")): str(row.get("name")) for row in rows if isinstance(row, Mapping)}
    found = told_differences(data, printing.record_data(viewer, card, names))
    if not found:
        return Seen(
            what=what,
            state="ok",
            says=(gettext("Every value agrees with the ledger of batch %(batch)s.") % {"batch": batch},),
        )
    words = gettext("%(path)s says %(left)s; the ledger says %(right)s.")
    shown = [
        words % {"path": each.path, "left": each.left[:60], "right": each.right[:60]}
        for each in found[:DIFFERENCES_SHOWN]
    ]
    return Seen(what=what, state="alarm", says=tuple(shown))


def _package(viewer: Viewer, content: bytes) -> Seen:
    what, files = gettext("A package"), _unpacked(content)
    if files is None:
        return Seen(
            what=what,
            state="alarm",
            says=(gettext("It cannot be unpacked: it is damaged, or no package of a record."),),
        )
    try:
        data = json.loads(files.get(RECORD_JSON, b"null"))
        sealed = list(read_lines(files.get(LEDGER, b"").splitlines(keepends=True)))
    except ValueError:
        data, sealed = None, []
    verdict = check_package(files, data=data, sealed=sealed, recipe_of=recipe_with_hash)
    if not verdict.ok or verdict.head is None:
        shown = verdict.findings[:DIFFERENCES_SHOWN]
        return Seen(what=what, state="alarm", says=tuple(f"{f.file}: {f.problem}. {f.remedy}" for f in shown))
    return _with_head(viewer, what, verdict.head.ledger_head, verdict.head.entries)


def _unpacked(content: bytes) -> dict[str, bytes] | None:
    """Return the files of a ZIP; None if it is none, or holds more than a package does."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = archive.infolist()
            if len(listed) > FILES_MAX or sum(each.file_size for each in listed) > UNPACKED_BYTES_MAX:
                return None
            return {each.filename: archive.read(each) for each in listed if not each.is_dir()}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return None
