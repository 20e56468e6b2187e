"""Fixtures of the recap."""

from debrief.conftest import run_of

__all__ = ["run_of"]
