"""From what the recogniser read on a line of print to its characters, each in its place.

The recogniser tells where a character is to a third of its width, and sees blanks as print has them: behind the comma
of 62,486 there may be as much of it as between two words. The ink says where blanks are, and a figure is one word.
"""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from statistics import median

import numpy as np

from extractor import lazy_re as re
from extractor.language.money import is_well_formed
from extractor.language.parts import NUMERAL
from extractor.model import Char
from extractor.scan.picture import Gray
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read
from extractor.scan.spelled import Blank, spelled

_BLANK, _HALF = 0.3, 0.6
_STEPS, _WIDEST = 2, 1.5
"""From so many steps between characters their width is told; it is no more than this, of the height of print."""
# Two ones have as much blank between them as a digit has beside its ink.
_BLANK_IN_FIGURE = 0.6
# Brackets stand at either side of the place they take, or in the middle, as points and colons of some fonts do.
_HALF_BLANK = frozenset("（()）“”《》、，。；：:;")
_OPENING, _CLOSING = frozenset("（("), frozenset("）)")
# Around characters, and behind one, brackets are as wide as they are, whichever were read.
_AROUND = re.compile(r"(?<=[\u4e00-\u9fff])( ?)\(([\u4e00-\u9fff]+)\)")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
# A colon is easily read as another sign; but nothing else stands behind these words at the beginning of a line.
_LABELLED = re.compile(
    r"^([(（]?(?:(?:编制|公开|填报|汇总)?(?:部门|单位)(?:名称)?|(?:金额)?单位|注|说明))[，,。.、;；'\"](?=[\u4e00-\u9fff])"
)
# 其中， may be printed in running text.
_OF_WHICH = re.compile(r"^(其中)[。.;；·'\"](?=[\u4e00-\u9fff])")
_ORDINAL = re.compile(rf"^({NUMERAL})[。，.,·](?=[\u4e00-\u9fff])")
# A figure with decimals or separators, in a line of print; the first part of one, that ends with its point or comma.
_FIGURE = re.compile(r"\d+(?: ?[.,] ?\d+)+")
_BEGUN = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*[.,]$")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# The first part of one, and the rest, with which the comma between the two was read.
_FIRST, _REST = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*$"), re.compile(r",\d+(?:[.,]\d+)*")
# A code before the name of its 科目, and what parts the two.
_CODE = re.compile(r"(?<![\d.,])[1-5]\d{2}(?:\d\d){0,2}(?= ?[\u4e00-\u9fff]) ?")
# No number with separators begins with a 0, so what follows it is a point.
_LESS_THAN_ONE = re.compile(r"(?<![\d.,])0[,，](?=\d+(?![\d.,]))")
# Before the point of a figure all signs separate thousands, whatever they look like; what may be thousands behind the
# last of them stays as it was read.
_SEPARATED = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{3})+\.(?!\d{3}(?!\d))\d{1,6}(?![\d.,])")
# Thousands are of three digits, so two or four behind the last comma of a figure are its decimals, where figures have
# as many: of none of them the end would be lost with its point. No figure has two points beside each other.
_CENTS = {n: re.compile(rf"(-?(?:\d{{1,3}}(?:,\d{{3}})*|\d+)),(\d{{{n}}})") for n in (1, 2, 4, 5, 6)}
_SPACED = re.compile(r"-?\d{1,3}(?:, ?\d{3})+,\d{1,6}")
# So are two of five, whose point was lost.
_POINTLESS = {n: re.compile(rf"(-?\d{{1,3}}(?:,\d{{3}})+)( ?)(\d{{{n}}})") for n in _CENTS if n > 1}
_GROUPED = {n: re.compile(rf"-?\d{{1,3}}(?:[.,]\d{{3}})+[.,]\d{{{n}}}") for n in _CENTS}
_IN_CENTS = re.compile(r"-?\d[\d,]*\.(\d+)")
# A point with a speck over it, before as many digits as the figures of the page have decimals.
_COLON = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)([:：])(\d+)")
_MOSTLY, _FEW, _MANY, _SOME = 0.8, 0.1, 5, 2
_THOUSANDS = 3
_UNSURE = 0.5
"""Confidence in a figure of which a sign was left out."""
_TWO_POINTS = re.compile(r"(-?\d[\d,]*)[.,]{2}(\d{2,6})")
# Beside a figure or a code, what rests of the line it is set close to; two dashes of one are a colon.
_RESTS = r"[|｜丨¦!\[\]{}「」〔〕lI厂]{1,2}"
_BESIDE_LINE = re.compile(rf"(?:(?:{_RESTS}|[:：]) ?)?(-?\d[\d,]*(?:\.\d+)?)(?: ?(?:{_RESTS}|[.:;：；'`·]))?")
# What two lines, or one, beside a name are read as.
_LINES_BESIDE = re.compile(r"^[Ⅱ‖∥|｜丨¦]{1,2} ?(?=[\u4e00-\u9fff（])|(?<=[\u4e00-\u9fff）]) ?[Ⅱ‖∥|｜丨¦]{1,2}$")
# A dash beside the rest of a line.
_HALF_BRACKETED = re.compile(r"[(（\[|｜] ?[一—]|[一—] ?[)）\]|｜]")
# A code in pale print. Rests of lines beside a figure are read as other signs.
_LIKE_A_CODE = re.compile(r"[\doOiìíî]{2,7}")
# The digits of a year between 2000 and 2099, but its last: without it a title names no table.
_LIKE_A_YEAR = re.compile(r"(?<!\d)2[0OoUuQDC][\dOoUuQDCIl]\d(?= ?年)")
# The last sign of a title, but for the strokes at its head: without it it names no table, either.
_LIKE_A_TABLE = re.compile(r"(?<=[算总细况])衣(?=$|[ （(])")
_DIGITS_OF = str.maketrans("oOuUQDCiIlìíî", "0000000111111")
_PAGE_NUMBER = re.compile(r"[-—一] ?\d{1,3} ?[-—一]")


def as_printed(read: Read) -> Read:
    """A line with the signs that only print can tell: 、 behind an ordinal, dashes around the number of a page, a dash
    that stands alone, as a numeral does not; without blanks beside the signs of a figure."""
    read = replace(read, text=_LABELLED.sub(r"\1：", _OF_WHICH.sub(r"\1：", _AROUND.sub(r"\1（\2）", read.text))))
    read = replace(read, text=_LIKE_A_YEAR.sub(lambda year: year[0].translate(_DIGITS_OF), read.text))
    read = replace(read, text=_LIKE_A_TABLE.sub("表", read.text))
    if _LIKE_A_CODE.fullmatch(read.text):
        return replace(read, text=read.text.translate(_DIGITS_OF))
    if _PAGE_NUMBER.fullmatch(read.text):
        return replace(read, text="".join("—" if char in "-一" else char for char in read.text))
    if read.text.strip() == "一":
        return replace(read, text=read.text.replace("一", "—"))
    if _HALF_BRACKETED.fullmatch(read.text):
        return Read("—", read.confidence, read.likelihood, (0.5,), read.others)
    if (figure := _BESIDE_LINE.fullmatch(read.text)) and len(read.places) == len(read.text):
        read = replace(read, text=figure[1], places=read.places[slice(*figure.span(1))])
    read = _without_lines(read)
    read = replace(read, text=_SEPARATED.sub(_with_commas, read.text))
    if (both := _TWO_POINTS.fullmatch(read.text)) and len(read.places) == len(read.text):
        at = both.end(1)
        middle = (read.places[at] + read.places[at + 1]) / 2
        places = (*read.places[:at], middle, *read.places[at + 2 :])
        read = replace(read, text=f"{both[1]}.{both[2]}", places=places)
    read = replace(read, text=_LESS_THAN_ONE.sub("0.", _ORDINAL.sub(r"\1、", read.text)))
    inside = {
        k
        for figure in _FIGURE.finditer(read.text)
        if is_well_formed(figure[0].replace(" ", ""))
        for k in range(*figure.span())
        if read.text[k] == " "
    }
    if not inside or len(read.places) != len(read.text):
        return read
    text = "".join(char for k, char in enumerate(read.text) if k not in inside)
    return replace(read, text=text, places=tuple(at for k, at in enumerate(read.places) if k not in inside))


def _without_lines(read: Read) -> Read:
    """A name without the lines that its cell has at its sides."""
    beside = {k for found in _LINES_BESIDE.finditer(read.text) for k in range(*found.span())}
    if not beside or len(read.places) != len(read.text):
        return read
    kept = [k for k in range(len(read.text)) if k not in beside]
    return replace(read, text="".join(read.text[k] for k in kept), places=tuple(read.places[k] for k in kept))


def in_cents(reads: Sequence[Read]) -> list[Read]:
    """The lines of a page, with a point before the last digits of those that are figures, where nearly all figures of
    the page have as many decimals and there a comma was read, or nothing behind three digits of a comma; and where all
    have, without a 1 behind them."""
    decimals = _decimals(read.text for read in reads)
    usual = _usual(decimals, _MANY)
    if not usual:
        return [_no_thousands(read, _usual(decimals, 1)) for read in reads]
    count = decimals[usual]
    reads = [_closed(read) for read in reads]
    out = [_with_point(replace(read, text=with_decimals(read.text, usual)), usual) for read in reads]
    odd = decimals.total() - count
    if odd and odd == decimals[usual + 1] and odd <= max(1, _FEW * count):
        out = [_without_rest(read, usual) for read in out]
    return out


def _no_thousands(read: Read, usual: int) -> Read:
    """A figure with a point before more digits than thousands have, on a page of so few figures that it is not sure."""
    text = with_decimals(read.text, usual)
    if text == read.text or usual <= _THOUSANDS:
        return read
    return replace(read, text=text, confidence=min(read.confidence, _UNSURE))


def as_offered(texts: Iterable[str], words: Iterable[str]) -> list[str]:
    """Other readings of one figure as it would be printed: without rests of lines beside it, commas for thousands and a
    point before its decimals; each once.

    Args:
        texts: what the recogniser offers.
        words: all of the page.
    """
    # Sums will judge what is offered, so a few figures tell enough.
    usual = _usual(_decimals(words), _SOME)
    found: dict[str, None] = {}
    for text in texts:
        text = figure[1] if (figure := _BESIDE_LINE.fullmatch(text)) else text
        text = _SEPARATED.sub(_with_commas, text)
        if both := _TWO_POINTS.fullmatch(text):
            text = f"{both[1]}.{both[2]}"
        text = with_decimals(text, usual)
        if usual and (grouped := _GROUPED[usual].fullmatch(text)):
            text = _with_commas(grouped)
        found[text] = None
        if usual and (more := _IN_CENTS.fullmatch(text)) and len(more[1]) == usual + 1 and text[-1] == "1":
            found[text[:-1]] = None  # the 1 may be the line beside it
    return [text for text in found if not (usual and _ends_early(text, usual))]


def _ends_early(text: str, usual: int) -> bool:
    """Whether a figure has decimals, and fewer than all others: it lost its end."""
    found = _IN_CENTS.fullmatch(text)
    return found is not None and len(found[1]) < usual


def with_decimals(text: str, usual: int) -> str:
    """What was read, with a point before the last digits where a comma was read and figures have as many decimals."""
    return _CENTS[usual].sub(r"\1.\2", text) if usual in _CENTS and _CENTS[usual].fullmatch(text) else text


def _decimals(texts: Iterable[str]) -> Counter[int]:
    """How many figures have how many decimals. Some print nothing as 0.00 among figures of four decimals: such a zero
    says nothing."""
    found = [(figure[0], len(figure[1])) for text in texts if (figure := _IN_CENTS.fullmatch(text))]
    out = Counter(places for figure, places in found if figure.strip("-0."))
    usual = out.most_common(1)[0][0] if out else 0
    out.update(places for figure, places in found if not figure.strip("-0.") and usual in (0, places))
    return out


def _usual(decimals: Counter[int], least: int) -> int:
    """The decimals that nearly all figures of a page have; 0 where they differ, or there are fewer figures than that,
    or nothing is known of so many decimals."""
    usual, count = decimals.most_common(1)[0] if decimals else (0, 0)
    told = decimals.total() >= least and count >= _MOSTLY * decimals.total()
    return usual if told and usual in _CENTS else 0


def usual_decimals(texts: Iterable[str]) -> int:
    """How many decimals nearly all figures of a page have; 0 where that is not told."""
    return _usual(_decimals(texts), _MANY)


def _closed(read: Read) -> Read:
    """A figure without blanks behind its commas, all of which are read as such: 18, 354,68."""
    if " " not in read.text or len(read.places) != len(read.text) or not _SPACED.fullmatch(read.text):
        return read
    places = tuple(place for place, sign in zip(read.places, read.text, strict=True) if sign != " ")
    return replace(read, text=read.text.replace(" ", ""), places=places)


def _with_point(read: Read, decimals: int) -> Read:
    """A figure with the point it must have had: three digits are behind each comma, so the others are its decimals, or
    a colon stands before as many; it is not read surely."""
    if len(read.places) != len(read.text):
        return read
    colon = _COLON.fullmatch(read.text)
    if colon and len(colon[2]) == decimals:
        return pointed(read, *colon.span(1))
    found = _POINTLESS[decimals].fullmatch(read.text) if decimals in _POINTLESS else None
    return pointed(read, *found.span(2)) if found else read


def pointed(read: Read, at: int, end: int) -> Read:
    """A figure with a point for its characters [at, end); it is not read surely."""
    return replace(with_sign(read, at, end, "."), confidence=min(read.confidence, _UNSURE))


def with_sign(read: Read, at: int, end: int, sign: str) -> Read:
    """What was read, with a sign for its characters [at, end), in the middle between its neighbours."""
    places = (*read.places[:at], (read.places[at - 1] + read.places[end]) / 2, *read.places[end:])
    return replace(read, text=f"{read.text[:at]}{sign}{read.text[end:]}", places=places)


def _without_rest(read: Read, decimals: int) -> Read:
    """A figure without what the line beside it was read as, a 1 more than there are decimals; it is not read surely."""
    found = _IN_CENTS.fullmatch(read.text)
    if not found or len(found[1]) != decimals + 1 or found[1][-1] != "1" or len(read.places) != len(read.text):
        return read
    unsure = min(read.confidence, _UNSURE)
    return replace(read, text=read.text[:-1], places=read.places[:-1], confidence=unsure)


def _with_commas(figure: re.Match[str]) -> str:
    """Thousands with commas, decimals behind a point."""
    *thousands, decimals = re.split("[.,]", figure[0])
    return f"{','.join(thousands)}.{decimals}"


def _blanks(ink: Gray, strip: Strip) -> list[tuple[int, int]]:
    """Where a line of print has no ink, in pixels."""
    inked = strip.x0 + np.flatnonzero(ink[strip.y0 : strip.y1, strip.x0 : strip.x1].any(axis=0))
    wide = np.flatnonzero(np.diff(inked) > 1)
    return [(int(inked[k]) + 1, int(inked[k + 1])) for k in wide]


def chars_of(read: Read, strip: Strip, ink: Gray, glyph: float, scale: float) -> list[Char]:
    """The characters of one line of print, each where the recogniser saw it, on a level that all cells share.

    Args:
        read: what stands on the line.
        strip: where it is, in pixels.
        ink: not 0 where something other than a line is printed.
        glyph: the usual height of print, in pixels.
        scale: points a pixel.
    """
    x0, y0, x1, y1 = strip
    high = y1 - y0
    size = 1.15 * (high if high > 1.5 * glyph else glyph)
    middle = (y0 + y1) / 2
    # Where rows are close, a box higher than the print would reach into the next.
    half = size / 2 if high < 0.7 * glyph else min(size, high) / 2
    centres = [x0 + place * (x1 - x0) for place in read.places]
    blanks = _blanks(ink, strip)
    # Characters are larger than the figures that most print of a table is.
    own = max(glyph, min(high, size)) if _IDEOGRAPH.search(read.text) else glyph
    body = min(max(own, _pitch(read.text, centres)), _WIDEST * own)
    wide = [blank for each in blanks if (blank := _set_apart(each, blanks, read.text, centres, own, body))]
    if together := spelled(read.text, wide, (x0, x1), glyph):
        lefts, rights = together
    else:
        lefts, rights = _edges(centres, wide, (x0, x1), size)
        _close_up(read.text, centres, lefts, rights, blanks, {blank.k for blank in wide}, own, body)
    out = []
    for k, letter in enumerate(read.text):
        if letter.isspace():
            continue
        box = (lefts[k], middle - half, rights[k], middle + half, middle + 0.4 * size, size)
        out.append(Char(letter, *(value * scale for value in box)))
    return out


def whole_figures(lines: list[list[Char]], glyph: float) -> list[list[Char]]:
    """The characters of each line of print; the comma of a figure that is printed far from its digits, as a comma of
    Chinese text is, or the digit before it, is made so wide that it joins them."""
    texts = ["".join(char.text for char in line) for line in lines]
    digits = {k: line[0] for k, line in enumerate(lines) if line and line[0].text.isdigit()}
    commas = {k: line[0] for k, line in enumerate(lines) if _REST.match(texts[k])}
    out = []
    for line, text in zip(lines, texts, strict=True):
        begun, goes_on, firsts = _BEGUN.search(text), _DIGITS, digits
        if begun is None and commas:
            begun, goes_on, firsts = _FIRST.search(text), _REST, commas
        if begun is not None:
            last = line[-1]
            for k, char in firsts.items():
                level = abs(char.top + char.bottom - last.top - last.bottom) < glyph
                rest = goes_on.match(texts[k])
                if level and rest and 0 < char.x0 - last.x1 < glyph and is_well_formed(begun[0] + rest[0]):
                    line = [*line[:-1], last._replace(x1=char.x0)]
        out.append(line)
    return out


def _pitch(text: str, centres: Sequence[float]) -> float:
    """How far the characters of a name usually stand from one another, in pixels; 0 where it has too few of them."""
    steps = [
        centres[k] - centres[k - 1]
        for k in range(1, len(text))
        if _IDEOGRAPH.match(text[k - 1]) and _IDEOGRAPH.match(text[k])
    ]
    return median(steps) if len(steps) >= _STEPS else 0.0


def _set_apart(
    blank: tuple[int, int],
    blanks: Sequence[tuple[int, int]],
    text: str,
    centres: Sequence[float],
    glyph: float,
    body: float,
) -> Blank | None:
    """What a blank leaves between two characters; None where that is no more than between any two of a word.

    Signs such as 、 and （ are as wide as other characters, the `body`, and half of that is blank.
    """
    k = _outside_figure(bisect.bisect(centres, (blank[0] + blank[1]) / 2), text)
    if k is None:
        return None
    before, after = text[:k].rstrip()[-1:], text[k:].lstrip()[:1]
    least = _BLANK_IN_FIGURE if k < len(text) and _inside_figure(k, text) else _BLANK
    start, end = _between(blank, blanks, before, after, body)
    return Blank(k, start, end) if before and after and end - start > least * glyph else None


def _between(
    blank: tuple[int, int], blanks: Sequence[tuple[int, int]], before: str, after: str, body: float
) -> tuple[float, float]:
    """What of a blank is no part of the places of the two characters beside it; its end may be before its start. Of
    the place of a bracket all may be blank but its ink."""
    ends = [other[1] for other in blanks if other[1] <= blank[0]]
    starts = [other[0] for other in blanks if other[0] >= blank[1]]
    start, end = float(blank[0]), float(blank[1])
    if before in _HALF_BLANK:
        start += max(_HALF * body, body - (blank[0] - ends[-1]) if ends and before in _CLOSING else 0.0)
    if after in _HALF_BLANK:
        end -= max(_HALF * body, body - (starts[0] - blank[1]) if starts and after in _OPENING else 0.0)
    return start, end


def _close_up(
    text: str,
    centres: Sequence[float],
    lefts: list[float],
    rights: list[float],
    blanks: Sequence[tuple[int, int]],
    parted: Set[int],
    glyph: float,
    body: float,
) -> None:
    """No two characters stand further apart than their ink does, and those of a word not at all: where the recogniser
    saw one of them a little off, as it does beside brackets, a word would be taken for two."""
    signs = [k for k, letter in enumerate(text) if not letter.isspace()]
    for a, b in itertools.pairwise(signs):
        if lefts[b] <= rights[a] or not parted.isdisjoint(range(a + 1, b + 1)):
            continue
        here = [blank for blank in blanks if centres[a] < (blank[0] + blank[1]) / 2 < centres[b]]
        if not here:
            continue
        start, end = _between(max(here, key=lambda blank: blank[1] - blank[0]), blanks, text[a], text[b], body)
        if text[a].isdigit() == text[b].isdigit() and end - start <= _BLANK * glyph:
            end = start = (start + end) / 2
        if end - start < lefts[b] - rights[a]:
            middle = min(max((start + end) / 2, rights[a]), lefts[b])
            half = max(0.0, end - start) / 2
            rights[a], lefts[b] = max(rights[a], middle - half), min(lefts[b], middle + half)


def _inside_figure(k: int, text: str) -> bool:
    """Whether the character `k` is in a figure, or in a code before its name, and not its first."""
    figures = (figure.span() for figure in _FIGURE.finditer(text) if is_well_formed(figure[0]))
    codes = ((code.start(), code.start() + len(code[0].rstrip())) for code in _CODE.finditer(text))
    return any(start < k < end for start, end in itertools.chain(figures, codes))


def _outside_figure(k: int, text: str) -> int | None:
    """Where a blank before the character `k` belongs, if that would part a figure or a code: at its end, which the
    recogniser may see a character off, and nowhere beside a point or a comma, which some print in the width of a digit.
    """
    for figure in _FIGURE.finditer(text):
        start, end = figure.span()
        if start - 1 <= k <= end + 1 and is_well_formed(figure[0]):
            if end < len(text) and not text[end].isspace() and abs(k - end) <= 1:
                return end
            if start and not text[start - 1].isspace() and abs(k - start) <= 1:
                return start
            if start < k < end and (text[k - 1] in ".," or text[k] in ".,"):
                return None
    # A blank before the last digit of a code is the one between the code and its name.
    ends = (code.end() for code in _CODE.finditer(text) if code.start() < k == len(code[0].rstrip()) + code.start() - 1)
    return next(ends, k)


def _edges(
    centres: Sequence[float], blanks: Sequence[Blank], ends: tuple[int, int], size: float
) -> tuple[list[float], list[float]]:
    """Where characters begin and end: half way between two of them, or at the blank that parts them.

    The recogniser tells the middle of a character to a third of its width, so a blank is given to the two characters
    whose middles are before and behind its own.
    """
    between = [(a + b) / 2 for a, b in itertools.pairwise(centres)]
    lefts = [max(edge, x - 0.6 * size) for edge, x in zip([float(ends[0]), *between], centres, strict=True)]
    rights = [min(edge, x + 0.6 * size) for edge, x in zip([*between, float(ends[1])], centres, strict=True)]
    for k, start, end in blanks:
        if 0 < k < len(centres):
            rights[k - 1], lefts[k] = start, end
            lefts[k - 1], rights[k] = min(lefts[k - 1], start - 0.3 * size), max(rights[k], end + 0.3 * size)
            _make_room(lefts, rights, k, 0.2 * size)
    return lefts, [max(right, left + 1) for left, right in zip(lefts, rights, strict=True)]


def _make_room(lefts: list[float], rights: list[float], k: int, least: float) -> None:
    """Push away what now stands over the two characters beside a blank; two in one place would be one on the other."""
    for j in range(k - 1, 0, -1):
        if rights[j - 1] <= lefts[j]:
            break
        rights[j - 1] = lefts[j]
        lefts[j - 1] = min(lefts[j - 1], rights[j - 1] - least)
    for j in range(k, len(lefts) - 1):
        if lefts[j + 1] >= rights[j]:
            break
        lefts[j + 1] = rights[j]
        rights[j + 1] = max(rights[j + 1], lefts[j + 1] + least)
