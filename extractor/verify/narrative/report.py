"""How a comparison of the text with the tables is written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extractor.model import CheckResult, Grade, Place
from extractor.verify.narrative.amounts import Amount, percent_grade, same
from extractor.verify.narrative.targets import Target
from extractor.verify.sums import plain

_KINDS = {"tail": "尾差", "fail": "不符", "exact": "相符"}


@dataclass(slots=True)
class Report:
    """Collects the results for one document."""

    results: list[CheckResult] = field(default_factory=list)

    def add(
        self,
        check_id: str,
        where: str,
        grade: Grade,
        page: int | None,
        message: str,
        expected: Decimal | None = None,
        found: Decimal | None = None,
        bound: Decimal | None = None,
        table_id: str = "",
        places: tuple[Place, ...] = (),
    ) -> None:
        """Write one result down."""
        self.results.append(
            CheckResult(check_id, table_id, where, expected, found, bound, grade, page, message, places)
        )

    def judged(self, page: int | None, found: Decimal) -> bool:
        """Whether something on a page was already held against anything: what is said once is not said again."""
        return any(result.page == page and result.found == found for result in self.results)

    def amount(self, check_id: str, printed: Amount, target: Target) -> Grade:
        """An amount of the text against the tables."""
        if not target.readable:
            message = f"{target.name}中有无法识别的数字，未与文字核对"
            self.add(check_id, printed.words, "not_checkable", printed.page, message, table_id=target.table_id)
            return "not_checkable"
        grade, bound = same(printed, target.amount, target.unit, target.rounded)
        said = f"文字说明中{printed.words}为{printed.printed}"
        message = f"{_KINDS[grade]}：{said}，{target.name}为{plain(target.amount)}（万元）"
        self.add(
            check_id,
            f"文字·{printed.words}",
            grade,
            printed.page,
            message,
            target.amount,
            printed.value,
            bound,
            target.table_id,
            target.places,
        )
        return grade

    def percent(
        self,
        check_id: str,
        where: str,
        page: int,
        printed: str,
        part: Decimal,
        whole: Decimal,
        of_what: str,
        table_id: str = "",
        unit: Decimal = Decimal("0.01"),
    ) -> Grade:
        """A percentage of the text against the figures it is computed from (any sign but a whole of nought)."""
        if not whole and not Decimal(printed.replace(",", "")):
            return "exact"
        if not whole:
            message = f"{where}印为{printed}%，但{of_what}的分母为零，比率没有意义"
            # Nothing of nothing is often written as 100 %.
            undefined = not part and Decimal(printed.replace(",", "")) == 100
            zero: Grade = "not_checkable" if undefined else "fail"
            self.add(check_id, where, zero, page, message if undefined else f"不符：{message}", table_id=table_id)
            return zero
        grade, computed, bound = percent_grade(printed, part, whole, unit)
        shown = computed.quantize(Decimal("0.0001")).normalize()
        kind = "尾差（截尾或凑整）" if grade == "tail" else _KINDS[grade]
        message = f"{kind}：文字说明中{where}印为{printed}%，按{of_what}计算为{shown:f}%"
        found = Decimal(printed.replace(",", ""))
        self.add(check_id, where, grade, page, message, shown, found, bound, table_id)
        return grade
