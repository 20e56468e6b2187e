"""Tests of the recipes slice."""
