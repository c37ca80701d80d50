"""`juesuan accept`: a finding that people know of is told as such from now on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from extractor.cli.options import JSON
from extractor.cli.spoken import Command
from extractor.system.console import print_json, print_lines
from extractor.system.tongue import either


@click.command(cls=Command)
@click.argument("output", metavar="OUTPUT", type=click.Path(path_type=Path))
@click.argument("finding_id", metavar="FINDING_ID")
@click.option("--who", required=True, metavar="姓名", help="谁接受的。")
@click.option("--why", required=True, metavar="原因", help="为什么接受。")
@click.option("--document", default="", metavar="文件夹", help="哪一份文件（文件夹名）；编号只在一份中出现时不用给出。")
@JSON
def accept(output: Path, finding_id: str, who: str, why: str, document: str, as_json: bool) -> int:
    """把一条已知的发现记为“已接受”（写入 OUTPUT/accepted.csv）。

    发现编号见 findings.csv。下次运行 juesuan extract 时，这份文件会重新写出，该发现标明由谁、因何接受，并单独计数；
    文件的结论不变。同一单位同一年度重新公布的文件也照此办理；数字变了的是另一条发现。
    """
    from extractor.export.accepting import accept_finding

    accepted = accept_finding(output, finding_id, who, why, document, date.today().isoformat())
    if as_json:
        print_json(accepted.row._asdict() | {"path": str(accepted.path), "message": accepted.message})
    else:
        row = accepted.row
        print_lines(
            [
                either(
                    f"已记入 {accepted.path}：{row.document} 的 {finding_id}，{row.words}",
                    f"Written to {accepted.path}: {finding_id} of {row.document}, {row.words}",
                ),
                f"  {accepted.message}",
                either(
                    "再次运行同样的 juesuan extract 命令后，各文件中即标明。",
                    "Give the same juesuan extract command again, and the results will say so.",
                ),
            ]
        )
    return 0
