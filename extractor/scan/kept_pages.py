"""Straight pages kept: what is doubted is looked at again, and to make a page straight costs a fifth of reading it.

All but the last ones are packed, which takes a tenth of that; a page then takes less than a megabyte.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from extractor.scan.page import Straight
from extractor.scan.picture import Gray

MOST = 24
"""Pages that are kept, the last ones: a document of more is not all doubted at once."""
BARE = 4
"""Of them are kept as they are, the last ones: most documents have no more pages to be looked at again."""
_QUICKLY = 1


class _Packed(NamedTuple):
    straight: Straight
    """Without its pictures."""
    shape: tuple[int, int]
    pictures: tuple[bytes | None, ...]
    """The page, and it `mended` and `sealed`."""


class KeptPages:
    """The pages of a document that were made straight, by number and pixels an inch."""

    def __init__(self) -> None:
        self._bare: dict[tuple[int, float], Straight] = {}
        self._packed: dict[tuple[int, float], _Packed] = {}

    def keep(self, number: int, straight: Straight) -> None:
        """Keep a page; where there are too many, the one that was kept first is let go."""
        self._bare[number, straight.dpi] = _copied(straight)
        if len(self._bare) > BARE:
            first = next(iter(self._bare))
            self._packed[first] = _pack(self._bare.pop(first))
        if len(self._packed) > MOST - BARE:
            del self._packed[next(iter(self._packed))]

    def get(self, number: int, dpi: float) -> Straight | None:
        """A page of so many pixels an inch; None where it is not kept."""
        if (number, dpi) in self._bare:
            return _copied(self._bare[number, dpi])
        packed = self._packed.get((number, dpi))
        if packed is None:
            return None
        gray, mended, sealed = (None if one is None else _unpacked(one, packed.shape) for one in packed.pictures)
        assert gray is not None
        return replace(packed.straight, gray=gray, mended=mended, sealed=sealed)


_NOTHING: Gray = np.zeros((0, 0), np.uint8)


def _copied(straight: Straight) -> Straight:
    """A page that may be written to, whoever else has it."""
    mended, sealed = (None if one is None else one.copy() for one in (straight.mended, straight.sealed))
    return replace(straight, gray=straight.gray.copy(), mended=mended, sealed=sealed)


def _pack(straight: Straight) -> _Packed:
    pictures = straight.gray, straight.mended, straight.sealed
    packed = tuple(None if one is None else zlib.compress(one.tobytes(), _QUICKLY) for one in pictures)
    height, width = straight.gray.shape
    return _Packed(replace(straight, gray=_NOTHING, mended=None, sealed=None), (height, width), packed)


def _unpacked(packed: bytes, shape: tuple[int, int]) -> Gray:
    # Through a bytearray: what was read of bytes cannot be written to.
    return np.frombuffer(bytearray(zlib.decompress(packed)), np.uint8).reshape(shape)
