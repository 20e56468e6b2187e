"""A process that is killed while it writes leaves a whole ledger."""

import sys
from pathlib import Path

import pytest

from gradea.campus.records.connection import Journal

from .killing import kill_campaign


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
@pytest.mark.parametrize(("journal", "kills"), [("wal", 20), ("delete", 5)])
def test_nothing_acknowledged_is_lost(tmp_path: Path, journal: Journal, kills: int) -> None:
    """Every acknowledged command is there as promised, every other one is whole or absent, and the chain verifies."""
    toll = kill_campaign(tmp_path, kills=kills, seed=9, journal=journal)
    assert not toll.faults, toll.faults
    assert toll.kills == kills
    assert toll.acknowledged > 10 * kills
