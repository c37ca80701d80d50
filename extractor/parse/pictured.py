"""Print that the page shows where its text has none: a figure may be pasted, drawn or stamped into a blank cell.

Small pictures, drawings and annotations may show it, and characters that are read as nothing. What lies on a line is
taken together; where no text stands on it, the page as a viewer shows it tells whether it is print.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

import pypdfium2 as pdfium

from extractor.parse import raw
from extractor.parse.coloured import CLEAR, NO_STAMPS, Stamps, coloured, is_written_over
from extractor.parse.frame import Frame, in_pixels, window_around
from extractor.parse.geometry import Rect, geometry, inside, meet
from extractor.parse.glyphs import Glyph, line_height
from extractor.parse.seen import MOST_PIXELS, SCREEN, Medium, drawn
from extractor.parse.texts import Texts

_HIGH, _WIDE = (4.0, 30.0), (3.0, 160.0)
"""Points; a picture of one figure is within these."""
_STROKE = 1.5
"""Points; what is thinner is a line of the table, or a dash or dot of one."""
_PEN, _DASH = 100, 2.5
"""So many marks of one size, no thicker than so many points, are dashes: a page is ruled with one pen."""
_LONGEST = 1.6
"""By the height of the page's print: the longest stroke of a digit that is drawn larger."""
_APART, _LONG = 0.8, 1.2
"""By their height: how far the digits of a figure are apart, and how wide it is; one mark alone is not so wide."""
_WITHIN = 200
"""Runs looked back at for one that a stroke goes on."""
_SCALE = 3.0
_DARK, _GREY = 128, 60
"""Levels of 255 below which a pixel is ink, and by which its colours may be apart: seals and stamps are no print."""
_RULE = 0.6
"""Share of a row or column of pixels that is ink where a line runs along it."""
_ACROSS = 0.5
"""Of a box, what a character takes of its side across a line that ends in it."""
_INK = (0.01, 0.7)
"""Share of a picture that is ink where it shows print."""


def pictured(
    document: pdfium.PdfDocument,
    number: int,
    pictures: Sequence[Rect],
    strokes: Sequence[Rect],
    glyphs: Sequence[Glyph],
    shown: Frame,
    stamps: Stamps = NO_STAMPS,
    media: Sequence[Medium] = SCREEN,
) -> list[Rect]:
    """The places where print is shown, and on which no text stands: of text the page as it looks decides anyway.

    Args:
        document: open.
        number: of the page, from 1.
        pictures: what may show a figure by itself, in the PDF's coordinates.
        strokes: what may be parts of one.
        glyphs: the characters of the page.
        shown: the page as a viewer shows it.
        stamps: where there may be seals.
        media: where it is looked at.
    """
    small = [box for box in pictures if _is_small(box)]
    em = median(map(line_height, glyphs)) if strokes and glyphs else _HIGH[1]
    if any(map(_is_small, _runs(strokes, em))):
        runs = _runs(_beside(strokes, glyphs), em)
        small += [box for box in runs if _is_small(box) and not any(meet(box, other) for other in small)]
    if not small:
        return []
    middles = sorted(((g[2] + g[4]) / 2, (g[3] + g[5]) / 2) for g in glyphs)
    bare = [box for box in small if not any(inside(box, middle) for middle in _across(middles, box))]
    if not bare:
        return []
    return [box for medium in media for box in _showing_print(document, number, bare, shown, stamps, medium)]


def blanks_of(blanks: Sequence[tuple[int, Rect]], texts: Texts, glyphs: Sequence[Glyph]) -> list[Rect]:
    """Where text stands that is, or may be, read as nothing, in fonts that say themselves how it looks: what stands in
    for a font that is not in the file draws something for every character. Of several blanks PDFium gives the first one
    only, and none of text that is to be read as some marks.

    Args:
        blanks: as `extractor.parse.looks.inked_blanks` gives them.
        texts: of the page.
        glyphs: its characters.
    """
    asked = {*(item for item, _ in blanks), *texts.said_otherwise()}
    items = [item for item in asked if raw.font_is_embedded(raw.Handle(texts.fonts.get(item)))]
    if not items:
        return []
    boxes = (geometry().bounds(raw.Handle(item), texts.in_forms.get(item)) for item in items)
    places = sorted(glyph[2:6] for glyph in glyphs)
    return sorted(left for box in boxes if (left := _without_ends(box, places)) is not None)


def _is_small(box: Rect) -> bool:
    short, long = sorted((box[2] - box[0], box[3] - box[1]))
    return short >= _HIGH[0] and long >= _WIDE[0] and _fits(short, long)


def _fits(one: float, other: float) -> bool:
    """Whether what has these sides may be in a line of print."""
    return min(one, other) <= _HIGH[1] and max(one, other) <= _WIDE[1]


def _without_ends(box: Rect, places: Sequence[Rect]) -> Rect | None:
    """A box without what characters beside it reach into: blanks claim the room of the largest drawing of their font,
    which may be a part of the next character. None where nothing is left."""
    out = list(box)
    for place in places[: bisect_right(places, (box[2], 0.0, 0.0, 0.0))]:
        for along in (0, 1) if meet(place, box) else ():
            across = 1 - along
            common = min(place[across + 2], out[across + 2]) - max(place[across], out[across])
            if common < _ACROSS * (out[across + 2] - out[across]):
                continue
            if place[along] <= out[along] < place[along + 2]:
                out[along] = place[along + 2]
            elif place[along] < out[along + 2] <= place[along + 2]:
                out[along + 2] = place[along]
        if out[2] - out[0] < 1 or out[3] - out[1] < 1:
            return None
    return out[0], out[1], out[2], out[3]


def _across(middles: list[tuple[float, float]], box: Rect) -> list[tuple[float, float]]:
    return middles[bisect_left(middles, (box[0],)) : bisect_right(middles, (box[2], float("inf")))]


def _beside(strokes: Sequence[Rect], glyphs: Sequence[Glyph]) -> list[Rect]:
    """The strokes that are in no character's place: of a bold one the outline may be drawn as well, piece by piece."""
    places = sorted(glyph[2:6] for glyph in glyphs)
    lefts, widest = [place[0] for place in places], max((place[2] - place[0] for place in places), default=0.0)

    def in_place(box: Rect) -> bool:
        x, y = _middle(box)
        near = places[bisect_left(lefts, x - widest) : bisect_right(lefts, x)]
        return any(inside(place, (x, y)) for place in near)

    return [box for box in strokes if not in_place(box)]


def _middle(box: Rect) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _sides(box: Rect) -> tuple[float, float]:
    """The shorter side of a box and the longer, to a tenth of a point."""
    one, other = sorted((round(box[2] - box[0], 1), round(box[3] - box[1], 1)))
    return one, other


def _runs(strokes: Sequence[Rect], em: float) -> Iterator[Rect]:
    """What lies side by side on a line, each as one box: upright, or along a turned page; `em` is the size of print."""
    thick = [box for box in strokes if min(sides := _sides(box)) >= _STROKE and _fits(*sides)]
    # The sides of a narrow cell may be dashes, too: no stroke of a digit is so long and thin.
    thick = [box for box in thick if not ((sides := _sides(box))[0] <= _DASH and sides[1] > _LONGEST * em)]
    often = Counter(map(_sides, thick))
    thick = [box for box in thick if not (often[sides := _sides(box)] >= _PEN and sides[0] <= _DASH)]
    for along in (0, 1):
        across = 1 - along
        runs: list[list[float]] = []
        for box in sorted(thick, key=lambda box: box[along]):
            for run in reversed(runs[-_WITHIN:]):
                size = max(run[across + 2] - run[across], box[across + 2] - box[across])
                common = min(run[across + 2], box[across + 2]) - max(run[across], box[across])
                if common > 0 and box[along] - run[along + 2] <= _APART * size:
                    run[across], run[across + 2] = min(run[across], box[across]), max(run[across + 2], box[across + 2])
                    run[along + 2] = max(run[along + 2], box[along + 2])
                    break
            else:
                runs.append(list(box))
        for x0, y0, x1, y1 in runs:
            sides = x1 - x0, y1 - y0
            if sides[along] >= _LONG * sides[across]:
                yield x0, y0, x1, y1


def _showing_print(
    document: pdfium.PdfDocument,
    number: int,
    boxes: Sequence[Rect],
    shown: Frame,
    stamps: Stamps,
    medium: Medium,
) -> Iterator[Rect]:
    place = shown.placer()
    placed = [place(*box) for box in boxes]
    left, top, right, bottom = window_around(placed, shown, CLEAR)
    if right - left < 1 or bottom - top < 1:
        return  # off the page
    scale = min(_SCALE, (MOST_PIXELS / (right - left) / (bottom - top)) ** 0.5)
    document.init_forms()
    page = document[number - 1]
    try:
        pixels = drawn(page, (left, shown.height - bottom, shown.width - right, top), scale, medium=medium)
    finally:
        page.close()
    darkest, palest = pixels.min(axis=2).astype(int), pixels.max(axis=2).astype(int)
    dark = (palest < _DARK) & (palest - darkest < _GREY)
    tinted = coloured(pixels)
    for box, shown_at in zip(boxes, placed, strict=True):
        x0, upper, x1, lower = place_of_it = in_pixels(shown_at, (left, top), scale)
        ink = dark[max(0, int(upper)) : max(0, int(lower) + 1), max(0, int(x0)) : max(0, int(x1) + 1)]
        # The table's own rules may run across it.
        ink = ink[ink.mean(axis=1) < _RULE][:, ink.mean(axis=0) < _RULE] if ink.size else ink
        if ink.size and _INK[0] <= float(ink.mean()) <= _INK[1]:
            yield box
            continue
        if is_written_over(tinted, place_of_it, stamps.clear(box)):
            yield box
