"""One run at a time in an output folder: the second one says who is there, and leaves everything alone.

The lock is the kernel's (flock; its like on Windows), so a run that is killed holds nothing any more, wherever it ran.
Beside it lies a note of who holds it, for people.
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
from extractor.regular import read_regular

LOCK = ".juesuan-lock"
NOTE = ".juesuan-lock.json"
_LONGEST_NOTE = 4096


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The output folder, for this run alone.

    Raises:
        OutputError: another run holds it, or nothing can be written into it.
    """
    make_folder(folder)
    lock = FileLock(folder / LOCK, timeout=0, is_singleton=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise OutputError(
            f"输出文件夹 {folder} 正被另一次运行使用{_holder(folder)}", "请等它结束，或用 -o 另选一个文件夹。"
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
        lock.release()


def _holder(folder: Path) -> str:
    """Who holds it, as the note says; nothing where it is not written yet."""
    with suppress(Exception):  # whatever the note is, it is only told
        note = json.loads(read_regular(folder / NOTE, _LONGEST_NOTE, follow=False))
        return shown(f"（进程 {note['pid']}，主机 {note['host']}，{note['started']} 开始）")[:200]
    return ""
