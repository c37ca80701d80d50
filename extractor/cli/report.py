"""`juesuan report`: pages for the browser, of what was read."""

from __future__ import annotations

import os
from pathlib import Path

import click

from extractor.cli.options import JOBS, PASSWORD, with_forms
from extractor.cli.spoken import Command, error_sentence
from extractor.errors import ExitCode
from extractor.system.console import complain, print_lines
from extractor.system.tongue import either, english


@click.command(cls=Command)
@click.argument("output", metavar="OUTPUT", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--folder",
    "report_folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="报告写到哪里，默认 OUTPUT/report。",
)
@click.option("--no-pictures", is_flag=True, help="不画原页，只有各表、发现和文字。")
@JOBS
@PASSWORD
@click.option("-q", "--quiet", is_flag=True, help="只输出错误。")
@with_forms
def report(
    output: Path, report_folder: Path | None, no_pictures: bool, jobs: int, password: str | None, quiet: bool
) -> int:
    """把结果做成网页：全部文件的目录，每份文件的原页与各表左右对照。

    双击 index.html 即可打开，不需要服务器，也不访问网络。点表中或原页上的数字，另一处随之显示，并列出它的全部
    勾稽关系。再次运行时，只重写有变化的页。
    """
    from extractor.review.report import write_report

    def said(done: int, of: int, name: str) -> None:
        if not quiet:
            complain(f"[{done}/{of}] {name}")

    made = write_report(
        output,
        report_folder,
        pictures=not no_pictures,
        password=password,
        language="en" if english() else "zh",
        jobs=jobs or os.cpu_count() or 1,
        said=said,
    )
    for name, error in made.failed:
        complain(f"{name}{either('：', ': ')}{error_sentence(error)}")
    counted = either(f"新写 {made.written} 页，沿用 {made.kept} 页", f"{made.written} pages written, {made.kept} kept")
    print_lines([either(f"{made.page}（{counted}）", f"{made.page} ({counted})")])
    return ExitCode.NOT_READ if made.failed else ExitCode.OK
