"""Which way the text objects of a page run, how far the sheet lies askew, and which of them run another way than it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from statistics import median

from extractor.parse import raw
from extractor.parse.geometry import TWO_FLOATS, Geometry, Matrix, Rect, all_level

# Degrees by which text may run otherwise than the page's before it is foreign to it.
_FOREIGN = 3.0
# A sheet that was laid askew: within so many degrees most text runs alike; less than the smaller is nothing.
_SKEW, _STRAIGHT, _ALIKE = 5.0, 0.03, 0.2
_MOST = 0.6


class Ways:
    """Which way the text objects of one page run."""

    def __init__(
        self,
        texts: Sequence[tuple[int, raw.Handle, Matrix | None]],
        items: Sequence[raw.Handle],
        at: Geometry,
        in_forms: bool,
    ) -> None:
        """See `Texts`.

        Args:
            texts: the page's texts, each with its place in the order of painting and the matrix of the form it is in.
            items: these texts alone.
            at: where objects stand.
            in_forms: whether some are in a form.
        """
        self._texts, self._items, self._at, self._in_forms = texts, items, at, in_forms

    @cached_property
    def _angles(self) -> dict[int, float]:
        """Of every text that does not run to the right: by its number, which way it runs in degrees."""
        if not self._in_forms and all_level(self._items):
            return {}
        matrix_of, to_matrix, floats = raw.object_matrix, self._at.to_floats[0], self._at.floats
        angles: dict[int, float] = {}
        for k, (_, item, parent) in enumerate(self._texts):
            matrix_of(item, to_matrix)
            a, b = TWO_FLOATS(floats)
            if parent is not None:
                a, b = a * parent[0] + b * parent[2], a * parent[1] + b * parent[3]
            if b != 0.0 or a <= 0.0:
                angles[k] = math.degrees(math.atan2(b, a))
        return angles

    @property
    def may_be_two(self) -> bool:
        """Whether some text does not run to the right."""
        return bool(self._angles)

    def of_each(self) -> Iterator[tuple[int, Rect]]:
        """Of every text that runs along a side of the sheet by how much it is to be turned to be read, and its box."""
        for k, (_, item, parent) in enumerate(self._texts):
            angle = self._angles.get(k, 0.0)
            way = 90 * round(angle / 90) % 360
            if abs(_apart(angle, way)) <= _FOREIGN:
                yield way, self._at.bounds(item, parent)

    def skew(self, turn: int) -> float:
        """By how many degrees the page's text is turned beyond `turn`, where the sheet lies askew; 0.0 where not."""
        if 2 * len(self._angles) < len(self._texts) and turn == 0:
            return 0.0
        near = [off for off in (_apart(angle, turn) for angle in self._angles.values()) if abs(off) <= _SKEW]
        if not near or len(near) < _MOST * len(self._texts):
            return 0.0
        usual = median(near)
        alike = sum(1 for off in near if abs(off - usual) <= _ALIKE)
        return usual if abs(usual) > _STRAIGHT and alike >= _MOST * len(self._texts) else 0.0

    def along_another_side(self, turn: int) -> Iterator[int]:
        """The numbers of the texts that run along another side of the page than its own."""
        for k in range(len(self._texts)):
            angle = self._angles.get(k, 0.0)
            way = 90 * round(angle / 90)
            if abs(_apart(angle, way)) <= _FOREIGN and _apart(way, turn):
                yield k

    def foreign(self, turn: int) -> list[bool]:
        """Of every text whether it runs another way than the page's; none where all run alike."""
        angles, number = self._angles, len(self._texts)
        if not number or (not angles and turn == 0):
            return []
        usual: float = turn
        level = {0} if len(angles) < number else set()
        if not any(abs(_apart(way, turn)) <= _FOREIGN for way in level.union(map(round, angles.values()))):
            ways = Counter(round(angles.get(k, 0.0)) for k in range(number))
            usual = max(ways, key=lambda way: ways[way])
        flags = [abs(_apart(0.0, usual)) > _FOREIGN] * number
        for k, angle in angles.items():
            flags[k] = abs(_apart(angle, usual)) > _FOREIGN
        return flags


def _apart(angle: float, other: float) -> float:
    """By how many degrees an angle is beyond another, -180 to 180."""
    return (angle - other + 180.0) % 360.0 - 180.0
