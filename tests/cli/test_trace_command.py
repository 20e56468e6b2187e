"""`gradea trace` finds a number in every batch of a folder."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gradea.cli.main import app
from gradea.vocabulary import Refused


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two batches."""
    folder = tmp_path_factory.mktemp("batches")
    for seed in (3, 4):
        words = ["batch", "run", "toldc", "--out", str(folder / str(seed)), "--seed", str(seed)]
        assert CliRunner().invoke(app, words).exit_code == 0
    return folder


@pytest.mark.requirement("TRA-01", "e2e")
def test_from_donor_to_recipient_and_back(shelf: Path) -> None:
    def asked(number: str) -> list[dict[str, str]]:
        answer = CliRunner().invoke(app, ["trace", str(shelf), number, "--json"])
        assert answer.exit_code == 0
        return list(json.loads(answer.output))

    everything = asked("BSC-1")
    assert len(everything) == 2
    for chain in everything:
        assert asked(chain["donation"]) == asked(chain["patient"]) == asked(chain["batch"]) == [chain]


def test_nothing_found_is_said_and_no_folder_refused(shelf: Path, tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["trace", str(shelf), "EX-P00000"]).exit_code == 1
    answer = CliRunner().invoke(app, ["trace", str(tmp_path), "BSC-1"])
    assert isinstance(answer.exception, Refused)
