"""One at a time in a folder that is written to: the second one says who is there, and leaves everything alone.

The lock is the kernel's (flock; its like on Windows), so a run that is killed holds nothing any more, wherever it ran.
Beside it lies a note of who holds it, for people. Both are gone when the run ends.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from extractor.errors import OutputError
from extractor.export.files import make_folder, output_error, write_bytes
from extractor.naming import shown
from extractor.system.regular import read_regular

LOCK = ".juesuan-lock"
NOTE = ".juesuan-lock.json"
_LONGEST_NOTE = 4096


@contextmanager
def held(folder: Path, what: str = "输出文件夹", patience: float = 0.0) -> Iterator[None]:
    """A folder for this process alone.

    Args:
        folder: made where it is not there.
        what: it is called in a message.
        patience: seconds to wait for who is there.

    Raises:
        OutputError: another process holds it, or nothing can be written into it.
    """
    make_folder(folder)
    lock = FileLock(folder / LOCK, timeout=patience, is_singleton=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise OutputError(
            f"{what} {folder} 正被另一个程序使用{_holder(folder)}", "请等它结束后再试，或另选一个文件夹。"
        ) from error
    except OSError as error:
        raise output_error(error, folder / LOCK) from error
    try:
        note = {"pid": os.getpid(), "host": platform.node(), "started": time.strftime("%Y-%m-%d %H:%M:%S")}
        write_bytes(folder / NOTE, json.dumps(note).encode())
        yield
    finally:
        with suppress(OSError):
            (folder / NOTE).unlink(missing_ok=True)
        _remove(folder / LOCK)
        lock.release()


def _remove(lock: Path) -> None:
    """Leave no lock in a folder that nobody holds.

    While it is held still: who waits for it finds that its file is gone, and makes another (filelock looks at the
    count of its names). Where a file system has no locks, filelock keeps a file with words in it, and removes it
    itself.
    """
    with suppress(OSError):  # Windows lets no file go that is open; filelock removes it there
        if lock.lstat().st_size == 0:
            lock.unlink()


def _holder(folder: Path) -> str:
    """Who holds it, as the note says; nothing where it is not written yet."""
    with suppress(Exception):  # whatever the note is, it is only told
        note = json.loads(read_regular(folder / NOTE, _LONGEST_NOTE, follow=False))
        return shown(f"（进程 {note['pid']}，主机 {note['host']}，{note['started']} 开始）")[:200]
    return ""
