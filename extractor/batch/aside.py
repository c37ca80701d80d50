"""Work that may never end, done aside: who waits for it waits only so long."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from extractor.errors import TimedOutError

T = TypeVar("T")


def aside(function: Callable[..., T], *arguments: object) -> Future[T]:
    """Start `function` in a thread that the end of the program does not wait for."""
    future: Future[T] = Future()

    def go() -> None:
        try:
            future.set_result(function(*arguments))
        except BaseException as error:  # whatever it is, it is told to who waits
            future.set_exception(error)

    threading.Thread(target=go, daemon=True).start()
    return future


def within(seconds: float, function: Callable[..., T], *arguments: object) -> T:
    """What `function` gives, if it does so in time (0 for no limit).

    Raises:
        TimedOutError: it has not ended; it goes on until the program ends, and nobody hears of it.
    """
    return function(*arguments) if not seconds else awaited(aside(function, *arguments), seconds, seconds)


def awaited(future: Future[T], left: float, limit: float) -> T:
    """What was begun aside gives, if it does so in the `left` seconds of `limit`."""
    try:
        return future.result(timeout=max(left, 0.0))
    except TimeoutError as error:
        if future.done():
            raise  # its own
        raise TimedOutError(f"超过 {limit:g} 秒没有读到文件的结尾，已停止") from error
