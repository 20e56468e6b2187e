"""Fixtures of the evidence: the played batches of the debrief."""

from debrief.conftest import run_of

__all__ = ["run_of"]
