"""The pages of a document drawn for a review, each when it is asked for, in a process of its own.

A page comes out of somebody's PDF. What it does to the library that draws it must not end the review, so it is drawn
where a hang is killed and a crash costs a picture; and the library is for one thread at a time.
"""

from __future__ import annotations

import tempfile
import threading
from concurrent.futures import CancelledError, TimeoutError
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from extractor.errors import JuesuanError
from extractor.review.pictures import Picture, draw_pictures, drawn_page
from extractor.system.forks import context
from extractor.system.regular import read_regular

_SECONDS = 30.0
_MEGABYTES = 2048


class Drawing:
    """Draws pages into a folder of the machine that is gone at the end."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True)
        self._lock = threading.Lock()
        self._pool: Any = None
        self._sizes: dict[tuple[str, float], tuple[Picture, ...]] = {}

    def pages(self, pdf: Path, href: str) -> tuple[Picture, ...]:
        """The sizes of a document's pages, with the addresses of their pictures; none where it cannot be opened."""
        key = str(pdf), pdf.stat().st_mtime
        if key not in self._sizes:
            self._sizes[key] = tuple(self._done(_sizes, pdf) or ())
        return tuple(one._replace(href=f"{href}{one.number}.webp") for one in self._sizes[key])

    def picture(self, name: str, pdf: Path, number: int) -> bytes | None:
        """A page as WebP; None where there is no such page, or it cannot be drawn."""
        path = Path(self._folder.name, f"{name}-{pdf.stat().st_mtime_ns}-{number}.webp")
        if not path.is_file():
            data = self._done(drawn_page, pdf, number)
            if data is None:
                return None
            path.write_bytes(data)
        return path.read_bytes()

    def _done(self, function: Any, *args: Any) -> Any:
        """What a function gives in the other process; None where it fails, hangs or crashes."""
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPool(max_workers=1, max_tasks=200, initializer=_limited, context=context())
            try:
                return self._pool.schedule(function, args=list(args), timeout=_SECONDS).result()
            except (JuesuanError, ProcessExpired, TimeoutError, CancelledError, MemoryError, OSError):
                return None

    def close(self) -> None:
        with self._lock:
            if self._pool is not None:
                self._pool.stop()
                self._pool.join()
        self._folder.cleanup()


def _limited() -> None:
    """In the other process: no more memory than a page may take."""
    import signal
    import sys

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEGABYTES << 20, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _sizes(pdf: Path) -> tuple[Picture, ...]:
    return draw_pictures(read_regular(pdf), None)


__all__ = ["Drawing"]
