"""Who publishes: 主要职责, 机构设置 with its units, and how many people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.language.parts import NUMERAL
from extractor.language.sentences import NUMBER, decimal, place_of
from extractor.model import Passage, Sheet
from extractor.model.records import Duty, Staff, Unit
from extractor.model.said import Said, Where
from extractor.records.lists import read_list
from extractor.records.text import place

DUTIES = re.compile(r"职责|职能")
UNITS = re.compile(r"机构设置|单位构成|部门构成|机构构成|决算单位|预算单位|机构情况")
_NUMERALS = "零一二三四五六七八九十"
_DIGITS = re.compile(r"\d+")
_HAN_NUMBER = re.compile("[一二三四五六七八九十]+")


def read_duties(text: Passage) -> list[Duty]:
    """The paragraphs of the duties: one for each number that goes on, what stands before the first, or the whole."""
    starts = list(_ordinals(text))
    spans = [(0, starts[0][0], "")] if starts and starts[0][0] > 0 else []
    for k, (start, end, no) in enumerate(starts):
        spans.append((end, starts[k + 1][0] if k + 1 < len(starts) else len(text.text), no))
        spans[-1] = (spans[-1][0], spans[-1][1], text.printed(start, end).rstrip("、.．"))
    if not starts:
        spans = [(0, len(text.text), "")]
    return [
        Duty(no, text.printed(start, end), place(text, start, end))
        for start, end, no in spans
        if text.text[start:end].strip("。;:")
    ]


def _ordinals(text: Passage) -> list[tuple[int, int, str]]:
    """The numbers that go on: 1 of a kind of numbers, or one more than the last of its kind."""
    out = []
    last: dict[str, int] = {}
    breaks = {line.start for line in text.lines}
    pattern = re.compile(rf"第{NUMERAL}条|\({NUMERAL}\)|\(?\d{{1,2}}[)、.](?!\d)|{NUMERAL}、")
    for found in pattern.finditer(text.text):
        before = text.text[found.start() - 1 : found.start()]
        if before and before not in "。;:" and found.start() not in breaks:
            continue
        kind = re.sub(r"\d+|[一二三四五六七八九十]+", "#", found[0])
        value = number_of(found[0])
        if value != 1 and value != last.get(kind, -1) + 1:
            continue
        last[kind] = value
        out.append((found.start(), found.end(), found[0]))
    return out


def number_of(ordinal: str) -> int:
    """What an ordinal counts; 0 for what is none."""
    if digits := _DIGITS.search(ordinal):
        return int(digits[0])
    found = _HAN_NUMBER.search(ordinal)
    if found is None:
        return 0
    tens, ten, ones = found[0].rpartition("十")
    if not ten:
        return _NUMERALS.index(ones) if len(ones) == 1 else 0
    return (_NUMERALS.index(tens) if tens else 1) * 10 + (_NUMERALS.index(ones) if ones else 0)


# 机构设置 -------------------------------------------------------------------------------------------------------------

_CONSISTS = re.compile(r"[^。;:]*(?:包括|组成|反映|构成|纳入|编制范围|共有?\d+个)[^。]*。")
_LISTS = re.compile(
    r"(?:包括|反映|组成|分别是|如下|有)[::]?(?P<names>[^。]*?)(?:的?(?:经费)?收支情况|等?\d+家?个?单位|决算)?。"
)
_OWN = re.compile(
    r"(?:由|包括|仅|只|为)[^。]{0,16}本级[^。]{0,8}(?:组成|构成|决算)|(?:仅|只)(?:包括|有|含)[^。]{0,20}本级"
)
_NO_OTHERS = re.compile(r"无(?:其他)?(?:下属|所属|二级)[^,。]{0,16}(?:单位|部门|机构)?")
_ROLE = re.compile(r"[（(](?P<role>[^（）()]*(?:本级|机关|下属|所属|参公|行政|事业|全额|差额)[^（）()]*)[)）]$")
_HEAD = re.compile(r"序号.{0,12}?名称(?:备注|单位性质|性质|类型|级次|预算级次|单位类型)*")
_ENDS_NAME = "局|所|中心|队|院|校|学|园|馆|站|处|室|厅|委|会|部|办|社|库|台|场|厂|司|级|\\)|）|公司|学校"


def unit_sentence(text: Passage) -> tuple[str, int, int]:
    """The sentence that says which units the account is of."""
    found = _CONSISTS.search(text.text)
    return ("", 0, 0) if found is None else (text.printed(*found.span()), *found.span())


def units_of_sentence(text: Passage, start: int, end: int, entity: str) -> list[Unit]:
    """The units that a sentence names; the department itself where it says that there is no other."""
    sentence = text.text[start:end]
    if _OWN.search(sentence) and entity:
        others = _NO_OTHERS.search(sentence)
        note = "" if others is None else text.printed(start + others.start(), start + others.end())
        return [Unit("", entity, "本级", note, place(text, start, end))]
    found = _LISTS.search(sentence)
    if found is None:
        return []
    out = []
    at = start + found.start("names")
    for piece in re.split(r"([、,和及])(?=[\u4e00-\u9fff]{4,})", found["names"]):
        if len(piece) >= 4 and re.search(rf"(?:{_ENDS_NAME})$", piece):
            out.append(unit("", text.printed(at, at + len(piece)), "", place(text, at, at + len(piece))))
        at += len(piece)
    return out if len(out) > 1 else []


_UNIT_COLUMNS = {
    "no": re.compile(r"序号?"),
    "name": re.compile(r"(?:预算|决算|所属|下属|编报)?(?:单位|部门|机构)(?:的?全?称|名称)"),
    "note": re.compile(r"备注|说明"),
    "role": re.compile(r"(?:单位|机构|预算)?(?:性质|类型|类别|级次|级别)"),
}
_EXPLAINED = re.compile("[\u4e00-\u9fff]")


def units_of_table(sheets: Sequence[Sheet]) -> list[Unit]:
    """The units of the table that lists them, where there is one."""
    table = read_list(sheets, _UNIT_COLUMNS, ("no", "name"))
    if table is None:
        return []
    rows = [row for row in table.rows if _EXPLAINED.search(row.cells["name"])]
    units = [unit(row.cells["no"], row.cells["name"], row.cells.get("note", ""), row.where["name"]) for row in rows]
    return [replace(one, role=one.role or row.cells.get("role", "")) for one, row in zip(units, rows, strict=True)]


def unit(no: str, name: str, note: str, where: Where) -> Unit:
    """A unit from the cells of its row; its role may stand in brackets behind its name."""
    found = _ROLE.search(name)
    role = "" if found is None else found["role"]
    if not role and name.endswith("本级"):
        role = "本级"
    return Unit(no, name, role, note, where)


# People ---------------------------------------------------------------------------------------------------------------

_PEOPLE = "教师|职称|导师|学生|本科生|研究生|留学生|专科生|编制|在职|离退休|退休|离休|职工|教职工|人员|在编|聘用"
_COUNT = re.compile(
    rf"(?:^|(?<=[,;。:()、]))(?P<what>(?!、)[\u4e00-\u9fff、]{{0,24}}?(?:{_PEOPLE})(?:人数|总数)?)(?:共|共有|为|有|实有)?(?P<about>近|约)?"
    rf"(?P<number>{NUMBER})(?P<more>余|多)?(?P<unit>人(?!次)|名|个)"
)
_BEFORE = re.compile(r"^(?:现有|其中|学校|共有|拥有|有|设有|核定|实有|目前|截至.*?)+")


def read_staff(text: Passage) -> list[Staff]:
    """Counts of people in running text."""
    out = []
    for found in _COUNT.finditer(text.text):
        words = _BEFORE.sub("", found["what"])
        if len(words) < 2:
            continue
        start, end = found.span("number")
        spot = place(text, found.start("what"), end)
        number = Said(
            text.printed(start, end), decimal(found["number"]), place_of(found["number"]), found["unit"], spot
        )
        at = found.end("what") - len(words)
        out.append(
            Staff(
                text.printed(at, found.end("what")), number, found["unit"], bool(found["about"] or found["more"]), spot
            )
        )
    return out


def rows_of_lines(text: Passage) -> list[Unit]:
    """The rows of a small table whose lines stand in the text: a number, a name, a note."""
    head = _HEAD.search(text.text)
    if head is None:
        return []
    lines = [line for line in text.lines if line.start >= head.end()]
    return [one for line in lines if (one := _row(line.text, text, line.start)) is not None]


def _row(printed: str, text: Passage, start: int) -> Unit | None:
    found = re.match(
        rf"(?P<no>\d{{1,2}})(?P<name>[\u4e00-\u9fff（）()]{{3,40}}?(?:{_ENDS_NAME}))(?P<note>(?:预算|单独|独立|并入|纳入|不|二级|一级|公益|全额|差额|行政|事业|财政)[^\d]*)?$",
        printed,
    )
    if found is None:
        return None
    return unit(found["no"], found["name"], found["note"] or "", place(text, start, start + 1))
