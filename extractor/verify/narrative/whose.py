"""Whose account the text says it is: the name of the body, wherever it is printed, and not almost its name (S02)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.language.text import squeeze
from extractor.model import Passage, Stretch
from extractor.verify.narrative.report import Report

_LEAD = 2
"""Characters of a name that must be right for the rest of it to be looked at."""
_PLACES = frozenset("省市区县旗镇乡")
_JOINS = frozenset("和与及暨、")
_ENDS = (
    "委员会",
    "办公室",
    "管理局",
    "局",
    "委",
    "办",
    "厅",
    "部",
    "院",
    "中心",
    "处",
    "队",
    "会",
    "校",
    "大学",
    "学院",
)
_SUBJECT = re.compile(
    r"^(?:20\d\d年|本级|本部|共有|部门|单位决算|机关运行|机构运行|政府采购|一般公共预算|财政拨款|收入|支出|三公经费|无|没有|截至|决算|本年|概况)"
)
"""What follows a name that a sentence says something of the account of."""
_SUBJECT_OF_STEM = re.compile(r"^(?:20\d\d年度|本级|共有|无机关|机关运行|政府采购|截至)")
"""The same behind a name without its last word, which is a word of other things too (市财政收入)."""
_KIND_OF_UNIT = re.compile(r"\((?:本级|机关|汇总|部门|本部)\)|(?:本级|机关|汇总)$")


class Misnamed(NamedTuple):
    """Where a text prints almost the name."""

    start: int
    printed: str


def check_whose(passages: Sequence[Passage], entity: str, report: Report) -> None:
    """Report names in the text that are the body's own but for a sign: 区 left out, 与 for 和, another ending."""
    name = _KIND_OF_UNIT.sub("", squeeze(entity))
    if len(name) < _LEAD + 2:
        return
    noted: set[tuple[int, str]] = set()
    for passage in passages:
        for found in misnamed(passage.text, name):
            page = passage.page_at(found.start)
            # What is printed over a table was said of the table.
            told = any(r.page == page and r.check_id == "S02" and found.printed in r.message for r in report.results)
            if (page, found.printed) not in noted and not told:
                noted.add((page, found.printed))
                message = f"不符：文字中单位名称印为“{found.printed}”，本决算的单位是“{name}”"
                at = Stretch(passage, found.start, found.start + len(found.printed))
                todo = f"“{found.printed}”应为“{name}”"
                report.add("S02", "文字单位名称", "fail", at, message, should=name, todo=todo)


def misnamed(text: str, name: str) -> Iterator[Misnamed]:
    """The places where a text prints a name that differs from `name` as slips of the pen do."""
    for found in re.finditer(re.escape(name[:_LEAD]), text):
        start = found.start()
        if text.startswith(name, start):
            continue
        for slip in _slips(name):
            if text.startswith(slip, start) and not name.startswith(slip):
                yield Misnamed(start, slip)
                break
        else:
            printed = _other_end(text, start, name)
            if printed:
                yield Misnamed(start, printed)


def _slips(name: str) -> Iterator[str]:
    """The name with one joining word for another, or without a word that says what kind of place it is."""
    for k, sign in enumerate(name):
        if sign in _JOINS and 1 < k < len(name) - 1:
            yield from (name[:k] + other + name[k + 1 :] for other in sorted(_JOINS - {sign}))
        if sign in _PLACES and _LEAD <= k < len(name) - 1 and name[k + 1] not in _PLACES:
            yield name[:k] + name[k + 1 :]


def _other_end(text: str, start: int, name: str) -> str:
    """The name with another ending, or none, where a sentence goes on to speak of its account."""
    own = next((end for end in _ENDS if name.endswith(end)), name[-1])
    for cut in dict.fromkeys((len(own), 1)):
        stem = name[: len(name) - cut]
        after = start + len(stem)
        if len(stem) < _LEAD + 1 or not text.startswith(stem, start):
            continue
        for end in ("", *_ENDS):
            subject = _SUBJECT if end else _SUBJECT_OF_STEM
            rest = text[after + len(end) : after + len(end) + 8]
            if stem + end != name and text.startswith(end, after) and subject.match(rest):
                return stem + end
    return ""
