"""The same run on a real Dask cluster: same bytes, and nothing a document or a machine does costs another document."""

from __future__ import annotations

import pickle
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from dask import config as dask_config
from distributed import Client

from extractor.batch import Job, Limits, Options, Settings, discover, execute
from extractor.batch.host import Orders, read, versions
from extractor.cli import main
from extractor.errors import ClusterError, UsageError
from tests.batch.faraway import BUCKET, Dask, dask, put, s3
from tests.batch.test_remote import copied, local
from tests.batch.workers import hostile
from tests.batch.workers import quick as _quick
from tests.conftest import ROOT

SAMPLES = sorted((ROOT / "samples").glob("*.pdf"))
SAMPLE = ROOT / "samples" / "wuhan_renshe_donghu_2023.pdf"


@pytest.fixture(scope="module")
def store() -> Iterator[dict[str, str]]:
    """An S3 server, as the environment with which the cluster reaches it."""
    with s3() as environment:
        yield environment


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory, store: dict[str, str]) -> Iterator[Dask]:
    """For tests that leave the cluster as it was, or whose workers are started again."""
    with dask(tmp_path_factory.mktemp("dask"), store) as cluster:
        yield cluster


@pytest.fixture
def near(tmp_path: Path) -> Iterator[Dask]:
    """For tests that kill a part of it for good: nobody starts a worker again."""
    home = tmp_path / "dask"
    home.mkdir()
    with dask(home, options=["--no-nanny"]) as cluster:
        yield cluster


def copies(folder: Path, count: int) -> Path:
    """`count` documents with bytes of their own, in a folder."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.pdf").write_bytes(SAMPLES[number % len(SAMPLES)].read_bytes() + b"\n%% %d\n" % number)
    return folder


@pytest.mark.slow
def test_a_worker_that_dies_costs_no_document_and_the_bytes_are_the_same(tmp_path: Path, near: Dask) -> None:
    home = copies(tmp_path / "in", 5)
    shutil.copy(home / "3.pdf", home / "again.pdf")
    (home / "empty.pdf").write_bytes(b"")
    assert main(["extract", str(home), "-o", str(tmp_path / "local"), "-q"]) == 4
    address = near.address
    settings, options = Settings(scheduler=address), Options(tmp_path / "far")
    done = []
    for one in execute(discover([home]), options, settings):
        done.append(one)
        if len(done) == 3:
            near.kill_a_worker()
    assert len(done) == 7
    assert {(one.outcome.status, one.outcome.code) for one in done if one.outcome.source != "empty.pdf"} == {
        ("verified", "ok")
    }
    # The same command now finds everything done, and writes the run's own tables.
    argv = ["extract", str(home), "-o", str(tmp_path / "far"), "-q", "--executor", "dask", "--scheduler", address]
    assert main(argv) == 4
    assert local(tmp_path / "far") == local(tmp_path / "local")


@pytest.mark.slow
def test_hanging_and_crashing_documents_cost_themselves_alone(tmp_path: Path, steady: Dask) -> None:
    home = tmp_path / "in"
    home.mkdir()
    for name in ("hang", "segfault", "exit", "raise", "print", "quick_1", "quick_2", "quick_3"):
        (home / f"{name}.pdf").write_text(name)
    shutil.copy(SAMPLE, home / "good.pdf")
    settings = Settings(Limits(timeout=10, max_memory=1500), scheduler=steady.address)
    done = list(execute(discover([home]), Options(tmp_path / "out"), settings, worker=hostile))
    assert {Path(one.outcome.path).stem: one.outcome.code for one in done} == {
        "hang": "timeout",
        "segfault": "crashed",
        "exit": "crashed",
        "raise": "internal",
        "print": "budget",
        "quick_1": "budget",
        "quick_2": "budget",
        "quick_3": "budget",
        "good": "ok",
    }
    assert all(process.poll() is None for process in steady.workers)


class Gate:
    """Where documents of the name hold_… wait at the worker that reads them, until they are let through."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(60)
        self.port = self._server.getsockname()[1]

    def __enter__(self) -> Gate:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def arrival(self) -> tuple[str, socket.socket]:
        """The next document that is being read, and the line that holds it until it is closed."""
        line, _ = self._server.accept()
        line.settimeout(60)
        return line.makefile().readline().split()[0], line

    def documents(self, folder: Path, count: int) -> list[Path]:
        folder.mkdir()
        paths = [folder / f"hold_{number}.pdf" for number in range(count)]
        for path in paths:
            path.write_text(f"{self.port} {path.name}")
        return paths


@pytest.mark.slow
def test_what_a_lost_worker_was_reading_is_read_again(tmp_path: Path, near: Dask) -> None:
    settings = Settings(scheduler=near.address)
    with Gate() as gate, ThreadPoolExecutor(1) as background:
        held = gate.documents(tmp_path / "in", 4)
        run = background.submit(lambda: list(execute(held, Options(tmp_path / "out"), settings, worker=hostile)))
        arrived = [gate.arrival(), gate.arrival()]  # one at each worker
        near.kill_a_worker()
        for _, line in arrived:
            line.close()
        names = [name for name, _ in arrived]
        for _ in range(3):  # the two that waited, and the one that was lost
            name, line = gate.arrival()
            names.append(name)
            line.close()
        done = run.result(timeout=60)
    assert sorted(set(names)) == sorted(path.stem for path in held)
    assert [one.outcome.code for one in done] == ["budget"] * 4


@pytest.mark.slow
def test_a_document_that_kills_workers_is_given_up_and_takes_no_other_with_it(tmp_path: Path, steady: Dask) -> None:
    """Whatever was queued beside it when workers died is read once the culprit is alone."""

    def allow(dask_scheduler: Any, failures: int) -> int:
        before, dask_scheduler.allowed_failures = dask_scheduler.allowed_failures, failures
        return int(before)

    (tmp_path / "in").mkdir()
    for name in ("poison", *(f"quick_{number}" for number in range(6))):
        (tmp_path / "in" / f"{name}.pdf").write_text(name)
    settings = Settings(scheduler=steady.address)
    with Client(steady.address, set_as_default=False) as client:
        before = client.run_on_scheduler(allow, failures=0)
        done = list(execute(discover([tmp_path / "in"]), Options(tmp_path / "out"), settings, worker=hostile))
        client.run_on_scheduler(allow, failures=before)
    assert {Path(one.outcome.path).stem: one.outcome.code for one in done} == {
        "poison": "crashed",
        **{f"quick_{number}": "budget" for number in range(6)},
    }


@pytest.mark.slow
def test_a_reader_ends_with_the_dask_worker_it_reads_for(tmp_path: Path) -> None:
    """A worker that is killed cannot end it; a document that hangs must not keep it."""
    orders = Limits(jobs=1, timeout=0), Options(tmp_path / "out"), hostile
    with Gate() as gate:
        (held,) = gate.documents(tmp_path / "in", 1)
        reader = subprocess.Popen(
            [sys.executable, "-m", "extractor.batch.serve"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert reader.stdin is not None
        reader.stdin.write(pickle.dumps(orders) + pickle.dumps(Job(held)))
        reader.stdin.flush()
        _, line = gate.arrival()
        reader.communicate(timeout=60)
        assert line.recv(1) == b""
        line.close()


@pytest.mark.slow
def test_a_run_that_is_left_leaves_nothing_running(tmp_path: Path, steady: Dask) -> None:
    settings = Settings(scheduler=steady.address)
    with Gate() as gate:
        held = gate.documents(tmp_path / "in", 2)
        quick = tmp_path / "in" / "quick_0.pdf"
        quick.write_text("quick")
        run = execute([quick, *held], Options(tmp_path / "out"), settings, worker=hostile)
        assert next(run).outcome.code == "budget"
        lines = [gate.arrival()[1], gate.arrival()[1]]
        run.close()  # type: ignore[attr-defined]
        for line in lines:
            assert line.recv(1) == b""  # the reader has ended
            line.close()


@pytest.mark.slow
def test_a_lost_scheduler_ends_the_run_and_accuses_no_document(
    tmp_path: Path, near: Dask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is kept, and the same command goes on later."""
    settings, options = Settings(scheduler=near.address), Options(tmp_path / "out")
    with dask_config.set({"distributed.comm.timeouts.connect": "1s"}), Gate() as gate:
        held = gate.documents(tmp_path / "in", 3)
        quick = tmp_path / "in" / "quick_0.pdf"
        quick.write_text("quick")
        told = []

        def run() -> None:
            for one in execute([quick, *held], options, settings, worker=hostile):
                told.append(one.outcome.code)
                near.kill_the_scheduler()

        with pytest.raises(ClusterError):
            run()
    assert told == ["budget"]
    done = list(execute([quick, *held], options, Settings(Limits(jobs=1)), worker=_quick))
    assert [one.skipped for one in done] == [True, False, False, False]


@pytest.mark.parametrize("name", ["juesuan", "pypdfium2", "rapidocr"])
def test_a_worker_with_another_version_is_refused(tmp_path: Path, name: str) -> None:
    """Of this program or of what it reads with: its bytes might be others."""
    assert dict(versions())[name]
    other = tuple((one, "0.0.0" if one == name else number) for one, number in versions())
    with pytest.raises(ClusterError, match=f"{name} .*0.0.0"):
        read(Job(SAMPLE), Orders("run", other, Limits(), Options(tmp_path), hostile))


@pytest.mark.slow
def test_a_cluster_with_another_version_is_refused(
    tmp_path: Path, steady: Dask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.batch.host.__version__", "0.0.0")  # here, not there
    versions.cache_clear()
    try:
        with pytest.raises(UsageError, match=r"juesuan .*0\.0\.0"):
            list(execute([SAMPLE], Options(tmp_path), Settings(scheduler=steady.address)))
    finally:
        versions.cache_clear()


@pytest.mark.slow
def test_from_s3_to_s3(tmp_path: Path, steady: Dask, store: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    home = copies(tmp_path / "in", 2)
    for name, value in store.items():
        monkeypatch.setenv(name, value)
    for path in home.iterdir():
        put(f"s3://{BUCKET}/in/{path.name}", path.read_bytes())
    argv = ["extract", f"s3://{BUCKET}/in", "-o", f"s3://{BUCKET}/out", "-q", "--parquet"]
    assert main([*argv, "--executor", "dask", "--scheduler", steady.address]) == 0
    far = copied(f"s3://{BUCKET}/out", tmp_path)
    assert main(["extract", str(home), "-o", str(tmp_path / "out"), "-q", "--parquet"]) == 0
    near = local(tmp_path / "out")
    places = {"sources.csv", "sources.parquet", "documents.parquet"}
    assert {name for name in near.keys() | far.keys() if near.get(name) != far.get(name)} == places
    assert "figures.parquet" in far


def test_a_scheduler_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.cluster._CONNECT", 1.0)
    with pytest.raises(UsageError, match="连不上调度器"):
        list(execute([SAMPLE], Options(tmp_path / "out"), Settings(scheduler="tcp://127.0.0.1:9")))


@pytest.mark.slow
def test_a_scheduler_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.cluster._CONNECT", 1.0)
    with dask(tmp_path, count=0) as empty, pytest.raises(UsageError, match="没有工作节点"):
        list(execute([SAMPLE], Options(tmp_path / "out"), Settings(scheduler=empty.address)))


@pytest.mark.parametrize("argv", [["--executor", "dask"], ["--scheduler", "tcp://127.0.0.1:9"]])
def test_executor_and_scheduler_belong_together(
    argv: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(SAMPLE), "-o", str(tmp_path), *argv]) == 2
    assert "--scheduler" in capsys.readouterr().err


@pytest.mark.slow
def test_a_folder_that_all_workers_see_is_left_as_it_was(tmp_path: Path, steady: Dask) -> None:
    from extractor.batch.cluster import Cluster

    with Cluster(steady.address) as cluster:
        (tmp_path / "out").mkdir()
        cluster.check_shared(tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
