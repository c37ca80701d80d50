"""One thing that two accounts of a department say of each other, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.export.panel.account import Value
from extractor.export.panel.source import Document
from extractor.language.units import FACTORS
from extractor.model import Finding, Grade, Severity, Spot
from extractor.model.catalogue import finding
from extractor.model.finding import id_of
from extractor.model.geometry import Box


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of the two prints what is compared."""

    document: Document
    page: str
    box: tuple[str, str, str, str]
    quote: str
    """What is printed: a figure with its unit, or a sentence."""
    table_id: str = ""
    row_id: str = ""
    column_id: str = ""

    @classmethod
    def of(cls, value: Value) -> Place:
        """Where a figure stands."""
        return cls(value.document, value.page, value.box, value.quote, value.table_id, value.row_id, value.column_id)

    @property
    def spot(self) -> Spot:
        """The same for a finding."""
        box = Box(*map(float, self.box)) if all(self.box) else None
        return Spot(self.table_id, self.row_id, self.column_id, int(self.page or 0), "", box, self.quote)


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison of two accounts that follow each other."""

    check_id: str
    """`K01` what is carried over, `K02` a change that the text tells."""
    value_id: str
    """The figure of the later account that it is about."""
    what: str
    now: Place
    before: Place
    expected: Decimal | None
    """What the later account should say by the earlier one, 万元."""
    found: Decimal | None
    """What it says, 万元."""
    bound: Decimal
    """What rounding allows, 万元."""
    grade: Grade
    severity: Severity
    """How much a difference weighs."""
    message: str

    @property
    def differs(self) -> bool:
        return self.grade == "fail"

    @property
    def verdict(self) -> str:
        """The grade, but `differs` for a difference that is no contradiction."""
        return "differs" if self.differs and self.severity != "fault" else self.grade

    @property
    def difference(self) -> Decimal | None:
        """The later account's figure less what it should be."""
        return None if self.expected is None or self.found is None else self.found - self.expected


def finding_of(check: Check) -> Finding:
    """What a person is told of a difference: both places, the later document's first."""
    if check.check_id == "K01":
        said = finding("carried_differs", check.now.table_id, severity=check.severity, message=check.message)
        todo = "" if check.severity == "info" else "对照两年的原文核实"
    else:
        said = finding("growth_differs", check.now.table_id, severity=check.severity, message=check.message)
        todo = "对照两年的原文，核对文字中的增减额和增减率" if check.severity == "fault" else ""
    parts = (check.now.document.name, check.before.document.name, check.value_id, check.expected, check.found)
    return replace(
        said,
        finding_id=id_of(check.check_id, *parts),
        page=int(check.now.page or 0) or None,
        spots=(check.now.spot, check.before.spot),
        expected="" if check.expected is None else f"{shown(check.expected)}万元",
        todo=todo,
        check_id=check.check_id,
    )


def shown(amount: Decimal) -> str:
    """An amount as a sentence prints it: with thousands set off, and two decimals or as many as it has."""
    places = max(2, -int(amount.normalize().as_tuple().exponent))
    return f"{amount:,.{places}f}"


def last_place(printed: str, value: Decimal) -> Decimal:
    """One unit of the last place of a number that is printed otherwise than its value is kept (1.5亿元 is 15000)."""
    bare = printed.replace(",", "").replace("，", "").strip("+-−% ")
    _, dot, decimals = bare.partition(".")
    place = Decimal(1).scaleb(-len(decimals) if dot else 0)
    try:
        of_printed = abs(Decimal(bare))
    except ArithmeticError:
        return place
    factor = abs(value) / of_printed if of_printed else Decimal(1)
    return place * factor if factor in FACTORS.values() else place
