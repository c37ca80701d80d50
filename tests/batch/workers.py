"""Workers that misbehave, by the name of the file they are given; what they do to a run is what is tested."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import socket
import sys
import threading
from pathlib import Path

import psutil

from extractor.batch import Done, Job, Limits, Options, Settings, execute
from extractor.batch.run import read_and_write
from extractor.batch.worker import go_on
from extractor.export import Outcome


def hostile(job: Job, options: Options) -> Done:
    """Hang, crash, exit, fill memory, print, wait, take long but show it, kill the parent's parent; else read."""
    match job.path.stem.split("_")[0]:
        case "hang":
            threading.Event().wait()
        case "hold":
            _hold(job)
            return quick(job, options)
        case "poison":  # all the way up: this process, the one that serves a thread of Dask, Dask's own
            psutil.Process(_parent()).parent().kill()
        case "segfault":
            ctypes.string_at(0)
        case "exit":
            os._exit(3)
        case "raise":
            raise RuntimeError("unforeseen")
        case "memory":
            hoard = []
            while True:
                hoard.append(bytes(64 << 20))  # never touched, so that the limit is met long before the timeout
        case "print":
            print("noise on stdout")
            os.write(1, b"more noise\n")
            sys.stdout.flush()
            return quick(job, options)
        case "slow":
            for _ in range(60):
                go_on(job)
                threading.Event().wait(0.2)
            return quick(job, options)
        case "quick":
            return quick(job, options)
    return read_and_write(job, options)


def _hold(job: Job) -> None:
    """Tell the server whose port the file names who reads, and go on when it hangs up."""
    assert isinstance(job.path, Path)
    with socket.create_connection(("127.0.0.1", int(job.path.read_text().split()[0]))) as line:
        line.sendall(f"{job.path.stem} {_parent()}\n".encode())
        while line.recv(1):
            pass


def _parent() -> int:
    parent = multiprocessing.parent_process()
    assert parent is not None and parent.pid is not None
    return parent.pid


def quick(job: Job, options: Options) -> Done:
    """Read nothing and be done."""
    return Done(Outcome(job.path.name, job.path.as_posix(), job.sha256, "unsupported", "budget", "不读"), 0.0)


def main(output: str, *paths: str) -> None:
    """A run with the hostile worker, in a process that a test can kill: `python -m tests.batch.workers OUT PDF…`."""

    def running(files: list[tuple[str, float]]) -> None:
        print("running", len(files), flush=True)

    settings = Settings(Limits(jobs=2, timeout=300))
    for _ in execute([Path(path) for path in paths], Options(Path(output)), settings, running, hostile):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
