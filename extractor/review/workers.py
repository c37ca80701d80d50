"""Pages made in processes of their own: a file that hangs or crashes the library that draws it costs its page alone."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import TimeoutError as Late
from typing import Any, TypeVar

from extractor.errors import DocumentError, InternalError, OutputError, TimedOutError
from extractor.system.forks import context, take_over
from extractor.system.process import unforeseen

_TIMEOUT = 600.0
"""Seconds for one document."""
_RENEWED_AFTER = 200
"""Documents after which a worker is replaced."""
_Task = TypeVar("_Task")
_Made = TypeVar("_Made")


def each(
    make: Callable[[_Task], _Made], tasks: Sequence[_Task], jobs: int
) -> Iterator[tuple[_Task, _Made | DocumentError]]:
    """What becomes of each task, in their order.

    Args:
        make: works one task off; what it says, and what it raises, must be fit to be sent between processes.
        tasks: the tasks.
        jobs: processes; 0 for none but this one.

    Raises:
        OutputError: a result cannot be written; no further task is begun.
    """
    if not jobs:
        yield from ((task, _outcome(make, task)) for task in tasks)
        return
    from pebble import ProcessExpired, ProcessPool

    pool: Any = ProcessPool(
        max_workers=max(1, min(jobs, len(tasks))),
        max_tasks=_RENEWED_AFTER,
        initializer=_initialize,
        initargs=[dict(os.environ)],
        context=context(),
    )
    try:
        made = [pool.schedule(_outcome, args=[make, task], timeout=_TIMEOUT) for task in tasks]
        for task, future in zip(tasks, made, strict=True):
            outcome: _Made | DocumentError
            try:
                outcome = future.result()
            except Late:
                outcome = TimedOutError(f"超过 {_TIMEOUT:g} 秒没有画完，已停止")
            except ProcessExpired as error:
                outcome = InternalError(f"画原页时程序崩溃（退出码 {error.exitcode}）")
            yield task, outcome
        pool.close()
    finally:
        pool.stop()
        pool.join()


def _outcome(make: Callable[[_Task], _Made], task: _Task) -> _Made | DocumentError:
    try:
        return make(task)
    except OutputError:
        raise
    except DocumentError as error:
        return error
    except Exception as error:  # one document costs no other, whatever it does to us
        found = unforeseen(error)
        assert isinstance(found, DocumentError)
        return found


def _initialize(environment: Mapping[str, str]) -> None:
    take_over(environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
