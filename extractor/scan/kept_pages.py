"""Straight pages kept, packed: what is doubted is looked at again, and to make a page straight costs a fifth of
reading it.

Packing takes a hundredth of that, and a page takes less than a megabyte.
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
        self._packed: dict[tuple[int, float], _Packed] = {}

    def keep(self, number: int, straight: Straight) -> None:
        """Keep a page; where there are too many, the one that was kept first is let go."""
        pictures = straight.gray, straight.mended, straight.sealed
        packed = tuple(None if one is None else zlib.compress(one.tobytes(), _QUICKLY) for one in pictures)
        height, width = straight.gray.shape
        bare = replace(straight, gray=_NOTHING, mended=None, sealed=None)
        self._packed[number, straight.dpi] = _Packed(bare, (height, width), packed)
        if len(self._packed) > MOST:
            del self._packed[next(iter(self._packed))]

    def get(self, number: int, dpi: float) -> Straight | None:
        """A page of so many pixels an inch; None where it is not kept."""
        packed = self._packed.get((number, dpi))
        if packed is None:
            return None
        gray, mended, sealed = (None if one is None else _unpacked(one, packed.shape) for one in packed.pictures)
        assert gray is not None
        return replace(packed.straight, gray=gray, mended=mended, sealed=sealed)


_NOTHING: Gray = np.zeros((0, 0), np.uint8)


def _unpacked(packed: bytes, shape: tuple[int, int]) -> Gray:
    # Through a bytearray: what was read of bytes cannot be written to.
    return np.frombuffer(bytearray(zlib.decompress(packed)), np.uint8).reshape(shape)
