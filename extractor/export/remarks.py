"""What is written onto the pages of a document: its findings, each where it stands, as the marked copy shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from extractor.export import words
from extractor.export.findings import all_findings
from extractor.export.text import clean
from extractor.model import Box, Disclosure, Finding

Tone = Literal["fault", "doubt", "info", "accepted"]


class Remark(NamedTuple):
    """One comment: over stretches of print on a page, or at the page's head where it has no place of its own."""

    page: int
    boxes: tuple[Box, ...]
    """In points of the page as shown; none for a comment on the page."""
    tone: Tone
    subject: str
    text: str
    name: str
    """Its id among the page's comments."""


class Bookmark(NamedTuple):
    """A line of the outline."""

    title: str
    page: int


def remarks(disclosure: Disclosure) -> list[Remark]:
    """Every finding as a comment at each of its places; those without a place together at the head of their page.

    The first page bears a comment on the whole: the verdict, and what is to be done.
    """
    findings = all_findings(disclosure)
    out: list[Remark] = []
    loose: dict[int, list[Finding]] = {}
    for finding in findings:
        placed = list(_placed(finding))
        out += placed
        if not placed:
            loose.setdefault(finding.page or 1, []).append(finding)
    for page, those in sorted(loose.items()):
        gravest = min((_tone(finding) for finding in those), key=_TONES.index)
        text = "\n".join(_text(finding) for finding in those)
        out.append(Remark(page, (), gravest, "本页", text, f"page-{page}"))
    out.append(Remark(1, (), _worst(findings), "结论", _verdict(disclosure), "verdict"))
    return out


def bookmarks(disclosure: Disclosure) -> list[Bookmark]:
    """The tables in the order of the document, each where it begins."""
    there = [table for table in disclosure.tables if table.first_page]
    ordered = sorted(there, key=lambda table: table.first_page or 0)
    return [
        Bookmark(clean(f"{table.table_id} {words.heading(table)}"), table.first_page)
        for table in ordered
        if table.first_page
    ]


def to_do(disclosure: Disclosure) -> list[Bookmark]:
    """What is to be done: not what changes nothing, what follows from something else, or what is accepted."""
    return [
        Bookmark(clean(words.to_do(finding)), finding.page or 1)
        for finding in all_findings(disclosure)
        if finding.severity != "info" and not finding.cause and not finding.accepted
    ]


_TONES: tuple[Tone, ...] = ("fault", "doubt", "info", "accepted")


def _tone(finding: Finding) -> Tone:
    return "accepted" if finding.accepted else finding.severity


def _worst(findings: Sequence[Finding]) -> Tone:
    return min((_tone(finding) for finding in findings), key=_TONES.index, default="info")


def _placed(finding: Finding) -> Iterable[Remark]:
    for number, spot in enumerate(finding.spots):
        pages: dict[int, list[Box]] = {}
        for page, box in ((spot.page, spot.box), *spot.more):
            if page and box is not None:
                pages.setdefault(page, []).append(box)
        for page, boxes in pages.items():
            name = f"{finding.finding_id}-{number}-{page}"
            text = "\n".join(filter(None, (_text(finding), clean(spot.figure_id))))
            yield Remark(page, tuple(boxes), _tone(finding), words.kind_of(finding), text, name)


def _text(finding: Finding) -> str:
    lines = [words.to_do(finding)]
    if finding.message not in lines[0] and words.without_grade(finding.message) not in lines[0]:
        lines.append(finding.message)
    if finding.cause:
        lines.append("（由另一处引起，改正那一处后一并消失）")
    if finding.accepted:
        lines.append(f"已接受：{finding.accepted}")
    return clean("\n".join(lines))


def _verdict(disclosure: Disclosure) -> str:
    lines = [f"juesuan 核对结论：{words.STATUS[disclosure.status]}"]
    listed = to_do(disclosure)
    lines += [f"{number}. {one.title}" for number, one in enumerate(listed, start=1)] or ["没有需要改的地方。"]
    return clean("\n".join(lines))
