"""A small table as labelled numbers: which words name a number, in the rows or over the columns.

Tables of no known form print their names in the rows (项目, 行次, 单位, 统计数), in two panels side by side, or over
the columns. Nothing is guessed: where more than one column could hold the number of a row, it has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor import lazy_re as re
from extractor.language.numbers import PrintedNumber, read_figure
from extractor.language.text import squeeze
from extractor.model import Cell, Grid

_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、)]|[①-⑳])")
_OF_WHICH = re.compile(r"^(?:其中|含)[::]?")
_UNIT_WORD = re.compile(r"(?:单位:)?(?P<unit>亿元|万元|千元|百元|元|辆|个|批次?|人次|人|次|台[,、/]?\(?套\)?|台|套|%)")
_BRACKETED = re.compile(rf"\({_UNIT_WORD.pattern}\)$")
_LABEL_HEAD = re.compile(r"(?:项目|内容|名称|类别|种类|指标|事项|资产)(?:名称|内容)?")
_ASIDE = re.compile(r"(?:行|栏|列)次|序号|备注|说明|(?:计量)?单位|(?:科目)?编码")
_NUMBERING = re.compile(r"(?:行|栏|列)次")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_FUND = re.compile(r"一般公共预算|政府性基金预算|国有资本经营预算")
_NOT_OF_THE_YEAR = re.compile(r"预算|计划|上年|去年|年初|期初|增减|增长|同比|比|率")
_YEAR = re.compile(r"20\d\d(?=年)")
_WHOLE = re.compile(r"(?:合|总|小)计")
_SUMMED = re.compile(r"(?:合|总)计|本年(?:度|数)?|决算数?|统计数|实有数?|数量|金额")


@dataclass(frozen=True, slots=True)
class Named:
    """A number with the words that name it."""

    label: str
    """Folded, without its number in the list, 其中 and the unit in brackets."""
    above: tuple[str, ...]
    """The words the label stands under: merged cells to its left, or heads over its own; the nearest last."""
    head: tuple[str, ...]
    """What stands over the column of the number, folded."""
    units: tuple[str, ...]
    """Units printed for it: in the label, in a column of units, in the head."""
    printed: str
    """The label as printed."""
    number: PrintedNumber
    cell: Cell
    grid: Grid

    @property
    def is_number(self) -> bool:
        return self.number.state == "figure" and not self.number.percent


@dataclass(frozen=True, slots=True)
class Label:
    """A cell of words with every number that stands to its right in its panel."""

    words: Named
    numbers: tuple[Named, ...]


def cleaned(text: str) -> tuple[str, str]:
    """A squeezed label without number, 其中 and unit; and that unit."""
    before = ""
    while text != before:
        before = text
        text = _OF_WHICH.sub("", _NUMBERED.sub("", text))
    found = _BRACKETED.search(text)
    return (text, "") if found is None else (text[: found.start()], _unit(found["unit"]))


def _unit(words: str) -> str:
    return "台(套)" if words.startswith("台") else words


class Small:
    """One grid; `heads` are those of the grid it goes on from, for one that prints none."""

    def __init__(self, grid: Grid, before: Small | None = None) -> None:
        self.grid = grid
        self._rows = grid.matrix()
        self._first = next((k for k, row in enumerate(self._rows) if self._is_body(row)), len(self._rows))
        self.heads: list[tuple[str, ...]] = [self._over(col) for col in range(grid.cols)]
        if not any(self.heads) and before is not None and len(before.heads) == grid.cols:
            self.heads = before.heads

    @cached_property
    def words(self) -> str:
        """All that it prints, squeezed."""
        return squeeze("".join(cell.text for cell in self.grid.cells))

    def labels(self) -> Iterator[Label]:
        """Every cell of words in the body, row by row, with its numbers."""
        names = [col for col, head in enumerate(self.heads) if head and _LABEL_HEAD.fullmatch(head[-1])]
        for row in self._rows[self._first :]:
            above: list[str] = []
            for col, cell in enumerate(row):
                if col and row[col - 1] is cell:
                    continue
                words = squeeze(cell.squeezed)
                if not _WORDS.search(words) or _UNIT_WORD.fullmatch(words):
                    continue
                stop = next(
                    (
                        k
                        for k in range(col + cell.colspan, len(row))
                        if k in names or (_WORDS.search(row[k].squeezed) and not self._is_unit(row[k]))
                    ),
                    len(row),
                )
                yield self._label(row, cell, col + cell.colspan, stop, tuple(above))
                above.append(cleaned(words)[0])

    def columns(self) -> Iterator[Named]:
        """Every number of the one row of numbers, or of that of the sum, named by the heads over it."""
        body = [row for row in self._rows[self._first :] if any(self._number(cell).state == "figure" for cell in row)]
        if len(body) > 1:
            body = [row for row in body if any(_SUMMED.fullmatch(squeeze(cell.squeezed)) for cell in row)]
        if len(body) != 1:
            return
        for col, cell in enumerate(body[0]):
            head = self.heads[col]
            if not head or self._is_aside(col) or (col and body[0][col - 1] is cell):
                continue
            label, unit = cleaned(head[-1])
            above = [cleaned(words) for words in head[:-1]]
            units = [one for one in (unit, *(of for _, of in reversed(above))) if one]
            names = tuple(words for words, _ in above)
            yield Named(label, names, head[:-1], tuple(units), head[-1], self._number(cell), cell, self.grid)

    def _label(self, row: Sequence[Cell], cell: Cell, start: int, stop: int, above: tuple[str, ...]) -> Label:
        label, unit = cleaned(squeeze(cell.squeezed))
        units = [unit] if unit else []
        units += [_unit(squeeze(row[k].squeezed)) for k in range(start, stop) if self._is_unit(row[k])]
        words = Named(label, above, (), tuple(units), cell.squeezed, read_figure(""), cell, self.grid)
        numbers = []
        for k in range(start, stop):
            if self._is_aside(k) or self._is_unit(row[k]) or row[k] is row[k - 1]:
                continue
            head = self.heads[k]
            own = [found for text in reversed(head) if (found := cleaned(text)[1])]
            number = self._number(row[k])
            numbers.append(Named(label, above, head, (*units, *own), cell.squeezed, number, row[k], self.grid))
        return Label(words, tuple(numbers))

    def _is_body(self, row: Sequence[Cell]) -> bool:
        words = [squeeze(cell.squeezed) for cell in row]
        if any(_NUMBERING.fullmatch(text) for text in words[:2]) and not any("." in text for text in words):
            return False
        return any(read_figure(cell.text).state == "figure" for cell in row)

    def _over(self, col: int) -> tuple[str, ...]:
        out: list[str] = []
        for row in self._rows[: self._first]:
            if row[col].colspan == self.grid.cols:
                continue  # the title, or who printed it and in what unit
            words = squeeze(row[col].squeezed)
            numbers = words.isdigit() or (_NUMBERING.fullmatch(words) and out)
            if words and words not in out[-1:] and not numbers:
                out.append(words)
        return tuple(out)

    def _is_aside(self, col: int) -> bool:
        return bool(self.heads[col]) and _ASIDE.fullmatch(self.heads[col][-1]) is not None

    @staticmethod
    def _is_unit(cell: Cell) -> bool:
        return _UNIT_WORD.fullmatch(squeeze(cell.squeezed)) is not None

    @staticmethod
    def _number(cell: Cell) -> PrintedNumber:
        return read_figure(cell.text)


def of_the_year(numbers: Sequence[Named], other_kind: re.Pattern[str], year: int | None) -> Named | None:
    """The number of a row that is the year's own; None where none is, or where more than one could be.

    Args:
        numbers: all of the row.
        other_kind: heads of columns of numbers of another kind (amounts beside counts, counts beside amounts).
        year: the fiscal year, where it is known: a column under another year is not its own.
    """
    left = [
        one
        for one in numbers
        if not any(
            _NOT_OF_THE_YEAR.search(_FUND.sub("", words)) or other_kind.search(words) or _of_another(words, year)
            for words in one.head
        )
    ]
    if len(left) > 1:
        left = [one for one in left if one.head and _WHOLE.fullmatch(cleaned(one.head[-1])[0])]
    return left[0] if len(left) == 1 and left[0].is_number else None


def _of_another(head: str, year: int | None) -> bool:
    printed = _YEAR.findall(head)
    return bool(printed) and year is not None and str(year) not in printed
