"""What this viewer may verify, trace and take along. Every question takes the viewer."""

import io
import zipfile
from collections.abc import Mapping

from django.utils import timezone

from gradea.campus.cleanroom.hall import hall
from gradea.campus.cleanroom.runs import RunCard, live_run
from gradea.campus.debrief import printing
from gradea.campus.debrief import queries as debrief
from gradea.campus.people.queries import Viewer
from gradea.content import recipe_named, scenario_named
from gradea.ledger import utc_text
from gradea.practical.package import Chain, package_files, record_of
from gradea.record import BatchRecord, LabelOrder, label_sheet_pdf, labels_of
from gradea.record.trace import TraceChain, chain_of
from gradea.record.trace import trace as traced
from gradea.vocabulary import Refusal

ZIP_TIME = (2025, 1, 1, 0, 0, 0)
"""Time of the files in a package: it says nothing, so that the same export gives the same bytes."""


def card_of_batch(viewer: Viewer, batch: str) -> RunCard | None:
    """Return the run that made a batch, if this viewer may read its debrief."""
    return next((card for card in debrief.debriefs_for(viewer) if card.batch_number == batch), None)


def closed_card(viewer: Viewer, ref: str) -> RunCard | None:
    """Return a closed run that this viewer may read, else None (answer 404)."""
    card = debrief.run_to_debrief(viewer, ref)
    return card if card is not None and card.closed else None


def record_of_card(card: RunCard) -> BatchRecord:
    """Return the record of a run: live while work goes on, folded from the ledger once it is over."""
    if not card.closed:
        return live_run(card).state.record
    return record_of(recipe_named(scenario_named(card.scenario).recipe), hall().store.entries(card.ref))


def chains(viewer: Viewer, number: str) -> tuple[TraceChain, ...] | Refusal:
    """Return the chains of this viewer's batches that hold a number."""
    made = (chain_of(record_of_card(card)) for card in debrief.debriefs_for(viewer))
    return traced([chain for chain in made if chain is not None], number)


def package(viewer: Viewer, card: RunCard) -> bytes:
    """Return the package of a closed run as a ZIP: people by their seats, so that it can leave the house."""
    store = hall().store
    chain = Chain(checkpoints=store.checkpoint_text(card.ref), sealed=store.entries(card.ref))
    data = printing.record_data(viewer, card, _seats(viewer, card))
    files = package_files(data, chain, exported_at_utc=utc_text(timezone.now()))
    return zipped(files)


def _seats(viewer: Viewer, card: RunCard) -> Mapping[str, str]:
    record = record_of_card(card)
    people = {(s.by, s.role) for state in record.steps.values() for s in state.signatures}
    return {viewer.ref: viewer.role_words, **dict(sorted(people))}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP, the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def readable_card(viewer: Viewer, ref: str) -> RunCard | None:
    """Return a run whose record this viewer may read now, closed or not, else None (answer 404)."""
    return debrief.run_to_debrief(viewer, ref)


def label_sheet(card: RunCard, order: LabelOrder, number: str) -> bytes | Refusal:
    """Return the labels of an order as a sheet."""
    made = labels_of(record_of_card(card), order)
    return made if isinstance(made, Refusal) else label_sheet_pdf(made, order=number, language=order.language)
