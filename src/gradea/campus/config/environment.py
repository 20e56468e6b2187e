"""What the outside world tells the site: folder, hosts, https. Read once, at the first import of the settings."""

import os
import secrets
from pathlib import Path

DATA_VARIABLE = "GRADEA_DATA"
DEFAULT_DATA_DIR = ".data"


def data_dir() -> Path:
    """Return the folder of this installation, made if it is missing and readable by its owner only."""
    folder = Path(os.environ.get(DATA_VARIABLE, DEFAULT_DATA_DIR)).expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def file(variable: str, default: Path) -> Path:
    """Return the path that a variable names, or the default."""
    named = os.environ.get(variable, "")
    return Path(named).expanduser().resolve() if named else default


def secret_key(folder: Path) -> str:
    """Return the installation's secret, made at the first start.

    It lives in a file of its own, never in the database: login codes are derived from it, so a copy of the database
    alone lets nobody in.

    Raises:
        ValueError: If the file is there but holds no usable secret; a silent new one would lock everybody out.
    """
    path = folder / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        secret = path.read_text(encoding="ascii").strip()
        if len(secret) < 50:
            raise ValueError(f"{path} holds no secret of 50 characters or more; put the old file back") from None
        return secret
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
    return path.read_text(encoding="ascii").strip()


def flag(name: str) -> bool:
    """Return whether a variable is switched on: 1, true, yes or on."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated words of a variable, without the empty ones."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def present_slices(names: list[str]) -> list[str]:
    """Return the dotted paths of those slices of the campus that are in this installation and are Django apps."""
    campus = Path(__file__).parents[1]
    left_out = words("GRADEA_WITHOUT")
    return [f"gradea.campus.{name}" for name in names if (campus / name / "apps.py").is_file() and name not in left_out]
