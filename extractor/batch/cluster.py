"""The same run on an existing Dask cluster (extra `cluster`): other processes on other machines, the same outcomes.

A document is a task. A task whose Dask worker is lost is run again on another one by Dask itself, until several workers
are lost (`distributed.scheduler.allowed-failures`); then it is run once more alone, and given up if that costs a worker
too. Within a Dask worker each thread has one `extractor.batch.serve`, so a document that hangs or crashes costs itself
alone. Nothing but jobs and outcomes passes through the scheduler: inputs
are read and results written where they lie, so both must lie where every worker can reach them.
"""

from __future__ import annotations

import importlib
import queue
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractor.batch.host import SAME_VERSIONS, Orders, difference, dismiss, read, versions
from extractor.batch.locations import Location, Looked, look
from extractor.batch.pool import Limits, Running
from extractor.batch.run import Done, Job, Options, Worker, failed
from extractor.batch.worker import work
from extractor.errors import ClusterError, OutputError, UsageError

_AHEAD = 2
"""Tasks that wait at each thread of the cluster, so that none is idle while an outcome travels."""
_ASKED_EVERY = 5.0
"""Seconds after which the cluster is asked again how many threads it has."""
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
            distributed: Any = importlib.import_module("distributed")
        except ImportError as error:
            raise UsageError("没有安装集群组件", '请在程序的源码文件夹中运行 pip install ".[cluster]"。') from error
        self._threads, self._asked_again = 1, 0.0
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

    def digests(self, locations: Iterable[Location], limits: Limits) -> Iterator[Looked]:
        """sha256 of each entry, in order, taken by the workers."""
        ahead: deque[tuple[Location, Any]] = deque()
        for location in locations:
            there = location.absolute() if isinstance(location, Path) else location
            ahead.append((location, self._client.submit(look, there, limits.timeout, limits.max_bytes, pure=False)))
            if len(ahead) >= self._room():
                yield self._digested(*ahead.popleft())
        while ahead:
            yield self._digested(*ahead.popleft())

    def _digested(self, location: Location, future: Any) -> Looked:
        """As of `location`, the way the user named it; without a digest where workers were lost meanwhile."""
        try:
            looked: Looked = future.result()
            return replace(looked, location=location)
        except (CancelledError, OSError) as error:
            raise ClusterError(f"与调度器的连接中断（{type(error).__name__}）") from error
        except Exception:  # whatever a worker or the way to it failed with
            return Looked(location)

    def run_jobs(
        self,
        jobs: Iterable[Job],
        options: Options,
        limits: Limits,
        running: Running | None = None,
        worker: Worker = work,
    ) -> Iterator[tuple[Job, Done]]:
        """Work jobs off on the cluster; see `extractor.batch.pool.run_jobs`, which it stands in for."""
        # Workers may have another current folder than this process.
        options = replace(options, output=options.output.absolute())
        orders = Orders(uuid.uuid4().hex, versions(), replace(limits, jobs=1), options, worker)
        try:
            yield from _Work(self._client, orders, self._room, running).go(iter(jobs))
        finally:
            # Neither a reader that hangs nor one that is idle stays on the cluster; a cluster that is lost has none.
            if self._client.status == "running":
                with suppress(Exception):
                    self._client.run(dismiss, orders.run)

    def _room(self) -> int:
        """How many tasks the cluster is given at a time; asked anew now and then, for it grows and shrinks."""
        if time.monotonic() >= self._asked_again:
            try:
                threads: int = sum(self._client.nthreads().values())
            except OSError as error:
                raise ClusterError(f"与调度器的连接中断（{type(error).__name__}）") from error
            self._threads, self._asked_again = threads, time.monotonic() + _ASKED_EVERY
        return _AHEAD * max(self._threads, 1)

    def _check_versions(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT)
        except TimeoutError as error:
            raise UsageError("集群中没有工作节点", "请先启动 dask worker。") from error
        # Without its own error: a worker that lacks the program cannot even unpickle a function of it.
        for worker, found in sorted(self._client.run(versions, on_error="return").items()):
            other = difference(found, versions()) if isinstance(found, tuple) else "没有装 juesuan 的环境"
            if other:
                raise UsageError(f"工作节点 {worker} 装的是 {other}", SAME_VERSIONS)


class _Work:
    """The jobs of one run on the cluster."""

    def __init__(self, client: Any, orders: Orders, room: Callable[[], int], running: Running | None) -> None:
        self._client, self._orders, self._room, self._running = client, orders, room, running
        self._going: dict[Any, tuple[Job, float]] = {}
        self._ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._suspects: deque[Job] = deque()
        """Jobs that were there when workers were lost. Each is run once more, alone, when nothing else is going: which
        of them is to blame nobody knows, and it is to take no other with it again."""
        self._alone: Job | None = None

    def go(self, waiting: Iterator[Job]) -> Iterator[tuple[Job, Done]]:
        """Each job with what became of it, as they end."""
        try:
            while True:
                self._submit(waiting)
                if not self._going:
                    return
                for future in self._some_ended():
                    job, started = self._going.pop(future)
                    done = self._result(future, job, time.monotonic() - started)
                    if done is None:
                        self._suspects.append(job)
                    else:
                        yield job, done
                if self._running is not None:
                    now = time.monotonic()
                    self._running([(job.path.name, now - started) for job, started in self._going.values()])
        finally:
            if self._client.status == "running":
                with suppress(Exception):  # where the cluster is lost there is nothing to call off
                    self._client.cancel(list(self._going), force=True)

    def _submit(self, waiting: Iterator[Job]) -> None:
        while len(self._going) < self._room() and (job := next(waiting, None)) is not None:
            self._send(job)
        if not self._going and self._suspects:
            self._alone = self._suspects.popleft()
            self._send(self._alone)

    def _send(self, job: Job) -> None:
        future = self._client.submit(read, _whole(job), self._orders, pure=False, retries=0)
        self._going[future] = job, time.monotonic()
        future.add_done_callback(self._ended.put)

    def _some_ended(self) -> list[Any]:
        """The futures that have ended since it was asked, after a tick at most."""
        found: list[Any] = []
        with suppress(queue.Empty):
            found.append(self._ended.get(timeout=_TICK))
            while True:
                found.append(self._ended.get_nowait())
        if not found and self._client.status != "running":
            raise ClusterError("与调度器的连接中断")
        return found

    def _result(self, future: Any, job: Job, seconds: float) -> Done | None:
        """What became of a job; None where it is to be run again, alone."""
        from distributed import KilledWorker

        try:
            done = future.result()
        except KilledWorker:
            if job is not self._alone:
                return None
            words = "读取时工作节点接连失去联系，单独重读时也是如此"
            hint = "请检查节点的内存和网络，然后加 --retry-failed 再运行。"
            return Done(failed(job, "failed", "crashed", words, hint), seconds)
        except (CancelledError, OSError) as error:  # nothing here calls a task off whose end it waits for
            raise ClusterError(f"与调度器的连接中断（{type(error).__name__}）") from error
        except ClusterError:
            raise
        except Exception as error:  # whatever a worker or the way to it failed with
            words = f"工作节点出错（{type(error).__name__}）"
            hint = "请用 -vv 查看详情，并检查该节点；然后加 --retry-failed 再运行。"
            return Done(failed(job, "failed", "crashed", words, hint), seconds, trace=repr(error))
        assert isinstance(done, Done)
        # The worker knows the file by its path from the root; outcomes tell it as the user gave it.
        return replace(done, outcome=replace(done.outcome, path=job.path.as_posix()))


def _whole(job: Job) -> Job:
    """The job with the path from the root, under which the worker finds the file."""
    return replace(job, path=job.path.absolute()) if isinstance(job.path, Path) else job


def _sees(path: str) -> bool:
    return Path(path).exists()


__all__ = ["Cluster"]
