"""Exercises: sets of questions, sittings, results, the effect of the school."""
