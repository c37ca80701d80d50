"""Inputs and outputs behind URLs: the same outcomes and the same bytes as on this machine."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.batch import (
    Done,
    Job,
    Limits,
    Options,
    RemoteFile,
    Settings,
    Store,
    destination,
    discover,
    execute,
    logged,
    plan,
)
from extractor.batch.journal import NAME
from extractor.batch.locations import is_url
from extractor.batch.run import read_and_write
from extractor.cli import main
from extractor.errors import NothingToDoError, OutputError, UsageError
from extractor.export.database.read import digest, opened
from extractor.export.hold import NOTE
from tests.batch.faraway import BUCKET, endless_web, put, s3
from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "wuhan_renshe_donghu_2023.pdf"
OTHER = ROOT / "samples" / "guilan_water_2021.pdf"


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The URL of an empty bucket that this process and those it starts can reach."""
    with s3() as environment, pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield f"s3://{BUCKET}"


def said(data: bytes, folder: Path) -> bytes:
    """What a database says: the same content may be other bytes."""
    (folder / "said.sqlite").write_bytes(data)
    return database(folder / "said.sqlite")


def copied(url: str, folder: Path) -> dict[str, bytes]:
    """All files below a URL but journal and logs, by their paths; of the database what it says."""
    import fsspec

    system, root = fsspec.core.url_to_fs(url)
    system.invalidate_cache()
    found = {}
    for path in system.find(root):
        name = path[len(root) :].strip("/")
        if not name.startswith(NAME.removesuffix(".jsonl")) and not name.endswith(".log"):
            data = system.cat_file(path)
            found[name] = said(data, folder) if name.endswith(".sqlite") else data
    return found


def local(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.suffix != ".sqlite" else database(path)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".juesuan-") and path.suffix != ".log"
    }


def database(path: Path) -> bytes:
    """What a database says, but for where the files lay."""
    with opened(path) as base:
        return digest(base, places=False).encode()


def rows(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "summary.csv").open(encoding="utf-8-sig", newline="") as handle:
        return {row["source"]: row for row in csv.DictReader(handle)}


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("s3://b/k.pdf", True),
        ("https://a.gov.cn/x?id=3", True),
        ("file:///a", True),
        ("C:\\下载\\a.pdf", False),
        ("下载/a.pdf", False),
        ("-", False),
    ],
)
def test_what_is_a_url(text: str, url: bool) -> None:
    assert is_url(text) is url


def test_a_name_is_the_last_part_of_a_path() -> None:
    assert RemoteFile("https://a.gov.cn/2023/%E5%86%B3%E7%AE%97.pdf?v=1").name == "决算.pdf"
    assert RemoteFile("s3://b/某局 2023%20?.pdf").name == "某局 2023%20?.pdf"
    assert RemoteFile("zip://in/a.pdf::s3://b/all.zip").name == "a.pdf"


def test_files_in_an_archive_behind_a_url(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(SAMPLE, "in/1.pdf")
    found = discover([f"zip://in/*.pdf::{(tmp_path / 'all.zip').as_uri()}"])
    (done,) = execute(found, Options(tmp_path / "out"), Settings(Limits(jobs=1)))
    assert done.outcome.status == "verified"


def test_what_could_not_be_reached_is_tried_again(tmp_path: Path) -> None:
    """Even where its sha256 was known, as when the server goes away between two fetches."""
    (tmp_path / "1.pdf").write_bytes(SAMPLE.read_bytes())
    places, options = [RemoteFile((tmp_path / "1.pdf").as_uri())], Options(tmp_path / "out")
    (first,) = execute(places, options, Settings(Limits(jobs=1)), worker=away)
    assert first.outcome.code == "unreachable" and first.outcome.sha256
    (again,) = execute(places, options, Settings(Limits(jobs=1)))
    assert (again.outcome.status, again.skipped) == ("verified", False)


@pytest.mark.slow
def test_a_file_that_never_ends_costs_itself_alone(tmp_path: Path) -> None:
    with endless_web() as url:
        places = [RemoteFile(url), SAMPLE]
        settings = Settings(Limits(jobs=1, timeout=10))
        done = list(execute(places, Options(tmp_path / "out"), settings))
    assert [(one.outcome.path, one.outcome.code) for one in done] == [(url, "timeout"), (SAMPLE.as_posix(), "ok")]


def away(job: Job, options: Options) -> Done:
    """A worker from which the file is gone when it comes to read it."""
    assert isinstance(job.path, RemoteFile)
    return read_and_write(replace(job, path=RemoteFile(job.path.url + ".gone")), options)


@pytest.mark.parametrize("remote", [True, False])
def test_other_bytes_than_those_that_were_looked_at_are_not_read(tmp_path: Path, remote: bool) -> None:
    place = RemoteFile(SAMPLE.as_uri()) if remote else SAMPLE
    done = read_and_write(Job(place, "0" * 64), Options(tmp_path))
    assert (done.outcome.status, done.outcome.code) == ("failed", "unreachable")
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_ends_badly_has_sent_its_journal(tmp_path: Path) -> None:
    url = (tmp_path / "out").as_uri()

    def broken() -> None:
        with destination(url) as target:
            options = Options(target.folder, store=target.store)
            with closing(logged([SAMPLE, OTHER], options, Settings(Limits(jobs=1)))) as run:
                next(run)
                raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    (log,) = (tmp_path / "out").glob("*.log")
    assert "run: interrupted" in log.read_text(encoding="utf-8")
    with destination(url) as target:
        options = Options(target.folder, store=target.store)
        done = list(execute([SAMPLE, OTHER], options, Settings(Limits(jobs=1))))
    assert [one.skipped for one in done] == [True, False]


def test_a_journal_is_sent_in_parts_and_read_as_one(tmp_path: Path) -> None:
    store, path = Store((tmp_path / "out").as_uri()), tmp_path / NAME
    sent = 0
    for number in range(3):
        with path.open("a") as handle:
            handle.write(f"line {number}\n")
        sent = store.send_journal(path, sent)
        assert store.send_journal(path, sent) == sent == path.stat().st_size
    store.fetch_journal(tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == path.read_bytes()
    assert len(list((tmp_path / "out" / ".juesuan-journal").iterdir())) == 3


def test_an_output_behind_a_url_is_held_by_one_run(tmp_path: Path) -> None:
    url = (tmp_path / "out").as_uri()
    note = tmp_path / "out" / NOTE
    with destination(url):
        held = json.loads(note.read_text())
        with pytest.raises(OutputError, match=str(held["pid"])), destination(url):
            pass
        with destination(url, alone=False):  # that only looks
            pass
    assert not note.exists()
    for change in ({"seen": 0.0}, {"pid": 2**22 + 1}, {"pid": "x"}, {"seen": None}):  # of runs that were killed
        note.write_text(json.dumps({**held, "seen": time.time(), **change}))
        with destination(url):
            pass
        assert not note.exists()
    note.write_text(json.dumps({**held, "seen": time.time(), "host": "elsewhere"}))
    with pytest.raises(OutputError, match="elsewhere"), destination(url):
        pass
    assert note.exists()


def test_folders_patterns_and_lists_of_remote_files(store: str, tmp_path: Path) -> None:
    for name in ("a/1.pdf", "a/b/2.PDF", "a/b/3.txt", "c/4.pdf"):
        put(f"{store}/list/{name}", b"x")
    root = f"{store}/list"
    assert [str(one) for one in discover([f"{root}/a"])] == [f"{root}/a/1.pdf", f"{root}/a/b/2.PDF"]
    assert [str(one) for one in discover([f"{root}/*/*.pdf"])] == [f"{root}/a/1.pdf", f"{root}/c/4.pdf"]
    names = tmp_path / "names.txt"
    names.write_text(f"{root}/c/4.pdf\n{root}/c/4.pdf\n{SAMPLE}\n", encoding="utf-8")
    assert sorted(map(str, discover([f"@{names}"]))) == sorted([str(SAMPLE), f"{root}/c/4.pdf"])
    put(f"{root}/d/[1].pdf", b"x")
    assert [str(one) for one in discover([f"{root}/d/[1].pdf"])] == [f"{root}/d/[1].pdf"]
    put(f"{root}/d/._1.pdf", b"what macOS leaves")
    assert [str(one) for one in discover([f"{root}/d"])] == [f"{root}/d/[1].pdf"]
    put(f"{root}/e/x.txt", b"x")
    with pytest.raises(UsageError, match="没有文件符合"):
        discover([f"{root}/a/b/*.doc", str(SAMPLE)])
    with pytest.raises(NothingToDoError):
        discover([f"{root}/e"])


def test_an_unknown_protocol() -> None:
    with pytest.raises(UsageError, match="地址类型"):
        discover(["gopher://a/b"])


def test_without_the_extra_the_hint_names_it(tmp_path: Path) -> None:
    """In a process where fsspec cannot be imported, as in a base install."""
    code = (
        "import sys; sys.modules['fsspec'] = None\n"
        "from extractor.cli import main\n"
        f"raise SystemExit(main(['extract', 's3://b/x/', '-o', {str(tmp_path)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert ".[remote]" in done.stderr


@pytest.mark.slow
def test_far_and_near_leave_the_same_bytes(store: str, tmp_path: Path) -> None:
    """Read from S3 into S3, and from a folder into a folder; a file that comes twice and one that is none included."""
    home = tmp_path / "in"
    home.mkdir()
    files = {"1.pdf": SAMPLE.read_bytes(), "2 空.pdf": b"", "3.pdf": SAMPLE.read_bytes(), "4.pdf": OTHER.read_bytes()}
    for name, data in files.items():
        (home / name).write_bytes(data)
        put(f"{store}/same/in/{name}", data)
    assert main(["extract", str(home), "-o", str(tmp_path / "out"), "-j", "2", "-q"]) == 4
    assert main(["extract", f"{store}/same/in", "-o", f"{store}/same/out", "-j", "2", "-q"]) == 4
    near, far = local(tmp_path / "out"), copied(f"{store}/same/out", tmp_path)
    # Where the files lay is told in sources.csv, and of it the workbook and the data package know nothing.
    assert {name for name in near if near[name] != far.get(name)} == {"sources.csv"}
    assert near.keys() == far.keys()
    assert f"{store}/same/in/4.pdf".encode() in far["sources.csv"]


def test_a_remote_run_goes_on_where_it_was(store: str, tmp_path: Path) -> None:
    put(f"{store}/again/in/1.pdf", SAMPLE.read_bytes())
    found = discover([f"{store}/again/in"])

    def go() -> list[bool]:
        with destination(f"{store}/again/out") as target:
            options = Options(target.folder, store=target.store)
            skipped = [one.skipped for one in execute(found, options, Settings(Limits(jobs=1)))]
            assert [one.reads for one in plan(found, options, Settings())] == [False]
            target.send()
        return skipped

    assert go() == [False]
    assert go() == [True]


def test_a_file_that_is_gone_costs_itself_alone(store: str, tmp_path: Path) -> None:
    put(f"{store}/gone/1.pdf", SAMPLE.read_bytes())
    out = tmp_path / "out"
    argv = ["extract", f"{store}/gone/1.pdf", f"{store}/gone/2.pdf", "http://127.0.0.1:9/3.pdf", "-o", str(out), "-q"]
    assert main(argv) == 4
    found = {name: (row["status"], row["code"]) for name, row in rows(out).items()}
    assert found == {
        "1.pdf": ("verified", "ok"),
        "2.pdf": ("failed", "unreachable"),
        "3.pdf": ("failed", "unreachable"),
    }
    assert "网络" in rows(out)["2.pdf"]["reasons"]


def test_a_folder_written_again_keeps_nothing_old(store: str, tmp_path: Path) -> None:
    home = tmp_path / "某局"
    (home / "csv").mkdir(parents=True)
    for name in ("disclosure.json", "csv/T01_旧.csv", "figures.csv"):
        (home / name).write_text(name)
    target = Store(f"{store}/sent")
    target.send(home)
    assert target.is_complete("某局")
    (home / "csv/T01_旧.csv").unlink()
    (home / "figures.csv").write_text("new")
    target.send(home)
    found = copied(f"{store}/sent", tmp_path)
    assert found == {"某局/disclosure.json": b"disclosure.json", "某局/figures.csv": b"new"}
    assert not target.is_complete("别局")


def test_an_output_that_cannot_be_written(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OutputError):
        Store("s3://no-such-bucket-here/out").send_files([SAMPLE])
    assert main(["extract", str(SAMPLE), "-o", "s3://no-such-bucket-here/out", "-q"]) == 6
    assert "no-such-bucket-here" in capsys.readouterr().err
