"""The money rows of a form: which column is which, and which rows are of the block."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractor import lazy_re as re
from extractor.forms.performance import performance_words
from extractor.language.numbers import read_figure
from extractor.language.text import squeeze
from extractor.model import Grid
from extractor.model.evaluation import Entry, FundRow
from extractor.records.performance.stream import Row
from extractor.records.performance.tree import Track, by_role, moved
from extractor.records.performance.values import entry, number_of, weight_in

_BEGINS = re.compile(r"(?:其中|年度|上年|本年|当年|财政|其他)")
_MOST_REST = 10
COLUMNS = ("budget_initial", "budget", "final", "rate", "weight", "score")


def money_tracks(row: Row) -> list[Track]:
    """The columns that a row of headings tells, none where it is no such row."""
    words = performance_words()
    tracks: list[Track] = []
    for cell in row.own:
        # What stands at the edge is the name of the block: 预算执行情况, or what a page break leaves of it.
        role = words.said("money", cell.text) if cell.box.x0 > row.grid.box.x0 + 1 else ""
        if role and not any(track.role == role for track in tracks):
            tracks.append(Track(role, cell.box.x0, cell.box.x1))
    roles = {track.role for track in tracks if track.role != "other"}
    return tracks if len(roles) > 1 and roles & {"budget_initial", "budget", "final"} else []


def is_money_label(text: str) -> bool:
    """Whether a printed cell names a row of money."""
    label = squeeze(text)
    return len(label) <= 30 and bool(performance_words().money_row.search(label))


def is_amount(text: str) -> bool:
    """Whether a printed cell is an amount, or the dash or the blank of a row without one."""
    return read_figure("".join(text.split())).state != "text"  # a narrow cell breaks a number anywhere


@dataclass(slots=True)
class Money:
    """The money block of one form as it is read row by row."""

    tracks: list[Track] = field(default_factory=list)
    grid: Grid | None = None
    rows: list[FundRow] = field(default_factory=list)
    weight: Entry | None = None
    """What its label or its heading says the execution weighs."""

    def head(self, tracks: list[Track], row: Row) -> None:
        """Begin under a row of headings; the label beside it or its own words may carry the weight."""
        self.tracks, self.grid = tracks, row.grid
        for cell in row.cells:
            role = performance_words().said("money", cell.text)
            if role in ("", "score", "weight", "rate") and (weight := weight_in(entry(cell, row.grid))):
                self.weight = self.weight or weight

    @property
    def left(self) -> float:
        """Where its first column of figures begins."""
        return min(track.x0 for track in self.tracks)

    def add(self, row: Row) -> bool:
        """Take a row under headings. Returns whether it is one of the block."""
        if not self.tracks or self.grid is None:
            return False
        if row.grid is not self.grid:
            self.tracks, self.grid = moved(self.tracks, self.grid, row.grid), row.grid
        names = [cell for cell in row.own if cell.text and cell.box.mid_x < self.left]
        if len(names) > 1:  # 项目资金 beside the names is no row's own, whole or what a page break leaves of it
            own = [
                cell for cell in names if cell.rowspan == 1 and performance_words().said("areas", cell.text) != "funds"
            ]
            names = own or names[-1:]
            if is_money_label(names[-1].text) and not names[0].squeezed.startswith("其中"):
                names = names[-1:]
        cells = {role: cell for role, cell in by_role(self.tracks, row.own).items() if role in COLUMNS}
        if not names and any(cell.text for cell in cells.values()):
            # One row without a name of its own: the block's name is its name.
            names = [cell for cell in row.cells if cell.text and cell.box.mid_x < self.left][-1:]
        if not names:
            return bool(cells)
        label = "".join(cell.squeezed for cell in names)
        amounts = [cells[role] for role in ("budget_initial", "budget", "final") if role in cells]
        if not amounts or not all(is_amount(cell.text) for cell in amounts):
            return False
        if not is_money_label(label) and not any(cell.text for cell in amounts):
            return self._rest(row, label)
        fund = entry(names[-1], row.grid)
        if fund is None:
            return False
        values = {role: entry(cell, row.grid) for role, cell in cells.items()}
        for role in ("weight", "score"):
            values[role] = number_of(values.get(role))
        self.rows.append(FundRow(_named(fund, label), **values))
        return True

    def pairs(self, row: Row) -> bool:
        """Take a row of names with their amount beside them. Returns whether it is one."""
        own = row.own
        words = performance_words()
        if any(words.said("header", cell.text) in ("basic_total", "project_total") for cell in own):
            return False  # 基本支出总额 | 0 | 项目支出总额 | 9788.75 are fields of their own
        found = False
        for name, value in pairwise(own):
            if not name.text or not is_amount(value.text):
                continue
            if row.top and not value.text and self._rest(row, name.squeezed):
                found = True
                continue
            cut = row.last and bool(value.text) and bool(_BEGINS.match(name.squeezed))
            if not is_money_label(name.text) and not cut:
                continue
            fund = entry(name, row.grid)
            if fund is not None and len(squeeze(name.text)) > 1:
                self.rows.append(FundRow(_named(fund, fund.text), budget=entry(value, row.grid)))
                found = True
        for cell in own if found else ():
            if performance_words().said("money", cell.text) or "分值" in squeeze(cell.text):
                self.weight = self.weight or weight_in(entry(cell, row.grid))
        return found

    def _rest(self, row: Row, label: str) -> bool:
        """Take the end of a name that a page break parts from its beginning and its amounts."""
        if not row.top or not self.rows or self.rows[-1].fund.page != row.page - 1 or is_money_label(label):
            return False
        last = self.rows[-1]
        if len(label) > _MOST_REST or not is_money_label(last.fund.text + label):
            return False
        self.rows[-1] = replace(last, fund=_named(last.fund, last.fund.text + label))
        return True

    def finish(self) -> tuple[FundRow, ...]:
        """The rows; the weight of the execution is said by the first where no column prints it."""
        if not self.rows or self.weight is None or any(row.weight for row in self.rows):
            return tuple(self.rows)
        first = self.rows[0]
        return (_with_weight(first, self.weight), *self.rows[1:])


def _with_weight(row: FundRow, weight: Entry) -> FundRow:
    return FundRow(row.fund, row.budget_initial, row.budget, row.final, row.rate, weight, row.score)


def _named(fund: Entry, label: str) -> Entry:
    return fund._replace(text=label.rstrip(":："))
