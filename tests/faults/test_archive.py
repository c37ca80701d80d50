"""The archive against records, links and bags that mean it harm, by the real command."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.command import content, extract, here
from tests.faults.pdfs import ROOT, SAMPLE
from tests.records import edit

SAMPLES = sorted(path for path in SAMPLE.parent.glob("*.pdf") if "budget" not in path.stem)
"""Four accounts, each of an entity of its own."""
linux = pytest.mark.skipif(sys.platform == "win32", reason="links and signals")


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


def archive(*argv: object) -> Ended:
    """`juesuan archive …`, as users run it; never a traceback."""
    ended = Ended(*here(["archive", *map(str, argv)]))
    assert "Traceback" not in ended.err, ended.err
    return ended


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of the samples and an archive of them, to be copied."""
    home = tmp_path_factory.mktemp("archive")
    extract(SAMPLES, home / "out")
    assert len(homes(home / "out")) == len(SAMPLES)  # whatever their verdict
    assert archive("add", home / "out", "--to", home / "kept").code == 0
    return home


@pytest.fixture
def home(once: Path, tmp_path: Path) -> Path:
    shutil.copytree(once / "out", tmp_path / "out")
    shutil.copytree(once / "kept", tmp_path / "kept")
    return tmp_path


def homes(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob("*/disclosure.json"))


def bags(root: Path) -> list[Path]:
    return sorted(path for path in root.glob("bags/*/*") if path.is_dir())


def writable(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def sealed_bag(bag: Path) -> None:
    """Make the manifests of a bag fit what is in it, as a forger would."""
    import bagit

    bagit.Bag(str(bag)).save(manifests=True)


@pytest.mark.parametrize("sealed", [False, True])
def test_no_record_leads_out_of_the_archive(home: Path, sealed: bool) -> None:
    before = {path for path in home.parent.rglob("*") if "new" not in path.parts}
    first, second, third, last = homes(home / "out")
    edit(first / "disclosure.json", lambda record: record.update(name="../../../pwn"), sealed)
    edit(second / "disclosure.json", lambda record: record.update(fiscal_year="../../../ESCAPED"), sealed)
    edit(third / "disclosure.json", lambda record: record.update(sha256="/../../x"), sealed)
    ran = archive("add", home / "out", "--to", home / "new", "--json")
    assert ran.code == 4
    told = {one["name"]: one for one in json.loads(ran.out)["documents"]}
    assert [one["state"] for one in told.values()].count("failed") == 3
    assert told[last.name]["state"] == "added"
    assert all(one["message"] for one in told.values() if one["state"] == "failed")
    after = {path for path in home.parent.rglob("*") if "new" not in path.parts}
    assert {path for path in after - before if "disclosure.json" not in path.name} == set()
    assert len(bags(home / "new")) == 1


@linux
def test_no_link_is_followed_into_the_archive(home: Path) -> None:
    secret = home / "secret"
    secret.write_text("of the system")
    first, second, third, last = homes(home / "out")
    (first / "notes.txt").symlink_to(secret)
    (second / "csv" / "more").symlink_to(home)
    shutil.move(third, home / "elsewhere")
    third.symlink_to(home / "elsewhere")
    os.mkfifo(last / "pipe")
    ran = archive("add", home / "out", "--to", home / "new", "--json")
    assert ran.code == 4
    assert [one["state"] for one in json.loads(ran.out)["documents"]] == ["failed"] * 4
    assert bags(home / "new") == []
    (first / "notes.txt").unlink()
    (first / "disclosure.json").unlink()
    (first / "disclosure.json").symlink_to(secret)
    assert archive("add", home / "out", "--to", home / "new").code == 4
    assert bags(home / "new") == []


@linux
@pytest.mark.parametrize("place", ["bags", ".staging", "catalogue.sqlite", "bags/2023"])
def test_nothing_is_written_through_a_link(home: Path, place: str) -> None:
    victim, root = home / "victim", home / "new"
    victim.mkdir()
    (root / place).parent.mkdir(parents=True)
    (root / "juesuan-archive.json").write_text('{"format": 1}')
    (root / place).symlink_to(victim / "file" if "." in place[1:] else victim)
    ran = archive("add", home / "out", "--to", root)
    assert ran.code == 6 and "链接" in ran.err
    assert list(victim.iterdir()) == []


def test_verify_names_each_file(home: Path) -> None:
    root = home / "kept"
    writable(root)
    one, two, three, _ = bags(root)
    (one / "data" / "output" / "figures.csv").unlink()
    (one / "data" / "more.txt").write_text("more")
    book = next((two / "data" / "output").glob("*.xlsx"))
    book.write_bytes(book.read_bytes().replace(b"PK", b"QK", 1))
    (three / "manifest-sha256.txt").write_text("0" * 64 + "  ../../../etc/passwd\n")
    ran = archive("verify", root)
    assert ran.code == 4
    for words in ("缺少 data/output/figures.csv", "多出 data/more.txt", f"内容已改变：data/output/{book.name}"):
        assert words in ran.out, ran.out
    assert "内容已改变：manifest-sha256.txt" in ran.out
    assert "损坏 3 个" in ran.out
    fast = archive("verify", root, "--fast")
    assert fast.code == 4 and "缺少 data/output/figures.csv" in fast.out


def test_a_damaged_bag_is_used_only_where_one_says_so(home: Path) -> None:
    root = home / "kept"
    writable(root)
    figures = bags(root)[0] / "data" / "output" / "figures.csv"
    figures.write_bytes(figures.read_bytes().replace(b",proved,", b",PROVED,"))
    for argv in (["list", root], ["export", root, "-o", home / "x.csv"]):
        ran = archive(*argv)
        assert ran.code == 4 and "内容已改变：data/output/figures.csv" in ran.err
        assert archive(*argv, "--damaged").code == 0
    assert archive("export", root, "-o", home / "y.csv").code == 4
    assert "PROVED" in (home / "x.csv").read_text("utf-8-sig")
    assert "PROVED" not in (home / "y.csv").read_text("utf-8-sig")
    assert len(archive("list", root).out.splitlines()) == 3
    assert archive("diff", root, "2021_", "2023_").code == 4


def test_rebuild_names_what_it_cannot_read_and_goes_on(home: Path) -> None:
    root = home / "kept"
    writable(root)
    for bag, (old, new) in zip(
        bags(root),
        [(b",figure,", b",figure"), (b'"size":', b'"size":-'), (b"\r\n2", b'\r\n"2'), (b"", b"")],
        strict=True,
    ):
        name = "disclosure.json" if b"size" in old else "figures.csv"
        path = bag / "data" / "output" / name
        path.write_bytes(path.read_bytes().replace(old, new, 1) if old else path.read_bytes())
        sealed_bag(bag)
    ran = archive("rebuild", root)
    assert ran.code == 4
    assert "1 个包，未列入 3 个" in ran.out
    assert all(bag.name in ran.err for bag in bags(root)[:3])
    assert len(archive("list", root).out.splitlines()) == 1
    figures = bags(root)[3] / "data" / "output" / "figures.csv"
    rows = list(csv.reader(figures.read_text("utf-8-sig").splitlines()))
    column = rows[0].index("amount")
    for amount in ("1E+999999999", "NaN", "viel"):
        rows[1][column] = amount
        figures.write_text("\n".join(",".join(row) for row in rows), "utf-8-sig")
        sealed_bag(bags(root)[3])
        ran = archive("rebuild", root)
        assert ran.code == 4 and "0 个包，未列入 4 个" in ran.out


def test_an_edited_record_is_not_archived(home: Path) -> None:
    for folder in homes(home / "out"):
        edit(folder / "disclosure.json", lambda record: record["tables"][0].update(title_printed="别的表"))
    ran = archive("add", home / "out", "--to", home / "new", "--json")
    assert ran.code == 4
    assert all("改动" in one["message"] for one in json.loads(ran.out)["documents"])


def test_a_folder_whose_figures_are_none_is_not_archived(home: Path) -> None:
    for folder, (old, new) in zip(
        homes(home / "out"),
        [(b",figure,", b",figure\x00,,,"), (b"\r\n2", b'\r\n"2'), (b",label,", b",name,"), (b"", b"")],
        strict=True,
    ):
        path = folder / "figures.csv"
        path.write_bytes(path.read_bytes().replace(old, new, 1) if old else path.read_bytes())
    ran = archive("add", home / "out", "--to", home / "new", "--json")
    assert ran.code == 4
    told = [one["state"] for one in json.loads(ran.out)["documents"]]
    assert (told.count("failed"), told[-1], len(bags(home / "new"))) == (
        told.count("failed"),
        "added",
        4 - told.count("failed"),
    )
    assert told.count("failed") >= 2
    assert archive("verify", home / "new").code == 0


def test_versions_follow_the_day_of_publication(tmp_path: Path) -> None:
    days = {"a": "2024-09-29", "b": "2024-08-01", "c": "", "d": "2025-01-15"}
    root = tmp_path / "kept"
    for name, day in days.items():
        pdf = tmp_path / f"{name}.pdf"
        pdf.write_bytes(SAMPLE.read_bytes() + f"%{name}".encode())
        assert extract(pdf, tmp_path / name).code == 0
        ran = archive("add", tmp_path / name, "--to", root, "--published", day)
        assert ran.code == 0, ran.err
    listed = json.loads(archive("list", root, "--all-versions", "--json").out)
    assert [(one["source"], one["version"]) for one in listed] == [
        ("b.pdf", 1),
        ("a.pdf", 2),
        ("c.pdf", 3),
        ("d.pdf", 4),
    ]
    (latest,) = json.loads(archive("list", root, "--json").out)
    assert latest["source"] == "d.pdf"
    before = content(root / "bags")
    assert archive("rebuild", root).code == 0
    assert json.loads(archive("list", root, "--all-versions", "--json").out) == listed
    assert content(root / "bags") == before


@pytest.mark.slow
@linux
def test_two_that_add_at_once_and_one_that_is_killed(home: Path) -> None:
    root = home / "new"
    command = [sys.executable, "-m", "extractor", "archive", "add", str(home / "out"), "--to", str(root)]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    ends = [one.communicate(timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0], ends
    assert len(bags(root)) == 4
    assert archive("verify", root).code == 0
    other = home / "other"
    for delay in (0.4, 0.7, 1.0):
        one = subprocess.Popen([*command[:-1], str(other)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            one.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            one.send_signal(signal.SIGKILL)
            one.wait(timeout=60)
    ran = archive("add", home / "out", "--to", other)
    assert ran.code == 0, ran.err
    assert len(bags(other)) == 4
    assert archive("verify", other).code == 0
    assert not (other / ".staging").exists()
    assert not list(other.rglob("*.tmp"))
