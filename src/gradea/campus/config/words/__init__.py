"""The words of the site in other languages: one catalogue per slice, `<slice>/locale/nl/LC_MESSAGES/django.po`.

    python -m gradea.campus.config.words extract     bring every catalogue up to date with the source (`make words`)
    python -m gradea.campus.config.words missing     list what has no Dutch yet; code 1 when there is something

English stands in the source. The binary form that Django reads is made beside the catalogue when a process starts and the
catalogue is newer, so nobody has to remember a step and no binary file is in the repository.
"""

from pathlib import Path

CAMPUS = Path(__file__).parents[2]
LANGUAGES = ("nl",)
"""Languages beside English for which every string must be there."""


def slices() -> list[Path]:
    """Return the folders of all slices of the campus, in name order."""
    return sorted(path.parent for path in CAMPUS.glob("*/apps.py"))


def catalogue_of(folder: Path, language: str) -> Path:
    """Return where the catalogue of a slice stands."""
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"
