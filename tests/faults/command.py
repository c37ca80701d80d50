"""The real command over a folder of files, and what it left behind."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver, get_all_start_methods
from pathlib import Path
from typing import IO, Any

from extractor.cli import main
from tests.faults.pdfs import ROOT, SAMPLE

GOOD = "good.pdf"


@dataclass(frozen=True, slots=True)
class Ran:
    """A run that has ended."""

    code: int
    out: str
    err: str
    output: Path

    @property
    def json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def documents(self) -> dict[str, dict[str, Any]]:
        """What `--json` says of each file, by its name."""
        return {document["source"]: document for document in self.json["documents"]}

    @property
    def summary(self) -> list[dict[str, str]]:
        """The rows of summary.csv."""
        with (self.output / "summary.csv").open(encoding="utf-8-sig", newline="") as handle:
            return list(csv.DictReader(handle))

    def ends(self) -> dict[str, tuple[str, str]]:
        """Status and code by file name."""
        return {name: (document["status"], document["code"]) for name, document in self.documents.items()}


def extract(paths: list[Path] | Path, output: Path, *options: str, **environment: str) -> Ran:
    """`juesuan extract`, as users run it.

    A process of its own takes three times as long, most of it to import what this one has: it is started where the
    environment is another. The documents are read by processes of their own in any case.
    """
    given = paths if isinstance(paths, list) else [paths]
    argv = ["extract", *map(str, given), "-o", str(output), "--ocr", "never", "--json", "--progress", "none", *options]
    return Ran(*(as_process(argv, environment) if environment else here(argv)), output)


def as_process(argv: list[str], environment: Mapping[str, str]) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of `python -m extractor`."""
    ran = subprocess.run(
        [sys.executable, "-m", "extractor", *argv],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return ran.returncode, ran.stdout, ran.stderr


def here(argv: list[str]) -> tuple[int, str, str]:
    """The same, in this process; in stderr what its worker processes say, too."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err), _words_of_workers() as of_workers:
        code = main(argv)
    texts = [stream.buffer.getvalue().decode() for stream in (out, err) if isinstance(stream.buffer, io.BytesIO)]
    return code, texts[0], texts[1] + "".join(of_workers)


@contextmanager
def _words_of_workers() -> Iterator[list[str]]:
    """What worker processes write to stderr within; known afterwards."""
    said: list[str] = []
    file = _stderr_of_workers()
    start = os.fstat(file.fileno()).st_size if file else 0
    yield said
    if file:
        more = os.fstat(file.fileno()).st_size - start
        said.append(os.pread(file.fileno(), more, start).decode(errors="backslashreplace"))


@cache
def _stderr_of_workers() -> IO[bytes] | None:
    """The file that is the stderr of all workers of this process: the server that they are forked from is started, or
    started again, with it. None where there is no such server."""
    if "forkserver" not in get_all_start_methods():
        return None
    forkserver._forkserver._stop()
    file = tempfile.TemporaryFile()  # noqa: SIM115, open as long as this process
    before = os.dup(2)
    try:
        os.dup2(file.fileno(), 2)
        multiprocessing.get_context("forkserver").set_forkserver_preload(["extractor.batch.preload"])
        forkserver.ensure_running()
    finally:
        os.dup2(before, 2)
        os.close(before)
    return file


def folder_of(home: Path, files: Mapping[str, bytes]) -> Path:
    """A folder of these files with a good document among them."""
    home.mkdir(parents=True, exist_ok=True)
    for name, data in {**files, GOOD: SAMPLE.read_bytes()}.items():
        (home / name).write_bytes(data)
    return home


def content(folder: Path) -> dict[str, str]:
    """The sha256 of every file below a folder by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def unharmed(ran: Ran, alone: dict[str, str]) -> None:
    """Nothing half written is left, nothing internal was met, and the good document is what it is alone."""
    assert "Traceback" not in ran.err
    assert not list(ran.output.rglob("*.tmp"))
    documents = ran.documents
    assert len(ran.summary) == len(documents)
    assert [name for name, one in documents.items() if one["code"] == "internal"] == []
    unread = [one for one in documents.values() if not one["name"]]
    assert [one["source"] for one in unread if not (one["reasons"] and one["hint"])] == []
    good = documents[GOOD]
    assert (good["status"], good["code"]) == ("verified", "ok")
    assert content(ran.output / good["name"]) == alone
    folders = {path.name for path in ran.output.iterdir() if path.is_dir()}
    assert folders == {one["name"] for one in documents.values() if one["name"]}
