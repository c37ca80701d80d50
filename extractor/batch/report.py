"""What a run came to: its exit code, the object `--json` prints, and the lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from extractor.batch.run import Done
from extractor.errors import ExitCode, JuesuanError
from extractor.export.departments import Matched
from extractor.export.words import STATUS
from extractor.model import Status
from extractor.naming import SUMMARY_BOOK
from extractor.system.tongue import either

SCHEMA_VERSION = 1
UNREAD: frozenset[Status] = frozenset({"failed", "unsupported", "no_text"})
_LISTED = 50
_NAMED = 10
"""Departments that are named on stderr; summary.csv has all."""
_REASON = 70
"""Characters of a reason that one line has room for."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """The end of a run."""

    done: Sequence[Done]
    output: Path | str
    """A folder, or the URL of one."""
    error: JuesuanError | None = None
    """What stopped the run as a whole."""
    interrupted: bool = False
    matched: Matched | None = None
    """How the departments of the output stand to the user's directory; None where there is none."""

    def exit_code(self, exit_zero: bool = False) -> ExitCode:
        """The run's exit code (README, "Exit codes").

        Args:
            exit_zero: the state of documents is no failure; a run that could not do its work still is.
        """
        if self.error is not None:
            return self.error.exit_code
        if self.interrupted:
            return ExitCode.INTERRUPTED
        if any(done.output_failed for done in self.done):
            return ExitCode.NOT_WRITTEN
        statuses = {done.outcome.status for done in self.done}
        if exit_zero:
            return ExitCode.OK
        if statuses & UNREAD:
            return ExitCode.NOT_READ
        return ExitCode.CONTRADICTED if statuses & {"inconsistent", "doubtful"} else ExitCode.OK

    def as_json(self, exit_zero: bool = False) -> dict[str, Any]:
        """The object `--json` prints."""
        counts = Counter(done.outcome.status for done in self.done)
        found: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "counts": {
                "documents": len(self.done),
                "duplicates": sum(1 for done in self.done if done.duplicate_of),
                "skipped": sum(1 for done in self.done if done.skipped),
                **{status: counts[status] for status in get_args(Status)},
            },
            "exit_code": self.exit_code(exit_zero),
            "output": str(self.output),
            "documents": [_document(done, self.output) for done in self.done],
        }
        if self.matched is not None:
            found["departments"] = self.matched.as_json()
        if self.error is not None:
            found["error"] = {"code": self.error.code, "message": self.error.message, "hint": self.error.hint}
        return found

    def lines(self) -> list[str]:
        """For people: a line a document, all of them in a small run, else those that are not fine; then the totals."""
        shown = [done for done in self.done if len(self.done) <= _LISTED or done.outcome.status != "verified"]
        out = [document_line(done, self.output) for done in shown[:_LISTED]]
        if len(shown) > _LISTED:
            rest = len(shown) - _LISTED
            out.append(either(f"…… 另有 {rest} 份，见 {SUMMARY_BOOK}", f"... {rest} more in {SUMMARY_BOOK}"))
        counts = Counter(done.outcome.status for done in self.done)
        words = either("，", ", ").join(
            f"{status_word(status)} {counts[status]}" for status in get_args(Status) if counts[status]
        )
        book = _under(self.output, SUMMARY_BOOK)
        out.append(
            either(
                f"共 {len(self.done)} 份：{words}。汇总：{book}",
                f"{len(self.done)} documents: {words}. Summary: {book}",
            )
        )
        return out

    def departments(self) -> list[str]:
        """What the user's directory does not have, and where it has several: lines for stderr."""
        if self.matched is None:
            return []
        out = []
        if missing := self.matched.missing:
            rest = len(missing) - _NAMED
            names = "、".join(missing[:_NAMED])
            more = either(f"……共 {len(missing)} 个，见 summary.csv", f" ... {len(missing)} in all, see summary.csv")
            out.append(either("名录中没有：", "not in the directory: ") + names + (more if rest > 0 else ""))
        for name, ids in self.matched.ambiguous[:_NAMED]:
            said = "、".join(ids)
            out.append(either(f"名录中有多个“{name}”：{said}；没有编号", f"several of the directory: {name}: {said}"))
        return out

    def problems(self) -> list[str]:
        """For `-q`: a line for each document that was not read or not written."""
        return [document_line(done, self.output) for done in self.done if done.outcome.status in UNREAD]


def reasons(done: Done) -> list[str]:
    """Why a document is not simply fine, in Chinese."""
    outcome = done.outcome
    found = list(outcome.facts.reasons) if outcome.facts else []
    return [*found, *([outcome.message] if outcome.message else [])]


def _under(output: Path | str, name: str) -> str:
    return f"{output.rstrip('/')}/{name}" if isinstance(output, str) else str(output / name)


def status_word(status: Status) -> str:
    """The word for a status in the language that is spoken; in English it is the status itself."""
    return either(STATUS[status], status)


def document_line(done: Done, output: Path | str) -> str:
    """One line: `不符  a.pdf → output/2024_某局_d45e9231（9 张表，195 个数）：金额 2，比率 1`.

    What is wrong is counted by what it is about; of a document that is doubtful or was not read the first sentence says
    why. The workbook has them all.
    """
    outcome, facts = done.outcome, done.outcome.facts
    line = f"{status_word(outcome.status)}  {outcome.source}"
    if facts:
        tables = facts.present + facts.empty
        line += f" → {_under(output, outcome.name)}"
        line += either(f"（{tables} 张表，{facts.figures} 个数）", f" ({tables} tables, {facts.figures} figures)")
    counted = facts.verdict.partition("：")[2] if facts and outcome.status == "inconsistent" else ""
    why = counted or _short(reasons(done))
    line = f"{line}{either('：', ': ')}{why}{_sentence_end(outcome.hint)}" if why else line
    return f"{line}（{done.unmarked}）" if done.unmarked else line


def _short(found: list[str]) -> str:
    """The first reason, cut, and the number of the others."""
    if not found:
        return ""
    first = found[0].rstrip("。；")
    first = first if len(first) <= _REASON else f"{first[:_REASON]}……"
    more = len(found) - 1
    return first + (either(f"；另有 {more} 处", f"; {more} more") if more else "")


def _sentence_end(hint: str) -> str:
    return f"。{hint}" if hint else ""


def _document(done: Done, output: Path | str) -> dict[str, Any]:
    outcome = done.outcome
    return {
        "source": outcome.source,
        "path": outcome.path,
        "sha256": outcome.sha256,
        "name": outcome.name,
        "folder": _under(output, outcome.name) if outcome.name else "",
        "status": outcome.status,
        "code": outcome.code,
        "verdict_words": outcome.facts.verdict if outcome.facts else "",
        "text_verdict": outcome.facts.text_verdict if outcome.facts else "",
        "accepted": outcome.facts.accepted if outcome.facts else 0,
        "corrected": outcome.facts.corrected if outcome.facts else 0,
        "confirmed": outcome.facts.confirmed if outcome.facts else 0,
        "reasons": reasons(done),
        "hint": outcome.hint,
        "pages": outcome.facts.pages if outcome.facts else None,
        "seconds": round(done.seconds, 3),
        "duplicate_of": done.duplicate_of,
        "skipped": done.skipped,
    }
