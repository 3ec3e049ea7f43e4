"""The fonts of all galleys of a file, one of each face, with the letters that any of them drew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from formatter.render.galley import Face, Galley


class Faces:
    """The fonts of all galleys, one of each face; `all` are they."""

    def __init__(self, galleys: Iterable[Galley]) -> None:
        self._keys: dict[tuple[str, ...], str] = {}
        self._merged: dict[str, Face] = {}
        for galley in galleys:
            for face in galley.faces:
                self._add(galley, face)

    @property
    def all(self) -> tuple[Face, ...]:
        """The faces, in the order in which they were first drawn."""
        return tuple(self._merged.values())

    def of(self, galley: Galley) -> dict[str, str]:
        """Return the keys of the faces of a galley, by those it has for them."""
        return {face.key: self._keys[_named(galley, face)] for face in galley.faces}

    def _add(self, galley: Galley, face: Face) -> None:
        named = _named(galley, face)
        if named not in self._keys:
            count = sum(other[0] == face.key for other in self._keys)
            self._keys[named] = key = f"{face.key}{count}" if count else face.key
            facts = {name: _own(value) for name, value in face.facts.items()} | {"hash": key}
            self._merged[key] = replace(face, key=key, facts=facts)
            return
        known = self._merged[self._keys[named]].facts
        for name in ("widths", "to_unicode", "missing"):
            known[name].update(face.facts[name])


def _named(galley: Galley, face: Face) -> tuple[str, ...]:
    """Return what tells a face of a galley from others.

    Glyphs that stand for letters which a font hasn't are numbered anew in each galley.
    """
    own = (str(id(galley)),) if face.facts["missing"] else ()
    return (face.key, face.digest, *own)


def _own(value: Any) -> Any:  # noqa: ANN401
    return dict(value) if isinstance(value, Mapping) else value
