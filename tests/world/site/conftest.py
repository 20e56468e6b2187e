"""The units that the site is tested on."""

from pathlib import Path

import pytest
import yaml

from gradea.world.site import Facility, facility_from

FACILITIES = Path(__file__).parents[3] / "content" / "facilities"
CODES = ("hospital_2B", "closed_C_ballroom", "isolator_D")


def facility_file(code: str) -> Facility:
    """Return a unit as the content gives it."""
    return facility_from(yaml.safe_load((FACILITIES / f"{code}.yaml").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def hospital() -> Facility:
    """The hospital unit as the content gives it."""
    return facility_file("hospital_2B")


@pytest.fixture(scope="session")
def ballroom() -> Facility:
    """The grade C ballroom as the content gives it."""
    return facility_file("closed_C_ballroom")


@pytest.fixture(scope="session")
def isolators() -> Facility:
    """The isolator unit as the content gives it."""
    return facility_file("isolator_D")


@pytest.fixture(scope="session", params=CODES)
def unit(request: pytest.FixtureRequest) -> Facility:
    """Each of the three units in turn."""
    return facility_file(request.param)
