"""What stands under tables: notes, and sentences that say there was nothing. All texts are squeezed."""

from __future__ import annotations

from extractor import lazy_re as re

_SIGN = "(?:注|说明|备注|附注)"
_SIGNED = (
    r"(?:(?:单位|部门|财务|会计|主管|分管|填报|制表)*(?:主要)?(?:负责人|领导)|(?:制|填)表人?|(?:填报|编制|经办|复核|审核|会计)人"
    r"|复核|审核|会计|出纳|(?:填[报表]|报送|制表|编制)(?:日期|时间)|联系电话)(?:\((?:签章|签字|盖章)\))?[:：]"
)
"""What opens the line under a table on which those who made it sign, or a line that this is broken into."""
_IN_WORDS = r"(?:合计|总计|小写)?(?:人民币|金额)*[(（](?:人民币)?大写[)）]|大写金额[:：]"
"""What opens a sum that is written out in words under a table, as on a cheque."""
_FORMULA = r"\d+(?:栏|行)(?:各|[=＝])"
NONE = "无|没有|未发生|未安排|未使用|不涉及"
"""Words that say there is none of something, as alternatives of a regular expression."""
_OF_MONEY = "收支|收入|支出|数据|经费"

_NOTE = re.compile(rf"^{_SIGN}|^{_FORMULA}|^{_SIGNED}|^{_IN_WORDS}")
_OPENS_NOTE = re.compile(rf"^{_SIGN}(?:[:：\d.]|本表)|^注$|^{_FORMULA}|^{_SIGNED}|^{_IN_WORDS}")
_UNDER_TABLE = re.compile(
    rf"^(?:{_SIGN}|{_SIGNED}|{_IN_WORDS}|本表|本套|本部门|本单位|{NONE}|\d+[.、]|{_FORMULA}|.{{0,40}}(?:{NONE}).{{0,30}}(?:{_OF_MONEY}))"
)


def is_note(text: str) -> bool:
    """Whether a text over the width of a table is a note, a formula of columns or rows (3栏=1栏+2栏), or who signs."""
    return bool(_NOTE.match(text))


def opens_note(text: str) -> bool:
    """As `is_note`, where words of a table may stand as well: 说明 alone is the name of a column. The colon may be lost
    in a scan."""
    return bool(_OPENS_NOTE.match(text))


def may_be_note(text: str) -> bool:
    """Whether a line right under a table may belong to it: a note, a numbered remark, a sentence on this table."""
    return bool(_UNDER_TABLE.match(text))


_SAYS_NONE = re.compile(rf"^(?:无|空表)$|(?:{NONE}).{{0,20}}(?:{_OF_MONEY})|[本此该]表(?:为空|无数据|没有数据)")
_TABLE_IS_EMPTY = re.compile(
    rf"(?:{NONE}).{{0,14}}(?:政府性(?:基金)?预算|国有资本经营|三公|基本支出|财政拨款|此项|该项).{{0,20}}"
    r"|故本表(?:无数据|为空)|[本此]表无数据"
)
_NOUGHT = r"为(?:0(?:\.0+)?(?![\d.])|零)|(?<![\d.,，])(?:0(?:\.0+)?|零)[亿万千百]?元|空表"
"""A sum that came to nought, or a table without any; 100万元 and 为0.5万元 did not."""


def says_none(text: str) -> bool:
    """Whether a text says that there was no money of some kind."""
    return bool(_SAYS_NONE.search(text))


def says_table_is_empty(text: str) -> bool:
    """Whether a line says that one of the numbered tables has nothing to show."""
    return bool(_TABLE_IS_EMPTY.search(text))


def says_nothing(text: str) -> bool:
    """Whether a note under a table says that there was nothing, or that it came to nought."""
    return bool(re.search(f"{NONE}|{_NOUGHT}", text))


def nothing_of(subject: str) -> re.Pattern[str]:
    """What finds, in a whole page, that there was nothing of a subject, which is a regular expression."""
    none = f"(?:{NONE}|{_NOUGHT})"
    return re.compile(rf"{none}.{{0,30}}(?:{subject})|(?:{subject})[^。]{{0,40}}{none}")
