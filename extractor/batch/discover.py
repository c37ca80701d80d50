"""Which files a run reads."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from extractor.batch.places import Place, RemoteFile, is_url, remote_files
from extractor.errors import NothingToDoError, UsageError


def discover(paths: Iterable[str | Path], stdin: TextIO | None = None) -> list[Place]:
    """The PDFs that `paths` name, each once, in the order of their names.

    Args:
        paths: files, taken whatever their ending; folders, searched to the bottom for *.pdf in any case; patterns
            such as `下载/**/*决算*.pdf`, where no file has that very name; `@names.txt`, a file with a path a line;
            `-`, a path a line on stdin; URLs of files, folders or patterns that fsspec reaches (`s3://桶/2023/`).
        stdin: where `-` reads from.

    Raises:
        UsageError: a path does not exist, or a list of them cannot be read.
        NothingToDoError: there is no PDF in any folder.
    """
    given = [path for name in paths for path in _expanded(name, stdin)]
    found: dict[Path | str, Place] = {}
    for path in given:
        if isinstance(path, RemoteFile):
            found.setdefault(path.url, path)
        elif path.is_dir():
            for file in _pdfs(path):
                found.setdefault(file.resolve(), file)
        elif path.exists():
            found.setdefault(path.resolve(), path)
        else:
            raise UsageError(f"找不到 {path}", "请检查路径；名称中有空格时请加引号。")
    if not found:
        where = "、".join(map(str, paths)) or "所给路径"
        raise NothingToDoError(f"{where} 中没有 PDF 文件")
    return sorted(found.values(), key=lambda path: path.as_posix())


def _expanded(name: str | Path, stdin: TextIO | None) -> Iterator[Place]:
    """The paths that one argument stands for."""
    text = str(name)
    if isinstance(name, Path) or Path(text).exists():
        yield Path(text)
    elif is_url(text):
        yield from remote_files(text)
    elif text == "-":
        yield from _lines((stdin or sys.stdin).read())
    elif text.startswith("@"):
        try:
            content = Path(text[1:]).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"无法读取文件清单 {text[1:]}", "清单应是 UTF-8 文本，每行一个路径。") from error
        yield from _lines(content)
    elif glob.has_magic(text):
        found = sorted(glob.glob(text, recursive=True))
        if not found:
            raise UsageError(f"没有文件符合 {text}", "请检查通配符；** 表示任意层文件夹。")
        yield from (Path(path) for path in found)
    else:
        yield Path(text)


def _named(text: str) -> Iterator[Place]:
    """The paths that one line of a list stands for."""
    if is_url(text):
        yield from remote_files(text)
    else:
        yield Path(text)


def _lines(text: str) -> Iterator[Place]:
    """A path a line; blank lines and lines of # are passed over."""
    for line in text.splitlines():
        path = line.strip()
        if path and not path.startswith("#"):
            yield from _named(path)


def _pdfs(folder: Path) -> Iterator[Path]:
    for home, _, names in os.walk(folder):
        for name in names:
            # ._name.pdf is what macOS leaves beside a file on foreign disks.
            if name.lower().endswith(".pdf") and not name.startswith("._"):
                yield Path(home, name)
