"""Tests of the cleanroom."""
