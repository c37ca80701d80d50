"""What happens at a Dask worker: each of its threads has one `extractor.batch.serve`, which reads its documents."""

from __future__ import annotations

import atexit
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from extractor import __version__
from extractor.batch.pool import Limits
from extractor.batch.run import Done, Job, Options, Worker
from extractor.errors import ClusterError

Versions = tuple[tuple[str, str], ...]
_READS_WITH = (
    "pypdfium2", "pdfplumber", "pdfminer.six", "camelot-py", "rapidocr", "onnxruntime", "numpy",
    "XlsxWriter", "msgspec",
)  # fmt: skip


@cache
def versions() -> Versions:
    """This program and the libraries that what it reads and writes depends on, "" for one that is not installed."""
    return (("juesuan", __version__), *((name, _installed(name)) for name in _READS_WITH))


def difference(there: Versions, here: Versions) -> str:
    """The first library that is another one at a worker, in words; "" where all are the same."""
    for (name, theirs), (_, ours) in zip(there, here, strict=False):
        if theirs != ours:
            return f"{name} {theirs or '（未安装）'}，调用方是 {ours or '（未安装）'}"
    return ""


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@dataclass(frozen=True, slots=True)
class Orders:
    """What holds for every document of a run, told with each: a worker may have come just now."""

    run: str
    versions: Versions
    """Of the program that leads the run and what it reads with; others would write other bytes."""
    limits: Limits
    options: Options
    worker: Worker


def read(job: Job, orders: Orders) -> Done:
    """Have one document read; raises `ClusterError` where this worker cannot serve the run."""
    if other := difference(versions(), orders.versions):
        raise ClusterError(f"有工作节点装的是 {other}", SAME_VERSIONS)
    try:
        return _SERVERS.of_thread(orders).read(job)
    except (OSError, EOFError, pickle.UnpicklingError) as error:
        # Not as it is: to who leads the run an OSError would be the loss of the cluster.
        raise RuntimeError(f"the reading program has ended ({error!r})") from error


SAME_VERSIONS = "各节点请装同样的版本和组件，结果才会一致；再次运行同样的命令会接着读。"


def dismiss(run: str) -> None:
    """End what reads for a run at this worker, whatever it is doing."""
    _SERVERS.dismiss(run)


class _Server:
    """The program that reads for one thread of a Dask worker."""

    def __init__(self, orders: Orders) -> None:
        self.run = orders.run
        self._process = subprocess.Popen(
            [sys.executable, "-m", "extractor.batch.serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        atexit.register(self.end)
        self._send(pickle.dumps((orders.limits, orders.options, orders.worker)))

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def read(self, job: Job) -> Done:
        assert self._process.stdout is not None
        self._send(pickle.dumps(job))
        done: Done = pickle.load(self._process.stdout)
        return done

    def end(self) -> None:
        atexit.unregister(self.end)
        self._process.kill()
        self._process.wait()
        # Not its stdout: a thread may be reading there, which meets the end of it now.
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()

    def _send(self, data: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(data)
        self._process.stdin.flush()


class _Servers:
    """One server a thread, for the run it was started for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: dict[int, _Server] = {}
        self._over: set[str] = set()

    def of_thread(self, orders: Orders) -> _Server:
        """The server of this thread, started anew where it is another run's or the last one has ended."""
        thread = threading.get_ident()
        with self._lock:
            if orders.run in self._over:
                raise ClusterError("该次运行已经结束")
            server = self._of.get(thread)
            if server is not None and (server.run != orders.run or server.has_ended):
                server.end()
                server = None
            if server is None:
                server = self._of[thread] = _Server(orders)
            return server

    def dismiss(self, run: str) -> None:
        with self._lock:
            self._over.add(run)
            for thread in [thread for thread, server in self._of.items() if server.run == run]:
                self._of.pop(thread).end()


_SERVERS = _Servers()
