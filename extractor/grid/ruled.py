"""Ruling lines to cells: wherever a line is missing between two places of the lattice, they are one cell.

The lattice is laid through every level at which the table has a line. Between two neighbouring places there is a
wall when enough of it is inked: enough, not all, since dashes and dots leave gaps, corners may be open, and lines
of neighbouring cells may be drawn separately. The outer frame counts as drawn even where it is not, because many
forms leave the left and right side open.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms.labels import names_a_summary_row
from extractor.grid.fused import unfused
from extractor.grid.heads import begins_name, is_known
from extractor.grid.overflow import settled
from extractor.grid.rules import TOUCH, Level, Network, Stroke, levels
from extractor.grid.text import RUN_GAP, runs_text, split_at_gaps, writing_lines
from extractor.language.money import is_amount, is_amount_in_cents, is_code, is_dash, is_number
from extractor.language.text import squeeze
from extractor.language.units import UNIT
from extractor.model import Box, Cell, Char, Engine, Grid

WALL = 0.33
_OVER = 0.3
"""Characters of one text do not lie over each other by more than this share of their height."""

_WITHIN = 0.15
"""Of the width of a digit, what one may stand beyond a line of its own cell, which has a width, too."""
_ROOM = 1.1
"""Of a digit's width, what it takes in a cell: the lines around it have a width, too."""
_PADDING = 1.5
"""By the size of the print: that of web pages is the same about the smallest."""
_MORE_ROOM = 1.6
"""Where the others' decimals speak for one figure too: between double frames edges are known less well."""

_ENDS = re.compile(rf"[(\[](?:单位:?)?(?:{UNIT})[)\]]$")
_BESIDE = frozenset(["备注", "说明", "序号"])
"""Columns that forms of any kind have beside their own."""
_IN_BRACKETS = re.compile(r"[(\[][^)\]]+[)\]]")
_BROKEN = re.compile(r"-?\d+(?:\n\d+)*\n?\d*\.\d+")
_CUT_DECIMALS = re.compile(r"-?[\d,，]+(?:\n[\d,，]+)*\n?\.\n?\d+(?:\n\d+)*")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d+")


class Lattice:
    """The cells of one line network, before any text is put in."""

    def __init__(self, network: Network, em: float) -> None:
        flat, upright = _without_underlines(network, em)
        x0, top, x1, bottom = network.extent
        self.xs, x_levels = _framed(levels(upright, em), x0, x1, em)
        self.ys, y_levels = _framed(levels(flat, em), top, bottom, em)
        self._left: list[tuple[bool, ...]] = []
        self._above: list[list[bool]] = []
        self._drop_bare(x_levels, y_levels)
        self.spans = self._cells()

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def cols(self) -> int:
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def boxes(self) -> list[Box]:
        """The box of every cell."""
        xs, ys = self.xs, self.ys
        return [Box(xs[c], ys[r], xs[c + w], ys[r + h]) for r, c, h, w in self.spans]

    def is_upright(self, row: int, col: int) -> bool:
        """Whether a line is drawn on the left of a place."""
        return self._left[row][col]

    def is_level(self, row: int, col: int) -> bool:
        """Whether a line is drawn above a place."""
        return self._above[row][col]

    def with_uprights(self, places: Collection[tuple[int, int]]) -> Lattice:
        """The lattice with lines also on the left of the places (row, column)."""
        out = copy(self)
        out._left = [
            tuple(drawn or (row, col) in places for col, drawn in enumerate(walls))
            for row, walls in enumerate(self._left)
        ]
        out.spans = out._cells()
        return out

    def _drop_bare(self, x_levels: list[Level], y_levels: list[Level]) -> None:
        """Build the walls; levels that are a wall nowhere inside the table go."""
        while True:
            ys, xs = self.ys, self.xs
            rows, cols = len(ys) - 1, len(xs) - 1
            left = [[True] * rows, *(level.walls(ys, WALL) for level in x_levels[1:cols])][:cols]
            self._above = [[True] * cols, *(level.walls(xs, WALL) for level in y_levels[1:rows])][:rows]
            bare_x = {j for j in range(1, cols) if not any(left[j])}
            bare_y = {i for i in range(1, rows) if not any(self._above[i])}
            if not bare_x and not bare_y:
                self._left = list(zip(*left, strict=True))
                return
            self.xs = [x for j, x in enumerate(xs) if j not in bare_x]
            self.ys = [y for i, y in enumerate(ys) if i not in bare_y]
            x_levels[:] = [level for j, level in enumerate(x_levels) if j not in bare_x]
            y_levels[:] = [level for i, level in enumerate(y_levels) if i not in bare_y]

    def _cells(self) -> list[tuple[int, int, int, int]]:
        """(row, col, rowspan, colspan) of every cell, in reading order."""
        rows, cols = self.rows, self.cols
        owner = [[-1] * cols for _ in range(rows)]
        out: list[tuple[int, int, int, int]] = []
        for i in range(rows):
            for j in range(cols):
                if owner[i][j] >= 0:
                    continue
                wide = 1
                while j + wide < cols and owner[i][j + wide] < 0 and not self._left[i][j + wide]:
                    wide += 1
                high = 1
                while i + high < rows and not self._above[i + high][j] and self._same_below(owner, i + high, j, wide):
                    high += 1
                for r in range(i, i + high):
                    for c in range(j, j + wide):
                        owner[r][c] = len(out)
                out.append((i, j, high, wide))
        return out

    def _same_below(self, owner: list[list[int]], row: int, col: int, wide: int) -> bool:
        """Whether the places below a strip belong to it: no line above, none inside, walls at its two sides."""
        places = range(col, col + wide)
        if any(self._above[row][c] or owner[row][c] >= 0 for c in places):
            return False
        if any(self._left[row][c] for c in places if c > col):
            return False
        if not self._left[row][col]:
            return False
        return col + wide >= self.cols or self._left[row][col + wide]


def _without_underlines(network: Network, em: float) -> tuple[list[Stroke], list[Stroke]]:
    """Lines of the table only: a short stroke that ends in the middle of a cell underlines a word."""
    x0, _, x1, _ = network.extent
    reach = TOUCH * em

    def ends_somewhere(stroke: Stroke, x: float) -> bool:
        if abs(x - x0) <= reach or abs(x - x1) <= reach:
            return True
        return any(abs(v.at - x) <= reach and v.low - reach <= stroke.at <= v.high + reach for v in network.upright)

    flat = [
        h
        for h in network.flat
        if h.high - h.low > 0.6 * (x1 - x0) or (ends_somewhere(h, h.low) and ends_somewhere(h, h.high))
    ]
    return flat, list(network.upright)


def _framed(found: list[Level], low: float, high: float, em: float) -> tuple[list[float], list[Level]]:
    """The levels with an outer one at each end, also where the outer line is not drawn."""
    out = list(found)
    if not out or out[0].at - low > TOUCH * em:
        out.insert(0, Level(low, ()))
    if high - out[-1].at > TOUCH * em:
        out.append(Level(high, ()))
    return [level.at for level in out], out


def fill(lattice: Lattice, page: int, chars: Sequence[Char], engine: Engine) -> Grid:
    """Put the characters inside a lattice into its cells."""
    xs, ys = lattice.xs, lattice.ys
    owner = [[0] * lattice.cols for _ in range(lattice.rows)]
    for index, (row, col, rowspan, colspan) in enumerate(lattice.spans):
        for r in range(row, row + rowspan):
            for c in range(col, col + colspan):
                owner[r][c] = index
    held: list[list[list[Char]]] = [[] for _ in lattice.spans]
    boxes = lattice.boxes
    lines = [split_at_gaps(line, RUN_GAP) for line in writing_lines(chars, slack=0.25)]
    if any(len(run) > 1 and _crosses(run, xs) for line in lines for run in line):
        lines = [[list(run) for run in line] for line in unfused(lines)]
    for line in lines:
        for run in line:
            first = _cell_at(run[0], xs, ys, owner)
            if len(run) == 1 or first == _cell_at(run[-1], xs, ys, owner):
                held[first].append(run)
                continue
            places = _settled(run, [_cell_at(char, xs, ys, owner) for char in run], boxes)
            start = 0
            for k in range(1, len(run) + 1):
                if k == len(run) or places[k] != places[start]:
                    held[places[start]].append(run[start:k])
                    start = k
    settled(held, boxes, [row if rowspan == 1 else -1 for row, _, rowspan, _ in lattice.spans])
    cells: list[Cell] = []
    cut: list[int] = []
    for (row, col, rowspan, colspan), box, runs in zip(lattice.spans, boxes, held, strict=True):
        text, text_box = _text_of(runs) if runs else ("", None)
        if "\n" in text and _is_broken(text) and _is_full(_lines_of(runs), box):
            text = text.replace("\n", "")
        elif "\n" in text and _CUT_DECIMALS.fullmatch(text) and _is_full(_lines_of(runs), box, _MORE_ROOM):
            cut.append(len(cells))
        cells.append(Cell(row, col, rowspan, colspan, box, text, text_box))
    return Grid(page, lattice.box, tuple(xs), tuple(ys), tuple(_joined(cells, cut)), "ruled", engine)


def _joined(cells: list[Cell], cut: Sequence[int]) -> list[Cell]:
    """The cells, figures broken at or behind the point in one piece where it has as many decimals as the others.

    In narrow columns all may be broken: then they are each other's others.
    """
    if not cut:
        return cells
    whole_ones = (cell.squeezed for k, cell in enumerate(cells) if "." in cell.text and k not in cut)
    figures = [text for text in whole_ones if is_amount(text) and text.strip("0.,")]
    places = Counter(map(_decimals, [*figures, *(cells[k].squeezed for k in cut)]))
    usual, count = places.most_common(1)[0]
    for k in cut:
        whole = cells[k].squeezed
        if count > max(1, places.total() / 2) and _decimals(whole) == usual:
            cells[k] = replace(cells[k], text=whole)
    return cells


def _decimals(figure: str) -> int:
    """How many there are behind the point of a figure that has one."""
    return len(figure) - figure.index(".") - 1


def _text_of(runs: list[list[Char]]) -> tuple[str, Box | None]:
    """The text of a cell (at least one run) and the box around it."""
    if len(runs) == 1:  # as in most: what holds together as a run has no gap of words in it
        texts, lefts, tops, rights, bottoms, _, _ = zip(*runs[0], strict=True)
        return "".join(texts), Box(min(lefts), min(tops), max(rights), max(bottoms))
    return runs_text(_lines_of(runs))


def _is_broken(text: str) -> bool:
    """Whether the lines of a cell may be one figure: with separators where they make one, without where all but the
    last are digits, of which none is a figure with the decimals that it has."""
    return bool(_BROKEN.fullmatch(text) or _GROUPED.fullmatch(text.replace("\n", "")))


def _is_full(lines: Sequence[Sequence[Sequence[Char]]], box: Box, room: float = _ROOM) -> bool:
    """Whether all lines of a cell but the last are as wide as the cell: the digit that comes next has no room on them,
    so that the number is broken there. `room` is in widths of that digit."""
    sides = [(line[0][0].x0 - box.x0, box.x1 - line[-1][-1].x1) for line in lines]
    padding = min(min(pair) for pair in sides)
    behind = [line[0][0] for line in lines[1:]]
    return padding < _PADDING * behind[0].size and all(
        left + right - 2 * padding < room * (digit.x1 - digit.x0)
        for (left, right), digit in zip(sides[:-1], behind, strict=True)
    )


def _crosses(run: Sequence[Char], xs: Sequence[float]) -> bool:
    """Whether a run begins and ends in different columns."""
    first, last = run[0], run[-1]
    return bisect_right(xs, (first.x0 + first.x1) / 2) != bisect_right(xs, (last.x0 + last.x1) / 2)


def _lines_of(runs: list[list[Char]]) -> list[list[list[Char]]]:
    """Runs of one cell, which come by height, as its printed lines."""
    lines: list[list[list[Char]]] = []
    for run in runs:
        if lines and run[0].baseline - lines[-1][0][0].baseline <= 0.45 * min(run[0].size, lines[-1][0][0].size):
            lines[-1].append(run)
        else:
            lines.append([run])
    for line in lines:
        if len(line) > 1:
            line.sort(key=lambda run: run[0].x0)
    return lines


def _cell_at(char: Char, xs: list[float], ys: list[float], owner: list[list[int]]) -> int:
    """The cell around a character's middle; beyond the outer lines, the one nearest to it."""
    _, x0, top, x1, bottom, _, _ = char
    row = bisect_right(ys, (top + bottom) / 2, 1, len(ys) - 1) - 1
    return owner[row][bisect_right(xs, (x0 + x1) / 2, 1, len(xs) - 1) - 1]


def _settled(run: list[Char], places: list[int], boxes: list[Box]) -> list[int]:
    """Which cells a run that crosses a line belongs to.

    Where it has a gap at the line, two cells stand close together and each keeps its own. Where characters lie over
    each other, two cells' texts overflow and meet. Where it runs on without either, one cell's text overflows into the
    next, and all of it belongs to the cell it is aligned in.
    """
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(run)]
    usual = sorted(gaps)[len(gaps) // 2]
    places = _closed(run, places)
    out = list(places)
    start = 0
    for k in range(1, len(run) + 1):
        ends = (
            k == len(run)
            or gaps[k - 1] < -_OVER * run[k].size
            or (places[k] != places[k - 1] and gaps[k - 1] > usual + 0.1 * run[k].size)
        )
        if not ends:
            continue
        parted = _whole(run[start:k], places[start:k]) or _begun(run[start:k], places[start:k], boxes)
        if len(set(places[start:k])) > 1 and not parted:
            out[start:k] = [_aligned_cell(run[start:k], places[start:k], boxes)] * (k - start)
        start = k
    return out


def _closed(run: Sequence[Char], places: Sequence[int]) -> list[int]:
    """The places, those of brackets that close just beyond a line with what they close."""
    out = list(places)
    for k in range(1, len(run)):
        if run[k].text in ")）" and out[k] != out[k - 1]:
            out[k] = out[k - 1]
    return out


def _whole(run: Sequence[Char], places: Sequence[int]) -> bool:
    """Whether a line between cells cuts a run into whole things: a figure and a code or figure, or words of headers,
    the last of which ends with its unit."""
    texts = [
        squeeze("".join(char.text for char, place in zip(run, places, strict=True) if place == here))
        for here in dict.fromkeys(places)
    ]
    if any(map(is_known, texts)) and all(text in _BESIDE or begins_name(text) for text in texts):
        return True
    if all(_ENDS.search(text) or (_IN_BRACKETS.fullmatch(text) and is_known(texts[-1])) for text in texts[:-1]):
        return True
    if texts[0] == "0" and len(texts) == 2 and (is_code(texts[1]) or is_amount_in_cents(texts[1])):
        return True  # no number begins so
    if len(texts) == 2 and is_number(texts[0]) and names_a_summary_row(texts[1]):
        return True  # no name begins with one
    if len(texts) == 2 and _says_none(texts[1]) and texts[0][-1:].isalpha():
        return True  # no name ends so
    return is_amount_in_cents(texts[0]) and all(is_amount_in_cents(text) or is_code(text) for text in texts[1:])


def _says_none(text: str) -> bool:
    """Whether a cell holds no more than what stands for nothing in a column of figures."""
    return text == "0" or is_dash(text)


def _begun(run: Sequence[Char], places: Sequence[int], boxes: Sequence[Box]) -> bool:
    """Whether a line between cells cuts a run, which is no number, into numbers that each keep within their cell: each
    goes on in the line below, where narrow cells break figures."""
    texts = [
        "".join(char.text for char, place in zip(run, places, strict=True) if place == here)
        for here in dict.fromkeys(places)
    ]
    if is_number("".join(texts)) or not all(map(is_number, texts)):
        return False
    slack = _WITHIN * min(char.x1 - char.x0 for char in run)
    return all(
        boxes[place].x0 - slack <= char.x0 and char.x1 <= boxes[place].x1 + slack
        for char, place in zip(run, places, strict=True)
    )


def _aligned_cell(run: list[Char], places: list[int], boxes: list[Box]) -> int:
    first, last = places[0], places[-1]
    near = 0.8 * run[0].size
    if 0 <= run[0].x0 - boxes[first].x0 <= near and not _is_number(run):
        return first
    if 0 <= boxes[last].x1 - run[-1].x1 <= near:
        return last
    if 0 <= run[0].x0 - boxes[first].x0 <= near:
        return first
    return max(set(places), key=lambda p: (places.count(p), -p))


def _is_number(run: list[Char]) -> bool:
    return all(char.text in "0123456789,，.．-－%()（）" for char in run)
