"""The examples in the docstrings of the cleanroom are true."""

import doctest
import importlib

import pytest

MODULES = ("trend_log", "sight.offers", "sight.spans")


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    """Each module that has examples."""
    result = doctest.testmod(importlib.import_module(f"gradea.campus.cleanroom.{name}"))
    assert result.attempted
    assert result.failed == 0
