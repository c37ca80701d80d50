"""`juesuan check`: records judged again without their PDFs."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.options import JSON, with_forms
from extractor.cli.spoken import Command
from extractor.errors import JuesuanError, NothingToDoError
from extractor.naming import RECORD_FILE
from extractor.system.console import print_json, print_lines
from extractor.system.process import unforeseen


@click.command(cls=Command)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@JSON
@with_forms
def check(paths: tuple[Path, ...], as_json: bool) -> int:
    """不用 PDF，重新核对已写出的 disclosure.json（或含有它们的文件夹）。

    \b
    退出码：0 全部通过 · 3 有不符或存疑 · 4 有文件不是记录 · 5 没有记录
    """
    from extractor.document.recheck import find_records, recheck_file
    from extractor.show import rechecked

    found = find_records(paths)
    if not found:
        raise NothingToDoError(f"没有找到 {RECORD_FILE}", "请给出 juesuan extract 的结果文件夹。")
    outcomes: list[rechecked.Checked] = []
    for path in found:
        try:
            outcomes.append(recheck_file(path))
        except JuesuanError as error:
            outcomes.append(rechecked.Failure(path, error))
        except Exception as error:  # one record costs no other, whatever it does to us
            outcomes.append(rechecked.Failure(path, unforeseen(error)))
    if as_json:
        print_json(rechecked.as_json(outcomes))
    else:
        print_lines(rechecked.lines(outcomes))
    return rechecked.exit_code(outcomes)
