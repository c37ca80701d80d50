"""预决算对照: the budget and the account of one department, scope and year, code by code and column by column.

Made from the documents' own figures.csv, of a run or of an archive. A difference is no fault: money is added in the
year, codes move, and what is carried over was an estimate. Where the account prints its own 年初预算, that is set
against the budget as it was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from extractor.export.numbers import digits
from extractor.export.words import RELATION, SECTION, SIDE
from extractor.forms.comparison import TablePair, shared_name, table_pairs
from extractor.model import Initial, Kind

Line = Mapping[str, str]
"""A line of figures.csv by column."""
_Key = tuple[str, str, str]
_Cells = dict[_Key, dict[str, Line]]
"""By row (side, section, code or name) and column."""
_BALANCES = ("opening", "closing")
_CENT = Decimal("0.01")


class Side(NamedTuple):
    """One of the two documents."""

    name: str
    kind: Kind
    entity: str
    fiscal_year: int | None
    scope: str


class Compared(NamedTuple):
    """One figure in the budget and in the account; amounts in 万元, "" where there is none."""

    entity: str
    fiscal_year: str
    scope: str
    budget_document: str
    account_document: str
    budget_table: str
    account_table: str
    table_title: str
    side: str
    section: str
    code: str
    label: str
    column_id: str
    column_title: str
    budget: str
    final: str
    difference: str
    """The final figure less the budget's; what is not printed counts as nought."""
    rate: str
    """The final figure in percent of the budget's."""
    relation: str
    """`equal` to the last digit that both print, `higher`, `lower`, `only_final`, `only_budget`."""
    initial: str
    """The 年初预算 that the account itself prints."""
    initial_difference: str
    """That less the budget's."""
    budget_page: str
    account_page: str


COMPARISON_COLUMNS: tuple[str, ...] = Compared._fields


def pairs(documents: Iterable[Side]) -> Iterator[tuple[Side, Side]]:
    """Every budget with every account of its department, scope and year.

    A document that does not print its scope goes with one that does only where no other of that year has another.
    """
    by_year: dict[tuple[str, int], list[Side]] = {}
    for document in documents:
        if document.entity and document.fiscal_year is not None:
            by_year.setdefault((document.entity, document.fiscal_year), []).append(document)
    for same in by_year.values():
        scopes = {document.scope for document in same} - {""}
        for budget in same:
            for account in same:
                if (budget.kind, account.kind) == ("budget", "account") and (
                    budget.scope == account.scope or len(scopes) == 1
                ):
                    yield budget, account


def compare(
    budget: Side,
    account: Side,
    of_budget: Iterable[Line],
    of_account: Iterable[Line],
    initial: Iterable[Initial] = (),
) -> Iterator[Compared]:
    """The figures of two documents side by side, in the order of the budget, then what only the account has.

    Args:
        budget: what the rows say of the budget.
        account: and of the account.
        of_budget: the lines of its figures.csv.
        of_account: the same of the account.
        initial: what the account's text says was budgeted at first.
    """
    told = {(one.table_id, one.code): one.amount for one in initial}
    tables = {pair.budget for pair in table_pairs()}, {table for pair in table_pairs() for table in pair.accounts}
    ours, theirs = _by_table(of_budget, tables[0]), _by_table(of_account, tables[1])
    for pair in table_pairs():
        table = next((table for table in pair.accounts if table in theirs), "")
        if pair.budget in ours and table:
            yield from _rows(pair, table, (budget, account), ours[pair.budget], theirs[table], told)


def for_people(row: Sequence[str]) -> list[str]:
    """A row as the sheet 预决算对照 shows it: words for the codes of side, section and relation."""
    words = {"side": SIDE, "section": SECTION, "relation": RELATION}
    return [words.get(name, {}).get(cell, cell) for name, cell in zip(COMPARISON_COLUMNS, row, strict=True)]


def _by_table(lines: Iterable[Line], wanted: set[str]) -> dict[str, _Cells]:
    out: dict[str, _Cells] = {}
    for line in lines:
        if line["table_id"] in wanted:
            section = line["section"] if line["section"] in _BALANCES else ""
            key = line["side"], section, line["code"] or shared_name(line["label"]) or _TOTAL
            # 合计 may be printed above and below.
            out.setdefault(line["table_id"], {}).setdefault(key, {}).setdefault(line["column_id"], line)
    return out


_TOTAL = shared_name("合计")
"""What the one row of a table is that has no names."""


def _rows(
    pair: TablePair,
    table: str,
    documents: tuple[Side, Side],
    ours: _Cells,
    theirs: _Cells,
    initial: Mapping[tuple[str, str], Decimal],
) -> Iterator[Compared]:
    budget, account = documents
    for key in dict.fromkeys((*ours, *theirs)):
        before, after = ours.get(key, {}), theirs.get(key, {})
        for column, others in pair.columns:
            planned = before.get(column)
            final = next((after[other] for other in others if other in after), None)
            own = after.get(dict(pair.initial).get(column, ""))
            amounts = [_amount(line) for line in (planned, final, own)]
            if own is None and column == pair.columns[0][0]:
                amounts[2] = initial.get((table, key[2]))
            if not any(amount is not None for amount in amounts[:2]):
                continue
            told = planned or final
            assert told is not None
            difference, rate, relation = _against(amounts[0], amounts[1])
            yield Compared(
                budget.entity,
                str(budget.fiscal_year),
                budget.scope or account.scope,
                budget.name,
                account.name,
                pair.budget,
                table,
                told["table_title"],
                told["side"],
                key[1],
                told["code"],
                told["label"],
                column,
                told["column_title"],
                _text(amounts[0]),
                _text(amounts[1]),
                difference,
                rate,
                relation,
                _text(amounts[2]),
                _text(amounts[2] - amounts[0]) if amounts[2] is not None and amounts[0] is not None else "",
                planned["page"] if planned else "",
                final["page"] if final else "",
            )


def _amount(line: Line | None) -> Decimal | None:
    return Decimal(line["amount"]) if line is not None and line["amount"] else None


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else digits(amount)


def _against(planned: Decimal | None, final: Decimal | None) -> tuple[str, str, str]:
    """Difference, rate and relation."""
    difference = _text((final or Decimal(0)) - (planned or Decimal(0)))
    if planned is None or final is None:
        return difference, "", "only_budget" if final is None else "only_final"
    rate = digits((final / planned * 100).quantize(_CENT, ROUND_HALF_UP)) if planned > 0 else ""
    if _same(planned, final):
        return difference, rate, "equal"
    return difference, rate, "higher" if final > planned else "lower"


def _same(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts agree to the last digit that both print: 元 in one and 万元 in the other."""
    exponents: Sequence[int | str] = [amount.as_tuple().exponent for amount in (one, other)]
    coarser = Decimal(1).scaleb(max(int(exponent) for exponent in exponents))
    return one.quantize(coarser, ROUND_HALF_UP) == other.quantize(coarser, ROUND_HALF_UP)
