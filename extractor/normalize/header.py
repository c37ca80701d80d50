"""Where the header of a table ends, what each column is, and the words that stand over it.

Header and body are not always different rows: in many prints the 合计 row shares its row with the last header words
(类 款 项, or 合计 基本支出 项目支出). So the end of the header is found column by column, by what stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractor import lazy_re as re
from extractor.forms import Form, classified
from extractor.forms.vocabulary import (
    CODE_WORDS,
    LINE_WORDS,
    NUMBER_WORDS,
    TOTAL_LABELS,
    all_figure_words,
    is_header_word,
    is_key_word,
    is_number_row,
    is_small_integer,
    without_levels,
)
from extractor.language.numbers import read_cell
from extractor.language.text import squeeze
from extractor.language.units import BEHIND, without_unit
from extractor.model import Box, Cell, Grid, union
from extractor.normalize.keys import code_digits

Kind = Literal["code", "label", "line", "figure"]
_LONG_CODE = re.compile(r"^[1-9]\d{4}(?:\d\d)?$")
_CODE = re.compile(r"^\d{3}(?:\d\d){0,2}$|^\d{2}$")
_POINTED = re.compile(r"^(\d{3})(?:\.\d\d){0,2}$")
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """One grid column and what its header says."""

    index: int
    kind: Kind
    path: tuple[str, ...]
    """Header words from top to bottom, squeezed; the last is the lowest."""
    printed: tuple[str, ...]
    """The same as printed, white space removed."""
    number: str = ""
    """The printed 栏次."""
    same_as_left: bool = False
    """All its header cells span the column to the left as well: the two are one column."""
    spans: tuple[int, ...] = ()
    """Over how many grid columns each word of `path` stands."""
    box: Box | None = None
    """What the figures of the column have to stand under; see `Column.boxes`."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one grid."""

    depth: int
    """How many rows are header only."""
    columns: tuple[HeadColumn, ...]
    number_row: bool
    named: bool
    """Whether it has a word that names rows (项目, 科目编码 …): without one it is no header but body."""


class _Columns:
    """The words collected over each column so far."""

    def __init__(self, count: int) -> None:
        self.cells: list[list[Cell]] = [[] for _ in range(count)]
        self.numbers = [""] * count

    def add(self, col: int, cell: Cell) -> None:
        stack = self.cells[col]
        if cell.text and (not stack or stack[-1] is not cell):
            stack.append(cell)

    def lowest(self, col: int) -> str:
        stack = self.cells[col]
        return squeeze(stack[-1].text) if stack else ""


def read_header(grid: Grid, form: Form | None) -> Header:
    """Read the header of a grid; where it has none, its depth is 0 and its columns have no words."""
    matrix = grid.matrix()
    collected = _Columns(grid.cols)
    depth = 0
    number_row = False
    rows = [[squeeze(cell.text) for cell in _distinct(row, r)] for r, row in enumerate(matrix[:_DEEPEST])]
    counting = [is_number_row(texts) for texts in rows]
    numbered = max((r for r, counts in enumerate(counting) if counts), default=-1)
    for r, (row, texts) in enumerate(zip(matrix, rows, strict=False)):
        if counting[r]:
            number_row = True
            numbers = {c: squeeze(cell.text) for c, cell in enumerate(row) if cell.row == r}
            numbers = {c: text for c, text in numbers.items() if is_small_integer(text)}
            # Numbers that do not count up are misread somewhere: they name no column.
            if all(int(left) < int(right) for left, right in pairwise(numbers.values())):
                for c, text in numbers.items():
                    collected.numbers[c] = text
            depth = r + 1
            continue
        # Above the column numbers is the head, whatever its words are, unless there is a figure.
        above = r < numbered and not any(read_cell(text).state == "figure" for text in texts)
        if not above and _is_body(row, r, collected, form):
            _take_shared(row, r, collected, form)
            depth = r
            break
        for c, cell in enumerate(row):
            collected.add(c, cell)
        if any(texts):
            depth = r + 1
    body = matrix[depth:]
    ruled = grid.kind == "ruled"
    columns = tuple(_column(c, collected, body, form, ruled) for c in range(grid.cols))
    named = any(is_key_word(squeeze(cell.text)) for stack in collected.cells for cell in stack)
    return Header(depth, columns, number_row, named)


def _distinct(row: Sequence[Cell], r: int) -> list[Cell]:
    """The cells that start in a row, each once."""
    return list({id(cell): cell for cell in row if cell.row == r}.values())


def _is_body(row: Sequence[Cell], r: int, collected: _Columns, form: Form | None) -> bool:
    """Whether a row has a figure, a code or a row label.

    Under the words that name rows anything but another such word is a label, with two exceptions that the rest of
    the row decides (a dash says nothing): a header word there (a 项目 that spans the whole head, or the end … / 支出
    of a label), and a word nobody knows beside header words of figures (a new name for 科目编码).
    """
    under_keys = unknown = beside = 0
    for c, cell in enumerate(row):
        if cell.row != r or not cell.text:
            continue
        text = squeeze(cell.text)
        lowest = collected.lowest(c)
        if not (is_key_word(lowest) or lowest in NUMBER_WORDS):
            state = read_cell(cell.text).state
            if state == "figure":
                return True
            beside += state != "dash"
        elif text in NUMBER_WORDS or is_key_word(text):
            continue
        elif text in TOTAL_LABELS or read_cell(cell.text).state == "figure":
            return True
        elif is_header_word(text, form):
            under_keys += 1
        else:
            unknown += 1
    return bool(unknown or under_keys) and not beside


def _take_shared(row: Sequence[Cell], r: int, collected: _Columns, form: Form | None) -> None:
    """Header words in the first body row: 类 款 项 over codes, 合计 基本支出 项目支出 over figures."""
    for c, cell in enumerate(row):
        text = squeeze(cell.text)
        if not text or cell.row != r:
            continue
        over_key = is_key_word(collected.lowest(c))
        if (is_key_word(text) and over_key) or (not over_key and is_header_word(text, form)):
            collected.add(c, cell)


def bare_word(word: str) -> str:
    """A header word without what some printers put behind it: a unit (万元), or the mark of a note, 公务接待费1."""
    word = without_unit(word)
    return word[:-1] if word[-1:].isdigit() and word[:-1] in all_figure_words() else word


def unit_in(header: Header) -> str:
    """The unit that header words carry, "" where they carry none or several."""
    found = {m.group(1) for column in header.columns for word in column.printed if (m := BEHIND.search(squeeze(word)))}
    return found.pop() if len(found) == 1 else ""


def _column(c: int, collected: _Columns, body: Sequence[Sequence[Cell]], form: Form | None, ruled: bool) -> HeadColumn:
    stack = collected.cells[c]
    path = tuple(bare_word(squeeze(cell.text)) for cell in stack)
    printed = tuple(cell.squeezed for cell in stack)
    left = collected.cells[c - 1] if c else []
    same = bool(stack) and bool(c) and len(stack) == len(left) and all(a is b for a, b in zip(stack, left, strict=True))
    spans = tuple(cell.colspan for cell in stack)
    kind = _kind(path, body, c, form)
    return HeadColumn(c, kind, path, printed, collected.numbers[c], same, spans, _over(stack, ruled))


def _over(stack: Sequence[Cell], ruled: bool) -> Box | None:
    """Where the words stand that are a column's own: its lowest cell, or without rules the words of all that are as
    narrow, which may be one name broken over lines."""
    if not stack:
        return None
    if ruled:
        return stack[-1].box
    least = stack[-1].colspan
    return union([cell.text_box or cell.box for cell in stack if cell.colspan <= least])


def _are_codes(texts: list[str]) -> bool:
    """Whether there is nothing but codes under a head that was cut or misread, 款 and 项 among them: no figures are
    like that. Without their points 255.45 and 0.34 would be: one behind a 类 parts a code, others are of figures."""
    if len(texts) < 3 or not all(_CODE.match(code_digits(text)) for text in texts):
        return False
    pointed = [_POINTED.match(text) for text in texts if "." in text]
    if not all(found and found[1] in classified() for found in pointed):
        return False
    return 2 * sum(1 for text in texts if _LONG_CODE.match(code_digits(text))) >= len(texts)


def _count_rows(texts: Sequence[str]) -> bool:
    """Whether rows are numbered one after the other, whatever other words of the head reach over their numbers."""
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) > 1 and all(below == above + 1 for above, below in pairwise(numbers))


def _kind(path: tuple[str, ...], body: Sequence[Sequence[Cell]], c: int, form: Form | None) -> Kind:
    known = form is not None and not form.outline
    lowest = path[-1] if path else ""
    if lowest in LINE_WORDS:
        return "line"
    if not LINE_WORDS.isdisjoint(path) and _count_rows([squeeze(row[c].text) for row in body]):
        return "line"
    broken = len(path) > 1 and is_key_word("".join(path[-2:]))
    named = bool(path) and not broken and not is_key_word(lowest) and lowest not in NUMBER_WORDS
    if known and named and lowest in all_figure_words():
        return "figure"
    texts = [squeeze(text) for row in body if (text := row[c].text)]
    texts = [text for text in texts if not is_key_word(text) and text not in NUMBER_WORDS and text not in TOTAL_LABELS]
    if named and lowest not in all_figure_words() and _are_codes(texts):
        return "code"
    if known and named:
        return "figure"
    lowest = without_levels(lowest)
    names_codes = lowest in CODE_WORDS or lowest.endswith(("编码", "代码", "编号"))
    figures = sum(1 for text in texts if read_cell(text).state in ("figure", "dash"))
    if not known and texts and figures <= len(texts) / 2:
        # A form nobody knows has header words nobody knows: what stands below them tells words from figures.
        return "label"
    if named:
        return "figure"
    codes = sum(1 for text in texts if _CODE.match(code_digits(text)))
    if texts and (codes > len(texts) / 2 or (names_codes and codes == len(texts))):
        return "code"
    if texts and form is not None and form.has_own_codes and all(code_digits(text).isdigit() for text in texts):
        return "code"
    if not path and figures > len(texts) / 2:
        return "figure"
    if not texts and names_codes:
        return "code"
    if not path and not texts:
        return "figure"
    return "label"
