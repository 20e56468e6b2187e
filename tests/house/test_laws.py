"""The import laws, as a test: who may call whom, and what pure rooms may not touch."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.requirement("VAL-05", "positive")
def test_the_rooms_keep_to_the_import_laws() -> None:
    """Every contract in `.importlinter` is kept."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_planted_violation_is_found(tmp_path: Path) -> None:
    """The guard works: a world that imports the record breaks the contract."""
    package = tmp_path / "house"
    for room in ("world", "record"):
        (package / room).mkdir(parents=True)
        (package / room / "__init__.py").write_text("")
    (package / "__init__.py").write_text("")
    (package / "world" / "__init__.py").write_text("import house.record\n")
    (tmp_path / ".importlinter").write_text(
        "[importlinter]\nroot_package = house\n\n[importlinter:contract:truth]\nname = truth\ntype = independence\n"
        "modules =\n    house.world\n    house.record\n"
    )
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(tmp_path), "PATH": ""},
    )  # fmt: skip
    assert done.returncode != 0
    assert "house.world" in done.stdout
