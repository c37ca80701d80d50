"""The headline figures of each document of a run: one row a document, taken from its own figures.csv.

Nothing is worked out here but growth, and that only from the disclosure of the year before in the same run. A
figure that is disputed, or that stands in the document twice with different amounts, is named in `unclear`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from extractor.export.csvs import read_lines
from extractor.export.headline_records import HEADLINES, headlines_of
from extractor.export.numbers import digits
from extractor.export.tidy import FIGURE_COLUMNS, TABLE_COLUMNS
from extractor.forms import RowRule, catalogue
from extractor.forms.headlines import Headline
from extractor.forms.rows import says
from extractor.model import Kind
from extractor.naming import FIGURES_FILE, TABLES_FILE

Line = Mapping[str, str]
"""A line of figures.csv by column."""


class Document(NamedTuple):
    """What a headline row says of its document beside the figures."""

    name: str
    entity: str
    fiscal_year: int | None
    scope: str
    status: str
    code: str
    source: str
    sha256: str
    kind: Kind


_KEYS = (
    ("document", "文件编号"),
    ("entity", "部门"),
    ("fiscal_year", "年度"),
    ("scope", "口径"),
    ("status", "结论"),
    ("code", "结论代码"),
    ("source", "原文件"),
    ("sha256", "原文件sha256"),
    ("kind", "类别"),
)


def headline_titles() -> dict[str, str]:
    """Every column of headline.csv with its Chinese title, in order."""
    known = catalogue()
    return {
        **dict(_KEYS),
        **{one.id: one.title for one in known.headlines},
        **{f"{one.id}_growth": f"{one.title}比上年增长（%）" for one in _growing()},
        "unclear": "存疑的栏",
        **{f"{table}_verdict": f"{table}核对" for table in known.forms},
        **HEADLINES,
    }


def amounts() -> frozenset[str]:
    """The columns that hold 万元, and the counts and shares of records."""
    return frozenset([*(one.id for one in catalogue().headlines), *HEADLINES])


def growths() -> frozenset[str]:
    """The columns that hold percent."""
    return frozenset(f"{one.id}_growth" for one in _growing())


def _growing() -> list[Headline]:
    return [one for one in catalogue().headlines if one.grows]


_Cells = dict[tuple[str, str], list[tuple[str, tuple[RowRule, ...]]]]


def _cells() -> _Cells:
    """For each table and column the headline figures that stand there, and the rows they stand in."""
    known = catalogue()
    out: _Cells = {}
    for family in known.families.values():
        for one in known.headlines:
            figure = family.figures.get(one.figure)
            form = None if figure is None or figure.add else known.forms[figure.table]
            if figure is None or form is None:
                continue
            rules = tuple(rule for row in figure.rows if (rule := form.row(row)) is not None)
            for column in figure.columns:
                out.setdefault((figure.table, column), []).append((one.id, rules))
    return out


@dataclass(frozen=True, slots=True)
class _Picked:
    """A document's headline figures, exact strings as in figures.csv; "" for a blank or what is not there."""

    document: Document
    amounts: dict[str, str]
    unclear: tuple[str, ...]
    verdicts: dict[str, str]


def headline_rows(folder: Path, documents: Iterable[Document]) -> Iterator[tuple[str, ...]]:
    """The rows of headline.csv in the order of `documents`, under `headline_titles`.

    Each document's figures are read once, line by line; what stays in memory is its row.

    Raises:
        OutputError: a document's own file is not there or not ours.
    """
    known, cells = catalogue(), _cells()
    picked = [_pick(folder, document, cells) for document in documents]
    before: dict[tuple[Kind, str, str, int], list[_Picked]] = {}
    for one in picked:
        if one.document.entity and one.document.fiscal_year:
            same = one.document
            before.setdefault((same.kind, same.entity, same.scope, one.document.fiscal_year), []).append(one)
    for one in picked:
        document = one.document
        last: list[_Picked] = []
        if document.entity and document.fiscal_year:
            last = before.get((document.kind, document.entity, document.scope, document.fiscal_year - 1), [])
        year = "" if document.fiscal_year is None else str(document.fiscal_year)
        yield (
            *(document.name, document.entity, year, document.scope),
            *(document.status, document.code, document.source, document.sha256, document.kind),
            *(one.amounts.get(headline.id, "") for headline in known.headlines),
            *(_growth(one, last, headline.id) for headline in _growing()),
            ";".join(one.unclear),
            *(one.verdicts.get(table, "") for table in known.forms),
            *headlines_of(folder / document.name).values(),
        )


def _pick(folder: Path, document: Document, of_cell: _Cells) -> _Picked:
    found: dict[str, set[tuple[str, str]]] = {}
    path = folder / document.name / FIGURES_FILE
    for line in read_lines(path, FIGURE_COLUMNS, lambda cells: (cells[_TABLE], cells[_COLUMN]) in of_cell):
        for headline_id, rules in of_cell[line["table_id"], line["column_id"]]:
            if any(says(rule, line["side"], line["section"], line["code"], line["label"]) for rule in rules):
                found.setdefault(headline_id, set()).add((line["amount"], line["proof"]))
    amounts, unclear = {}, []
    for headline in catalogue().headlines:
        cells = found.get(headline.id, set())
        different = {amount for amount, _ in cells}
        if len(different) == 1:
            amounts[headline.id] = different.pop()
        if len(different) > 1 or any(proof == "disputed" for _, proof in cells):
            unclear.append(headline.id)
    tables = read_lines(folder / document.name / TABLES_FILE, TABLE_COLUMNS)
    return _Picked(document, amounts, tuple(unclear), {line["table_id"]: line["verdict"] for line in tables})


_TABLE, _COLUMN = FIGURE_COLUMNS.index("table_id"), FIGURE_COLUMNS.index("column_id")


def _growth(now: _Picked, last: list[_Picked], name: str) -> str:
    """By how many percent a figure grew, "" where that cannot be said.

    The year before must be in the run, in one version or in versions that agree; both figures must be printed and
    beyond dispute, and the earlier one above nought.
    """
    bases = {one.amounts.get(name, "") for one in last}
    if len(bases) != 1 or any(name in one.unclear for one in (now, *last)):
        return ""
    base, amount = bases.pop(), now.amounts.get(name, "")
    if not base or not amount or Decimal(base) <= 0:
        return ""
    growth = (Decimal(amount) - Decimal(base)) / Decimal(base) * 100
    return digits(growth.quantize(Decimal("0.01"), ROUND_HALF_UP))
