"""How one issuer writes figures and words; what a slip could change is marked, and the marks come off before printing.

A mark is `\x01kind\x02text\x03`. Only what a careful reader can hold against something else in the document is marked.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MARK = re.compile("\x01([a-z]+)\x02([^\x01\x02\x03]*)\x03")
WAN, YI = Decimal(10_000), Decimal(100_000_000)
_WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
REASONS_UP = ("人员增加", "工资政策性调整", "新增专项任务", "上年项目结转本年支付", "年中追加经费", "业务量上升")
REASONS_DOWN = (
    "严格落实过紧日子要求",
    "部分项目未达到付款条件",
    "人员退休",
    "压减一般性开支",
    "部分工作推迟至次年实施",
)


def mark(kind: str, text: str) -> str:
    return f"\x01{kind}\x02{text}\x03"


def plain(text: str) -> str:
    """A text as printed."""
    return MARK.sub(r"\2", text)


@dataclass(slots=True)
class Pen:
    """An issuer's habits of writing."""

    rng: random.Random
    unit: str = "万元"
    """万元, or 元 for a text that writes out all of it."""
    yi: bool = False
    """Large amounts in 亿元."""
    comma: bool = False
    wide: bool = False
    """Full-width digits, points and percent signs."""
    trim: bool = False
    places: int = 2
    """Of rates."""
    last: str = ""
    """What the year before is called; "" for its number."""

    def money(self, yuan: Decimal, *, free: bool = False, kind: str = "amount") -> str:
        """An amount with its unit; `free` where nothing else in the document can contradict it. One of which only a
        rounded rate tells is a `delta`."""
        factor, unit, places = (Decimal(1), "元", 2) if self.unit == "元" else (WAN, "万元", 2)
        if self.yi and abs(yuan) >= YI and not yuan % 10000:
            factor, unit, places = YI, "亿元", 4
        value = (yuan / factor).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        text = f"{value:,.{places}f}" if self.comma else f"{value:.{places}f}"
        if self.trim and "." in text:
            text = text.rstrip("0").rstrip(".")
        if self.wide:
            text = text.translate(_WIDE)
        if free:
            return text + unit
        # Nothing is nothing in any unit.
        if unit == "元" and kind == "amount":
            kind = "yuan"
        return mark(kind, text) + (mark("unit", unit) if yuan else unit)

    def percent(self, part: Decimal, whole: Decimal, *, free: bool = False) -> str:
        text = f"{(100 * part / whole).quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP):f}"
        if self.trim and "." in text:
            text = text.rstrip("0").rstrip(".")
        if self.wide:
            text = text.translate(_WIDE)
        sign = "％" if self.wide else "%"
        return text + sign if free else mark("rate", text) + mark("percent", sign)

    def share(self, part: Decimal, whole: Decimal) -> str:
        return self.percent(part, whole) if whole else "0%"

    def year(self, year: int) -> str:
        return mark("year", str(year)) + "年度"

    def before(self, year: int) -> str:
        """The year before, however it is called."""
        return self.last or mark("year", str(year - 1)) + "年度"

    def pick(self, *texts: str) -> str:
        return self.rng.choice(texts)

    def reason(self, up: bool) -> str:
        return self.rng.choice(REASONS_UP if up else REASONS_DOWN)

    def change(self, now: Decimal, before: Decimal, *, rate: bool = True, comma: str = "，") -> str:
        """增加…，增长…%; where nothing changed, words for that."""
        off = now - before
        if not off:
            return "持平"
        verb, grow = ("增加", "增长") if off > 0 else ("减少", self.pick("下降", "降低"))
        grown = comma + mark("direction", grow) + self.percent(abs(off), before) if rate and before else ""
        said = mark("direction", verb) if grown else verb
        told = bool(grown) and 100 * abs(off) >= before
        return said + self.money(abs(off), free=not told, kind="delta") + grown
