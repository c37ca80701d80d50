"""`juesuan correct`: what a person reads on the page stands from now on, whoever reads the file again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from extractor.cli.options import JSON
from extractor.cli.spoken import Command
from extractor.errors import UsageError
from extractor.system.console import print_json, print_lines
from extractor.system.tongue import either


@click.command(cls=Command)
@click.argument("output", metavar="OUTPUT", type=click.Path(path_type=Path))
@click.argument("figure_id", metavar="FIGURE_ID")
@click.option("--printed", default=None, metavar="原文", help="原文印的字样（没有印数字的写“（空）”）。")
@click.option("--confirm", is_flag=True, help="读得不错，予以确认。")
@click.option("--undo", is_flag=True, help="撤销对这个数的更正或确认。")
@click.option("--who", default="", metavar="姓名", help="谁核对的。")
@click.option("--why", default="", metavar="原因", help="说明。")
@click.option("--signed-off", is_flag=True, help="已经第二人签核。")
@click.option("--document", default="", metavar="文件夹", help="哪一份文件（文件夹名）；编号只在一份中出现时不用给出。")
@JSON
def correct(
    output: Path,
    figure_id: str,
    printed: str | None,
    confirm: bool,
    undo: bool,
    who: str,
    why: str,
    signed_off: bool,
    document: str,
    as_json: bool,
) -> int:
    """更正或确认一个数（写入 OUTPUT/corrections.csv）。

    编号见 figures.csv 的 figure_id 栏，如 T02/2080501/income_total；行的编码和名称是 T02/2080501/@code、@label。
    下次运行 juesuan extract 时，这份文件按更正后的数重新核对；首次的读数留在 JSON 中。
    以后任何版本读取同一份 PDF 都照此办理。
    """
    from extractor.document.correcting import correct_figure, undo_correction

    if (printed is not None) + confirm + undo != 1:
        raise UsageError("--printed、--confirm、--undo 要给出一个，且只能一个")
    if undo:
        written = undo_correction(output, figure_id, document)
    else:
        today = date.today().isoformat()
        written = correct_figure(output, figure_id, printed, who, why, document, today, signed_off)
    row = written.correction
    if as_json:
        print_json(row._asdict() | {"document": written.document, "path": str(written.path), "undone": undo})
        return 0
    said = either(
        f"{row.figure_id}：“{row.as_read}”→“{row.as_printed}”", f"{row.figure_id}: {row.as_read} -> {row.as_printed}"
    )
    lines = [
        either(f"已从 {written.path} 撤销：{said}", f"Taken out of {written.path}: {said}")
        if undo
        else either(f"已记入 {written.path}：{said}，{row.words}", f"Written to {written.path}: {said}, {row.words}"),
        either(
            "再次运行同样的 juesuan extract 命令后，各文件中即照此核对。",
            "Give the same juesuan extract command again, and the document is judged by it.",
        ),
    ]
    print_lines(lines)
    return 0
