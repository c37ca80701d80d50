"""`juesuan forms`: the tables the program knows, and their identities."""

from __future__ import annotations

import click

from extractor.errors import ExitCode
from extractor.system.console import print_lines


@click.command()
@click.argument("form", metavar="[表号]", required=False)
@click.option("--checks", is_flag=True, help="列出全部勾稽关系，每条一句。")
def forms(form: str | None, checks: bool) -> int:
    """程序认得的决算表：表名、各栏和它们的别名；以及全部勾稽关系。"""
    from extractor.show.forms import check_lines, form_lines, list_lines

    print_lines(check_lines() if checks else form_lines(form) if form else list_lines())
    return ExitCode.OK
