"""Which files a run reads. What was named or met and is no file is in the list too, with the reason."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from extractor.batch.aside import within
from extractor.batch.locations import Location, NoFile, is_url, remote_files
from extractor.batch.walk import matching, searched
from extractor.errors import DocumentError, NotFoundError, NothingToDoError, UnreachableError, UsageError
from extractor.system.regular import irregular, unreadable

_LONGEST_LIST = 64 << 20
"""Bytes of a list of names: a million paths."""


def discover(
    paths: Iterable[str | Path],
    stdin: TextIO | None = None,
    seconds: float = 0,
    told: dict[str, str] | None = None,
) -> list[Location]:
    """The PDFs that `paths` name, each once, in the order of their names.

    Links are followed; a folder that several links lead to is searched once.

    Args:
        paths: files, taken whatever their ending; folders, searched to the bottom for *.pdf in any case; patterns
            such as `下载/**/*决算*.pdf`, where no file has that very name; `@names.txt`, a file with a path a line;
            `-`, a path a line on stdin; URLs of files, folders or patterns that fsspec reaches (`s3://桶/2023/`).
            In a list a place may stand behind a path, after a tab: where the department is.
        stdin: where `-` reads from.
        seconds: how long a URL may take to be listed; 0 for no limit.
        told: takes the places that lists tell, by the paths of the files.

    Raises:
        UsageError: a path given here (not in a list) does not exist, or a list cannot be read.
        NothingToDoError: there is no PDF in any folder.
    """
    given = list(paths)
    search = _Search(stdin, seconds)
    for name in given:
        search.add(name)
    if not search.found:
        where = "、".join(map(str, given)) or "所给路径"
        raise NothingToDoError(f"{where} 中没有 PDF 文件")
    if told is not None:
        told |= {search.found[key].as_posix(): place for key, place in search.told.items()}
    return sorted(search.found.values(), key=lambda location: location.as_posix())


class _Search:
    """The entries found so far, each once by what it really is."""

    def __init__(self, stdin: TextIO | None, seconds: float) -> None:
        self.found: dict[str, Location] = {}
        self.told: dict[str, str] = {}
        """The places that lists tell, by the keys of `found`."""
        self._stdin, self._seconds = stdin, seconds

    def add(self, name: str | Path) -> None:
        """What one argument stands for."""
        text = str(name)
        if isinstance(name, Path) or os.path.lexists(_possible(text)):
            self._path(text, typed=True)
        elif is_url(text):
            self._url(text, typed=True)
        elif text == "-":
            self._list(_of_stdin(self._stdin))
        elif text.startswith("@"):
            self._list(_of_file(text[1:]))
        elif glob.has_magic(text):
            matches = list(matching(text))
            if not matches:
                raise UsageError(f"没有文件符合 {text}", "请检查通配符；** 表示任意层文件夹。")
            for match in matches:
                self._keep(match) if isinstance(match, NoFile) else self._path(str(match))
        else:
            self._path(text, typed=True)

    def _list(self, data: bytes) -> None:
        """A path a line, a place behind it after a tab; blank lines and lines of # are passed over."""
        for line, place in _lines(data):
            before = set(self.found) if place else set()
            if is_url(line):
                self._url(line)
            else:
                self._path(line)
            if place:
                self.told |= dict.fromkeys(self.found.keys() - before, place)

    def _url(self, url: str, typed: bool = False) -> None:
        try:
            locations = within(self._seconds, lambda: list(remote_files(url)))
        except DocumentError as error:
            self._keep(NoFile(url, error))
        except UsageError as error:
            if typed:
                raise
            self._keep(NoFile(url, UnreachableError(error.message, error.hint)))
        else:
            for location in locations:
                self.found.setdefault(location.url, location)

    def _path(self, text: str, typed: bool = False) -> None:
        try:
            mode = os.stat(text).st_mode
        except (OSError, ValueError) as error:
            wrong = unreadable(error)
            if typed and isinstance(wrong, NotFoundError) and not os.path.lexists(_possible(text)):
                raise UsageError(f"找不到 {text}", "请检查路径；名称中有空格时请加引号。") from error
            self._keep(NoFile(text, wrong))
            return
        if stat.S_ISDIR(mode):
            for location in searched(Path(text)):
                self._keep(location)
        else:
            odd = irregular(mode)
            self._keep(NoFile(text, odd) if odd else Path(text))

    def _keep(self, location: Path | NoFile) -> None:
        if isinstance(location, NoFile):
            self.found.setdefault(f"\0{location}", location)
            return
        real = os.path.realpath(location)
        if real not in self.found or real == os.path.abspath(location):  # a file goes by its own name before a link's
            self.found[real] = location


def _possible(text: str) -> str:
    """`text` for a look at the file system, which does not take every string for a name."""
    return "" if "\0" in text else text


def _of_stdin(stdin: TextIO | None) -> bytes:
    stream = stdin or sys.stdin
    if stream is None:  # closed
        return b""
    binary = getattr(stream, "buffer", None)
    if binary is None:
        return stream.read().encode("utf-8", "surrogateescape")
    data: bytes = binary.read(_LONGEST_LIST + 1)
    return _whole("-", data)


def _of_file(name: str) -> bytes:
    """A list may be a pipe, as `@<(find …)` is one; only it must end."""
    try:
        handle = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as opened:
            if hasattr(os, "set_blocking"):
                os.set_blocking(handle, True)  # opened without waiting for a writer, read with it
            return _whole(name, opened.read(_LONGEST_LIST + 1))
    except (OSError, ValueError) as error:
        raise UsageError(f"无法读取文件清单 {name}", "清单应是 UTF-8 文本，每行一个路径。") from error


def _whole(name: str, data: bytes) -> bytes:
    if len(data) > _LONGEST_LIST:
        raise UsageError(f"文件清单 {name} 超过 {_LONGEST_LIST >> 20} MB", "清单应是 UTF-8 文本，每行一个路径。")
    return data


def _lines(data: bytes) -> Iterator[tuple[str, str]]:
    """The paths of a list in any bytes: as the file system has them, or in the encoding of Chinese Windows; and what
    stands behind each after a tab."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # Excel's “Unicode text”
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    for whole in data.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n").split(b"\n"):
        line, _, behind = whole.rpartition(b"\t") if b"\t" in whole.strip() else (whole, b"", b"")
        path = line.decode("utf-8", "surrogateescape").strip()
        if path and not path.startswith("#"):
            place = _either(behind).strip()
            yield (path if path.isprintable() or os.path.lexists(_possible(path)) else _other(line, path)), place


def _either(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _other(line: bytes, path: str) -> str:
    try:
        return found if os.path.lexists(_possible(found := line.decode("gb18030").strip())) else path
    except UnicodeDecodeError:
        return path
