"""Stored names: commands and events are frozen dataclasses with a name that does not depend on Python."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Message = Any
"""A command or an event: an instance of a class decorated with `stored`."""

_M = TypeVar("_M", bound=type)
_CLASS_OF: dict[str, type] = {}
_NAME_OF: dict[type, str] = {}
_FAMILY_OF: dict[type, tuple[str, dict[str, str]]] = {}
_FIELDS: dict[type, tuple[str, ...]] = {}


def stored(name: str) -> Callable[[_M], _M]:
    """Give a frozen dataclass the name it has in the ledger, for ever: `world.vessel-opened/1`.

    Fields hold text, whole numbers, floats, booleans, None, tuples of these, or mappings of these.

    Raises:
        ValueError: If two classes claim one name.
    """

    def name_it(cls: _M) -> _M:
        if name in _CLASS_OF:
            raise ValueError(f"the stored name {name} is taken by {_CLASS_OF[name].__qualname__}")
        _CLASS_OF[name], _NAME_OF[cls] = cls, name
        _FIELDS[cls] = tuple(field.name for field in dataclasses.fields(cls))
        return cls

    return name_it


def stored_by(field: str, names: Mapping[str, str]) -> Callable[[_M], _M]:
    """Give one class several stored names, chosen by the value of a field: `do="sample"` is `world.sample-taken/1`.

    Raises:
        ValueError: If a name is taken.
    """

    def name_it(cls: _M) -> _M:
        for name in names.values():
            stored(name)(cls)
        _FAMILY_OF[cls] = (field, dict(names))
        return cls

    return name_it


def stored_name(message: Message) -> str:
    """Return the stored name of a command or event."""
    family = _FAMILY_OF.get(type(message))
    if family is None:
        return _NAME_OF[type(message)]
    field, names = family
    return names[getattr(message, field)]


def to_body(message: Message) -> dict[str, Any]:
    """Return the fields of a message as JSON values; tuples become lists."""
    return {name: _plain(getattr(message, name)) for name in _FIELDS[type(message)]}


def from_body(name: str, body: Mapping[str, Any]) -> Message:
    """Return the message stored under this name with these fields.

    Raises:
        KeyError: If no message has this name.
        TypeError: If the fields are not those of the message.
    """
    return _CLASS_OF[name](**{key: _firm(value) for key, value in body.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _firm(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_firm(item) for item in value)
    return value
