"""Catalogues in the form that Django reads."""

import logging
import os
import tempfile
from pathlib import Path

from gradea.campus.config.words import LANGUAGES, catalogue_of, slices


def make_ready() -> list[Path]:
    """Write the binary form of every catalogue that is newer than it, and return what was written.

    Several processes may start together: each writes a file of its own and renames it. Where the folder cannot be written,
    the site says so once and speaks English for that slice.
    """
    written = []
    for folder in slices():
        for language in LANGUAGES:
            source = catalogue_of(folder, language)
            target = source.with_suffix(".mo")
            if not source.is_file() or (target.is_file() and target.stat().st_mtime >= source.stat().st_mtime):
                continue
            try:
                _write(source, target, language)
            except OSError as error:
                logging.getLogger(__name__).warning("%s cannot be written (%s); English is shown", target, error)
            else:
                written.append(target)
    return written


def _write(source: Path, target: Path, language: str) -> None:
    from babel.messages.mofile import write_mo  # noqa: PLC0415  # only needed when a catalogue has changed
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with source.open("rb") as file:
        catalogue = read_po(file, locale=language)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, catalogue)
    os.chmod(name, 0o644)
    os.replace(name, target)
