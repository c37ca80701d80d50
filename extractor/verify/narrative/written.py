"""How the text is written: amounts with their whole unit, rates with their sign, nothing twice, reasons where promised.

Each rule holds whatever a sentence speaks of, so it needs no section and no table (S06, S07).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.model import Passage, Stretch
from extractor.verify.narrative.amounts import NUMBER
from extractor.verify.narrative.report import Report

_AMOUNT_CUT = re.compile(rf"(?P<number>{NUMBER})万(?=[,;。:、()]|占|完成|其中|的\d|$)")
_MONEY_BEFORE = re.compile(
    r"(?:收入|支出|总计|合计|总额|金额|预算|决算|经费|资金|费|补贴|补助|结余|分配|增加|减少|类\)|款\)|项\)|货物|工程|服务|采购|(?:货物|工程|服务)类)"
    r"(?:数|额)?(?:为|共|计|共计|合计|均为|各)?$"
)
_CODED_BEFORE = re.compile(r"\(\d{3,7}\)$")
_RATE_CUT = re.compile(
    rf"(?:占(?![地用有])[^,;。%\d()]{{0,25}}?|(?:增长|下降|降低|上升)(?:率|幅度)?(?:了|为|达)?|完成(?:了)?(?:年初|全年|调整后?的?)?预算(?:数)?(?:{NUMBER}万元)?的?"
    rf"|(?:完成率|执行率|比重|占比)(?:为|达到|达)?)(?P<number>{NUMBER})(?=[;。)]|,(?!\d)|$)"
)
_SIGNS_TWICE = re.compile(r"([,、;:])\1|[,、;:]。|。。")
_WORD_TWICE = re.compile(
    r"的的|了了(?!解)|万元万元|年度年度|%%|元元|\(类\)\(类\)|\(款\)\(款\)|\(项\)\(项\)|为为|(?<!和)和和|与与|比比(?!皆)"
)
_PHRASE_TWICE = re.compile(r"(?P<words>[\u4e00-\u9fff]{3,12})(?P=words)")
_PHRASE_OF_TEXT = re.compile(
    r"支出决算|年初预算|主要原因|主要用于|与上年|相比|本年|其中|总计|合计|完成|增加|减少|增长|下降"
)
"""Names may hold the same word twice where one ends and the next begins; words of a sentence do not."""
_NO_REASON = re.compile(r"原因(?:主要)?(?:是|为|在于|:)+[。;]")


class Slip(NamedTuple):
    """One slip of the pen, by where it stands."""

    start: int
    end: int
    check_id: str
    where: str
    message: str
    todo: str


def check_written(passages: Sequence[Passage], report: Report) -> None:
    """Report every slip of the pen in the sections that explain the account."""
    for passage in passages:
        for slip in _slips(passage):
            at = Stretch(passage, slip.start, slip.end)
            near = passage.printed(max(0, slip.start - 16), min(len(passage.text), slip.end + 8))
            message = f"不符：{slip.message}（…{near}…）"
            todo = f"“…{near}…”处{slip.todo}"
            report.add(slip.check_id, slip.where, "fail", at, message, todo=todo)


def _slips(passage: Passage) -> Iterator[Slip]:
    text = passage.text
    for found in _AMOUNT_CUT.finditer(text):
        before = text[max(0, found.start() - 12) : found.start()]
        if _MONEY_BEFORE.search(before) or _CODED_BEFORE.search(before):
            yield Slip(found.start(), found.end(), "S06", "金额单位", f"金额“{found[0]}”缺少“元”字", "补上“元”字")
    for found in _RATE_CUT.finditer(text):
        yield Slip(found.start("number"), found.end(), "S06", "比率", f"比率“{found[0]}”缺少%号", "补上%号")
    for pattern in (_SIGNS_TWICE, _WORD_TWICE):
        for found in pattern.finditer(text):
            what = "标点" if pattern is _SIGNS_TWICE else "字词"
            yield Slip(found.start(), found.end(), "S06", f"重复{what}", f"{what}“{found[0]}”重复", f"改正“{found[0]}”")
    for found in _PHRASE_TWICE.finditer(text):
        if _PHRASE_OF_TEXT.search(found["words"]):
            yield Slip(
                found.start(),
                found.end(),
                "S06",
                "重复字词",
                f"字词“{found['words']}”重复",
                f"删去重复的“{found['words']}”",
            )
    for found in _NO_REASON.finditer(text):
        yield Slip(found.start(), found.end(), "S07", "原因", "写有“原因”而没有说明原因", "写明原因")
