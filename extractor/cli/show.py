"""`juesuan show`: what the program sees in a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.options import OCR, PASSWORD, with_forms
from extractor.cli.spoken import Command
from extractor.errors import ExitCode, UsageError
from extractor.system.console import complain, print_lines

if TYPE_CHECKING:
    from extractor.scan import Ocr


@click.command(cls=Command)
@click.argument("pdf", metavar="PDF", type=click.Path(path_type=Path))
@click.option("--page", metavar="N", type=click.IntRange(min=1), help="列出第 N 页的表格线格和文字。")
@click.option(
    "--png", metavar="FILE", type=click.Path(path_type=Path), help="画出该页：线、格、数字、标题；报告问题时请附上。"
)
@PASSWORD
@OCR
@with_forms
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
        complain(f"已画出第 {number} 页：{png}")
    print_lines(overview(seen) if page is None else page_text(seen, page))
    return ExitCode.OK
