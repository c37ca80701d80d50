"""corrections.csv: what people say is printed where the program reads something else, or reads it without a proof.

It lies beside the results of a run and is applied whenever the same PDF is read again. People edit it in spreadsheets:
columns may stand in any order, days may be written as spreadsheets like them, and the file may come back in the
encoding of Chinese Excel. What names no place for sure (an abbreviated digest or id) is refused, not guessed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from extractor import lazy_re as re
from extractor.errors import OutputError
from extractor.export.csvs import decoded, write_csv
from extractor.model.correction import BLANK, Correction
from extractor.naming import CORRECTIONS_FILE
from extractor.system.regular import read_regular

COLUMNS = Correction._fields
_NEEDED = frozenset(COLUMNS) - {"why", "when", "signed_off"}
_SHA = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[A-Z]\w*/[^/]+(?:/[^/]+)*/[^/]+")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
_YES = frozenset({"true", "yes", "y", "1", "是", "已签核", "√", "✓"})
_NO = frozenset({"false", "no", "n", "0", "否", "未签核", ""})


def read_corrections(folder: Path) -> tuple[Correction, ...]:
    """The rows of corrections.csv in a folder; none where there is none.

    Raises:
        OutputError: it is no such file, or a row of it does not say for sure what it is of; the row is named.
    """
    path = folder / CORRECTIONS_FILE
    if not path.is_file():
        return ()
    try:
        text = decoded(read_regular(path))
        lines = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except (ValueError, csv.Error) as error:
        raise _not_ours(path) from error
    if lines and not {(name or "").strip() for name in lines[0]} >= _NEEDED:
        raise _not_ours(path)
    out = []
    for number, line in enumerate(lines, start=2):
        cells = {(name or "").strip(): _cell(value) for name, value in line.items()}
        if any(cells.get(column) for column in COLUMNS):
            out.append(_correction(cells, f"{path} 第 {number} 行"))
    return tuple(out)


def write_corrections(folder: Path, rows: Iterable[Correction]) -> Path:
    """Write corrections.csv; raises `OutputError`."""
    path = folder / CORRECTIONS_FILE
    write_csv(path, COLUMNS, map(cells_of, rows))
    return path


def cells_of(one: Correction) -> tuple[str, ...]:
    """A correction as it stands in a table, every value a string."""
    return (*one[:-1], "yes" if one.signed_off else "no")


def key_of(rows: Sequence[Correction], sha256: str) -> str:
    """What is said of a document, in a word: another one is another document to look at."""
    return "\n".join(sorted("\x1f".join(cells_of(one)[1:]) for one in rows if one.sha256 == sha256))


def with_correction(rows: Iterable[Correction], new: Correction) -> list[Correction]:
    """The rows with one more, in the place of an earlier one of the same figure."""
    return [*without_correction(rows, new.sha256, new.figure_id), new]


def without_correction(rows: Iterable[Correction], sha256: str, figure_id: str) -> list[Correction]:
    """The rows without those of one figure."""
    return [one for one in rows if (one.sha256, one.figure_id) != (sha256, figure_id)]


def checked_id(figure_id: str, where: str = "") -> str:
    """A figure id as one that names a place for sure; raises `OutputError`."""
    if not _ID.fullmatch(figure_id):
        raise OutputError(
            f"{where}的 figure_id“{figure_id[:80]}”不是完整的编号",
            "要写全：表号/行/栏，如 T02/2080501/income_total；编号见 figures.csv 的 figure_id 栏。",
        )
    return figure_id


def _correction(cells: dict[str, str], where: str) -> Correction:
    sha256 = cells["sha256"].lower()
    if not _SHA.fullmatch(sha256):
        raise OutputError(
            f"{where}的 sha256“{sha256[:70]}”不是 64 位的文件摘要", "不能缩写；完整的见 summary.csv 的 sha256 栏。"
        )
    figure_id = checked_id(cells["figure_id"], where)
    for column in ("as_read", "as_printed", "who"):
        if not cells[column]:
            hint = f"没有印数字的格子写“{BLANK}”；要撤销一条更正，请删去整行。" if column != "who" else "更正要有署名。"
            raise OutputError(f"{where}的 {column} 是空的", hint)
    signed = cells.get("signed_off", "").lower()
    if signed not in _YES | _NO:
        raise OutputError(f"{where}的 signed_off“{signed[:20]}”不明", "写 yes 或 no（是或否）。")
    read, printed = ("".join(cells[column].split()) for column in ("as_read", "as_printed"))
    when = _day(cells.get("when", ""))
    return Correction(sha256, figure_id, read, printed, cells["who"], when, cells.get("why", ""), signed in _YES)


def _cell(value: object) -> str:
    """A cell, without the quote that keeps spreadsheets from taking it for a formula."""
    text = value.strip() if isinstance(value, str) else ""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@＝＋－＠") and len(text) > 1 else text


def _day(text: str) -> str:
    """A day as 2026-03-01, however a spreadsheet wrote it; as it is where it is none."""
    parts = found.groups() if (found := _DAY.fullmatch(text)) else ()
    if found := _DAY_FIRST.fullmatch(text):
        parts = (found[3], found[1], found[2])
    try:
        return date(*map(int, parts)).isoformat() if parts else text
    except ValueError:
        return text


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _not_ours(path: Path) -> OutputError:
    return OutputError(f"{path} 不是记录更正的表", f"它的列是 {'、'.join(COLUMNS)}。")
