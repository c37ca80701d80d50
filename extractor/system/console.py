"""What goes to stdout and stderr, the same way for every command, and what becomes of it where nobody can read it.

The work of a command is in its files. A terminal that was closed, a pipe that nobody reads any more and a full disk
behind `>` must cost no more than the words meant for them.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

from extractor import lazy_re as re
from extractor.errors import OutputError
from extractor.naming import shown

_ACTING = re.compile(r"[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")
"""What a terminal may act on and JSON leaves as it is."""


def prepare() -> None:
    """Make stdout and stderr fit to be written to: open where they were closed, and able to show any name."""
    # A file that is opened later must not get the number of a closed stream: what is printed would be written into it.
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(handle, True)  # a worker has the same streams
    os.close(handle)
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A file name may hold what the terminal's encoding cannot show.
            stream.reconfigure(errors="backslashreplace")
    quiet_libraries()


def quiet_libraries() -> None:
    """What libraries log about a damaged file is not for who runs the command: the document's own outcome says it."""
    logging.getLogger().addHandler(logging.NullHandler())


def print_lines(lines: Iterable[str]) -> None:
    """To stdout, one a line; what would act on a terminal is shown escaped."""
    _write("".join(f"{shown(line)}\n" for line in lines))


def print_text(text: str) -> None:
    """To stdout, a text of ours that has lines of its own."""
    _write(text)


def print_json(value: object) -> None:
    """As UTF-8 whatever the terminal speaks; a lone surrogate in a file name comes out as its JSON escape."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    text = json.dumps(value, ensure_ascii=False, indent=1)
    _write(_ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def complain(text: str) -> None:
    """To stderr; nobody need be reading."""
    say(sys.stderr, f"{shown(text)}\n")


def say(stream: TextIO, text: str) -> None:
    """To a stream that nobody need be reading; the work goes on whatever becomes of it."""
    try:
        stream.write(text)
        stream.flush()
    except (OSError, ValueError):
        _to_nowhere(stream)


def _write(text: str) -> None:
    """To stdout, quietly where nobody reads it any more; the work is done by then and the exit code says how.

    Raises:
        OutputError: somebody wants to read it and it cannot be written, as on a full disk.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _to_nowhere(sys.stdout)
    except (OSError, ValueError) as error:
        _to_nowhere(sys.stdout)
        reason = getattr(error, "strerror", None) or error
        raise OutputError(
            f"结果无法写到标准输出（{reason}）", "已写出的文件是完整的；请检查标准输出指向的磁盘。"
        ) from error


def _to_nowhere(stream: TextIO) -> None:
    """What is left in the stream and all that will be written to it: Python would complain of it at its end."""
    with suppress(OSError, ValueError):
        handle = os.open(os.devnull, os.O_WRONLY)
        os.dup2(handle, stream.fileno())
        os.close(handle)
