"""Performance forms that nobody published, with their truth: five layouts as cells of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

STYLES = ("wuhan", "ministry", "target", "sichuan", "yunnan")
"""Weights in brackets; the ministry's columns; a budget's 绩效目标表; ten columns; eleven under two heading rows."""
_LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
_NAMES = (
    *("培训班举办期数", "参训人员数量", "设备采购台数", "道路养护里程", "困难群众救助人次", "办公楼维修面积"),
    *("项目验收合格率", "资金支付及时率", "补助对象认定准确率", "完成时间", "单位成本控制数", "带动就业人数"),
    *("公共服务能力提升程度", "群众知晓率", "长效机制健全性", "受益群众满意度（抽样）", "服务对象满意度", "应急值守"),
    *("接受职业技能等级认定并取得证书（含专项职业能力证书）人员比例", "安全生产事故发生起数", "法律援助案件受理数"),
)
_TARGETS = (
    *(("≥30场次", "35场次"), ("420人", "430人"), ("≥95%", "98.6%"), ("100%", "100%"), ("显著", "显著")),
    *(("2023年12月30日前完成", "已完成"), ("≤12万元", "11.5万元"), ("800", "1042"), ("3.2万人次", "4.15万人次")),
    *(("200-400元/人", "320元/人"), ("0", "0"), ("≥1200台/件/套", "1350台/件/套"), ("合格", "合格")),
)
_REASONS = (None, None, None, "预算下达较晚，下一步将加快进度并及时调整")


@dataclass
class Cell:
    """One cell with its spans."""

    row: int
    col: int
    rows: int
    cols: int
    text: str


@dataclass
class Sheet:
    """A form as cells; `widths` are shares of the page."""

    widths: tuple[float, ...]
    cells: list[Cell] = field(default_factory=list)
    rows: int = 0

    def row(self, *cells: tuple[int, int, str | None] | tuple[int, int, str | None, int]) -> None:
        """Add a row of (column, columns it spans, text, rows it spans)."""
        for col, cols, text, *high in cells:
            self.cells.append(Cell(self.rows, col, high[0] if high else 1, cols, text or ""))
        self.rows += 1


@dataclass
class Row:
    """An indicator as it should be read."""

    level1: str
    level2: str
    level3: str
    weight: str
    target: str
    actual: str | None
    score: str | None
    deviation: str | None = None
    level1_weight: str | None = None
    level2_weight: str | None = None
    pieces: tuple[str, str, str] = ("", "", "")
    """Sign, number and unit where the target stands in three cells."""


@dataclass
class Truth:
    """A form as it should be read."""

    title: str
    subject: str
    department: str
    implementer: str
    rows: list[Row]
    funds: list[tuple[str | None, ...]]
    """(name, initial budget, budget, spent, rate, weight, score)."""
    total: str | None
    goal: str | None
    reason: str | None = None
    improvement: str | None = None
    sheet: Sheet = field(default_factory=lambda: Sheet(()))


def invent(random: Random, style: str) -> Truth:
    """One form."""
    own, target = 20 if style == "wuhan" else 10, style == "target"
    rows = _rows(random, 100 - own, reached=not target, deviations=style in ("ministry", "sichuan", "yunnan"))
    planned = Decimal(random.randint(10000, 9000000)) / 100
    spent = (planned * Decimal(random.randint(900, 1000)) / 1000).quantize(Decimal("0.01"))
    rate = f"{(100 * spent / planned).quantize(Decimal('0.01'))}%"
    score = str((own * spent / planned).quantize(Decimal("0.01")))
    a, b = (f"{planned:,.2f}", f"{spent:,.2f}") if random.random() < 0.5 else (f"{planned}", f"{spent}")
    subject = random.choice(("老旧小区改造", "公共文化服务专项", "信息化建设及运行维护经费", "森林防火项目"))
    truth = Truth(
        f"2023年度{subject}自评表" if style == "wuhan" else f"{subject}绩效目标表" if target else "项目支出绩效自评表",
        subject,
        random.choice(("某某市教育局", "江滨区卫生健康局")),
        random.choice(("江滨区疾病预防控制中心", "青石县水利工程管理站")),
        rows,
        [
            ("年度资金总额", a, a, b, rate, str(own), score),
            ("其中：当年财政拨款", a, a, b, rate, None, None),
            ("上年结转资金", "0.00", "0.00", "0.00", None, None, None),
            ("其他资金", "-", None, None, None, None, None),
        ],
        None if target else str(sum(Decimal(row.score or 0) for row in rows) + Decimal(score)),
        "目标1：完成年度重点任务；" + "目标2：持续推进能力建设，提高资金使用效益；" * random.randint(1, 5),
    )
    _SHEETS[style](truth, own)
    return truth


def _rows(random: Random, whole: int, *, reached: bool, deviations: bool) -> list[Row]:
    places = [
        (level1, level2)
        for level1, below in _LEVELS.items()
        for level2 in below[: random.randint(1, len(below))]
        for _ in range(random.randint(1, 5))
    ]
    names = random.sample(_NAMES, len(_NAMES)) + [f"{name}（二）" for name in _NAMES]
    weights = [whole // len(places) + (k < whole % len(places)) for k in range(len(places))]
    rows = []
    for (level1, level2), name, weight in zip(places, names, weights, strict=False):
        wanted, got = random.choice(_TARGETS)
        why = random.choice(_REASONS) if deviations else None
        score = str(Decimal(weight) - Decimal("0.5")) if why else str(weight)
        own = (got, score) if reached else (None, None)
        rows.append(Row(level1, level2, name, str(weight), wanted, *own, why))
    return rows


def _tree(sheet: Sheet, rows: list[Row], first: int, second: int, *, beside: tuple[int, str] | None = None) -> None:
    """The rows of the tree, level cells merged. Each row brings the cells of its own after the level cells."""
    for k, row in enumerate(rows):
        cells: list[tuple[int, int, str | None, int]] = []
        if beside is not None and k == 0:
            cells.append((beside[0], 1, beside[1], len(rows)))
        above = rows[k - 1] if k else None
        if above is None or above.level1 != row.level1:
            high = sum(1 for other in rows if other.level1 == row.level1)
            cells.append((first, 1, _weighted(row.level1, row.level1_weight), high))
        if above is None or (above.level1, above.level2) != (row.level1, row.level2):
            high = sum(1 for other in rows if (other.level1, other.level2) == (row.level1, row.level2))
            cells.append((second, 1, _weighted(row.level2, row.level2_weight), high))
        sheet.row(*cells, *((col, cols, text, 1) for col, cols, text in sheet_cells(row)))


def sheet_cells(row: Row) -> list[tuple[int, int, str | None]]:
    """The cells of an indicator; each layout says which."""
    return _CELLS[0](row)


_CELLS = [lambda row: []]


def _weighted(name: str, weight: str | None) -> str:
    return f"{name}({weight}分)" if weight else name


def _wuhan(truth: Truth, own: int) -> None:
    for row in truth.rows:
        same1 = [Decimal(other.weight) for other in truth.rows if other.level1 == row.level1]
        same2 = [Decimal(o.weight) for o in truth.rows if (o.level1, o.level2) == (row.level1, row.level2)]
        row.level1_weight, row.level2_weight = str(sum(same1)), str(sum(same2))
    truth.reason, truth.improvement = "1.部分资金下达较晚。2.目标均已完成。", "1.科学合理设定绩效指标。" * 4
    fund = truth.funds[0]
    truth.funds = [("年度财政资金总额", None, *fund[2:])]
    truth.goal = None
    sheet = truth.sheet = Sheet((0.09, 0.11, 0.14, 0.26, 0.15, 0.15, 0.1))
    sheet.row((0, 1, "项目名称"), (1, 6, truth.subject))
    sheet.row((0, 1, "主管部门"), (1, 2, truth.department), (3, 1, "项目实施单位"), (4, 3, truth.implementer))
    heads = ("预算数(A)", "执行数(B)", "执行率(B/A)", f"得分({own}分*执行率)")
    sheet.row(
        (0, 1, f"预算执行情况(万元)({own}分)", 2), (1, 2, ""), *((3 + k, 1, head) for k, head in enumerate(heads))
    )
    values = (fund[2], fund[3], fund[4], fund[6])
    sheet.row((1, 2, "年度财政资金总额"), *((3 + k, 1, value) for k, value in enumerate(values)))
    names = ("一级指标", "二级指标", "三级指标", "年初目标值(A)", "实际完成值(B)", "得分")
    sheet.row((0, 1, "年度绩效指标", 1 + len(truth.rows)), *((1 + k, 1, name) for k, name in enumerate(names)))
    _CELLS[0] = lambda row: [
        (3, 1, f"{row.level3}({row.weight}分)"), (4, 1, row.target), (5, 1, row.actual), (6, 1, row.score)
    ]  # fmt: skip
    _tree(sheet, truth.rows, 1, 2)
    sheet.row((0, 1, "总分"), (1, 6, f"{truth.total}分"))
    sheet.row((0, 1, "偏差大或目标未完成原因分析"), (1, 6, truth.reason))
    sheet.row((0, 1, "改进措施及结果应用方案"), (1, 6, truth.improvement))


def _ministry(truth: Truth, own: int) -> None:
    truth.funds = [(*fund[:5], fund[5] or "—", fund[6] or "—") for fund in truth.funds]
    sheet = truth.sheet = Sheet((0.08, 0.11, 0.13, 0.22, 0.12, 0.12, 0.07, 0.07, 0.08))
    sheet.row((0, 1, "项目名称"), (1, 8, truth.subject))
    sheet.row((0, 1, "主管部门"), (1, 3, truth.department), (4, 2, "实施单位"), (6, 3, truth.implementer))
    heads = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    sheet.row((0, 1, "项目资金（万元）", 5), (1, 2, ""), *((3 + k, 1, head) for k, head in enumerate(heads)))
    for name, *values in truth.funds:
        order = (values[0], values[1], values[2], values[4], values[3], values[5])
        sheet.row((1, 2, name), *((3 + k, 1, value) for k, value in enumerate(order)))
    sheet.row((0, 1, "年度总体目标", 2), (1, 4, "预期目标"), (5, 4, "实际完成情况"))
    sheet.row((1, 4, truth.goal), (5, 4, "已按计划完成全部任务。"))
    names = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    sheet.row((0, 1, "绩效指标", 1 + len(truth.rows)), *((1 + k, 1, name) for k, name in enumerate(names)))
    _CELLS[0] = lambda row: [
        (3, 1, row.level3), (4, 1, row.target), (5, 1, row.actual), (6, 1, row.weight), (7, 1, row.score),
        (8, 1, row.deviation),
    ]  # fmt: skip
    _tree(sheet, truth.rows, 1, 2)
    sheet.row((0, 6, "总分"), (6, 1, "100"), (7, 1, truth.total), (8, 1, ""))


def _target(truth: Truth, own: int) -> None:
    truth.funds = [
        (name, None, budget, None, None, str(own) if k == 0 else None, None)
        for k, (name, _, budget, *_) in enumerate(truth.funds)
    ]
    sheet = truth.sheet = Sheet((0.08, 0.14, 0.14, 0.2, 0.14, 0.16, 0.14))
    sheet.row((0, 2, "项目名称"), (2, 5, truth.subject))
    sheet.row((0, 2, "主管部门及代码"), (2, 1, truth.department), (3, 1, "实施单位"), (4, 3, truth.implementer))
    for k, (name, _, budget, *_) in enumerate(truth.funds):
        first = [(0, 2, "项目资金（万元）", 4)] if k == 0 else []
        last = [(6, 1, f"执行率分值（{own}）", 4)] if k == 0 else []
        sheet.row(*first, (2, 1, f"{name}："), (3, 3, budget), *last)
    sheet.row((0, 1, "年\n度\n总\n体\n目\n标"), (1, 6, truth.goal))
    names = ("一级指标", "二级指标", "三级指标", "指标值", f"分值（{100 - own}）")
    places = ((1, 1), (2, 1), (3, 2), (5, 1), (6, 1))
    sheet.row(
        (0, 1, "绩\n效\n指\n标", 1 + len(truth.rows)), *((*p, name) for p, name in zip(places, names, strict=True))
    )
    _CELLS[0] = lambda row: [(3, 2, row.level3), (5, 1, row.target), (6, 1, row.weight)]
    _tree(sheet, truth.rows, 1, 2)


def _sichuan(truth: Truth, own: int) -> None:
    truth.reason, truth.improvement, truth.goal = "部分资金下达较晚。", "加快执行进度。" * 6, None
    sheet = truth.sheet = Sheet((0.08, 0.09, 0.15, 0.07, 0.12, 0.07, 0.1, 0.07, 0.07, 0.18))
    sheet.row((0, 1, "项目名称"), (1, 9, truth.subject))
    sheet.row((0, 1, "主管部门"), (1, 3, truth.department), (4, 3, "实施单位"), (7, 3, truth.implementer))
    heads = ("年初预算", "调整后预算数", "预算执行数", "执行率", "权重", "得分", "原因")
    sheet.row((0, 1, "项目预算执行情况（万元）", 5), (1, 2, ""), *((3 + k, 1, head) for k, head in enumerate(heads)))
    for name, *values in truth.funds:
        sheet.row((1, 2, name), *((3 + k, 1, value) for k, value in enumerate([*values, ""])))
    names = (
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "完成值",
        "权重",
        "得分",
        "未完成原因分析",
    )
    sheet.row(*((k, 1, name) for k, name in enumerate(names)))
    _in_three(truth.rows)
    _CELLS[0] = lambda row: [
        (2, 1, row.level3), *((3 + k, 1, piece) for k, piece in enumerate(row.pieces)), (6, 1, row.actual),
        (7, 1, row.weight), (8, 1, row.score), (9, 1, row.deviation),
    ]  # fmt: skip
    _tree(sheet, truth.rows, 0, 1)
    sheet.row((0, 7, "合计"), (7, 1, "100"), (8, 1, truth.total), (9, 1, ""))
    sheet.row((0, 1, "存在问题"), (1, 9, truth.reason))
    sheet.row((0, 1, "改进措施"), (1, 9, truth.improvement))


def _yunnan(truth: Truth, own: int) -> None:
    sheet = truth.sheet = Sheet((0.08, 0.09, 0.09, 0.15, 0.06, 0.1, 0.07, 0.11, 0.07, 0.07, 0.11))
    sheet.row((0, 2, "项目名称"), (2, 9, truth.subject))
    sheet.row((0, 2, "主管部门"), (2, 3, truth.department), (5, 2, "实施单位"), (7, 4, truth.implementer))
    places = ((4, 2), (6, 1), (7, 1), (8, 1), (9, 1), (10, 1))
    heads = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    sheet.row((0, 2, "项目资金（万元）", 5), (2, 2, ""), *((*p, head) for p, head in zip(places, heads, strict=True)))
    for name, *values in truth.funds:
        order = (values[0], values[1], values[2], values[4], values[3], values[5])
        sheet.row((2, 2, name), *((*p, value) for p, value in zip(places, order, strict=True)))
    sheet.row((0, 1, "年度总体目标", 2), (1, 5, "预期目标"), (6, 5, "实际完成情况"))
    sheet.row((1, 5, truth.goal), (6, 5, "已按计划完成全部任务。"))
    late = ("实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    sheet.row((0, 4, "绩效指标"), (4, 3, "年度指标值"), *((7 + k, 1, name, 2) for k, name in enumerate(late)))
    names = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位")
    first = ((0, 1), (1, 1), (2, 2), (4, 1), (5, 1), (6, 1))
    sheet.row(*((*p, name) for p, name in zip(first, names, strict=True)))
    _in_three(truth.rows)
    _CELLS[0] = lambda row: [
        (2, 2, row.level3), *((4 + k, 1, piece) for k, piece in enumerate(row.pieces)), (7, 1, row.actual),
        (8, 1, row.weight), (9, 1, row.score), (10, 1, row.deviation),
    ]  # fmt: skip
    _tree(sheet, truth.rows, 0, 1)
    sheet.row((0, 3, "其他需要说明的事项"), (3, 8, "无"))
    sheet.row((0, 3, "总分"), (3, 3, ""), (6, 2, "总分值："), (8, 1, "100"), (9, 1, truth.total), (10, 1, ""))


def _in_three(rows: list[Row]) -> None:
    for row in rows:
        found = re.match(r"(≥|≤)?(\d+(?:\.\d+)?)([^\d-]*)$", row.target)
        row.pieces = (found[1] or "＝", found[2], found[3]) if found else ("定性", row.target, "")
        row.target = f"{found[1] or '='}{found[2]}{found[3]}" if found else row.target


_SHEETS = {"wuhan": _wuhan, "ministry": _ministry, "target": _target, "sichuan": _sichuan, "yunnan": _yunnan}
