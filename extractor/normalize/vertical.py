"""The 三公 table printed with its measures down or its kinds of figure down: 公务接待费 or 预算数 as the name of a row.

Turned into the one row of figures that the form asks for, so that the rest of the program knows only that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms import Form
from extractor.forms.vocabulary import without_year
from extractor.language.text import bare_label, squeeze
from extractor.model import Cell, Grid
from extractor.normalize.columns import is_aside
from extractor.normalize.header import HeadColumn, Header

_COUNTED = re.compile(r"\([个人辆次批台套家户项/／]+\)$|(?:数|量|批次|人次|团组|用车)$")
_TOTAL = "合计"
_TOTALS = frozenset({"三公经费支出", "三公经费", "“三公”经费支出", "三公经费支出合计", "支出合计"})


def _kinds(form: Form) -> frozenset[str]:
    words: set[str] = set()
    for column in form.variants[0].columns:
        words |= column.patterns[0][-1]
    return frozenset(words)


def _measures(form: Form) -> frozenset[str]:
    words: set[str] = set()
    for column in form.variants[0].columns:
        for pattern in column.patterns:
            for group in pattern[:-1]:
                words |= group
    return frozenset(words)


def _row_name(text: str) -> str:
    """Of its ordinal, which stands before or behind 其中：, or on both sides."""
    return bare_label(re.sub(r"^其中[:、]?", "", bare_label(text)))


def _measure(row: Sequence[Cell], labels: Sequence[int]) -> str:
    name = _name_of(row, labels)
    return _TOTAL if name in _TOTALS else name


def _name_of(row: Sequence[Cell], labels: Sequence[int]) -> str:
    return next((_row_name(row[index].text) for index in labels if squeeze(row[index].text)), "")


def _is_money(name: str, row: Sequence[Cell], figures: Sequence[HeadColumn]) -> bool:
    """Whether a row of no measure (国内接待费, 机关运行经费) has amounts, which are kept as they are; groups, persons
    and cars are counted and are no amounts."""
    return bool(name) and not _COUNTED.search(name) and _has_figures(row, figures)


def _has_figures(row: Sequence[Cell], figures: Sequence[HeadColumn]) -> bool:
    return any(char.isdigit() for figure in figures for char in row[figure.index].text)


def in_one_row(grid: Grid, header: Header, form: Form) -> Grid | None:
    """The figures of a table that is printed otherwise in the one row that the form asks for; None where it is not."""
    if _has_measures_down(header, form):
        return _turned(grid, header, form)
    return _laid_across(grid, header) if _has_kinds_down(grid, header, form) else None


def _has_measures_down(header: Header, form: Form) -> bool:
    """Whether the only words over the figures are 预算数 and 决算数, with columns of names at their left."""
    kinds = _kinds(form)
    panels = _panels(header)
    if not panels:
        return False
    for _, figures in panels:
        named = [column for column in figures if column.path and without_year(column.path[-1]) in kinds]
        others = [column for column in figures if column not in named]
        if not (1 <= len(named) <= 3 and all(is_aside(column.path) for column in others)):
            return False
    return True


def _panels(header: Header) -> list[tuple[list[int], list[HeadColumn]]]:
    """Names and the figures at their right, as often as they stand beside each other; nothing where figures come first
    or names last."""
    out: list[tuple[list[int], list[HeadColumn]]] = []
    for column in header.columns:
        if column.kind == "label":
            if not out or out[-1][1]:
                out.append(([], []))
            out[-1][0].append(column.index)
        elif column.kind == "figure":
            if not out:
                return []
            out[-1][1].append(column)
    return out if all(figures for _, figures in out) else []


def _has_kinds_down(grid: Grid, header: Header, form: Form) -> bool:
    """Whether the rows are 预算数 and 决算数, with the measures over the figures."""
    kinds, measures = _kinds(form), _measures(form)
    named = [name for name, _ in _kind_rows(grid, header) if name in kinds]
    return 1 <= len(named) == len(set(named)) <= 3 and any(
        column.path and column.path[-1] in measures for column in header.columns if column.kind == "figure"
    )


def _kind_rows(grid: Grid, header: Header) -> list[tuple[str, Sequence[Cell]]]:
    labels = [column.index for column in header.columns if column.kind == "label"]
    rows = grid.matrix()[header.depth :]
    return [(without_year(name), row) for row in rows if (name := _name_of(row, labels))]


def _laid_across(grid: Grid, header: Header) -> Grid:
    """The same figures as one row; the kind that was the name of their row is the lowest word over them."""
    figures = [column for column in header.columns if column.kind == "figure"]
    rows = _kind_rows(grid, header)
    deep = max(len(column.path) for column in figures)
    cells: list[Cell] = []
    col = 0
    for figure in figures:
        for kind, row in rows:
            source = row[figure.index]
            for level, word in enumerate(figure.path):
                last = level == len(figure.path) - 1
                cells.append(Cell(level, col, deep - level if last else 1, 1, source.box, word))
            cells.append(Cell(deep, col, 1, 1, source.box, kind))
            cells.append(replace(source, row=deep + 1, col=col, rowspan=1, colspan=1))
            col += 1
    return _of_cells(grid, cells, deep + 2, col)


def _of_cells(grid: Grid, cells: Sequence[Cell], rows: int, columns: int) -> Grid:
    xs, ys = (tuple(float(k) for k in range(count + 1)) for count in (columns, rows))
    return replace(grid, xs=xs, ys=ys, cells=tuple(cells))


def _turned(grid: Grid, header: Header, form: Form) -> Grid:
    """The same figures as one row under two header rows (measure, kind). Boxes stay where the figures stand."""
    measures = _measures(form)
    cells: list[Cell] = []
    col = 0
    matrix = grid.matrix()[header.depth :]
    rows = [(_measure(row, labels), row, figures) for labels, figures in _panels(header) for row in matrix]
    # The total may be divided from a heading over it (一、三公经费支出, 支出合计), which has dashes for figures.
    stated = any(name == _TOTAL and _has_figures(row, figures) for name, row, figures in rows)
    for name, row, figures in rows:
        if not (name in measures or _is_money(name, row, figures)):
            continue
        if name == _TOTAL and stated and not _has_figures(row, figures):
            continue
        for figure in figures:
            source = row[figure.index]
            cells.append(Cell(0, col, 1, 1, source.box, name))
            cells.append(Cell(1, col, 1, 1, source.box, figure.path[-1]))
            cells.append(replace(source, row=2, col=col, rowspan=1, colspan=1))
            col += 1
    return _of_cells(grid, cells, 3, col) if col else grid
