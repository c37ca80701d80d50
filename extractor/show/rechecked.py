"""What `juesuan check` prints: a line a record, its failed checks, or one JSON object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.document.recheck import Rechecked
from extractor.errors import ExitCode, JuesuanError
from extractor.export.checks import GRADE, check_rows
from extractor.export.words import STATUS
from extractor.system.tongue import either

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that is no record."""

    path: Path
    error: JuesuanError


Checked = Rechecked | Failure


def exit_code(outcomes: Sequence[Checked]) -> ExitCode:
    """3 where a record is inconsistent or doubtful, 4 where one cannot be read, which wins."""
    if any(isinstance(outcome, Failure) for outcome in outcomes):
        return ExitCode.NOT_READ
    fine = all(isinstance(o, Rechecked) and o.disclosure.status == "verified" for o in outcomes)
    return ExitCode.OK if fine else ExitCode.CONTRADICTED


def lines(outcomes: Sequence[Checked]) -> list[str]:
    """For people: the verdict and the counts of each record, then what fails."""
    out: list[str] = []
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            said = f"{outcome.path}：{outcome.error.message}。{outcome.error.hint}"
            out.append(f"{either('失败', 'failed')}  {said}")
            continue
        found = outcome.disclosure
        counts = Counter(check.grade for check in found.checks)
        grades = either("，", ", ").join(
            f"{either(word, grade)} {counts[grade]}" for grade, word in GRADE.items() if counts[grade]
        )
        changed = either("（与记录的结论不同）", " (not what the record says)") if outcome.changed else ""
        kept = either(f"；{outcome.kept} 条须有原文件，沿用记录", f"; {outcome.kept} need the PDF, kept as recorded")
        line = f"{either(STATUS[found.status], found.status)}  {found.name}{changed}{either('：', ': ')}"
        line += grades or either("没有可核的勾稽关系", "nothing to check")
        out.append(line + (kept if outcome.kept else ""))
        reasons = dict.fromkeys((*outcome.edited, *found.reasons))
        out += [f"    {reason}" for reason in reasons]
    statuses: Counter[str] = Counter()
    statuses.update("failed" if isinstance(o, Failure) else o.disclosure.status for o in outcomes)
    words = either("，", ", ").join(
        f"{either(word, status)} {statuses[status]}" for status, word in STATUS.items() if statuses[status]
    )
    out.append(either(f"共 {len(outcomes)} 份：{words}。", f"{len(outcomes)} records: {words}."))
    return out


def as_json(outcomes: Sequence[Checked]) -> dict[str, Any]:
    """The object `--json` prints."""
    return {
        "schema_version": SCHEMA_VERSION,
        "exit_code": exit_code(outcomes),
        "documents": [_document(outcome) for outcome in outcomes],
    }


def _document(outcome: Checked) -> dict[str, Any]:
    if isinstance(outcome, Failure):
        error = outcome.error
        return {
            "path": str(outcome.path),
            "status": error.status,
            "code": error.code,
            "message": error.message,
            "hint": error.hint,
        }
    found = outcome.disclosure
    counts = Counter(check.grade for check in found.checks)
    return {
        "path": str(outcome.path),
        "source": found.source,
        "name": found.name,
        "status": found.status,
        "code": found.code,
        "changed": outcome.changed,
        "checks": {grade: counts[grade] for grade in GRADE},
        "kept": outcome.kept,
        "edited": list(outcome.edited),
        "failed": [
            {
                **{name: getattr(one, name) for name in ("check_id", "table_id", "where", "message", "figure_id")},
                "page": int(one.page) if one.page else None,
            }
            for one in check_rows(found)
            if one.grade == "fail"
        ],
        "reasons": list(found.reasons),
    }
