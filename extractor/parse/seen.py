"""What is read must be seen: where more than text and rules touches text, the page as it is rendered decides.

Three pictures tell it: the page as a viewer shows it, annotations and form fields included; the same without the text
in question; and that text alone, black on white. Where the first two are alike, the text is not seen, unless what is
there looks just like it. Where strokes are missing, or there are others in their colour beside them, the page shows
something else than what is read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.parse import raw
from extractor.parse.coloured import CLEAR, NO_STAMPS, Stamps, coloured, is_written_over, not_stamped
from extractor.parse.dots import crossing, grown
from extractor.parse.frame import Frame, in_pixels, window_around
from extractor.parse.geometry import Geometry, around, geometry, middle
from extractor.parse.glyphs import Glyph, line_height
from extractor.parse.signs import figures_of, runs_of, words_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]
    """(rows, columns, blue green red)"""
    Cut = tuple[slice, slice]

_COARSE, _FINE = 2.0, 5.0
_HIGH = 60.0
"""Pixels a point: at the first, the strokes of 5 point print are about one wide; at the second, three. Digits are
looked at closer until they are so many pixels high: what makes a 5 a 6 is a small part of them."""
MOST_PIXELS = 4e6
_MAX_DEPTH = 8
_WEIGHTS = (29, 150, 77)
"""Of blue, green and red in brightness, of 256."""
_WIDE = 1e4
# Levels of 255.
_STANDS_OUT = 30
"""Of brightness, between ink and its ground; less is not read by anybody who does not look for it."""
_FLAT = 40
_STROKE, _EDGE, _TRACE = 100, 20, 25
"""How much of a pixel is ink in the middle of a stroke, beside it, and anywhere at all in a glyph."""
# Shares of a glyph's strokes.
_SEEN, _HARDLY = 0.9, 0.1
_LOST, _UNDER, _EXTRA = 0.12, 0.6, (0.01, 0.03)
"""Strokes that are not there; strokes under something else; strokes that are not its own, or where it may be bold."""
_OF_WORDS = 0.5
_FILLED = 0.8
"""Of what is no stroke in the place of a character, how much is as dark as its ink where that is under a box."""
_DARKEST = 0.8
"""Of the strongest difference that ink makes."""
_LIKE_PAPER, _LIKE_INK, _AS_DARK = 0.12, 0.4, 0.25
"""How far a colour may be from that of the paper, or of the ink, and how much brighter than ink, by what lies between
the two."""
_BOLDER = 0.3
"""Points by which strokes may be thicker than they are alone: some printers make print bold by outlines."""
_BOLD = 0.5
"""Of what is so near to strokes, how much is inked where they are bold."""
_PRINT = (0.05, 0.6)
"""Share of a character's place that its strokes are."""
_OFF = 0.15
"""Points by which a glyph may be drawn beside the place where it is drawn alone."""
_FIGURE = frozenset("0123456789.,，．-－()（）")
_COMMA = frozenset(",，")
_DIGITS = frozenset("0123456789")
_VALUE = frozenset("0123456789.．-－")
"""What a figure's value hangs on."""


Medium = Literal["screen", "paper"]
"""Where a page is shown: some layers and annotations are only on one of the two."""
SCREEN: tuple[Medium, ...] = ("screen",)
BOTH: tuple[Medium, ...] = ("screen", "paper")


class Sight(NamedTuple):
    """Characters, by their index on the page, that are not what the page shows."""

    unseen: frozenset[int]
    changed: frozenset[int]


def sight(
    document: pdfium.PdfDocument,
    number: int,
    glyphs: Sequence[Glyph],
    orders: Set[int],
    shown: Frame,
    stamps: Stamps = NO_STAMPS,
    clipped: Set[int] = frozenset(),
    media: Sequence[Medium] = SCREEN,
) -> Sight:
    """Which characters of a page are not seen, or not as they are read, on the screen or on paper.

    Args:
        document: open.
        number: of the page, from 1.
        glyphs: the characters in question, where the file places them.
        orders: the text objects they are of, by their place in the order of painting.
        shown: the page as a viewer shows it.
        stamps: where there may be seals.
        clipped: those that a clip cuts: what is shown in their place is a neighbour's.
        media: where it is looked at.
    """
    unseen: set[int] = set()
    changed: set[int] = set()
    for medium in media:
        looks = {glyph[0]: "seen" for glyph in glyphs}
        left = _looked_at(document, number, glyphs, orders, shown, _COARSE, looks, stamps, clipped, medium)
        for some in _apart(left, fine := _closely(left)):
            _looked_at(document, number, some, orders, shown, fine, looks, stamps, clipped, medium)
        unseen.update(index for index, found in looks.items() if found == "unseen")
        changed.update(index for index, found in looks.items() if found == "changed")
    return Sight(frozenset(unseen - changed), frozenset(changed))


def _closely(glyphs: Sequence[Glyph]) -> float:
    """Pixels a point at which the strokes of glyphs are told from others beside them."""
    highest = max((line_height(glyph) for glyph in glyphs if glyph[1] in _DIGITS), default=_HIGH / _FINE)
    return max(_FINE, _HIGH / max(1.0, highest))


def _apart(glyphs: list[Glyph], scale: float) -> Iterator[list[Glyph]]:
    """Glyphs that are to be looked at closely, as many together as there are pixels for."""
    if not glyphs:
        return
    box = around(glyph[2:6] for glyph in glyphs)
    sides = [box[2] - box[0] + 2 * CLEAR, box[3] - box[1] + 2 * CLEAR]
    if len(glyphs) == 1 or sides[0] * sides[1] * scale**2 <= MOST_PIXELS:
        yield glyphs
        return
    along = sides.index(max(sides))
    in_order = sorted((glyph[2:6][along], glyph) for glyph in glyphs)
    half = bisect_left(in_order, ((box[along] + box[along + 2]) / 2,))
    glyphs, first = [glyph for _, glyph in in_order], min(max(1, half), len(glyphs) - 1)
    yield from _apart(glyphs[:first], scale)
    yield from _apart(glyphs[first:], scale)


def _looked_at(
    document: pdfium.PdfDocument,
    number: int,
    glyphs: Sequence[Glyph],
    orders: Set[int],
    shown: Frame,
    scale: float,
    looks: dict[int, str],
    stamps: Stamps,
    clipped: Set[int],
    medium: Medium,
) -> list[Glyph]:
    """Look at glyphs and write down what comes of it; returns those that are not plainly seen."""
    if not glyphs:
        return []
    place = shown.placer()
    boxes = [place(*glyph[2:6]) for glyph in glyphs]
    left, upper, right, lower = window_around(boxes, shown, CLEAR)
    if right - left < 1 or lower - upper < 1:
        return []
    scale = max(_COARSE, min(scale, (MOST_PIXELS / (right - left) / (lower - upper)) ** 0.5))
    views = Views(document, number, orders, (left, shown.height - lower, shown.width - right, upper), scale, medium)
    out = []
    for glyph, (x0, top, x1, bottom) in zip(glyphs, boxes, strict=True):
        across = slice(max(0, int((x0 - left) * scale)), max(0, int((x1 - left) * scale)) + 1)
        down = slice(max(0, int((top - upper) * scale)), max(0, int((bottom - upper) * scale)) + 1)
        if views.is_plain((down, across)):
            looks[glyph[0]] = "seen"
        else:
            found = views.look((down, across), glyph[1])
            looks[glyph[0]] = found if found != "other" else "unseen" if glyph[0] in clipped else "changed"
            out.append(glyph)
    placed = {glyph[0]: box for glyph, box in zip(glyphs, boxes, strict=True)}
    doubted = {glyph[0] for glyph in out}
    for run in (*figures_of(glyphs), *words_of(glyphs)):
        if doubted.isdisjoint(glyph[0] for glyph in run):
            continue
        clear = stamps.clear(around(glyph[2:6] for glyph in run))
        figure = in_pixels(around(placed[glyph[0]] for glyph in run), (left, upper), scale)
        if is_written_over(views.coloured, figure, clear):
            looks.update((glyph[0], "changed") for glyph in run)
    return [glyph for glyph in glyphs if looks[glyph[0]] != "seen"]


def with_whole_figures(sight: Sight, glyphs: Sequence[Glyph]) -> Sight:
    """The same, but where only some characters of a figure are unseen, they count as changed: left out, they would make
    it another figure."""
    if not sight.unseen:
        return sight
    parts: set[int] = set()
    for run in runs_of(glyphs, _FIGURE):
        figure = {glyph[0] for glyph in run}
        if not sight.unseen.issuperset(figure):
            parts |= sight.unseen & figure
    return Sight(sight.unseen - parts, sight.changed | parts)


class Views:
    """A piece of a page: as shown, without some of its text, and that text alone."""

    def __init__(
        self,
        document: pdfium.PdfDocument,
        number: int,
        orders: Set[int],
        cut_off: tuple[float, float, float, float],
        scale: float,
        medium: Medium = "screen",
    ) -> None:
        """Render a page.

        Args:
            document, number: of the page.
            orders: text objects by their place in the order of painting, as `ObjectReader` counts.
            cut_off: what is left out of the page at its left, foot, right and top, in points.
            scale: pixels a point.
            medium: where it is shown.
        """
        import numpy as np

        document.init_forms()
        page = document[number - 1]
        try:
            draw = partial(drawn, page, cut_off, scale, medium=medium)
            self.shown = draw()
            texts, others = _parted(page, orders)
            for text in texts:
                pdfium_c.FPDFTextObj_SetTextRenderMode(text, pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
            self.ground = draw()
            for remove in others:
                remove()
            at = geometry()
            for text in texts:
                _blacken(text, at)
            self.alone: Pixels = 255 - draw(bare=True)[:, :, 1]
        finally:
            page.close()
        apart = np.abs(self.shown[:, :, 1].astype(np.int16) - self.ground[:, :, 1])
        self._stroke = self.alone >= _STROKE
        self._seen = self._stroke & (apart * 8 >= self.alone)
        self._reach = max(1, round(_BOLDER * scale))
        self._off = max(1, round(_OFF * scale))
        self._fine = scale >= _FINE

    @cached_property
    def coloured(self) -> npt.NDArray[np.bool_]:
        """Where the page without the text in question is of a colour."""
        return coloured(self.ground)

    def is_plain(self, cut: Cut) -> bool:
        """Whether the glyph in a box of pixels is all there, on a ground without any marks."""
        import numpy as np

        count = int(np.count_nonzero(self._stroke[cut]))
        if not count or np.count_nonzero(self._seen[cut]) < _SEEN * count:
            return False
        ground = self.ground[cut][:, :, 1]
        return int(ground.max()) - int(ground.min()) <= _FLAT

    def look(self, cut: Cut, char: str) -> str:
        """`seen`, `unseen`, `changed`, or `other` (see `_hidden`) for the glyph in a box of pixels: whether the page
        looks like it there.

        Words are read under much that lies on them; a comma in a figure may be missing.
        """
        import numpy as np

        shown, ground, alone = (view[cut].astype(np.int16) for view in (self.shown, self.ground, self.alone))
        if not alone.size:
            return "seen"
        apart = np.abs(shown - ground) @ _WEIGHTS >> 8
        most = int(alone.max())
        if most < (_STROKE if self._fine and char in _DIGITS else _TRACE):
            # Nothing is known of its strokes: masked, a drawing in colours of its own, or under one of another font.
            return "unseen" if int(apart.max()) < _STANDS_OUT else "changed"
        rows, columns = np.nonzero(alone > _EDGE)
        reach = self._reach
        tight = (
            slice(max(0, int(rows.min()) - reach), int(rows.max()) + reach + 1),
            slice(max(0, int(columns.min()) - reach), int(columns.max()) + reach + 1),
        )
        shown, alone, apart = shown[tight], alone[tight], apart[tight]
        stroke = not_stamped(alone >= min(_STROKE, 0.6 * most), shown)
        count = int(stroke.sum())
        own = stroke & (apart * 255 >= _STANDS_OUT * alone)
        shows = own.sum() >= _SEEN * count
        hides = own.sum() < _HARDLY * count
        bare = shows or (char in _FIGURE and not hides)  # enough of it is left to tell its colour
        inked = own & (apart >= _DARKEST * int(apart[own].max())) if bare and own.any() else alone >= 0.8 * most
        if not inked.any():
            return "changed"
        beyond = tuple(slice(max(0, one.start - one.stop + one.start), 2 * one.stop - one.start) for one in cut)
        paper, ink = np.median(self.ground[beyond], axis=(0, 1)), np.median(shown[inked], axis=0)
        if abs(int((ink - paper) @ _WEIGHTS)) >> 8 < _STANDS_OUT:
            return self._hidden(cut, char)
        contrast = float(np.abs(ink - paper).max())
        from_paper, from_ink = np.abs(shown - paper).max(axis=2), np.abs(shown - ink).max(axis=2)
        there = own | (from_ink <= from_paper)
        lost = int((stroke & ~there & (from_paper < _LIKE_PAPER * contrast)).sum())
        under = int((stroke & ~there).sum())
        as_dark = np.abs((shown - ink) @ _WEIGHTS) < _AS_DARK * 256 * contrast
        # Where they are under something, that may be the same glyph in bold; else others beside them count at once.
        near = grown(alone > _EDGE, self._off)
        rim = near & (alone <= _EDGE)
        bold = not (shows or hides) and bool(rim.any() and as_dark[rim].mean() >= _BOLD)
        beside = ~(grown(alone > _EDGE, reach) if bold or hides else near)
        ruled = self._ruled(cut, tight)
        strange = beside & as_dark & (from_ink < _LIKE_INK * contrast) & ~ruled
        extra = int(strange.sum())
        if char not in _FIGURE:
            # Words under something are still told by their neighbours, and by the forms.
            filled = as_dark[alone <= _EDGE]
            under_ink = hides and filled.size and filled.mean() >= _FILLED
            alike = not under_ink and (not hides or under <= _OF_WORDS * count or int(apart.max()) == 0)
        else:
            alike = lost <= max(1, _LOST * count) and under <= _UNDER * count and extra <= max(1, _EXTRA[bold] * count)
        if not self._fine and char in _VALUE and (hides or _is_marked(self.ground[cut][tight], paper, ink, ruled)):
            return "changed"  # so small a 3 and an 8 are alike: it is looked at closer
        if alike or char in _COMMA or (char not in _VALUE and shows):
            return "seen"
        return self._hidden(cut, char) if hides else "changed"

    def _hidden(self, cut: Cut, char: str) -> str:
        """`unseen`, or `other` for a word in the place of which the page shows other print."""
        import numpy as np

        level = self.shown[cut].astype(np.int16) @ _WEIGHTS >> 8
        marked = float((level.max() - level >= _STANDS_OUT).mean())
        return "other" if char not in _FIGURE and _PRINT[0] <= marked <= _PRINT[1] else "unseen"

    def _ruled(self, cut: Cut, tight: Cut) -> npt.NDArray[np.bool_]:
        """Where the ground has lines that are no strokes of a glyph, see `crossing`."""
        (top, bottom), (left, right) = (
            (whole.start + part.start, min(whole.start + part.stop, whole.stop, size))
            for whole, part, size in zip(cut, tight, self.ground.shape[:2], strict=True)
        )
        return crossing(self.ground[:, :, 1], top, bottom, left, right, _STANDS_OUT)


def _is_marked(
    ground: Pixels, paper: npt.NDArray[np.float64], ink: npt.NDArray[np.float64], ruled: npt.NDArray[np.bool_]
) -> bool:
    """Whether there is anything in the place of a glyph and of its colour, thin strokes too, that is no rule."""
    import numpy as np

    apart, way = ground - paper, ink - paper
    share = apart @ way / float(way @ way)
    off = np.abs(apart - share[..., np.newaxis] * way).max(axis=2)
    return bool(((share >= _AS_DARK) & (off < _AS_DARK * float(np.abs(way).max())) & ~ruled).any())


def drawn(
    page: pdfium.PdfPage,
    cut_off: tuple[float, float, float, float],
    scale: float,
    *,
    bare: bool = False,
    medium: Medium = "screen",
) -> Pixels:
    """(rows, columns, blue green red); `bare`: without annotations and form fields."""
    bitmap = page.render(
        scale=scale,
        crop=cut_off,
        may_draw_forms=not bare,
        draw_annots=not bare,
        prefer_bgrx=True,
        optimize_mode="print" if medium == "paper" else None,
    )
    pixels: Pixels = bitmap.to_numpy()[:, :, :3]
    return pixels


def _parted(page: pdfium.PdfPage, orders: Set[int]) -> tuple[list[Any], list[Callable[[], object]]]:
    """The text objects of these places in the order of painting, and how to take away all that is none of them."""
    texts: list[Any] = []
    others: list[Callable[[], object]] = []
    for order, (item, remove) in enumerate(objects_of(page), start=1):
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == raw.TEXT and order in orders:
            texts.append(item)
        elif remove is not None:
            others.append(remove)
    return texts, others


def objects_of(page: pdfium.PdfPage) -> list[tuple[Any, Callable[[], object] | None]]:
    """All objects of a page in the order of painting, those of forms after their form, and how each is removed; None
    for forms, whose objects are."""
    out: list[tuple[Any, Callable[[], object] | None]] = []

    def walk(objects: list[Any], remove: Callable[[Any], object], depth: int) -> None:
        for item in objects:
            if pdfium_c.FPDFPageObj_GetType(item) == raw.FORM and depth < _MAX_DEPTH:
                out.append((item, None))
                count = pdfium_c.FPDFFormObj_CountObjects(item)
                inner = [pdfium_c.FPDFFormObj_GetObject(item, k) for k in range(count)]
                walk(inner, partial(pdfium_c.FPDFFormObj_RemoveObject, item), depth + 1)
            else:
                out.append((item, partial(remove, item)))

    handle = page.raw
    objects = [pdfium_c.FPDFPage_GetObject(handle, k) for k in range(pdfium_c.FPDFPage_CountObjects(handle))]
    walk(objects, partial(pdfium_c.FPDFPage_RemoveObject, handle), 0)
    return out


def _blacken(text: Any, at: Geometry) -> None:
    """Make a text object black and opaque, and its clip wide."""
    pdfium_c.FPDFTextObj_SetTextRenderMode(text, pdfium_c.FPDF_TEXTRENDERMODE_FILL)
    pdfium_c.FPDFPageObj_SetFillColor(text, 0, 0, 0, 255)
    pdfium_c.FPDFPageObj_SetBlendMode(text, b"Normal")
    held = raw.object_clip(handle := raw.handle(text))
    if handle and (clips := raw.clip_count_paths(held)) > 0:
        x, y = middle(at.clip(held, clips, None))
        pdfium_c.FPDFPageObj_TransformClipPath(text, _WIDE, 0, 0, _WIDE, x - _WIDE * x, y - _WIDE * y)
