"""items.csv, changes.csv … of a document and of a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from extractor.export.evaluation_files import EVALUATION_FILES
from extractor.export.record_lines import FIRST, LAST, STATES, Line, RecordFile
from extractor.model.records import MEASURES, Records, ThreePublic
from extractor.model.said import Said

# What stands in each file ---------------------------------------------------------------------------------------------

_MEASURE_ASPECTS = ("budget", "final", "rate", "share", "change", "change_rate")
_COUNT_OF = {
    "abroad_groups": ("abroad", "groups"),
    "abroad_persons": ("abroad", "persons"),
    "vehicles_bought": ("vehicle_purchase", "vehicles"),
    "vehicles_held": ("vehicle_operation", "vehicles_held"),
    "reception_batches": ("reception", "batches"),
    "reception_persons": ("reception", "persons"),
    "foreign_batches": ("reception_foreign", "batches"),
    "foreign_persons": ("reception_foreign", "persons"),
    "reception_domestic": ("reception_domestic", "final"),
    "reception_foreign": ("reception_foreign", "final"),
}


def _items(records: Records) -> Iterator[Line]:
    for item in records.items:
        state = "figure" if item.final is not None else "none_said" if item.final_words else "absent"
        code = item.table_code or item.code
        yield Line(
            (
                *(item.table, item.no, item.class_, item.division, item.item, code, item.code_source, item.purpose),
                *(item.budget_initial, item.budget_full_year, item.final, item.final_words, item.rate),
                *(item.rate_basis, item.direction, item.reason, item.change_direction, item.change_rate),
                item.base_year,
            ),
            item.where,
            state,
        )


def _changes(records: Records) -> Iterator[Line]:
    for one in records.changes:
        yield Line(
            (
                *(one.section, one.subject, one.amount, one.direction, one.change, one.rate, one.rate_direction),
                *(one.base_year, one.reason),
            ),
            one.where,
        )


def _procurement(records: Records) -> Iterator[Line]:
    one = records.procurement
    if one is None:
        yield Line((None,) * 18, state="absent")
        return
    yield Line(
        (
            *(one.total, one.goods, one.works, one.services, one.sme, one.sme_share, one.sme_share_of),
            *(one.small, one.small_share, one.small_share_of, one.goods_sme_share, one.works_sme_share),
            *(one.services_sme_share, one.reserved_sme_budget, one.reserved_small_budget, one.won_sme_reserved),
            *(one.won_small_reserved, one.won_sme_other),
        ),
        one.where,
    )


def _assets(records: Records) -> Iterator[Line]:
    one = records.assets
    if one is None:
        yield Line(("vehicles_total", "", None, "", "", ""), state="absent")
        return
    counted = {"vehicles_total": one.vehicles_total}
    counted |= {name: getattr(one.vehicles, name) for name in one.vehicles.__dataclass_fields__}
    for kind, count in counted.items():
        if count is not None:
            yield Line((kind, "", count, count.unit, one.as_of, one.scope), count.where)
    for count in one.other_kinds:
        yield Line((count.quote.partition(count.printed)[0], "", count, count.unit, one.as_of, one.scope), count.where)
    for each in one.equipment:
        if each.count is not None:
            said = f"{each.threshold}（{each.exclude}）" if each.exclude else each.threshold
            kind = f"equipment_{each.kind}"
            yield Line((kind, said, each.count, each.count.unit, one.as_of, one.scope), each.count.where)


def _public(records: Records) -> Iterator[Line]:
    one = records.three_public
    if one is None:
        yield Line(("total", "final", None, "", "", "", ""), state="absent")
        return
    if one.none_sentence:
        where = replace(one.where, sentence=one.none_sentence)
        yield Line(("total", "final", None, "", "", "", ""), where, "none_said")
    for name in MEASURES:
        measure = one.measures[name]
        for aspect in _MEASURE_ASPECTS:
            number: Said | None = getattr(measure, aspect)
            if number is not None:
                basis = one.budget_basis if aspect in ("budget", "rate") else ""
                direction = measure.change_direction if aspect.startswith("change") else ""
                yield Line(
                    (name, aspect, number, number.unit, basis, direction, _reason(one, name, aspect)), number.where
                )
        if measure.change is None and measure.change_direction:
            yield Line((name, "change", None, "", "", measure.change_direction, ""), one.where, "figure")
    for field, (name, aspect) in _COUNT_OF.items():
        number = getattr(one.counts, field)
        if number is not None:
            yield Line((name, aspect, number, number.unit, "", "", ""), number.where)


def _reason(one: ThreePublic, name: str, aspect: str) -> str:
    if name != "total" or aspect not in ("rate", "change"):
        return ""
    return one.reason_budget if aspect == "rate" else one.reason_change


def _operating(records: Records) -> Iterator[Line]:
    one = records.operating
    if one is None:
        yield Line((None, "", None, None, "", ""), state="absent")
        return
    state = "none_said" if one.none_sentence else "figure"
    yield Line((one.amount, one.direction, one.change, one.change_rate, one.base_year, one.reason), one.where, state)


def _units(records: Records) -> Iterator[Line]:
    for one in records.profile.units:
        yield Line((one.no, one.name, one.role, one.note), one.where)


def _duties(records: Records) -> Iterator[Line]:
    for one in records.profile.duties:
        yield Line((one.no, one.text), one.where)


def _staff(records: Records) -> Iterator[Line]:
    for one in records.profile.staff:
        yield Line((one.what, one.number, one.unit, "true" if one.approximate else "false"), one.where)


def _glossary(records: Records) -> Iterator[Line]:
    for one in records.glossary:
        yield Line(
            (one.no, one.group, one.term, one.class_, one.division, one.item, one.code, one.definition), one.where
        )


def _coverage(records: Records) -> Iterator[Line]:
    one = records.performance.coverage
    if one is None:
        return
    for stage in one.stages:
        mean = one.mean_score if "自评" in stage.stage else None
        share = stage.share_of_project_expenditure
        yield Line((stage.stage, stage.projects, stage.amount, share, mean, "", None), one.where)
    for grade, count in one.grades.items():
        yield Line(("", None, None, None, None, grade, count), count.where)
    for name, problems in (
        ("发现问题", one.problems_found),
        ("完成整改", one.problems_fixed),
        ("正在整改", one.problems_in_progress),
    ):
        if problems is not None:
            yield Line((name, None, None, None, None, "", problems), problems.where)


def _key_work(records: Records) -> Iterator[Line]:
    for one in records.key_work.rows if records.key_work is not None else ():
        yield Line((one.no, one.matter, one.target, one.actual), one.where)


RECORD_FILES: tuple[RecordFile, ...] = (
    RecordFile(
        "items.csv",
        "项目明细",
        (
            *("table:表号", "no:序号", "class:类", "division:款", "item:项", "code:科目编码", "code_source:编码来源"),
            *("purpose:用途", "budget_initial:年初预算（万元）", "budget_full_year:全年预算（万元）"),
            *("final:决算（万元）", "final_words:无支出的原文", "rate:完成率（%）", "rate_basis:完成率口径"),
            *("direction:增减", "reason:原因", "change_direction:同比增减", "change_rate:同比（%）", "base_year:基期"),
        ),
        _items,
        frozenset({"budget_initial", "budget_full_year", "final", "rate", "change_rate"}),
        stated=True,
    ),
    RecordFile(
        "changes.csv",
        "增减变化",
        (
            *("section:章节", "subject:对象", "amount:金额（万元）", "direction:增减", "change:增减额（万元）"),
            *("rate:增减率（%）", "rate_direction:增减率方向", "base_year:基期", "reason:原因"),
        ),
        _changes,
        frozenset({"amount", "change", "rate"}),
    ),
    RecordFile(
        "procurement.csv",
        "政府采购",
        (
            *("total:总额（万元）", "goods:货物（万元）", "works:工程（万元）", "services:服务（万元）"),
            *("sme:授予中小企业（万元）", "sme_share:中小企业占比（%）", "sme_share_of:中小企业占比口径"),
            *("small:授予小微企业（万元）", "small_share:小微企业占比（%）", "small_share_of:小微企业占比口径"),
            *("goods_sme_share:货物中小企业占比（%）", "works_sme_share:工程中小企业占比（%）"),
            *("services_sme_share:服务中小企业占比（%）", "reserved_sme_budget:面向中小企业预留（万元）"),
            *("reserved_small_budget:面向小微企业预留（万元）", "won_sme_reserved:预留中中小企业成交（万元）"),
            *("won_small_reserved:预留中小微企业成交（万元）", "won_sme_other:其他项目中小企业成交（万元）"),
        ),
        _procurement,
        frozenset(
            {
                *("total", "goods", "works", "services", "sme", "sme_share", "small", "small_share", "goods_sme_share"),
                *("works_sme_share", "services_sme_share", "reserved_sme_budget", "reserved_small_budget"),
                *("won_sme_reserved", "won_small_reserved", "won_sme_other"),
            }
        ),
        stated=True,
        sourced=True,
    ),
    RecordFile(
        "assets.csv",
        "国有资产占用",
        ("kind:种类", "threshold:单价", "count:数量", "unit:单位", "as_of:截至", "scope:范围"),
        _assets,
        frozenset({"count"}),
        stated=True,
        sourced=True,
    ),
    RecordFile(
        "public_counts.csv",
        "三公经费",
        (
            *("measure:项目", "aspect:内容", "value:数值", "unit:单位", "basis:预算口径", "direction:增减"),
            "reason:原因",
        ),
        _public,
        frozenset({"value"}),
        stated=True,
        sourced=True,
    ),
    RecordFile(
        "operating.csv",
        "机关运行经费",
        (
            *("amount:金额（万元）", "direction:增减", "change:增减额（万元）", "change_rate:增减率（%）"),
            *("base_year:基期", "reason:原因"),
        ),
        _operating,
        frozenset({"amount", "change", "change_rate"}),
        stated=True,
        sourced=True,
    ),
    RecordFile("units.csv", "单位构成", ("no:序号", "name:单位名称", "role:性质", "note:备注"), _units),
    RecordFile("duties.csv", "主要职责", ("no:序号", "text:内容"), _duties),
    RecordFile(
        "staff.csv",
        "人员",
        ("what:人员", "number:人数", "unit:单位", "approximate:约数"),
        _staff,
        frozenset({"number"}),
    ),
    RecordFile(
        "glossary.csv",
        "名词解释",
        (
            *("no:序号", "group:分组", "term:名词", "class:类", "division:款", "item:项", "code:科目编码"),
            "definition:解释",
        ),
        _glossary,
    ),
    RecordFile(
        "coverage.csv",
        "绩效管理",
        (
            *("stage:环节", "projects:项目数", "amount:金额（万元）", "share:占项目支出（%）", "mean_score:平均得分"),
            *("grade:等级", "count:个数"),
        ),
        _coverage,
        frozenset({"projects", "amount", "share", "mean_score", "count"}),
    ),
    RecordFile("key_work.csv", "重点工作", ("no:序号", "matter:事项", "target:目标", "actual:完成情况"), _key_work),
    *EVALUATION_FILES,
)
"""Every kind, in the order of the files."""
RECORD_FILE_NAMES = tuple(one.name for one in RECORD_FILES)


@cache
def record_titles() -> dict[str, dict[str, str]]:
    """File name to its columns with their Chinese titles."""
    first = dict(zip(FIRST, ("文件编号", "部门", "年度"), strict=True))
    last = dict(zip(LAST, ("页码", "左", "上", "右", "下", "原句", "核对"), strict=True))
    return {one.name: first | one.titles | last for one in RECORD_FILES}


@cache
def exact_columns() -> frozenset[tuple[str, str]]:
    """(file, column) of every column that holds an exact number."""
    return frozenset((one.name, column) for one in RECORD_FILES for column in one.numbers | one.offers)


__all__ = ["RECORD_FILES", "RECORD_FILE_NAMES", "STATES", "exact_columns", "record_titles"]
