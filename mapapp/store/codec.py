"""Model objects to bytes and back, equal to the last bit.

The fields are read from model.py itself, so a field added there is kept without a change here; defaults are left out,
so old bytes still load. Places and geometries stand once in a payload however often they are used: a report of thirty
mentions with ten candidates each would otherwise be twenty times its text.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.model import Place

T = TypeVar("T")
_NAMES = {"BaseGeometry": BaseGeometry}


class Pool:
    """What a payload says once and refers to by number."""

    __slots__ = ("_numbers", "items")

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def number(self, key: Any, make: Callable[[], Any]) -> int:
        """Return the number of an item, adding it when it is new."""
        if key not in self._numbers:
            self._numbers[key] = len(self.items)
            self.items.append(make())
        return self._numbers[key]


class _Writer:
    def __init__(self) -> None:
        self.places = Pool()
        self.geometries = Pool()


class _Reader:
    def __init__(self, places: list[Any], geometries: list[Any]) -> None:
        decode = _struct(Place)[1]
        self.places = [decode(item, self) for item in places]
        self.geometries = [shapely.from_wkb(base64.b64decode(item)) for item in geometries]


_Encode = Callable[[Any, _Writer], Any]
_Decode = Callable[[Any, _Reader], Any]
_Coder = tuple[_Encode, _Decode]


def dumps(value: object) -> bytes:
    """Return a model object as JSON bytes: the same object, the same bytes."""
    writer = _Writer()
    kind: Any = type(value)
    body = _struct(kind)[0](value, writer)
    envelope = {"places": writer.places.items, "geometries": writer.geometries.items, "value": body}
    try:
        return orjson.dumps(envelope)
    except TypeError:  # a lone surrogate, which only \\u escapes can carry
        return json.dumps(envelope, separators=(",", ":")).encode("ascii")


def loads(data: bytes, cls: type[T]) -> T:
    """Return the object of type `cls` that `dumps` wrote."""
    try:
        envelope = orjson.loads(data)
    except orjson.JSONDecodeError:
        envelope = json.loads(data)
    reader = _Reader(envelope["places"], envelope["geometries"])
    kind: Any = cls
    value: T = _struct(kind)[1](envelope["value"], reader)
    return value


@cache
def _coder(hint: Any) -> _Coder:
    """Return how a type of model.py is written and read."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return _optional(inner)
    if origin is tuple:
        return _sequence(arguments[0]) if arguments[-1] is Ellipsis else (_list, _tuple)
    if origin is Literal:
        return _same, _same
    if hint in _LEAVES:
        return _LEAVES[hint]
    if not is_dataclass(hint):
        raise TypeError(f"model.py uses {hint}, which the store cannot keep")
    kind: Any = hint
    return _struct(kind)


def _same(value: Any, _: object) -> Any:
    return value


def _list(value: tuple[Any, ...], _: object) -> list[Any]:
    return list(value)  # a span: a pair of plain numbers


def _tuple(value: list[Any], _: object) -> tuple[Any, ...]:
    return tuple(value)


def _optional(inner: Any) -> _Coder:
    encode, decode = _coder(inner)
    if encode is _same:
        return _same, _same
    return (
        lambda value, writer: None if value is None else encode(value, writer),
        lambda value, reader: None if value is None else decode(value, reader),
    )


def _sequence(inner: Any) -> _Coder:
    encode, decode = _coder(inner)
    return (
        lambda value, writer: [encode(item, writer) for item in value],
        lambda value, reader: tuple(decode(item, reader) for item in value),
    )


@cache
def _struct(cls: Any) -> _Coder:
    hints = get_type_hints(cls, localns=_NAMES)
    parts = [(item.name, _default(item), *_coder(hints[item.name])) for item in fields(cls)]
    decoders = {name: decode for name, _, _, decode in parts}

    def write(value: Any, writer: _Writer) -> dict[str, Any]:
        found = ((name, default, encode, getattr(value, name)) for name, default, encode, _ in parts)
        return {name: encode(item, writer) for name, default, encode, item in found if item != default}

    def read(value: dict[str, Any], reader: _Reader) -> Any:
        return cls(**{name: decoders[name](item, reader) for name, item in value.items() if name in decoders})

    return write, read


def _default(item: Field[Any]) -> Any:
    return item.default if item.default is not MISSING else MISSING


def _write_place(place: Place, writer: _Writer) -> int:
    return writer.places.number(place, lambda: _struct(Place)[0](place, writer))


def _read_place(number: int, reader: _Reader) -> Any:
    return reader.places[number]


def _write_geometry(geometry: BaseGeometry, writer: _Writer) -> int:
    data = shapely.to_wkb(geometry)
    return writer.geometries.number(data, lambda: base64.b64encode(data).decode("ascii"))


def _read_geometry(number: int, reader: _Reader) -> Any:
    return reader.geometries[number]


def _write_day(day: date, _: object) -> str:
    return day.isoformat()


def _read_day(day: str, _: object) -> date:
    return date.fromisoformat(day)


_LEAVES: dict[Any, _Coder] = {
    str: (_same, _same),
    int: (_same, _same),
    float: (_same, _same),
    bool: (_same, _same),
    date: (_write_day, _read_day),
    Place: (_write_place, _read_place),
    BaseGeometry: (_write_geometry, _read_geometry),
}
