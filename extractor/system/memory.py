"""Memory: how often Python looks for garbage that only its collector finds, and when what was freed is given back."""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 200_000
"""New objects between two looks at them. A page makes thousands, all alive until its document is done, and hardly any
in a ring; Python's own 700 would have them all looked at again and again."""


class _Depth:
    lock = threading.Lock()
    inside = 0
    before = gc.get_threshold()


@contextmanager
def rare_collections() -> Iterator[None]:
    """Inside, the collector runs rarely; where it was switched off, it stays so. May be entered more than once."""
    with _Depth.lock:
        _Depth.inside += 1
        if _Depth.inside == 1:
            _Depth.before = gc.get_threshold()
            if 0 < _Depth.before[0] < _YOUNG:
                gc.set_threshold(_YOUNG, *_Depth.before[1:])
    try:
        yield
    finally:
        with _Depth.lock:
            _Depth.inside -= 1
            if not _Depth.inside:
                gc.set_threshold(*_Depth.before)


def give_back() -> None:
    """Give freed memory back to the system, where the C library keeps it.

    Between pictures of pages that come and go, glibc keeps holes that nothing fits in: each document that a process
    reads makes it a little larger, up to three times what one needs. To take back what is needed again costs a
    hundredth of reading a scanned document.
    """
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):  # musl has none
        trim(0)
