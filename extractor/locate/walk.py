"""The walk through a document, line by line and grid by grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor import lazy_re as re
from extractor.forms import forms
from extractor.forms.labels import is_total
from extractor.forms.titles import Title, ends_as, form_number, same_name, title_in, unit_of
from extractor.forms.vocabulary import names_figures
from extractor.language.edges import is_blank_page
from extractor.language.money import holds_amount, is_amount, is_number
from extractor.language.notes import may_be_note, says_table_is_empty
from extractor.language.text import squeeze
from extractor.locate.across import with_columns_joined
from extractor.locate.broken_units import with_units_whole
from extractor.locate.captions import pieces
from extractor.locate.collected import OpenTable, without_repeats
from extractor.locate.contents import FIGURES_OF_A_TABLE, below_contents, contents_pages, is_heading
from extractor.locate.joining import belongs_elsewhere, confirms, continues, filled_up, is_coded, same_start, sums_up
from extractor.locate.keys_again import put_beside
from extractor.locate.lines import (
    another_entity,
    bare_figures,
    entity_of,
    is_caption,
    is_furniture,
    is_row,
    running_heads,
)
from extractor.locate.stacking import repeats, stacked
from extractor.locate.titled import heads_table, is_numbered, printed_title, title_at
from extractor.model import Box, Cell, Finding, Grid, Kind, Line, Located, Sheet
from extractor.model.catalogue import finding

_UNIT = re.compile(r"[亿万千百]?元|[%％]")


@dataclass(frozen=True, slots=True)
class Survey:
    """What the walk found."""

    tables: tuple[Located, ...]
    contents: tuple[Title, ...]
    """What the 目录 lists."""
    findings: tuple[Finding, ...] = ()


def _on_right(item: Line | Grid, sheet: Sheet) -> bool:
    """Whether something is on the right one of two pages on one sheet."""
    return sheet.gutter > 0 and item.box.mid_x > sheet.gutter


class _Walk:
    def __init__(self, sheets: Sequence[Sheet], kind: Kind) -> None:
        self._sheets = sheets
        self._kind = kind
        self._contents = contents_pages(sheets, kind)
        self._heads = running_heads(sheets)
        self._done: list[OpenTable] = []
        self._open: OpenTable | None = None
        """The table that has its first grid."""
        self._waiting: OpenTable | None = None
        """A title that has no grid yet."""
        self._early: dict[str, str] = {}
        """Number, unit and entity that stood above a title."""
        self._findings: list[Finding] = []
        self._more = 0
        """The page that says by 续表 above its grid that the table before goes on."""
        self._blank: set[int] = set()
        self._unplaced: Counter[int] = Counter()
        """Lines of figures that stand in no grid, by page."""

    def run(self) -> Survey:
        for sheet in self._sheets:
            if not sheet.grids and is_blank_page(sheet.text):
                self._blank.add(sheet.page)
                continue
            if sheet.page in self._contents:
                rest = below_contents(sheet, self._kind)
                if rest is None:
                    continue
                sheet = rest
            self._page(sheet)
        self._end_waiting()
        self._end_open()
        self._report_unplaced()
        titles = [title for page in sorted(self._contents) for title in self._contents[page]]
        return Survey(without_repeats(self._done), tuple(titles), tuple(self._findings))

    # One page --------------------------------------------------------------------------------------------------

    def _page(self, sheet: Sheet) -> None:
        lines = with_units_whole([line for line in sheet.lines if not is_furniture(line, sheet, self._heads)])
        items: list[Line | Grid] = [*lines, *sheet.grids]
        items.sort(key=lambda item: (_on_right(item, sheet), item.box.top, isinstance(item, Grid)))
        left = [item for item in items if not _on_right(item, sheet)]
        for flow in (left, items[len(left) :]) if sheet.gutter else (items,):
            self._flow(flow, sheet)

    def _flow(self, flow: list[Line | Grid], sheet: Sheet) -> None:
        self._early = {}
        skip = 0
        first_on_page = True
        for index, item in enumerate(flow):
            if skip:
                skip -= 1
                continue
            if isinstance(item, Grid):
                self._grid(item, first_on_page)
                first_on_page = False
                continue
            title, used = title_at(flow, index, self._kind)
            if title is not None:
                ahead = flow[index + used : index + used + 3]
                known = is_numbered(ahead)
                if not known and not title.form_id and self._may_follow(title, item.page):
                    known = heads_table(title, ahead, bool(self._early.get("unit")), first_on_page)
                self._start(title, item, flow[index : index + used], known)
                skip = used - 1
                continue
            if first_on_page and self._is_cut_row(item):
                continue
            if first_on_page and self._open is not None and (figures := bare_figures(item)) is not None:
                # Nothing but figures at the head of a page: what is left of columns on pages of their own.
                if figures:
                    self._unplaced[item.page] += 1
                continue
            if self._line(item) and not self._caption_only(item):
                first_on_page = False

    def _is_cut_row(self, line: Line) -> bool:
        """Whether a line at the head of a page is the end of a name that the page before prints whole: a break between
        pages went through its row."""
        table = self._open
        if table is None or table.closed or self._apart(line.page, table.parts[-1].page) != 1:
            return False
        above, text = table.parts[-1], line.squeezed
        last = (cell.squeezed for cell in above.cells if cell.row + cell.rowspan == above.rows)
        return any(name != text and name.endswith(text) for name in last)

    def _caption_only(self, line: Line) -> bool:
        if squeeze(line.text) in ("续表", "(续)"):
            self._more = line.page
            return True
        return is_caption(line.text)

    def _apart(self, page: int, other: int) -> int:
        """How many pages one page comes after another, empty ones not counted."""
        return page - other - sum(1 for blank in self._blank if other < blank < page)

    def _may_follow(self, title: Title, page: int) -> bool:
        """Whether a title of no form is not the open table's again, on its last page or the next."""
        table = self._open
        return table is not None and self._apart(page, table.parts[-1].page) <= 1 and not ends_as(title, table.title)

    def _report_unplaced(self) -> None:
        for page, count in self._unplaced.items():
            self._findings.append(finding("unplaced_lines", page=page, count=count))

    def _line(self, line: Line) -> bool:
        """Take a line that is no title. Returns whether it is content."""
        text = line.text
        followers = (*line.words[1:], None)
        # Before its unit an amount is part of a sentence, of which a line of text may have neither beginning nor end.
        figures = sum(
            is_amount(word.text) and not (after is not None and _UNIT.match(squeeze(after.text)))
            for word, after in zip(line.words, followers, strict=True)
        )
        if (figures >= 2 or (figures and is_row(line))) and not re.search(r"[=＝。]", text):
            self._unplaced[line.page] += 1
        number, (unit, unit_printed), entity = form_number(text), unit_of(text), entity_of(text)
        short = len(squeeze(text)) <= 120 and "。" not in text
        target = self._waiting
        if short and (number or unit or entity):
            words = [form_number(word.text) for word in line.words]
            number = number or next(filter(None, words), "")
            for key, value in (("number", number), ("unit", unit_printed if unit else ""), ("entity", entity)):
                if not value:
                    continue
                if target is None:
                    self._early[key] = value
                elif not getattr(target, key) or key in target.early or key == "unit":
                    setattr(target, key, value)
                    target.early.discard(key)
            return False
        number = next(filter(None, (form_number(word.text) for word in line.words)), "") if short else ""
        if number and target is None:
            self._early["number"] = number
        if target is not None and self._apart(line.page, target.page) == 1 and says_table_is_empty(squeeze(text)):
            # Its head stood at the foot of the page before, or nothing did; its note is the next thing.
            target.notes.append(line.squeezed)
            return True
        if target is not None and target.page == line.page:
            if says_table_is_empty(squeeze(text)):
                target.notes.append(line.squeezed)
                return True
            if is_heading(text):
                # Another part begins: the line was no title of a table, or the table is only a sentence.
                self._end_waiting()
            target.prose = target.prose or "。" in text
            return True
        if self._open is not None and not self._open.closed:
            self._note(line)
        return True

    def _note(self, line: Line) -> None:
        table = self._open
        assert table is not None
        text = line.squeezed
        last_part = table.parts[-1]
        if is_heading(line.text) or line.page != last_part.page or line.box.top < last_part.box.top:
            table.closed = True
            return
        if may_be_note(squeeze(text)):
            table.notes.append(text)
        elif table.notes and not table.notes[-1].endswith(("。", "；", ";")):
            table.notes[-1] += text
        elif re.search(r"[=＝]", text):
            table.notes.append(text)
        else:
            table.closed = True

    # Titles ----------------------------------------------------------------------------------------------------

    def _start(self, title: Title, line: Line, used: list[Line | Grid], known: bool) -> None:
        """A title; of no form it is one only where something else says so too (`known`, its number, the 目录)."""
        printed = printed_title("".join(item.squeezed for item in used if isinstance(item, Line)), title)
        going = self._open
        same = going is not None and bool(title.form_id) and _goes_on(going.title, title)
        again = None
        if (
            same
            and going is not None
            and (title.continued or going.parts[-1].page != line.page or line.box.x0 > going.parts[-1].box.x1)
            and (title.continued or self._apart(line.page, going.parts[-1].page) <= 1)
        ):
            # The title again at the head of the next page, or with 续表, which says so wherever it stands: mostly the
            # table goes on; its rows will tell. A page between may have nothing but the head and a name cut in two.
            again = going
        if title.continued and going is not None and not title.form_id:
            going.closed = False
            self._more = line.page
            return
        self._end_waiting()
        known = known or bool(title.number or self._early.get("number"))
        if not title.form_id and not known and not self._in_contents(title):
            return
        self._waiting = self._opened(title, printed, line.page, line.box, unit_of(line.text)[1])
        self._waiting.again = again

    def _opened(self, title: Title, printed: str, page: int, box: Box, unit: str) -> OpenTable:
        """A table that has its title, and what stood above that."""
        early = self._early
        self._early = {}
        return OpenTable(
            title,
            printed,
            page,
            box,
            title.number or early.get("number", ""),
            unit or early.get("unit", ""),
            # The line of the name may stand right above the title, and be read as its first line.
            entity_of(title.before) or title.before or early.get("entity", ""),
            early=set(early),
        )

    def _in_contents(self, title: Title) -> bool:
        return any(squeeze(t.text) == squeeze(title.text) for page in self._contents.values() for t in page)

    # Grids -----------------------------------------------------------------------------------------------------

    def _grid(self, grid: Grid, first_on_page: bool) -> None:
        for piece in pieces(grid):
            for cell in piece.above:
                self._caption_cell(cell, grid.page)
            if piece.grid is not None:
                self._body(piece.grid, first_on_page)
            table = self._open
            if table is not None:
                table.notes.extend(cell.squeezed for cell in piece.below)
            first_on_page = False

    def _caption_cell(self, cell: Cell, page: int) -> None:
        line = Line(page, (), cell.box)
        title = title_in(cell.text, self._kind)
        if title is not None:
            going = self._open
            same = going and title.form_id and _goes_on(going.title, title)
            self._end_waiting()
            self._waiting = self._opened(
                title, printed_title(cell.squeezed, title), page, line.box, unit_of(cell.text)[1]
            )
            if same and going and going.parts[-1].page == page - 1:
                self._waiting.again = going
            return
        target = self._waiting
        unit, printed_unit = unit_of(cell.text)
        for key, value in (
            ("number", form_number(cell.text)),
            ("unit", printed_unit if unit else ""),
            ("entity", entity_of(cell.text)),
        ):
            if value and target is not None and (not getattr(target, key) or key in target.early):
                setattr(target, key, value)
                target.early.discard(key)
            elif value and target is None:
                self._early[key] = value

    def _body(self, grid: Grid, first_on_page: bool) -> None:
        waiting = self._waiting
        if self._has_keys_again(grid):
            return
        if waiting is not None and waiting.again is not None and waiting.again is self._open:
            going = waiting.again
            other = another_entity(waiting.entity, going.entity, waiting.title.continued)
            form = forms().get(going.title.form_id)
            foreign = form is not None and belongs_elsewhere(grid, form)
            if not other and not foreign and not same_start(grid, going.parts[0]):
                going.closed = False
                going.parts.append(grid)
                self._waiting = None
                return
            waiting.again = None
        blank = not any(cell.text for cell in grid.cells)
        if waiting is not None and blank and waiting.page == grid.page:
            return  # the edges of a head that the break between pages goes through
        if waiting is not None and self._apart(grid.page, waiting.page) <= 1:
            form = forms().get(waiting.title.form_id)
            sure = not waiting.prose and (form is None or waiting.page == grid.page)
            if sure or (form is not None and confirms(grid, form)):
                self._end_open()
                waiting.parts.append(grid)
                self._open, self._waiting = waiting, None
                return
        self._end_waiting()
        table = self._open
        if table is not None and first_on_page and len(table.parts) == 1 and not table.closed:
            first = table.parts[0]
            next_page = self._apart(grid.page, first.page) == 1
            whole = (grid if repeats(first, grid) else stacked(first, grid)) if next_page else None
            if whole is not None:
                table.parts = [whole]
                return
        if table is not None and not (table.closed and not first_on_page):
            last = table.parts[-1]
            form = forms().get(table.title.form_id)
            ours = form is None or not belongs_elsewhere(grid, form)
            says_so = first_on_page and self._more == grid.page and grid.cols == last.cols
            goes_on = says_so or continues(grid, table.parts[0], last, first_on_page)
            if self._apart(grid.page, last.page) <= 1 and ours and goes_on:
                if not blank:
                    table.parts.append(filled_up(grid, table.parts[0]))
                return
        if blank:
            return
        if table is not None and self._apart(grid.page, table.parts[-1].page) <= 1:
            table.closed = True
        bare = all(is_number(cell.squeezed) or names_figures(cell.squeezed) for cell in grid.cells if cell.text)
        figures = sum(1 for cell in grid.cells if (is_number(cell.squeezed) and bare) or holds_amount(cell.text))
        near = (
            table is not None
            and self._apart(grid.page, max(cell.page or table.parts[-1].page for cell in table.parts[-1].cells)) <= 1
            and (first_on_page or is_coded(grid, 1))
        )
        # What stands next and sums up, has a code or nothing but figures and dashes is the rest of the table before,
        # however few they are.
        rest = near and (
            bare or is_coded(grid, 1) or (first_on_page and any(is_total(cell.text) for cell in grid.cells))
        )
        if figures >= (1 if rest else FIGURES_OF_A_TABLE) and (near or is_coded(grid) or sums_up(grid)):
            self._findings.append(finding("unplaced_grid", page=grid.page, count=figures))

    def _has_keys_again(self, grid: Grid) -> bool:
        """Put the columns of a grid to the part of the open table that has its rows, if there is one."""
        going, waiting = self._open, self._waiting
        if going is None or (waiting is not None and not _goes_on(going.title, waiting.title)):
            return False
        if waiting is not None and another_entity(waiting.entity, going.entity, waiting.title.continued):
            return False
        if not put_beside(going.parts, grid):
            return False
        self._waiting = None
        return True

    # Ends ------------------------------------------------------------------------------------------------------

    def _end_waiting(self) -> None:
        """A title that met no grid: a table that is only a sentence, or no title at all."""
        waiting = self._waiting
        self._waiting = None
        if (
            waiting is not None
            and waiting.title.form_id
            and any(says_table_is_empty(squeeze(n)) for n in waiting.notes)
        ):
            self._done.append(waiting)

    def _end_open(self) -> None:
        if self._open is not None:
            self._done.append(self._open)
        self._open = None


def _goes_on(title: Title, again: Title) -> bool:
    """Whether a title may be that of a table again: of its form, by its name."""
    return title.form_id == again.form_id and (not title.form_id or same_name(title, again))


def survey(sheets: Sequence[Sheet], kind: Kind = "account") -> Survey:
    """Find the numbered tables of a document.

    Args:
        sheets: its pages in order; pages without characters count only for the 目录.
        kind: of the document, which decides what a title means that several kinds print (收支总表).

    Returns:
        The tables in printed order, with their grids, notes, printed number, unit and entity, and the 目录.
    """
    return _Walk(with_columns_joined(sheets), kind).run()
