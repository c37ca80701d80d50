"""Whether what a record says can be said of a document: names of tables, columns and units, places that are there."""

from __future__ import annotations

from collections.abc import Iterator

from extractor import lazy_re as re
from extractor.errors import BadRecordError
from extractor.forms import forms
from extractor.language.units import FACTORS
from extractor.model import Box, Disclosure, Table

_SHA = re.compile(r"[0-9a-f]{64}")
_UNKNOWN_TABLE = re.compile(r"X\d\d")
"""A numbered table of no known form."""
_UNKNOWN_COLUMN = re.compile(r"c\d{1,3}")
_FARTHEST = 1e6
"""Points: no page is larger."""
_YEARS = range(1900, 2200)
_PAGES = 100_000


def check_sense(disclosure: Disclosure, name: str) -> None:
    """Raises `BadRecordError` with the first thing that no document can be."""
    wrong = next(_nonsense(disclosure, name), "")
    if wrong:
        raise BadRecordError(wrong[:300])


def _nonsense(disclosure: Disclosure, name: str) -> Iterator[str]:
    if not _SHA.fullmatch(disclosure.sha256):
        yield "sha256 不是 64 位十六进制数"
    if disclosure.fiscal_year is not None and disclosure.fiscal_year not in _YEARS:
        yield f"没有 {disclosure.fiscal_year} 年度"
    if not 0 <= disclosure.page_count <= _PAGES or disclosure.size < 0:
        yield "页数或字节数不可能"
    if name != disclosure.name:
        yield f"名称 {name[:100]} 与年度、部门和 sha256 不符"
    families = {form.family for form in forms().values()} | {""}
    if disclosure.family not in families:
        yield f"没有 {disclosure.family[:50]} 这类文件（自己的表样请用 --forms 给出）"
    ids = [table.table_id for table in disclosure.tables]
    if len(ids) != len(set(ids)):
        yield "同一张表出现两次"
    for table in disclosure.tables:
        yield from _of_table(table, disclosure.page_count)
    known = {(table.table_id, row.index) for table in disclosure.tables for row in table.rows}
    for check in disclosure.checks:
        for place in check.places:
            if (place.table_id, place.row_index) not in known:
                yield f"勾稽关系 {check.check_id[:20]} 所指的 {place.table_id[:20]} 第 {place.row_index} 行不存在"
    for passage in disclosure.passages:
        starts = [start for start, _ in passage.marks]
        lines = [line.start for line in passage.lines]
        if starts != sorted(starts) or lines != sorted(lines):
            yield "正文的页码次序不对"


def _of_table(table: Table, pages: int) -> Iterator[str]:
    form = forms().get(table.table_id)
    here = f"表 {table.table_id[:20]}"
    if form is None and not _UNKNOWN_TABLE.fullmatch(table.table_id):
        yield f"没有{here}"
    if table.unit and table.unit not in FACTORS:
        yield f"{here}：没有“{table.unit[:20]}”这个单位"
    if any(not 1 <= page <= pages for page in table.pages):
        yield f"{here}：页码超出文件"
    of_form = {column.id for variant in form.variants for column in variant.columns} if form else set()
    columns = {column.id for column in table.columns}
    for column in columns - of_form:
        if not _UNKNOWN_COLUMN.fullmatch(column):
            yield f"{here}：没有“{column[:50]}”这一栏"
    last = 0
    ids = [row.row_id for row in table.rows if row.row_id]
    if len(ids) != len(set(ids)):
        yield f"{here}：两行同名（row_id）"
    if any("/" in row_id for row_id in ids):
        yield f"{here}：row_id 中有“/”"
    for row in table.rows:
        if row.index <= last:
            yield f"{here}：第 {row.index} 行的次序不对，或出现两次"
        last = row.index
        for figure in row.figures:
            where = f"{here} 第 {row.index} 行 {figure.column_id[:50]}"
            if figure.column_id not in columns:
                yield f"{where}：没有这一栏"
            if not 1 <= figure.page <= pages or not _on_a_page(figure.box):
                yield f"{where}：位置不在文件中"
            if figure.state in ("blank", "dash") and figure.amount is not None:
                yield f"{where}：没有印数字，却有金额"


def _on_a_page(box: Box) -> bool:
    # NaN is neither.
    return all(-_FARTHEST < side < _FARTHEST for side in box) and box.x0 <= box.x1 and box.top <= box.bottom
