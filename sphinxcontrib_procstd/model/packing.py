"""Facts packed for the cache: small, quick to write, and not opened before someone asks for them.

Pickling frozen slotted dataclasses one by one runs Python code for each field of each object, and writes the many
fields that a step leaves empty. Packed, a value is its class and the fields that differ from their defaults.
"""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

_LEVEL = 4
"""A third of the size, for hardly more time than zlib's quickest, and a tenth of what pickling takes."""

T = TypeVar("T")
Reduced = tuple[Callable[..., Any], tuple[Any, ...]]


class Packed(Generic[T]):
    """A value that stays packed until it is asked for, and is packed once however often it is pickled."""

    __slots__ = ("_data", "_value")

    def __init__(self, value: T) -> None:
        self._value: T | None = value
        self._data: bytes | None = None

    @classmethod
    def from_data(cls, data: bytes) -> Packed[T]:
        """Return a value as `data` gave it."""
        packed: Packed[T] = cls.__new__(cls)
        packed._value, packed._data = None, data
        return packed

    @property
    def value(self) -> T:
        """The value, opened when it is first asked for."""
        if self._value is None:
            assert self._data is not None  # noqa: S101 - it is one or the other
            self._value = pickle.loads(zlib.decompress(self._data))  # noqa: S301 - part of Sphinx's own pickle
        return self._value

    @property
    def data(self) -> bytes:
        """The value as bytes, the same for equal values."""
        if self._data is None:
            buffer = io.BytesIO()
            pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
            pickler.dispatch_table = _REDUCERS
            pickler.dump(self._value)
            self._data = zlib.compress(buffer.getvalue(), _LEVEL)
        return self._data

    def __reduce__(self) -> Reduced:
        return Packed.from_data, (self.data,)


class PackedMapping(Mapping[str, T]):
    """Packed values by name, each opened when it is looked up."""

    def __init__(self, packed: Mapping[str, Packed[T]]) -> None:
        self._packed = packed

    def __getitem__(self, name: str) -> T:
        return self._packed[name].value

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class _Reducers(dict[type, Callable[[Any], Reduced]]):
    """How to reduce values of each dataclass, made when the first one comes along."""

    def __missing__(self, kind: type) -> Callable[[Any], Reduced]:
        if not is_dataclass(kind):
            raise KeyError(kind)
        self[kind] = _reducer(kind)
        return self[kind]


_REDUCERS = _Reducers()


def _reducer(kind: type) -> Callable[[Any], Reduced]:
    names = [field.name for field in fields(kind)]
    defaults = [_default(field) for field in fields(kind)]
    if len(names) == 1:
        return lambda value: (_rebuild, (kind, {names[0]: getattr(value, names[0])}))
    values_of = attrgetter(*names)

    def reduce(value: Any) -> Reduced:
        written = zip(names, values_of(value), defaults, strict=True)
        return _rebuild, (
            kind,
            {
                name: held
                for name, held, default in written
                if held is not default and (held != default or type(held) is not type(default))
            },
        )

    return reduce


def _default(field: Field[Any]) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _rebuild(kind: type, held: dict[str, Any]) -> Any:
    return kind(**held)
