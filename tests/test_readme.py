"""What the READMEs and the shipped texts of their topics say is so."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import get_args

import click
import pytest

from extractor import docs, errors
from extractor.cli import command, main
from extractor.cli.archive import archive
from extractor.export.tidy import FIGURE_COLUMNS
from extractor.export.words import STATUS
from extractor.model import Status
from tests.batch.faraway import BUCKET, dask, put, s3

ROOT = Path(__file__).parents[1]
README, CHINESE = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
TOPICS = {name: docs.text(name) for name in docs.topics()}
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = [found for text in (README, CHINESE, *TOPICS.values()) for found in _BLOCK.findall(text)]
SHELL = [line for kind, text in BLOCKS if kind in ("sh", "powershell") for line in text.splitlines()]


def calls() -> list[list[str]]:
    """The arguments of every `juesuan …` in the shell blocks of the texts, options in brackets included."""
    out = []
    for line in SHELL:
        for found in re.finditer(r"(?:^|[\\/\s])juesuan (?P<rest>[^#&;]*)", line):
            rest = re.sub(r"[\[\]|]", " ", found["rest"].replace("auto|plain|json|none", "auto"))
            out.append(shlex.split(rest))
    return [argv for number, argv in enumerate(out) if argv not in out[:number]]


@pytest.mark.parametrize("argv", calls(), ids=" ".join)
def test_every_command_named_exists_with_its_options(argv: list[str]) -> None:
    group: click.Command = command
    if argv[0].endswith(".pdf"):
        argv = ["extract", *argv]
    if not argv[0].startswith("-"):
        group = command.commands[argv[0]]
    if isinstance(group, click.Group) and group is not command and argv[1] != "…":
        group = group.commands[argv[1]]
    known = {option for parameter in group.params for option in parameter.opts} | {"-vv", "-h", "--help"}
    assert {word for word in argv if word.startswith("-")} <= known


def test_the_readme_names_every_command() -> None:
    assert {argv[0] for argv in calls()} >= set(command.commands)
    for text in (README, CHINESE):
        assert "juesuan extract samples -o output" in text and "pip install" in text


def test_no_line_installs_from_where_nothing_is() -> None:
    for text in (README, CHINESE, *TOPICS.values()):
        assert not re.search(r"pip install [\"']?juesuan", text)


def test_the_readmes_are_short_and_say_the_same() -> None:
    heads = [re.findall(r"^## ", text, re.M) for text in (README, CHINESE)]
    assert len(README.splitlines()) < 140 and len(CHINESE.splitlines()) < 120
    assert len(heads[0]) >= 4 and len(heads[1]) >= 4
    codes = [re.findall(r"^\| (\d+) \|", text, re.M) for text in (README, CHINESE)]
    assert codes[0] == codes[1]
    assert not re.search(r"[\u4e00-\u9fff]{40}", README)


def test_the_readme_names_every_topic() -> None:
    assert {name for name in TOPICS if f"extractor/docs/{name}.md" in README} == set(TOPICS)


def options_of(name: str) -> set[str]:
    return {
        option for parameter in command.commands[name].params for option in parameter.opts if option.startswith("--")
    }


def test_the_main_line_is_the_one_for_the_samples(tmp_path: Path) -> None:
    """What the quick start runs after the installation ends well on the samples and writes what is listed."""
    line = next(line for line in SHELL if "juesuan extract samples" in line)
    argv = shlex.split(line.rpartition("juesuan ")[2])
    assert argv == ["extract", "samples", "-o", "output"]
    assert main(["extract", str(ROOT / "samples"), "-o", str(tmp_path), "-q", "--marked"]) == 0
    text = TOPICS["outputs"]
    listed = text[text.index("For each document") : text.index("For the whole run")]
    rows = re.findall(r"^\| `([^`|]+)`", listed, re.M)
    assert rows == [
        "<name>.xlsx",
        "<name>.pdf",
        "<name>_标注.pdf",
        "csv/T01_收入支出决算总表.csv",
        "figures.csv",
        "tables.csv",
        "checks.csv",
        "findings.csv",
        "items.csv",
        "performance.csv",
        "datapackage.json",
        "layout.json",
        "disclosure.json",
    ]
    for folder in (path for path in tmp_path.iterdir() if path.is_dir()):
        for name in rows:
            if "预算" in folder.name:
                name = name.replace("T01_收入支出决算总表", "B01_收支预算总表")
            assert (folder / name.replace("<name>", folder.name)).is_file()
    for name in (
        "figures.csv",
        "tables.csv",
        "summary.csv",
        "headline.csv",
        "summary.xlsx",
        "sources.csv",
        "comparison.csv",
        "datapackage.json",
    ):
        assert (tmp_path / name).is_file()


def test_statuses() -> None:
    for text in (README, TOPICS["statuses"]):
        table = dict(re.findall(r"^\| `(\w+)` \| (\S+) \|", text, re.M))
        assert {status: table[status] for status in get_args(Status)} == STATUS
    table = {status: word for word, status in re.findall(r"^\| (\S+) \| `(\w+)` \|", CHINESE, re.M)}
    assert table == STATUS


def test_exit_codes() -> None:
    for text in (README, CHINESE, TOPICS["statuses"]):
        assert set(map(int, re.findall(r"^\| (\d+) \|", text, re.M))) == set(errors.ExitCode)


def test_files_that_the_readmes_name() -> None:
    csvs = ("figures", "tables", "checks", "findings", "items", "summary", "headline", "comparison", "sources")
    others = ("disclosure.json", "datapackage.json", "summary.xlsx", "<name>_标注.pdf", "<name>.xlsx", "<name>.pdf")
    for text in (README, CHINESE.replace("<名称>", "<name>")):
        assert [name for name in (*(f"{one}.csv" for one in csvs), *others) if name not in text] == []


def test_columns_of_figures() -> None:
    text = TOPICS["outputs"]
    rows = re.findall(r"^\| (`[^|]+) \|", text[text.index("Columns of `figures.csv`") :], re.M)
    assert tuple(re.findall(r"`(\w+)`", " ".join(rows))) == FIGURE_COLUMNS


def test_the_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = json.loads(next(text for kind, text in BLOCKS if kind == "json"))
    main(["extract", str(ROOT / "samples" / shown["documents"][0]["source"]), "-o", str(tmp_path), "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert list(shown) == list(printed)
    assert shown["counts"] == printed["counts"]
    assert list(shown["documents"][0]) == list(printed["documents"][0])


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(next(text for kind, text in BLOCKS if kind == "python"), {})
    out = capsys.readouterr().out
    assert out.startswith("武汉市人力资源和社会保障局东湖新技术开发区分局 2023 verified\n")
    assert "9,788.75" in out


def test_the_archive_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of the text on archives, one after another, in a folder with the samples."""
    section = TOPICS["archive"]
    lines = [line.partition("#")[0] for line in section.splitlines() if line.startswith("juesuan ")]
    assert {line.split()[2] for line in lines[1:]} == set(archive.commands)
    (tmp_path / "samples").mkdir()
    for path in (ROOT / "samples").glob("*.pdf"):
        shutil.copy(path, tmp_path / "samples")
    (tmp_path / "网址.csv").write_text(
        "文件,网址,公开日期\nguilan_water_2021.pdf,https://example.org/a.pdf,2022-09-01\n"
    )
    monkeypatch.chdir(tmp_path)
    for line in lines:
        assert main(shlex.split(line)[1:]) == 0, line
    assert (tmp_path / "全部.xlsx").is_file()


@pytest.mark.slow
def test_the_examples_of_scale_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On loopback: an S3 server with the samples in it, a scheduler and two workers started as the text does."""
    section = TOPICS["scale"]
    lines = [line.partition(" #")[0] for line in section.splitlines() if line.startswith(("juesuan ", "dask "))]
    assert [line.split()[:2] for line in lines] == [
        ["juesuan", "extract"],
        ["juesuan", "extract"],
        ["dask", "scheduler"],
        ["dask", "worker"],
        ["juesuan", "extract"],
    ]
    monkeypatch.chdir(tmp_path)
    with s3() as environment, dask(tmp_path, environment, lines[3].split()[3:]) as cluster:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        for path in (ROOT / "samples").glob("[gw]*.pdf"):
            put(f"s3://{BUCKET}/2023/{path.name}", path.read_bytes())
        Path("网址.txt").write_text(f"s3://{BUCKET}/2023/{path.name}\n", encoding="utf-8")
        for line in (lines[0], lines[1], lines[4].replace("tcp://10.0.0.1:8786", cluster.address)):
            assert main([*shlex.split(line)[1:], "-q"]) == 0, line
        assert main(["extract", f"s3://{BUCKET}/out-2023", "-o", "nothing"]) == 5
    assert len(list(Path("output").glob("*/disclosure.json"))) == 1


def test_links_lead_somewhere() -> None:
    for text, home in (
        (README, ROOT),
        (CHINESE, ROOT),
        *((one, Path(docs.__file__).parent) for one in TOPICS.values()),
    ):
        targets = re.findall(r"\[[^\]]*\]\(([^)#\s]+)\)", text)
        assert [target for target in targets if "://" not in target and not (home / target).exists()] == []


def test_the_help_texts_name_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    main(["extract", "--help"])
    out = capsys.readouterr().out
    assert all(f"{code} " in out for code in (0, 1, 2, 3, 4, 5, 6, 130))
    assert all(option in out for option in options_of("extract"))


def test_ci_runs_the_line_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    line = next(line for line in SHELL if "[dev]" in line)
    assert line == 'python -m venv .venv && .venv/bin/pip install -e ".[dev]" && .venv/bin/python -m pytest'
    steps = ['"$python" -m venv "$venv"', '"$venv/bin/pip" install -q -e ".[dev]"', '"$venv/bin/python" -m pytest -q']
    places = [script.index(step) for step in steps]
    assert places == sorted(places)
