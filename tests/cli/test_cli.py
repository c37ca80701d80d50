"""The command line as users and schedulers meet it: exit codes, streams, files."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image

from extractor import __version__
from extractor.batch.journal import NAME as JOURNAL
from extractor.cli import main
from extractor.export.hold import LOCK
from extractor.export.record_files import RECORD_FILE_NAMES
from tests.documents.catalogue import make
from tests.documents.finish import as_pictures

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
SAMPLE = SAMPLES / "wuhan_renshe_donghu_2023.pdf"
OTHER = SAMPLES / "qiongwan_school_2022.pdf"
NAME = "2023_武汉市人力资源和社会保障局东湖新技术开发区分局_"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process: exit code, stdout, stderr."""

    def call(*argv: object) -> tuple[int, str, str]:
        code = main([str(arg) for arg in argv])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def command(*argv: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "extractor", *map(str, argv)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **options,
    )


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of every kind that is not read."""
    home = tmp_path_factory.mktemp("bad")
    out = {}
    for name in ("government budget", "scan", "encrypted", "empty file", "truncated", "not a pdf"):
        out[name] = home / f"{name}.pdf"
        out[name].write_bytes(make(name, 1)[0])
    return out


def with_a_scanned_page(path: Path) -> Path:
    """The sample with one more page that is a picture."""
    writer = pypdf.PdfWriter(clone_from=SAMPLE)
    page = pypdf.PdfWriter()
    page.add_page(pypdf.PdfReader(SAMPLE).pages[4])
    single = io.BytesIO()
    page.write(single)
    writer.append(io.BytesIO(as_pictures(single.getvalue(), dpi=50)))
    writer.write(path)
    return path


# extract -------------------------------------------------------------------------------------------------------------


def test_a_document_becomes_its_folder(run: Run, tmp_path: Path) -> None:
    code, out, err = run("extract", SAMPLE, "-o", tmp_path / "out")
    assert code == 0
    (folder,) = [path for path in (tmp_path / "out").iterdir() if path.is_dir()]
    assert folder.name.startswith(NAME)
    names = {path.name for path in folder.iterdir()}
    files = (
        "figures.csv",
        "tables.csv",
        "checks.csv",
        "findings.csv",
        "datapackage.json",
        "layout.json",
        "disclosure.json",
    )
    assert names == {f"{folder.name}.xlsx", f"{folder.name}.pdf", "csv", *files, *RECORD_FILE_NAMES}
    own = {path.name for path in (tmp_path / "out").iterdir() if path.is_file() and "juesuan" not in path.name}
    assert own == {
        *RECORD_FILE_NAMES,
        "figures.csv",
        "tables.csv",
        "checks.csv",
        "findings.csv",
        "summary.csv",
        "headline.csv",
        "summary.xlsx",
        "sources.csv",
        "metadata.yaml",
        "datapackage.json",
    }
    assert out.startswith(f"通过  {SAMPLE.name} → ")
    assert "105 个数" in out and len(out.splitlines()) == 2
    assert "[1/1]" in err


def test_json_is_one_object_with_what_the_contract_names(run: Run, tmp_path: Path, bad: dict[str, Path]) -> None:
    output = tmp_path / "out"
    code, out, _ = run("extract", SAMPLE, bad["not a pdf"], "-o", output, "--json")
    found = json.loads(out)
    assert code == found["exit_code"] == 4
    assert found["schema_version"] == 1
    assert found["counts"] == {
        "documents": 2,
        "duplicates": 0,
        "skipped": 0,
        "verified": 1,
        "inconsistent": 0,
        "doubtful": 0,
        "unsupported": 0,
        "no_text": 0,
        "failed": 1,
    }
    by_source = {document["source"]: document for document in found["documents"]}
    good, failed = by_source[SAMPLE.name], by_source["not a pdf.pdf"]
    keys = {"source", "path", "sha256", "name", "folder", "status", "code", "reasons", "hint", "pages", "seconds"}
    assert (
        set(good)
        == set(failed)
        == keys | {"duplicate_of", "skipped", "verdict_words", "text_verdict", "accepted", "corrected", "confirmed"}
    )
    assert good["folder"] == str(output / good["name"])
    assert Path(good["folder"]).is_dir()
    assert (good["status"], good["code"], good["reasons"], good["pages"]) == ("verified", "ok", [], 16)
    assert good["seconds"] >= 0
    assert (failed["status"], failed["code"], failed["name"], failed["folder"]) == ("failed", "not_pdf", "", "")
    assert failed["reasons"]
    assert failed["hint"]
    assert failed["pages"] is None


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("government budget", "unsupported", "government_budget"),
        ("scan", "no_text", "no_text"),
        ("encrypted", "failed", "encrypted"),
        ("empty file", "failed", "empty_file"),
        ("truncated", "failed", "damaged"),
        ("not a pdf", "failed", "not_pdf"),
    ],
)
def test_what_is_not_read_says_why(
    run: Run, tmp_path: Path, bad: dict[str, Path], name: str, status: str, code: str
) -> None:
    exit_code, out, err = run("extract", bad[name], "-o", tmp_path, "--json", "--ocr", "never")
    (document,) = json.loads(out)["documents"]
    assert exit_code == 4
    assert (document["status"], document["code"]) == (status, code)
    assert document["reasons"]
    assert document["hint"]
    assert "Traceback" not in err
    with (tmp_path / "summary.csv").open(encoding="utf-8-sig") as handle:
        assert handle.read().count("\n") == 2


@pytest.mark.parametrize("name", ["jiangsu_office_budget_2019", "putuo_commerce_budget_2025"])
def test_published_budgets_are_read_as_such(run: Run, tmp_path: Path, name: str) -> None:
    path = ROOT.parent / "shared" / "corpus" / "pdf" / f"{name}.pdf"
    if not path.exists():
        pytest.skip("the corpus is not beside this checkout")
    code, out, _ = run("extract", path, "-o", tmp_path, "--json")
    (document,) = json.loads(out)["documents"]
    assert code == 0
    assert document["status"] == "verified"
    assert "预算_" in document["name"]


def test_the_good_ones_of_a_folder_are_read_whatever_the_others_are(
    run: Run, tmp_path: Path, bad: dict[str, Path]
) -> None:
    folder = tmp_path / "in"
    shutil.copytree(bad["government budget"].parent, folder / "bad")
    shutil.copy(SAMPLE, folder / "z.pdf")
    code, out, _ = run("extract", folder, "-o", tmp_path / "out", "--ocr", "never")
    assert code == 4
    assert out.splitlines()[-1].startswith("共 7 份：通过 1，不支持 1，无文字层 1，失败 4。")
    assert next((tmp_path / "out").glob(f"{NAME}*/disclosure.json")).is_file()
    assert run("extract", folder, "-o", tmp_path / "out", "--exit-zero", "--ocr", "never")[0] == 0


def test_a_page_that_is_a_picture_makes_the_document_doubtful(run: Run, tmp_path: Path) -> None:
    path = with_a_scanned_page(tmp_path / "a.pdf")
    code, out, _ = run("extract", path, "-o", tmp_path / "out", "--ocr", "never")
    assert code == 3
    assert out.startswith("存疑  a.pdf")
    assert "第 17 页" in out
    assert run("extract", path, "-o", tmp_path / "out", "--exit-zero", "--ocr", "never")[0] == 0


def test_the_password_opens(run: Run, tmp_path: Path, bad: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = bad["encrypted"]
    assert run("extract", path, "-o", tmp_path, "--password", "wrong")[0] == 4
    assert run("extract", path, "-o", tmp_path, "--password", "juesuan")[0] == 0
    monkeypatch.setenv("JUESUAN_PASSWORD", "juesuan")
    assert run("extract", path, "-o", tmp_path)[0] == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any byte in a name")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xfe.pdf"
    with open(path, "wb") as handle:
        handle.write(SAMPLE.read_bytes())
    ran = command("extract", tmp_path, "-o", tmp_path / "out", "--json")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["documents"][0]["status"] == "verified"


def test_two_files_of_the_same_bytes(run: Run, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        shutil.copy(SAMPLE, tmp_path / name)
    code, out, _ = run("extract", tmp_path, "-o", tmp_path / "out", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["counts"]["documents"] == 2
    assert found["counts"]["duplicates"] == 1
    assert [document["duplicate_of"] for document in found["documents"]] == ["", (tmp_path / "a.pdf").as_posix()]
    figures = (tmp_path / "out" / "figures.csv").read_text(encoding="utf-8-sig").splitlines()
    single = (tmp_path / "out" / found["documents"][0]["name"] / "figures.csv").read_text(encoding="utf-8-sig")
    assert figures == single.splitlines()


@pytest.mark.slow
def test_the_same_bytes_come_out_twice(tmp_path: Path) -> None:
    """In two processes, so that no order of a hash can hide."""
    outs = [tmp_path / "one", tmp_path / "two"]
    for seed, out in enumerate(outs):
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        assert command("extract", SAMPLES, "-o", out, env=environment).returncode == 0
    first, second = (
        {path.relative_to(out): path for path in out.rglob("*") if path.is_file() and "juesuan" not in path.name}
        for out in outs
    )
    assert first.keys() == second.keys()
    assert len(first) > 40
    assert [name for name in first if first[name].read_bytes() != second[name].read_bytes()] == []


def test_a_second_run_over_the_first(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("extract", SAMPLE, "-o", tmp_path)[0] == 0
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith(".") and path.name not in (JOURNAL, LOCK)]


def test_nothing_to_do(run: Run, tmp_path: Path) -> None:
    code, out, err = run("extract", tmp_path, "-o", tmp_path / "out")
    assert (code, out) == (5, "")
    assert err.startswith("错误：") and "没有 PDF" in err and "请" in err
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "out").exists()
    code, out, _ = run("extract", tmp_path, "-o", tmp_path / "out", "--json")
    assert code == json.loads(out)["exit_code"] == 5
    assert json.loads(out)["error"]["code"] == "nothing_to_do"


@pytest.mark.parametrize(
    "argv",
    [
        ["extract"],
        ["extract", "--nonsense", "a.pdf"],
        ["extract", "no such file.pdf"],
        ["extract", "a.pdf", "--progress", "loud"],
        ["show"],
        ["show", str(SAMPLE), "--page", "0"],
        ["show", str(SAMPLE), "--page", "99"],
        ["forms", "T99"],
        ["nonsense"],
    ],
)
def test_usage_errors_are_one_line(run: Run, argv: list[str]) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "错误" in err


def test_the_output_is_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    code, out, err = run("extract", SAMPLE, "-o", tmp_path / "out")
    assert (code, out) == (6, "")
    assert str(tmp_path / "out") in err
    assert "-o" in err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_the_output_is_read_only(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.mkdir()
    output.chmod(0o500)
    code, _, err = run("extract", SAMPLE, "-o", output)
    assert code == 6
    assert str(output) in err


def test_quiet_says_nothing_but_failures(run: Run, tmp_path: Path, bad: dict[str, Path]) -> None:
    assert run("extract", SAMPLE, "-o", tmp_path, "-q") == (0, "", "")
    code, out, err = run("extract", SAMPLE, bad["not a pdf"], "-o", tmp_path, "-q")
    assert (code, out) == (4, "")
    assert len(err.splitlines()) == 1
    assert "not a pdf.pdf" in err


def test_verbose_lists_what_was_found(run: Run, tmp_path: Path) -> None:
    path = with_a_scanned_page(tmp_path / "a.pdf")
    _, _, err = run("extract", path, "-o", tmp_path / "out", "-v", "--ocr", "never")
    assert "    第 17 页" in err


def test_progress_for_machines_leaves_stdout_alone(run: Run, tmp_path: Path) -> None:
    _, out, err = run("extract", SAMPLE, OTHER, "-o", tmp_path, "--json", "--progress", "json")
    json.loads(out)
    events = [json.loads(line) for line in err.splitlines()]
    assert events[0]["event"] == "start"
    assert events[-1] == {"event": "end", "done": events[0]["total"], "total": events[0]["total"], "failed": 0}


# show and forms ------------------------------------------------------------------------------------------------------


def test_show_tells_pages_tables_and_columns(run: Run) -> None:
    code, out, err = run("show", SAMPLE)
    assert (code, err) == (0, "")
    assert "16 页" in out
    assert "    4  T01 收入支出决算总表" in out
    assert "T02 收入决算表：有数据，第 5 页，万元" in out
    assert "income_total ← 本年收入合计（按表头，栏次 1）" in out
    assert "发现：" in out


def test_show_a_page_cell_by_cell(run: Run) -> None:
    code, out, _ = run("show", SAMPLE, "--page", "4")
    assert code == 0
    assert "第 4 页：T01 收入支出决算总表" in out
    assert "格 1：" in out
    assert "│9,788.75│" in out
    assert "公开01表" in out


def test_show_draws_the_page(run: Run, tmp_path: Path) -> None:
    code, _, err = run("show", SAMPLE, "--page", "4", "--png", tmp_path / "new" / "a.png")
    assert code == 0
    assert "第 4 页" in err
    with Image.open(tmp_path / "new" / "a.png") as picture:
        assert picture.size == (1191, 1684)
        colours = {colour for _, colour in picture.getcolors(1 << 24) or []}
    assert (60, 130, 255) in colours  # cells
    assert (255, 130, 0) in colours  # the title
    assert (0, 140, 60) in colours  # figures
    assert any(red > 150 and green < 100 and blue < 100 for red, green, blue in colours)  # rulings


def test_show_draws_the_first_table_by_itself(run: Run, tmp_path: Path) -> None:
    assert "第 4 页" in run("show", SAMPLE, "--png", tmp_path / "a.png")[2]


def test_show_cannot_write_the_picture(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()
    code, _, err = run("show", SAMPLE, "--png", tmp_path / "a.png")
    assert code == 6
    assert "a.png" in err


def test_show_what_is_refused(run: Run, bad: dict[str, Path]) -> None:
    code, out, _ = run("show", bad["government budget"])
    assert code == 0
    assert "不支持（government_budget）" in out
    code, out, _ = run("show", bad["scan"], "--ocr", "never")
    assert code == 0
    assert "图片，没有文字层" in out
    for name in ("encrypted", "truncated", "not a pdf", "empty file"):
        code, out, err = run("show", bad[name])
        assert (code, out) == (4, "")
        assert len(err.splitlines()) == 1
    assert run("show", bad["encrypted"], "--password", "juesuan")[0] == 0


def test_forms(run: Run) -> None:
    code, out, _ = run("forms")
    assert code == 0
    assert [f"T{n:02}" in out for n in range(1, 10)] == [True] * 9
    code, out, _ = run("forms", "t07")
    assert code == 0
    assert "政府性基金预算财政拨款收入支出决算表" in out
    assert "exp_total" in out
    assert "本年支出 + 合计 | 小计" in out


# The program itself --------------------------------------------------------------------------------------------------


def test_help_and_version(run: Run) -> None:
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert all(name in out for name in ("extract", "show", "forms"))
    for name in ("extract", "show", "forms"):
        assert run(name, "--help")[0] == 0
    assert run("--version")[1] == f"juesuan {__version__}\n"


def test_as_a_module() -> None:
    ran = command("--version")
    assert (ran.returncode, ran.stdout) == (0, f"juesuan {__version__}\n")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupt_keeps_what_is_done(tmp_path: Path) -> None:
    data = SAMPLE.read_bytes()
    for number in range(60):
        (tmp_path / f"{number:02}.pdf").write_bytes(data + b"%%" + str(number).encode())
    argv = [
        sys.executable,
        "-m",
        "extractor",
        "extract",
        tmp_path,
        "-o",
        tmp_path / "out",
        "--json",
        "--progress",
        "json",
    ]
    with subprocess.Popen(
        argv,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell's job in the background ignores Ctrl-C, and what it starts with it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        while '"document"' not in process.stderr.readline():
            pass
        process.send_signal(signal.SIGINT)
        found = json.loads(process.stdout.read())
        said = process.stderr.read()
    assert process.returncode == found["exit_code"] == 130
    assert "Traceback" not in said
    assert 1 <= found["counts"]["documents"] < 60
    assert all((Path(document["folder"]) / "disclosure.json").is_file() for document in found["documents"])
    summary = (tmp_path / "out" / "summary.csv").read_text(encoding="utf-8-sig").splitlines()
    names = {document["name"] for document in found["documents"]}
    # One more may have ended while the signal came.
    assert 1 + len(names) <= len(summary) <= 2 + len(names)
    assert all(any(f",{name}," in line for line in summary) for name in names)
    assert not list((tmp_path / "out").rglob("*.tmp"))


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    """`juesuan extract … | head -1`: the files are written, nothing is said about the pipe, the exit code is honest."""
    read, write = os.pipe()
    os.close(read)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "extractor", "extract", str(SAMPLE), "-o", str(tmp_path), "--progress", "none"],
            cwd=ROOT,
            stdout=write,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(write)
    assert ran.returncode == 0
    assert ran.stderr == b""
    assert (tmp_path / "summary.csv").is_file()


@pytest.mark.slow
def test_a_terminal_that_knows_no_chinese(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ran = command("extract", SAMPLE, "-o", tmp_path, env=environment)
    assert ran.returncode == 0, ran.stderr
    ran = command("extract", SAMPLE, "-o", tmp_path, "--json", env=environment)
    assert json.loads(ran.stdout)["documents"][0]["name"].startswith(NAME)
