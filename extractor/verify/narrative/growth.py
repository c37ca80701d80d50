"""Growth against the year before: the change, its rate, and the words for its direction.

The year before is not in the tables, but the change and the rate must agree with each other: rate = change / (this
year - change). From a year of nought no rate can be computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor import lazy_re as re
from extractor.forms.narrative import Narrative
from extractor.model import Grade, Passage, Stretch
from extractor.verify.narrative.amounts import (
    MONEY,
    NUMBER,
    Amount,
    Between,
    amount_of,
    of_another_year,
    percent_within,
    ratio,
    sentence_start,
)
from extractor.verify.narrative.report import GRADES, Report
from extractor.verify.narrative.targets import Target

_UP, _DOWN = "增加|增长|上升|提高|增幅", "减少|下降|降低|降幅|减幅|缩减|压减"
_CHANGE = re.compile(
    rf"(?P<direction>{_UP}|{_DOWN})(?:了|额)?(?:为)?{MONEY}[,;。(、]?(?:[^,;。%\d]{{0,8}}?)"
    rf"(?P<word>{_UP}|{_DOWN})(?:率|幅度)?(?:了|为|达|约)?(?P<percent>{NUMBER})%"
)
_LEVEL_AND_CHANGED = re.compile(
    rf"(?<!基本)(?<!大致)(?<!总体)持平(?:,|、)(?:(?:比|较)(?:上年度?|去年|20\d\d年度?)(?:决算数?)?)?(?:{_UP}|{_DOWN})(?:了)?(?:{MONEY}|(?P<rate>{NUMBER})%)"
)
_AMOUNT = re.compile(MONEY)
_PARTED = re.compile(r"[:;]|其中|" + _UP + "|" + _DOWN)
_FALLEN = re.compile(rf"(?:{_DOWN}|少)(?:了)?$")
_KIND_OF_AMOUNT = re.compile(r"(?:支出)?(?:决算)?(?:金额|数)?$")
_CHANGED_BY = re.compile(rf"(?:{_UP}|{_DOWN}|多|少)(?:了|额|为)*$")
_BUDGETED = re.compile(r"完成(?:年初|全年|调整后?的?)?预算(?:数)?$")
"""The amount of a budget that is told as completed stands between an account and its change."""
_LOOSE = re.compile(
    r"[、,]|(?<=收)入(?=[、,与和及]支)|(?<=[、,与和及]支)出(?=决算总|总)|决算(?=总计|总额)|[与和及](?=支)|[各均]$"
)
_A_BUDGET = re.compile(r"预算(?:数|安排|批复数?)?(?:为|是)?$")
_SHARE_OF = re.compile(r"占[^,;。]*$")
_REACH = 600
"""How many characters back a change may reach."""
_COMPARISON = re.compile(
    r"^(?:与|较|比|同)?(?:20\d\d年度?|上年度?|去年|上一年度?|年初)(?:的?(?:同期|(?:支出|收入|支出?决算|收入?决算)?决算数?|支出数|收入数|预算数?|年初预算))?(?:相比|比较|对比)?|^同比|(?:各|均|共|分别|同比)+$"
)
_WHATEVER = re.compile(r"^(?:收支|收、支|(?:费用|经费|其)支出)(?=较|比|与|同)")
"""Words for what the sentence before spoke of."""
_DIFFERENCE = re.compile(
    rf"(?:比|较|与|同)(?P<base>[^,;。%]{{0,24}}?){MONEY.replace('?P<', '?P<b')}"
    rf"(?:相比)?,?(?:增加|减少|下降|增长|多|少)(?:了)?{MONEY}"
)
_FROM = re.compile(
    rf"(?:[较比与同])(?:20\d\d年度?|上年度?|去年)的?(?:[\u4e00-\u9fff]{{0,16}}?)(?:决算数?)?(?:为)?{MONEY}(?:相比|比较)?,?"
    rf"(?:[\u4e00-\u9fff、]{{0,16}}?)$"
)
"""The year before, where a sentence names its amount: 与上年决算数12万元相比，增加…"""


def check_growth(
    passages: Sequence[Passage],
    narrative: Narrative,
    named: Sequence[tuple[Amount, Target]],
    year: int | None,
    report: Report,
) -> None:
    """Set every change in the text against its rate."""
    for passage in passages:
        check_id = _check_of(passage, narrative)
        if not check_id:
            continue
        for found in _CHANGE.finditer(passage.text):
            _from_before(report, check_id, passage, found)
            current = _current(passage, found.start(), named, year)
            change = amount_of(passage, found.start(), found.end(), "", found["number"], found["unit"])
            _judge(report, check_id, passage, found, current, change)
        for found in _LEVEL_AND_CHANGED.finditer(passage.text):
            if Decimal((found["number"] or found["rate"]).replace(",", "")):
                at = Stretch(passage, *found.span())
                message = f"不符：文字说明既称持平又称有增减：“{found[0]}”"
                report.add(check_id, "增减方向", "fail", at, message, kind="text", todo=f"核对“{at.quote}”")
        for found in _DIFFERENCE.finditer(passage.text):
            _difference(report, check_id, passage, found, year)


def _difference(report: Report, check_id: str, passage: Passage, found: re.Match[str], year: int | None) -> None:
    """This year's amount, one it is compared with, and how much more or less it is: all three are printed."""
    start = sentence_start(passage.text, found.start())
    last = next(reversed(list(_AMOUNT.finditer(passage.text, max(start, found.start() - 60), found.start()))), None)
    if last is None or of_another_year(passage, last.start(), year):
        return
    between = passage.text[last.end() : found.start()]
    if _PARTED.search(between):
        return
    current = amount_of(passage, last.start(), last.end(), "", last["number"], last["unit"])
    base = amount_of(passage, found.start(), found.end(), "", found["bnumber"], found["bunit"])
    change = amount_of(passage, found.start(), found.end(), "", found["number"], found["unit"])
    up = not _FALLEN.search(passage.text[found.start() : found.start("number")])
    expected = base.value + (change.value if up else -change.value)
    current = next((a for a in _candidates(passage, found, current) if a.value == expected), current)
    true = abs(current.value - base.value)
    bound = (current.unit + base.unit + change.unit) / 2
    grade: Grade = (
        "exact" if true == abs(change.value) else "tail" if abs(true - abs(change.value)) <= bound else "fail"
    )
    said = f"{current.printed}比{found['base']}{base.printed}"
    message = f"{GRADES[grade]}：文字说明称{said}相差{change.printed}，实际相差{change.like(true)}"
    at, should = Stretch(passage, found.start(), found.end()), change.like(true)
    todo = f"“{at.quote}”中的增减额应为{should}（{said}）"
    uses = (current.at, Stretch(passage, found.start(), found.end("bunit")), at)
    report.add(
        check_id,
        "增减额",
        grade,
        at,
        message,
        true,
        abs(change.value),
        bound,
        kind="amount",
        should=should,
        todo=todo,
        uses=uses,
    )


def _check_of(passage: Passage, narrative: Narrative) -> str:
    section = narrative.section(passage.key)
    return "" if section is None else section.check


def change_of(current: Amount, passage: Passage, start: int, end: int, narrative: Narrative, report: Report) -> None:
    """Judge a change printed in the stretch [start, end), which is said of an amount printed before."""
    found = _CHANGE.search(passage.text, start, end)
    if found is not None and not _AMOUNT.search(passage.text, start, found.start()):
        change = amount_of(passage, found.start(), found.end(), "", found["number"], found["unit"])
        _judge(report, _check_of(passage, narrative), passage, found, current, change)


def _judge(
    report: Report, check_id: str, passage: Passage, found: re.Match[str], current: Amount | None, change: Amount
) -> None:
    at, changed = Stretch(passage, *found.span()), Stretch(passage, found.start(), found.end("unit"))
    # “增加-5万元，增长-3%” goes down.
    up = (found["direction"] in _UP.split("|")) != (change.value < 0)
    percent = found["percent"].lstrip("-")
    word_up = (found["word"] in _UP.split("|")) != found["percent"].startswith("-")
    change = replace(change, value=abs(change.value))
    if word_up != up and change.value and Decimal(percent.replace(",", "")):
        message = f"不符：文字说明前后方向相反：“{found[0]}”"
        todo = f"“{at.quote}”中的增减方向前后不一，应一致"
        report.add(check_id, "增减方向", "fail", at, message, kind="text", todo=todo)
        return
    if current is None:
        return
    current = next((a for a in _candidates(passage, found, current) if _fits(a, change, up, percent)), current)
    before = current.value - change.value if up else current.value + change.value
    where = f"{current.words or '金额'}增减率"
    said = f"{current.printed}、{found['direction']}{change.printed}"
    if before <= 0:
        message = f"{where}印为{found['percent']}%，但按{said}推算上年为{current.like(before)}，增减率没有意义"
        # Growth from nought is often written as 100 %, and from what only rounding makes nought it may be any.
        hidden = percent_within(percent, Decimal(percent.replace(",", "")), _between(current, change, up))[0] != "fail"
        wrong = before or not (hidden or Decimal(percent.replace(",", "")) in (0, 100))
        grade: Grade = "fail" if wrong else "not_checkable"
        todo = f"“{at.quote}”：上年为零或负数，不应计算增减率"
        text = f"不符：{message}" if wrong else message
        report.add(check_id, where, grade, at, text, kind="rate", todo=todo, uses=(current.at, changed))
        return
    computed = 100 * change.value / before
    grade, bound = percent_within(percent, computed, _between(current, change, up))
    report.rate(check_id, where, at, grade, percent, computed, bound, f"按{said}计算", uses=(current.at, changed))


def _from_before(report: Report, check_id: str, passage: Passage, found: re.Match[str]) -> None:
    """A change that is told with the amount it starts from: their ratio is the rate."""
    text = passage.text
    before = _FROM.search(text, max(sentence_start(text, found.start()), found.start() - 60), found.start())
    if before is None:
        return
    start = amount_of(passage, before.start(), before.end(), "上年", before["number"], before["unit"])
    change = amount_of(passage, found.start(), found.end(), "", found["number"], found["unit"])
    if start.value > 0:
        unit = max(start.fine, change.fine)
        of_what = f"{found['direction']}{change.printed}除以上年{start.printed}"
        at, rate = Stretch(passage, *found.span()), found["percent"].lstrip("-")
        uses = (start.at, Stretch(passage, found.start(), found.end("unit")))
        report.percent(check_id, "增减率", at, rate, abs(change.value), start.value, of_what, unit=unit, uses=uses)


def _candidates(passage: Passage, found: re.Match[str], current: Amount) -> Iterator[Amount]:
    """What a change may be said of: the nearest amount, else any before it in its sentence and the one before, as
    where a list of parts or a bracket stands between a total and its change."""
    yield current
    text, end = passage.text, found.start()
    start = text.rfind("。", 0, max(0, text.rfind("。", 0, end))) + 1
    for each in _AMOUNT.finditer(text, max(start, end - _REACH), end):
        yield amount_of(passage, each.start(), each.end(), "", each["number"], each["unit"])


def _between(current: Amount, change: Amount, up: bool) -> Between:
    """What the rate of a change may be: the year before is not printed, and so is uncertain by both amounts."""
    unit = max(current.fine, change.fine)
    before = current.value - change.value if up else current.value + change.value
    return ratio(change.value, before, unit, 2 * unit)


def _fits(current: Amount, change: Amount, up: bool, percent: str) -> bool:
    before = current.value - change.value if up else current.value + change.value
    between = _between(current, change, up)
    return before > 0 and percent_within(percent, 100 * change.value / before, between)[0] == "exact"


def _bare(words: str) -> str:
    """收、支总计各 and 收入、支出决算总计 name the same."""
    return _LOOSE.sub("", words)


def _aside(text: str, start: int, end: int, offset: int) -> bool:
    """Whether an amount is another change, a budget that is told as completed, or one in brackets that were closed
    before `offset`: none of these is what a change is of."""
    bracket = text.find(")", end, offset)
    if bracket >= 0 and "(" not in text[end:bracket]:
        return True
    before = text[max(0, start - 12) : start]
    return bool(_BUDGETED.search(before) or _CHANGED_BY.search(before))


def _current(passage: Passage, offset: int, named: Sequence[tuple[Amount, Target]], year: int | None) -> Amount | None:
    """This year's amount of what a change is said of; None where the words leave that open.

    It is the last amount before, unless the clause of the change names something else: then that, where it was named
    with its amount in the same passage.
    """
    text = passage.text
    clause = max(text.rfind(mark, 0, offset) for mark in "。;,:") + 1
    subject = _COMPARISON.sub("", _COMPARISON.sub("", _WHATEVER.sub("", text[clause:offset])))
    ours = [amount for amount, _ in named if amount.passage is passage and amount.start < offset]
    if subject:
        for amount in reversed(ours):
            one, other = _bare(amount.words), _bare(subject)
            if one and other and (one.endswith(other) or other.endswith(one)):
                return amount
        plain_words = _KIND_OF_AMOUNT.sub("", subject)
        before = text[max(0, sentence_start(text, offset) - 120) : clause]
        if len(plain_words) < 3 or plain_words not in before:
            return None
    amounts = reversed(list(_AMOUNT.finditer(text, max(0, offset - 200), offset)))
    last = next((each for each in amounts if not _aside(text, each.start(), each.end(), offset)), None)
    if last is None or offset - last.end() > 120:
        return None
    lead = text[max(0, last.start() - 12) : last.start()]
    if _A_BUDGET.search(lead):
        return None
    if of_another_year(passage, last.start(), year) or _SHARE_OF.search(lead):
        return None
    words = next((amount.words for amount in ours if amount.end == last.end()), "")
    return amount_of(passage, last.start(), last.end(), words, last["number"], last["unit"])
