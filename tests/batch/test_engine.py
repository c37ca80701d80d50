"""A run over many files: nothing a document does costs another one, and what is done is done once."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.batch import Done, Job, Limits, Options, Settings, execute, plan
from extractor.batch.journal import NAME, Journal, key_of
from extractor.batch.pool import run_jobs
from extractor.export import Outcome, write_run
from extractor.export.accepted import Accepted
from extractor.export.database.read import digest, opened
from tests.batch.workers import hostile, quick
from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "wuhan_renshe_donghu_2023.pdf"
OTHER = ROOT / "samples" / "guilan_water_2021.pdf"


def files(folder: Path, *names: str) -> list[Path]:
    """Files of these names, each with bytes of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.pdf" for name in names]
    for path in paths:
        path.write_text(path.name)
    return paths


def ended(done: list[Done]) -> dict[str, tuple[str, str]]:
    return {one.outcome.source: (one.outcome.status, one.outcome.code) for one in done}


@pytest.mark.slow
def test_hangs_crashes_exits_and_hoards_cost_one_document_each(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = files(
        tmp_path / "in",
        "hang",
        "slow",
        "segfault",
        "exit",
        "raise",
        "memory",
        "print",
        *(f"quick_{n}" for n in range(8)),
    )
    limits = Limits(jobs=2, timeout=10, max_memory=1500)
    done = list(execute([*bad, SAMPLE], Options(tmp_path / "out"), Settings(limits), worker=hostile))
    told = ended(done)
    assert {name: code for name, (_, code) in told.items() if not name.startswith("quick")} == {
        "hang.pdf": "timeout",
        "segfault.pdf": "crashed",
        "exit.pdf": "crashed",
        "raise.pdf": "internal",
        "memory.pdf": "memory",
        "slow.pdf": "budget",  # longer than the limit, but each page within it
        "print.pdf": "budget",
        SAMPLE.name: "ok",
    }
    assert sum(code == "budget" for _, code in told.values()) == 10
    assert all(one.outcome.message and one.outcome.hint for one in done if one.outcome.status == "failed")
    assert "noise" not in capfd.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize(("at_once", "more"), [(False, []), (True, ["quick_1.pdf"])])
def test_no_more_files_are_taken_than_there_are_workers(tmp_path: Path, at_once: bool, more: list[str]) -> None:
    """However long a document takes: what lies ahead may be fetched from far away."""
    taken: list[str] = []

    def jobs() -> Iterator[Job]:
        for path in files(tmp_path / "in", "hang_1", "quick_1", "quick_2"):
            taken.append(path.name)
            yield Job(path)

    ended = run_jobs(jobs(), Options(tmp_path / "out"), Limits(jobs=1, timeout=5), worker=hostile, at_once=at_once)
    assert next(ended)[1].outcome.code == "timeout"
    assert taken == ["hang_1.pdf", *more]
    assert [done.outcome.code for _, done in ended] == ["budget", "budget"]


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    paths = files(tmp_path / "in", "hang_1", "hang_2")
    run = subprocess.Popen(
        [sys.executable, "-m", "tests.batch.workers", str(tmp_path / "out"), *map(str, paths)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert run.stdout is not None
    assert run.stdout.readline() == b"running 2\n"
    run.kill()
    run.communicate(timeout=60)  # the workers have the parent's stderr: it ends when the last of them does
    assert run.returncode == -signal.SIGKILL


def test_a_document_that_is_done_is_not_read_again(tmp_path: Path) -> None:
    paths, options = [SAMPLE, *files(tmp_path / "in", "quick_1")], Options(tmp_path / "out")
    first = list(execute(paths, options, Settings(Limits(jobs=1)), worker=hostile))
    again = list(execute(paths, options, Settings(Limits(jobs=1)), worker=hostile))
    assert [one.skipped for one in first] == [False, False]
    assert [one.skipped for one in again] == [True, True]
    assert ended(again) == ended(first)
    forced = list(execute(paths, options, Settings(Limits(jobs=1), force=True), worker=hostile))
    assert [one.skipped for one in forced] == [False, False]
    retried = list(execute(paths, options, Settings(Limits(jobs=1), retry_failed=True), worker=hostile))
    assert {one.outcome.source: one.skipped for one in retried} == {SAMPLE.name: True, "quick_1.pdf": False}


def test_a_document_whose_files_are_gone_is_read_again(tmp_path: Path) -> None:
    options = Options(tmp_path / "out")
    (first,) = execute([SAMPLE], options, Settings(Limits(jobs=1)))
    for gone in ("disclosure.json", "checks.csv", "*.xlsx"):
        next((tmp_path / "out" / first.outcome.name).glob(gone)).unlink()
        (again,) = execute([SAMPLE], options, Settings(Limits(jobs=1)))
        assert not again.skipped, gone
        assert len(list((tmp_path / "out" / first.outcome.name).glob(gone))) == 1


def test_another_password_is_another_reading(tmp_path: Path) -> None:
    settings = Settings(Limits(jobs=1))
    list(execute([SAMPLE], Options(tmp_path), settings))
    (other,) = execute([SAMPLE], Options(tmp_path, "geheim"), settings)
    assert not other.skipped
    assert "geheim" not in (tmp_path / NAME).read_text(encoding="utf-8")


def test_with_other_forms_a_document_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "extractor" / "forms" / "data", data)
    monkeypatch.setattr("extractor.forms.version.data_folder", lambda: data)
    paths = files(tmp_path / "in", "quick_1")

    def skipped() -> bool:
        (done,) = execute(paths, Options(tmp_path / "out"), Settings(Limits(jobs=1)), worker=quick)
        return done.skipped

    assert [skipped(), skipped()] == [False, True]
    form = data / "department" / "T07.toml"
    before = form.read_bytes()
    form.write_bytes(before + b"\n# another word\n")
    assert [skipped(), skipped()] == [False, True]
    form.write_bytes(before)
    assert skipped()


def test_what_took_too_much_is_read_again_where_it_may_take_more(tmp_path: Path) -> None:
    paths = files(tmp_path / "in", "quick_1", "memory_1")

    def skipped(most: int) -> dict[str, bool]:
        settings = Settings(Limits(jobs=1, max_memory=most))
        done = execute(paths, Options(tmp_path / "out"), settings, worker=hostile)
        return {one.outcome.source: one.skipped for one in done}

    assert skipped(1500) == {"quick_1.pdf": False, "memory_1.pdf": False}
    assert skipped(1500) == {"quick_1.pdf": True, "memory_1.pdf": True}
    assert skipped(1600) == {"quick_1.pdf": True, "memory_1.pdf": False}


def test_the_same_bytes_are_read_once_even_at_the_same_time(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    paths = [tmp_path / "in" / f"{n}.pdf" for n in range(4)]
    for path in paths:
        shutil.copy(SAMPLE, path)
    done = list(execute(paths, Options(tmp_path / "out"), Settings(Limits(jobs=2))))
    assert sorted(one.outcome.source for one in done) == [path.name for path in paths]
    assert sum(1 for one in done if not one.duplicate_of) == 1
    assert len({one.outcome.name for one in done}) == 1


def test_fail_fast_stops_at_the_first(tmp_path: Path) -> None:
    paths = files(tmp_path / "in", *(f"quick_{n}" for n in range(20)))
    done = list(execute(paths, Options(tmp_path / "out"), Settings(Limits(jobs=1), fail_fast=True), worker=quick))
    assert len(done) == 1


def test_a_plan_says_what_would_be_done_and_does_nothing(tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "b.pdf")
    paths = [SAMPLE, tmp_path / "b.pdf", *files(tmp_path / "in", "quick_1"), tmp_path / "gone.pdf"]
    options, settings = Options(tmp_path / "out"), Settings(Limits(jobs=1))
    assert [one.reads for one in plan(paths, options, settings)] == [True, False, True, True]
    list(execute(paths, options, settings, worker=hostile))
    assert [one.reads for one in plan(paths, options, settings)] == [False, False, False, True]
    retry = Settings(Limits(jobs=1), retry_failed=True)
    assert [one.reads for one in plan(paths, options, retry)] == [False, False, True, True]


def test_a_journal_cut_off_anywhere_is_read_up_to_there(tmp_path: Path) -> None:
    keys = [key_of(f"{n:064}", "") for n in range(5)]
    with Journal(tmp_path) as journal:
        for n, key in enumerate(keys):
            journal.add(key, Outcome(f"{n}.pdf", f"in/{n}.pdf", f"{n:064}", "failed", "damaged", "坏了"))
    path = tmp_path / NAME
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    for cut in (len(whole) - 1, len(whole) - 40, len(lines[0]) + 3, 7, 0):
        path.write_bytes(whole[:cut])
        with Journal(tmp_path) as journal:
            known = [journal.find(key, Path("in/x.pdf")) is not None for key in keys]
            assert known == [sum(map(len, lines[: n + 1])) <= cut + 1 for n in range(5)]
            journal.add(keys[4], Outcome("4.pdf", "in/4.pdf", f"{4:064}", "failed", "damaged"))
        with Journal(tmp_path) as journal:
            assert journal.find(keys[4], Path("in/x.pdf")) is not None


def test_what_is_not_ours_in_the_journal_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b'\xff\xfe\n{"key": 1}\n[]\nnull\n{"key": "a", "outcome": {"facts": 3}}\n')
    outcome = {"source": "a.pdf", "path": "a.pdf", "sha256": "0" * 64, "status": "failed", "code": "damaged"}
    odd = [
        {**outcome, "name": "../../elsewhere"},
        {**outcome, "name": "/etc"},
        {**outcome, "status": "perfect"},
        {**outcome, "facts": {"entity": 5, "reasons": [1]}},
        [[[outcome]]],
    ]
    with path.open("a", encoding="utf-8") as handle:
        for one in odd:
            handle.write(json.dumps({"key": "a", "outcome": one}) + "\n")
        handle.write("[" * 100_000 + "\n")
        handle.write(json.dumps({"key": "b", "outcome": outcome}) + "\n")
    with Journal(tmp_path) as journal:
        assert journal.find("a", Path("a.pdf")) is None
        assert journal.find("b", Path("a.pdf")) is not None


def test_the_order_and_number_of_workers_do_not_show_in_the_files(tmp_path: Path) -> None:
    def written(name: str, paths: list[Path], jobs: int) -> dict[str, bytes]:
        out = tmp_path / name
        done = list(execute(paths, Options(out), Settings(Limits(jobs=jobs))))
        write_run([one.outcome for one in done], out)
        found = {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in sorted(out.rglob("*"))
            if path.is_file() and "juesuan" not in path.name
        }
        with opened(out) as base:
            return found | {"juesuan.sqlite": digest(base).encode()}

    one = written("one", [SAMPLE, OTHER], 1)
    assert written("two", [OTHER, SAMPLE], 2) == one
    assert len(one) > 20


def test_every_document_has_its_line_in_the_log(tmp_path: Path) -> None:
    from extractor.batch import logged

    paths = files(tmp_path / "in", "a b", "名 称")
    list(logged(paths, Options(tmp_path / "out"), Settings(Limits(jobs=1))))
    (log,) = (tmp_path / "out").glob("juesuan-*.log")
    lines = log.read_text(encoding="utf-8").splitlines()
    for path in paths:
        assert any(f"{path.as_posix()}: failed not_pdf" in line for line in lines)
    assert lines[-1].endswith("run: ended")


def test_the_journal_is_json_a_line(tmp_path: Path) -> None:
    list(execute(files(tmp_path / "in", "quick_1"), Options(tmp_path), Settings(Limits(jobs=1)), worker=quick))
    (line,) = (tmp_path / NAME).read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["outcome"]["code"] == "budget"


def test_what_is_accepted_of_a_document_has_it_read_again(tmp_path: Path) -> None:
    options = Options(tmp_path / "out", copy=False)
    (done,) = execute([OTHER], options, Settings(Limits(jobs=1)))
    row = Accepted(done.outcome.name, "", "", "I01-12345678", "张三", "已知", "2026-03-01")

    def reads(*rows: Accepted) -> list[bool]:
        return [one.reads for one in plan([OTHER], replace(options, accepted=rows), Settings())]

    assert (reads(), reads(row), reads(row._replace(document="another"))) == ([False], [True], [False])
