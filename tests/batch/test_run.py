"""One run: every document has one outcome, whatever it does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extractor.batch import Done, Job, Options, RunReport, run
from extractor.batch.locations import digest
from extractor.batch.run import read_and_write
from extractor.errors import OutputError
from extractor.export import Outcome
from extractor.model import Status

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "wuhan_renshe_donghu_2023.pdf"


def ended(status: Status, *, output_failed: bool = False) -> Done:
    return Done(Outcome("a.pdf", "in/a.pdf", "ab" * 32, status, "code", "不行"), 0.1, output_failed=output_failed)


def test_a_good_document_is_written_and_counted(tmp_path: Path) -> None:
    done = read_and_write(Job(SAMPLE, digest(SAMPLE)), Options(tmp_path))
    assert (done.outcome.status, done.outcome.code, done.trace) == ("verified", "ok", "")
    assert done.outcome.facts is not None
    assert (done.outcome.facts.present, done.outcome.facts.figures) == (5, 105)
    assert done.outcome.disclosure is None
    assert (tmp_path / done.outcome.name / "disclosure.json").is_file()


def test_a_failure_of_the_program_is_an_outcome_with_its_trace(tmp_path: Path) -> None:
    done = read_and_write(Job(SAMPLE), Options(tmp_path, password=5))  # type: ignore[arg-type]  # no stage expects one
    assert (done.outcome.status, done.outcome.code) == ("failed", "internal")
    assert "Error" in done.trace and "Traceback" in done.trace
    assert "Error" in done.outcome.message
    assert done.outcome.hint


def test_a_name_that_no_file_can_have_is_an_outcome(tmp_path: Path) -> None:
    done = read_and_write(Job(Path("a\0b.pdf")), Options(tmp_path))
    assert (done.outcome.status, done.outcome.code, done.trace) == ("failed", "bad_name", "")


def test_a_file_that_went_away_is_an_outcome(tmp_path: Path) -> None:
    done = next(run([tmp_path / "gone.pdf"], Options(tmp_path / "out")))
    assert (done.outcome.status, done.outcome.sha256) == ("failed", "")


def test_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        shutil.copy(SAMPLE, tmp_path / name)
    first, second = run([tmp_path / "a.pdf", tmp_path / "b.pdf"], Options(tmp_path / "out"))
    assert first.duplicate_of == ""
    assert second.duplicate_of == (tmp_path / "a.pdf").as_posix()
    assert second.outcome.source == "b.pdf"
    assert second.outcome.name == first.outcome.name
    assert "a.pdf" in second.outcome.message
    assert len([path for path in (tmp_path / "out").iterdir() if path.is_dir()]) == 1


def test_documents_end_in_the_order_given_and_one_by_one(tmp_path: Path) -> None:
    asked: list[str] = []

    def work(job: Job, options: Options) -> Done:
        asked.append(job.path.name)
        return Done(Outcome(job.path.name, job.path.as_posix(), job.sha256, "failed", "code"), 0.0)

    for name in "cab":
        (tmp_path / name).write_text(name)
    going = run([tmp_path / name for name in "cab"], Options(tmp_path / "out"), work)
    assert next(going).outcome.source == "c"
    assert asked == ["c"]
    assert [done.outcome.source for done in going] == ["a", "b"]


def test_nothing_is_read_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    def work(job: Job, options: Options) -> Done:
        raise AssertionError("read all the same")

    with pytest.raises(OutputError):
        list(run([SAMPLE], Options(tmp_path / "out"), work))


def test_the_password_does_not_show(tmp_path: Path) -> None:
    assert "geheim" not in repr(Options(tmp_path, "geheim"))


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        (["verified"], 0),
        (["verified", "doubtful"], 3),
        (["inconsistent"], 3),
        (["doubtful", "failed"], 4),
        (["verified", "unsupported"], 4),
        (["no_text"], 4),
    ],
)
def test_exit_codes(statuses: list[Status], code: int) -> None:
    report = RunReport([ended(status) for status in statuses], Path("output"))
    assert report.exit_code() == code
    assert report.exit_code(exit_zero=True) == 0
    assert report.as_json()["exit_code"] == code


def test_what_could_not_be_written_wins() -> None:
    report = RunReport([ended("failed", output_failed=True), ended("doubtful")], Path("output"))
    assert report.exit_code() == report.exit_code(exit_zero=True) == 6
    assert RunReport([], Path("output"), OutputError("锁住了")).exit_code(exit_zero=True) == 6
    assert RunReport([ended("verified")], Path("output"), interrupted=True).exit_code() == 130


def test_a_large_run_lists_only_what_is_not_fine() -> None:
    lines = RunReport([ended("verified")] * 60 + [ended("doubtful")], Path("output")).lines()
    assert len(lines) == 2
    assert lines[0].startswith("存疑")
    assert lines[-1].startswith("共 61 份：通过 60，存疑 1。")
    many = RunReport([ended("failed")] * 70, Path("output")).lines()
    assert len(many) == 52
    assert "另有 20 份" in many[50]
