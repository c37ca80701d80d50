"""Second and third opinion: a table that does not prove itself is read again, and the readings compete.

First pdfplumber, with its own parser and table finder; where that does not settle it camelot, which shares a parser
with neither. Only the pages of the table are read again, and a document whose tables all prove themselves imports
neither. Where two independent readings agree, what is wrong is the document; where they differ and nothing decides,
nobody claims to know.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extractor import verify
from extractor.errors import DocumentError
from extractor.forms.titles import match_title
from extractor.grid import Builder
from extractor.grid.hypotheses import HYPOTHESES
from extractor.model import (
    Candidate,
    CheckResult,
    Difference,
    Engine,
    Figure,
    Finding,
    Grid,
    Opinion,
    Place,
    Row,
    Sheet,
    Table,
)
from extractor.parse import open_pdf
from extractor.parse.characters import folded
from extractor.reread.choose import (
    Choice,
    Contender,
    choose,
    concerning,
    differences,
    region_texts,
    suspects,
)

Again = Callable[[str, Sequence[Sheet]], Table | None]
"""Reads one form's table from sheets, some of which come from another engine; None where it finds none."""

_LOG = logging.getLogger("juesuan")
_NAMED = 5
_PICTURE = 0.2
"""Share of a page from which on a picture on it may hold the lines of a table."""
_SURE = "（两种读法一致，原表不平）"
_NAMES: dict[Engine, str] = {"pdfium": "PDFium", "pdfplumber": "pdfplumber", "camelot": "camelot", "ocr": "文字识别"}
_BELIEFS = {"": "", "rows_only": "（不计竖线）", "no_lines": "（不计框线）"}


class Method(NamedTuple):
    """A way to read pages again: an engine, or the first reader with something else believed of a page's lines."""

    engine: Engine
    hypothesis: str = ""


_PLUMBER, _CAMELOT = Method("pdfplumber"), Method("camelot")
_METHODS = (_PLUMBER, *(Method("pdfium", name) for name in HYPOTHESES), _CAMELOT)


class Source(NamedTuple):
    """The file, for engines that read it again."""

    data: bytes
    password: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The tables that are believed, and what there is to say about it."""

    tables: tuple[Table, ...]
    checks: tuple[CheckResult, ...]
    """Their identities."""
    sheets: tuple[Sheet, ...]
    """The pages as the believed readings took them apart."""
    opinions: tuple[Opinion, ...] = ()
    findings: tuple[Finding, ...] = ()
    disputed: frozenset[Place] = frozenset()


def reconsider(
    source: Source,
    sheets: Sequence[Sheet],
    tables: Sequence[Table],
    findings: Sequence[Finding],
    again: Again,
    scanned: frozenset[int] = frozenset(),
) -> Outcome:
    """Read again what needs it.

    Args:
        source: the file.
        sheets: its pages as the first reader took them apart.
        tables: as read first.
        findings: of the walk through the document: figures that stand in no table.
        again: how to read a table from sheets.
        scanned: pages that were read from their pictures; no parser has anything to say of a table there.
    """
    checks = verify.check(tables)
    first = Outcome(tuple(tables), checks, tuple(sheets))
    causes = suspects(tables, checks, findings)
    pages = {t.table_id: _pages(t, causes[t.table_id], findings) for t in tables if t.table_id in causes}
    for table in tables:
        standing = _titled(table, sheets) if table.status == "missing" else ()
        if standing:
            causes[table.table_id], pages[table.table_id] = ("missing_table",), standing
    causes = {key: cause for key, cause in causes.items() if not scanned.intersection(pages[key])}
    return _Hearing(source, first, causes, pages, again).run() if causes else first


def _pages(table: Table, causes: Sequence[str], findings: Sequence[Finding]) -> tuple[int, ...]:
    """A table's pages, and those with figures that may be its."""
    own = set(table.pages)
    if any(cause.startswith("unplaced") for cause in causes) and table.pages:
        loose = {f.page for f in findings if f.code.startswith("unplaced") and f.page is not None}
        own |= {page for page in loose if table.pages[0] <= page <= table.pages[-1] + 1}
    return tuple(sorted(own))


def _titled(table: Table, sheets: Sequence[Sheet]) -> tuple[int, ...]:
    """Where the title of a table stands over nothing that was seen as a table."""
    for sheet in sheets:
        for line in sheet.lines:
            title = match_title(line.text)
            if title is not None and title.form_id == table.table_id and sum(map(_has_title, sheet.lines)) < 3:
                return (sheet.page, sheet.page + 1) if sheet.page < len(sheets) else (sheet.page,)
    return ()


def _has_title(line: object) -> bool:
    return match_title(getattr(line, "text", "")) is not None


@dataclass(slots=True)
class _Hearing:
    """All suspects of a document heard together: one that is cleared may clear another."""

    source: Source
    first: Outcome
    causes: Mapping[str, tuple[str, ...]]
    pages: Mapping[str, tuple[int, ...]]
    again: Again
    read: dict[Method, dict[int, Sheet]] = field(default_factory=dict)
    """The pages as each method takes them apart."""
    failed: dict[Method, str] = field(default_factory=dict)
    left_out: dict[Method, frozenset[int]] = field(default_factory=dict)
    """Pages that a method does not take apart, since they would cost too much."""
    faults: list[Finding] = field(default_factory=list)
    """Failures of our own on the way to a reading."""

    def run(self) -> Outcome:
        heard = {t.table_id: [self._original(t)] for t in self.first.tables if t.table_id in self.causes}
        current = {table.table_id: table for table in self.first.tables}
        choices: dict[str, Choice] = {}
        for method in _METHODS:
            open_ones = [key for key in heard if key not in choices or not choices[key].settled]
            if not open_ones:
                break
            self._read_pages(method, sorted({page for key in open_ones for page in self.pages[key]}))
            for key in open_ones:
                heard[key].append(self._contender(key, method))
            choices = self._decide(heard, current)
        return self._outcome(heard, choices, current)

    def _original(self, table: Table) -> Contender:
        return Contender("pdfium", table if table.status != "missing" else None)

    def _read_pages(self, method: Method, pages: Sequence[int]) -> None:
        by_number = {sheet.page: sheet for sheet in self.first.sheets}
        try:
            if method.hypothesis:
                self.read[method] = self._built(method.hypothesis, pages)
            else:
                grids = self._grids(method.engine, pages, by_number)
                self.read[method] = {
                    page: _with_grids(by_number[page], [_folded(grid) for grid in grids.get(page, ())])
                    for page in pages
                }
                if method == _PLUMBER:
                    self.left_out[method] = frozenset(pages).difference(grids)
        except DocumentError as error:
            self.failed[method] = error.message
        except Exception as error:  # ours, not the file's: the first reading stands, and the document says so
            self.failed[method] = self._fault(error)

    def _fault(self, error: Exception, table_id: str = "") -> str:
        """A failure of our own: no quiet “no table”, but a doubt, and a trace in the log."""
        _LOG.error("a table could not be read again", exc_info=error)
        words = f"复读{table_id}时程序出错（{type(error).__name__}），少了一种读法，请对照原文核实，并把文件报告给我们"
        self.faults.append(Finding("opinion_failed", words, table_id, severity="doubt"))
        return f"{type(error).__name__}: {error}"

    def _built(self, hypothesis: str, pages: Sequence[int]) -> dict[int, Sheet]:
        """Pages taken apart by the first reader again, with something else believed of their lines."""
        changed = HYPOTHESES[hypothesis]
        reader = open_pdf(*self.source)
        builder = Builder()
        try:
            read = [reader.read(number) for number in pages]
        finally:
            reader.close()
        believed = [changed(page) for page in read]
        if all(one.rulings == other.rulings for one, other in zip(read, believed, strict=True)):
            return {}  # nothing to believe otherwise: the same reading again is no opinion
        return {page.number: builder.build(page) for page in believed}

    def _grids(
        self, engine: Engine, pages: Sequence[int], by_number: Mapping[int, Sheet]
    ) -> Mapping[int, tuple[Grid, ...]]:
        turns = {page: by_number[page].turned for page in pages}
        if engine == "pdfplumber":
            from extractor.parse.plumber_tables import plumber_grids

            return plumber_grids(*self.source, turns)
        from extractor.grid.camelot import camelot_grids

        # It looks for lines; where the others saw none and there is no picture of any, it has nothing to add.
        lined = [page for page in pages if self._may_have_lines(by_number[page])]
        return camelot_grids(*self.source, turns, lined) if lined else {}

    def _may_have_lines(self, sheet: Sheet) -> bool:
        ruled = any(grid.kind == "ruled" for grid in sheet.grids)
        seen = self.read.get(_PLUMBER, {}).get(sheet.page)
        return ruled or sheet.image_share >= _PICTURE or bool(seen and seen.grids)

    def _contender(self, table_id: str, method: Method) -> Contender:
        if method in self.failed:
            return Contender(method.engine, None, self.failed[method], method.hypothesis)
        left = self.left_out.get(method, frozenset()).intersection(self.pages[table_id])
        if left:
            words = f"第 {'、'.join(map(str, sorted(left)))} 页的线条和文字太多，没有读"
            return Contender(method.engine, None, words, method.hypothesis)
        try:
            table = self.again(table_id, self._sheets({table_id: method}))
        except Exception as error:
            return Contender(method.engine, None, self._fault(error, table_id), method.hypothesis)
        read = {id(grid) for sheet in self.read[method].values() for grid in sheet.grids}
        if table is not None and any(id(part) not in read for part in table.parts):
            table = None  # what another reading found elsewhere under the same title
        return Contender(method.engine, table, hypothesis=method.hypothesis)

    def _sheets(self, methods: Mapping[str, Method]) -> tuple[Sheet, ...]:
        """The document's pages, those of some tables as another method takes them apart."""
        taken = {
            page: self.read[method][page]
            for table_id, method in methods.items()
            if method in self.read
            for page in self.pages[table_id]
            if page in self.read[method]
        }
        return tuple(taken.get(sheet.page, sheet) for sheet in self.first.sheets)

    def _decide(self, heard: Mapping[str, list[Contender]], current: dict[str, Table]) -> dict[str, Choice]:
        """Choose until no choice changes another; each table changes at most a few times."""
        choices: dict[str, Choice] = {}
        for _ in range(len(heard) + 1):
            changed = False
            for key, contenders in heard.items():
                others = [table for table in current.values() if table.table_id != key]
                printed, hidden = self._printed(key, contenders), self._hides(key)
                choices[key] = choose(contenders, others, printed, hidden)
                table = contenders[choices[key].chosen].table
                if table is not None and table is not current[key]:
                    current[key] = table
                    changed = True
            if not changed:
                break
        return choices

    def _printed(self, table_id: str, contenders: Sequence[Contender]) -> list[str]:
        regions: dict[int, list[Grid]] = {}
        for contender in contenders:
            for part in contender.table.parts if contender.table is not None else ():
                regions.setdefault(part.page, []).append(part)
        texts = {sheet.page: list(_texts(sheet)) for sheet in self.first.sheets if sheet.page in regions}
        return region_texts(regions, texts)

    def _hides(self, table_id: str) -> bool:
        return any(sheet.hidden_chars for sheet in self.first.sheets if sheet.page in self.pages[table_id])

    # What there is to say ------------------------------------------------------------------------------------------

    def _outcome(
        self, heard: Mapping[str, list[Contender]], choices: Mapping[str, Choice], current: Mapping[str, Table]
    ) -> Outcome:
        tables = tuple(current[table.table_id] for table in self.first.tables)
        checks = verify.check(tables)
        opinions: list[Opinion] = []
        findings: list[Finding] = []
        disputed: set[Place] = set()
        sure = {place for c in checks if c.bound is not None and c.grade in ("exact", "tail") for place in c.places}
        unsure = {
            place
            for table in tables
            for row, figure in table.figures
            if figure.printed and (place := table.place(row, figure)) not in sure
        }
        for key, contenders in heard.items():
            opinion, places = self._opinion(contenders, choices[key], key)
            opinions.append(opinion)
            # A misread figure breaks every sum it stands in: what fails only where all else bears the figures out is
            # the document's own fault.
            failed = any(c.grade == "fail" and unsure.intersection(c.places) for c in concerning(key, checks))
            findings.extend(_finding(opinion, current[key], failed))
            findings.extend(_missing(opinion, current[key]))
            disputed |= places
        findings += dict.fromkeys(self.faults)
        taken = {key: contenders[choices[key].chosen] for key, contenders in heard.items()}
        methods = {key: Method(one.engine, one.hypothesis) for key, one in taken.items()}
        checks = with_verdicts(checks, opinions)
        return Outcome(tables, checks, self._sheets(methods), tuple(opinions), tuple(findings), frozenset(disputed))

    def _opinion(self, contenders: Sequence[Contender], choice: Choice, key: str) -> tuple[Opinion, set[Place]]:
        chosen = contenders[choice.chosen]
        candidates: list[Candidate] = []
        places: set[Place] = set()
        for k, (contender, score) in enumerate(zip(contenders, choice.scores, strict=True)):
            found: list[Difference] = []
            at: list[Place] = []
            if k != choice.chosen and contender.table is not None and chosen.table is not None:
                found, at = differences(chosen.table, contender.table)
            candidates.append(Candidate(contender.engine, score, tuple(found), contender.error, contender.hypothesis))
            if choice.verdict in ("differ", "agreed") and k in choice.heard:
                places.update(at)
        opinion = Opinion(
            key,
            self.causes[key],
            self.pages[key],
            chosen.engine,
            choice.verdict,
            _reason(choice, candidates, candidates[choice.chosen]),
            tuple(candidates),
            chosen.hypothesis,
        )
        return opinion, places


def _folded(grid: Grid) -> Grid:
    """A grid of another engine with the characters that the first reader reads."""
    return replace(grid, cells=tuple(replace(cell, text=folded(cell.text)) for cell in grid.cells))


def _with_grids(sheet: Sheet, grids: Sequence[Grid]) -> Sheet:
    """A page with another engine's grids; its lines are those that stand outside of them."""
    lines = tuple(
        line
        for line in sheet.lines
        if not any(
            g.box.x0 <= line.box.mid_x <= g.box.x1 and g.box.top <= line.box.mid_y <= g.box.bottom for g in grids
        )
    )
    return replace(sheet, grids=tuple(grids), lines=lines)


def _texts(sheet: Sheet) -> Iterator[tuple[float, float, str]]:
    for grid in sheet.grids:
        for cell in grid.cells:
            if cell.text_box is not None:
                yield cell.text_box.mid_x, cell.text_box.mid_y, cell.text
    for line in sheet.lines:
        for word in line.words:
            yield word.box.mid_x, word.box.mid_y, word.text


def _name(candidate: Candidate | Opinion) -> str:
    engine = candidate.engine if isinstance(candidate, Candidate) else candidate.chosen
    return _NAMES[engine] + _BELIEFS[candidate.hypothesis]


def _reason(choice: Choice, candidates: Sequence[Candidate], chosen: Candidate) -> str:
    if choice.scores[choice.chosen] is None:
        return "标题之下没有一种读法能由勾稽关系证明，按没有此表处理"
    name = _name(chosen)
    others = "、".join(_name(c) for c in candidates if c is not chosen)
    return {
        "agreed": "至少两种独立的读法一致",
        "replaced": f"只有{name}的读法保留了全部数字并使全部勾稽关系成立",
        "kept": f"只有{name}的读法保留了全部数字并使全部勾稽关系成立，{others}的读法不采用",
        "differ": f"各种读法不一致，没有一种能由勾稽关系单独证明，暂用{name}的读法",
        "alone": f"{others}没有读出完整的表，只有{name}一种读法",
    }[choice.verdict]


def _finding(opinion: Opinion, table: Table, failed: bool) -> Iterator[Finding]:
    """What the choice means for the document, if it means anything."""
    page = table.first_page
    found = [d for c in opinion.candidates for d in c.differences]
    named = list(dict.fromkeys(found))[:_NAMED]
    cells = "；".join(f"{d.where}：采用“{d.chosen}”，另读作“{d.other}”" for d in named)
    more = f"等 {len(set(found))} 处" if len(set(found)) > _NAMED else ""
    title = table.form_title
    first = opinion.candidates[0]
    if (opinion.chosen, opinion.hypothesis) != (first.engine, first.hypothesis) and opinion.verdict in (
        "replaced",
        "agreed",
    ):
        cells = "；".join(f"{d.where}由“{d.other}”改为“{d.chosen}”" for d in first.differences[:_NAMED])
        more = f"等 {len(first.differences)} 处" if len(first.differences) > _NAMED else ""
        proof = "后全部相符" if opinion.verdict == "replaced" else "，另一种读法与之一致"
        words = f"{title}第一种读法{_caused(opinion.causes)}，改用{_name(opinion)}的读法{proof}"
        yield Finding("second_reading", f"{words}：{cells}{more}" if cells else words, opinion.table_id, page)
    elif opinion.verdict == "differ" and found:
        words = f"{title}{_caused(opinion.causes)}，且各种读法的结果不一致，请对照原文核实（{cells}{more}）"
        yield Finding("readings_differ", words, opinion.table_id, page, "doubt")
    elif opinion.verdict == "alone" and failed:
        if any(part.kind != "ruled" for part in table.parts):
            words = f"{title}没有完整框线，按文字位置识别后勾稽不符，请对照原文核实"
            yield Finding("unruled_table", words, opinion.table_id, page, "doubt")
        else:
            words = f"{title}勾稽不符，换用其他读法没有读出完整的表，无法判断是原表不平还是读错"
            yield Finding("second_reading_failed", words, opinion.table_id, page, "doubt")


def _missing(opinion: Opinion, table: Table) -> Iterator[Finding]:
    """Which readings there would have been, had nothing kept an engine from its work."""
    for candidate in opinion.candidates:
        if candidate.error:
            words = f"{table.form_title}少一种读法：{_name(candidate)}{candidate.error.removeprefix(candidate.engine)}"
            yield Finding("reading_missing", words, table.table_id, table.first_page)


def _caused(causes: Sequence[str]) -> str:
    if "check_failed" in causes:
        return "勾稽不符"
    if "missing_table" in causes:
        return "没有找到表格"
    if any(cause == "lost_token" or cause.startswith("unplaced") for cause in causes):
        return "有数字未能归入"
    return "与表式不完全相符"


def with_verdicts(checks: Sequence[CheckResult], opinions: Sequence[Opinion]) -> tuple[CheckResult, ...]:
    """The identities; one that fails though all its tables were read twice alike says that the document is wrong."""
    agreed = {opinion.table_id for opinion in opinions if opinion.verdict == "agreed"}

    def worded(result: CheckResult) -> CheckResult:
        sure = result.places and agreed.issuperset((result.table_id, *(place.table_id for place in result.places)))
        return replace(result, message=result.message + _SURE) if result.grade == "fail" and sure else result

    return tuple(map(worded, checks))


def disputing(tables: Sequence[Table], places: frozenset[Place]) -> tuple[Table, ...]:
    """The tables with the figures at some places disputed, since readings differ there."""
    if not places:
        return tuple(tables)
    concerned = {place.table_id for place in places}

    def marked(table: Table) -> Table:
        def mark(row: Row, figure: Figure) -> Figure:
            return replace(figure, proof="disputed") if table.place(row, figure) in places else figure

        return table.map_figures(mark) if table.table_id in concerned else table

    return tuple(map(marked, tables))
