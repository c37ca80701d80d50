"""The icon on the desktop: what each system starts by a double click, whatever its folders are called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.review.launcher import install, linux, macos, windows

ODD = 'a b"c%d`e$f\\g'


def test_each_system_has_its_own_file(tmp_path: Path) -> None:
    for system, ending in (("win32", ".cmd"), ("darwin", ".command"), ("linux", ".desktop")):
        home = tmp_path / system
        (home / "Desktop").mkdir(parents=True)
        (home / "Documents").mkdir()
        made = install("output", home, system)
        assert made and all(path.suffix == ending and path.is_relative_to(home) for path in made)
        text = made[0].read_bytes()
        assert b"extractor" in text and b"review" in text
        if system != "win32":
            assert os.access(made[0], os.X_OK)
    assert len(install("output", tmp_path / "linux", "linux")) == 2
    assert len(install("output", tmp_path / "bare", "linux")) == 1


def test_a_relative_output_lies_in_the_users_documents(tmp_path: Path) -> None:
    (path,) = install("结果", tmp_path, "darwin")
    assert str(tmp_path / "Documents" / "结果") in path.read_text(encoding="utf-8")
    (path,) = install("/data/结果", tmp_path, "darwin")
    assert "/data/结果" in path.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="it is a shell script")
def test_the_macs_command_passes_odd_folders_as_they_are(tmp_path: Path) -> None:
    script = tmp_path / "x.command"
    script.write_text(macos([sys.executable, "-c", "import sys; print(sys.argv[1])", ODD]), encoding="utf-8")
    done = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=True)
    assert done.stdout == f"{ODD}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell reads it")
def test_the_other_two_quote_what_their_readers_would_take_for_something_else() -> None:
    entry = linux(["/usr/bin/python", ODD])
    (line,) = [one for one in entry.splitlines() if one.startswith("Exec=")]
    # Twice, as the specification has it: once for the string, once for the argument.
    said = line.removeprefix("Exec=").replace("\\\\", "\\").replace("%%", "%")
    done = subprocess.run(["sh", "-c", f"printf '%s\\n' {said}"], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["/usr/bin/python", ODD]
    assert "Terminal=true" in entry
    text = windows(["C:\\Program Files\\python.exe", "100%"])
    assert '"C:\\Program Files\\python.exe" "100%%"' in text and "\r\n" in text


def test_the_command_makes_it_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert main(["review", "--install-launcher"]) == 0
    paths = [line.partition("：")[2] for line in capsys.readouterr().out.splitlines()]
    assert paths and all(Path(path).is_file() for path in paths)


def test_an_output_that_is_far_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "-o", "s3://bucket/out", "--no-browser"]) == 2
    assert "本机" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["review", "-o", str(tmp_path / "out"), "--port", port, "--no-browser"]) == 6
    assert port in capsys.readouterr().err
    assert not list((tmp_path / "out").glob(".juesuan-*"))
