"""Letters that a font says wrongly or not at all, read from the picture of the word they stand in.

The rest of the word is the file's own, and stays. A digit is never read so: a figure is the file's, or not read.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import pypdfium2 as pdfium

from extractor import lazy_re as re
from extractor.grid.text import WORD_GAP, split_at_gaps, to_word, writing_lines
from extractor.language.text import UNREADABLE
from extractor.model import Box, Char, Page, ReadWord
from extractor.parse.odd import odd_letters
from extractor.scan.again import read_lines
from extractor.scan.recognise import Read, Recogniser

_DPI, _PAD = 200.0, 0.012
_LETTER = re.compile(r"[\u3007\u3400-\u9fff、，。：；（）《》“”]")
# A bullet or a box to tick looks like them, and has no other character.
_SHAPES = frozenset("口囗丶丨")
_WIDE = str.maketrans(",:;()", "，：；（）")
_ALIKE = 0.7
"""Of the characters that the file has of a word, so many must be read there as well: else it is not what was read."""
_ALONE = 0.9
"""The recogniser's own confidence that counts where nothing of a word is the file's."""


def with_letters(document: pdfium.PdfDocument, page: Page, recogniser: Recogniser) -> Page:
    """The page with those of its odd letters that can be read; it then counts as read from its picture. The same page
    where none can.

    Args:
        document: open.
        page: as read from the file.
        recogniser: what reads a line.
    """
    odd = frozenset(odd_letters(page.chars))
    chars = [char._replace(text=UNREADABLE) if k in odd else char for k, char in enumerate(page.chars)]
    places = {id(char): k for k, char in enumerate(chars)}
    runs = [part for line in writing_lines(chars) for part in split_at_gaps(line, WORD_GAP)]
    words = [ReadWord(_text(run), to_word(run).box, 1.0) for run in runs]
    lost = [k for k, word in enumerate(words) if UNREADABLE in word.text]
    drawn = replace(page, words=tuple(words))
    (reads,) = read_lines(document, drawn, [words[k].box for k in lost], recogniser, _DPI, (_PAD,))
    for k, read in zip(lost, reads, strict=True):
        for at, letter in _letters(words[k].text, read):
            place = places[id(runs[k][at])]
            chars[place] = chars[place]._replace(text=letter)
            words[k] = words[k]._replace(
                text=words[k].text[:at] + letter + words[k].text[at + 1 :], confidence=read.confidence
            )
    known = {_box(chars[k]) for k in odd if chars[k].text != UNREADABLE}
    if not known:
        return page
    return replace(
        page,
        chars=tuple(chars),
        text=_rewritten(page.text, page.chars, chars),
        engine="ocr",
        words=tuple(words),
        unread=tuple(one for one in page.unread if one.box not in known),
    )


def _box(char: Char) -> Box:
    return Box(char.x0, char.top, char.x1, char.bottom)


def _text(run: Sequence[Char]) -> str:
    """One character for each of a run."""
    return "".join(char.text if len(char.text) == 1 else " " for char in run)


def _letters(typed: str, read: Read) -> Iterator[tuple[int, str]]:
    """The letters for the unreadable ones of a word, each with its place in it."""
    seen = unicodedata.normalize("NFKC", "".join(read.text.split()))
    has = unicodedata.normalize("NFKC", typed) if len(unicodedata.normalize("NFKC", typed)) == len(typed) else typed
    blocks = SequenceMatcher(None, has, seen, autojunk=False).get_opcodes()
    known = len(typed) - typed.count(UNREADABLE)
    alike = sum(end - start for kind, start, end, _, _ in blocks if kind == "equal")
    if alike < _ALIKE * known or (not known and read.confidence < _ALONE):
        return
    for kind, start, end, first, last in blocks:
        if kind == "replace" and end - start == last - first:
            for at, letter in zip(range(start, end), seen[first:last], strict=True):
                wide = letter.translate(_WIDE)
                if typed[at] == UNREADABLE and _LETTER.match(wide) and wide not in _SHAPES:
                    yield at, wide


def _rewritten(text: str, before: Sequence[Char], after: Sequence[Char]) -> str:
    """The running text of a page with what its characters have become, each in the order in which they stand there."""
    became: dict[str, deque[str]] = {}
    for old, new in zip(before, after, strict=True):
        became.setdefault(old.text, deque()).append(new.text)
    return "".join(became[char].popleft() if became.get(char) else char for char in text)
