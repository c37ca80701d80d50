"""What the choice between readings means for the document, in words for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.model import Candidate, Engine, Finding, Opinion, Table
from extractor.model.catalogue import finding
from extractor.reread.choose import Choice

_SHOWN = 5
"""Differences that are named; the others are counted."""
_NAMES: dict[Engine, str] = {"pdfium": "PDFium", "pdfplumber": "pdfplumber", "camelot": "camelot", "ocr": "文字识别"}
_BELIEFS = {
    "": "",
    "rows_only": "（不计竖线）",
    "no_lines": "（不计框线）",
    "long_lines": "（长线补全，短线不计）",
    "no_specks": "（不计孤立的字迹）",
    "code_columns": "（编码之前补竖线）",
    "between_words": "（不计穿过字迹的竖线，重新识别）",
}


def reason_of(choice: Choice, candidates: Sequence[Candidate], chosen: Candidate) -> str:
    """Why a reading was taken, one sentence."""
    if choice.scores[choice.chosen] is None:
        return "标题之下没有一种读法能由勾稽关系证明，按没有此表处理"
    name = _name(chosen)
    others = "、".join(_name(c) for c in candidates if c is not chosen)
    return {
        "agreed": "至少两种独立的读法一致",
        "replaced": f"只有{name}的读法保留了全部数字并使全部勾稽关系成立",
        "kept": f"只有{name}的读法保留了全部数字并使全部勾稽关系成立，{others}的读法不采用",
        "differ": f"各种读法不一致，没有一种能由勾稽关系单独证明，暂用{name}的读法",
        "alone": f"{others}没有读出完整的表，只有{name}一种读法",
    }[choice.verdict]


def findings_of(opinion: Opinion, table: Table, failed: bool) -> Iterator[Finding]:
    """What the choice means for the document, if it means anything."""
    page = table.first_page
    found = [d for c in opinion.candidates for d in c.differences]
    named = list(dict.fromkeys(found))[:_SHOWN]
    cells = "；".join(f"{d.where}：采用“{d.chosen}”，另读作“{d.other}”" for d in named)
    more = f"等 {len(set(found))} 处" if len(set(found)) > _SHOWN else ""
    title = table.form_title
    first = opinion.candidates[0]
    if (opinion.chosen, opinion.hypothesis) != (first.engine, first.hypothesis) and opinion.verdict in (
        "replaced",
        "agreed",
    ):
        cells = "；".join(f"{d.where}由“{d.other}”改为“{d.chosen}”" for d in first.differences[:_SHOWN])
        more = f"等 {len(first.differences)} 处" if len(first.differences) > _SHOWN else ""
        proof = "后全部相符" if opinion.verdict == "replaced" else "，另一种读法与之一致"
        yield finding(
            "second_reading",
            opinion.table_id,
            page,
            title=title,
            cause=_caused(opinion.causes),
            reading=_name(opinion),
            proof=proof,
            changes=f"：{cells}{more}" if cells else "",
        )
    elif opinion.verdict == "differ" and found:
        cause = _caused(opinion.causes)
        yield finding("readings_differ", opinion.table_id, page, title=title, cause=cause, changes=f"{cells}{more}")
    elif opinion.verdict == "alone" and failed:
        if any(part.kind != "ruled" for part in table.parts):
            yield finding("unruled_table", opinion.table_id, page, title=title)
        else:
            yield finding("second_reading_failed", opinion.table_id, page, title=title)


def left_out(opinion: Opinion, table: Table) -> Iterator[Finding]:
    """Which readings there would have been, had nothing kept an engine from its work."""
    for candidate in opinion.candidates:
        if candidate.error:
            why = candidate.error.removeprefix(candidate.engine)
            yield finding(
                "reading_missing",
                table.table_id,
                table.first_page,
                title=table.form_title,
                reading=_name(candidate),
                why=why,
            )


def _name(candidate: Candidate | Opinion) -> str:
    engine = candidate.engine if isinstance(candidate, Candidate) else candidate.chosen
    return _NAMES[engine] + "".join(_BELIEFS[one] for one in candidate.hypothesis.split("+"))


def _caused(causes: Sequence[str]) -> str:
    if "check_failed" in causes:
        return "勾稽不符"
    if "missing_table" in causes:
        return "没有找到表格"
    if any(cause == "lost_token" or cause.startswith("unplaced") for cause in causes):
        return "有数字未能归入"
    return "与表式不完全相符"
