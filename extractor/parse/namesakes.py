"""Words whose look is not what their codes say: one character of one typeface has one glyph.

A font may say of the glyph of 基 that it is 项, and exchange the names of two columns or rows. No shapes are kept that
tell it, as there are of digits; but where fonts of a file are of one typeface, or one of them has two codes for a
character, they are held against each other: by the boxes of their ink, and by their looks where those differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

from extractor.parse import raw
from extractor.parse.digits import shape, unlike
from extractor.parse.faces import Faces
from extractor.parse.geometry import Matrix, Rect
from extractor.parse.glyphs import Glyph
from extractor.parse.looks import ink_of, on_page, upright_cut

_FIRST = "\u2e80"
"""What comes before it are no Chinese characters."""
_SAME_BOX = 0.01
"""Ems by which the ink of one glyph may be off in fonts that were made small in other ways."""
_ANOTHER = 0.45
"""How unlike two glyphs are that are not one: the forms that countries have of a character are more alike."""
_MOST = 3
"""Fonts of a typeface that a character is looked up in."""


def misnamed(
    document: raw.Handle,
    handle: raw.Handle,
    glyphs: Sequence[Glyph],
    fonts: Mapping[int, int],
    in_forms: Mapping[int, Matrix],
    faces: Faces,
) -> frozenset[int]:
    """The characters of a page that are drawn by another glyph than elsewhere in their typeface, by their index.

    Args:
        document: of the page.
        handle: of the page's text.
        glyphs: all characters of the page.
        fonts: the font of every text object.
        in_forms: the matrix of the form of every text object in one.
        faces: of the document.
    """
    faces.hold(own := {*fonts.values()})
    relatives = faces.relatives(own)
    faces.unrecorded |= own - relatives.keys()
    if not relatives and not faces.twice:
        return frozenset()
    words = [glyph for glyph in glyphs if glyph[1] >= _FIRST]
    items = list(map(raw.char_object, repeat(handle), [glyph[0] for glyph in words]))
    drawn = list(zip(map(fonts.get, items), [glyph[1] for glyph in words], strict=True))
    faces.drawn.update(drawn)
    out: set[int] = set()
    for glyph, item, key in zip(words, items, drawn, strict=True):
        font, char = key
        if key in faces.named or not font:
            continue
        others = [font] if char in faces.twice else []
        others += [
            other for other in relatives.get(font, ()) if (other, char) in faces.drawn or other in faces.unrecorded
        ]
        if others and _is_another(document, handle, glyph[0], item or 0, char, others, in_forms, faces):
            out.add(glyph[0])
        elif char not in faces.twice:
            faces.named.add(key)
    return frozenset(out)


def _is_another(
    document: raw.Handle,
    handle: raw.Handle,
    index: int,
    item: int,
    char: str,
    fonts: Iterable[int],
    in_forms: Mapping[int, Matrix],
    faces: Faces,
) -> bool:
    """Whether a character is drawn otherwise than by at least half of some fonts; which of two lies, nothing tells."""
    ink = ink_of(handle, index)
    if ink is None:
        return False
    em = on_page(handle, index, (0.0, 0.0, 1.0, 1.0))
    alike = unlike_it = 0
    for font in fonts:
        ems = faces.ink(font, char)
        if ems is None:
            continue
        if _is_alike(ink, on_page(handle, index, ems), em):
            alike += 1
        else:
            rows, other = upright_cut(document, handle, index, item, ink, in_forms.get(item)), faces.picture(font, char)
            if rows is not None and other is not None and _are_unlike(shape(rows), shape(other)):
                unlike_it += 1
            else:
                alike += 1
        if (alike and not unlike_it) or alike + unlike_it == _MOST:
            break  # at the first, as nearly always
    return unlike_it > 0 and unlike_it >= alike


def _are_unlike(one: int | None, other: int | None) -> bool:
    """Whether two pictures are not of one glyph; a 一 has no shape that a digit may have."""
    return (one is None) != (other is None) if one is None or other is None else unlike(one, other) > _ANOTHER


def _is_alike(box: Rect, other: Rect, em: Rect) -> bool:
    slack = _SAME_BOX * max(em[2] - em[0], em[3] - em[1])
    return all(abs(one - two) <= slack for one, two in zip(box, other, strict=True))
