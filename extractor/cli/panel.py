"""`juesuan panel`: accounts of the same departments side by side, year by year."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.options import JSON, with_forms
from extractor.cli.spoken import Command
from extractor.errors import ExitCode, NothingToDoError, UsageError
from extractor.system.console import print_json, print_lines
from extractor.system.tongue import either

_PATH = click.Path(path_type=Path)


@click.command(cls=Command)
@click.argument("source", metavar="OUTPUT|ARCHIVE", type=_PATH)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    type=_PATH,
    help=".xlsx、.csv、.parquet 文件，或文件夹（全部写出）。",
)
@click.option(
    "--measure", "measures", multiple=True, metavar="指标", help="指标，可重复；默认主要指标（见 juesuan docs panel）。"
)
@click.option("--entity", "entities", multiple=True, metavar="部门", help="部门名称中的字，可重复。")
@click.option("--year", "years", multiple=True, metavar="年度", help="年度，可重复；2021-2024 为一段。")
@click.option("--kind", type=click.Choice(["account", "budget"]), help="只要决算或预算。")
@JSON
@with_forms
def panel(
    source: Path,
    output: Path,
    measures: tuple[str, ...],
    entities: tuple[str, ...],
    years: tuple[str, ...],
    kind: str | None,
    as_json: bool,
) -> int:
    """把同一部门各年度的决算并排：数值、比上年增长、跨年核对和图表。

    OUTPUT 是 juesuan extract 的结果文件夹，ARCHIVE 是归档。写出的文件由 -o 的名称决定：
    .xlsx 为工作簿（含可编辑的图表），.csv 和 .parquet 为长表，文件夹为全部。

    \b
    例：
      juesuan panel output -o 面板.xlsx
      juesuan panel output -o 三公.csv --measure "T09/*/reception.final" --year 2020-2024
    """
    from extractor import __version__
    from extractor.export.panel.measures import Measures
    from extractor.export.panel.panel import Selection, make_panel
    from extractor.export.panel.source import open_source
    from extractor.export.panel.write import write_panel

    chosen = Selection(entities, _years(years), kind or "")
    asked = Measures(measures)
    with open_source(source) as documents:
        made = make_panel(documents, asked, chosen)
    if not made.documents:
        raise NothingToDoError("没有符合条件的文件", "请检查 --entity、--year、--kind。")
    files = write_panel(made, output, str(source), __version__)
    verdicts = [check.verdict for check in made.checks]
    counts = {verdict: verdicts.count(verdict) for verdict in ("exact", "tail", "differs", "not_checkable", "fail")}
    if as_json:
        print_json(
            {
                "departments": len({one.department for one in made.documents}),
                "documents": len(made.documents),
                "set_aside": [{"document": one.name, "instead": one.instead} for one in made.set_aside],
                "years": made.years,
                "values": len(made.entries),
                "checks": counts,
                "files": [str(file) for file in files],
            }
        )
        return ExitCode.OK
    departments = len({one.department for one in made.documents})
    told = counts["differs"] + counts["fail"]
    print_lines(
        [
            either(
                f"{departments} 个部门、{len(made.documents)} 份文件、{len(made.entries)} 个数；"
                f"跨年核对 {len(made.checks)} 项，有差异 {told} 项：{output}",
                f"{departments} departments, {len(made.documents)} documents, {len(made.entries)} values; "
                f"{len(made.checks)} comparisons of years, {told} differences: {output}",
            )
        ]
    )
    if made.set_aside:
        count = len(made.set_aside)
        print_lines(
            [
                either(
                    f"同一部门年度的另 {count} 份文件未取。", f"{count} other documents of the same year were left out."
                )
            ]
        )
    return ExitCode.OK


def _years(said: tuple[str, ...]) -> tuple[int, ...]:
    out: list[int] = []
    for one in said:
        first, dash, last = one.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()) or len(one) > 9:
            raise UsageError(f"--year {one} 不是年度", "例：--year 2023，--year 2020-2024。")
        out += range(int(first), int(last or first) + 1)
    return tuple(out)
