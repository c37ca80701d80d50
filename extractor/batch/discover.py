"""Which files a run reads."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.errors import NothingToDoError, UsageError


def discover(paths: Iterable[Path]) -> list[Path]:
    """The PDFs that `paths` name, each once, in the order of their names.

    Args:
        paths: files, taken whatever their ending, and folders, searched to the bottom for *.pdf in any case.

    Raises:
        UsageError: a path does not exist.
        NothingToDoError: there is no PDF in any folder.
    """
    given = list(paths)
    found: dict[Path, Path] = {}
    for path in given:
        if path.is_dir():
            for file in _pdfs(path):
                found.setdefault(file.resolve(), file)
        elif path.exists():
            found.setdefault(path.resolve(), path)
        else:
            raise UsageError(f"找不到 {path}", "请检查路径；名称中有空格时请加引号。")
    if not found:
        where = "、".join(str(path) for path in given) or "所给路径"
        raise NothingToDoError(f"{where} 中没有 PDF 文件")
    return sorted(found.values(), key=lambda path: path.as_posix())


def _pdfs(folder: Path) -> Iterator[Path]:
    for home, _, names in os.walk(folder):
        for name in names:
            # ._name.pdf is what macOS leaves beside a file on foreign disks.
            if name.lower().endswith(".pdf") and not name.startswith("._"):
                yield Path(home, name)
