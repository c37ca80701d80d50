"""Amounts and percentages in running text, and what two printings of one figure may differ by."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.language.sentences import LINK, MONEY, NUMBER, decimal, place_of
from extractor.language.units import IN_TEXT
from extractor.model import Grade, Passage, Stretch
from extractor.verify.rounding import Rounded
from extractor.verify.shown import rounded_like

__all__ = [
    "LINK",
    "MONEY",
    "NUMBER",
    "Amount",
    "Between",
    "amount_of",
    "decimal",
    "may_be_share",
    "of_another_year",
    "percent_grade",
    "percent_within",
    "place_of",
    "ratio",
    "same",
    "sentence_start",
]

_MONEY = re.compile(MONEY)
_YEAR = re.compile(r"(?P<against>[较比与同])?(?:(20\d\d)年|(上年|去年|上一年)(?!度?(?:末|结转|结余))|(本年|当年))")
_COMPARED = re.compile(r"相比|比较|对比|同比|增加|减少|增长|下降|降低|提高|持平")
_COMPARISON_MADE = re.compile(r"相比|比较|对比|同比|[增减升降多少,;]|持平|提高")
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as a sentence prints it."""

    passage: Passage
    start: int
    """Where the words that name it start."""
    end: int
    words: str
    printed: str
    value: Decimal
    """万元."""
    unit: Decimal
    """One unit of its last place, in 万元."""

    @property
    def page(self) -> int:
        return self.passage.page_at(self.end - 1)

    @property
    def fine(self) -> Decimal:
        """One unit of the last place that its passage prints, in 万元: 15万元 among amounts like 15.88万元 is 15.00."""
        places = finest(self.passage.text)
        unit = next((unit for unit in sorted(places, key=len, reverse=True) if self.printed.endswith(unit)), "")
        return min(self.unit, places[unit]) if unit else self.unit

    @property
    def as_part(self) -> Rounded:
        """As an addend: 15万元 among amounts like 15.88万元 is 15.00."""
        return Rounded(self.value, self.fine)

    @property
    def as_total(self) -> Rounded:
        """As a total, which a text may tell in fewer places than its parts."""
        return Rounded(self.value, self.unit)

    @property
    def at(self) -> Stretch:
        """Where it is printed, with the words that name it."""
        return Stretch(self.passage, self.start, self.end)

    @property
    def printed_unit(self) -> str:
        """The unit it is printed in."""
        name = self.printed.lstrip("-0123456789,.")
        return "万元" if name == "万" else name

    def like(self, amount: Decimal) -> str:
        """What would be printed in its place for another amount (万元)."""
        return rounded_like(amount, self.printed_unit, self.printed, 2 if self.printed_unit in ("万元", "亿元") else 0)


def amount_of(passage: Passage, start: int, end: int, words: str, number: str, unit: str) -> Amount:
    """An amount from the two groups of `MONEY`."""
    factor = IN_TEXT[unit]
    return Amount(passage, start, end, words, number + unit, decimal(number) * factor, place_of(number) * factor)


@lru_cache(maxsize=64)
def finest(text: str) -> dict[str, Decimal]:
    """Of each unit of money in a text, one unit of the last place that any amount in it is printed to, 万元."""
    out: dict[str, Decimal] = {}
    for found in _MONEY.finditer(text):
        place = place_of(found["number"]) * IN_TEXT[found["unit"]]
        out[found["unit"]] = min(place, out.get(found["unit"], place))
    return out


def same(printed: Amount, amount: Decimal, unit: Decimal, rounded: int = 1) -> tuple[Grade, Decimal]:
    """Grade and bound of an amount in the text against the tables.

    A text that prints fewer places than the table is right within half a unit of its own last place (a table in 元, a
    text in 万元). Otherwise both may be rounded by themselves, which can put them one unit apart.

    Args:
        printed: the amount in the text.
        amount: what the tables say, 万元.
        unit: one unit of the table's last place, 万元.
        rounded: how many rounded figures the tables' amount is the sum of.
    """
    off = abs(printed.value - amount)
    bound = (rounded + 1) // 2 * unit
    if off == 0 or (printed.unit > unit and off <= printed.unit / 2):
        return "exact", max(bound, printed.unit / 2)
    return ("tail" if off <= bound else "fail"), bound


class Between(NamedTuple):
    """What a ratio of two rounded amounts may be, in percent; without end where its whole may be next to nothing."""

    low: Decimal
    high: Decimal


def ratio(part: Decimal, whole: Decimal, unit: Decimal, of: Decimal | None = None) -> Between:
    """What percentage two printed amounts may be of one another, each half a unit of its last place more or less.

    The whole interval, not its first-order width: 0.01 of 0.02 is 20 to 100 %, and a whole that is printed as nought
    may be a little that only rounding hides.

    Args:
        part: what is printed, of any sign.
        whole: what it is set against, of any sign.
        unit: one unit of the last place of the part.
        of: the same of the whole, where it is another.
    """
    if whole < 0:
        part, whole = -part, -whole
    half, half_of = unit / 2, (unit if of is None else of) / 2
    least, most = max(whole - half_of, Decimal(0)), whole + half_of
    return Between(_over(part - half, least, most), _over(part + half, most, least))


def _over(amount: Decimal, if_less: Decimal, if_more: Decimal) -> Decimal:
    """An amount over a whole, as far out as the whole allows."""
    whole = if_less if amount < 0 else if_more
    if not amount or not whole:
        return amount and Decimal("Infinity").copy_sign(amount)
    return 100 * amount / whole


def percent_within(printed: str, computed: Decimal, between: Between) -> tuple[Grade, Decimal]:
    """Grade and bound of a printed percentage against what the rounded amounts behind it allow.

    Rounding puts it within half a unit of its own last place; up to a whole unit it was cut off or fitted so that
    shares add to 100: a `tail`.
    """
    found, place = decimal(printed), place_of(printed)
    off = max(between.low - found, found - between.high, Decimal(0))
    bound = place + max(abs((end if end.is_finite() else found) - computed) for end in between)
    return ("exact" if off <= HALF * place else "tail" if off <= place else "fail"), bound


def percent_grade(
    printed: str, part: Decimal, whole: Decimal, unit: Decimal = Decimal("0.01"), of: Decimal | None = None
) -> tuple[Grade, Decimal, Decimal]:
    """Grade, computed percentage and bound of a printed one; `whole` must not be nought (see `ratio`)."""
    computed = 100 * part / whole
    grade, bound = percent_within(printed, computed, ratio(part, whole, unit, of))
    return grade, computed, bound


def may_be_share(found: Decimal, place: Decimal, part: Decimal, whole: Decimal, unit: Decimal) -> bool:
    """Whether `percent_grade` of a percentage `found`, printed to `place`, is no `fail`.

    Without a division, since every share of a list is set against all amounts in sight. Nothing here is negative.
    """
    half = unit / 2
    if (found + place) * (whole + half) < 100 * (part - half):
        return False
    return whole <= half or (found - place) * (whole - half) <= 100 * (part + half)


def sentence_start(text: str, offset: int) -> int:
    """Where the clause group that holds `offset` starts: after the last 。 or ;."""
    return max(text.rfind("。", 0, offset), text.rfind(";", 0, offset)) + 1


def of_another_year(passage: Passage, offset: int, year: int | None) -> bool:
    """Whether what stands at `offset` is said of another year than the account's."""
    before = passage.text[sentence_start(passage.text, offset) : offset]
    last = next(reversed(list(_YEAR.finditer(before))), None)
    if last is None or last[4]:
        return False
    other = bool(last[3]) or (year is not None and int(last[2]) != year)
    # 较上年增加…，其中：… speaks of this year again.
    over = _COMPARISON_MADE if last["against"] else _COMPARED
    return other and not over.search(before[last.end() :])
