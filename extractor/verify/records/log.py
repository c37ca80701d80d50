"""How a rule over records is written down, and which other result it follows from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor.model import CheckResult, FindingKind, Grade, Severity, Spot
from extractor.model.geometry import rounded as rounded_box
from extractor.model.said import Said, Where
from extractor.verify.narrative.report import GRADES
from extractor.verify.shown import number as shown_number
from extractor.verify.shown import places, rounded

NOTE = "提示"


class Log:
    """Collects the results over the records of one document."""

    def __init__(self, before: Sequence[CheckResult]) -> None:
        self._before = [one for one in before if one.grade in ("fail", "tail") and one.said]
        self._seen = {one.check_id for one in before}
        self.results: list[CheckResult] = []
        self.twice: set[Said] = set()
        """Numbers that a table prints otherwise: what else does not fit them there follows from that."""

    def has(self, check_id: str) -> bool:
        """Whether an identity was evaluated before."""
        return bool(check_id) and check_id in self._seen

    def add(
        self,
        check_id: str,
        where: str,
        grade: Grade,
        at: Sequence[Said | Where],
        message: str,
        expected: Decimal | None = None,
        found: Decimal | None = None,
        bound: Decimal | None = None,
        *,
        should: str = "",
        todo: str = "",
        kind: FindingKind | None = None,
        severity: Severity | None = None,
    ) -> None:
        """Write one result down; the first of `at` is what it is about."""
        spots = tuple(spot_of(one) for one in at)
        page = next((spot.page for spot in spots if spot.page), None)
        numbers = [one for one in at if isinstance(one, Said)]
        cause = self._cause(numbers) if grade in ("fail", "tail") else None
        opening = NOTE if grade == "not_checkable" else GRADES[grade]
        self.results.append(
            CheckResult(
                check_id,
                "",
                where,
                expected,
                found,
                bound,
                grade,
                page,
                f"{opening}：{message}",
                should=should,
                todo=todo,
                kind=kind,
                severity=severity,
                spots=() if grade == "exact" else spots,
                cause=cause,
            )
        )

    def quoted(self, check_id: str, words: str) -> bool:
        """Whether an identity was found not to hold in a stretch that holds these words."""
        return any(one.check_id == check_id and any(words in said.quote for said in one.said) for one in self._before)

    def note(
        self, check_id: str, where: str, at: Sequence[Said | Where], message: str, kind: FindingKind = "note"
    ) -> None:
        """Something worth knowing that is no contradiction."""
        self.add(check_id, where, "not_checkable", at, message, kind=kind, severity="info")

    def follows(self, numbers: Sequence[Said]) -> bool:
        """Whether numbers of sentences and of tables cannot fit, since one is known to be printed with two values."""
        return len({number.where.source for number in numbers}) > 1 and not self.twice.isdisjoint(numbers)

    def _cause(self, numbers: Sequence[Said]) -> CheckResult | None:
        """The result that found one of these numbers wrong already."""
        for one in self._before:
            for said in one.said:
                quote = said.quote
                if any(
                    number.where.page == said.page and number.printed and number.printed in quote for number in numbers
                ):
                    return one.cause or one
        return None


def spot_of(one: Said | Where) -> Spot:
    """Where a number or a record is printed."""
    if isinstance(one, Said):
        words = one.where.quote if one.where.box is not None else one.quote
        return spot_of(one.where)._replace(quote=words or f"{one.printed}{one.unit}")
    # As a record writes them, so that what is judged again from the record is the same.
    more = tuple((page, rounded_box(each)) for page, each in one.more)
    return Spot(page=one.page, box=one.box and rounded_box(one.box), quote=one.quote or one.sentence, more=more)


def printed_in(numbers: Sequence[Said]) -> str:
    """Where numbers are printed, in words that open a message."""
    sources = {number.where.source for number in numbers}
    return "文字说明中" if sources == {"sentence"} else "表中" if sources == {"table"} else "文字说明和表中"


def told(number: Said) -> str:
    """A number as printed, with its unit."""
    return f"{number.printed}{number.unit}"


def like(value: Decimal, number: Said) -> str:
    """A value as it would be printed in the place of a number."""
    factor = number.step.scaleb(places(number.printed))
    in_unit = rounded(value / factor, places(number.printed)) if factor else value
    exact = value / factor if factor else value
    chosen = exact if exact.as_tuple().exponent >= in_unit.as_tuple().exponent else in_unit  # type: ignore[operator]
    return f"{shown_number(chosen, number.printed)}{number.unit}"
