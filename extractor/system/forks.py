"""A small process that has loaded what workers need, and from which they are forked; Unix only."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Mapping
from typing import Any

LOADED = "extractor.batch.preload"
"""What it has loaded before the first worker is asked for."""
_LONGEST_SOCKET = 103
"""Bytes that the path of a socket may have on every system (unix(7): 108 with its end; 104 on macOS)."""
_SOCKET_NAME = len("/pymp-12345678/listener-12345678")
"""What multiprocessing adds to the temporary folder for the socket of its server."""


def context() -> Any:
    """Workers are forked from a server that has loaded the stages; where there is none, started anew."""
    room = _LONGEST_SOCKET - len(os.fsencode(tempfile.gettempdir()))
    if "forkserver" not in multiprocessing.get_all_start_methods() or room < _SOCKET_NAME:
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([LOADED])
    return found


def take_over(environment: Mapping[str, str]) -> None:
    """In a worker: have the environment of who asked for it; the server may be older than a change of that."""
    os.environ.update(environment)
    tempfile.tempdir = None  # asked of the environment anew


def start_server() -> None:
    """Let the server load while this process does; a run that is asked for workers starts it in any case."""
    if context().get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        ensure_running()
