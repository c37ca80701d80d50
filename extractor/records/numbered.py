"""Records from tables that have no form: 政府采购情况表, 国有资产占用情况表, counts of the 三公 expenses, 机关运行经费.

Several regions print as numbered tables (10 and up) what others tell in a sentence. Which number is which is told by
the words of its label, or of its label and the subject it stands under; numbers of tables and rows differ from region
to region. A number that could be two things is none, as is an amount without a printed unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor import lazy_re as re
from extractor.forms import is_own_form
from extractor.forms.titles import unit_of
from extractor.language.sentences import place_of
from extractor.language.text import squeeze
from extractor.language.units import FACTORS
from extractor.model import Grid, Sheet, Table
from extractor.model.said import Said, Where
from extractor.records.cells import Named, Small, cleaned, of_the_year

_SUBJECTS = (
    ("procurement", re.compile(r"政府采购")),
    ("operating", re.compile(r"机[关构]运行经费")),
    ("assets", re.compile(r"国有资产|资产(?:占用|使用|情况)|车辆")),
    ("three_public", re.compile(r"三公|公务接待|出国|公务用车购置")),
)
_SPEAKS = re.compile(
    r"政府采购|授予中小|机[关构]运行经费|(?<!公务)用车|公务用车(?:(?:期|年)末)?(?:保有|实有|购[置买](?:数|\())"
    r"|车辆|接待批次|团组|以上(?:\(含\))?的?(?:通用|专用)?(?:大型)?设备"
)
"""What a table that has any of these numbers prints; every table of the 三公 expenses has 公务用车购置."""
_OF_FORMS = re.compile(r"指标值|[一二三]级指标|绩效指标|分值|得分|自评")
"""Words of performance forms: what these count are targets."""
_OF_PLANS = re.compile(r"预算(?:表|情况)|采购预算|计划")
_YEAR = re.compile(r"20\d\d(?=年)")
_AMOUNTS = re.compile(r"金额|价值|原值|净值|[万千百亿]元|\(元\)|面积")
_COUNTS = re.compile(r"数量|\((?:辆|个|台|套|人)|面积|个数|辆数|台数")
_COUNTED = re.compile(r"数$|数量$|量$|批次$|人次$|团组$")
_OF_ABOVE = re.compile(r"(?:合同)?金额|数量|(?:合|小|总)计")
"""Heads that only say how what stands over them is measured."""
_MOST_LINES, _LONGEST = 3, 45

# Field, its unit ("" for money), what its label says, and whether it says so only under its subject.
_FIELDS: tuple[tuple[str, str, str], ...] = (
    (
        "three_public.counts.abroad_groups",
        "个",
        r"(?:全年)?(?:因公)?出国(?:\(境\))?(?:参加)?(?:团组|组团)(?:批次|个)?(?:数量?)?",
    ),
    (
        "three_public.counts.abroad_persons",
        "人次",
        r"(?:全年)?(?:因公)?出国(?:\(境\))?(?:团组)?(?:累计)?人(?:员|次)?数?",
    ),
    (
        "three_public.counts.vehicles_bought",
        "辆",
        r"(?:当年|本年|全年)?(?:公务用车(?:更新)?(?:购置|购买)(?:及更新)?(?:数量?)?|(?:新)?购置公务用车(?:数量?)?)",
    ),
    ("three_public.counts.vehicles_held", "辆", r"(?:年末|期末)?公务用车(?:期末|年末)?(?:保有|实有)(?:数量?|量)"),
    ("three_public.counts.foreign_batches", "批次", r"(?:国内)?(?:外事|外宾)接待批次(?:数)?"),
    ("three_public.counts.foreign_persons", "人次", r"(?:国内)?(?:外事|外宾)接待人(?:次数?|数)"),
    ("three_public.counts.reception_batches", "批次", r"(?:国内)?公务接待批次(?:数)?|国内接待批次(?:数)?"),
    ("three_public.counts.reception_persons", "人次", r"(?:国内)?公务接待人(?:次数?|数)|国内接待人(?:次数?|数)"),
    ("three_public.counts.reception_domestic", "", r"国内(?:公务)?接待(?:费|支出)"),
    ("three_public.counts.reception_foreign", "", r"(?:外事|外宾)接待(?:费|支出)"),
    ("operating.amount", "", r"机[关构]运行经费(?:支出)?(?:合计|总计|总额)?"),
    ("procurement.total", "", r"政府采购(?:支出|金额)?(?:总额|总金额|合计|总计|支出)"),
    ("procurement.goods", "", r"政府采购货物(?:类)?(?:支出|金额)?|采购货物(?:支出|金额)"),
    ("procurement.works", "", r"政府采购工程(?:类)?(?:支出|金额)?|采购工程(?:支出|金额)"),
    ("procurement.services", "", r"政府采购服务(?:类)?(?:支出|金额)?|采购服务(?:支出|金额)"),
    ("procurement.sme", "", r"(?:政府采购)?授予中小(?:微)?企业(?:的)?(?:政府采购)?合同(?:总)?(?:金额|额)"),
    (
        "procurement.small",
        "",
        r"(?:政府采购)?授予(?:小微|小型微型|小型、微型)企业(?:的)?(?:政府采购)?合同(?:总)?(?:金额|额)",
    ),
    ("assets.vehicles_total", "辆", r"(?:公务用)?车辆(?:数量?)?(?:合计|总计|小计|总数)|(?:实有)?车辆(?:数量?|总数)"),
    ("assets.vehicles.leader", "辆", r"副?[部省](?:\([省部]\)|[、/]省)?级(?:及以上|以上)?(?:领导(?:干部)?)?用车"),
    ("assets.vehicles.main_leader", "辆", r"主要(?:领导干部|负责人)用车"),
    ("assets.vehicles.confidential", "辆", r"机要通信(?:应急)?用车"),
    ("assets.vehicles.emergency", "辆", r"应急保障用车"),
    ("assets.vehicles.law_enforcement", "辆", r"(?:一般)?执法执勤用车"),
    ("assets.vehicles.special_technical", "辆", r"特种专业技术用车"),
    ("assets.vehicles.retired", "辆", r"离退休干部(?:服务)?用车"),
    ("assets.vehicles.other", "辆", r"其他(?:公务)?用车"),
)
_UNDER = {
    "procurement": (
        ("procurement.total", "", r"(?:合|总|小)计|采购总额"),
        ("procurement.goods", "", r"货物(?:类)?(?:采购)?(?:支出|金额)?"),
        ("procurement.works", "", r"工程(?:类)?(?:采购)?(?:支出|金额)?"),
        ("procurement.services", "", r"服务(?:类)?(?:采购)?(?:支出|金额)?"),
    ),
    "assets": (("assets.vehicles_total", "辆", r"车辆|公务用车"),),
    "operating": (("operating.amount", "", r"(?:合|总)计"),),
}
_NAMES = {
    "operating.amount": "机关运行经费",
    "procurement.total": "政府采购总额",
    "procurement.goods": "政府采购货物支出",
    "procurement.works": "政府采购工程支出",
    "procurement.services": "政府采购服务支出",
    "assets.vehicles_total": "车辆总数",
}
"""What is told of, where labels are as short as 合计."""
_ALWAYS = tuple((path, unit, re.compile(words)) for path, unit, words in _FIELDS)
_BY_SUBJECT = {
    subject: tuple((path, unit, re.compile(words)) for path, unit, words in own) for subject, own in _UNDER.items()
}
_EQUIPMENT = re.compile(
    r"(?P<threshold>单[价位](?:价值)?(?:在)?(?P<much>\d+)万元?(?:\(含\))?(?:及)?以上(?:\(含\))?)(?:的)?"
    r"(?P<kind>通用|专用)?(?:大型)?设备(?:\((?P<exclude>不含[^()]*)\))?(?:数量?)?"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A number that a table prints of a record."""

    path: str
    """Which: `procurement.total`, `assets.equipment.general.50`."""
    number: Said
    words: str
    """What it is of, for people."""
    threshold: str = ""
    exclude: str = ""


@dataclass(frozen=True, slots=True)
class _Source:
    title: str
    above: str
    """What else stands over it: its number, whose it is, and the year, where the title was cut to its name."""
    unit: str
    grids: tuple[Grid, ...]


def read_numbered(sheets: Sequence[Sheet], tables: Sequence[Table], year: int | None) -> list[Told]:
    """What the small tables of a document print of the records, in the order of the pages.

    Args:
        sheets: the pages, for tables that stand among the text without a number.
        tables: those that were found; the parts of any may hold such rows (a 三公 table with counts below).
        year: the fiscal year, where it is known.
    """
    return [told for source in _sources(sheets, tables) for told in _of_source(source, year)]


def _sources(sheets: Sequence[Sheet], tables: Sequence[Table]) -> Iterator[_Source]:
    # As printed: the parts of a table may have been turned, or cut to what its form asks for.
    by_page = {sheet.page: sheet for sheet in sheets}
    printed = {_key(grid): grid for sheet in sheets for grid in sheet.grids}
    taken = set()
    for table in tables:
        grids = [printed.get(_key(part), part) for part in table.parts]
        taken |= {_key(grid) for grid in grids}
        if grids and not is_own_form(table.table_id):
            unit = table.unit if table.unit_printed else ""
            above = _above(by_page.get(grids[0].page), grids[0])
            yield _Source(squeeze(table.title_printed), squeeze("".join(above)), unit, tuple(grids))
    for sheet in sheets:
        for grid in sheet.grids:
            if _key(grid) not in taken:
                words = _above(sheet, grid)
                unit = next((of for text in reversed(words) if (of := unit_of(text)[0])), "")
                yield _Source(squeeze("".join(words)), "", unit, (grid,))


def _above(sheet: Sheet | None, grid: Grid) -> list[str]:
    """The last lines over a grid, as far as they may be its title; sentences are not."""
    lines = [] if sheet is None else [line for line in sheet.lines if line.box.bottom <= grid.box.top + 1]
    words = [line.squeezed for line in lines[-_MOST_LINES:]]
    return [text for text in words if len(text) <= _LONGEST and "。" not in text]


def _key(grid: Grid) -> tuple[int, float, float]:
    return grid.page, grid.box.x0, grid.box.top


def _of_source(source: _Source, year: int | None) -> list[Told]:
    over = source.title + source.above
    years = _YEAR.findall(over)
    if _OF_PLANS.search(over) or (year is not None and years and str(year) not in years):
        return []
    before: Small | None = None
    subject = _subject(source.title)
    spoken: dict[int, str] = {}
    out: list[Told] = []
    for grid in source.grids:
        small = Small(grid, before)
        before = small
        if not _SPEAKS.search(small.words + source.title) or _OF_FORMS.search(small.words):
            continue
        out += _of_rows(small, subject, spoken, source.unit, year) or _of_columns(small, subject, source.unit)
    return _certain(out)


def _certain(told: list[Told]) -> list[Told]:
    """One number a path; none where a table prints two that differ."""
    values: dict[str, set[object]] = {}
    for one in told:
        values.setdefault(one.path, set()).add(one.number.value)
    first = {one.path: one for one in reversed(told)}
    return [one for one in told if first[one.path] is one and len(values[one.path]) == 1]


def _of_rows(small: Small, subject: str, spoken: dict[int, str], unit: str, year: int | None) -> list[Told]:
    """`spoken`: by column of labels what its last rows were about; it goes on to the next page."""
    out = []
    for label in small.labels():
        words, col = label.words, label.words.cell.col
        own = _subject(words.label) or next((found for text in words.above if (found := _subject(text))), "")
        spoken[col] = subject or own or spoken.get(col, "")
        field = _field(words, spoken[col])
        if field is None:
            continue
        path, of = field
        one = of_the_year(label.numbers, _COUNTS if not of else _AMOUNTS, year)
        number = None if one is None else _said(one, of, unit)
        if one is not None and number is not None:
            out.append(_told(path, number, one))
    return out


def _of_columns(small: Small, subject: str, unit: str) -> list[Told]:
    out = []
    for one in small.columns():
        own = next((found for text in reversed(one.above) if (found := _subject(text))), subject)
        field = _field(one, own)
        if field is None and one.above and _OF_ABOVE.fullmatch(one.label):
            field = _field(replace(one, label=one.above[-1], above=one.above[:-1]), own)
        if field is not None and one.is_number and (number := _said(one, field[1], unit)) is not None:
            out.append(_told(field[0], number, one))
    return out


def _told(path: str, number: Said, one: Named) -> Told:
    found = _EQUIPMENT.fullmatch(one.label)
    if found is None:
        return Told(path, number, _NAMES.get(path, one.label))
    at = one.printed.find("单")
    threshold = found["threshold"].replace("(", "（").replace(")", "）")
    printed = one.printed[at : at + len(threshold)] if at >= 0 else threshold
    return Told(path, number, one.label, printed, found["exclude"] or "")


def _subject(words: str) -> str:
    found = [name for name, pattern in _SUBJECTS if pattern.search(words)]
    return found[0] if len(found) == 1 else ""


def _field(words: Named, subject: str) -> tuple[str, str] | None:
    """Which number a label names, and the unit of such."""
    equipment = _EQUIPMENT.fullmatch(words.label)
    if equipment is not None:
        kind = {"通用": "general", "专用": "special"}.get(equipment["kind"] or "", "any")
        return f"assets.equipment.{kind}.{equipment['much']}", "台(套)"
    # A short label names the whole only where it stands by itself: of a list it is the kind of each thing.
    short = _BY_SUBJECT.get(subject, ()) if all(_subject(text) == subject for text in words.above) else ()
    for path, unit, pattern in (*_ALWAYS, *short):
        if pattern.fullmatch(words.label):
            return path, unit
    if words.label in ("合计", "小计", "总计") and any(
        cleaned(text)[0] in ("车辆", "公务用车") for text in words.above
    ):
        return "assets.vehicles_total", "辆"
    return None


def _said(one: Named, counted: str, unit: str) -> Said | None:
    """The number, in 万元 where it is money; None where its unit is none of such a number, or not printed."""
    value = one.number.value
    own = next(iter(one.units), "")
    if value is None or value < 0:
        return None
    printed = one.cell.squeezed
    if not counted:
        of = own or unit
        if of not in FACTORS:
            return None
        step = place_of(printed.replace(",", "").replace("，", "")) * FACTORS[of]
        return Said(printed, value * FACTORS[of], step, of, _where(one), f"{one.printed}{printed}")
    head = "".join(one.head)
    says = own or _COUNTED.search(one.label) or _COUNTS.search(head)
    if not says or own in FACTORS or _AMOUNTS.search(head) or value != value.to_integral_value():
        return None
    return Said(printed, value, place_of(printed), counted, _where(one), f"{one.printed}{printed}")


def _where(one: Named) -> Where:
    cell = one.cell
    return Where(
        cell.page or one.grid.page,
        cell.text_box or cell.box,
        (),
        f"{one.printed} {cell.squeezed}"[:200],
        cell.squeezed,
        "table",
    )
