"""Grade A: a GMP for ATMP school in software. Training - not for GMP use."""

ENGINE_VERSION = "2"
"""Version of the hidden-truth engine: two runs with the same seed, acts and engine version are the same run."""
