"""Servers on loopback for tests: an S3 store, a Dask scheduler and its workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

BUCKET = "disclosures"


@contextmanager
def s3() -> Iterator[dict[str, str]]:
    """An S3 server with an empty bucket; gives the environment with which anyone reaches it."""
    import boto3
    import s3fs
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    s3fs.S3FileSystem.clear_instance_cache()  # of a server of another test
    host, port = server.get_host_and_port()
    environment = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    try:
        boto3.client(
            "s3",
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            aws_access_key_id="test",
            aws_secret_access_key="test",
            region_name="us-east-1",
        ).create_bucket(Bucket=BUCKET)
        yield environment
    finally:
        server.stop()


def put(url: str, data: bytes) -> None:
    """Write one file to where a URL says."""
    import fsspec

    with fsspec.open(url, "wb") as handle:
        handle.write(data)


@contextmanager
def endless_web() -> Iterator[str]:
    """The URL of a file that never ends; a little of it comes now and then."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                while not over.wait(0.02):
                    self.wfile.write(b"%PDF" * 64)

        def do_HEAD(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/endless.pdf"
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


class Dask:
    """A scheduler and two workers of one thread each, every one a process of its own, as on a cluster."""

    def __init__(self, folder: Path, environment: Mapping[str, str], options: Sequence[str], count: int) -> None:
        self._environment = {**os.environ, **environment}
        self._file = folder / "scheduler.json"
        common = ["--host", "127.0.0.1", "--scheduler-file", str(self._file), "--no-dashboard"]
        self._scheduler = self._start("scheduler", "--port", "0", *common)
        workers = ["--nthreads", "1", "--death-timeout", "60", "--local-directory", str(folder), *options]
        self.workers = [
            self._start("worker", *common[:4], "--no-dashboard", *workers, "--nworkers", "1", "--name", name)
            for name in ("one", "two")[:count]
        ]

    @property
    def address(self) -> str:
        """Of the scheduler, once it has written its file and both workers have come."""
        from distributed import Client

        with Client(scheduler_file=str(self._file), timeout=60, set_as_default=False) as client:
            if self.workers:
                client.wait_for_workers(len(self.workers), timeout=60)
        found: dict[str, Any] = json.loads(self._file.read_text())
        return str(found["address"])

    def kill_a_worker(self) -> None:
        """The machine of the first worker goes down, with all that runs on it."""
        os.killpg(self.workers[0].pid, signal.SIGKILL)
        self.workers[0].wait()

    def kill_the_scheduler(self) -> None:
        os.killpg(self._scheduler.pid, signal.SIGKILL)
        self._scheduler.wait()

    def end(self) -> None:
        for process in (*self.workers, self._scheduler):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


@contextmanager
def dask(
    folder: Path,
    environment: Mapping[str, str] | None = None,
    options: Sequence[str] = ("--memory-limit", "0"),
    count: int = 2,
) -> Iterator[Dask]:
    """A Dask cluster of two workers or fewer on loopback, started with further options."""
    cluster = Dask(folder, environment or {}, options, count)
    try:
        yield cluster
    finally:
        cluster.end()
