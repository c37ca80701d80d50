"""Entries of a run that are no files, lists with any bytes in them, and addresses that lead nowhere."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.faults.command import GOOD, extract, folder_of, unharmed
from tests.faults.pdfs import ROOT, SAMPLE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, sockets and devices as files")


def test_only_files_are_read_and_every_other_entry_is_named(tmp_path: Path, alone: dict[str, str]) -> None:
    home = folder_of(tmp_path / "in", {})
    os.mkfifo(home / "pipe.pdf")
    (home / "zero.pdf").symlink_to("/dev/zero")
    (home / "itself.pdf").symlink_to("itself.pdf")
    (home / "a.pdf").symlink_to("b.pdf")
    (home / "b.pdf").symlink_to("a.pdf")
    (home / "round").symlink_to(home)
    (home / "nowhere.pdf").symlink_to("gone.pdf")
    (home / "again.pdf").symlink_to(GOOD)
    elsewhere = tmp_path / "elsewhere" / "deep"
    elsewhere.mkdir(parents=True)
    (elsewhere / "other.pdf").write_bytes(SAMPLE.read_bytes() + b"%")
    (elsewhere / "back").symlink_to(elsewhere)
    for name in ("x", "y"):
        (home / name).symlink_to(elsewhere.parent)
    with socket.socket(socket.AF_UNIX) as server:
        there = Path.cwd()
        os.chdir(home)  # its path may have no more than a hundred bytes
        try:
            server.bind("socket.pdf")
        finally:
            os.chdir(there)
        ran = extract(home, tmp_path / "out", "--timeout", "20")
    unharmed(ran, alone)
    assert ran.ends() == {
        GOOD: ("verified", "ok"),
        "other.pdf": ("verified", "ok"),  # through two links, once
        "pipe.pdf": ("failed", "pipe"),
        "zero.pdf": ("failed", "device"),
        "socket.pdf": ("failed", "socket"),
        **dict.fromkeys(("itself.pdf", "a.pdf", "b.pdf", "round", "back"), ("failed", "link_loop")),
        "nowhere.pdf": ("failed", "not_found"),
    }
    assert ran.code == 4


@pytest.mark.parametrize("name", ["pipe", "zero", "itself"])
def test_one_that_is_named_alone_ends_the_run_at_once(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "itself").symlink_to("itself")
    ran = extract(tmp_path / name, tmp_path / "out")
    ((status, code),) = ran.ends().values()
    assert (ran.code, status) == (4, "failed")
    assert code == {"pipe": "pipe", "zero": "device", "itself": "link_loop"}[name]


def without_privileges() -> list[str]:
    """What is put before a command so that permissions hold for it, for root too."""
    if os.geteuid() != 0:
        return []
    tool = shutil.which("setpriv")
    if tool is None:
        pytest.skip("root may open everything here")
    lost = "-dac_override,-dac_read_search"
    return [tool, f"--bounding-set={lost}", f"--inh-caps={lost}"]


def test_what_may_not_be_opened_is_named(tmp_path: Path) -> None:
    home = folder_of(tmp_path / "in", {"secret.pdf": SAMPLE.read_bytes()})
    (home / "locked").mkdir()
    (home / "locked" / "x.pdf").write_bytes(SAMPLE.read_bytes())
    for name in ("secret.pdf", "locked"):
        (home / name).chmod(0)
    argv = [*without_privileges(), sys.executable, "-m", "extractor", "extract", str(home), "-o", str(tmp_path / "out")]
    try:
        ran = subprocess.run([*argv, "--json"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    finally:
        (home / "locked").chmod(0o755)
    assert ran.returncode == 4, ran.stderr
    codes = {one["source"]: one["code"] for one in json.loads(ran.stdout)["documents"]}
    assert codes == {GOOD: "ok", "secret.pdf": "unreadable", "locked": "unreadable_folder"}


def test_a_pattern_over_links_in_a_circle_ends(tmp_path: Path) -> None:
    home = folder_of(tmp_path / "in", {})
    for name in ("one", "two", "three"):
        (home / name).symlink_to(home)
    ran = extract([Path(f"{home}/**/g*.pdf")], tmp_path / "out")
    assert ran.ends()[GOOD] == ("verified", "ok")


def test_a_list_may_hold_any_bytes(tmp_path: Path, alone: dict[str, str]) -> None:
    home = folder_of(tmp_path / "in", {"某局决算.pdf": SAMPLE.read_bytes() + b"%1", "另一局.pdf": SAMPLE.read_bytes()})
    os.mkfifo(home / "pipe.pdf")
    raw = bytes(home) + b"/\xff\x1b[31m.pdf"
    with open(raw, "wb") as handle:
        handle.write(SAMPLE.read_bytes() + b"%2")
    lines = [
        bytes(home / GOOD),
        f"{home}/某局决算.pdf".encode("gb18030"),
        raw,
        b"x" * 5000,
        b"/" + b"y/" * 3000,
        b"a\0b.pdf",
        b"\x80\x81\xfe.pdf",
        b"gone.pdf",
        bytes(home / "pipe.pdf"),
        b"# a remark",
        b"nosuch://a/b.pdf",
        b"http://[::bad/1.pdf",
        "\u2028 行.pdf".encode(),
    ]
    names = tmp_path / "names.txt"
    names.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(lines))
    ran = extract([Path(f"@{names}")], tmp_path / "out", "--timeout", "20")
    unharmed(ran, alone)
    ends = [(one["status"], one["code"]) for one in ran.documents.values()]
    assert ends.count(("verified", "ok")) == 3
    codes = {code for _, code in ends}
    assert codes == {"ok", "bad_name", "not_found", "pipe", "unreachable"}
    summary = (tmp_path / "out" / "summary.csv").read_bytes()
    assert b"\x1b" not in summary and rb"\xff\x1b[31m.pdf" in summary
    (log,) = (tmp_path / "out").glob("*.log")
    assert b"\x1b" not in log.read_bytes()


def test_a_list_in_the_bytes_of_excel(tmp_path: Path) -> None:
    home = folder_of(tmp_path / "某 局", {})
    (tmp_path / "names.txt").write_bytes(f"{home / GOOD}\r\n".encode("utf-16"))
    assert extract([Path(f"@{tmp_path}/names.txt")], tmp_path / "out").code == 0


def test_every_failure_of_a_protocol_costs_one_document(tmp_path: Path, alone: dict[str, str]) -> None:
    home = folder_of(tmp_path / "in", {})
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no more")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("a.txt", "")
    given = [
        str(home / GOOD),
        "ftp://127.0.0.1:9/a.pdf",
        "ftp://127.0.0.1:9/folder/",
        "http://127.0.0.1:9/b.pdf",
        f"zip://c.pdf::{(tmp_path / 'broken.zip').as_uri()}",
        f"zip://*.pdf::{(tmp_path / 'broken.zip').as_uri()}",
        f"zip://d.pdf::{(tmp_path / 'empty.zip').as_uri()}",
        f"tar://e.pdf::{(tmp_path / 'broken.zip').as_uri()}",
        "zip://f.pdf::http://127.0.0.1:9/all.zip",
        f"{tmp_path.as_uri()}/none.pdf",
    ]
    ran = extract([Path("@-")], tmp_path / "none", "--dry-run")
    assert ran.code == 2
    names = tmp_path / "names.txt"
    names.write_text("\n".join(given))
    ran = extract([Path(f"@{names}")], tmp_path / "out", "--timeout", "30")
    unharmed(ran, alone)
    found = {one["path"]: one["code"] for one in ran.json["documents"]}
    assert found.pop(given[0]) == "ok"
    assert set(found) == set(given[1:]) and set(found.values()) == {"unreachable"}


@contextmanager
def dripping() -> Iterator[tuple[str, threading.Event]]:
    """A server that answers with one byte now and then, or with nothing at all."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip(line: socket.socket) -> None:
            with line, suppress(OSError):
                line.recv(4096)
                line.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n"
                )
                while not over.wait(0.2):
                    line.sendall(b"%")

        def serve() -> None:
            with suppress(OSError):
                while True:
                    line, _ = server.accept()
                    threading.Thread(target=drip, args=[line], daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", over
        over.set()


@pytest.mark.slow
def test_a_server_that_drips_is_given_up_in_time(tmp_path: Path, alone: dict[str, str]) -> None:
    home = folder_of(tmp_path / "in", {})
    with dripping() as (url, _):
        names = tmp_path / "names.txt"
        names.write_text(f"{home / GOOD}\n{url}/a.pdf\n{url}/b.pdf\n")
        # It ends while the servers still drip: of 100,000 bytes at five a second they would for more than five hours.
        ran = extract([Path(f"@{names}")], tmp_path / "out", "--timeout", "4")
    unharmed(ran, alone)
    assert {name: code for name, (_, code) in ran.ends().items()} == {
        GOOD: "ok",
        "a.pdf": "timeout",
        "b.pdf": "timeout",
    }


def test_a_file_larger_than_the_memory_of_a_worker_is_not_even_hashed(tmp_path: Path) -> None:
    with (tmp_path / "hole.pdf").open("wb") as handle:
        handle.write(b"%PDF-1.7")
        handle.truncate(1 << 40)
    ran = extract(tmp_path, tmp_path / "out", "--max-memory", "512")
    assert ran.ends() == {"hole.pdf": ("failed", "too_large")}
