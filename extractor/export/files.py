"""Files written whole or not at all: under a temporary name in the same folder first, then moved into place."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from extractor import lazy_re as re
from extractor.errors import OutputError

_TEMPORARY = re.compile(r"\.juesuan-[0-9a-f]{16}\.tmp")
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""A file that was not there, and no link that somebody laid in its place."""


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary handle whose content becomes `path` when the block ends without an error.

    Until then an older `path` stays as it is; an error removes the temporary file. A link in the place of `path` is
    replaced, not followed.

    Raises:
        OutputError: the folder cannot be written, the disk is full, or `path` is open in another program.
    """
    temporary = path.with_name(f".juesuan-{secrets.token_hex(8)}.tmp")
    try:
        with os.fdopen(os.open(temporary, _MAKE, 0o666), "wb") as handle:
            yield handle
        os.replace(temporary, path)
    except BaseException as error:
        with suppress(OSError, UnicodeEncodeError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError | UnicodeEncodeError):
            raise output_error(error, path) from error
        raise


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` as the whole of `path`, atomically; raises `OutputError` (see `replacing`)."""
    with replacing(path) as handle:
        handle.write(data)


def sweep(folder: Path) -> None:
    """Remove what a run that was killed left half written in `folder`."""
    with suppress(OSError):
        for path in folder.glob(".juesuan-*.tmp"):
            if _TEMPORARY.fullmatch(path.name):
                path.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make `path` and its parents where they are not there yet; raises `OutputError` where that is not possible."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, UnicodeEncodeError) as error:
        raise OutputError(f"无法建立输出文件夹 {path}：{_reason(error)}。", "请用 -o 另选一个可写的文件夹。") from error


def make_own_folder(path: Path) -> None:
    """Make a folder of ours in a folder that is there; raises `OutputError` where a link stands in its place."""
    make_folder(path)
    if path.is_symlink():
        raise OutputError(f"{path} 是链接，不是文件夹，没有写入。", "请删除该链接，或用 -o 另选一个文件夹。")


def remove(path: Path) -> None:
    """Remove one of our own files of an earlier run; raises `OutputError` where that is not possible."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise output_error(error, path) from error


def output_error(error: OSError | UnicodeEncodeError, path: Path) -> OutputError:
    """The error to show for an `OSError` met while writing `path`: which file, why, and what to do."""
    if isinstance(error, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return OutputError(
            f"无法写入 {path}：该文件可能正在 Excel、WPS 等程序中打开，或被设为只读。",
            f"请关闭 {path.name} 后重试，或用 -o 另选一个文件夹。",
        )
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return OutputError(f"无法写入 {path}：磁盘已满。", "请腾出空间后重试，或用 -o 另选一个文件夹。")
    return OutputError(f"无法写入 {path}：{_reason(error)}。", "请检查文件夹是否可写，或用 -o 另选一个可写的文件夹。")


def _reason(error: OSError | UnicodeEncodeError) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "系统的字符编码写不出这个名称（请设环境变量 PYTHONUTF8=1）"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "没有写入权限（文件夹只读）"
    if isinstance(error, NotADirectoryError | FileExistsError):
        return "路径中有同名的文件，不是文件夹"
    if isinstance(error, IsADirectoryError):
        return "该位置已有同名的文件夹"
    if error.errno == errno.ELOOP:
        return "是链接，没有写入"
    if error.errno == errno.ENAMETOOLONG:
        return "路径太长"
    return error.strerror or type(error).__name__
