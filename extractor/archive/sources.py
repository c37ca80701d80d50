"""Where an output folder's documents and their PDFs are, and what is known of their publication."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from extractor import lazy_re as re
from extractor.errors import DocumentError, NotFoundError, UsageError
from extractor.export.downstream import SOURCE_COLUMNS
from extractor.naming import RECORD_FILE, SOURCES_FILE
from extractor.system.regular import open_regular, read_regular

_MAX_LIST = 256 << 20
"""Bytes of a list of files: some million lines."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_FILE = ("file", "source", "文件", "文件名")
_SHA = ("sha256",)
_URL = ("url", "source_url", "网址", "链接")
_PUBLISHED = ("published", "date", "公开日期", "发布日期")


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and when a document was published; "" where it is not known."""

    url: str = ""
    published: str = ""

    def __post_init__(self) -> None:
        if self.published and not _DATE.fullmatch(self.published):
            raise UsageError(f"公开日期 {self.published} 不是 2024-09-29 这样的日期")


def documents(output: Path) -> list[Path]:
    """The folders of the finished documents in an output folder (or that folder itself), in order.

    Raises:
        UsageError: there are none.
    """
    if (output / RECORD_FILE).is_file():
        return [output]
    found = sorted(path.parent for path in output.glob(f"*/{RECORD_FILE}")) if output.is_dir() else []
    if not found:
        raise UsageError(
            f"{output} 不是 juesuan 的结果文件夹：其中没有读完的文件",
            "请给出 juesuan extract 用 -o 写出的文件夹，或先运行 juesuan extract。",
        )
    return found


@dataclass(slots=True)
class Pdfs:
    """The PDFs of an output folder: where sources.csv says they are, or in `folders`, known by their sha256."""

    output: Path
    folders: Sequence[Path] = ()
    _recorded: dict[str, list[Path]] | None = None
    _files: list[Path] | None = None
    _named: dict[str, list[Path]] = field(default_factory=dict)
    _hashed: dict[Path, str] = field(default_factory=dict)

    def find(self, sha256: str, source: str, copy: Path | None = None) -> Path | None:
        """A file with these bytes, None where there is none; files of the right name are tried first, then `copy`."""
        if self._files is None:
            self._files = [path for folder in self.folders for path in sorted(folder.rglob("*")) if _is_pdf(path)]
            for path in self._files:
                self._named.setdefault(path.name, []).append(path)
        copies = [copy] if copy is not None and copy.is_file() else []
        for path in chain(self._places(sha256), self._named.get(source, ()), copies, self._files):
            if self._sha256(path) == sha256:
                return path
        return None

    def where(self, sha256: str) -> str:
        """Where it should be, for a message."""
        return "、".join(map(str, self._places(sha256)))

    def _places(self, sha256: str) -> list[Path]:
        if self._recorded is None:
            self._recorded = {}
            for folder in (self.output, self.output.parent):
                for line in _lines(folder / SOURCES_FILE):
                    if set(SOURCE_COLUMNS) <= set(line):
                        self._recorded.setdefault(line["sha256"], []).append(Path(line["path"]))
        return self._recorded.get(sha256, [])

    def _sha256(self, path: Path) -> str:
        if path not in self._hashed:
            try:
                with open_regular(path) as handle:
                    self._hashed[path] = hashlib.file_digest(handle, "sha256").hexdigest()
            except (DocumentError, OSError):
                self._hashed[path] = ""
        return self._hashed[path]


def read_publications(path: Path) -> dict[str, Publication]:
    """URLs and dates from a CSV, by sha256 and by file name.

    The head row names the columns: `file` or `sha256`, and `url` and `published` (or 文件, 网址, 公开日期).

    Raises:
        UsageError: the file cannot be read, lacks a column, or names a file twice.
    """
    if not path.is_file():
        raise UsageError(f"找不到 {path}")
    out: dict[str, Publication] = {}
    for number, line in enumerate(_lines(path), start=2):
        key = _one(line, _SHA).lower() or _one(line, _FILE)
        if not key:
            raise UsageError(f"{path.name} 第 {number} 行没有文件名（file）或 sha256")
        if key in out:
            raise UsageError(f"{path.name} 第 {number} 行：{key} 出现两次")
        out[key] = Publication(_one(line, _URL), _one(line, _PUBLISHED))
    return out


def _one(line: dict[str, str], names: Sequence[str]) -> str:
    return next((line[name].strip() for name in names if line.get(name)), "")


def _lines(path: Path) -> list[dict[str, str]]:
    try:
        text = read_regular(path, _MAX_LIST).decode("utf-8-sig")
        found = csv.DictReader(io.StringIO(text, newline=""))
        return [{k.strip(): _text(v) for k, v in line.items() if k} for line in found]
    except NotFoundError:
        return []
    except (DocumentError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"无法读取 {path}：{error}", "请存为 UTF-8 编码的 CSV。") from error


def _text(value: str | list[str] | None) -> str:
    return value if isinstance(value, str) else ""


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf" and path.is_file()
