"""What goes to stdout and stderr, the same way for every command."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from io import TextIOWrapper


def print_lines(lines: Iterable[str]) -> None:
    """To stdout, one a line."""
    _write("".join(f"{line}\n" for line in lines))


def print_json(value: object) -> None:
    """As UTF-8 whatever the terminal speaks; a lone surrogate in a file name comes out as its JSON escape."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    _write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _write(text: str) -> None:
    """To stdout, quietly where nobody reads it any more; the work is done by then and the exit code says how."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(text: str) -> None:
    """To stderr; nobody need be reading."""
    with suppress(OSError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
