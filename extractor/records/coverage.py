"""What the explanation says of 预算绩效: how many projects were covered, the whole department, each project."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.language.parts import NUMERAL
from extractor.language.sentences import MONEY, NUMBER
from extractor.model import Passage
from extractor.model.coverage import Coverage, PerformanceText, Project, ResultsUse, Stage, Whole
from extractor.model.said import Said
from extractor.records.text import is_form_to_fill, place, plain, said

TITLE = re.compile(r"绩效")
_SHARE = rf"(?:,?占[^,;。%\d]{{2,30}}?(?:的)?(?P<share>{NUMBER})%)?"
_STAGE_NAMES = "编报绩效目标|绩效目标编报|绩效跟踪评价|绩效跟踪|绩效监控|绩效自评|绩效评价"
_MONEY_OF = rf"(?:涉及)?(?:项目)?(?:预算)?(?:资金|金额)(?:总额|合计|共计)?(?:为|共)?{MONEY}"
_STAGE = re.compile(
    rf"(?P<stage>{_STAGE_NAMES})的?(?:20\d\d年(?:度)?)?(?:项目)?(?:共|共计)?(?P<projects>\d{{1,4}})个(?:项目)?,{_MONEY_OF}{_SHARE}"
)
_EVALUATED = re.compile(
    rf"(?P<stage>{_STAGE_NAMES})(?:工作)?,(?:共)?涉及(?:一级|二级)?项目(?:共)?(?P<projects>\d{{1,4}})个,(?:共)?{_MONEY_OF}{_SHARE}"
)
_PROJECTS_FIRST = re.compile(
    rf"(?:对)?(?:20\d\d年(?:度)?)?(?P<projects>\d{{1,4}})个(?:一级|二级)?项目(?:支出)?(?:全面)?(?:开展|进行|实施)了?(?P<stage>绩效自评|绩效评价|自评),(?:共)?{_MONEY_OF}{_SHARE}"
)
_MEAN = re.compile(rf"平均(?:得)?分(?:为|数为)?(?P<number>{NUMBER})分?")
_GRADES = "优秀|优|良好|良|合格|中|不合格|差"
_GRADE = re.compile(rf"(?:评级|等级|评价结果|结果)(?:为)?(?P<grade>{_GRADES})(?:的)?(?:项目)?(?P<number>\d{{1,4}})个")
_PROBLEMS = (
    ("problems_found", re.compile(r"发现(?:的)?问题(?:共)?(?P<number>\d{1,4})个")),
    ("problems_fixed", re.compile(r"(?:已经?|完成)(?:完成)?整改(?:完成)?(?:的)?(?:问题)?(?P<number>\d{1,4})个")),
    ("problems_in_progress", re.compile(r"正在整改(?:的)?(?:问题)?(?P<number>\d{1,4})个")),
)
_RULE = "办法|制度|机制|细则|规定|方案|意见|规程|通知"
_MARKED = re.compile(rf"《[^《》]{{4,60}}》|[“「\"][^“”「」\"]{{4,60}}(?:{_RULE})[”」\"]")
_MADE = re.compile(
    rf"(?:制定|建立|出台|印发|完善)了(?!如下|以下)(?P<name>[^,，;；。：:、]{{4,50}}?(?:{_RULE}))"
    r"(?=[,，;；。、])"
)
_WHOLE = re.compile(
    rf"对(?P<departments>\d{{1,3}})个(?:部门|单位)(?:\([^()]*\))?(?:开展|进行)了?"
    rf"整体支出绩效(?:自评|评价),(?:涉及)?资金{MONEY}"
)
_SCORE = re.compile(r"得分(?:在|为|达到)?(?P<score>[\d.]+分(?:以上|以下)?)")
_GRADE_OF_WHOLE = re.compile(rf"(?:评价)?(?:等级|结果|评级)为(?P<grade>{_GRADES})")
_SUMMARY = re.compile(
    rf"(?:(?<=[。:])|^)\(?(?P<no>\d{{1,2}}|{NUMERAL})[)、.](?P<name>[^。:;]{{2,60}}?)(?:项目)?(?:支出)?(?:绩效)?自评(?:结果)?综述:"
)
_PROJECT_BUDGET = re.compile(rf"(?P<basis>(?:全年|年初|年度|当年)?(?:调整后?)?预算数?)(?:为)?{MONEY}")
_PROJECT_FINAL = re.compile(rf"(?:执行数|支出数|实际支出|全年支出)(?:为)?{MONEY}")
_PROJECT_RATE = re.compile(
    rf"(?:完成|为|占)(?:全年|年初)?预算(?:数)?的?(?P<rate>{NUMBER})%|执行率(?:为)?(?P<bare>{NUMBER})%"
)
_PROJECT_SCORE = re.compile(rf"(?:自评)?(?:综合)?得分(?:为)?(?P<score>{NUMBER})分")
_OUTPUTS = re.compile(r"(?:项目绩效目标完成情况|主要产出和(?:效益|效果)|产出和效益)(?:是|为)?:?")
_PROBLEMS_FOUND = re.compile(r"发现的(?:主要)?问题(?:及原因)?(?:是|有)?:")
_IMPROVEMENTS = re.compile(r"下一步改进(?:措施|工作)?(?:是)?:")


def read_performance(texts: Sequence[tuple[str, Passage]]) -> PerformanceText:
    """What the sections under 预算绩效 say.

    Args:
        texts: titles and texts of the sections in order.
    """
    coverage: Coverage | None = None
    whole: Whole | None = None
    projects: list[Project] = []
    results: ResultsUse | None = None
    for title, text in texts:
        if is_form_to_fill(text.text):
            continue
        if re.search(r"应用|运用", title):
            results = results or ResultsUse(text.printed(0, len(text.text)), place(text, 0, 1))
            continue
        coverage = coverage or _coverage(text)
        whole = whole or _whole(text)
        projects += _projects(text)
    return PerformanceText(coverage, whole, tuple(projects), results)


def _coverage(text: Passage) -> Coverage | None:
    stages = [
        (
            found.start(),
            Stage(
                found["stage"], said(text, found, "projects", "个"), said(text, found), said(text, found, "share", "%")
            ),
        )
        for pattern in (_STAGE, _EVALUATED, _PROJECTS_FIRST)
        for found in pattern.finditer(text.text)
    ]
    if not stages:
        return None
    mean = _MEAN.search(text.text)
    grades = {found["grade"]: one for found in _GRADE.finditer(text.text) if (one := said(text, found, unit="个"))}
    counts: dict[str, Said | None] = {}
    for name, pattern in _PROBLEMS:
        found = pattern.search(text.text)
        counts[name] = None if found is None else said(text, found, unit="个")
    stages.sort(key=lambda pair: pair[0])
    return Coverage(
        stages=tuple(stage for _, stage in stages),
        mean_score=None if mean is None else said(text, mean, unit="分"),
        grades=grades,
        systems=_systems(text, stages[0][0]),
        where=place(text, stages[0][0], stages[0][0] + 1),
        **counts,
    )


def _systems(text: Passage, end: int) -> tuple[str, ...]:
    """The rules that are named before the counts begin."""
    printed = text.printed(0, end)
    found = _MARKED.findall(printed)
    return tuple(found or (one["name"] for one in _MADE.finditer(printed)))


def _whole(text: Passage) -> Whole | None:
    found = _WHOLE.search(text.text)
    if found is None:
        return None
    score, grade = _SCORE.search(text.text, found.end()), _GRADE_OF_WHOLE.search(text.text, found.end())
    return Whole(
        said(text, found, "departments", "个"),
        said(text, found),
        "" if score is None else score["score"],
        "" if grade is None else grade["grade"],
        place(text, *found.span()),
    )


def _projects(text: Passage) -> list[Project]:
    found = list(_SUMMARY.finditer(text.text))
    ends = [one.start() for one in found[1:]] + [len(text.text)] * bool(found)
    return [_project(text, one, end) for one, end in zip(found, ends, strict=True)]


def _project(text: Passage, head: re.Match[str], end: int) -> Project:
    start = head.end()
    kinds = (("outputs", _OUTPUTS), ("problems", _PROBLEMS_FOUND), ("improvements", _IMPROVEMENTS))
    found = ((name, pattern.search(text.text, start, end)) for name, pattern in kinds)
    marks = sorted(((name, one) for name, one in found if one is not None), key=lambda each: each[1].start())
    stops = [one.start() for _, one in marks[1:]] + [end]
    parts = {name: text.printed(one.end(), stop) for (name, one), stop in zip(marks, stops, strict=False)}
    money = marks[0][1].start() if marks else end
    budget, final = _PROJECT_BUDGET.search(text.text, start, money), _PROJECT_FINAL.search(text.text, start, money)
    rate, score = _PROJECT_RATE.search(text.text, start, money), _PROJECT_SCORE.search(text.text, start, money)
    return Project(
        no=head["no"],
        name=plain(text, *head.span("name")),
        budget=None if budget is None else said(text, budget),
        budget_basis="" if budget is None else budget["basis"],
        final=None if final is None else said(text, final),
        rate=None if rate is None else said(text, rate, "rate", "%") or said(text, rate, "bare", "%"),
        score=None if score is None else said(text, score, "score", "分"),
        where=place(text, *head.span()),
        **parts,
    )
