"""The records of one document: which section each kind is read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from extractor import lazy_re as re
from extractor.forms import families
from extractor.forms.narrative import Measure, Narrative
from extractor.model import Passage, Sheet, Table
from extractor.model.coverage import PerformanceText
from extractor.model.records import Assets, Change, Item, ItemsTotal, Profile, Records, Staff, Term, Unit
from extractor.records.both import with_tables
from extractor.records.changes import read_changes
from extractor.records.coverage import TITLE, read_performance
from extractor.records.glossary import read_glossary
from extractor.records.items import as_budgeted, read_items
from extractor.records.key_work import read_key_work
from extractor.records.numbered import read_numbered
from extractor.records.outline import Outline, Section, outline
from extractor.records.performance import read_evaluations
from extractor.records.profile import (
    DUTIES,
    UNITS,
    read_duties,
    read_staff,
    rows_of_lines,
    unit_sentence,
    units_of_sentence,
    units_of_table,
)
from extractor.records.public import read_public
from extractor.records.spending import read_assets, read_operating, read_procurement
from extractor.records.text import TextLine, is_form_to_fill, text_of

_ASSETS = re.compile(r"国有资产|资产占|车辆|固定资产")
_NO_CHANGES = frozenset({"three_public", "operating", "procurement"})
_BUDGETED = "预算"
"""What the amounts of the items are called in a budget."""
_PEOPLE = re.compile(r"基本情况|人员|编制|概况|简介")


def read_records(
    lines: Sequence[TextLine],
    sheets: Sequence[Sheet],
    tables: Sequence[Table],
    family: str,
    entity: str,
    year: int | None,
) -> Records:
    """Everything that a document says beyond its tables.

    Args:
        lines: the running text, line by line in reading order.
        sheets: the pages, for the small tables among the text.
        tables: the tables as read; an item gets the code of its row from them.
        family: which family of documents it is of.
        entity: whose document it is.
        year: the fiscal year, where it is known.
    """
    known = families().get(family)
    if known is None:
        return Records()
    reading = _Reading(outline(lines, known.narrative, entity), known.narrative, sheets, tables, entity, year)
    records = reading.records()
    if not reading.budgets:
        records = with_tables(records, read_numbered(sheets, tables, year))
    return replace(records, evaluations=read_evaluations(sheets, lines))


_T = TypeVar("_T")


class _Reading:
    def __init__(
        self,
        parts: Outline,
        narrative: Narrative,
        sheets: Sequence[Sheet],
        tables: Sequence[Table],
        entity: str,
        year: int | None,
    ) -> None:
        self._sheets = sheets
        self._narrative, self._entity, self._year = narrative, entity, year
        self._tables = {table.table_id: table for table in tables}
        self.budgets = any(spot.word == _BUDGETED for spot in narrative.items)
        self._profile = parts.of_part("profile")
        self._glossary = parts.of_part("glossary")
        own = parts.of_part("explanation")
        # A document without parts: every section but the 目录's.
        self._explained = own or [section for section in parts.sections if section.part in ("", "annex")]
        self._all = parts

    def records(self) -> Records:
        total, items = self._items()
        return Records(
            profile=self._of_profile(),
            items_total=total,
            items=tuple(items),
            changes=tuple(self._changes()),
            three_public=self._first(
                "three_public", lambda text: read_public(text, self._measures(), self.budgets), "三公"
            ),
            operating=self._first("operating", lambda text: read_operating(text, self._year), "运行经费"),
            procurement=self._first("procurement", read_procurement, "政府采购"),
            assets=self._assets(),
            performance=self._performance(),
            key_work=read_key_work(self._all.of_part("key_work"), self._sheets),
            glossary=tuple(self._terms()),
        )

    # Sections ---------------------------------------------------------------------------------------------------------

    def _texts(self, wanted: Callable[[Section], bool]) -> Iterator[tuple[Section, Passage]]:
        """The wanted sections of the explanation; (一), (二) of a wanted chapter are a text with it."""
        run: list[Section] = []
        for section in self._explained:
            if run and (section.rank < 2 or not wanted(section)):
                yield run[0], _joined(run)
                run = []
            if wanted(section):
                run.append(section)
        if run:
            yield run[0], _joined(run)

    def _first(self, key: str, read: Callable[[Passage], _T | None], words: str = "") -> _T | None:
        """The record of the first section that has one: of a key, else of any that holds the words."""
        for _, text in self._texts(lambda section: section.key == key):
            if text.text and (one := read(text)) is not None:
                return one
        if words:
            for section in self._explained:
                if words in section.text.text and (one := read(section.text)) is not None:
                    return one
        return None

    # Kinds ------------------------------------------------------------------------------------------------------------

    def _items(self) -> tuple[ItemsTotal | None, list[Item]]:
        total: ItemsTotal | None = None
        items: list[Item] = []
        for spot in self._narrative.items:
            for section in self._explained:
                if section.key != spot.section or not section.lines:
                    continue
                text = section.text
                if is_form_to_fill(text.text):
                    continue
                one, own = read_items(text, self._tables.get(spot.table), spot.table, spot.column)
                if spot.word == _BUDGETED:
                    own = [as_budgeted(item) for item in own]
                if (own and not items and one is not None) or (
                    one is not None and total is None and one.budget_initial
                ):
                    total = one
                items += own
        return total, items

    def _changes(self) -> Iterator[Change]:
        for section in self._explained:
            if not section.lines or not section.key or section.key in _NO_CHANGES:
                continue
            if not is_form_to_fill(section.text.text):
                yield from read_changes(section.text, section.number, self._entity, self._year)

    def _measures(self) -> Sequence[Measure]:
        """What names the 三公 items; every family calls them what the departments do."""
        own = (spot.measures for spot in self._narrative.measures)
        usual = (spot.measures for known in families().values() for spot in known.narrative.measures)
        return next(own, None) or next(usual, ())

    def _assets(self) -> Assets | None:
        for section in self._explained:
            if _ASSETS.search(section.title) and (one := read_assets(section.text)) is not None:
                return one
        for section in self._explained:
            if "车辆" in section.text.text and (one := read_assets(section.text)) is not None:
                return one
        return None

    def _performance(self) -> PerformanceText:
        chapter = ""
        texts = []
        for section in self._explained:
            if section.rank <= 1:
                chapter = section.title
            if section.lines and (TITLE.search(section.title) or (section.rank > 1 and TITLE.search(chapter))):
                texts.append((section.title, section.text))
        return read_performance(texts)

    def _terms(self) -> list[Term]:
        if not self._glossary:
            return []
        whole = _joined(self._glossary, with_headings=True)
        return read_glossary(whole)

    def _of_profile(self) -> Profile:
        duties = next((s for s in self._filled() if DUTIES.search(s.title)), None)
        units = next((s for s in self._filled() if UNITS.search(s.title) and s is not duties), None)
        sentence = ""
        rows: list[Unit] = []
        if units is not None:
            sentence, rows = self._units(units.text)
        staff: list[Staff] = []
        for section in self._filled():
            if section is not units and section is not duties and _PEOPLE.search(section.title):
                staff += read_staff(section.text)
        return Profile(
            heading_duties="" if duties is None else duties.heading,
            duties=() if duties is None else tuple(read_duties(duties.text)),
            heading_units="" if units is None else units.heading,
            unit_sentence=sentence,
            units=tuple(rows),
            staff=tuple(staff),
        )

    def _filled(self) -> list[Section]:
        sections = self._profile or [s for s in self._all.sections if s.part == ""]
        return [section for section in sections if section.lines]

    def _units(self, text: Passage) -> tuple[str, list[Unit]]:
        sentence, start, end = unit_sentence(text)
        rows = units_of_table(self._sheets) or rows_of_lines(text)
        return sentence, rows or units_of_sentence(text, start, end, self._entity)


def _joined(sections: Sequence[Section], with_headings: bool = False) -> Passage:
    first = sections[0]
    if len(sections) == 1 and not with_headings:
        return first.text
    lines = []
    for section in sections:
        if with_headings and section.rank and section.opening is not None:
            lines.append((section.opening, 0))
            lines += [pair for pair in section.lines if pair[0] is not section.opening]
        else:
            lines += section.lines
    return text_of(first.title, lines, first.key)
