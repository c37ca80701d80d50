"""Letters that a font says wrongly or not at all, read from the picture of the word they stand in.

The rest of the word is the file's own, and stays. A digit is never read so: a figure is the file's, or not read.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby

import pypdfium2 as pdfium

from extractor import lazy_re as re
from extractor.grid.text import WORD_GAP, box_of, split_at_gaps, writing_lines
from extractor.language.text import UNREADABLE
from extractor.model import Char, Page, ReadWord
from extractor.parse.odd import one_each
from extractor.scan.again import read_lines
from extractor.scan.recognise import Read, Recogniser

_DPI, _PAD = (200.0, 300.0), 0.012
"""What is not read at the first size is at the second, or not at all."""
_HAN = re.compile(r"[\u3007\u3400-\u9fff]")
_MARKS = frozenset("、，。：；（）《》“”")
# A bullet or a box to tick looks like them, and has no other character.
_SHAPES = frozenset("口囗丶丨")
_WIDE = str.maketrans(",:;()", "，：；（）")
_ALIKE = 0.7
"""Of the characters that the file has of a word, so many must be read there as well: else it is not what was read."""
_SURE = 0.9
"""The recogniser's own confidence from which on a letter of clean print is that letter."""
_LIKELY = 0.5
"""The same of a mark between letters, which is no other word."""
_OF_FIGURES = frozenset("0123456789.,%-–—")


def with_letters(
    document: pdfium.PdfDocument, page: Page, odd: Sequence[int], recogniser: Recogniser
) -> tuple[Page, int]:
    """The page with those of its odd letters that are surely read, and how many these are.

    Args:
        document: open.
        page: as read from the file.
        odd: see `extractor.parse.odd.odd_letters`.
        recogniser: what reads a line.
    """
    chars = list(page.chars)
    for k in odd:
        chars[k] = chars[k]._replace(text=UNREADABLE)
    places = {id(char): k for k, char in enumerate(chars)}
    runs = [part for line in writing_lines(chars) for run in split_at_gaps(line, WORD_GAP) for part in _parted(run)]
    # Digits printed over digits are made anew by the lines, and are no letters of the page.
    runs = [own for run in runs if (own := [char for char in run if id(char) in places])]
    drawn = replace(page, words=tuple(ReadWord(one_each(run), box_of(run), 1.0) for run in runs))
    for dpi in _DPI:
        lost = [k for k, run in enumerate(runs) if any(chars[places[id(char)]].text == UNREADABLE for char in run)]
        if not lost:
            break
        (reads,) = read_lines(document, drawn, [drawn.words[k].box for k in lost], recogniser, dpi, (_PAD,))
        for k, read in zip(lost, reads, strict=True):
            shown = one_each([page.chars[places[id(char)]] for char in runs[k]])
            for at, letter in _letters(drawn.words[k].text, shown, read):
                place = places[id(runs[k][at])]
                chars[place] = chars[place]._replace(text=letter)
    for k in odd:
        if page.chars[k].text.isdigit() and chars[k].text == UNREADABLE:
            chars[k] = page.chars[k]
    known = {box_of([chars[k]]) for k in odd if chars[k].text not in (UNREADABLE, page.chars[k].text)}
    mended = replace(
        page,
        chars=tuple(chars),
        text=_rewritten(page.text, page.chars, chars),
        unread=tuple(one for one in page.unread if one.box not in known),
    )
    return mended, len(known)


def _parted(run: Sequence[Char]) -> Iterator[Sequence[Char]]:
    """Figures and what stands beside them: a dash or a dotted line says nothing of a name."""
    for _, part in groupby(run, lambda char: char.text in _OF_FIGURES):
        yield list(part)


def _letters(typed: str, said: str, read: Read) -> Iterator[tuple[int, str]]:
    """The letters for the unreadable ones of a word, each with its place in it: those that are read, and those that are
    what the file says (`said`) after all.
    """
    has = "".join(map(_plain, typed))
    signs = [(_plain(char), chance) for char, chance in zip(read.text, read.chances, strict=True) if not char.isspace()]
    seen = "".join(sign for sign, _ in signs)
    blocks = SequenceMatcher(None, has, seen, autojunk=False).get_opcodes()
    alike = sum(end - start for kind, start, end, _, _ in blocks if kind == "equal")
    if alike < _ALIKE * (len(typed) - typed.count(UNREADABLE)):
        return
    for kind, start, end, first, last in blocks:
        if kind == "replace" and end - start == last - first:
            for at, (letter, chance) in zip(range(start, end), signs[first:last], strict=True):
                wide = letter.translate(_WIDE)
                if typed[at] != UNREADABLE or chance < (_LIKELY if wide in _MARKS else _SURE):
                    continue
                if letter == _plain(said[at]):
                    yield at, said[at]
                elif wide in _MARKS or (_HAN.match(wide) and wide not in _SHAPES):
                    yield at, wide


def _plain(char: str) -> str:
    """A character as it is compared with another."""
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


def _rewritten(text: str, before: Sequence[Char], after: Sequence[Char]) -> str:
    """The running text of a page with what its characters have become, each in the order in which they stand there."""
    became: dict[str, deque[str]] = {}
    for old, new in zip(before, after, strict=True):
        became.setdefault(old.text, deque()).append(new.text)
    return "".join(became[char].popleft() if became.get(char) else char for char in text)
