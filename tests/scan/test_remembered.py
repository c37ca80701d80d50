"""Lines that were recognised once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.scan.picture import Gray
from extractor.scan.recognise import Read
from extractor.scan.remembered import Memory, Remembering


class Counting:
    def __init__(self) -> None:
        self.asked: list[Gray] = []

    def read(self, crops: Sequence[Gray]) -> list[Read]:
        self.asked += crops
        return [Read(str(int(crop.sum())), 1.0, 1.0, ()) for crop in crops]


def test_the_same_picture_is_recognised_once() -> None:
    one, two = np.full((4, 6), 1, np.uint8), np.full((4, 6), 2, np.uint8)
    inner = Counting()
    memory: Memory = {}
    assert [read.text for read in Remembering(inner, memory).read([one, two, one.copy()])] == ["24", "48", "24"]
    assert [read.text for read in Remembering(inner, memory).read([two, one])] == ["48", "24"]
    assert len(inner.asked) == 2


def test_pictures_of_another_shape_are_others() -> None:
    inner = Counting()
    reader = Remembering(inner, {})
    reader.read([np.zeros((4, 6), np.uint8)])
    reader.read([np.zeros((6, 4), np.uint8)])
    assert len(inner.asked) == 2
