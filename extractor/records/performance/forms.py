"""The walk through a document's forms: 绩效自评表 and 绩效目标表, one after the other.

Where a form begins is told by its title or by 项目名称, where its parts begin by their own words; nothing is told by
which grid or page it is on, since header, money rows, goals and tree may be one grid or four, and any of them may go
on over pages.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.forms.performance import names_performance, performance_words
from extractor.language.text import squeeze
from extractor.model import Cell, Grid, Line, Sheet
from extractor.model.evaluation import Criterion, Entry, Form
from extractor.records.performance.draft import Draft
from extractor.records.performance.money import is_money_label, money_tracks
from extractor.records.performance.stream import Row, overlap, stream
from extractor.records.performance.titles import MOST_TITLE, is_title, title_lines, whole_title
from extractor.records.performance.tree import Track, header_tracks, is_second_header, refined, with_first_row
from extractor.records.performance.values import entry, joined, number_of, weight_in

_PAIR = re.compile(r"^(.{2,14}?)[:：](.+)$")
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")
_WIDE = 0.8
_MOST_LABEL = 10
_SHORT = 12


def read_forms(sheets: Sequence[Sheet]) -> tuple[Form, ...]:
    """Every performance form of a document, in order.

    Args:
        sheets: its pages in order, taken apart.

    Returns:
        The forms with an indicator or more; what has none is a list of projects, or a form left blank.
    """
    walk = _Walk()
    for sheet in sheets:
        if not walk.goes_on and not names_performance(sheet.text):
            continue
        walk.page(sheet)
    return walk.end()


class _Walk:
    def __init__(self) -> None:
        self._forms: list[Form] = []
        self._draft: Draft | None = None
        self._mode = ""
        """Which part of the form is open: header, funds, goals, tree, foot; "" where none is."""
        self._last: list[tuple[str, float, float]] = []
        """What the last row filled, for what a page break leaves of it: (field, from x, to x)."""
        self._cut: tuple[str, Entry | None] = ("", None)
        """A label that is none by itself, and the value beside it: the next row may print the rest of both."""
        self._goal_columns: list[tuple[str, float, float]] = []
        self._title: list[Entry] = []
        self._lines: list[Line] = []
        self._pending: dict[str, Entry] = {}
        self._unit: Entry | None = None
        self._criteria: list[Criterion] = []
        self._criteria_grid: Grid | None = None
        self._above: Row | None = None
        """The row before."""

    @property
    def goes_on(self) -> bool:
        """Whether a form is open, so that the next page may be part of it."""
        return self._draft is not None or bool(self._title)

    def page(self, sheet: Sheet) -> None:
        """Take a page."""
        self._lines = []
        seen = False
        for item in stream([sheet]):
            if isinstance(item, Line):
                self._line(item, sheet)
            else:
                seen = True
                self._row(item)
        if not seen and self._draft is not None and not self._title:
            self._close()  # a page of text: what comes after it is another form

    def end(self) -> tuple[Form, ...]:
        """The forms, the last one closed."""
        self._close()
        return tuple(self._forms)

    # Lines -----------------------------------------------------------------------------------------------------

    def _line(self, line: Line, sheet: Sheet) -> None:
        words = performance_words()
        text = squeeze(line.squeezed)
        if _PART.match(text) and len(text) <= MOST_TITLE and not re.search("[《。，]", line.squeezed):
            self._close()
            self._lines = []
            return
        before = squeeze(self._lines[-1].squeezed) if self._lines else ""
        if not words.title.search(text) and len(text) <= _SHORT and text.endswith("表"):
            text = before + text  # …整体绩效自评 / 表
        if is_title(text):
            self._title = title_lines(line, self._lines, sheet.width)
            self._pending, self._unit = {}, None
            self._lines = []
            return
        self._lines.append(line)
        if self._draft is not None and self._mode == "tree" and not self._title:
            self._draft.tree.beside(Entry(line.squeezed, line.page, line.box))
        pair = _PAIR.match(line.squeezed)
        if pair and (key := words.said("header", pair[1])) and (self._title or self._mode in ("", "foot")):
            self._pending[key] = Entry(pair[2], line.page, line.box)
        elif self._draft is not None and self._mode == "foot" and not self._title:
            self._draft.notes.append(Entry(line.squeezed, line.page, line.box))

    # Rows ------------------------------------------------------------------------------------------------------

    def _row(self, row: Row) -> None:
        words = performance_words()
        own = row.own
        texts = [cell for cell in own if cell.text]
        if row.index == 0:
            self._lines = []
            if not row.top and self._mode == "foot" and not self._title and not self._known(row):
                self._close()
        if not texts and not (self._mode == "tree" and own):
            return
        if len(texts) == 1 and self._alone(texts[0], row):
            return
        if self._criterion(row):
            return
        above, self._above = self._above, row
        tracks = header_tracks(row)
        if tracks:
            self._head_of_tree(with_first_row(tracks, above, row), row)
            return
        if self._starts(texts):
            self._open(row)
        if self._draft is None:
            return
        if tracks := money_tracks(row):
            self._draft.money.head(tracks, row)
            self._mode = "funds"
            for cell in row.cells:
                self._draft.notice_unit(entry(cell, row.grid))
                if words.said("money", cell.text) == "score" and "*" in cell.text:
                    self._draft.put("execution_rule", entry(cell, row.grid))
            return
        if (self._mode == "tree" and self._in_tree(row)) or (self._mode == "funds" and self._draft.money.add(row)):
            self._last = []
            return
        self._labelled(row)

    def _criterion(self, row: Row) -> bool:
        """Take a row of the table 评价准则 | 权重 | 评价得分, which stands before a form."""
        own = row.own
        if len(own) != 3:
            return False
        words = performance_words()
        if [words.said("criteria", cell.text) for cell in own] == ["name", "weight", "score"]:
            self._criteria_grid, self._criteria = row.grid, []
            return True
        if row.grid is not self._criteria_grid:
            return False
        name = entry(own[0], row.grid)
        if name is not None:
            self._criteria.append(Criterion(name, entry(own[1], row.grid), number_of(entry(own[2], row.grid))))
        return True

    def _known(self, row: Row) -> bool:
        """Whether a row says anything of a form."""
        words = performance_words()
        return any(
            words.said(section, cell.text) for cell in row.cells if cell.text for section in ("header", "tree", "foot")
        ) or bool(words.title.search(squeeze(row.cells[0].text)))

    def _alone(self, cell: Cell, row: Row) -> bool:
        """Take a row of one cell from edge to edge: a title in the grid, the year, the unit."""
        if cell.box.width < _WIDE * row.grid.box.width:
            return False
        words = performance_words()
        text = squeeze(cell.text)
        if is_title(text):
            self._title = [Entry(cell.squeezed, cell.page or row.page, cell.text_box or cell.box)]
            self._pending, self._unit = {}, None
            return True
        if words.said("foot", re.split("[:：]", text)[0]) == "notes" and self._draft is not None:
            value = entry(cell, row.grid)
            if value:
                self._draft.notes.append(value)
            self._mode = "foot"
            return True
        return len(text) <= 12 and bool(re.fullmatch(r"\(?20\d\d年?度?\)?|\(?(?:金额)?单位:.*", text))

    def _starts(self, texts: list[Cell]) -> bool:
        """Whether a row begins a form: it names its subject, or it is the first under a title."""
        keys = [performance_words().said("header", cell.text) for cell in texts]
        if self._draft is None:
            return bool(self._title) or "subject" in keys or (bool(keys) and keys[0] == "body")
        if self._title and not self._same_title():
            return True
        if "subject" in keys:
            return self._draft.fields.get("subject") is not None or bool(self._draft.tree.leaves)
        return bool(keys) and keys[0] == "body" and bool(self._draft.tree.leaves)

    def _same_title(self) -> bool:
        """Whether the title that waits is the open form's, printed again over what goes on on another page."""
        if self._draft is None or self._draft.title is None:
            return False
        title = squeeze("".join(part.text for part in self._title))
        return title.startswith(squeeze(self._draft.title.text)) or title.endswith(("(续)", "续表"))

    def _open(self, row: Row) -> None:
        self._close()
        title = whole_title(self._title) if self._title else None
        self._draft = Draft(title, title.page if title else row.page)
        for key, value in self._pending.items():
            self._draft.put(key, value)
        self._draft.criteria, self._criteria = self._criteria, []
        self._title, self._pending = [], {}
        self._mode = "header"

    def _close(self) -> None:
        form = self._draft.form() if self._draft else None
        if form is not None:
            self._forms.append(form)
        self._draft, self._mode, self._last, self._goal_columns = None, "", [], []
        self._cut = ("", None)

    # The tree --------------------------------------------------------------------------------------------------

    def _head_of_tree(self, tracks: list[Track], row: Row) -> None:
        draft = self._draft
        if draft is None or (self._title and not self._same_title()) or (self._mode == "foot" and draft.tree.leaves):
            self._open(row)
        draft = self._draft
        assert draft is not None
        self._title = []
        draft.tree.head(tracks, row.grid)
        self._mode = "tree"
        for cell in row.own:
            if performance_words().said("tree", cell.text) == "weight" and draft.indicators_weight is None:
                draft.indicators_weight = weight_in(entry(cell, row.grid))

    def _in_tree(self, row: Row) -> bool:
        draft = self._draft
        assert draft is not None
        tree = draft.tree
        if row.grid is not tree.grid and not tree.carry_on(row.grid):
            return False
        if not tree.leaves and is_second_header(row):
            tree.tracks = refined(tree.tracks, row)
            return True
        first = next((cell for cell in row.own if cell.text), None)
        if first is not None and first.box.x0 <= tree.left + 1 and not tree.names(row):
            # 总分 and the like stand in the first column, or in that of 绩效指标 before it.
            words = performance_words()
            head = words.said("header", first.text) and not words.level_ends.search(squeeze(first.text))
            if words.said("foot", first.text) or head:
                return False
        return tree.add(row)

    # Header, goals, foot ---------------------------------------------------------------------------------------

    def _labelled(self, row: Row) -> None:
        """Take a row of labels and their values."""
        draft = self._draft
        assert draft is not None
        if row.top and self._rest(row):
            return
        if not draft.tree.leaves and draft.money.pairs(row):
            self._mode, self._last = "funds", []
            for cell in row.cells:
                draft.notice_unit(entry(cell, row.grid))
            return
        if self._goals(row):
            return
        own = row.own
        filled: list[tuple[str, float, float]] = []
        k = 0
        while k < len(own):
            cell, after = own[k], own[k + 1] if k + 1 < len(own) else None
            key, foot = draft.label(cell.text)
            if not key:
                k += 1
                self._one_cell(cell, row)
                continue
            if foot:
                self._mode = "foot"
                if key == "total":
                    self._total(own[k + 1 :], row)
                    return
            if after is None or draft.label(after.text)[0]:
                k += 1
                continue
            value = entry(after, row.grid)
            if value is None and row.top:
                value = self._cut[1]  # the value stands before the page break, its label behind it
            draft.notice_unit(entry(cell, row.grid))
            if key not in ("other", "notes"):
                draft.put(self._field(key), value)
                filled.append((self._field(key), after.box.x0, after.box.x1))
            k += 2
        if filled:
            self._last, self._cut = filled, ("", None)
        elif len(own) == 2 and own[1].text and not own[0].text:
            self._cut = ("", entry(own[1], row.grid))
        elif len(own) == 2 and own[0].text and len(squeeze(own[0].text)) <= _MOST_LABEL:
            self._piece(own[0].text, entry(own[1], row.grid))

    def _piece(self, label: str, value: Entry | None) -> None:
        """Keep a row whose label is none: a page break may go through it, or each of its signs have its own row."""
        draft = self._draft
        assert draft is not None
        before, values = self._cut
        self._cut = (before + squeeze(label), joined(values, value))
        key, foot = draft.label(self._cut[0])
        if key and key != "other":
            draft.put(self._field(key), self._cut[1])
            self._mode = "foot" if foot else self._mode
            self._cut = ("", None)

    def _field(self, key: str) -> str:
        return {"goal": "annual_goal", "goal_planned": "annual_goal", "previous": "previous_score"}.get(key, key)

    def _one_cell(self, cell: Cell, row: Row) -> None:
        """Take a cell that holds a label and its value: 主管部门：教育局."""
        draft = self._draft
        assert draft is not None
        pair = _PAIR.match(cell.squeezed)
        key = performance_words().said("header", pair[1]) if pair else ""
        if pair and key and key != "other":
            draft.put(self._field(key), Entry(pair[2], cell.page or row.page, cell.text_box or cell.box))

    def _goals(self, row: Row) -> bool:
        """Take the rows of 预期目标 beside 实际完成情况: two headings, and two texts under them."""
        draft = self._draft
        assert draft is not None
        words = performance_words()
        own = [cell for cell in row.own if cell.text]
        planned = next((cell for cell in own if words.fits("header", "goal_planned", cell.text)), None)
        reached = next((cell for cell in own if words.fits("header", "goal_reached", cell.text)), None)
        if planned and reached and planned is not reached and planned.box.x1 <= reached.box.x0 + 1:
            between = [c for c in own if planned.box.x1 - 1 <= c.box.x0 and c.box.x1 <= reached.box.x0 + 1]
            if not between:
                self._goal_columns = [
                    ("annual_goal", planned.box.x0, planned.box.x1),
                    ("goal_reached", reached.box.x0, reached.box.x1),
                ]
                self._mode = "goals"
                self._last = self._goal_columns
                return True
        if self._mode == "goals" and self._goal_columns and not any(draft.label(cell.text)[0] for cell in own):
            for key, x0, x1 in self._goal_columns:
                cell = next((cell for cell in own if overlap(cell.box, x0, x1) > 0.5), None)
                draft.put(key, entry(cell, row.grid) if cell else None, more=True)
            self._last = self._goal_columns
            return True
        return False

    def _total(self, cells: list[Cell], row: Row) -> None:
        """Take the row of the total: under the columns of the tree, or one value from there to the edge."""
        draft = self._draft
        assert draft is not None
        places = {track.role: (track.x0, track.x1) for track in draft.tree.tracks}
        filled = [cell for cell in cells if re.search(r"\d", cell.text)]
        for key, role in (("total", "score"), ("total_weight", "weight")):
            if role in places and len(filled) > 1:
                best = max(filled, key=lambda cell, at=places[role]: overlap(cell.box, *at))  # type: ignore[misc]
                if overlap(best.box, *places[role]) > 0.5:
                    draft.put(key, entry(best, row.grid))
        self._last = [("total", cell.box.x0, cell.box.x1) for cell in filled[-1:]]
        if len(filled) == 1:
            draft.put("total", number_of(entry(filled[0], row.grid)))
        elif filled and draft.fields.get("total") is None:
            draft.put("total", entry(filled[-1], row.grid))

    def _rest(self, row: Row) -> bool:
        """Take what a page break left of the last row of the page before."""
        draft = self._draft
        assert draft is not None
        own = [cell for cell in row.own if cell.text]
        if self._cut[0] and own and not draft.label(own[0].text)[0]:
            whole = self._cut[0] + squeeze(own[0].text)
            if draft.label(whole)[0]:
                self._piece(own[0].text, entry(own[1], row.grid) if len(own) > 1 else None)
                return True
        if not self._last or any(draft.label(cell.text)[0] for cell in own) or any(map(_is_money, own)):
            return False
        found = False
        for key, x0, x1 in self._last:
            cell = next((cell for cell in own if overlap(cell.box, x0, x1) > 0.5 and cell.box.x1 > x0 + 1), None)
            if cell is not None:
                draft.put(key, entry(cell, row.grid), more=True)
                found = True
        return found


def _is_money(cell: Cell) -> bool:
    return is_money_label(cell.text)
