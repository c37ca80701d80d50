"""The same run on an existing Dask cluster (extra `cluster`): other processes on other machines, the same outcomes.

A document is a task. A task whose Dask worker is lost is run again on another one by Dask itself; a document that costs
several workers their lives is given up. Within a Dask worker each thread has one `extractor.batch.serve`, so a
document that hangs or crashes costs itself alone. Nothing but jobs and outcomes passes through the scheduler: inputs
are read and results written where they lie, so both must lie where every worker can reach them.
"""

from __future__ import annotations

import atexit
import importlib
import pickle
import subprocess
import sys
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from extractor import __version__
from extractor.batch.places import Place, digest
from extractor.batch.pool import Limits, Running
from extractor.batch.run import Done, Job, Options, Worker, failed
from extractor.batch.worker import work
from extractor.errors import OutputError, UsageError

_In = TypeVar("_In")
_Out = TypeVar("_Out")
_AHEAD = 2
"""Tasks that wait at each thread of the cluster, so that none is idle while an outcome travels."""
_LOST = 3
"""Workers that a document may cost before it is given up."""
_TICK = 1.0
_CONNECT = 20.0


class Cluster:
    """A connection to the scheduler of a Dask cluster."""

    def __init__(self, address: str) -> None:
        """Connect.

        Raises:
            UsageError: the extra is not installed, nobody answers, or a worker has another version of this program.
        """
        try:
            import dask

            distributed: Any = importlib.import_module("distributed")
        except ImportError as error:
            raise UsageError("没有安装集群组件", '请安装：pip install "juesuan[cluster]"。') from error
        dask.config.set({"distributed.scheduler.allowed-failures": _LOST})
        try:
            self._client = distributed.Client(address, timeout=_CONNECT)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(f"连不上调度器 {address}", "请检查地址（例：tcp://10.0.0.1:8786）和网络。") from error
        try:
            self._check_versions()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def check_shared(self, folder: Path) -> None:
        """Raise `OutputError` where a worker does not see a folder of this machine."""
        probe = folder / f".juesuan-probe-{uuid.uuid4().hex}"
        probe.touch()
        try:
            seen = self._client.run(_sees, str(probe.absolute()))
        finally:
            probe.unlink()
        blind = sorted(worker for worker, sees in seen.items() if sees is not True)
        if blind:
            words = f"工作节点 {'、'.join(blind[:3])} 看不到输出文件夹 {folder}"
            raise OutputError(words, "请用各节点共享的文件夹，或 s3:// 等地址。")

    def digests(self, places: Iterable[Place]) -> Iterator[tuple[Place, str]]:
        """sha256 of each file, in order, taken by the workers."""
        return self._in_order(_digested, places)

    def run_jobs(
        self,
        jobs: Iterable[Job],
        options: Options,
        limits: Limits,
        running: Running | None = None,
        worker: Worker = work,
    ) -> Iterator[tuple[Job, Done]]:
        """Work jobs off on the cluster; see `extractor.batch.pool.run_jobs`, which it stands in for."""
        from distributed import wait

        waiting = iter(jobs)
        # Workers may have another current folder than this process.
        options = replace(options, output=options.output.absolute())
        limits = replace(limits, jobs=1)
        going: dict[Any, tuple[Job, float]] = {}
        try:
            while True:
                while len(going) < self._room() and (job := next(waiting, None)) is not None:
                    task = _Task(_whole(job), options, limits, worker)
                    future: Any = self._client.submit(task, pure=False, retries=0)
                    going[future] = job, time.monotonic()
                if not going:
                    break
                for one in _ended(wait, list(going)):
                    job, started = going.pop(one)
                    yield job, _result(one, job, time.monotonic() - started)
                if running is not None:
                    now = time.monotonic()
                    running([(job.path.name, now - started) for job, started in going.values()])
        finally:
            self._client.cancel(list(going), force=True)

    def _room(self) -> int:
        threads: int = sum(self._client.nthreads().values())
        return _AHEAD * max(threads, 1)

    def _in_order(self, function: Callable[[_In], _Out], items: Iterable[_In]) -> Iterator[_Out]:
        ahead: deque[Any] = deque()
        for item in items:
            ahead.append(self._client.submit(function, item, pure=False))
            if len(ahead) >= self._room():
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    def _check_versions(self) -> None:
        self._client.wait_for_workers(1, timeout=_CONNECT)
        # Without its own error: a worker that lacks the program cannot even unpickle a function of it.
        found = self._client.run(_version, on_error="return")
        other = {worker: version for worker, version in found.items() if version != __version__}
        if other:
            worker, version = sorted(other.items())[0]
            has = f"装的是 juesuan {version}" if isinstance(version, str) else "没有装 juesuan"
            raise UsageError(f"工作节点 {worker} {has}，这里是 {__version__}", "各节点请装同一版本，结果才会一致。")


class _Task:
    """One document on a Dask worker: what is sent, and what is called there."""

    def __init__(self, job: Job, options: Options, limits: Limits, worker: Worker) -> None:
        self._job, self._orders = job, (limits, options, worker)

    def __call__(self) -> Done:
        return _server(self._orders).read(self._job)


class _Server:
    """The program that reads for one thread of a Dask worker."""

    def __init__(self, orders: tuple[Limits, Options, Worker]) -> None:
        self.orders = pickle.dumps(orders)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "extractor.batch.serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        atexit.register(self.end)
        self._send(self.orders)

    def read(self, job: Job) -> Done:
        assert self._process.stdout is not None
        self._send(pickle.dumps(job))
        done: Done = pickle.load(self._process.stdout)
        return done

    def end(self) -> None:
        atexit.unregister(self.end)
        self._process.kill()
        self._process.communicate()

    def _send(self, data: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(data)
        self._process.stdin.flush()


_OF_THREAD = threading.local()


def _server(orders: tuple[Limits, Options, Worker]) -> _Server:
    """The server of this thread, started anew where the orders are others or the last one has ended."""
    server: _Server | None = getattr(_OF_THREAD, "server", None)
    if server is not None and (server.orders != pickle.dumps(orders) or server._process.poll() is not None):
        server.end()
        server = None
    if server is None:
        server = _OF_THREAD.server = _Server(orders)
    return server


def _whole(job: Job) -> Job:
    """The job with the path from the root, under which the worker finds the file."""
    return replace(job, path=job.path.absolute()) if isinstance(job.path, Path) else job


def _ended(wait: Any, futures: list[Any]) -> set[Any]:
    """Those that have ended, after a tick at most."""
    try:
        found: set[Any] = wait(futures, timeout=_TICK, return_when="FIRST_COMPLETED").done
    except TimeoutError:
        return set()
    return found


def _result(future: Any, job: Job, seconds: float) -> Done:
    from distributed import KilledWorker

    try:
        done = future.result()
    except KilledWorker:
        words = f"读取时工作节点接连 {_LOST} 次失去联系"
        hint = "请检查节点的内存和网络，然后加 --retry-failed 再运行。"
        return Done(failed(job, "failed", "crashed", words, hint), seconds)
    except Exception as error:  # whatever a worker or the way to it failed with
        words = f"工作节点出错（{type(error).__name__}）"
        hint = "请用 -vv 查看详情，并检查该节点；然后加 --retry-failed 再运行。"
        return Done(failed(job, "failed", "crashed", words, hint), seconds, trace=repr(error))
    assert isinstance(done, Done)
    # The worker knows the file by its path from the root; outcomes tell it as the user gave it.
    outcome = replace(done.outcome, path=job.path.as_posix())
    return replace(done, outcome=outcome)


def _digested(place: Place) -> tuple[Place, str]:
    return place, digest(place)


def _version() -> str:
    return __version__


def _sees(path: str) -> bool:
    return Path(path).exists()


__all__ = ["Cluster"]
