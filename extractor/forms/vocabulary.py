"""The words of a header that are no figure column's: what names the rows, and what stands over several columns."""

from __future__ import annotations

from functools import cache

from extractor import lazy_re as re
from extractor.forms import Form, forms
from extractor.forms.load import per_catalogue
from extractor.language.money import as_counted
from extractor.language.text import squeeze
from extractor.language.units import without_unit
from extractor.model import Kind


def _set(words: str) -> frozenset[str]:
    return frozenset(squeeze(word) for word in words.split())


CODE_WORDS = _set(
    "科目编码 功能分类科目编码 支出功能分类科目编码 支出功能分类编码 功能分类编码 经济分类科目编码 "
    "支出经济分类科目编码 经济分类编码 "
    "科目代码 编码 代码 科目编号 类 款 项 类款项 类款 款项 支出功能分类 功能分类 经济分类 经济科目编码 "
    "功能科目编码 部门预算支出经济分类科目编码 "
    "支出经济分类 项目编码 预算科目编码"
)
LABEL_WORDS = _set(
    "科目名称 功能分类科目名称 支出功能分类科目名称 经济分类科目名称 支出经济分类科目名称 名称 项目名称 科目 "
    "项目(按功能分类) "
    "项目(按支出性质) 支出项目 收入项目 项目(按支出功能分类) 支出项目(按功能分类) 功能分类名称 经济分类名称 "
    "经济科目名称 预算科目 "
    "支出项目类别 部门名称 单位名称 部门预算支出经济分类科目名称 预算科目名称 科目(单位)名称 单位(科目)名称 "
    "项目(功能分类) 项目(科目) 功能科目名称"
)
LINE_WORDS = _set("行次 序号 行号 行数 行序")
PLAIN_WORDS = _set("项目")
NUMBER_WORDS = _set("栏次")
REMARK_WORDS = _set("备注 说明 备注说明")
"""Over a column of words behind the figures."""
GROUP_WORDS = _set(
    "收入 支出 本年收入 本年支出 人员经费 公用经费 财政拨款三公经费 三公经费 一般公共预算财政拨款三公经费 "
    "本年收入合计 本年支出合计 "
    "决算数 预算数 金额 本年决算数 财政拨款 项目支出 基本支出 事业收入 收入决算数 支出决算数 年初结转和结余 "
    "年末结转和结余 其中 "
    "公务用车购置及运行维护费 公务用车购置及运行费 三公经费预算数 三公经费决算数 三公经费预算 三公经费决算 三公经费支出"
)
PANEL_WORDS = _set("收入 支出 人员经费 公用经费 决算数 金额")
"""Of those, the ones that stand over half a table and name no column of any form by themselves."""
TOTAL_LABELS = _set("合计 总计 小计 总合计 合 计")
KEY_WORDS = CODE_WORDS | LABEL_WORDS | LINE_WORDS | PLAIN_WORDS

_KEY_ENDS = ("科目", "分类", "编码", "代码", "编号", "名称")
_KEY_LIKE = re.compile(rf"^\D{{0,16}}(?:{'|'.join(_KEY_ENDS)})$")
_INTEGER = re.compile(r"^\d{1,3}$")
_YEARED = re.compile(r"^20\d\d年?度?(?=[\u4e00-\u9fff])")
_COUNTED = 4
"""So many numbers in their places count, though one of them is missing."""
_ITS_NUMBER = re.compile(r"^(\d{1,2})[=＝]")


@cache
def figure_words(form: Form) -> frozenset[str]:
    """Every word that may stand in the header of one of a form's figure columns."""
    words: set[str] = set()
    for variant in form.variants:
        for column in variant.columns:
            for pattern in column.patterns:
                for group in pattern:
                    words |= group
    return frozenset(words)


@per_catalogue()
def all_figure_words() -> frozenset[str]:
    """Every word that may stand in the header of a figure column of any form."""
    return frozenset(word for form in forms().values() for word in figure_words(form))


def without_year(text: str) -> str:
    """A squeezed header word without the year that stands before it: 2023年决算数."""
    return _YEARED.sub("", text) if text[:2] == "20" else text


def names_figures(text: str) -> bool:
    """Whether a squeezed text is such a word, with its unit perhaps, or the year before it."""
    return without_year(without_unit(text)) in all_figure_words()


@per_catalogue()
def figure_words_of(kind: Kind) -> frozenset[str]:
    """As `all_figure_words`, of the forms of one kind of document, without what names a column only under others:
    人员经费 under 基本支出 is the side of a table elsewhere."""
    return frozenset(
        word
        for form in forms().values()
        if form.kind == kind
        for variant in form.variants
        for column in variant.columns
        for pattern in column.patterns
        if len(pattern) == 1 or not column.optional
        for group in pattern
        for word in group
    )


@per_catalogue()
def group_members() -> dict[str, frozenset[str]]:
    """The words that stand over several columns of figures by what forms print, and the words of those columns.

    公务用车购置及运行维护费 stands over its 小计, 购置费 and 运行维护费 and over nothing else.
    """
    out: dict[str, set[str]] = {}
    for form in forms().values():
        for variant in form.variants:
            for head in {column.under for column in variant.columns if column.under}:
                own = [c for c in variant.columns if c.id.split(".")[0] == head]
                parts = [c for c in variant.columns if c.under == head]
                over = {word for c in own for pattern in c.patterns if len(pattern) > 1 for word in pattern[0]}
                below = {word for c in own for pattern in c.patterns for group in pattern[1:] for word in group}
                below |= {word for c in parts for pattern in c.patterns for group in pattern for word in group}
                for word in over - below:
                    out.setdefault(word, set()).update(below - over)
    return {word: frozenset(members) for word, members in out.items()}


def is_header_word(text: str, form: Form | None) -> bool:
    """Whether a cell's squeezed text is a word of a header (栏次 and its numbers not counted)."""
    text = without_year(text)
    if is_key_word(text) or text in NUMBER_WORDS or text in GROUP_WORDS:
        return True
    return form is not None and text in figure_words(form)


@per_catalogue()
def _key_words() -> frozenset[str]:
    return KEY_WORDS.union(*(form.key_words for form in forms().values()))


_OF_LEVELS = re.compile(rf"(?<=.)\((?:[类款项、,/]+|[^()]{{0,8}}(?:{'|'.join(_KEY_ENDS)}))\)$")
"""In brackets behind the name of a column: the levels of the codes, or what of a 科目 stands in it."""


def without_levels(text: str) -> str:
    """A squeezed header word without what explains it behind it: 科目编码(类款项), 科目(编码及名称)."""
    return _OF_LEVELS.sub("", text)


@per_catalogue(maxsize=1 << 13)
def is_key_word(text: str) -> bool:
    """Whether a header word names rows: 项目, 行次, 类款项, what ends like a name of codes, and what a form says."""
    if text.endswith(")"):
        text = without_levels(text)
    if text in _key_words() or (text.endswith(_KEY_ENDS) and bool(_KEY_LIKE.match(text))):
        return True
    return 1 < len(text) < 4 and not text.strip("类款项")


def is_small_integer(text: str) -> bool:
    return bool(_INTEGER.match(text))


_FIGURE_LIKE = re.compile(r"\d[.,，．]\d|\d{3}")


def _mostly_counts(places: list[int | None], named: bool) -> bool:
    """Whether most places hold the number of the place, None being what is no number.

    Two thirds of three or more, where the row is named 栏次; three quarters of six or more, where it is not: no row of
    an account has so many whole amounts that count up.
    """
    right = sum(number == k for k, number in enumerate(places, start=1))
    return 3 * right >= 2 * len(places) > 4 if named else 4 * right >= 3 * len(places) > 15


def _counts_on(texts: list[str]) -> bool:
    """Whether four or more cells count their places, though a number among them is not there: it was not read."""
    held = [(int(text), place) for place, text in enumerate(texts) if _INTEGER.match(text)]
    return len(held) >= _COUNTED and len({place - number for number, place in held}) == 1


def is_number_row(texts: list[str]) -> bool:
    """Whether the non-empty cells of a row are 栏次, header letters and column numbers that count up by one.

    A row of figures never is: its numbers would have to be 1, 2, 3 … without a gap. Three or more of them are column
    numbers whatever words stand beside them, or in the place of one where print runs into print. A few may be
    misread: a 4 of thin strokes is read as 1. Letters that count up number columns as well.
    """
    texts = as_counted(texts, named=not NUMBER_WORDS.isdisjoint(texts))
    places: list[int | None] = []
    named = False
    for text in texts:
        if not text or (is_key_word(text) and text not in NUMBER_WORDS):
            continue
        if text in NUMBER_WORDS:
            named = True
        elif _INTEGER.match(text):
            places.append(int(text))
        elif found := _ITS_NUMBER.match(text):
            places.append(int(found[1]))
        elif _FIGURE_LIKE.search(text):
            return False
        else:
            places.append(None)
    numbers = [number for number in places if number is not None]
    strange = len(numbers) < len(places)
    if not numbers:
        return named and not strange
    if _mostly_counts(places, named):
        return True
    if strange:
        first = places.index(numbers[0])
        due = range(1, len(places) - first + 1)
        own = all(number in (None, k) for number, k in zip(places[first:], due, strict=True))
        together = numbers == list(range(1, len(numbers) + 1))
        if named and own and numbers[0] == 1:
            return True
        return len(numbers) >= 3 and (together or (own and 3 * len(numbers) >= 2 * len(due)))
    counts_up = numbers == list(range(numbers[0], numbers[0] + len(numbers))) or _counts_on(texts)
    return counts_up and (named or (len(numbers) > 1 and numbers[0] <= 2))
