"""Codes and names read from pictures, held to what else says them: mended where one reading alone fits.

No sum tells that a name was misread, but a name does not stand alone. A 类 and a 经济分类科目 have published names; a
项 is its 款 with two digits; codes go up down the table; and the other tables print the same codes and names. A reading
one stroke from the only one that fits is mended to it and keeps what was read first (`Row.first_reading`). Readings
that only contradict each other are left as they are, and said. Nothing is put where nothing was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from types import MappingProxyType

from extractor.forms import forms
from extractor.forms.labels import is_total
from extractor.language.names import reads_as_name
from extractor.language.text import squeeze
from extractor.model import Finding, Page, Row, Table
from extractor.model.catalogue import finding
from extractor.normalize.keys import economic_section, level_of
from extractor.reread.keys import Key, Printed, kind_of, mended_key, total_of_codes
from extractor.reread.row_labels import (
    Labels,
    by_namesake,
    labels_of,
    last_of_both,
    listed,
    mended_label,
    of_which,
    without_rest,
)
from extractor.reread.tree import LENGTHS

_OF_ALL = frozenset(("合计", "总计"))


def mend_names(tables: Sequence[Table], pages: Mapping[int, Page] = MappingProxyType({})) -> tuple[Table, ...]:
    """The tables with those codes and names of scanned rows mended that only one reading fits.

    Args:
        tables: as read, their boxes as on the pages that were read.
        pages: those that were read from pictures, by number; they tell how surely a name was read.
    """
    if not any(row.of_picture for table in tables for row in table.rows):
        return tuple(tables)
    tables = tuple(tables)
    # What is mended in one table may tell what is wrong in the next.
    for _ in range(2):
        printed, labels = _printed(tables, pages), labels_of(tables)
        tables = tuple(_mended(table, printed, labels, pages) for table in tables)
    return tables


def name_findings(tables: Sequence[Table]) -> Iterator[Finding]:
    """What was mended, and which codes two tables name differently of which one was read from a picture."""
    for table in tables:
        for row in table.rows:
            if row.first_reading:
                now = " ".join(filter(None, (row.code, row.label)))
                yield finding("name_repaired", table.table_id, row.page, first=row.first_reading, now=now)
    seen: dict[str, dict[str, list[tuple[Table, Row]]]] = defaultdict(lambda: defaultdict(list))
    for table in tables:
        if kind_of(table) == "functional":
            for row in table.rows:
                if row.code and row.label:
                    seen[row.code][squeeze(row.label)].append((table, row))
    for code, names in seen.items():
        every = list(chain.from_iterable(names.values()))
        if len(names) > 1 and (scanned := next(((t, r) for t, r in every if r.of_picture), None)):
            said = "、".join(f"“{found[0][1].label}”（{found[0][0].table_id}）" for found in names.values())
            yield finding("scan_names_differ", scanned[0].table_id, scanned[1].page, code=code, names=said)


def _printed(tables: Sequence[Table], pages: Mapping[int, Page]) -> Printed:
    """Keys of the functional classification, by the tables that print them."""
    found: dict[Key, dict[str, float]] = defaultdict(dict)
    for table in tables:
        if kind_of(table) == "functional":
            for row in table.rows:
                if len(row.code) in LENGTHS and reads_as_name(row.label):
                    found[Key(row.code, squeeze(row.label))][table.table_id] = _sureness(row, pages)
    return found


def _sureness(row: Row, pages: Mapping[int, Page]) -> float:
    """How surely the key of a row was read, of its least certain word; 1 where it was not read from a picture, or is
    not found there, or was mended to what something else says."""
    page = pages.get(row.page)
    if page is None or row.box is None or row.first_reading or not row.of_picture:
        return 1.0
    key = squeeze(row.code + row.label)
    left, top, right, bottom = row.box
    return min(
        (
            word.confidence
            for word in page.words
            if left <= word.box.mid_x <= right and top <= word.box.mid_y <= bottom and squeeze(word.text) in key
        ),
        default=1.0,
    )


def _mended(table: Table, printed: Printed, labels: Labels, pages: Mapping[int, Page]) -> Table:
    form = forms().get(table.table_id)
    if form is None or form.key == "none" or not any(row.of_picture for row in table.rows):
        return table
    kind = kind_of(table)
    if form.key == "code" and kind not in ("functional", "economic"):
        return table
    rows = list(table.rows)
    for k, row in enumerate(rows):
        # A total of all rows has no code: what is level with it belongs to the row above or below.
        stray = bool(row.code) and squeeze(row.label) in _OF_ALL
        whole = is_total(row.label) and len(squeeze(row.label)) > 1
        if not row.of_picture or row.first_reading or (whole and not stray):
            continue
        new = Key("", squeeze(row.label)) if stray else None
        if new is None and form.key == "label":
            new = last_of_both(rows, k) or by_namesake(rows, k) or of_which(rows, k) or listed(rows, k)
        if new is None and form.key == "code":
            new = mended_key(rows, k, table, printed, partial(_sureness, row, pages))
        # What was left of the code of a 类 tells which it was.
        new = new or without_rest(rows, k) or total_of_codes(rows, k)
        if new is None and form.key == "label":
            new = mended_label(rows, k, table, labels)
        if new is None:
            continue
        first = " ".join(filter(None, (row.code, row.label)))
        economic = kind == "economic"
        rows[k] = replace(
            row,
            code=new.code,
            label=_as_printed(new.name, row.label),
            level=level_of(new.code, new.name, economic),
            section=economic_section(new.code, new.name) if economic else row.section,
            first_reading=first,
        )
    return replace(table, rows=tuple(rows)) if rows != list(table.rows) else table


def _as_printed(name: str, read: str) -> str:
    """A name with the signs it was read with, where these are the same but for their width."""
    if squeeze(read) == name:
        return read
    if len(read) == len(name):
        return "".join(old if squeeze(old) == new else new for old, new in zip(read, name, strict=True))
    return name if "(" in read else name.translate({ord("("): "（", ord(")"): "）"})
