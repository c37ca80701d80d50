"""One review: an output folder, what stands in it, and what a person says of it, judged at once.

A word is written down first (corrections.csv, accepted.csv) and judged from the document's record, which takes a
moment; the document's other files are written anew by a reading behind it, as any run would write them.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from extractor.batch import Destination
from extractor.document.corrected import read_there, with_corrections
from extractor.document.correcting import correction_of, said_before
from extractor.errors import JuesuanError, NothingToDoError, UsageError
from extractor.export.accepted import Accepted, read_accepted, with_accepted, write_accepted
from extractor.export.corrections import (
    key_of,
    read_corrections,
    with_correction,
    without_correction,
    write_corrections,
)
from extractor.export.csvs import lines_there
from extractor.export.findings import all_findings, verdict_words
from extractor.forms.row_ids import with_row_ids
from extractor.model import Correction, Disclosure, Finding
from extractor.naming import RECORD_FILE, SOURCES_FILE, SUMMARY_FILE, copy_name, portable
from extractor.record import read_record
from extractor.review.data import Knowledge
from extractor.review.intake import Intake
from extractor.system.regular import read_regular

_LONGEST = 500
"""Characters of a name, a reason or a printed string."""
_SHOWN = 60
"""Figures and findings of each kind that a change tells of."""


@dataclass(slots=True)
class _Open:
    """A document that is looked at."""

    recorded: Disclosure
    """As its record has it."""
    changed: float
    """When its record was written."""
    key: tuple[str, int]
    now: Disclosure
    """As people have it now."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What stood in one of the two tables before an action, for undoing it."""

    document: str
    correction: tuple[str, str, Correction | None] | None = None
    """sha256 and id of the figure, and the row that stood there."""
    acceptance: tuple[str, tuple[Accepted, ...]] | None = None
    """The finding, and the rows about it that stood there."""


@dataclass
class Session:
    """What a review's pages and actions work on. Its methods may be called from any thread."""

    target: Destination
    intake: Intake
    who: str = ""
    """Whom the pages propose to sign."""
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _open: dict[str, _Open] = field(default_factory=dict)
    _done: list[_Before] = field(default_factory=list)

    # What stands there ------------------------------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        return self.target.folder

    def home(self, name: str) -> Path:
        """The folder of a document; raises `NothingToDoError` where there is none of that name."""
        home = self.folder / name
        if not name or name != portable(name, 255) or not (home / RECORD_FILE).is_file() or home.is_symlink():
            raise NothingToDoError("没有这份文件")
        return home

    def pdf(self, name: str) -> Path | None:
        """The copy of a document's PDF; None where there is none."""
        path = self.home(name) / copy_name(name)
        return path if path.is_file() and not path.is_symlink() else None

    def documents(self) -> Iterator[dict[str, str]]:
        """A line a document, as summary.csv has it."""
        yield from lines_there(self.folder / SUMMARY_FILE)

    def document(self, name: str) -> Disclosure:
        """A document as people have it now.

        Raises:
            NothingToDoError: there is no such document.
            DocumentError: its record cannot be read.
            OutputError: a table of what people say cannot be read.
        """
        with self._lock:
            path = self.home(name) / RECORD_FILE
            changed = path.stat().st_mtime
            known = self._open.get(name)
            corrections, accepted = read_corrections(self.folder), read_accepted(self.folder)
            recorded = known.recorded if known and known.changed == changed else _recorded(path)
            key = key_of(corrections, recorded.sha256), hash(accepted)
            if known is None or known.recorded is not recorded or known.key != key:
                self._open[name] = known = _Open(recorded, changed, key, self._judged(recorded, corrections, accepted))
                while len(self._open) > 8:
                    self._open.pop(next(iter(self._open)))
            return known.now

    def _judged(
        self, recorded: Disclosure, corrections: Sequence[Correction], accepted: Sequence[Accepted]
    ) -> Disclosure:
        return with_accepted(with_corrections(_unaccepted(recorded), corrections), accepted)

    def read_there(self, name: str, figure_id: str) -> str:
        """What is read in a place now; raises `NothingToDoError` where the document has none such."""
        there = read_there(self.document(name), _text(figure_id))
        if there is None:
            raise NothingToDoError("没有这个数")
        return there[1]

    # What a person says -----------------------------------------------------------------------------------------------

    def say(
        self, name: str, figure_id: str, printed: str | None, who: str, why: str, signed_off: bool = False
    ) -> dict[str, Any]:
        """Confirm a reading (`printed` is None) or correct it; what that changed.

        Raises:
            UsageError: it is not signed, or is no figure.
            NothingToDoError, DocumentError, OutputError: as `document`.
        """
        with self._lock:
            before = self.document(name)
            text = None if printed is None else _text(printed)
            today = date.today().isoformat()
            new = correction_of(before, _text(figure_id), text, _text(who), _text(why), today, signed_off)
            rows = read_corrections(self.folder)
            old = next((r for r in rows if (r.sha256, r.figure_id) == (new.sha256, new.figure_id)), None)
            write_corrections(self.folder, with_correction(rows, new))
            self._done.append(_Before(name, correction=(new.sha256, new.figure_id, old)))
            return self._changed(name, before)

    def accept(self, name: str, finding_id: str, who: str, why: str) -> dict[str, Any]:
        """Accept a finding with a reason; raises as `say`."""
        who, why, finding_id = _text(who).strip(), _text(why).strip(), _text(finding_id)
        if not who or not why:
            raise UsageError("接受一条发现要有署名和原因")
        with self._lock:
            before = self.document(name)
            if not finding_id or finding_id not in {one.finding_id for one in all_findings(before)}:
                raise NothingToDoError("没有这条发现")
            year = str(before.fiscal_year or "")
            row = Accepted(name, before.entity, year, finding_id, who, why, date.today().isoformat())
            old, rest = self._about(before, finding_id)
            write_accepted(self.folder, [*rest, row])
            self._done.append(_Before(name, acceptance=(finding_id, old)))
            return self._changed(name, before)

    def undo(self, name: str, figure_id: str = "", finding_id: str = "") -> dict[str, Any]:
        """Take back what was said of a figure or a finding, or else the last thing that was said of the document here.

        Raises:
            NothingToDoError: nothing was said.
        """
        with self._lock:
            before = self.document(name)
            if figure_id:
                self._undo_figure(before, _text(figure_id))
            elif finding_id:
                old, rest = self._about(before, _text(finding_id))
                if not old:
                    raise NothingToDoError("没有可以撤销的")
                write_accepted(self.folder, rest)
                self._done.append(_Before(name, acceptance=(finding_id, old)))
            else:
                self._undo_last(before)
            return self._changed(name, before)

    def _undo_figure(self, document: Disclosure, figure_id: str) -> None:
        there = read_there(document, figure_id)
        rows = read_corrections(self.folder)
        wanted = {figure_id}
        if there is not None:  # it may have gone by another id when something was said of it
            wanted |= {one.figure_id for one in said_before(document, there[0], figure_id)}
        old = next((r for r in rows if r.sha256 == document.sha256 and r.figure_id in wanted), None)
        if old is None:
            raise NothingToDoError("没有可以撤销的")
        write_corrections(self.folder, without_correction(rows, old.sha256, old.figure_id))
        self._done.append(_Before(document.name, correction=(old.sha256, old.figure_id, old)))

    def _undo_last(self, document: Disclosure) -> None:
        last = next((one for one in reversed(self._done) if one.document == document.name), None)
        if last is None:
            raise NothingToDoError("没有可以撤销的")
        self._done.remove(last)
        if last.correction is not None:
            sha256, figure_id, old = last.correction
            rows = without_correction(read_corrections(self.folder), sha256, figure_id)
            write_corrections(self.folder, [*rows, *([old] if old else [])])
        if last.acceptance is not None:
            finding_id, acceptances = last.acceptance
            _, rest = self._about(document, finding_id)
            write_accepted(self.folder, [*rest, *acceptances])

    def _about(self, document: Disclosure, finding_id: str) -> tuple[tuple[Accepted, ...], list[Accepted]]:
        """The rows of accepted.csv about a finding of a document, and the others."""
        rows = read_accepted(self.folder)
        own = tuple(
            one
            for one in rows
            if one.finding_id == finding_id and one.is_of(document.name, document.entity, document.fiscal_year)
        )
        return own, [one for one in rows if one not in own]

    # What it changed --------------------------------------------------------------------------------------------------

    def _changed(self, name: str, before: Disclosure) -> dict[str, Any]:
        now = self.document(name)
        self._write_behind(now)
        return {"change": change(before, now), "undo": self.can_undo(name)}

    def can_undo(self, name: str) -> bool:
        """Whether something was said of a document in this review that can be taken back."""
        with self._lock:
            return any(one.document == name for one in self._done)

    def _write_behind(self, document: Disclosure) -> None:
        """The document's other files follow, where its PDF is at hand; else with the next run."""
        pdf = self._origin(document) or self.pdf(document.name)
        if pdf is not None:
            self.intake.again(document.name, pdf, document.sha256, document.source)

    def _origin(self, document: Disclosure) -> Path | None:
        """Where a document was read from, while it is there as it was: read from there it is one document still."""
        for line in lines_there(self.folder / SOURCES_FILE):
            path = Path(line.get("path") or "")
            if line.get("sha256") == document.sha256 and path.is_absolute() and path.is_file():
                with suppress(JuesuanError):
                    if hashlib.sha256(read_regular(path)).hexdigest() == document.sha256:
                        return path
        return None


def change(before: Disclosure, now: Disclosure) -> dict[str, Any]:
    """What a word changed: figures that became proved or lost their proof, sums that hold or fail now, findings."""
    old, new = Knowledge(before), Knowledge(now)
    proofs = {figure_id: figure.proof for figure_id, _, _, figure in old.figures()}
    proved, lost = [], []
    for figure_id, _, _, figure in new.figures():
        was = proofs.get(figure_id, "")
        if figure.proof == "proved" != was:
            proved.append(figure_id)
        elif was == "proved" != figure.proof and figure.proof not in ("confirmed", "corrected"):
            lost.append(figure_id)
    fails = [
        {(c.check_id, c.table_id, c.where): c.message for c in one.checks if c.grade == "fail"} for one in (before, now)
    ]
    said = [{_key(f): f for f in all_findings(one) if f.severity != "info"} for one in (before, now)]
    return {
        "status": [before.status, now.status],
        "verdict": [verdict_words(before), verdict_words(now)],
        "proved": {"count": len(proved), "figures": proved[:_SHOWN]},
        "lost": {"count": len(lost), "figures": lost[:_SHOWN]},
        "holds": [words for key, words in fails[0].items() if key not in fails[1]][:_SHOWN],
        "fails": [words for key, words in fails[1].items() if key not in fails[0]][:_SHOWN],
        "settled": [f.message for key, f in said[0].items() if key not in said[1]][:_SHOWN],
        "new": [f.message for key, f in said[1].items() if key not in said[0]][:_SHOWN],
    }


def _key(finding: Finding) -> str:
    return finding.finding_id or finding.message


def _recorded(path: Path) -> Disclosure:
    """A document as its record has it, with the ids of its rows, which records of older versions do not have."""
    document = read_record(path).disclosure
    return replace(document, tables=tuple(map(with_row_ids, document.tables)))


def _unaccepted(document: Disclosure) -> Disclosure:
    """The document without what was accepted of it when it was written: that may have been taken back."""

    def plain(finding: Finding) -> Finding:
        return replace(finding, accepted="") if finding.accepted else finding

    return document.map_findings(plain)


def _text(value: object) -> str:
    """A string that somebody sent, on one line and no longer than anything that is printed."""
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise UsageError("所给的内容太长，或不是文字")
    return " ".join(value.split())
