"""Output that cannot be written: a full disk, a read-only folder, a workbook that another program holds.

The file systems are mounted in a namespace of their own, so no test changes the machine; where the system grants none,
these are skipped. What a file open in Excel is on Windows, a folder in its place is on Linux: it cannot be replaced.
"""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.batch.journal import NAME as JOURNAL
from tests.faults.command import Ran, content, extract
from tests.faults.pdfs import ROOT, SAMPLE

SAMPLES = sorted(SAMPLE.parent.glob("*.pdf"))


def _grants_namespaces() -> bool:
    tool = shutil.which("unshare")
    return tool is not None and subprocess.run([tool, "-rm", "true"], capture_output=True, check=False).returncode == 0


alone_on_a_disk = pytest.mark.skipif(not _grants_namespaces(), reason="the system grants no namespaces to mount in")


def on_a_disk(size: str, home: Path, before: str = "true") -> tuple[Ran, Path]:
    """Extract the samples to a disk of that size; what it holds then is copied to `home`/kept.

    Args:
        size: as tmpfs takes it.
        home: a folder for the mount point, and for the copy.
        before: a shell command that is run when the disk is mounted at $1.
    """
    disk, kept = home / "disk", home / "kept"
    disk.mkdir()
    argv = [sys.executable, "-m", "extractor", "extract", *map(str, SAMPLES), "-o", str(disk), "--ocr", "never"]
    script = (
        f"mount -t tmpfs -o size={size} tmpfs $1 && {before} && "
        f"{{ {shlex.join(argv)} --json --progress none -j 1; code=$?; cp -r $1 $2; exit $code; }}"
    )
    ran = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", str(disk), str(kept)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr, kept), kept


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a run with room enough writes, the files of the documents only."""
    out = tmp_path_factory.mktemp("room") / "out"
    assert extract(SAMPLES, out).code == 0
    return {path: digest for path, digest in content(out).items() if "/" in path}


@pytest.mark.slow
@alone_on_a_disk
@pytest.mark.parametrize("size", ["40k", "700k"])
def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, complete: dict[str, str], size: str) -> None:
    ran, kept = on_a_disk(size, tmp_path)
    assert ran.code == 6, ran.err
    assert "Traceback" not in ran.err
    found = json.loads(ran.out)
    assert "磁盘已满" in json.dumps(found, ensure_ascii=False)
    written = {path: digest for path, digest in content(kept).items() if "/" in path}
    assert not [path for path in written if path.endswith(".tmp")]
    assert {path for path, digest in written.items() if complete[path] != digest} == set()
    for document in found["documents"]:
        assert document["status"] == "verified" or (document["code"] == "output" and document["hint"])
        if document["status"] == "verified":
            assert f"{document['name']}/disclosure.json" in written
    again = extract(SAMPLES, kept)  # room has been made: the same command goes on
    assert again.code == 0
    assert {path: digest for path, digest in content(kept).items() if "/" in path} == complete


@alone_on_a_disk
def test_a_read_only_disk_is_said_before_anything_is_read(tmp_path: Path) -> None:
    ran, kept = on_a_disk("1m", tmp_path, "mount -o remount,ro $1")
    assert ran.code == 6
    error = json.loads(ran.out)["error"]
    assert error["code"] == "output"
    assert "只读" in error["message"]
    assert "-o" in error["hint"]
    assert content(kept) == {}


def test_a_workbook_held_elsewhere_leaves_the_earlier_result_alone(tmp_path: Path) -> None:
    out, two = tmp_path / "out", SAMPLES[-2:]
    assert SAMPLE in two
    assert extract(two, out).code == 0
    before = content(out)
    (book,) = out.glob("2023_武汉*/*.xlsx")
    held = book.read_bytes()
    book.unlink()
    book.mkdir()
    (book / "held").write_bytes(held)
    ran = extract(two, out, "--force")
    assert ran.code == 6
    document = ran.documents[SAMPLE.name]
    assert (document["status"], document["code"]) == ("failed", "output")
    assert book.name in document["reasons"][0]
    assert document["hint"]
    assert {one["status"] for name, one in ran.documents.items() if name != SAMPLE.name} == {"verified"}
    folder = f"{book.parent.name}/"
    others = {path: digest for path, digest in before.items() if path.startswith(folder) and path[-5:] != ".xlsx"}
    assert others.items() <= content(out).items()  # nothing of the document was changed
    (book / "held").unlink()
    book.rmdir()
    assert extract(two, out).code == 0
    settled = {path: digest for path, digest in content(out).items() if JOURNAL not in path and ".log" not in path}
    assert settled == {path: digest for path, digest in before.items() if path in settled}
