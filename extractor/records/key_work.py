"""重点工作完成情况: its chapters, its table, and the name-value pairs that both cells of a row have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.language.sentences import NUMBER
from extractor.model import Sheet
from extractor.model.records import Chapter, KeyWork, Matter, Metric
from extractor.records.lists import read_list
from extractor.records.outline import Section

_COLUMNS = {
    "no": re.compile(r"序号?"),
    "target": re.compile(r".*(?:目标|工作内容|任务要求|年度计划).*"),
    "actual": re.compile(r".*(?:完成|落实|进展|实现)情况.*"),
    "matter": re.compile(r".*(?:事项|工作|任务|项目).*"),
}
_SPLIT = re.compile(r"[,，;；。、]")
_GROUPS = re.compile(r"[;；。]")
_PAIR = re.compile(
    rf"^(?P<name>[^\d]{{2,40}}?)(?:为|达到|达|共)?(?P<number>{NUMBER})(?P<unit>%|[^\d,;。]{{1,4}}?)?(?:以上|以下|以内)?$"
)
_OF_TARGET = re.compile(r"(?:底线|达标|争取|年度|全年)?目标(?:任务|值)?$")
_KIND_OF_RATE = re.compile(r"^(?:[\u4e00-\u9fff]{0,2})(?:覆盖率|完成率|达标率|占比|比例)$")
_COUNTED = re.compile(r"(?:项目数|总人数|人数|总数|数量|数|收取|个数)$")


class _Pair(NamedTuple):
    name: str
    number: str
    unit: str

    @property
    def value(self) -> str:
        return f"{self.number}%" if self.unit == "%" else self.number


def read_key_work(sections: Sequence[Section], sheets: Sequence[Sheet]) -> KeyWork | None:
    """The part on key work; None where the document has none."""
    if not sections:
        return None
    pages = {line.line.page for section in sections for line in section.lines}
    pages |= {section.opening.page for section in sections if section.opening is not None}
    last = max(pages, default=0)
    own = [sheet for sheet in sheets if pages and min(pages) <= sheet.page <= last + 2]
    table = read_list(own, _COLUMNS, ("matter", "actual"))
    chapters = [Chapter(one.number, one.heading.partition("、")[2]) for one in sections if one.rank == 1]
    if table is None and not chapters:
        return None
    rows = (
        []
        if table is None
        else [
            Matter(
                row.cells.get("no", ""),
                row.cells["matter"],
                row.cells.get("target", ""),
                row.cells["actual"],
                row.where["matter"],
            )
            for row in table.rows
            if row.cells["matter"] or row.cells["actual"]
        ]
    )
    return KeyWork(
        sections[0].heading,
        tuple(chapters),
        () if table is None else table.heads,
        tuple(rows),
        tuple(metric for row in rows for metric in _metrics(row)),
    )


def _metrics(row: Matter) -> Iterator[Metric]:
    """The pairs of the actual cell that a target stands for: of the same name, or the only rate the row aims at."""
    targets = _targets(row.target)
    rates = [target for target in targets.values() if target.unit == "%"]
    for pair in _actual(row.actual):
        target = targets.get(pair.name)
        if target is None and pair.unit == "%" and len(targets) == 1 and rates:
            target = rates[0]
        if target is not None and target.unit == pair.unit:
            yield Metric(row.no, pair.name, target.value, pair.value, pair.unit)


def _targets(text: str) -> dict[str, _Pair]:
    """Name to what is aimed at; of several steps (底线目标, 达标目标, 争取目标) the last."""
    out: dict[str, _Pair] = {}
    name = ""
    for piece in _SPLIT.split(text):
        found = _PAIR.match(piece)
        if found is None:
            continue
        own = _OF_TARGET.sub("", found["name"])
        name = own or name
        if name:
            out[name] = _Pair(name, found["number"], found["unit"] or "")
    return out


def _actual(text: str) -> Iterator[_Pair]:
    """The pairs of a cell; a bare kind of rate (覆盖率) is that of what was counted before it."""
    for group in _GROUPS.split(text):
        counted = ""
        for piece in re.split(r"[,，、]", group):
            found = _PAIR.match(piece)
            if found is None:
                continue
            name, unit = _OF_TARGET.sub("", found["name"]), found["unit"] or ""
            if unit == "%" and counted and _KIND_OF_RATE.match(name):
                name = counted + name
            elif unit != "%":
                counted = _COUNTED.sub("", name)
            yield _Pair(name, found["number"], unit)
