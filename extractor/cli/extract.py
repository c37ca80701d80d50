"""`juesuan extract`: read PDFs, write their folders and the run's files."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor import __version__
from extractor.cli.options import JOBS, JSON, MAX_MEMORY, OCR, PASSWORD, TIMEOUT, with_forms
from extractor.cli.spoken import Command, error_sentence
from extractor.cli.values import check_outputs
from extractor.errors import ExitCode, JuesuanError, UsageError
from extractor.system.console import complain, print_json, print_lines
from extractor.system.forks import start_server
from extractor.system.tongue import either

if TYPE_CHECKING:
    from extractor.batch import RunReport
    from extractor.batch.engine import Planned
    from extractor.export.departments import Matched
    from extractor.scan import Ocr


@click.command(cls=Command)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    default="output",
    show_default=True,
    metavar="DIR",
    help="结果文件夹，或 s3:// 等地址。",
)
@JSON
@PASSWORD
@OCR
@click.option("-q", "--quiet", is_flag=True, help="只输出错误。")
@click.option("-v", "--verbose", count=True, help="逐份列出发现；-vv 另给出程序错误的详情。")
@JOBS
@TIMEOUT
@MAX_MEMORY
@click.option("--force", is_flag=True, help="已完成的也重新读取。")
@click.option("--retry-failed", is_flag=True, help="上次没有读成的重新读取。")
@click.option("--fail-fast", is_flag=True, help="遇到第一份读不成的就停止。")
@click.option("--dry-run", is_flag=True, help="只说明每份文件会如何处理，不读取。")
@click.option("--marked", is_flag=True, help="另写一份标出全部发现的 PDF（高亮、批注、书签），用 Acrobat 或 WPS 看。")
@click.option("--no-copy", is_flag=True, help="不把原 PDF 复制到结果文件夹（工作簿中的页码链接就打不开原文件）。")
@click.option(
    "--outputs",
    metavar="列表",
    default="xlsx,csv,json,pdf",
    show_default=True,
    callback=check_outputs,
    help="每份写出哪些：工作簿、各表的 CSV、数据说明、原文件；记录和清单（数据库由此而来）总是写出。",
)
@click.option("--prune", is_flag=True, help="从汇总中去掉结果文件夹已删除的文件，和已不在的、没有读成的文件。")
@click.option(
    "--departments",
    metavar="名录.csv",
    type=click.Path(path_type=Path, dir_okay=False),
    help="部门名录（id、name，另可有 aliases、region），给各部门编号；留在结果文件夹中，以后的运行沿用。",
)
@click.option(
    "--region",
    metavar="地区",
    default="",
    help="这批文件属于哪里（全称，如 上海市普陀区，或六位代码）；名称没有说清时用。清单中可在路径后用制表符逐份写明。",
)
@click.option("--parquet", is_flag=True, help="另写出 Parquet（需安装扩展 analytics）。")
@click.option(
    "--executor",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="在本机读取，或在已有的 Dask 集群上读取（需安装扩展 cluster）。",
)
@click.option("--scheduler", metavar="地址", default="", help="Dask 调度器，如 tcp://10.0.0.1:8786。")
@click.option("--exit-zero", is_flag=True, help="文件存疑、不符或读不出时退出码也为 0（供调度程序使用）。")
@click.option(
    "--progress",
    type=click.Choice(["auto", "plain", "json", "none"]),
    default="auto",
    show_default=True,
    help="进度（标准错误）：终端上为进度条，否则每份一行。",
)
@with_forms
def extract(
    paths: tuple[str, ...],
    output: str,
    as_json: bool,
    password: str | None,
    ocr: Ocr,
    quiet: bool,
    verbose: int,
    jobs: int,
    timeout: float,
    max_memory: int,
    force: bool,
    retry_failed: bool,
    fail_fast: bool,
    dry_run: bool,
    marked: bool,
    no_copy: bool,
    outputs: tuple[str, ...],
    prune: bool,
    departments: Path | None,
    region: str,
    parquet: bool,
    executor: str,
    scheduler: str,
    exit_zero: bool,
    progress: str,
) -> int:
    """读取 PDF 文件或文件夹（含下级文件夹），写出工作簿、CSV 和 JSON。

    PATH 可以是文件、文件夹、通配符（如 "下载/**/*决算*.pdf"）、@清单.txt（每行一个路径）、-（从标准输入读清单），
    或 s3://、https:// 等地址（需安装扩展 remote）。
    中断后用同样的命令再运行，会接着读没有完成的文件。

    \b
    退出码：0 全部正常 · 1 程序错误 · 2 用法错误 · 3 有文件不符或存疑
            4 有文件失败、不支持或无文字层 · 5 没有可读的文件 · 6 无法写出结果 · 130 中断
    """
    if executor == "local" and not dry_run:
        start_server()
    from extractor import batch
    from extractor.batch.progress import progress as teller
    from extractor.batch.report import SCHEMA_VERSION
    from extractor.export import write_run, write_run_parquet
    from extractor.export.departments import read_directory
    from extractor.forms import catalogue

    if (executor == "dask") != bool(scheduler):
        raise UsageError(
            "--executor dask 与 --scheduler 要一起给出", "例：--executor dask --scheduler tcp://10.0.0.1:8786"
        )
    limits = batch.Limits(jobs, timeout, max_memory)
    settings = batch.Settings(limits, force, retry_failed, fail_fast, scheduler)
    given = None if departments is None else read_directory(departments)
    whole_run = _code_of(region)
    matched: Matched | None = None
    told: dict[str, str] = {}
    done: list[batch.Done] = []
    error: JuesuanError | None = None
    interrupted = False
    tell = teller(progress, -1 if quiet else verbose)
    where: Path | str = output
    try:
        found = batch.discover(paths, seconds=timeout, told=told)
        places = {path: _code_of(place) for path, place in told.items()}
        with batch.destination(output, alone=not dry_run) as target:
            where = target.shown
            accepted, corrections = target.accepted(), target.corrections()
            options = batch.Options(
                target.folder,
                password,
                ocr,
                target.store,
                catalogue().user,
                accepted,
                corrections,
                not no_copy,
                marked,
                outputs,
            )
            if dry_run:
                planned = batch.plan(found, options, settings)
                if as_json:
                    print_json({"schema_version": SCHEMA_VERSION, "documents": [_planned(one) for one in planned]})
                else:
                    print_lines(f"{one.path}：{one.why}" for one in planned)
                return ExitCode.OK
            tell.start(len(found))
            try:
                with closing(batch.logged(found, options, settings, tell.running)) as run:
                    for one in run:
                        done.append(one.slim())
                        tell.tell(one)
            except KeyboardInterrupt:
                interrupted = True
            finally:
                tell.end()
            if interrupted or fail_fast or any(one.outcome.code in batch.STOPPED for one in done):
                target.tidy()
            done.sort(key=lambda one: one.outcome.path)
            if done:
                outcomes = (
                    replace(one.outcome, told=places.get(one.outcome.path, whole_run))
                    if told or whole_run
                    else one.outcome
                    for one in done
                )
                directory = target.directory(given)
                matched = write_run(outcomes, target.folder, __version__, target.far, directory, prune)
                if not directory.bodies:
                    matched = None
                if parquet:
                    write_run_parquet(target.folder)
            target.send()
    except UsageError:
        raise
    except JuesuanError as caught:
        error = caught
    report = batch.RunReport(done, where, error, interrupted, matched)
    _tell_result(report, as_json, quiet, exit_zero)
    return report.exit_code(exit_zero)


def _code_of(place: str) -> str:
    """The code of a place that a user names, "" where none is named; raises `UsageError`."""
    if not place:
        return ""
    from extractor.forms.regions import read_region

    found = read_region(place)
    if not found.code:
        raise UsageError(found.why)
    return found.code


def _planned(one: Planned) -> dict[str, str | bool]:
    return {"path": str(one.path), "reads": one.reads, "why": one.why}


def _tell_result(report: RunReport, as_json: bool, quiet: bool, exit_zero: bool) -> None:
    if as_json:
        print_json(report.as_json(exit_zero))
    elif report.done and not quiet and report.error is None:
        print_lines(report.lines())
    for line in report.departments():
        complain(line)
    if quiet:
        for line in report.problems():
            complain(line)
    if report.error is not None:
        complain(error_sentence(report.error))
    if report.interrupted:
        complain(
            either(
                "已中断；已读完的文件结果完整，再次运行同样的命令会接着读。",
                "Interrupted; what was read is complete, and the same command goes on from there.",
            )
        )
