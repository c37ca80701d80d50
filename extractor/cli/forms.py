"""`juesuan forms`: the tables the program knows, and their identities; whether a user's own are sound."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.options import with_forms
from extractor.cli.spoken import Command
from extractor.errors import ExitCode
from extractor.system.console import print_lines


@click.command(cls=Command)
@click.argument("form", metavar="[表号]", required=False)
@click.option("--checks", is_flag=True, help="列出全部勾稽关系，每条一句。")
@click.option(
    "--validate",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="检查文件夹中的表样，逐处指出错误（文件、行），退出码 2。",
)
@with_forms
def forms(form: str | None, checks: bool, folder: Path | None) -> int:
    """程序认得的表：表名、各栏和它们的别名；以及全部勾稽关系。"""
    from extractor.show.forms import check_lines, form_lines, list_lines, sound_lines

    if folder is not None:
        print_lines(sound_lines(folder))
        return ExitCode.OK
    print_lines(check_lines() if checks else form_lines(form) if form else list_lines())
    return ExitCode.OK
