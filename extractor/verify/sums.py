"""Sums over figures of one document: operands by place, evaluated in Decimal, worded for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.model import CheckResult, Column, Equation, Figure, Place, Row, Table
from extractor.verify.rounding import bound_of, grade, last_place
from extractor.verify.shown import as_printed, in_unit

ZERO = Decimal(0)
_NOTHING = ("blank", "dash")
"""States of a figure that is not there."""


class Term(NamedTuple):
    """A figure with its sign in a sum; made by `term`."""

    table: Table
    row: Row
    column_id: str
    sign: int
    figure: Figure | None
    """None where the row has no such column."""
    place: Place
    amount: Decimal
    """A blank as nought."""

    @property
    def blank(self) -> bool:
        return self.figure is None or self.figure.state in _NOTHING

    @property
    def unreadable(self) -> bool:
        return self.figure is not None and self.figure.state == "text"

    @property
    def printed(self) -> str:
        """As the table prints it, with its unit."""
        return "空白" if self.figure is None else as_printed(self.figure, self.table.unit)

    @property
    def name(self) -> str:
        row = " ".join(filter(None, (self.row.code, self.row.label))) or "本行"
        return f"{self.table.table_id}“{row}”{column_name(self.table.column(self.column_id))}"


def term(table: Table, row: Row, column_id: str, sign: int = 1) -> Term:
    """The figure of a row in a column, as a term of a sum."""
    new = tuple.__new__  # as `_make` does, without its check: every figure is asked for by several sums
    place = new(Place, (table.table_id, row.index, column_id))
    for figure in row.figures:
        if figure.column_id == column_id:
            amount = figure.amount
            return new(Term, (table, row, column_id, sign, figure, place, ZERO if amount is None else amount))
    return new(Term, (table, row, column_id, sign, None, place, ZERO))


def column_name(column: Column | None) -> str:
    return f"的{column.title.split('·')[-1]}" if column is not None and column.title else ""


_NOT_ADDED = re.compile(
    r"[%％]|率|比例|占比|比重|幅度|完成(?!数|额)|(?:增减|增长|变动|升降)(?!额|数|金额)|(?:备注|说明)$"
)


def adds_up(column: Column) -> bool:
    """Whether the figures of a column are added up: not a rate, nor what may be one (增减), nor remarks."""
    return not _NOT_ADDED.search(column.title)


Sum = frozenset[tuple[int, Place]]
"""The parts of a sum, signs included, those that are blank left out."""


class Ledger:
    """Collects the checks of one document."""

    def __init__(self) -> None:
        self.results: list[CheckResult] = []
        self.sums: dict[Place, list[Sum]] = {}
        """What each figure has been held to be the sum of."""
        self._units: dict[str, Decimal] = {}

    def unit(self, table: Table) -> Decimal:
        if table.table_id not in self._units:
            self._units[table.table_id] = last_place(table)
        return self._units[table.table_id]

    def equal(self, check_id: str, total: Term, addends: Sequence[Term], words: str, least_addends: int = 0) -> None:
        """Check that a printed figure is the sum of others; nothing is recorded where all of them are blank.

        Args:
            check_id: the identity.
            total: the figure that should be the sum.
            addends: what should add up to it.
            words: what the identity says, in Chinese.
            least_addends: how many rounded figures may at least stand behind the sum (a total copied from another
                table may have been added up from rounded items there).
        """
        # Spelled out, not by `Term.blank`: this is asked of every figure several times.
        printed = [each for each in addends if each.figure is not None and each.figure.state not in _NOTHING]
        terms = printed if total.blank else [total, *printed]
        if not terms:
            return
        # Built once: this is asked of every figure in every reading of a table.
        total_place = total.place
        signed = [(each.sign, each.place) for each in addends if each.figure is not None]
        seen = [(each.sign, each.place) for each in printed] if len(printed) != len(signed) else signed
        self.sums.setdefault(total_place, []).append(frozenset(seen))
        places = tuple([place for _, place in seen] if total.blank else [total_place, *(place for _, place in seen)])
        where = total.name.removeprefix(total.table.table_id).replace("“", "").replace("”", "")
        if any(each.figure is not None and each.figure.state == "text" for each in terms):
            message = f"{words}：{total.name}或其组成项中有无法识别的数字，未核"
            self.results.append(
                CheckResult(
                    check_id, total.table.table_id, where, None, None, None, "not_checkable", total.row.page, message
                )
            )
            return
        unit = max(map(self.unit, {each.table.table_id: each.table for each in terms}.values()))
        filled = sum([1 for each in addends if each.amount])
        noughts = len(printed) - filled + max(0, least_addends - filled)
        amounts = [each.sign * each.amount for each in addends]
        verdict, expected, bound = grade(amounts, total.amount, unit, noughts)
        message = _message(verdict, words, total, expected)
        off = expected - total.amount
        equation = Equation((*signed, (-1, total_place)), off, bound_of(amounts, unit, noughts) if noughts else bound)
        self.results.append(
            CheckResult(
                check_id,
                total.table.table_id,
                where,
                expected,
                total.amount,
                bound,
                verdict,
                total.row.page,
                message,
                places,
                (equation,),
            )
        )

    def none_exceeds(self, check_id: str, pairs: Sequence[tuple[Term, Term]], words: str) -> None:
        """Check that no part is more than its whole; what holds is told once, what does not pair by pair."""
        sound = [(part, whole) for part, whole in pairs if not (part.blank or part.unreadable or whole.unreadable)]
        over = [pair for pair in sound if pair[0].amount > pair[1].amount + max(map(self._unit_of, pair))]
        for part, whole in over:
            self.at_most(check_id, part, whole, words)
            terms = ((1, part.place), (-1, whole.place))
            unit = max(map(self._unit_of, (part, whole)))
            # Of many rows at once: columns exchanged show in it.
            told = Equation(terms, part.amount - whole.amount, unit, True)
            self.results[-1] = replace(self.results[-1], equations=(told,))
        if sound and not over:
            table, page = sound[0][0].table, sound[0][0].row.page
            self.results.append(
                CheckResult(check_id, table.table_id, f"{len(sound)} 处", None, None, None, "exact", page, words)
            )

    def _unit_of(self, each: Term) -> Decimal:
        return self.unit(each.table)

    def at_most(self, check_id: str, part: Term, whole: Term | None, words: str) -> None:
        """Check that a part (其中) is no more than its whole; None is the whole of a table that is printed empty."""
        if part.blank or part.unreadable or (whole is not None and whole.unreadable):
            return
        unit = max(self.unit(part.table), self.unit(part.table if whole is None else whole.table))
        amount = ZERO if whole is None else whole.amount
        places = (part.place,) if whole is None else (part.place, whole.place)
        if part.amount <= amount + unit:
            self.results.append(
                CheckResult(
                    check_id,
                    part.table.table_id,
                    part.row.label,
                    amount,
                    part.amount,
                    None,
                    "exact",
                    part.row.page,
                    words,
                    places,
                )
            )
            return
        against = "空表" if whole is None else f"{whole.name}的{whole.printed}"
        message = f"不符：{words}：{part.name}为{part.printed}，大于{against}"
        self.results.append(
            CheckResult(
                check_id,
                part.table.table_id,
                part.row.label,
                amount,
                part.amount,
                None,
                "fail",
                part.row.page,
                message,
                places,
            )
        )


def _message(verdict: str, words: str, total: Term, expected: Decimal) -> str:
    if verdict == "exact":
        return words
    kind = "尾差" if verdict == "tail" else "不符"
    like = "" if total.figure is None else total.figure.printed
    return f"{kind}：{words}，{total.name}印为{total.printed}，应为{in_unit(expected, total.table.unit, like)}"
