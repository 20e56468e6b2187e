"""A record and its ledger as one package of files, and the check that both still say the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from gradea.ledger import SealedEntry, to_line, verify
from gradea.practical.chronicle import dated_of
from gradea.record import BatchRecord, Event, MasterRecipe, Printing, apply, batch_record_data, blank_record, render_pdf
from gradea.record.export import (
    MANIFEST,
    DataDifference,
    PackageFinding,
    PackageHead,
    check_manifest,
    csv_bytes,
    json_bytes,
    manifest_bytes,
    tables,
    told_differences,
)
from gradea.record.export.tables import Row
from gradea.vocabulary import clock_text

FORMATS = ("pdf", "json", "csv")
LEDGER, CHECKPOINTS, RECORD_JSON, RECORD_PDF, TRAIL = (
    *("ledger.jsonl", "checkpoints.txt", "record.json", "record.pdf", "csv/audit-trail.csv"),
)
_RECORD_EVENTS = "record."
_WRITTEN_AGAIN = (
    "Trust the ledger when it agrees with a checkpoint kept elsewhere, and export the record again from it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The ledger of a run with what was published of it.

    Attributes:
        sealed: Every entry in order; at least one. checkpoints: text of the checkpoint file; may be empty.
    """

    sealed: Sequence[SealedEntry]
    checkpoints: str = ""


def record_events(sealed: Sequence[SealedEntry]) -> list[Event]:
    """Return the events of the record in a ledger, in order."""
    return [dated_of(one.entry).event for one in sealed if one.entry.name.startswith(_RECORD_EVENTS)]


def record_of(recipe: MasterRecipe, sealed: Sequence[SealedEntry]) -> BatchRecord:
    """Return the record that a ledger holds: its own events folded, nothing else of the run."""
    return reduce(apply, record_events(sealed), blank_record(recipe))


def trail_rows(sealed: Sequence[SealedEntry]) -> list[Row]:
    """Return the audit trail as rows: who, in which role, what, when in both clocks, and the hash (AUD-02, AUD-08)."""
    return [
        {
            "number": str(one.entry.seq),
            "utc": one.entry.at,
            "clock": clock_text(one.entry.sim_ms),
            "actor": one.entry.actor,
            "role": one.entry.role,
            "event": one.entry.name,
            "fields": json_bytes(one.entry.body).decode().replace("\n", " ").strip(),
            "hash": one.hash,
        }
        for one in sealed
    ]


def package_files(
    data: Mapping[str, Any], chain: Chain, *, exported_at_utc: str, formats: Sequence[str] = FORMATS
) -> dict[str, bytes]:
    """Return every file of a package, the manifest last.

    Args:
        data: What `batch_record_data` returned for this ledger.
        chain: The ledger; goes into every package, whatever its formats.
        exported_at_utc: Real time of the export.
        formats: Which of `FORMATS`.
    """
    files: dict[str, bytes] = {LEDGER: b"".join(to_line(one) for one in chain.sealed)}
    if chain.checkpoints:
        files[CHECKPOINTS] = chain.checkpoints.encode()
    if "json" in formats:
        files[RECORD_JSON] = json_bytes(data)
    if "csv" in formats:
        files.update({f"csv/{name}.csv": csv_bytes(rows) for name, rows in tables(data).items()})
        files[TRAIL] = csv_bytes(trail_rows(chain.sealed))
    if "pdf" in formats:
        files[RECORD_PDF] = render_pdf(data)
    head = PackageHead(
        batch=data["batch"]["number"],
        copy=data["batch"]["copy"],
        recipe=data["recipe"]["code"],
        recipe_version=data["recipe"]["version"],
        recipe_hash=data["recipe"]["hash"],
        record_hash=data["record_hash"],
        ledger_head=chain.sealed[-1].hash,
        entries=len(chain.sealed),
        exported_at_utc=exported_at_utc,
    )
    return {**files, MANIFEST: manifest_bytes(head, files)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageVerdict:
    """The outcome of a check.

    Attributes:
        head: What the package says it is; None when its manifest cannot be trusted.
        findings: Everything that is wrong; empty for a good package.
        folded: Whether the record was folded from the ledger again and compared; needs the recipe.
        guarded_to: Last entry a checkpoint agrees with; -1 for none.
    """

    head: PackageHead | None
    findings: tuple[PackageFinding, ...]
    folded: bool = False
    guarded_to: int = -1

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def check_package(
    files: Mapping[str, bytes],
    *,
    data: Mapping[str, Any] | None,
    sealed: Sequence[SealedEntry],
    recipe_of: Callable[[str], MasterRecipe | None],
) -> PackageVerdict:
    """Return what is wrong with a package: a changed byte, a broken chain, or a record that its ledger does not give.

    Args:
        files: Every file by name.
        data: `record.json` as data, if it is there and can be read.
        sealed: Entries of `ledger.jsonl`, as far as they can be read.
        recipe_of: Finds the recipe with a content hash; None where it is not at hand.
    """
    head, findings = check_manifest(files)
    if head is None:
        return PackageVerdict(head=None, findings=findings)
    checkpoints = files[CHECKPOINTS].decode(errors="replace") if CHECKPOINTS in files else None
    verdict = verify(files.get(LEDGER, b"").splitlines(keepends=True), checkpoints)
    found = [*findings]
    if not verdict.ok:
        where = "" if verdict.first_bad is None else f"entry {verdict.first_bad}: "
        found.append(PackageFinding(file=LEDGER, problem=where + verdict.problem, remedy=verdict.remedy))
    elif (verdict.head, verdict.entries) != (head.ledger_head, head.entries):
        problem = f"it ends with {verdict.head[:16]}… after {verdict.entries} entries, the manifest names another end"
        found.append(PackageFinding(file=LEDGER, problem=problem, remedy=_WRITTEN_AGAIN))
    folded = False
    if verdict.ok and data is not None:
        recipe = recipe_of(head.recipe_hash)
        folded = recipe is not None
        differences = _differences(data, sealed, recipe) if recipe is not None else ()
        found.extend(
            PackageFinding(
                file=RECORD_JSON,
                problem=f"{one.path} is {one.left[:60]!r}; the ledger gives {one.right[:60]!r}",
                remedy=_WRITTEN_AGAIN,
            )
            for one in differences[:20]
        )
    return PackageVerdict(head=head, findings=tuple(found), folded=folded, guarded_to=verdict.guarded_to)


def _differences(
    data: Mapping[str, Any], sealed: Sequence[SealedEntry], recipe: MasterRecipe
) -> tuple[DataDifference, ...]:
    """Return where the exported record differs from the one that its ledger gives."""
    names = {row["person"]: row["name"] for row in data.get("people", ()) if isinstance(row, Mapping)}
    again = batch_record_data(
        record_of(recipe, sealed),
        names=names,
        ledger_head=sealed[-1].hash,
        times=[one.entry.at for one in sealed if one.entry.name.startswith(_RECORD_EVENTS)],
        printing=Printing(),
        events=record_events(sealed) if data.get("trail") else (),
    )
    return told_differences(data, again)
