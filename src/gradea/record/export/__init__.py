"""A record as files: tables, a manifest that finds every changed byte, and the comparison after import. Pure, no I/O."""

from gradea.record.export.compare import DataDifference, data_differences, told_differences
from gradea.record.export.manifest import FORMAT, MANIFEST, PackageFinding, PackageHead, check_manifest, manifest_bytes
from gradea.record.export.tables import csv_bytes, csv_rows, json_bytes, tables

__all__ = [
    "FORMAT",
    "MANIFEST",
    "DataDifference",
    "PackageFinding",
    "PackageHead",
    "check_manifest",
    "csv_bytes",
    "csv_rows",
    "data_differences",
    "json_bytes",
    "manifest_bytes",
    "tables",
    "told_differences",
]
