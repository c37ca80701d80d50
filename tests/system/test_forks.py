"""The server that workers are forked from is there before anything of the run is loaded, where the system has one."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from multiprocessing import get_all_start_methods
from pathlib import Path

import pytest

from extractor.system.forks import context

_STARTED = """
import sys
from multiprocessing import forkserver
from extractor.system.forks import LOADED, start_server
start_server()
server = forkserver._forkserver
print(server._forkserver_pid is not None, server._preload_modules == [LOADED], "extractor.batch" in sys.modules)
"""


@pytest.mark.skipif("forkserver" not in get_all_start_methods(), reason="no such server on this system")
def test_the_server_is_started_without_loading_what_it_loads() -> None:
    ran = subprocess.run([sys.executable, "-c", _STARTED], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "True", "False"]
    assert not ran.stderr


def test_where_a_socket_has_no_room_workers_are_started_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / ("long" * 30)))
    assert context().get_start_method() == "spawn"
