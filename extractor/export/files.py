"""Files written whole or not at all: under a temporary name in the same folder first, then moved into place."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from extractor.errors import OutputError

_TEMPORARY = re.compile(r"\..+\.\d+\.tmp")


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary handle whose content becomes `path` when the block ends without an error.

    Until then an older `path` stays as it is; an error removes the temporary file.

    Raises:
        OutputError: the folder cannot be written, the disk is full, or `path` is open in another program.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as handle:
            yield handle
        os.replace(temporary, path)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise output_error(error, path) from error
        raise


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` as the whole of `path`, atomically; raises `OutputError` (see `replacing`)."""
    with replacing(path) as handle:
        handle.write(data)


def sweep(folder: Path) -> None:
    """Remove what a run that was killed left half written in `folder`."""
    with suppress(OSError):
        for path in folder.glob(".*.*.tmp"):
            if _TEMPORARY.fullmatch(path.name):
                path.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make `path` and its parents where they are not there yet; raises `OutputError` where that is not possible."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"无法建立输出文件夹 {path}：{_reason(error)}。", "请用 -o 另选一个可写的文件夹。") from error


def remove(path: Path) -> None:
    """Remove one of our own files of an earlier run; raises `OutputError` where that is not possible."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise output_error(error, path) from error


def output_error(error: OSError, path: Path) -> OutputError:
    """The error to show for an `OSError` met while writing `path`: which file, why, and what to do."""
    if isinstance(error, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return OutputError(
            f"无法写入 {path}：该文件可能正在 Excel、WPS 等程序中打开，或被设为只读。",
            f"请关闭 {path.name} 后重试，或用 -o 另选一个文件夹。",
        )
    if error.errno == errno.ENOSPC:
        return OutputError(f"无法写入 {path}：磁盘已满。", "请腾出空间后重试，或用 -o 另选一个文件夹。")
    return OutputError(f"无法写入 {path}：{_reason(error)}。", "请检查文件夹是否可写，或用 -o 另选一个可写的文件夹。")


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "没有写入权限（文件夹只读）"
    if isinstance(error, NotADirectoryError | FileExistsError):
        return "路径中有同名的文件，不是文件夹"
    if isinstance(error, IsADirectoryError):
        return "该位置已有同名的文件夹"
    if error.errno == errno.ENAMETOOLONG:
        return "路径太长"
    return error.strerror or type(error).__name__
