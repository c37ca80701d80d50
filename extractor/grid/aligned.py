"""Tables with few lines or none: three lines, row rules only, or nothing but the way the text is set.

Only where a title promises a table, or a page carries one on, is running text looked at this way. Rows are found by
what can only start one (a code, a figure, an ordinal, a total); what is left between belongs to the nearest row.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from extractor.forms import class_codes
from extractor.forms.labels import is_sum, opens_row
from extractor.forms.vocabulary import is_key_word, names_figures
from extractor.grid.alignment import find_tracks, under_heads
from extractor.grid.earlier import Earlier, signature
from extractor.grid.heads import assembled, is_of_heads, parted
from extractor.grid.heads_again import without_heads_again
from extractor.grid.regions import Region
from extractor.grid.rules import Stroke
from extractor.grid.side_names import without_side_words
from extractor.grid.tracks import LEVELS, Track, body_tracks, holds_words, without_strays
from extractor.grid.unruled_cells import grid_of, names_levels
from extractor.grid.unruled_rows import rows_of
from extractor.grid.writing import TextLine
from extractor.language.money import as_counted, is_code, is_integer, is_money, is_number
from extractor.language.notes import says_none
from extractor.language.text import bare_label, squeeze
from extractor.model import Engine, Grid, Word, union

_WIDE = 0.55
_HEADER_LINES = 14
_OF_LEVELS = LEVELS | {"类款项"}
_DEEPEST = 8
"""How far the codes of 项 are set in, in heights of a character; what begins further right is another panel."""


def build_region(
    region: Region,
    page: int,
    em: float,
    engine: Engine,
    known: list[Track] | None,
    earlier: Earlier,
    shades: Sequence[Stroke] = (),
) -> tuple[Grid, list[Track]] | None:
    """One region as a grid, with the columns it was read by; None where it is no table after all.

    Args:
        region: its lines and rules.
        page: its number.
        em: height of a character.
        engine: what read the page.
        known: the columns of the page before, for a table that goes on without a header.
        earlier: what earlier pages showed; it is added to.
        shades: the flat edges of backgrounds: where rows are shaded, they part rows.
    """
    lines = [line for line in region.lines if not _says_none(line)]
    if not lines:
        return None
    start = _body_start(lines, known is not None)
    start = _end_of_known_head(lines, start, earlier, em)
    if known is not None and _is_one_below_the_other(lines[:start]):
        start = 0  # the name of the first row, in words that heads are made of, too
    header, body = lines[:start], lines[start:]
    body = without_heads_again(header or (earlier.head if known is not None else ()), body)
    earlier.head = tuple(header) or earlier.head
    if engine != "ocr":
        body = without_side_words(body)
    numbers = sum(1 for line in lines for word in line.words if is_money(word.text))
    if known is None and numbers < 3 and (not header or not any(map(is_of_head, lines))):
        return None
    if known is not None and not any(_is_of_rows(word.text) for line in lines for word in line.words):
        return None
    if len(lines) < 2 and not numbers:
        return None
    body = _keys_joined(body, known is not None and _share_a_column(known))
    body_words = [list(line.words) for line in body]
    numbered = [k for k, line in enumerate(header) if is_number_line(line)]
    figures = [(t.low, t.high) for t in known or body_tracks(body_words, em) if t.numeric]
    words = parted([line.words for line in header], figures)
    header = [replace(line, words=tuple(own)) for line, own in zip(header, words, strict=True)]
    head_words = assembled([line.words for k, line in enumerate(header) if k not in numbered])
    counted = [w for k in numbered for w in _numbers_of(header[k])]
    head = signature(head_words)
    repeated = earlier.columns.get(head)
    empty = repeated is not None and not any(track.lines for track in repeated)
    if repeated is not None and (empty or not holds_words(repeated, body_words)):
        repeated = None  # another table under the same header, or one that had no row to show its columns
    if repeated is not None and known is None and _share_a_column(repeated):
        body = _keys_joined(body, True)
        body_words = [list(line.words) for line in body]
    tracks = (
        under_heads(known, body_words, em) if known else repeated or find_tracks(head_words, counted, body_words, em)
    )
    if engine == "ocr" and head_words:
        tracks = without_strays(tracks, body_words)
    if len(tracks) < 2:
        return None
    if head_words and (empty or head not in earlier.columns):
        earlier.columns[head] = tracks
    top, bottom = lines[0].box.top, lines[-1].box.bottom
    x0, x1 = tracks[0].low, tracks[-1].high
    wide = [r for r in region.rules if r.high - r.low >= _WIDE * (x1 - x0) and top - 2 * em <= r.at <= bottom + 2 * em]
    short = [r for r in region.rules if r not in wide and top <= r.at <= bottom]
    shaded = [
        s
        for s in shades
        if s.high - s.low >= _WIDE * (x1 - x0) and body and body[0].box.top - em <= s.at <= bottom + em
    ]
    rows = rows_of(header, body, sorted([*wide, *shaded], key=lambda s: s.at), tracks, em)
    grid = grid_of(rows, len(header), tracks, short, page, em, engine, wide)
    return grid, tracks


def _says_none(line: TextLine) -> bool:
    """本表无数据 in the middle of an empty table is the row of no column."""
    return len(line.words) == 1 and len(line.text) > 2 and says_none(squeeze(line.text))


def _end_of_known_head(lines: Sequence[TextLine], start: int, earlier: Earlier, em: float) -> int:
    """Where the head ends by an earlier page on which the same head stood: the name of the first row may be made of a
    header's words, 国有资本经营预算财政拨款, and the head it stands under tells that it is none of it.
    A head without a row may go on, below the page's end."""
    if not start or not earlier.columns or any(map(is_number_line, lines[:start])):
        return start
    figures = [(t.low, t.high) for t in body_tracks([line.words for line in lines[start:]], em) if t.numeric]
    words = parted([line.words for line in lines[:start]], figures)
    heads = ((end, signature(assembled(words[:end]))) for end in range(start, 0, -1))
    return next((end for end, head in heads if any(track.lines for track in earlier.columns.get(head, ()))), start)


def _is_one_below_the_other(lines: Sequence[TextLine]) -> bool:
    """Whether words all stand over one another: a head has several columns."""
    words = [word for line in lines for word in line.words]
    return bool(words) and max(word.box.x0 for word in words) < min(word.box.x1 for word in words)


def begins_in_head(region: Region) -> bool:
    """Whether a region begins with names of columns, and not with those of rows below a head on the page before."""
    start = _body_start(region.lines, True)
    names = [word for line in region.lines[:start] for word in line.words if _names_figures(squeeze(word.text))]
    return bool(names) and not _is_one_below_the_other(region.lines[:start])


def is_of_head(line: TextLine) -> bool:
    """Whether a line has a word of a head."""
    return any(is_of_heads(squeeze(word.text)) for word in line.words)


def _share_a_column(tracks: Sequence[Track]) -> bool:
    """Whether codes and names stood in one column on the pages before."""
    return not any(track.codes or _is_unused(track) for track in tracks)


def _is_unused(track: Track) -> bool:
    """Whether a column of keys had nothing on the pages before, as that of the codes has beside a 合计."""
    return not track.numeric and not track.lines


def _is_of_rows(text: str) -> bool:
    """Whether a word can only stand in a row of a table: a number, or the name of a 类 that may have no figure."""
    return is_number(text) or bare_label(text) in class_codes()


def _keys_joined(body: Sequence[TextLine], joined: bool) -> list[TextLine]:
    """The lines with each code and the name behind it as one word, where codes and names share a column.

    Set in by their level, some names begin left of where other codes end: no edge parts the two. `joined` says that
    earlier pages of the table showed it.
    """
    at = 1 if _counts_rows(body) else 0
    first = [line for line in body if len(line.words) > at + 1 and is_code(line.words[at].text)]
    left = min((line.words[at].box.x0 for line in first), default=0.0)
    named = [
        line
        for line in first
        if not is_number(line.words[at + 1].text) and line.words[at].box.x0 - left < _DEEPEST * line.words[at].size
    ]
    ends = max((line.words[at].box.x1 for line in named), default=0.0)
    if not joined and sum(line.words[at + 1].box.x0 < ends - 0.5 * line.words[at].size for line in named) < 2:
        return list(body)
    out = []
    for line in body:
        if any(line is one for one in named):
            code, name = line.words[at : at + 2]
            both = Word(f"{code.text} {name.text}", union([code.box, name.box]), name.size)
            line = replace(line, words=(*line.words[:at], both, *line.words[at + 2 :]))
        out.append(line)
    return out


def _counts_rows(body: Sequence[TextLine]) -> bool:
    """Whether the rows have their numbers in front, one after the other, before their codes."""
    numbers = [
        int(line.words[0].text)
        for line in body
        if len(line.words) > 1 and is_integer(line.words[0].text) and is_code(line.words[1].text)
    ]
    return len(numbers) > 1 and all(b == a + 1 for a, b in itertools.pairwise(numbers))


def is_number_line(line: TextLine) -> bool:
    """The 栏次 line: header letters and small numbers that count up."""
    numbers = [int(text) for text in as_counted([w.text for w in line.words]) if is_integer(text)]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2


def _numbers_of(line: TextLine) -> list[Word]:
    """The words of a 栏次 line that number columns."""
    texts = as_counted([word.text for word in line.words])
    return [word for word, text in zip(line.words, texts, strict=True) if is_integer(text)]


def _body_start(lines: Sequence[TextLine], going_on: bool) -> int:
    """The first line that is a row: it has a figure, a code, or a label that can only open a row.

    Whatever stands above the line of column numbers is header; so is a 合计 alone on its line above more words that
    have no number.
    """
    counted = [k for k, line in enumerate(lines[:_HEADER_LINES]) if is_number_line(line)]
    if counted:
        return counted[0] + 1
    for k, line in enumerate(lines):
        if _is_header_line(line, k > 0) or (_only_total(line) and k + 1 < len(lines) and _is_wordy(lines[k + 1])):
            continue
        if k and _ends_names(lines[k - 1], line):
            continue
        for word in line.words:
            if is_money(word.text) or ((k > 0 or going_on) and (is_code(word.text) or opens_row(word.text))):
                return _without_names(lines, k, going_on)
    return len(lines)


def _without_names(lines: Sequence[TextLine], start: int, going_on: bool) -> int:
    """The same first row, or the lines above it that are its name: under words of headers stand words of none."""

    def said(line: TextLine) -> int:
        return sum(is_of_heads(squeeze(word.text)) for word in line.words)

    k = start
    while k and not said(lines[k - 1]):
        k -= 1
    if not k and going_on:
        return 0
    words = sum(len(line.words) for line in lines[:k])
    return k if k and 2 * sum(map(said, lines[:k])) > words else start


def _only_total(line: TextLine) -> bool:
    """A 合计, beside it perhaps words that open no row, and no number."""
    totals = [word for word in line.words if squeeze(word.text) in ("合计", "小计", "总计")]
    return bool(totals) and all(word in totals or _says_nothing(word) for word in line.words)


def _ends_names(above: TextLine, line: TextLine) -> bool:
    """Whether a line has nothing but sums and the second lines of names of columns, each under its first."""

    def ends(word: Word) -> bool:
        over = (o for o in above.words if o.box.x0 < word.box.x1 and word.box.x0 < o.box.x1)
        return any(names_figures(squeeze(o.text + word.text)) for o in over)

    sums = [is_sum(squeeze(word.text)) for word in line.words]
    return not all(sums) and all(one or ends(word) for one, word in zip(sums, line.words, strict=True))


def _is_wordy(line: TextLine) -> bool:
    """Words that open no row, and no number."""
    return all(map(_says_nothing, line.words))


def _says_nothing(word: Word) -> bool:
    return not is_number(word.text) and not opens_row(word.text)


def _names_figures(text: str) -> bool:
    """Whether a squeezed text names a column of figures, one over others perhaps, and no sum, which a row may be."""
    return names_figures(text) and not is_sum(text)


def _is_header_line(line: TextLine, above: bool) -> bool:
    """Header words and no number; 类 款 项 beside nothing but a 合计 is the head of a row that shares its line."""
    words = [squeeze(word.text) for word in line.words]
    if any(is_number(word) for word in words):
        return False
    if not all(map(is_sum, words)) and all(map(is_of_heads, words)) and (len(words) > 1 or above):
        return not names_levels(words) or any(word not in _OF_LEVELS and not is_sum(word) for word in words)
    keys = sum(1 for word in words if is_key_word(word))
    if keys and any(word in ("合计", "总计") for word in words):
        return not names_levels(words)
    known = sum(1 for word in words if names_figures(word) and not (is_sum(word) and len(words) == 1))
    return keys + known > len(words) / 2
