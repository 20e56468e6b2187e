"""A person's own words: plain text, or the sealed mapping that took its place before it entered the chain."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Text: TypeAlias = str | Mapping[str, Any]
"""A person's own words: plain, or the sealed mapping that took their place. The record never looks inside a mapping."""
