"""Memory: how often Python looks for garbage that only its collector finds."""

from __future__ import annotations

import gc
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
