"""Rules over the sentences on 预算绩效 and over key work (P01, P02, P04 to P07, W01 to W03)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from extractor import lazy_re as re
from extractor.language.sentences import NUMBER, decimal, place_of
from extractor.model import Grade, Passage, Table
from extractor.model.coverage import Coverage, Stage
from extractor.model.records import Matter, Metric, Records
from extractor.model.said import Said
from extractor.verify.narrative.amounts import percent_grade
from extractor.verify.records.log import Log, told

ZERO = Decimal(0)
_GOOD = ("优", "优秀")
_LEAST_GOOD, _FULL = Decimal(90), Decimal(100)
_GROUPS = re.compile(r"[;；。]")
_PIECE = re.compile(rf"^(?P<name>[^\d]{{2,40}}?)(?P<number>{NUMBER})(?P<unit>%|[^\d,;。%]{{1,4}})")
_SAID_MORE = r"(?:的)?(?:人数|户数|数量|数|人次)?(?:目标值?)?(?:为|达到|达|共)?"


def check_performance(records: Records, tables: Mapping[str, Table], passages: tuple[Passage, ...], log: Log) -> None:
    """All of them."""
    coverage = records.performance.coverage
    if coverage is not None:
        _grades(coverage, log)
        _mean(coverage, log)
        _stages(coverage, log)
        _problems(coverage, log)
        _share(coverage, tables, log)
        _summaries(records, coverage, log)
    if records.key_work is not None:
        for row in records.key_work.rows:
            _ratios(row, log)
        _targets(records.key_work.metrics, records.key_work.rows, log)
        _elsewhere(records.key_work.metrics, records.key_work.rows, passages, log)


def _mean(coverage: Coverage, log: Log) -> None:
    """P06: a mean of scores is no more than all of them."""
    mean = coverage.mean_score
    if mean is None:
        return
    message = f"平均得分印为{mean.printed}分，满分是100分"
    grade: Grade = "exact" if mean.value <= _FULL else "fail"
    todo = "" if grade == "exact" else f"核对“{mean.quote}”：不应大于100分"
    log.add("P06", "平均得分", grade, (mean,), message, _FULL, mean.value, todo=todo, severity="fault")


def _evaluated(coverage: Coverage) -> Stage | None:
    return next((stage for stage in coverage.stages if "自评" in stage.stage), None)


def _grades(coverage: Coverage, log: Log) -> None:
    """P01: every evaluated project has one grade; P06: all of the best grade have a mean of at least 90."""
    stage = _evaluated(coverage)
    counts = list(coverage.grades.values())
    if stage is None or stage.projects is None or len(counts) < 2:
        return
    sum_ = sum((count.value for count in counts), ZERO)
    right = sum_ == stage.projects.value
    said = "、".join(f"{grade}{count.printed}个" for grade, count in coverage.grades.items())
    message = f"绩效自评的项目{stage.projects.printed}个，各等级（{said}）共{sum_:f}个"
    todo = "" if right else f"核对“{stage.projects.quote}”和各等级的个数：各等级共{sum_:f}个"
    grade: Grade = "exact" if right else "fail"
    should = "" if right else f"{sum_:f}个"
    log.add(
        "P01",
        "绩效等级",
        grade,
        (stage.projects, *counts),
        message,
        sum_,
        stage.projects.value,
        should=should,
        todo=todo,
    )
    mean = coverage.mean_score
    best = sum((count.value for name, count in coverage.grades.items() if name in _GOOD), ZERO)
    if mean is not None and best == sum_ > 0 and mean.value < _LEAST_GOOD:
        log.note("P06", "平均得分", (mean,), f"项目都评为优，平均得分却为{mean.printed}分")


def _stages(coverage: Coverage, log: Log) -> None:
    """P05: the stages usually have the same projects and the same money."""
    for words, numbers in (
        ("项目数", [stage.projects for stage in coverage.stages if stage.projects is not None]),
        ("金额", [stage.amount for stage in coverage.stages if stage.amount is not None]),
    ):
        if len({number.value for number in numbers}) > 1:
            said = "、".join(f"{stage.stage}" for stage in coverage.stages)
            message = f"{said}的{words}不同：{'、'.join(map(told, numbers))}"
            log.note("P05", f"各环节的{words}", numbers, message)


def _problems(coverage: Coverage, log: Log) -> None:
    """P04: the form has three counts; a document that prints only the first leaves two out."""
    found = coverage.problems_found
    if found is not None and coverage.problems_fixed is None and coverage.problems_in_progress is None:
        message = f"绩效自评发现问题{found.printed}个，没有印已整改和正在整改的个数"
        log.note("P04", "整改情况", (found,), message)


def _share(coverage: Coverage, tables: Mapping[str, Table], log: Log) -> None:
    """P02: the share of the project expenditure, of the general budget's table or of all."""
    stage = _evaluated(coverage)
    share = None if stage is None else stage.share_of_project_expenditure
    if stage is None or share is None or stage.amount is None:
        return
    wholes = sorted(_project_totals(tables))
    graded = [percent_grade(share.printed, stage.amount.value, whole) for whole in wholes if whole]
    if not graded:
        return
    order = ("exact", "tail", "fail")
    grade, computed, bound = min(graded, key=lambda one: (order.index(one[0]), abs(one[1] - share.value)))
    should = "" if grade == "exact" else f"{computed:.2f}%"
    message = f"绩效自评资金占项目支出的比重印为{share.printed}%，按表中的项目支出计算为{computed:.2f}%"
    todo = f"“{share.quote}”应为{should}" if should else ""
    log.add(
        "P02",
        "自评资金占比",
        grade,
        (share, stage.amount),
        message,
        computed,
        share.value,
        bound,
        should=should,
        todo=todo,
    )


def _project_totals(tables: Mapping[str, Table]) -> set[Decimal]:
    """What the tables print as the total of a column of project expenditure."""
    out = set()
    for table in tables.values():
        for column in table.columns:
            if column.title.endswith("项目支出"):
                total = next((row for row in table.rows if row.label in ("合计", "总计")), None)
                amount = None if total is None else total.get(column.id)
                if amount:
                    out.add(amount)
    return out


def _summaries(records: Records, coverage: Coverage, log: Log) -> None:
    """P07: as many projects are summed up one by one as were evaluated."""
    stage = _evaluated(coverage)
    count = len(records.performance.projects)
    if stage is None or stage.projects is None or not count:
        return
    right = stage.projects.value == count
    message = f"绩效自评的项目印为{stage.projects.printed}个，逐个综述的有{count}个"
    if right:
        log.add("P07", "项目综述", "exact", (stage.projects,), message, Decimal(count), stage.projects.value)
    else:
        log.note("P07", "项目综述", (stage.projects,), message)


# Key work -------------------------------------------------------------------------------------------------------------


def _pairs(text: str) -> Iterator[list[tuple[str, str, str]]]:
    """Name, number and unit of each piece, group by group."""
    for group in _GROUPS.split(text):
        pieces = (_PIECE.match(piece) for piece in re.split(r"[,，、]", group))
        yield [(found["name"], found["number"], found["unit"]) for found in pieces if found is not None]


def _ratios(row: Matter, log: Log) -> None:
    """W01: a rate is the count before it over the first count of the row, where most rates of the row are."""
    base: Decimal | None = None
    judged = []
    for group in _pairs(row.actual):
        count: tuple[str, Decimal] | None = None
        for name, number, unit in group:
            if unit == "%":
                if base and count is not None and count[1] <= base:
                    judged.append((name, number, count, percent_grade(number, count[1], base)))
                continue
            if base is None:
                base = decimal(number)
            else:
                count = (name, decimal(number))
    held = [one for one in judged if one[3][0] != "fail"]
    if not held or (len(judged) > 1 and 2 * len(held) <= len(judged)):
        return
    for name, number, (counted, value), (grade, computed, bound) in judged:
        message = f"重点工作“{row.matter}”中{name}印为{number}%，按{counted}{value:f}除以{base:f}计算为{computed:.2f}%"
        should = "" if grade == "exact" else f"{computed:.1f}%"
        todo = f"“{name}{number}%”应为{should}" if should else ""
        log.add("W01", name, grade, (row.where,), message, computed, decimal(number), bound, should=should, todo=todo)


def _targets(metrics: tuple[Metric, ...], rows: tuple[Matter, ...], log: Log) -> None:
    """W03: what did not reach its target, one note a row."""
    for row in rows:
        below = [one for one in metrics if one.row == row.no and _number(one.actual) < _number(one.target)]
        if below:
            said = "、".join(f"{one.name}{one.actual}（目标{one.target}）" for one in below)
            log.note("W03", row.matter, (row.where,), f"重点工作“{row.matter}”中{said}没有达到目标")


def _number(text: str) -> Decimal:
    return decimal(text.rstrip("%"))


def _elsewhere(metrics: tuple[Metric, ...], rows: tuple[Matter, ...], passages: tuple[Passage, ...], log: Log) -> None:
    """W02: a count of key work that the explanation prints, too, is the same there."""
    where = {row.no: row.where for row in rows}
    for metric in metrics:
        if metric.unit == "%" or metric.row not in where:
            continue
        pattern = re.compile(
            rf"(?<![\u4e00-\u9fff]){re.escape(metric.name)}{_SAID_MORE}(?P<number>{NUMBER}){re.escape(metric.unit)}"
        )
        own = _number(metric.actual)
        others = [(passage, found) for passage in passages if passage.key for found in pattern.finditer(passage.text)]
        if not others:
            continue
        different = [(passage, found) for passage, found in others if decimal(found["number"]) != own]
        printed = {found["number"] for _, found in different}
        if not different:
            log.add(
                "W02", metric.name, "exact", (where[metric.row],), f"{metric.name}{metric.actual}{metric.unit}各处相同"
            )
        elif len(different) == len(others) and len(printed) == 1:
            passage, found = different[0]
            other = Said(found["number"], decimal(found["number"]), place_of(found["number"]), metric.unit)
            message = (
                f"重点工作中{metric.name}为{metric.actual}{metric.unit}，第{passage.page_at(found.start())}页的说明为"
                f"{other.printed}{metric.unit}"
            )
            todo = (
                f"核对“{metric.name}{metric.actual}{metric.unit}”与说明中的“{other.printed}{metric.unit}”，两处应当相同"
            )
            log.add(
                "W02",
                metric.name,
                "fail",
                (where[metric.row],),
                message,
                other.value,
                own,
                should=told(other),
                todo=todo,
            )
