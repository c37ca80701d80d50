"""项目明细, 三公与采购, 绩效, 说明与名词: what the text says beyond the tables, for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractor.export.rows import Value
from extractor.export.sheet_performance import fill_performance
from extractor.export.sheets import Book, Sheet
from extractor.export.styles import Look, Styles
from extractor.export.text import one_line
from extractor.forms import families
from extractor.model import Disclosure
from extractor.model.records import MEASURE_NAMES, MEASURES, VEHICLE_NAMES, Item, Records
from extractor.model.said import Said, Where

SHEETS = ("项目明细", "三公与采购", "绩效", "说明与名词")
_Fact = tuple[str, Said | str, Where]
_ASPECTS = {
    "budget": "预算数",
    "final": "决算数",
    "rate": "完成率",
    "share": "占比",
    "change": "比上年",
    "change_rate": "增减率",
}
_COUNTS = {
    "abroad_groups": "因公出国（境）团组",
    "abroad_persons": "因公出国（境）人次",
    "vehicles_bought": "公务用车购置数",
    "vehicles_held": "公务用车保有量",
    "reception_batches": "国内公务接待批次",
    "reception_persons": "国内公务接待人次",
    "foreign_batches": "其中：外事接待批次",
    "foreign_persons": "其中：外事接待人次",
    "reception_domestic": "国内公务接待支出",
    "reception_foreign": "其中：外事接待支出",
}
_PROCUREMENT = {
    "total": "政府采购总额",
    "goods": "货物",
    "works": "工程",
    "services": "服务",
    "sme": "授予中小企业合同金额",
    "sme_share": "授予中小企业占比",
    "small": "授予小微企业合同金额",
    "small_share": "授予小微企业占比",
    "goods_sme_share": "货物采购授予中小企业占比",
    "works_sme_share": "工程采购授予中小企业占比",
    "services_sme_share": "服务采购授予中小企业占比",
    "reserved_sme_budget": "面向中小企业预留预算",
    "reserved_small_budget": "面向小微企业预留预算",
    "won_sme_reserved": "预留项目中中小企业成交",
    "won_small_reserved": "预留项目中小微企业成交",
    "won_sme_other": "其他项目中中小企业成交",
}


def fill_record_sheets(book: Book, disclosure: Disclosure, styles: Styles) -> None:
    """Add those of the four sheets that the document has anything for."""
    records = disclosure.records
    if records.items:
        _fill_items(book.add(SHEETS[0]), disclosure, styles)
    blocks = list(_blocks(records))
    if blocks:
        _fill_facts(book.add(SHEETS[1]), blocks, styles)
    if records.evaluations:
        fill_performance(book.add(SHEETS[2]), records.evaluations, styles)
    if records.changes or records.profile.units or records.profile.duties or records.glossary:
        _fill_words(book.add(SHEETS[3]), records, styles)


# 项目明细 -------------------------------------------------------------------------------------------------------------

_ITEM_HEADS = (
    *("序号", "类", "款", "项", "科目编码", "年初预算", "全年预算", "决算（文字）", "决算（表）", "差额", "完成率%"),
    *("增减", "原因", "用途", "页码"),
)
_ITEM_WIDTHS = (6, 18, 20, 24, 10, 12, 12, 12, 12, 10, 9, 9, 40, 30, 6)


def _fill_items(sheet: Sheet, disclosure: Disclosure, styles: Styles) -> None:
    sheet.set_widths(_ITEM_WIDTHS)
    for col, head in enumerate(_ITEM_HEADS, start=1):
        sheet.put(1, col, head, styles.head)
    in_table = _figures_of_items(disclosure)
    sheet.put_rows(2, (_item_cells(item, in_table, styles) for item in disclosure.records.items), sheet.height_of)
    sheet.freeze_panes(1, 4)
    sheet.set_up_print(landscape=True)
    sheet.hide_gridlines(2)


def _figures_of_items(disclosure: Disclosure) -> dict[tuple[str, str], Decimal | None]:
    """(table, code) to the amount that the table prints for it."""
    known = families().get(disclosure.family)
    out: dict[tuple[str, str], Decimal | None] = {}
    for spot in known.narrative.items if known is not None else ():
        table = disclosure.table(spot.table)
        for row in table.rows if table is not None else ():
            if row.code:
                out[spot.table, row.code] = row.get(spot.column)
    return out


def _item_cells(
    item: Item, in_table: dict[tuple[str, str], Decimal | None], styles: Styles
) -> list[tuple[Value, Look]]:
    code = item.table_code or item.code
    table = in_table.get((item.table, item.table_code))
    spent = item.final.value if item.final is not None else Decimal(0) if item.final_words else None
    off = None if table is None or spent is None else spent - table
    off_look = styles.marked["fail"] if off else styles.number
    return [
        *((text, styles.left) for text in (item.no, item.class_, item.division, item.item, code)),
        _money(item.budget_initial, styles),
        _money(item.budget_full_year, styles),
        _money(item.final, styles) if item.final is not None else (item.final_words, styles.left),
        (table, styles.number_exact),
        (off, off_look),
        _money(item.rate, styles),
        *((one_line(text), styles.left) for text in (item.direction, item.reason, item.purpose)),
        (item.where.page or None, styles.integer),
    ]


def _money(number: Said | None, styles: Styles) -> tuple[Value, Look]:
    return (None if number is None else number.value, styles.number_exact)


# 三公与采购 -----------------------------------------------------------------------------------------------------------


def _blocks(records: Records) -> Iterator[tuple[str, list[_Fact]]]:
    """The headings of the sheet, and the facts under each."""
    for title, facts in (
        ("“三公”经费", _public(records)),
        ("机关运行经费", _operating(records)),
        ("政府采购", _procurement(records)),
        ("国有资产占用", _assets(records)),
        ("预算绩效管理", _coverage(records)),
    ):
        found = list(facts)
        if found:
            yield title, found


def _public(records: Records) -> Iterator[_Fact]:
    one = records.three_public
    if one is None:
        return
    if one.none_sentence:
        yield "说明", one.none_sentence, one.where
    for name in MEASURES:
        measure = one.measures[name]
        for aspect, title in _ASPECTS.items():
            number = getattr(measure, aspect)
            if number is not None:
                words = measure.change_direction if aspect in ("change", "change_rate") else ""
                yield f"{MEASURE_NAMES[name]}·{title}{words}", number, number.where
        if measure.change is None and measure.change_direction:
            yield f"{MEASURE_NAMES[name]}·比上年", measure.change_direction, one.where
    for name, title in _COUNTS.items():
        number = getattr(one.counts, name)
        if number is not None:
            yield title, number, number.where
    for title, reason in (("与预算不同的原因", one.reason_budget), ("比上年增减的原因", one.reason_change)):
        if reason:
            yield title, reason, one.where


def _operating(records: Records) -> Iterator[_Fact]:
    one = records.operating
    if one is None:
        return
    if one.none_sentence:
        yield "说明", one.none_sentence, one.where
    for title, number in (
        ("金额", one.amount),
        (f"比{one.base_year or '上'}年{one.direction}", one.change),
        (f"{one.direction}率", one.change_rate),
    ):
        if number is not None:
            yield title, number, number.where
    if one.reason:
        yield "原因", one.reason, one.where


def _procurement(records: Records) -> Iterator[_Fact]:
    one = records.procurement
    for name, title in _PROCUREMENT.items() if one is not None else ():
        number = getattr(one, name)
        if number is not None:
            yield title, number, number.where


def _assets(records: Records) -> Iterator[_Fact]:
    one = records.assets
    if one is None:
        return
    if one.as_of:
        yield "截至", one.as_of, one.where
    if one.vehicles_total is not None:
        yield "车辆", one.vehicles_total, one.vehicles_total.where
    for name, title in VEHICLE_NAMES.items():
        number = getattr(one.vehicles, name)
        if number is not None:
            yield f"其中：{title}", number, number.where
    kinds = {"general": "通用设备", "special": "专用设备", "any": "设备"}
    for each in one.equipment:
        if each.count is not None:
            yield f"{each.threshold}{kinds[each.kind]}", each.count, each.count.where


def _coverage(records: Records) -> Iterator[_Fact]:
    one = records.performance.coverage
    if one is None:
        return
    for stage in one.stages:
        for title, number in (("项目数", stage.projects), ("金额", stage.amount)):
            if number is not None:
                yield f"{stage.stage}·{title}", number, number.where
    if one.mean_score is not None:
        yield "平均得分", one.mean_score, one.mean_score.where
    for grade, count in one.grades.items():
        yield f"评级为“{grade}”的项目", count, count.where


def _fill_facts(sheet: Sheet, blocks: Sequence[tuple[str, list[_Fact]]], styles: Styles) -> None:
    sheet.set_widths((34, 16, 8, 8, 90))
    row = 1
    for title, facts in blocks:
        sheet.put(row, 1, title, styles.heading)
        for col, head in enumerate(("内容", "数值", "单位", "页码", "原句"), start=1):
            sheet.put(row + 1, col, head, styles.head)
        row += 2
        for label, value, where in facts:
            amount: tuple[Value, Look] = ("", styles.left)
            unit, said = "", value
            if isinstance(value, Said):
                money = value.unit.endswith("元") or value.unit == "万"
                amount = (value.value, styles.number_exact if money else styles.right)
                unit, said = "万元" if money else value.unit, where.sentence
            page = (where.page or None, styles.integer)
            assert isinstance(said, str)
            sheet.put_row(row, ((label, styles.left), amount, (unit, styles.left), page, (one_line(said), styles.left)))
            row += 1
        row += 1
    sheet.set_up_print(landscape=True)
    sheet.hide_gridlines(2)


# 说明与名词 -----------------------------------------------------------------------------------------------------------


def _fill_words(sheet: Sheet, records: Records, styles: Styles) -> None:
    sheet.set_widths((8, 26, 16, 10, 16, 10, 60, 8))
    row = 1
    key_work = records.key_work.rows if records.key_work is not None else ()
    for title, heads, lines in (
        (
            "增减变化及原因",
            ("章节", "对象", "金额（万元）", "增减", "增减额（万元）", "增减率%", "原因", "页码"),
            [
                (
                    *(one.section, one.subject, one.amount, one.direction, one.change, one.rate, one.reason),
                    one.where.page or None,
                )
                for one in records.changes
            ],
        ),
        (
            "单位构成",
            ("序号", "单位名称", "性质", "", "备注", "", "", "页码"),
            [(u.no, u.name, u.role, "", u.note, "", "", u.where.page or None) for u in records.profile.units],
        ),
        (
            "重点工作",
            ("序号", "事项", "", "", "目标", "", "完成情况", "页码"),
            [(m.no, m.matter, "", "", m.target, "", m.actual, m.where.page or None) for m in key_work],
        ),
        (
            "主要职责",
            ("序号", "", "", "", "", "", "内容", "页码"),
            [(d.no, "", "", "", "", "", d.text, d.where.page or None) for d in records.profile.duties],
        ),
        (
            "名词解释",
            ("序号", "名词", "科目编码", "", "分组", "", "解释", "页码"),
            [(t.no, t.term, t.code, "", t.group, "", t.definition, t.where.page or None) for t in records.glossary],
        ),
    ):
        if lines:
            row = _listed(sheet, row, title, heads, lines, styles)
    sheet.set_up_print(landscape=True)
    sheet.hide_gridlines(2)


def _listed(
    sheet: Sheet,
    row: int,
    title: str,
    heads: Sequence[str],
    lines: Iterable[Sequence[str | Said | int | None]],
    styles: Styles,
) -> int:
    sheet.put(row, 1, title, styles.heading)
    for col, head in enumerate(heads, start=1):
        sheet.put(row + 1, col, head, styles.head)
    row += 2
    for line in lines:
        sheet.put_row(row, [_shown(value, styles) for value in line])
        row += 1
    return row + 1


def _shown(value: str | Said | int | None, styles: Styles) -> tuple[Value, Look]:
    if isinstance(value, Said):
        return value.value, styles.number_exact
    if isinstance(value, int):
        return value, styles.integer
    return one_line(value or ""), styles.left
