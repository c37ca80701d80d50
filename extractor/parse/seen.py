"""What is read must be seen: where more than text and rules lies on text, the page as it is rendered decides.

The page is rendered as a viewer shows it, and once more without what lies on its text (comments, shadings, pictures,
odd or transparent shapes). A character whose ink is another with them than without is covered or changed; one that has
no ink that stands out is not seen. Ink in one colour, as that of seals, is no ink here: print is looked for. What a
coloured shape adds to a black character is told from it by its colour; what it takes away is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.parse import raw
from extractor.parse.frame import Frame
from extractor.parse.geometry import Rect, meet
from extractor.parse.glyphs import Glyph
from extractor.parse.overlays import each_annotation, place_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Light = npt.NDArray[np.int16]

_SCALE = 3.0
"""Pixels a point: the strokes of 5 point print are more than one wide."""
_PAPER = 255
_STANDS_OUT = 40
"""Levels of 255 by which ink differs from its ground."""
_SAME = 0.6
"""Share of all ink, with and without what lies on it, that must be ink both times."""
_COLOURED = 0.8
"""Of how much darker than paper a pixel is: what its colours are apart at least where no one takes it for grey."""
_FAINT = 20
"""The same levels for ink of a character that something lies on, where some of it stands out."""
_MAX_DEPTH = 8
_FIGURE = frozenset("0123456789.,，．-－()（）")
_UNSEEN_FLAGS = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_SHOW_NOTHING = frozenset([pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP])


class Doubted(NamedTuple):
    """What of a page is to be looked at."""

    over: Sequence[tuple[int, Rect]]
    """What lies on text: its place in the order of painting, and its box."""
    notes: Sequence[Rect]
    """Where annotations stand."""
    pale: Sequence[Rect]
    """Where text is set in a colour that may not stand out."""
    all_text: bool = False
    """Whether any text may be unseen, as where layers are switched off."""


class Sight(NamedTuple):
    """Characters, by their index on the page, that are not what the page shows."""

    unseen: frozenset[int]
    changed: frozenset[int]


def annotated(page: pdfium.PdfPage) -> list[Rect]:
    """Where annotations that may show something stand."""
    out: list[Rect] = []
    for annotation in each_annotation(page):
        hidden = pdfium_c.FPDFAnnot_GetFlags(annotation) & _UNSEEN_FLAGS
        if not hidden and pdfium_c.FPDFAnnot_GetSubtype(annotation) not in _SHOW_NOTHING:
            out.extend(place_of(annotation))
    return out


def sight(
    data: bytes, password: str | None, number: int, glyphs: Sequence[Glyph], shown: Frame, doubted: Doubted
) -> Sight:
    """Which characters of a page are not seen, or not as they are read.

    Args:
        data: the file.
        password: its opening password.
        number: of the page, from 1.
        glyphs: its characters that have ink of their own, where the file places them.
        shown: the page as a viewer shows it.
        doubted: what is to be looked at.
    """
    lying = [box for _, box in doubted.over] + [*doubted.notes]
    under = [glyph for glyph in glyphs if any(meet(glyph[2:6], box) for box in lying)]
    pale = [glyph for glyph in glyphs if doubted.all_text or any(meet(glyph[2:6], box) for box in doubted.pale)]
    if not under and not pale:
        return Sight(frozenset(), frozenset())
    page, bare, colour = _rendered(data, password, number, {order for order, _ in doubted.over} if under else None)
    place = shown.placer()

    def cut(glyph: Glyph) -> tuple[slice, slice]:
        x0, upper, x1, lower = (max(0, round(value * _SCALE)) for value in place(*glyph[2:6]))
        return slice(upper, max(lower, upper + 1)), slice(x0, max(x1, x0 + 1))

    unseen = {glyph[0] for glyph in pale if not _ink(page[cut(glyph)]).any()}
    changed: set[int] = set()
    for glyph in under:
        piece = page[cut(glyph)]
        without = _ink(bare[cut(glyph)])
        added = _ink(piece) & (colour[cut(glyph)] < _COLOURED * (_PAPER - piece))
        with_them = (_ink(piece, _FAINT) & without) | added
        either = int((with_them | without).sum())
        if not with_them.any():
            unseen.add(glyph[0])
        elif int((with_them & without).sum()) < _SAME * either:
            changed.add(glyph[0])
    return Sight(frozenset(unseen), frozenset(changed - unseen))


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


def _ink(light: Light, least: int = _STANDS_OUT) -> npt.NDArray[np.bool_]:
    """Where ink stands out from the ground of a small piece of a page, be it darker or, as a whole, lighter; beside ink
    that does what differs by `least` levels counts, too."""
    import numpy as np

    if not light.size:
        return np.zeros(light.shape, dtype=np.bool_)
    ground = np.percentile(light, 75) if np.median(light) > 100 else np.percentile(light, 25)
    strength = np.abs(light - ground)
    found: npt.NDArray[np.bool_] = strength > (least if strength.max() > _STANDS_OUT else _STANDS_OUT)
    return found


def _rendered(data: bytes, password: str | None, number: int, without: set[int] | None) -> tuple[Light, Light, Light]:
    """The brightest of the three colours of every pixel of a page: as it is shown, and without some objects (by their
    place in the order of painting) and without annotations; where `without` is None, the same twice. Last how far the
    three colours of every pixel as it is shown are apart."""
    import numpy as np

    document = pdfium.PdfDocument(data, password=password)
    try:
        document.init_forms()
        page = document[number - 1]
        colours = page.render(scale=_SCALE).to_numpy()[:, :, :3].astype(np.int16)
        shown = colours.max(axis=2)
        bare = shown
        if without is not None:
            _remove(page, without)
            bare = page.render(scale=_SCALE, may_draw_forms=False, draw_annots=False).to_numpy()
            bare = bare[:, :, :3].max(axis=2).astype(np.int16)
        page.close()
        return shown, bare, shown - colours.min(axis=2)
    finally:
        document.close()


def _remove(page: pdfium.PdfPage, orders: set[int]) -> None:
    """Take some objects from a page that is open only for this; they are counted as `ObjectReader` counts them."""
    order = 0

    def walk(objects: list[object], remove: Callable[[object], object], depth: int) -> None:
        nonlocal order
        for item in objects:
            order += 1
            if order in orders:
                remove(item)
            elif pdfium_c.FPDFPageObj_GetType(item) == raw.FORM and depth < _MAX_DEPTH:
                count = pdfium_c.FPDFFormObj_CountObjects(item)
                inner = [pdfium_c.FPDFFormObj_GetObject(item, k) for k in range(count)]
                walk(inner, partial(pdfium_c.FPDFFormObj_RemoveObject, item), depth + 1)

    handle = page.raw
    objects = [pdfium_c.FPDFPage_GetObject(handle, k) for k in range(pdfium_c.FPDFPage_CountObjects(handle))]
    walk(objects, partial(pdfium_c.FPDFPage_RemoveObject, handle), 0)
