"""The words before a form: what score it comes to, what was reached, what last year's was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.language.sentences import NUMBER
from extractor.model import Box, Passage
from extractor.model.evaluation import Claim, Entry, Execution, Form, Summary
from extractor.records.text import TextLine, text_of

_PART = re.compile(r"第[一二三四五六七八九十]+部分")
_BEGINS = re.compile(r"自评结论|自评得分|缩略版|摘要版|自评结果$|自评报告$")
_SCORE = re.compile(rf"(?:自评|评价|综合|自评综合)得分(?:为|是)?(?P<value>{NUMBER})分")
_GRADE = re.compile(
    r"(?:评价|自评)?(?:等级|结果)(?:评定)?为[:]?(?P<value>优秀|优|良好|良|合格|中|较差|不合格|差)(?=[,。;]|$)"
)
_PREVIOUS = re.compile(
    rf"上(?:一)?年度(?P<subject>[^,。;:]{{1,60}}?)(?:绩效)?(?:评价|自评|综合){{1,2}}得分(?:为)?(?P<value>{NUMBER})分"
)
_EXECUTION = re.compile(
    rf"预算(?:数|资金|安排)?(?:为|共)?(?P<budget>{NUMBER})万元,(?:实际|全年|已)?(?:执行数?|支出(?:资金|数)?|使用资金)(?:为|共)?"
    rf"(?P<final>{NUMBER})万元,(?:预算|资金)?(?:执行|完成)率(?:为|达到)?(?P<rate>{NUMBER}%)(?:,(?:该项)?得分(?:为)?(?P<score>{NUMBER})分)?"
)
_COUNTED = re.compile(
    r"设置了?(?P<set>\d{1,3})个(?:三级)?(?:绩效)?指标,(?:其中)?(?:已)?完成的?(?:绩效)?(?:目标|指标)(?:有|共)?(?P<reached>\d{1,3})个"
)
_CLAIM = re.compile(
    r"(?P<indicator>[^,;。:]{2,80}?)(?:的)?(?:年初|年度|预期|计划)?(?:目标|指标)值(?:为|是)?(?P<target>[^,;。]{1,60}?),"
    r"(?:实际|年度|全年)?完成值(?:为|是)?(?P<actual>[^;。]{1,60}?)(?=[;。]|$)"
)

_QUOTES = "“”‘’\"'「」《》"
_Place = tuple[int, float]


def with_summaries(forms: Sequence[Form], lines: Sequence[TextLine]) -> tuple[Form, ...]:
    """The forms with what is printed before each of them, back to the form before it."""
    if not forms:
        return ()
    places = [_place(line) for line in lines]
    out: list[Form] = []
    start = 0
    for k, form in enumerate(forms):
        begins = (form.title.page, form.title.box.top) if form.title and form.title.box else (form.page, 0.0)
        end = next((i for i in range(start, len(lines)) if places[i] >= begins), len(lines))
        block = _own(lines[start:end], first=k == 0)
        out.append(replace(form, summary=_summary(text_of("", ((line, 0) for line in block)), form.summary)))
        start = end
    return tuple(out)


def _place(line: TextLine) -> _Place:
    words = line.printed_from(0).words
    return line.page, words[0].box.top if words else -1.0


def _own(lines: Sequence[TextLine], *, first: bool) -> Sequence[TextLine]:
    """Of the lines before a form those of its summary; before the first one stands the whole document."""
    starts = [k for k, line in enumerate(lines) if _PART.match(line.text)]
    own = lines[starts[-1] :] if starts else lines
    heads = [k for k, line in enumerate(own) if _BEGINS.search(line.text)]
    if heads:
        return own[heads[0] :]
    return () if first else own


def _summary(text: Passage, summary: Summary) -> Summary:
    if not text.text:
        return summary

    def entry(found: re.Match[str] | None, group: str = "value") -> Entry | None:
        return _entry(text, *found.span(group)) if found and found[group] else None

    previous = _PREVIOUS.search(text.text)
    score = next((one for one in _SCORE.finditer(text.text) if not _of_last_year(text.text, one.start())), None)
    counted, execution = _COUNTED.search(text.text), _EXECUTION.search(text.text)
    reached = None
    if counted is not None:
        reached = (_entry(text, *counted.span("set")), _entry(text, *counted.span("reached")))
    return replace(
        summary,
        score=entry(score),
        grade=entry(_GRADE.search(text.text)),
        previous_score=entry(previous),
        previous_subject=entry(previous, "subject"),
        execution=None
        if execution is None
        else Execution(*(entry(execution, name) for name in ("budget", "final", "rate", "score"))),
        counted=reached,
        claims=tuple(_claims(text)),
    )


def _of_last_year(text: str, at: int) -> bool:
    begins = max(text.rfind(mark, 0, at) for mark in "。;,")
    return "上年度" in text[begins + 1 : at] or "上一年度" in text[begins + 1 : at]


def _claims(text: Passage) -> Iterable[Claim]:
    for found in _CLAIM.finditer(text.text):
        yield Claim(*(_entry(text, *found.span(name)) for name in ("indicator", "target", "actual")))


def _entry(text: Passage, start: int, end: int) -> Entry:
    spots: tuple[tuple[int, Box | None], ...] = text.spots(start, end)
    page, box = spots[0] if spots else (text.page_at(start), None)
    return Entry(text.printed(start, end).strip(_QUOTES), page, box)
