"""The process itself: how it is told to end, and which names it can write."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from extractor.errors import InternalError, JuesuanError
from extractor.system.console import say

_ENDING = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""What schedulers, closed terminals and Windows end a program with."""


def speak_utf8() -> None:
    """Start again in Python's UTF-8 mode where the locale is one that cannot write the name of a department.

    The file system takes any bytes; it is Python that would refuse to make them.
    """
    try:
        os.fsencode("部门决算")
    except UnicodeEncodeError:
        if sys.flags.utf8_mode or not sys.executable or not sys.orig_argv:
            return
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "PYTHONUTF8": "1"})


class _Asked:
    """Whether the process was asked to end."""

    yes = False


@contextmanager
def interruptible() -> Iterator[None]:
    """Whatever asks the process to end does so as Ctrl-C does: what is open is closed, what is temporary is removed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _Asked.yes = False
    before = {}
    for name in _ENDING:
        number = getattr(signal, name, None)
        # One that is ignored stays so: that is what nohup asks for.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            before[number] = signal.signal(number, _interrupt)
    try:
        yield
    finally:
        _Asked.yes = False
        for number, handler in before.items():
            signal.signal(number, handler)


def end_if_asked() -> None:
    """Raise once more what was lost: Python drops an exception that a signal raises while an object is being freed, and
    a run that goes on then would hear of no other signal. Long loops call this now and then.

    Raises:
        KeyboardInterrupt: the process was asked to end, and goes on.
    """
    if _Asked.yes:
        raise KeyboardInterrupt


def _interrupt(number: int, frame: FrameType | None) -> None:
    _Asked.yes = True
    signal.signal(number, signal.SIG_IGN)  # once is enough: a second one must not break off the cleaning up
    raise KeyboardInterrupt


def unforeseen(error: Exception) -> JuesuanError:
    """A failure of the program itself over one document; stderr has where it failed, for a report."""
    say(sys.stderr, "".join(traceback.format_exception(error)))
    return InternalError(f"程序内部错误（{type(error).__name__}）")
