"""How a run is told to end, what it is told, and where its words go."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import in_slow_set
from tests.faults.command import GOOD, content, extract, folder_of
from tests.faults.pdfs import ROOT, SAMPLE

linux = pytest.mark.skipif(sys.platform != "linux", reason="signals, /dev/full and locales of Linux")
COMMAND = [sys.executable, "-m", "extractor", "extract"]


def start(
    inputs: Path, output: Path, *options: str, temporary: Path | None = None, alone: bool = False
) -> subprocess.Popen[str]:
    environment = {**os.environ, **({"TMPDIR": str(temporary)} if temporary else {})}
    return subprocess.Popen(
        [*COMMAND, str(inputs), "-o", str(output), "--ocr", "never", *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=alone,
        preexec_fn=_as_a_terminal_does,
    )


def _as_a_terminal_does() -> None:
    """A suite that is started in the background ignores these signals, and what it starts would, too."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def many(home: Path, count: int = 300) -> Path:
    """A run that takes long enough to be met in the middle of it."""
    return folder_of(home, {f"{n:03}.pdf": SAMPLE.read_bytes() + b"%%%d" % n for n in range(count)})


def first_line(run: subprocess.Popen[str]) -> str:
    assert run.stderr is not None
    return run.stderr.readline()


@pytest.mark.slow
@linux
def test_a_temporary_folder_with_a_long_name_costs_no_run(tmp_path: Path) -> None:
    """The path of a socket has room for a hundred bytes."""
    temporary = tmp_path / ("t" * 120)
    temporary.mkdir()
    home = folder_of(tmp_path / "in", {"other.pdf": SAMPLE.read_bytes() + b"%"})
    ran = extract(home, tmp_path / "out", "-j", "2", TMPDIR=str(temporary))
    assert (ran.code, ran.err) == (0, "")
    assert {code for _, code in ran.ends().values()} == {"ok"}
    assert list(temporary.iterdir()) == []


@linux
@pytest.mark.parametrize(
    "number",
    [signal.SIGTERM, *(pytest.param(one, marks=pytest.mark.slow) for one in (signal.SIGHUP, signal.SIGINT))],
)
def test_a_signal_ends_a_run_as_ctrl_c_does(tmp_path: Path, number: signal.Signals) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    run = start(many(tmp_path / "in"), tmp_path / "out", "-j", "2", "--progress", "plain", temporary=temporary)
    assert "/301]" in first_line(run)
    run.send_signal(number)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "已中断" in err and "Traceback" not in err
    assert list(temporary.iterdir()) == []
    assert (tmp_path / "out" / "summary.csv").is_file()
    assert not list((tmp_path / "out").rglob("*.tmp"))
    assert not list((tmp_path / "out").glob(".juesuan-lock*"))


@pytest.mark.slow
@linux
def test_a_signal_to_all_processes_of_a_run_costs_no_document(tmp_path: Path) -> None:
    """As a service manager sends it: workers are told to end at the same time, and their documents are not to blame."""
    home = many(tmp_path / "in", 12)
    run = start(home, tmp_path / "out", "-j", "2", "--progress", "plain", alone=True)
    assert "/13]" in first_line(run)
    os.killpg(run.pid, signal.SIGTERM)
    run.communicate(timeout=60)
    assert run.returncode == 130
    again = extract(home, tmp_path / "out")
    assert again.code == 0
    assert {code for _, code in again.ends().values()} == {"ok"}


@pytest.mark.slow
@linux
@pytest.mark.parametrize(
    ("redirection", "options"),
    [
        ("<&- >&- 2>&-", "--json"),
        ("> /dev/full", "--json"),
        ("2> /dev/full", "-vv --progress plain"),
        ("| true", "--json"),
        *in_slow_set((">&-", "-vv --progress plain"), ("2>&-", "-vv --progress plain")),
    ],
)
def test_closed_and_full_streams_do_not_lose_the_run(tmp_path: Path, redirection: str, options: str) -> None:
    command = f'"$0" -m extractor extract "$1" -o "$2" --ocr never {options} {redirection}; exit ${{PIPESTATUS[0]}}'
    argv = ["bash", "-c", command, sys.executable, str(SAMPLE), str(tmp_path / "out")]
    ran = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == (6 if redirection == "> /dev/full" else 0), ran.stderr
    assert "Traceback" not in ran.stderr and "Exception ignored" not in ran.stderr
    assert ("标准输出" in ran.stderr) == (redirection == "> /dev/full")
    (record,) = (tmp_path / "out").glob("*/disclosure.json")
    assert json.loads(record.read_text(encoding="utf-8"))["status"] == "verified"
    assert (tmp_path / "out" / "summary.xlsx").is_file()


@pytest.mark.slow
@linux
@pytest.mark.parametrize("command", ["check", "--help", *in_slow_set("forms")])
def test_no_command_minds_who_reads_it(tmp_path: Path, command: str) -> None:
    path = str(tmp_path) if command == "check" else ""
    for redirection in (">&-", "| true"):
        line = f'"$0" -m extractor {command} {path} {redirection}; exit ${{PIPESTATUS[0]}}'
        ran = subprocess.run(
            ["bash", "-c", line, sys.executable],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == (5 if command == "check" else 0), ran.stderr
        assert "Traceback" not in ran.stderr and "Exception ignored" not in ran.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--timeout", "nan"],
        ["--timeout", "inf"],
        ["--timeout", "-1"],
        ["--timeout", "1e18"],
        ["-j", "9999"],
        ["-j", "-1"],
        ["--max-memory", "999999999"],
        ["--max-memory", "1"],
        ["--max-memory", "-5"],
        ["--max-memory", "nan"],
    ],
    ids=" ".join,
)
def test_values_that_no_machine_can_keep_are_refused(tmp_path: Path, options: list[str]) -> None:
    ran = extract(SAMPLE, tmp_path / "out", *options)
    assert ran.code == 2
    assert "用法错误" in ran.err
    assert not (tmp_path / "out").exists()


def test_there_are_no_more_workers_than_documents(tmp_path: Path) -> None:
    home = folder_of(tmp_path / "in", {})
    code = (
        "import pebble, sys\n"
        "import extractor.batch.pool as pool\n"
        "class Pool(pebble.ProcessPool):\n"
        "    def __init__(self, max_workers, **more):\n"
        "        print('workers', max_workers, file=sys.stderr)\n"
        "        super().__init__(max_workers=max_workers, **more)\n"
        "pool.ProcessPool = Pool\n"
        "from extractor.cli import main\n"
        "if __name__ == '__main__': sys.exit(main())\n"
    )
    program = tmp_path / "program.py"
    program.write_text(code)
    argv = [sys.executable, str(program), "extract", str(home), "-o", str(tmp_path / "out"), "-j", "5", "-q"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(argv, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (0, "workers 1\n")


@pytest.mark.slow
@linux
def test_a_locale_of_ascii_only_writes_the_same_names(tmp_path: Path) -> None:
    home = folder_of(tmp_path / "in", {"某局.pdf": SAMPLE.read_bytes() + b"%"})
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ran = extract(home, tmp_path / "out", **plain)
    assert ran.code == 0, ran.err
    assert {one["source"] for one in ran.documents.values()} == {GOOD, "某局.pdf"}
    assert extract(home, tmp_path / "other").code == 0
    written = {path for path in content(tmp_path / "other") if "/" in path}
    assert {path for path in content(tmp_path / "out") if "/" in path} == written


@pytest.mark.slow
@linux
def test_a_second_run_says_who_is_there_and_touches_nothing(tmp_path: Path) -> None:
    first = start(many(tmp_path / "in"), tmp_path / "out", "-j", "1", "--progress", "plain")
    assert "/301]" in first_line(first)
    (tmp_path / "out" / ".juesuan-0123456789abcdef.tmp").write_bytes(b"of the first")
    second = extract(SAMPLE, tmp_path / "out")
    assert first.poll() is None  # the second did not wait for the first to end
    assert second.code == 6
    assert f"进程 {first.pid}" in second.json["error"]["message"] and second.json["error"]["hint"]
    assert (tmp_path / "out" / ".juesuan-0123456789abcdef.tmp").exists()
    assert extract(SAMPLE, tmp_path / "out", "--dry-run").code == 0  # it only looks
    first.kill()
    first.communicate(timeout=60)
    assert (tmp_path / "out" / ".juesuan-lock.json").exists()  # of a run that was killed
    third = extract(SAMPLE, tmp_path / "out")
    assert third.code == 0
    assert not list((tmp_path / "out").glob(".juesuan-lock*"))
    assert not list((tmp_path / "out").rglob("*.tmp"))


@linux
def test_no_link_is_written_through(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "file").write_text("mine")
    replaced = (".juesuan-lock.json", "figures.csv", "summary.csv", "summary.xlsx")
    for names in ((".juesuan-journal.jsonl",), (".juesuan-lock",), replaced):
        out = tmp_path / f"out {names[0]}"
        out.mkdir()
        for name in names:
            (out / name).symlink_to(victim / "file")
        ran = extract(SAMPLE, out)
        assert ran.code == (0 if names == replaced else 6), names
        assert "Traceback" not in ran.err
        assert (victim / "file").read_text() == "mine"
    out = tmp_path / "out"
    name = ran.documents[SAMPLE.name]["name"]
    out.mkdir()
    (out / name).symlink_to(victim)
    ran = extract(SAMPLE, out)
    assert (ran.code, ran.documents[SAMPLE.name]["code"]) == (6, "output")
    (out / name).unlink()
    (out / name).mkdir()
    (out / name / "csv").symlink_to(victim)
    assert extract(SAMPLE, out).code == 6
    assert [path.name for path in victim.iterdir()] == ["file"]
