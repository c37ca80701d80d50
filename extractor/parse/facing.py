"""Two pages on a sheet of which one lies another way: a portrait beside a wide one, or both turned, each its own way.

Each is read upright, in a frame of its own; the right one stands to the right of the left one, and `Page.second` tells
where on the sheet it is printed.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from extractor.model import Box, Page, Ruling, Second
from extractor.parse.frame import Frame, turned_back
from extractor.parse.texts import Texts

_LANDSCAPE = 1.2
_LEAST = 10
"""Heights of type that the text running one way on a page is long; less is its number, or the writing on a seal. Some
printers set a line in one piece, others every character in its own: pieces are not counted."""
_MOST = 0.9
"""Of the text that runs one way, what stands on one side of the sheet: the head and the number of a page whose
table lies on its side are not turned with it."""


def two_ways(texts: Texts, shown: Frame) -> tuple[int, int] | None:
    """How far a sheet is to be turned for each of its two pages, where they lie each its own way; None where not.

    Args:
        texts: of the sheet.
        shown: the sheet as it is shown.
    """
    if shown.width < _LANDSCAPE * shown.height or not texts.ways.may_be_two:
        return None
    place = shown.placer()
    sides: dict[int, dict[bool, float]] = {}
    lines: dict[int, dict[bool, list[float]]] = {}
    heights: list[float] = []
    for way, box in texts.ways.of_each():
        x0, _, x1, _ = place(*box)
        along = 0 if way % 180 == 0 else 1
        side = sides.setdefault(way, {False: 0.0, True: 0.0})
        right = x0 + x1 > shown.width
        side[right] += box[2 + along] - box[along]
        heights.append(box[3 - along] - box[1 - along])
        lines.setdefault(way, {False: [], True: []})[right].append((box[1 - along] + box[3 - along]) / 2)
    usual = sorted(sides, key=lambda way: -sum(sides[way].values()))[:2]
    high = median(heights) if heights else 0.0
    if len(usual) < 2 or any(sum(sides[way].values()) < _LEAST * high for way in usual):
        return None
    right, also_right = (sides[way][True] > sides[way][False] for way in usual)
    sure = all(max(sides[way].values()) >= _MOST * sum(sides[way].values()) for way in usual)
    # One line that runs along an edge is the head of a page whose table lies on its side.
    pages = not any(_one_line(lines[way][sides[way][True] > sides[way][False]], high) for way in usual)
    return (usual[0], usual[1]) if sure and pages and right is not also_right else None


def _one_line(places: list[float], high: float) -> bool:
    """Whether pieces of text stand on one line, by where they stand across it."""
    return max(places) - min(places) < high


def side_by_side(one: Page, other: Page, shown: Frame) -> Page:
    """A sheet from its two pages, each read upright with all that the other has on it.

    Args:
        one: as the sheet is turned for the one.
        other: as it is turned for the other.
        shown: the sheet as it is shown.
    """
    middle = shown.width / 2
    halves = [_half(page, middle, right=_is_right(page, middle)) for page in (one, other)]
    left, right = halves if not _is_right(one, middle) else halves[::-1]
    at = left.width
    return replace(
        left,
        width=at + right.width,
        height=max(left.height, right.height),
        chars=left.chars + tuple(char._replace(x0=char.x0 + at, x1=char.x1 + at) for char in right.chars),
        rulings=left.rulings + tuple(_shifted(ruling, at) for ruling in right.rulings),
        fills=left.fills + tuple(_moved(box, at) for box in right.fills),
        red=left.red + tuple(_moved(box, at) for box in right.red),
        overlays=left.overlays + tuple(_moved(box, at) for box in right.overlays),
        unread=left.unread + tuple(one._replace(box=_moved(one.box, at)) for one in right.unread),
        astray=(),  # of each, what the other reads
        hidden_chars=one.hidden_chars - len(other.chars),
        second=Second(at, left.height, right.turned, right.height),
    )


def _is_right(page: Page, middle: float) -> bool:
    boxes = (_on_sheet(Box(c.x0, c.top, c.x1, c.bottom), page) for c in page.chars)
    return 2 * sum(box.mid_x > middle for box in boxes) > len(page.chars)


def _half(page: Page, middle: float, *, right: bool) -> Page:
    """What of a page, read with all of the sheet, stands on one side of it."""

    def own(box: Box) -> bool:
        return (_on_sheet(box, page).mid_x > middle) is right

    return replace(
        page,
        chars=tuple(c for c in page.chars if own(Box(c.x0, c.top, c.x1, c.bottom))),
        rulings=tuple(r for r in page.rulings if own(Box(r.x0, r.top, r.x1, r.bottom))),
        fills=tuple(filter(own, page.fills)),
        red=tuple(filter(own, page.red)),
        overlays=tuple(filter(own, page.overlays)),
        unread=tuple(one for one in page.unread if own(one.box)),
    )


def _on_sheet(box: Box, page: Page) -> Box:
    return turned_back(box, page.turned, page.width, page.height)


def _shifted(ruling: Ruling, at: float) -> Ruling:
    return ruling._replace(x0=ruling.x0 + at, x1=ruling.x1 + at)


def _moved(box: Box, at: float) -> Box:
    return Box(box.x0 + at, box.top, box.x1 + at, box.bottom)
