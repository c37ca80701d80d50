"""What is read must be seen: where more than text and rules touches text, the page as it is rendered decides.

Three pictures tell it: the page as a viewer shows it, annotations and form fields included; the same without the text in
question; and that text alone, black on white. Where the first two are alike, the text is not seen. Where its strokes are
missing in part, or there are others in their colour beside them, the page shows something else than what is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.parse import raw
from extractor.parse.frame import Frame
from extractor.parse.geometry import Geometry, middle
from extractor.parse.glyphs import Glyph

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]
    Cut = tuple[slice, slice]

_SCALE = 2.0
"""Pixels a point: the strokes of 5 point print are about one wide."""
_AROUND = 3.0
"""Points around the text in question that are rendered with it."""
_MAX_DEPTH = 8
_WIDE = 1e4
# Levels of 255.
_STANDS_OUT = 30
"""Of brightness, between ink and its ground; less is not read by anybody who does not look for it."""
_FLAT = 40
_STROKE, _EDGE, _TRACE = 100, 20, 25
"""How much of a pixel is ink in the middle of a stroke, beside it, and anywhere at all in a glyph."""
# Shares of a glyph's strokes.
_SEEN, _HARDLY = 0.9, 0.1
_LOST, _UNDER, _EXTRA = 0.12, 0.35, 0.12
"""Strokes that are not there; strokes under something else; strokes that are not its own."""
_OF_WORDS = 0.8
_LIKE_PAPER, _LIKE_INK = 0.12, 0.4
"""How far a colour may be from that of the paper, or of the ink, by what lies between the two."""
_FIGURE = frozenset("0123456789.,，．-－()（）")
_VALUE = _FIGURE - frozenset(",，")
"""What a figure's value hangs on."""


class Sight(NamedTuple):
    """Characters, by their index on the page, that are not what the page shows."""

    unseen: frozenset[int]
    changed: frozenset[int]


def sight(document: pdfium.PdfDocument, number: int, glyphs: Sequence[Glyph], orders: Set[int], shown: Frame) -> Sight:
    """Which characters of a page are not seen, or not as they are read.

    Args:
        document: open.
        number: of the page, from 1.
        glyphs: the characters in question, where the file places them.
        orders: the text objects they are of, by their place in the order of painting.
        shown: the page as a viewer shows it.
    """
    if not glyphs:
        return Sight(frozenset(), frozenset())
    place = shown.placer()
    boxes = [place(*glyph[2:6]) for glyph in glyphs]
    left, upper = max(0.0, min(b[0] for b in boxes) - _AROUND), max(0.0, min(b[1] for b in boxes) - _AROUND)
    right = min(shown.width, max(b[2] for b in boxes) + _AROUND)
    lower = min(shown.height, max(b[3] for b in boxes) + _AROUND)
    if right - left < 1 or lower - upper < 1:
        return Sight(frozenset(), frozenset())
    views = Views(document, number, orders, (left, shown.height - lower, shown.width - right, upper))
    unseen: set[int] = set()
    changed: set[int] = set()
    for glyph, (x0, top, x1, bottom) in zip(glyphs, boxes, strict=True):
        across = slice(max(0, int((x0 - left) * _SCALE)), max(0, int((x1 - left) * _SCALE)) + 1)
        down = slice(max(0, int((top - upper) * _SCALE)), max(0, int((bottom - upper) * _SCALE)) + 1)
        verdict = views.look((down, across), glyph[1] in _VALUE)
        if verdict == "unseen":
            unseen.add(glyph[0])
        elif verdict == "changed":
            changed.add(glyph[0])
    return Sight(frozenset(unseen), frozenset(changed))


def with_whole_figures(sight: Sight, glyphs: Sequence[Glyph]) -> Sight:
    """The same, but where only some characters of a figure are unseen, they count as changed: left out, they would make
    it another figure."""
    if not sight.unseen:
        return sight
    parts: set[int] = set()
    run: list[int] = []
    for glyph in (*glyphs, None):
        if glyph is not None and glyph[1] in _FIGURE and (not run or glyph[0] == run[-1] + 1):
            run.append(glyph[0])
            continue
        if not sight.unseen.issuperset(run):
            parts.update(sight.unseen.intersection(run))
        run = [glyph[0]] if glyph is not None and glyph[1] in _FIGURE else []
    return Sight(sight.unseen - parts, sight.changed | parts)


class Views:
    """A piece of a page: as shown, without some of its text, and that text alone."""

    def __init__(
        self, document: pdfium.PdfDocument, number: int, orders: Set[int], cut_off: tuple[float, float, float, float]
    ) -> None:
        """`orders`: text objects by their place in the order of painting, as `ObjectReader` counts; `cut_off`: what is
        left out of the page at its left, foot, right and top, in points."""
        import numpy as np

        document.init_forms()
        page = document[number - 1]
        try:
            draw = partial(_drawn, page, cut_off)
            self.shown = draw()
            texts, others = _parted(page, orders)
            for text in texts:
                pdfium_c.FPDFTextObj_SetTextRenderMode(text, pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
            self.ground = draw()
            for remove in others:
                remove()
            at = Geometry()
            for text in texts:
                _blacken(text, at)
            self.alone: Pixels = 255 - draw(bare=True)[:, :, 1]
        finally:
            page.close()
        apart = np.abs(self.shown[:, :, 1].astype(np.int16) - self.ground[:, :, 1])
        stroke = self.alone >= _STROKE
        self._stroke = stroke
        self._seen = stroke & (apart * 8 >= self.alone)

    def look(self, cut: Cut, is_figure: bool) -> str:
        """`seen`, `unseen` or `changed` for the glyph in a box of pixels; words are read under much that lies on them."""
        import numpy as np

        stroke = self._stroke[cut]
        count = int(np.count_nonzero(stroke))
        if count:
            ground = self.ground[cut][:, :, 1]
            if np.count_nonzero(self._seen[cut]) >= _SEEN * count and int(ground.max()) - int(ground.min()) <= _FLAT:
                return "seen"
        return self._look_closely(cut, is_figure)

    def _look_closely(self, cut: Cut, is_figure: bool) -> str:
        import numpy as np

        shown, ground, alone = (view[cut].astype(np.int16) for view in (self.shown, self.ground, self.alone))
        if not alone.size:
            return "seen"
        apart = np.abs(shown - ground) @ np.array([29, 150, 77], dtype=np.int32) >> 8
        most = int(alone.max())
        if most < _TRACE:
            # Nothing is known of its strokes: masked, or a drawing in colours of its own.
            return "unseen" if int(apart.max()) < _STANDS_OUT else "changed"
        rows, columns = np.nonzero(alone > _EDGE)
        tight = (
            slice(max(0, int(rows.min()) - 1), int(rows.max()) + 2),
            slice(max(0, int(columns.min()) - 1), int(columns.max()) + 2),
        )
        shown, ground, alone, apart = shown[tight], ground[tight], alone[tight], apart[tight]
        stroke = alone >= min(_STROKE, 0.6 * most)
        seen = stroke & (apart * 255 >= _STANDS_OUT * alone)
        count = int(stroke.sum())
        if seen.sum() < _HARDLY * count:
            return "unseen"
        beside = alone < _EDGE
        paper = np.median(shown[beside] if beside.any() else ground.reshape(-1, 3), axis=0)
        ink = np.median(shown[seen & (alone >= np.median(alone[seen]))], axis=0)
        contrast = float(np.abs(ink - paper).max())
        like_paper = np.abs(shown - paper).max(axis=2) < _LIKE_PAPER * contrast
        like_ink = np.abs(shown - ink).max(axis=2) < _LIKE_INK * contrast
        lost = int((stroke & ~seen & like_paper).sum())
        under = int((stroke & ~seen).sum())
        extra = int((beside & like_ink).sum())
        if not is_figure:
            return "changed" if lost + under > _OF_WORDS * count else "seen"
        if lost > max(1, _LOST * count) or under > _UNDER * count or extra > max(2, _EXTRA * count):
            return "changed"
        return "seen"


def _drawn(page: pdfium.PdfPage, cut_off: tuple[float, float, float, float], *, bare: bool = False) -> Pixels:
    """(rows, columns, blue green red); `bare`: without annotations and form fields."""
    bitmap = page.render(scale=_SCALE, crop=cut_off, may_draw_forms=not bare, draw_annots=not bare, prefer_bgrx=True)
    pixels: Pixels = bitmap.to_numpy()[:, :, :3]
    return pixels


def _parted(page: pdfium.PdfPage, orders: Set[int]) -> tuple[list[Any], list[Callable[[], object]]]:
    """The text objects of these places in the order of painting, and how to take away all that is none of them."""
    order = 0
    texts: list[Any] = []
    others: list[Callable[[], object]] = []

    def walk(objects: list[Any], remove: Callable[[Any], object], depth: int) -> None:
        nonlocal order
        for item in objects:
            order += 1
            kind = pdfium_c.FPDFPageObj_GetType(item)
            if kind == raw.FORM and depth < _MAX_DEPTH:
                count = pdfium_c.FPDFFormObj_CountObjects(item)
                inner = [pdfium_c.FPDFFormObj_GetObject(item, k) for k in range(count)]
                walk(inner, partial(pdfium_c.FPDFFormObj_RemoveObject, item), depth + 1)
            elif kind == raw.TEXT and order in orders:
                texts.append(item)
            else:
                others.append(partial(remove, item))

    handle = page.raw
    objects = [pdfium_c.FPDFPage_GetObject(handle, k) for k in range(pdfium_c.FPDFPage_CountObjects(handle))]
    walk(objects, partial(pdfium_c.FPDFPage_RemoveObject, handle), 0)
    return texts, others


def _blacken(text: Any, at: Geometry) -> None:
    """Make a text object black and opaque, and its clip wide."""
    pdfium_c.FPDFTextObj_SetTextRenderMode(text, pdfium_c.FPDF_TEXTRENDERMODE_FILL)
    pdfium_c.FPDFPageObj_SetFillColor(text, 0, 0, 0, 255)
    pdfium_c.FPDFPageObj_SetBlendMode(text, b"Normal")
    held = raw.object_clip(handle := raw.handle(text))
    if handle and (clips := raw.clip_count_paths(held)) > 0:
        x, y = middle(at.clip(held, clips, None))
        pdfium_c.FPDFPageObj_TransformClipPath(text, _WIDE, 0, 0, _WIDE, x - _WIDE * x, y - _WIDE * y)
