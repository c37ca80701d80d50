"""What lies where on a page, found by place: of thousands of boxes only those beside a text are compared with it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.parse.geometry import Rect

_BAND = 24.0
_TOUCH = 0.4
"""Points by which boxes that only touch may overlap: those of cells and of their print do."""
_MOST = 200


def grown(box: Rect) -> Rect:
    """A box that lies on whatever it touches: the foot of a 2 may be drawn under a 7."""
    return box[0] - _TOUCH, box[1] - _TOUCH, box[2] + _TOUCH, box[3] + _TOUCH


class Lying:
    """Boxes with their places in the order of painting."""

    def __init__(self, boxes: Sequence[tuple[int, Rect]]) -> None:
        self._bands: dict[int, list[tuple[int, Rect]]] = {}
        self._wide: list[tuple[int, Rect]] = []
        for order, box in boxes:
            first, last = int(box[1] // _BAND), int(box[3] // _BAND)
            if last - first > _MOST:
                self._wide.append((order, box))
                continue
            for band in range(first, last + 1):
                self._bands.setdefault(band, []).append((order, box))

    def on(self, text: Rect, order: int) -> bool:
        """Whether any that was painted after `order` lies on a text."""
        left, bottom, right, top = text
        for band in range(int(bottom // _BAND), int(top // _BAND) + 1):
            for later, box in self._bands.get(band, ()):
                if (
                    later > order
                    and box[0] < right - _TOUCH
                    and left < box[2] - _TOUCH
                    and box[1] < top - _TOUCH
                    and bottom < box[3] - _TOUCH
                ):
                    return True
        return any(later > order for later, _ in self._wide)
