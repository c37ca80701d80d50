"""Of which year the text speaks: dates of the balance, budgets and amounts of this year (S02)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor import lazy_re as re
from extractor.model import Passage, Stretch
from extractor.verify.narrative.amounts import MONEY, amount_of, same, sentence_start
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Target

_AS_OF = re.compile(r"截[至止]到?(?P<year>20\d\d)年(?:度)?(?:12月31日|年?[末底])")
_STOCK = re.compile(r"车辆|设备|资产|房屋")
_BUDGET = re.compile(r"(?:比|较|与|同|完成)(?P<year>20\d\d)年(?:度)?(?:的)?(?:“?三公”?经费)?(?:财政拨款)?年初预算")
_OF_YEAR = re.compile(
    rf"(?:(?<=[。;:,(类)款])|^)(?P<before>[^。;,:\d]{{0,40}}?)(?<![比较与同至到于])(?P<year>20\d\d)年度?,?(?:本部门|本单位|我[局委校院厅办部])?"
    rf"(?P<subject>[^。;,:\d]{{2,40}}?){MONEY}"
)
_THIS_YEAR = re.compile(r"本年(?!收入|支出)|当年|今年")
_TOLD_ONCE = re.compile(r"政府采购|机[关构]运行经费|三公经费|支出年初预算")
"""What a section tells of one year only, whether a table holds it or not."""
_NOT_OURS = re.compile(r"上年|去年|预计|计划|以前|年初结转|结转|欠|成立|启动|开始|以来|起|至20\d\d|—|-")
_COMPARED = re.compile(r"(?:比|较|与|同)[^,。;]*$")


def check_years(
    sections: Sequence[Passage],
    passages: Sequence[Passage],
    targets: Sequence[Target],
    year: int | None,
    report: Report,
) -> None:
    """Report dates and amounts that are said to be another year's than the account's.

    Args:
        sections: what explains the account.
        passages: the whole running text, which tells of cars and equipment under many headings.
        targets: the figures of the tables: what the text gives another year may be one of this year's.
        year: the fiscal year; where it is not known nothing is asked.
        report: where it is written down.
    """
    if year is None:
        return
    for passage in passages:
        for found in _dates(passage, year):
            _say(passage, found, "截至日期", year, report)
    for passage in sections:
        for found, what in _wrong(passage, targets, year):
            told = (id(passage), sentence_start(passage.text, found.start("year")))
            if told not in report.years:  # an amount of the sentence was told with its year
                report.years.add(told)
                _say(passage, found, what, year, report)


def _say(passage: Passage, found: re.Match[str], what: str, year: int, report: Report) -> None:
    printed = passage.text[found.start() : found.end()]
    message = f"不符：文字说明中“{printed[-60:]}”的年度是{found['year']}，本决算是{year}年度"
    at = Stretch(passage, found.start(), found.end())
    todo = f"“{at.quote[-60:]}”的年度应为{year}"
    report.add("S02", what, "fail", at, message, kind="scope", should=str(year), todo=todo)


def _dates(passage: Passage, year: int) -> Iterator[re.Match[str]]:
    for found in _AS_OF.finditer(passage.text):
        end = passage.text.find("。", found.end())
        stock = _STOCK.search(passage.text, found.end(), end if end >= 0 else len(passage.text))
        if int(found["year"]) != year and stock:
            yield found


def _wrong(passage: Passage, targets: Sequence[Target], year: int) -> Iterator[tuple[re.Match[str], str]]:
    text = passage.text
    for found in _BUDGET.finditer(text):
        if int(found["year"]) != year:
            yield found, "预算年度"
    own = f"{year}年"
    for found in _OF_YEAR.finditer(text):
        if int(found["year"]) == year or _NOT_OURS.search(found["subject"]) or _COMPARED.search(found["before"]):
            continue
        start = sentence_start(text, found.start("year"))
        end = text.find("。", found.end())
        sentence = text[start : end if end >= 0 else len(text)]
        subject = found["subject"][-6:]
        amount = amount_of(passage, found.start(), found.end(), "", found["number"], found["unit"])
        ours = amount.value and any(t.readable and same(amount, t.amount, t.unit)[0] == "exact" for t in targets)
        if not (ours or _TOLD_ONCE.search(found["subject"])):
            continue
        if own in sentence or _THIS_YEAR.search(sentence) or re.search(f"{own}[^。;]*{re.escape(subject)}", text):
            continue
        yield found, "文字年度"
