"""Values: frozen dataclasses with slots and keywords alone, quick to define.

Python up to 3.12 compiles the source of each method of each dataclass, a millisecond a class, and a
command defines thirty before it has read its page: a fourteenth of its time. Here the methods are
written once for all of them. They do what a dataclass's do, and `dataclasses` knows the fields.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    # A type checker reads each of the classes as the dataclass that it is.
    from dataclasses import dataclass as dataclass  # noqa: PLC0414
    from inspect import Signature
else:

    def dataclass(*, frozen: bool, slots: bool, kw_only: bool) -> Callable[[type], type]:
        """Return what makes a class a value; TypeError for what no value is."""
        if not (frozen and slots and kw_only):
            raise TypeError("A value is frozen, has slots, and takes keywords alone.")
        return _value


Class = TypeVar("Class", bound=type)
_put = object.__setattr__


def _value(plain: Class) -> Class:
    for name, method in _METHODS.items():
        setattr(plain, name, method)
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(
        plain
    )
    fields = dataclasses.fields(made)
    missing = dataclasses.MISSING
    made.__presets__ = {f.name: f.default for f in fields if f.default is not missing}
    made.__fresh__ = tuple(
        (f.name, f.default_factory) for f in fields if f.default_factory is not missing
    )
    made.__compared__ = tuple(each.name for each in fields)
    return made  # type: ignore[no-any-return]


def _init(self: Any, /, **given: Any) -> None:  # noqa: ANN401  any value
    held = {**self.__presets__, **given}
    for name, fresh in self.__fresh__:
        if name not in held:
            held[name] = fresh()
    lacking = [name for name in self.__compared__ if name not in held]
    if lacking or len(held) != len(self.__compared__):
        foreign = [name for name in given if name not in self.__compared__]
        wrong = f"takes no {', '.join(foreign)}" if foreign else f"lacks {', '.join(lacking)}"
        raise TypeError(f"{type(self).__qualname__} {wrong}")
    for name, value in held.items():
        _put(self, name, value)


def _of(value: Any) -> tuple[Any, ...]:  # noqa: ANN401  any value
    return tuple(getattr(value, name) for name in value.__compared__)


def _repr(self: Any) -> str:  # noqa: ANN401  any value
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _eq(self: object, other: object) -> bool:
    return _of(self) == _of(other) if type(self) is type(other) else NotImplemented


def _hash(self: object) -> int:
    return hash(_of(self))


def _set(_self: object, name: str, _given: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _restore(self: object, held: tuple[Any, ...]) -> None:
    for name, given in zip(self.__compared__, held, strict=True):  # type: ignore[attr-defined]
        _put(self, name, given)


class _Signature:
    """A value's signature, made when help or an inspector asks for it."""

    def __get__(self, _: object, owner: type) -> Signature:
        from inspect import Parameter, Signature

        def preset(field: dataclasses.Field[Any]) -> object:
            if field.default is not dataclasses.MISSING:
                return field.default
            fresh = field.default_factory
            return Parameter.empty if fresh is dataclasses.MISSING else fresh()

        return Signature(
            [
                Parameter(f.name, Parameter.KEYWORD_ONLY, default=preset(f), annotation=f.type)
                for f in dataclasses.fields(owner)
            ]
        )


_METHODS: dict[str, object] = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _set,
    "__delattr__": _delete,
    "__getstate__": _of,
    "__setstate__": _restore,
    "__signature__": _Signature(),
}
