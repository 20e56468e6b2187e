"""What a person of the team may see of a run, as plain values: every name is listed here on purpose, nothing is passed through.

The hidden truth (contents, organisms, loads, defects, the seed) has no place in any of these values; a test plants marks in the
truth and looks for them in every answer.
"""
