"""One run at a time in an output behind a URL, as far as a file there can tell: no protocol knows a lock.

Who writes leaves a note with the time and renews it. A note that was renewed of late holds the folder; one whose
writer is known to be dead, or that is old, is of a run that was killed. Clocks of machines must agree to a minute, and
two runs that start in the same second may both begin.
"""

from __future__ import annotations

import json
import os
import platform
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol

from extractor.errors import OutputError
from extractor.export.hold import NOTE
from extractor.naming import shown

_RENEWED = 20.0
"""Seconds after which the note is written again."""
_OLD = 90.0
"""Seconds after which a note counts no more."""


class Shelf(Protocol):
    """Where files are kept by name."""

    @property
    def url(self) -> str: ...

    def read(self, name: str) -> bytes: ...

    def write(self, name: str, data: bytes) -> None: ...

    def remove(self, name: str) -> None: ...


@contextmanager
def held_far(shelf: Shelf) -> Iterator[None]:
    """An output behind a URL, for this run alone.

    Raises:
        OutputError: another run holds it, or it cannot be read or written.
    """
    note = _note(shelf)
    if _holds(note):
        who = shown(f"（进程 {note['pid']}，主机 {note['host']}，{note['started']} 开始）")[:200]
        raise OutputError(f"输出文件夹 {shelf.url} 正被另一个程序使用{who}", "请等它结束后再试，或另选一个文件夹。")
    mine: dict[str, Any] = {
        "pid": os.getpid(),
        "host": platform.node(),
        "started": time.strftime("%Y-%m-%d %H:%M:%S"),
        "token": secrets.token_hex(8),
    }
    over = threading.Event()

    def write() -> None:
        shelf.write(NOTE, json.dumps({**mine, "seen": time.time()}).encode())

    def renew() -> None:
        while not over.wait(_RENEWED):
            with suppress(OutputError):
                write()

    write()
    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=_RENEWED)
        with suppress(OutputError):
            if _note(shelf).get("token") == mine["token"]:
                shelf.remove(NOTE)


def _note(shelf: Shelf) -> dict[str, Any]:
    try:
        found = json.loads(shelf.read(NOTE) or b"{}")
        return found if isinstance(found, dict) and {"pid", "host", "started", "seen"} <= found.keys() else {}
    except (ValueError, RecursionError):
        return {}


def _holds(note: dict[str, Any]) -> bool:
    seen, pid = note.get("seen"), note.get("pid")
    if not isinstance(seen, int | float) or not isinstance(pid, int) or time.time() - seen > _OLD:
        return False
    return not (note["host"] == platform.node() and os.name == "posix" and _is_dead(pid))


def _is_dead(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
