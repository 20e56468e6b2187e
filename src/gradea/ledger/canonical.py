"""Canonical JSON: one value has one spelling in bytes, so that a hash over the bytes is a hash over the value."""

import json
import math
from typing import Any

MAX_DEPTH = 64
"""Lists and mappings inside one another; assumption [A]: a deeper body is a mistake, or a value that holds itself."""

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical_bytes(value: Any) -> bytes:
    """Return the one spelling of a JSON value: keys by code point, no spaces, UTF-8, floats as `repr` writes them.

    Args:
        value: None, a boolean, whole number, float, text, list, or dict with text keys, and nothing else inside.
            A subclass (a `StrEnum` member, a NumPy float64) is written as the plain value it extends.

    Raises:
        ValueError: If the value cannot be written without loss: NaN, infinity, a lone surrogate, a tuple, a set,
            bytes, a date, a key that is not text, more than 64 levels. The message names the place.

    Examples:
        >>> canonical_bytes({"b": [1, 2.50], "a": "µm"}).decode()
        '{"a":"µm","b":[1,2.5]}'
        >>> canonical_bytes({"count": float("nan")})
        Traceback (most recent call last):
        ValueError: value["count"] is nan; the ledger holds finite numbers only: leave it out or write null
    """
    fault = _fault(value, MAX_DEPTH)
    if fault is not None:
        raise ValueError(f"value{fault}")
    text = _ENCODER.encode(value)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(
            f"text holds a lone surrogate ({text[error.start]!r}), which UTF-8 cannot carry: read the input again"
        ) from None


def read_canonical(data: bytes) -> Any:
    """Return the value these bytes spell.

    Raises:
        ValueError: If the bytes are not JSON, or spell the value in another way than `canonical_bytes` does.

    Examples:
        >>> read_canonical(b'{"a":1}')
        {'a': 1}
        >>> read_canonical(b'{"a": 1}')
        Traceback (most recent call last):
        ValueError: the bytes spell a value, but not in the canonical way (sorted keys, no spaces, UTF-8)
    """
    try:
        value = json.loads(data.decode())
        same = canonical_bytes(value) == data
    except RecursionError:
        raise ValueError(f"the bytes nest deeper than {MAX_DEPTH} levels") from None
    if not same:
        raise ValueError("the bytes spell a value, but not in the canonical way (sorted keys, no spaces, UTF-8)")
    return value


def _fault(value: Any, depth: int) -> str | None:
    """Return where and why this value is no canonical JSON, or None; the place is built only when there is a fault."""
    if value is None or isinstance(value, str | bool | int):
        return None
    if isinstance(value, float):
        return (
            None
            if math.isfinite(value)
            else f" is {value}; the ledger holds finite numbers only: leave it out or write null"
        )
    if depth == 0:
        return f" nests deeper than {MAX_DEPTH} levels; flatten it"
    if isinstance(value, dict):
        return _fault_in_mapping(value, depth)
    if isinstance(value, list):
        for index, item in enumerate(value):
            fault = _fault(item, depth - 1)
            if fault is not None:
                return f"[{index}]{fault}"
        return None
    wanted = "null, booleans, numbers, text, lists and dicts"
    return f" is a {type(value).__name__}; the ledger holds {wanted} only: convert it first"


def _fault_in_mapping(value: dict[Any, Any], depth: int) -> str | None:
    for key, item in value.items():
        if not isinstance(key, str):
            return f" has the key {key!r}, which is no text; name every field by text"
        fault = _fault(item, depth - 1)
        if fault is not None:
            return f'["{key}"]{fault}'
    return None
