"""The commands of `juesuan archive`: parse arguments, call, print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.options import JSON, with_forms
from extractor.cli.spoken import Group
from extractor.errors import ExitCode, UsageError
from extractor.system.console import complain, print_json, print_lines
from extractor.system.tongue import either

if TYPE_CHECKING:
    import sqlite3

    from extractor.archive import Archive
    from extractor.archive.select import Selection

_PATH = click.Path(path_type=Path)
_ARCHIVE = click.argument("archive", metavar="ARCHIVE", type=_PATH)


def _selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which documents are meant."""
    for option in (
        click.option("--damaged", "with_damaged", is_flag=True, help="不核验，损坏的包也照用。"),
        click.option("--all-versions", is_flag=True, help="也包括被修订版取代的版本。"),
        click.option("--search", "word", default="", metavar="词", help="部门、项目名称或表注中有此词。"),
        click.option("--status", default="", metavar="STATUS", help="结论，如 通过、不符。"),
        click.option("--year", type=int, metavar="年度", help="年度。"),
        click.option("--kind", type=click.Choice(["account", "budget"]), default=None, help="决算或预算。"),
        click.option("--entity", default="", metavar="部门", help="部门名称的一部分。"),
    ):
        command = option(command)
    return command


@click.group(cls=Group)
def archive() -> None:
    """长期保存：每份决算一个 BagIt 包（原文件和全部结果），写一次，不覆盖，可以随时核验。

    \b
    退出码：0 正常 · 2 用法错误 · 4 有包损坏，或有文件未能归档 · 6 归档不能写或正被占用
    """


@archive.command()
@click.argument("output", metavar="OUTPUT", type=_PATH)
@click.option("--to", "root", required=True, metavar="ARCHIVE", type=_PATH, help="归档文件夹；没有时新建。")
@click.option("--pdf", "folders", multiple=True, metavar="FOLDER", type=_PATH, help="原文件已移走时，到此文件夹中找。")
@click.option("--source-url", default="", metavar="URL", help="公开网址（OUTPUT 只有一份文件时）。")
@click.option("--published", default="", metavar="日期", help="公开日期，如 2024-09-29（OUTPUT 只有一份文件时）。")
@click.option("--metadata", type=_PATH, metavar="CSV", help="网址和日期的清单：file 或 sha256、url、published 各栏。")
@JSON
@with_forms
def add(
    output: Path,
    root: Path,
    folders: tuple[Path, ...],
    source_url: str,
    published: str,
    metadata: Path | None,
    as_json: bool,
) -> int:
    """把结果文件夹 OUTPUT 中读完的文件归档；已在归档中的不再写。"""
    from extractor.archive import Archive
    from extractor.archive.intake import add_all
    from extractor.archive.sources import Publication, documents, read_publications

    homes = documents(output)
    if (source_url or published) and len(homes) > 1:
        raise UsageError(
            f"{output} 中有 {len(homes)} 份文件，--source-url 和 --published 只能用于一份；请用 --metadata"
        )
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"--pdf：找不到文件夹 {folder}")
    default = Publication(source_url, published)
    listed = read_publications(metadata) if metadata else {}
    chinese = {"added": "已归档", "kept": "未改动", "failed": "失败"}
    words = {state: either(word, state) for state, word in chinese.items()}
    results, unused = [], set(listed)
    for one, used in add_all(Archive.create(root), output, homes, folders, listed, default):
        results.append(one)
        unused.discard(used)
        if not as_json:
            told = either(f"（第 {one.version} 版）", f" (version {one.version})")
            version = told if one.state == "added" else ""
            print_lines([f"{words[one.state]}  {one.name}{version}  {one.message}".rstrip()])
    for key in sorted(unused):
        complain(f"注意：{metadata} 中的 {key} 在 {output} 中没有")
    counts = {state: sum(one.state == state for one in results) for state in words}
    if as_json:
        documents_json = [
            {"name": o.name, "state": o.state, "bag": o.bag, "version": o.version, "message": o.message}
            for o in results
        ]
        print_json({"counts": counts, "documents": documents_json})
    else:
        said = either("，", ", ").join(f"{words[state]} {count}" for state, count in counts.items() if count)
        print_lines([either(f"共 {len(results)} 份：{said}", f"{len(results)} documents: {said}")])
    return ExitCode.NOT_READ if counts["failed"] else ExitCode.OK


@archive.command("list")
@_ARCHIVE
@_selecting
@JSON
def list_(archive: Path, as_json: bool, with_damaged: bool, **chosen: Any) -> int:
    """列出归档中的文件，默认只列最新的版本；损坏的包不列出。"""
    from extractor.archive import Archive
    from extractor.archive.select import select

    kept = Archive.open(archive)
    found = select(kept, _selection(chosen))
    rows = found if with_damaged else _sound(kept, found)
    if as_json:
        print_json([{**dict(row), "name": row["document"]} for row in rows])
    else:
        print_lines(map(_listed, rows))
    return ExitCode.OK if len(rows) == len(found) else ExitCode.NOT_READ


@archive.command()
@_ARCHIVE
@click.option("--fast", is_flag=True, help="只比较文件的个数和大小，不重算 sha256。")
@JSON
def verify(archive: Path, fast: bool, as_json: bool) -> int:
    """核验全部的包：每个文件的 sha256、包的完整、目录与包是否一致。"""
    from extractor.archive import Archive

    count, troubles = 0, []
    for place, trouble in Archive.open(archive).verify(fast):
        count += 1
        if trouble:
            troubles.append(trouble)
            if not as_json:
                print_lines(f"{either('损坏', 'damaged')}  {place}：{fault}" for fault in trouble.faults)
    if as_json:
        print_json({"bags": count, "damaged": [{"bag": one.bag, "faults": list(one.faults)} for one in troubles]})
    else:
        print_lines([either(f"共 {count} 个包，损坏 {len(troubles)} 个。", f"{count} bags, {len(troubles)} damaged.")])
    return ExitCode.NOT_READ if troubles else ExitCode.OK


@archive.command()
@_ARCHIVE
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@JSON
@with_forms
def diff(archive: Path, before: str, after: str, as_json: bool) -> int:
    """两份文件（两个版本或两个年度）之间哪些数字不同；A、B 是编号或文件名的一部分。"""
    from extractor.archive import Archive
    from extractor.archive.compare import changes
    from extractor.archive.select import one
    from extractor.show.forms import column_titles

    kept = Archive.open(archive)
    a, b = one(kept, before), one(kept, after)
    if len(_sound(kept, [a, b])) < 2:
        return ExitCode.NOT_READ
    found = changes(kept, a, b)
    if as_json:
        print_json({"a": a["document"], "b": b["document"], "changes": [change._asdict() for change in found]})
    else:
        print_lines([f"A {a['document']}  {a['bag'][:8]}", f"B {b['document']}  {b['bag'][:8]}"])
        titles = column_titles()
        print_lines(
            f"{change.table_id}  {' '.join(filter(None, (change.code, change.label)))}  "
            f"{titles.get((change.table_id, change.column_id), change.column_id)}  "
            f"{change.before or '空'} → {change.after or '空'}{f'（{change.difference}）' if change.difference else ''}"
            for change in found
        )
        print_lines([either(f"不同的数字 {len(found)} 个。", f"{len(found)} figures differ.")])
    return ExitCode.OK


@archive.command()
@_ARCHIVE
@click.option("-o", "--output", required=True, metavar="FILE", type=_PATH, help=".xlsx、.csv 或 .parquet 文件。")
@_selecting
@with_forms
def export(archive: Path, output: Path, with_damaged: bool, **chosen: Any) -> int:
    """把选中的文件的全部数字写成一个文件，默认只取最新的版本；损坏的包不写。"""
    from extractor.archive import Archive
    from extractor.archive.extract import write_selection
    from extractor.archive.select import select

    kept = Archive.open(archive)
    found = select(kept, _selection(chosen))
    if not found:
        raise UsageError("没有符合条件的文件", "juesuan archive list 列出全部。")
    documents = found if with_damaged else _sound(kept, found)
    if not documents:
        return ExitCode.NOT_READ
    count = write_selection(kept, documents, output)
    print_lines([either(f"已写出 {count} 份文件的数字：{output}", f"figures of {count} documents: {output}")])
    return ExitCode.OK if len(documents) == len(found) else ExitCode.NOT_READ


@archive.command()
@_ARCHIVE
@with_forms
@click.option("-o", "--output", required=True, metavar="FILE", type=_PATH, help=".csv 或 .xlsx 文件。")
@_selecting
def compare(archive: Path, output: Path, with_damaged: bool, **chosen: Any) -> int:
    """预决算对照：同一部门、口径、年度的预算和决算，逐科目、逐栏列出预算数、决算数、差额和比率。"""
    from extractor.archive import Archive
    from extractor.archive.extract import write_comparison
    from extractor.archive.select import select

    kept = Archive.open(archive)
    found = select(kept, _selection(chosen))
    documents = found if with_damaged else _sound(kept, found)
    count = write_comparison(kept, documents, output)
    none = either("没有同一部门、口径、年度的预算和决算。", "no budget and account of one department, scope and year")
    some = either(f"{count} 对预算和决算：{output}", f"{count} pairs of budget and account: {output}")
    print_lines([some if count else none])
    return ExitCode.OK if len(documents) == len(found) else ExitCode.NOT_READ


@archive.command()
@_ARCHIVE
@with_forms
def rebuild(archive: Path) -> int:
    """从各个包重建目录 catalogue.sqlite；损坏的包不列入。"""
    from extractor.archive import Archive

    count, troubles = Archive.open(archive).rebuild()
    for trouble in troubles:
        for fault in trouble.faults:
            complain(f"损坏  {trouble.bag}：{fault}")
    rest = either(f"，未列入 {len(troubles)} 个", f", {len(troubles)} left out") if troubles else ""
    print_lines([either(f"目录已重建：{count} 个包{rest}。", f"catalogue made anew: {count} bags{rest}.")])
    return ExitCode.NOT_READ if troubles else ExitCode.OK


def _listed(row: sqlite3.Row) -> str:
    """A document of an archive in one line."""
    from extractor.export.words import STATUS

    version, status = row["version"], row["status"]
    told = either(f"第 {version} 版  {STATUS.get(status, status)}", f"version {version}  {status}")
    return f"{row['bag'][:8]}  {row['document']}  {told}  {row['published'] or '-'}"


def _sound(kept: Archive, rows: list[sqlite3.Row]) -> list[sqlite3.Row]:
    """Those whose bags are whole; the others are named."""
    out = []
    for row in rows:
        found = kept.faults(row)
        for fault in found:
            complain(f"损坏  {row['path']}：{fault}")
        if not found:
            out.append(row)
    if len(out) < len(rows):
        complain("损坏的包没有用；请运行 juesuan archive verify。list、export、compare 加 --damaged 照用。")
    return out


def _selection(chosen: dict[str, Any]) -> Selection:
    from extractor.archive.select import Selection
    from extractor.export.words import STATUS

    said = {word: status for status, word in STATUS.items()}
    status = said.get(chosen["status"], chosen["status"])
    return Selection(**{**chosen, "kind": chosen.get("kind") or "", "status": status})
