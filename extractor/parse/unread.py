"""Which characters of a page are not what it shows: all that is known of its text and its objects, put together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pypdfium2 as pdfium

from extractor.parse import raw
from extractor.parse.added import added
from extractor.parse.beside import halves_of
from extractor.parse.faces import Faces
from extractor.parse.frame import Frame
from extractor.parse.geometry import Rect
from extractor.parse.glyphs import Glyph
from extractor.parse.halves import NOWHERE, Told
from extractor.parse.layers import Unsure
from extractor.parse.looks import beside_blanks, ink_boxes, inked, untrue
from extractor.parse.namesakes import misnamed
from extractor.parse.narrow import pressed
from extractor.parse.opened import Opened
from extractor.parse.overlays import struck_out
from extractor.parse.pieces import dotted, overprinted
from extractor.parse.seen import SCREEN, Medium, Sight, sight, with_whole_figures
from extractor.parse.set_apart import set_apart
from extractor.parse.set_otherwise import set_otherwise
from extractor.parse.signs import DIGITS
from extractor.parse.struck import struck
from extractor.parse.texts import Texts


def sight_of(
    document: pdfium.PdfDocument,
    opened: Opened,
    blanks: Sequence[tuple[int, Rect]],
    notes: Sequence[Rect],
    glyphs: Sequence[Glyph],
    texts: Texts,
    turn: int,
    shown: Frame,
    unsure: Unsure,
    faces: Faces,
    media: Sequence[Medium] = SCREEN,
) -> tuple[Sight, Told]:
    """Which characters are not what the page shows, and which are to be read on the page before or after it."""
    handle = opened.text
    held = raw.handle(document.raw)
    digits = untrue(held, handle, glyphs, texts.fonts, texts.in_forms, faces)
    veils = texts.veils(turn)
    suspects = texts.looked_at(veils, notes, {item for item, _ in blanks}, unsure, faces)
    # Of a watermark, letters whose codes were lost may say that they are signs; it is read nowhere.
    false = frozenset(k for k in digits.false if (raw.char_object(handle, k) or 0) not in texts.lying)
    false |= beside_blanks(held, glyphs, blanks, texts, faces)
    if faces.looked_at:
        false |= misnamed(held, handle, glyphs, texts.fonts, texts.in_forms, faces)
    found = Sight(digits.tiny | pressed(handle, glyphs), false)
    halves = NOWHERE
    if suspects:
        asked = [(raw.char_object(handle, glyph[0]) or 0, glyph) for glyph in glyphs]
        asked = [(item, glyph) for item, glyph in asked if item in suspects]
        # What a font claims for its characters may be far more than they take: a clip cuts ink.
        ink = inked(handle, [glyph for _, glyph in asked], turn)
        looked = [
            glyph
            for (item, _), glyph in zip(asked, ink, strict=True)
            if (veil := veils.get(item)) is None or veil.leaves(glyph[2:6])
        ]
        cut = {glyph[0] for glyph in ink}.difference(glyph[0] for glyph in looked)
        clipped = {glyph[0] for (item, _), glyph in zip(asked, ink, strict=True) if item in veils}
        stamps, orders = texts.stamps(notes), {*suspects.values()}
        seen = sight(document, opened.number, looked, orders, shown, stamps, clipped, media)
        found = Sight(found.unseen | seen.unseen | cut, found.changed | seen.changed)
        lost = found.unseen | found.changed
        if any(item in veils and glyph[0] in lost and glyph[1] in DIGITS for item, glyph in asked):
            halves = halves_of(document, opened, glyphs, texts, turn, shown)
            either = halves.there.union(halves.here)
            found = Sight(found.unseen - either, found.changed - either)
    if faces.looked_at:
        marks, others = [*texts.marks, *notes], list[Rect]()
        print_of, ink_of = glyphs, partial(inked, handle, turn=turn)
        if dark := texts.like_print():
            lying = {glyph[0] for glyph in glyphs if (raw.char_object(handle, glyph[0]) or 0) in dark}
            others = ink_boxes(handle, sorted(lying))
            print_of = [glyph for glyph in glyphs if glyph[0] not in lying]
        more = added(document, opened.number, glyphs, marks, ink_of, shown, media)
        more |= set_apart(print_of, [*marks, *others], texts.lines, ink_of, turn)
        found = Sight(found.unseen, found.changed.union(more, set_otherwise(print_of, others, texts.lines)))
        along = 1 if turn % 180 else 0
        over = overprinted(glyphs, partial(ink_boxes, handle), along)
        lines = [*texts.lines, *dotted(texts.marks, along), *over]
        comments = struck_out(opened.page) if notes else ()
        out_of_use = struck(glyphs, lines, comments, ink_of, turn)
        found = Sight(found.unseen | out_of_use.words, found.changed | out_of_use.figures)
    if unsure.knockouts and (gone := texts.replaced(opened.handle)):
        out_of = {glyph[0] for glyph in glyphs if raw.char_object(handle, glyph[0]) in gone}
        found = Sight(found.unseen, found.changed | out_of)
    return with_whole_figures(found, glyphs), halves
