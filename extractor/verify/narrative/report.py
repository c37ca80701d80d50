"""How a comparison of the text with the tables is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractor.model import CheckResult, FindingKind, Grade, Place, Spot, Stretch
from extractor.verify.narrative.amounts import Amount, percent_grade, percent_within, ratio, same
from extractor.verify.narrative.targets import Target
from extractor.verify.shown import places as decimals_of
from extractor.verify.shown import rounded

GRADES: dict[Grade, str] = {"tail": "尾差", "fail": "不符", "exact": "相符", "not_checkable": "未核"}
"""What opens a message."""
At = Stretch | Spot | Sequence[Stretch] | int | None
"""Where something is said: a stretch of the text or several, each of which may be the wrong one; a place that is no
text; a page; or nowhere in particular."""


@dataclass(slots=True)
class Report:
    """Collects the results for one document."""

    _results: list[CheckResult] = field(default_factory=list)
    _uses: list[tuple[Stretch, ...]] = field(default_factory=list)
    """Of each result the amounts in the text that it was worked out from."""
    years: set[tuple[int, int]] = field(default_factory=set)
    """Sentences, by passage and start, whose year was said to be wrong."""

    def add(
        self,
        check_id: str,
        where: str,
        grade: Grade,
        at: At,
        message: str,
        expected: Decimal | None = None,
        found: Decimal | None = None,
        bound: Decimal | None = None,
        table_id: str = "",
        places: tuple[Place, ...] = (),
        *,
        kind: FindingKind | None = None,
        should: str = "",
        todo: str = "",
        uses: Sequence[Stretch] = (),
    ) -> None:
        """Write one result down.

        Args:
            check_id: the identity.
            where: what of it, in a few words.
            grade: how it came out.
            at: where it is said; its page is the result's.
            message: the sentence for people, amounts in the units in which they are printed.
            expected: what the arithmetic asks for, 万元 or percent.
            found: what is printed.
            bound: the largest difference that rounding explains.
            table_id: the table it is set against.
            places: the figures it is set against.
            kind: where it is about something else than its identity usually is (`rate` for a percentage).
            should: what should be printed, with its unit.
            todo: what to do, one imperative sentence without the page.
            uses: amounts in the text that it was worked out from: where one of them is wrong, this follows from it.
        """
        said = (at,) if isinstance(at, Stretch) else tuple(at) if isinstance(at, list | tuple) and _are_said(at) else ()
        spots = (at,) if isinstance(at, Spot) else ()
        page = said[0].page if said else at.page if isinstance(at, Spot) else at if isinstance(at, int) else None
        self._results.append(
            CheckResult(
                check_id,
                table_id,
                where,
                expected,
                found,
                bound,
                grade,
                page or None,
                message,
                places,
                kind=kind,
                should=should,
                todo=todo,
                said=said,
                spots=spots,
            )
        )
        self._uses.append(tuple(uses))

    @property
    def results(self) -> list[CheckResult]:
        """What was written down, in that order; a result that follows from an earlier one names it.

        It follows where it was worked out from an amount that the other finds wrong, or where one amount may be what
        is wrong in both: an amount that nothing else bears out. What is only a tail makes no fault of another.
        """
        sound = {
            key
            for result, uses in zip(self._results, self._uses, strict=True)
            if result.grade == "exact" and result.bound is not None  # an inequality bears out nothing
            for key in _amounts(result, uses)
        }
        out: list[CheckResult] = []
        open_ones: list[tuple[int, frozenset[_Key]]] = []
        for result, uses in zip(self._results, self._uses, strict=True):
            out.append(result)
            if result.grade not in ("fail", "tail"):
                continue
            suspects = frozenset(_amounts(result, uses)) - sound
            cause = next((one for one in out[:-1] if _explains(one, result, uses)), None) if uses else None
            if cause is None and uses and result.grade == "fail":
                place, shared = next(
                    ((k, theirs & suspects) for k, theirs in open_ones if theirs & suspects), (0, _NONE)
                )
                if shared:
                    # The amount that both were worked out from is a place that may be wrong, too.
                    named = {(id(said.passage), said.end) for said in out[place].said}
                    more = [use for use in uses if (id(use.passage), use.end) in shared - named]
                    cause = out[place] = replace(out[place], said=(*out[place].said, *more))
            if cause is not None:
                out[-1] = replace(result, cause=cause.cause or cause)
            elif uses and result.grade == "fail":
                open_ones.append((len(out) - 1, suspects))
        return out

    def judged(self, page: int | None, found: Decimal) -> bool:
        """Whether something on a page was already held against anything: what is said once is not said again."""
        return any(result.page == page and result.found == found for result in self._results)

    def amount(self, check_id: str, printed: Amount, target: Target) -> Grade:
        """An amount of the text against the tables."""
        if not target.readable:
            message = f"{target.name}中有无法识别的数字，未与文字核对"
            self.add(check_id, printed.words, "not_checkable", printed.at, message, table_id=target.table_id)
            return "not_checkable"
        grade, bound = same(printed, target.amount, target.unit, target.rounded)
        said = f"文字说明中{printed.words}为{printed.printed}"
        message = f"{GRADES[grade]}：{said}，{target.name}为{target.printed}"
        should = "" if grade == "exact" else printed.like(target.amount)
        self.add(
            check_id,
            f"文字·{printed.words}",
            grade,
            printed.at,
            message,
            target.amount,
            printed.value,
            bound,
            target.table_id,
            target.places,
            should=should,
            todo=f"“{printed.at.quote}”应与{target.name}一致：{should}" if should else "",
        )
        return grade

    def percent(
        self,
        check_id: str,
        where: str,
        at: At,
        printed: str,
        part: Decimal,
        whole: Decimal,
        of_what: str,
        table_id: str = "",
        unit: Decimal = Decimal("0.01"),
        uses: Sequence[Stretch] = (),
    ) -> Grade:
        """A percentage of the text against the figures it is computed from (any sign but a whole of nought)."""
        if not whole and not Decimal(printed.replace(",", "")):
            return "exact"
        if not whole:
            message = f"{where}印为{printed}%，但{of_what}的分母为零，比率没有意义"
            # Nothing of nothing is often written as 100 %, and what rounding makes nothing may be any share.
            found = Decimal(printed.replace(",", ""))
            hidden = percent_within(printed, found, ratio(part, whole, unit))[0] != "fail"
            undefined = hidden or (not part and found == 100)
            zero: Grade = "not_checkable" if undefined else "fail"
            todo = f"删除{where}“{printed}%”：{of_what}的分母为零"
            message = message if undefined else f"不符：{message}"
            self.add(check_id, where, zero, at, message, table_id=table_id, kind="rate", todo=todo, uses=uses)
            return zero
        grade, computed, bound = percent_grade(printed, part, whole, unit)
        self.rate(check_id, where, at, grade, printed, computed, bound, f"按{of_what}计算", table_id, uses)
        return grade

    def rate(
        self,
        check_id: str,
        where: str,
        at: At,
        grade: Grade,
        printed: str,
        computed: Decimal,
        bound: Decimal,
        how: str,
        table_id: str = "",
        uses: Sequence[Stretch] = (),
    ) -> None:
        """A percentage of the text with the one it should be, and in words how that was worked out."""
        shown = computed.quantize(Decimal("0.0001")).normalize()
        opening = "尾差（截尾或凑整）" if grade == "tail" else GRADES[grade]
        message = f"{opening}：文字说明中{where}印为{printed}%，{how}为{shown:f}%"
        found = Decimal(printed.replace(",", ""))
        should = "" if grade == "exact" else f"{rounded(computed, decimals_of(printed)):f}%"
        todo = f"{where}“{printed}%”应为{should}（{how}）" if should else ""
        self.add(
            check_id,
            where,
            grade,
            at,
            message,
            shown,
            found,
            bound,
            table_id,
            kind="rate",
            should=should,
            todo=todo,
            uses=uses,
        )


_Key = tuple[int, int]
"""An amount in the text: the passage, and where it ends."""
_NONE: frozenset[_Key] = frozenset()


def _amounts(result: CheckResult, uses: Sequence[Stretch]) -> list[_Key]:
    """The amounts that a result speaks of."""
    own = () if result.kind == "rate" else result.said
    return [(id(said.passage), said.end) for said in (*own, *uses)]


def _are_said(at: Sequence[Stretch]) -> bool:
    return bool(at) and all(isinstance(one, Stretch) for one in at)


def _explains(one: CheckResult, other: CheckResult, uses: Sequence[Stretch]) -> bool:
    """Whether an amount that `one` finds wrong is one that `other` was worked out from."""
    if one.grade != "fail" and not (one.grade == "tail" == other.grade):
        return False
    return one.kind != "rate" and any(said.meets(use) for said in one.said for use in uses)
