"""What the command line says, in either language, and how it may be called."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import click
import pytest

from extractor.batch.log import KEPT, prune
from extractor.batch.report import document_line
from extractor.cli import command, main
from extractor.cli.english import COMMANDS, ERRORS, OPTIONS, WORDS
from extractor.errors import JuesuanError
from extractor.system import tongue
from tests.cli.test_cli import SAMPLE, Run, run

__all__ = ["run"]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def commands() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {"juesuan": command, **command.commands}
    for name, one in command.commands.items():
        if isinstance(one, click.Group):
            found |= {f"{name} {sub}": each for sub, each in one.commands.items()}
    return found


def test_everything_has_its_english_and_nothing_else_has() -> None:
    found = commands()
    assert set(COMMANDS) == set(found)
    options = {p.name for one in found.values() for p in one.params if isinstance(p, click.Option)}
    assert set(OPTIONS) == options | {"help"}
    every: set[str] = set()
    waiting = [JuesuanError]
    while waiting:
        kind = waiting.pop()
        every.add(kind.code)
        waiting += kind.__subclasses__()
    assert set(ERRORS) == every - {"usage"}


@pytest.mark.parametrize("argv", [name.split() for name in commands()], ids=" ".join)
def test_help_is_in_one_language(run: Run, argv: list[str]) -> None:
    argv = argv[1:] if argv == ["juesuan"] else argv
    code, out, err = run(*argv, "--help")
    assert (code, err) == (0, "") and out.startswith("用法：") and "选项" in out
    assert not re.search(r"Show this|Options|Commands|Usage|default:|env var", out)
    code, out, err = run("--lang", "en", *argv, "--help")
    assert (code, err) == (0, "") and out.startswith("Usage: ")
    assert not CHINESE.search(out.replace("*决算*", ""))
    assert run(*argv, "--lang=en", "--help")[1] == out


def test_values_have_words_in_english(run: Run) -> None:
    out = run("archive", "list", "--help", "--lang", "en")[1]
    assert "--search WORD" in out and "--year YEAR" in out
    assert all(WORDS)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW"}, "zh"),
        ({"LANG": "en_US.UTF-8", "JUESUAN_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "JUESUAN_LANG": "en"}, "en"),
    ],
)
def test_the_language_is_the_locales(environment: dict[str, str], language: str) -> None:
    assert tongue.usual(environment) == language


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["extract", "--nonsense", "a.pdf"], "没有选项 --nonsense"),
        (["extract"], "缺少参数 PATH"),
        (["extract", "-o"], "选项 -o 后面缺少值"),
        (["extract", "a.pdf", "--progress", "loud"], "--progress 只能是 auto、plain、json、none"),
        (["extract", "a.pdf", "-j", "many"], "many 不是整数"),
        (["extract", "a.pdf", "--force=1"], "选项 --force 不要值"),
        (["show", "a.pdf", "--page", "0"], "0 不在范围内"),
        (["forms", "T01", "T02"], "多出参数 T02"),
        (["nonsense"], "没有命令 nonsense"),
        (["--lang", "fr"], "--lang 只能是 zh、en"),
        (["archive", "add", "a"], "缺少选项 --to"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_told_in_chinese(run: Run, argv: list[str], said: str) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (2, "") and said in err
    assert not re.search(r"[A-Za-z]{4,} [a-z]{2,}", err.partition("例：")[0].partition("用法见")[0])


def test_without_a_command_there_is_help(run: Run) -> None:
    assert run() == run("--help")
    assert run("archive") == run("archive", "--help")


def test_a_file_in_the_place_of_a_command_is_read(run: Run, tmp_path: Path) -> None:
    code, _, _ = run(SAMPLE, "-o", tmp_path / "a")
    assert code == 0 and next((tmp_path / "a").glob("*/disclosure.json")).is_file()
    code, _, _ = run("-o", tmp_path / "b", SAMPLE, "-q")
    assert code == 0 and next((tmp_path / "b").glob("*/disclosure.json")).is_file()
    assert run("no such file.pdf")[0] == 2


def test_the_result_in_english(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"no PDF")
    code, out, err = run("--lang", "en", SAMPLE, tmp_path / "x.pdf", "-o", tmp_path / "out")
    first, second, last = sorted(out.splitlines(), key=lambda line: ("verified" not in line[:8], "documents" in line))
    assert code == 4 and first.startswith("verified  ") and "(9 tables, 105 figures)" in first
    assert second.startswith("failed  x.pdf")
    assert last.startswith("2 documents: verified 1, failed 1. Summary: ")
    assert "[1/2]" in err
    assert "1 records: verified 1." in run("check", tmp_path / "out", "--lang", "en")[1]
    assert "Error: The file is empty" in run("--lang", "en", "show", _empty(tmp_path))[2]


def _empty(folder: Path) -> Path:
    path = folder / "empty.pdf"
    path.touch()
    return path


def test_what_would_be_done_as_json(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("extract", SAMPLE, "-o", tmp_path, "--dry-run", "--json")
    assert code == 0
    assert json.loads(out)["documents"] == [{"path": str(SAMPLE), "reads": True, "why": "读取"}]


def test_the_marked_copy_is_written_when_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    assert run("extract", SAMPLE, "-o", tmp_path, "-q")[0] == 0
    assert not list(tmp_path.glob("*/*_标注.pdf"))
    assert run("extract", SAMPLE, "-o", tmp_path, "-q", "--marked")[0] == 0
    (made,) = tmp_path.glob("*/*_标注.pdf")
    assert made.read_bytes().startswith(b"%PDF") and made.stem == f"{made.parent.name}_标注"


def test_that_a_file_cannot_be_marked_is_said_in_its_line() -> None:
    from dataclasses import replace

    from tests.batch.test_progress import GOOD

    line = document_line(replace(GOOD, unmarked="没有写出标注的 PDF：文件结构有误"), Path("out"))
    assert line.endswith("（没有写出标注的 PDF：文件结构有误）")


def test_only_the_newest_logs_are_kept(tmp_path: Path) -> None:
    names = [f"juesuan-202401{day:02}-000000.log" for day in range(1, 29)]
    names += [f"juesuan-202402{day:02}-000000{rest}.log" for day in range(1, 10) for rest in ("", "-1")]
    for name in (*names, "juesuan-mine.log", "notes.txt"):
        (tmp_path / name).touch()
    prune(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*names[-(KEPT - 1) :], "juesuan-mine.log", "notes.txt"}


def test_a_resumed_run_shows_no_rate_before_it_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from extractor.batch.progress import Bar
    from tests.batch.test_progress import GOOD, Terminal

    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    out = Terminal()
    bar = Bar(out)
    bar.start(3)
    for _ in range(2):
        bar.tell(replace(GOOD, skipped=True))
    assert "份/秒" not in out.getvalue()
    bar.tell(GOOD)
    assert "0.0 份/秒" not in out.getvalue() and "份/秒" in out.getvalue()
    assert main(["--version"]) == 0
