"""Measurements: `python -m bench` prints the figures, `python -m bench.campaign` runs the long checks."""
