"""Files that are opened because somebody named them: only regular ones, and never more of them than is wanted.

A pipe has no end until somebody writes it, a device may have none at all, and the name of either can end in .pdf. So
whatever is read is asked first what it is, once more when it is open, and is read up to a limit.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from extractor.errors import (
    BadNameError,
    DeviceError,
    DocumentError,
    LinkLoopError,
    NotFoundError,
    PipeError,
    SocketError,
    TooLargeError,
    UnreadableError,
)

_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)  # not every system has each; without O_NONBLOCK opening a pipe waits for a writer


@contextmanager
def open_regular(path: Path, follow: bool = True) -> Iterator[BufferedReader]:
    """A regular file, open for reading.

    Args:
        path: its name.
        follow: whether it may be a link to one.

    Raises:
        DocumentError: it is no regular file or cannot be opened; the code says which.
        OSError: only from what is done with the handle.
    """
    try:
        found = os.stat(path, follow_symlinks=follow)
        if error := irregular(found.st_mode):
            raise error
        handle = os.open(path, _FLAGS if follow else _FLAGS | getattr(os, "O_NOFOLLOW", 0))
    except (OSError, ValueError) as error:
        raise unreadable(error) from error
    with os.fdopen(handle, "rb") as opened:
        # Another file may have taken the name in between.
        if wrong := irregular(os.fstat(handle).st_mode):
            raise wrong
        yield opened


def read_regular(path: Path, limit: int = 0, follow: bool = True) -> bytes:
    """The bytes of a regular file.

    Args:
        path: its name.
        limit: how many bytes it may have, 0 for any number.
        follow: whether it may be a link to one.

    Raises:
        DocumentError: it is no regular file, cannot be read, or is larger than `limit`.
    """
    try:
        with open_regular(path, follow) as handle:
            check_size(os.fstat(handle.fileno()).st_size, limit)
            # None where the system has a regular file that makes its readers wait, as some below /proc do.
            data = (handle.read(limit + 1) if limit else handle.read()) or b""
    except (OSError, OverflowError) as error:
        raise unreadable(error) from error
    check_size(len(data), limit)
    return data


def check_size(size: int, limit: int) -> None:
    """Raises `TooLargeError` where a file is larger than `limit`, which is 0 for no limit."""
    if limit and size > limit:
        raise TooLargeError(f"文件有 {size / 1e6:,.0f} MB，超出可读取的范围（{limit / 1e6:,.0f} MB）")


def irregular(mode: int) -> DocumentError | None:
    """What is wrong with a file of this mode; None for a regular one (and for a folder, which is told elsewhere)."""
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISFIFO(mode):
        return PipeError("是管道，不是文件")
    if stat.S_ISSOCK(mode):
        return SocketError("是套接字，不是文件")
    if stat.S_ISLNK(mode):
        return LinkLoopError("是链接，不是文件")
    if stat.S_ISDIR(mode):
        return UnreadableError("是文件夹，不是文件", "请给出文件。")
    return DeviceError("是设备，不是文件")


def unreadable(error: Exception) -> DocumentError:
    """The error to show for what opening or reading a file failed with."""
    if isinstance(error, UnicodeError):
        return BadNameError("名称中有本系统无法表示的字符")
    if isinstance(error, ValueError):  # a zero byte
        return BadNameError("名称中有不能用于文件名的字符")
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ELOOP:
        return LinkLoopError("链接循环，指向它自己")
    if number == errno.ENAMETOOLONG:
        return BadNameError("路径太长")
    if number in (errno.ENOENT, errno.ENOTDIR):
        return NotFoundError("找不到文件")
    if number == errno.ENXIO:
        return SocketError("是套接字，不是文件")
    reason = "没有读取权限" if number in (errno.EACCES, errno.EPERM) else getattr(error, "strerror", "") or str(error)
    return UnreadableError(f"文件无法读取（{reason}）")
