"""The rules that are plain arithmetic between numbers of the records (records.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor.forms.record_rules import AtMostRule, NoughtRule, RateRule, SumRule, record_rules
from extractor.language.units import IN_TEXT
from extractor.model import Grade
from extractor.model.records import Records
from extractor.model.said import Said
from extractor.verify.narrative.amounts import percent_grade
from extractor.verify.records.log import Log, like, printed_in, told
from extractor.verify.rounding import Rounded, grade_told, grade_within

ZERO = Decimal(0)


def check_arithmetic(records: Records, log: Log) -> None:
    """Evaluate every rule whose numbers are printed."""
    rules = record_rules()
    for sum_rule in rules.sums:
        if not log.has(sum_rule.unless):
            _sum(sum_rule, records, log)
    for at_most in rules.at_most:
        if not log.has(at_most.unless):
            _at_most(at_most, records, log)
    for rate in rules.rates:
        if not log.has(rate.unless):
            _rate(rate, records, log)
    wrong: set[int] = set()
    for nought in rules.nought_together:
        if not log.has(nought.unless):
            wrong |= _nought(nought, records, log, wrong)


def number_at(records: Records, path: str) -> Said | None:
    """The number that a path names, None where it is not printed."""
    return next(iter(numbers_at(records, path)), None)


def numbers_at(records: Records, path: str) -> list[Said | None]:
    """The number that a path names, or all of a list of numbers; None for one that is not printed."""
    value: object = records
    for name in path.split("."):
        if value is None:
            return [None]
        value = value.get(name) if isinstance(value, dict) else getattr(value, name)
    if isinstance(value, tuple):
        return list(value)
    return [value if isinstance(value, Said) else None]


def _sum(rule: SumRule, records: Records, log: Log) -> None:
    total = number_at(records, rule.total)
    parts = [part for path in rule.parts for part in numbers_at(records, path)]
    printed = [part for part in parts if part is not None]
    if total is None or not printed or (rule.all and len(printed) < len(parts)):
        return
    check_sum(log, rule.check, rule.words, total, printed)


def check_sum(log: Log, check: str, words: str, total: Said, parts: list[Said]) -> None:
    """A printed total against its printed parts."""
    if log.follows((total, *parts)):
        return
    grade, sum_, bound = grade_told(as_rounded(total), as_parts(parts))
    if counted(total):
        bound = ZERO
        grade = "exact" if sum_ == total.value else "fail"
    should = "" if grade == "exact" else like(sum_, total)
    said = "、".join(map(told, parts))
    message = f"{printed_in((total, *parts))}{words}印为{told(total)}，各项（{said}）之和为{like(sum_, total)}"
    todo = f"核对“{total.quote}”及其各项：各项之和为{should}" if should else ""
    log.add(check, words, grade, (total, *parts), message, sum_, total.value, bound, should=should, todo=todo)


def counted(number: Said) -> bool:
    """Whether it counts whole things, of which none is rounded."""
    return number.unit not in IN_TEXT


def as_rounded(number: Said) -> Rounded:
    """An amount with its own last place."""
    return Rounded(number.value, number.step)


def as_parts(numbers: Sequence[Said]) -> list[Rounded]:
    """Amounts that are told together: 15万元 and 0万元 among such as 15.88万元 are 15.00 and 0.00."""
    finest: dict[str, Decimal] = {}
    for number in numbers:
        finest[number.unit] = min(number.step, finest.get(number.unit, number.step))
    return [Rounded(number.value, finest[number.unit]) for number in numbers]


def _at_most(rule: AtMostRule, records: Records, log: Log) -> None:
    part, whole = number_at(records, rule.part), number_at(records, rule.whole)
    if part is None or whole is None or log.follows((part, whole)):
        return
    grade: Grade = "exact" if part.value <= whole.value else "fail"
    if not counted(whole):
        grade = grade_within(as_rounded(part), as_rounded(whole))
    name, of = rule.words
    message = f"{printed_in((part, whole))}{name}{told(part)}，不应大于{of}{told(whole)}"
    todo = f"核对“{part.quote}”：不应大于{of}{told(whole)}" if grade == "fail" else ""
    log.add(rule.check, name, grade, (part, whole), message, whole.value, part.value, todo=todo)


def _rate(rule: RateRule, records: Records, log: Log) -> None:
    rate, part, whole = (number_at(records, path) for path in (rule.rate, rule.part, rule.whole))
    if rate is None or part is None or whole is None or not whole.value:
        return
    check_rate(log, rule.check, rule.words, rate, part, whole.value, max(whole.step, Decimal("0.01")))


def check_rate(
    log: Log, check: str, words: str, rate: Said, part: Said, whole: Decimal, unit: Decimal = Decimal("0.01")
) -> None:
    """A printed percentage against its amounts; `whole` must not be nought, `unit` is one of its last place."""
    if log.follows((rate, part)):
        return
    unit = max(part.step, unit)
    grade, computed, bound = percent_grade(rate.printed, part.value, whole, unit)
    should = "" if grade == "exact" else like(computed, rate)
    message = f"文字说明中{words}印为{rate.printed}%，按金额计算为{computed.quantize(Decimal('0.01')):f}%"
    todo = f"{words}“{rate.printed}%”应为{should}" if should else ""
    log.add(
        check, words, grade, (rate, part), message, computed, rate.value, bound, should=should, todo=todo, kind="rate"
    )


def _nought(rule: NoughtRule, records: Records, log: Log, wrong: set[int]) -> set[int]:
    """The numbers that are found wrong; one that was found so by another rule is not told again."""
    printed = [(words, number_at(records, path)) for words, path in zip(rule.words, rule.of, strict=True)]
    numbers = [(words, number) for words, number in printed if number is not None]
    own = {id(number) for _, number in numbers}
    if len(numbers) < len(printed) or own & wrong or log.follows([number for _, number in numbers]):
        return set()
    noughts = [not number.value for _, number in numbers]
    grade: Grade = "exact" if all(noughts) or not any(noughts) else "fail"
    said = "、".join(f"{words}{told(number)}" for words, number in numbers)
    message = f"{printed_in([number for _, number in numbers])}{said}，应当都为零或都不为零"
    todo = f"核对{said}：应当都为零或都不为零" if grade == "fail" else ""
    log.add(rule.check, rule.words[0], grade, [number for _, number in numbers], message, todo=todo)
    return own if grade == "fail" else set()
