"""The units that the site is tested on."""

from pathlib import Path

import pytest
import yaml

from gradea.world.site import Facility, facility_from

HOSPITAL_FILE = Path(__file__).parents[3] / "content" / "facilities" / "hospital_2B.yaml"


@pytest.fixture(scope="session")
def hospital() -> Facility:
    """The hospital unit as the content gives it."""
    return facility_from(yaml.safe_load(HOSPITAL_FILE.read_text(encoding="utf-8")))
