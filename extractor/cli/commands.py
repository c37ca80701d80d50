"""The command line: parse arguments, call, print. Heavy imports stand inside the commands, so that --help is quick."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor import __version__
from extractor.cli.archive import archive
from extractor.cli.values import check_jobs, check_memory, check_seconds
from extractor.errors import JuesuanError, NothingToDoError, UsageError
from extractor.system import console, process
from extractor.system.console import complain as _complain
from extractor.system.console import print_json as _print_json
from extractor.system.console import print_lines as _print

if TYPE_CHECKING:
    from extractor.batch import Report
    from extractor.scan import Ocr

_INTERRUPTED = 130
_PASSWORD = click.option(
    "--password", envvar="JUESUAN_PASSWORD", show_envvar=True, metavar="口令", help="加密文件的打开口令。"
)
_OCR = click.option(
    "--ocr",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help='扫描页的识别（需安装 "juesuan[ocr]"）：仅图片页、全部页或不识别。',
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: arguments without the program's name; those of the process where it is None.

    Returns:
        The exit code (README, "Exit codes").
    """
    if argv is None:
        process.speak_utf8()
    console.prepare()
    try:
        with process.interruptible():
            code = command.main(args=argv, prog_name="juesuan", standalone_mode=False)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "juesuan"
        _complain(f"用法错误：{error.format_message()}  用法见 {path} --help")
        return UsageError.exit_code
    except JuesuanError as error:
        _complain(_sentence(error))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _complain("已中断。")
        return _INTERRUPTED
    except SystemExit:  # click writes the help text itself, and leaves where nobody reads it
        return 0
    return code if isinstance(code, int) else 0


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="juesuan", message="%(prog)s %(version)s")
def command() -> None:
    """把公开的部门决算 PDF 变成可以核对的电子表格。

    \b
    例：
      juesuan extract 下载 -o output      读取文件夹中的全部 PDF
      juesuan show 某局2023年决算.pdf      程序看到了什么
      juesuan check output               不用 PDF 重新核对
      juesuan forms T07                  表 T07 的各栏和别名
    """


@command.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    default="output",
    show_default=True,
    metavar="DIR",
    help="结果文件夹，或 s3:// 等地址。",
)
@click.option("--json", "as_json", is_flag=True, help="在标准输出上给出一个 JSON 对象。")
@_PASSWORD
@_OCR
@click.option("-q", "--quiet", is_flag=True, help="只输出错误。")
@click.option("-v", "--verbose", count=True, help="逐份列出发现；-vv 另给出程序错误的详情。")
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=int,
    callback=check_jobs,
    default=0,
    help="进程数，默认每核一个。",
)
@click.option(
    "--timeout",
    metavar="秒",
    type=float,
    callback=check_seconds,
    default=300.0,
    show_default=True,
    help="每份的时限（扫描件每读完一页重新计时），0 为不限。",
)
@click.option(
    "--max-memory",
    metavar="MB",
    type=int,
    callback=check_memory,
    default=4096,
    show_default=True,
    help="每个进程的内存上限，0 为不限。",
)
@click.option("--force", is_flag=True, help="已完成的也重新读取。")
@click.option("--retry-failed", is_flag=True, help="上次没有读成的重新读取。")
@click.option("--fail-fast", is_flag=True, help="遇到第一份读不成的就停止。")
@click.option("--dry-run", is_flag=True, help="只说明每份文件会如何处理，不读取。")
@click.option("--parquet", is_flag=True, help="另写出 Parquet（需安装 juesuan[analytics]）。")
@click.option(
    "--executor",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="在本机读取，或在已有的 Dask 集群上读取（需安装 juesuan[cluster]）。",
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
    parquet: bool,
    executor: str,
    scheduler: str,
    exit_zero: bool,
    progress: str,
) -> int:
    """读取 PDF 文件或文件夹（含下级文件夹），写出工作簿、CSV 和 JSON。

    PATH 可以是文件、文件夹、通配符（如 "下载/**/*决算*.pdf"）、@清单.txt（每行一个路径）、-（从标准输入读清单），
    或 s3://、https:// 等地址（需安装 juesuan[remote]）。
    中断后用同样的命令再运行，会接着读没有完成的文件。

    \b
    退出码：0 全部正常 · 1 程序错误 · 2 用法错误 · 3 有文件不符或存疑
            4 有文件失败或不支持 · 5 没有可读的文件 · 6 无法写出结果 · 130 中断
    """
    from extractor import batch
    from extractor.batch.progress import progress as teller
    from extractor.export import write_run, write_run_parquet

    if (executor == "dask") != bool(scheduler):
        raise UsageError(
            "--executor dask 与 --scheduler 要一起给出", "例：--executor dask --scheduler tcp://10.0.0.1:8786"
        )
    limits = batch.Limits(jobs, timeout, max_memory)
    settings = batch.Settings(limits, force, retry_failed, fail_fast, scheduler)
    done: list[batch.Done] = []
    error: JuesuanError | None = None
    interrupted = False
    tell = teller(progress, -1 if quiet else verbose)
    where: Path | str = output
    try:
        found = batch.discover(paths, seconds=timeout)
        with batch.destination(output, alone=not dry_run) as target:
            where = target.shown
            options = batch.Options(target.folder, password, ocr, target.store)
            if dry_run:
                _print(f"{one.path}：{one.why}" for one in batch.plan(found, options, settings))
                return 0
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
            if interrupted or any(one.outcome.code in batch.STOPPED for one in done):
                target.tidy()
            done.sort(key=lambda one: one.outcome.path)
            if done:
                target.gather(one.outcome.name for one in done)
                write_run([one.outcome for one in done], target.folder, __version__)
                if parquet:
                    write_run_parquet(target.folder)
            target.send()
    except UsageError:
        raise
    except JuesuanError as caught:
        error = caught
    report = batch.Report(done, where, error, interrupted)
    _tell_result(report, as_json, quiet, exit_zero)
    return report.exit_code(exit_zero)


def _tell_result(report: Report, as_json: bool, quiet: bool, exit_zero: bool) -> None:
    if as_json:
        _print_json(report.as_json(exit_zero))
    elif report.done and not quiet and report.error is None:
        _print(report.lines())
    if quiet:
        for line in report.problems():
            _complain(line)
    if report.error is not None:
        _complain(_sentence(report.error))
    if report.interrupted:
        _complain("已中断；已读完的文件结果完整，再次运行同样的命令会接着读。")


@command.command()
@click.argument("pdf", metavar="PDF", type=click.Path(path_type=Path))
@click.option("--page", metavar="N", type=click.IntRange(min=1), help="列出第 N 页的表格线格和文字。")
@click.option(
    "--png", metavar="FILE", type=click.Path(path_type=Path), help="画出该页：线、格、数字、标题；报告问题时请附上。"
)
@_PASSWORD
@_OCR
def show(pdf: Path, page: int | None, png: Path | None, password: str | None, ocr: Ocr) -> int:
    """程序在一个 PDF 中看到了什么：页、标题、表、栏、数。"""
    from extractor.show import inspect, overview, page_text

    seen = inspect(pdf, password, ocr)
    if page is not None and page > len(seen.sheets):
        raise UsageError(f"文件只有 {len(seen.sheets)} 页，没有第 {page} 页")
    if png is not None:
        from extractor.show.picture import write_picture

        number = page or seen.first_table_page
        write_picture(seen, number, png)
        _complain(f"已画出第 {number} 页：{png}")
    _print(overview(seen) if page is None else page_text(seen, page))
    return 0


@command.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="在标准输出上给出一个 JSON 对象。")
def check(paths: tuple[Path, ...], as_json: bool) -> int:
    """不用 PDF，重新核对已写出的 disclosure.json（或含有它们的文件夹）。

    \b
    退出码：0 全部通过 · 3 有不符或存疑 · 4 有文件不是记录 · 5 没有记录
    """
    from extractor.document.recheck import find_records, recheck_file
    from extractor.show import rechecked

    found = find_records(paths)
    if not found:
        raise NothingToDoError("没有找到 disclosure.json", "请给出 juesuan extract 的结果文件夹。")
    outcomes: list[rechecked.Outcome] = []
    for path in found:
        try:
            outcomes.append(recheck_file(path))
        except JuesuanError as error:
            outcomes.append(rechecked.Failure(path, error))
        except Exception as error:  # one record costs no other, whatever it does to us
            outcomes.append(rechecked.Failure(path, process.unforeseen(error)))
    if as_json:
        _print_json(rechecked.as_json(outcomes))
    else:
        _print(rechecked.lines(outcomes))
    return rechecked.exit_code(outcomes)


@command.command()
@click.argument("form", metavar="[表号]", required=False)
@click.option("--checks", is_flag=True, help="列出全部勾稽关系，每条一句。")
def forms(form: str | None, checks: bool) -> int:
    """程序认得的决算表：表名、各栏和它们的别名；以及全部勾稽关系。"""
    from extractor.show.forms import check_lines, form_lines, list_lines

    _print(check_lines() if checks else form_lines(form) if form else list_lines())
    return 0


@command.command()
@click.argument("topic", metavar="[TOPIC]", required=False)
def docs(topic: str | None) -> int:
    """随程序安装的说明（英文）：不给 TOPIC 时列出各篇。"""
    from extractor.docs import text, topics

    if topic:
        console.print_text(text(topic))
    else:
        _print(topics())
    return 0


command.add_command(archive)


def _sentence(error: JuesuanError) -> str:
    return f"错误：{error.message.rstrip('。')}。{error.hint}"
