"""What stands around tables: heads and feet that pages have in common, captions, notes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.forms.labels import opens_row
from extractor.forms.titles import Title, form_number, match_title, unit_of
from extractor.grid.heads import carries_unit, is_of_heads
from extractor.grid.writing import TextLine
from extractor.language.edges import is_browser_line, is_of_page_number, is_page_number
from extractor.language.money import is_money, is_number
from extractor.language.notes import opens_note
from extractor.language.parts import opens_part
from extractor.language.text import squeeze
from extractor.model import Box

_WHO = r"(?:编制|公开|填报)?(?:部门|单位)(?:名称)?"
_CAPTION = re.compile(rf"^(?:{_WHO}[:：]|(?:编制|公开|填报)(?:部门|单位)[;；。.])|^(?:续表|\(续\))$")
"""A colon of a picture may be read as another sign, but not what stands before it."""
_ENTITY = re.compile(rf"^{_WHO}[:：](?!(?:人民币)?[亿万千百]?元)")
_WHOSE = re.compile(_WHO)
_HALF_UNIT = re.compile(
    r"^(?:[(\[]?(?:金额)?单位[:：]人?民?币?[亿万千百]?元?|人?民?币?[亿万千百]?元?[)\]]|人?民?币?[亿万千百]?元)$"
)
"""One of the two lines of a unit that is broken in a narrow table."""
_ADDRESS = re.compile(r"^(?:https?|file|ftp)://|^www\.")
_OF_ROWS = re.compile(r"^[#.,，\-—–－―~·]*$")
_STANDING = 3
"""Lines that tell how far lines stand apart, and a number below them."""
_TOUCHING = 0.3
"""Of a character: lines that begin within this begin at one place."""
_OF_ENTITY = re.compile(r"\(?(?:机关|本级)\)?")
"""What a name of an entity often ends with, and names of columns begin with: 机关运行经费."""


def broken_title(above: TextLine | None, line: TextLine) -> Title | None:
    """The title that ends with a line and began with the one above."""
    if above is None or match_title(above.text) is not None or line.box.top - above.box.bottom > 1.6 * above.box.height:
        return None
    title = match_title(above.text + line.text)
    return title if title is not None and title.form_id else None


def numbers_page(line: TextLine, height: float) -> bool:
    """Whether a line at the edge of a page looks like its number; a figure may look so, too, but not 第 5 页."""
    if "页" in line.text and is_page_number(squeeze(line.text)):
        return True
    at_edge_of_page = not 0.1 * height < line.box.mid_y < 0.9 * height
    return at_edge_of_page and len(line.words) <= 3 and is_page_number(squeeze(line.text))


def is_foot(lines: Sequence[TextLine]) -> bool:
    """Whether the last line of a page is its number by how it stands: alone, and far below lines that stand close."""
    if len(lines) < _STANDING or len(lines[-1].words) > 1 or not is_page_number(squeeze(lines[-1].text)):
        return False
    *_, before, above, line = lines
    apart = line.box.top - above.box.bottom
    return apart > line.box.height and apart > 2 * (above.box.top - before.box.bottom)


_NUMBERS = re.compile(r"\d+")


def head_key(text: str) -> str:
    """A line without its digits, so that a running head with a page number is the same on every page."""
    return _NUMBERS.sub("#", "".join(text.split()))


def at_edge(box: Box, height: float) -> bool:
    return box.mid_y < 0.12 * height or box.mid_y > 0.88 * height


def without_heads(lines: Sequence[TextLine], height: float, heads: set[str]) -> list[TextLine]:
    """Lines without running heads and feet: at the edge of the page, and seen at the edge of an earlier one.

    The lines of a title, repeated with its table, may be the same on several pages, too.
    """
    of_titles = {
        id(line)
        for pair in itertools.pairwise(lines)
        if at_edge(pair[0].box, height) and broken_title(*pair) is not None
        for line in pair
    }
    return [
        line
        for line in lines
        if not (_is_head(line, height, heads) and match_title(line.text) is None)
        or is_caption(line)
        or id(line) in of_titles
    ]


def _is_head(line: TextLine, height: float, heads: set[str]) -> bool:
    """Whether a line is a running head or foot; a browser's is one wherever the page is put on its sheet."""
    return (at_edge(line.box, height) and is_running(line, heads)) or is_browser_line(line.text)


def is_running(line: TextLine, heads: set[str]) -> bool:
    """Whether a line is one that pages have in common, or made of such words, an address and numbers of pages."""
    if _known_head(line.text, heads):
        return True
    said = [_known_head(word.text, heads) or bool(_ADDRESS.match(word.text)) for word in line.words]
    rest = [word.text for word, known in zip(line.words, said, strict=True) if not known]
    return any(said) and all(is_of_page_number(squeeze(text)) for text in rest)


def _known_head(text: str, heads: set[str]) -> bool:
    """Whether a text is known from the heads and feet of pages; bare numbers are those of rows as well."""
    key = head_key(text)
    return key in heads and not _OF_ROWS.match(key)


def is_caption(line: TextLine) -> bool:
    text = line.text
    if _HALF_UNIT.match(squeeze(text)):
        return True
    of_header = any(carries_unit(squeeze(word.text)) for word in line.words)
    first, *rest = (squeeze(word.text) for word in line.words)
    # A scan may lose the colon between the two.
    named = bool(_WHOSE.fullmatch(first)) and len(rest) == 1 and not is_of_heads(rest[0]) and not is_number(rest[0])
    return bool(
        _CAPTION.match(squeeze(text))
        or named
        or (unit_of(text)[0] and not of_header)
        or form_number(text)
        or (len(line.words) <= 3 and any(form_number(w.text) for w in line.words))
    )


def names_entity(line: TextLine) -> bool:
    """Whether a line begins with whose table it stands over."""
    return bool(_ENTITY.match(squeeze(line.text)))


def ends_caption(line: TextLine, captions: Sequence[TextLine]) -> bool:
    """Whether a line is the end of an entity's name that is broken in a narrow table, beside it perhaps that of the
    unit: it stands right below."""
    ends = [word for word in line.words if not _HALF_UNIT.match(squeeze(word.text))]
    text = squeeze(ends[0].text) if ends else ""
    if len(ends) != 1 or is_number(text) or opens_row(text) or (is_of_heads(text) and not _OF_ENTITY.fullmatch(text)):
        return False
    return any(
        _CAPTION.match(squeeze(above.text))
        and abs(above.box.x0 - ends[0].box.x0) < _TOUCHING * ends[0].size
        and line.box.top - above.box.bottom < 0.5 * line.box.height
        for above in captions
    )


def is_note(text: str) -> bool:
    return opens_note(text) or opens_part(text)


def ends(line: TextLine, text: str) -> bool:
    """Notes and running text: they say something, in one long word or with a full stop."""
    if is_note(text) or text.endswith("情况说明"):
        return True
    # The 、 of an ordinal may be read as a full stop, but no sentence ends in two figures that stand apart.
    said = "。" in text and not (len(line.words) > 2 and all(is_money(word.text) for word in line.words[-2:]))
    return said or (len(line.words) <= 2 and len(text) > 40)
