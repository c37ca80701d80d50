"""Print that a page's clip cuts, looked for on the pages before and after it; see `extractor.parse.halves`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.parse import raw
from extractor.parse.frame import Frame
from extractor.parse.geometry import Rect
from extractor.parse.glyphs import Glyph
from extractor.parse.halves import NOWHERE, Cut, Told, left_of, told
from extractor.parse.limits import check_chars, check_pieces
from extractor.parse.looks import inked
from extractor.parse.objects import ObjectReader
from extractor.parse.opened import Opened, visible_box
from extractor.parse.page_text import by_index, glyphs_of, plain_text
from extractor.parse.seen import sight
from extractor.parse.signs import DIGITS
from extractor.parse.texts import HIDDEN, Texts


def halves_of(
    document: pdfium.PdfDocument, opened: Opened, glyphs: Sequence[Glyph], texts: Texts, turn: int, shown: Frame
) -> Told:
    """Which of a page's glyphs are of lines that the break to a page beside it goes through."""
    own = _cut(document, opened, glyphs, texts, turn, shown)
    out = NOWHERE
    for number in (opened.number - 1, opened.number + 1):
        if not 1 <= number <= len(document):
            continue
        other = Opened(document, number)
        try:
            visible = visible_box(other.page)
            count = raw.count_chars(other.text)
            check_chars(number, count)
            objects = ObjectReader(other.handle, visible, partial(check_pieces, number))
            its = Texts(objects)
            found = glyphs_of(other.text, by_index(other.text, count, plain_text(other.text, count)), its)
            frame = Frame(*visible, pdfium_c.FPDFPage_GetRotation(other.page) * 90)
            its_turn = _usual_way(its, turn)
            beside = _cut(document, other, found, its, its_turn, frame)
        finally:
            other.close()
        first = opened.number < number
        if its_turn == turn:
            out = out.joined(told(own, beside, first))
        else:
            # The two lie each its own way: they are compared as they are read.
            upright = _upright(own, visible_box(opened.page), turn), _upright(beside, visible, its_turn)
            lines = told(*upright, first)
            clips = [*own.clips.values()][:1]
            out = out.joined(Told({k: clip for clip in clips for k in lines.here}, lines.there))
    return out


def _usual_way(texts: Texts, usual: int) -> int:
    """How far a page is to be turned to be read, by most of its text; `usual` where it has none."""
    ways = Counter(way for way, _ in texts.ways.of_each()) if texts.ways.may_be_two or usual else Counter({0: 1})
    return max(ways, key=lambda way: ways[way], default=usual)


def _upright(cut: Cut, visible: Rect, turn: int) -> Cut:
    """A page as it is read."""
    place = Frame(*visible, turn).placer()
    glyphs = [(g[0], g[1], *place(*g[2:6]), *place(g[6], g[7], g[6], g[7])[:2]) for g in cut.glyphs]
    return Cut(glyphs, {index: place(*clip) for index, clip in cut.clips.items()}, cut.spoiled)


def _cut(
    document: pdfium.PdfDocument, opened: Opened, glyphs: Sequence[Glyph], texts: Texts, turn: int, shown: Frame
) -> Cut:
    """A page's glyphs, those that its clip cuts, and whether what is left of each looks like it."""
    handle, veils = opened.text, texts.veils(turn)
    ink = inked(handle, glyphs, turn)
    clips = {
        glyph[0]: veil.clip
        for glyph in ink
        if (veil := veils.get(raw.char_object(handle, glyph[0]) or 0)) is not None and veil is not HIDDEN
    }
    digits = [glyph for glyph in ink if glyph[0] in clips and glyph[1] in DIGITS]
    parts = [part for glyph in digits if (part := left_of(glyph, clips[glyph[0]])) is not None]
    orders = {texts.doubted[item] for item in veils if item in texts.doubted}
    found = sight(document, opened.number, parts, orders, shown)
    return Cut(ink, clips, found.unseen | found.changed)
