"""corrections.csv: written, read as people and their spreadsheets give it back, refused where it is not sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import OutputError
from extractor.export.corrections import (
    COLUMNS,
    key_of,
    read_corrections,
    with_correction,
    without_correction,
    write_corrections,
)
from extractor.model import Correction
from extractor.model.correction import BLANK

SHA = "0123456789abcdef" * 4
ROW = Correction(SHA, "T02/2080501/income_total", "-1,234.50", "1,234.50", "张三", "2026-03-01", "看原件", True)


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "corrections.csv").write_bytes(text.encode(encoding))
    return folder


def test_what_is_written_is_read(tmp_path: Path) -> None:
    rows = (ROW, ROW._replace(figure_id="T09//total.final", as_read=BLANK, why="", signed_off=False))
    assert read_corrections(tmp_path) == ()
    with pytest.raises(OutputError, match="figure_id"):
        read_corrections(write_corrections(tmp_path, rows).parent)
    rows = (
        ROW,
        ROW._replace(figure_id="T09/合计/total.final", as_read="—", as_printed=BLANK, why="", signed_off=False),
    )
    assert read_corrections(write_corrections(tmp_path, rows).parent) == rows
    assert (tmp_path / "corrections.csv").read_bytes().startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_a_spreadsheet_may_have_written_it(tmp_path: Path, encoding: str, comma: str) -> None:
    lines = [
        ["who", "signed_off", "when", "as_printed", "as_read", "figure_id", "sha256", "备注"],
        ["张三", "TRUE", "2026/3/1", "1234.5", "'-1234.5", "T02/2080501/income_total", SHA.upper(), "x"],
        [""] * 8,
        ["李四", "否", "3/1/2026", BLANK, "12", "T01/year_total/amount", SHA, ""],
    ]
    home = written(tmp_path, "\r\n".join(comma.join(line) for line in lines), encoding)
    one, two = read_corrections(home)
    assert one == ROW._replace(as_read="-1234.5", as_printed="1234.5", why="")
    assert (two.when, two.signed_off, two.as_printed, two.who) == ("2026-03-01", False, BLANK, "李四")


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("sha256", SHA[:8], "64 位"),
        ("sha256", f"{SHA[:30]}…", "64 位"),
        ("figure_id", "2080501/income_total", "表号/行/栏"),
        ("figure_id", "T02", "表号/行/栏"),
        ("as_printed", "", "as_printed 是空的"),
        ("as_read", "", "as_read 是空的"),
        ("who", "", "署名"),
        ("signed_off", "maybe", "yes 或 no"),
    ],
)
def test_what_is_not_sure_is_refused_with_its_line(tmp_path: Path, column: str, value: str, word: str) -> None:
    cells = dict(zip(COLUMNS, [*ROW[:-1], "yes"], strict=True)) | {column: value}
    quoted = [f'"{cell}"' for cell in cells.values()]
    with pytest.raises(OutputError) as error:
        read_corrections(written(tmp_path, ",".join(COLUMNS) + "\n" + ",".join(quoted)))
    assert "第 2 行" in error.value.message and word in f"{error.value.message} {error.value.hint}"


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "sha256,figure_id\nx,y\n"])
def test_another_table_is_not_taken_for_it(tmp_path: Path, text: str) -> None:
    with pytest.raises(OutputError, match="不是记录更正的表"):
        read_corrections(written(tmp_path, text))


def test_the_key_of_a_document_notices_any_word_about_it_and_no_other() -> None:
    other = ROW._replace(sha256="f" * 64)
    assert key_of([ROW], SHA) == key_of([other, ROW], SHA) != key_of([], SHA) == key_of([other], SHA) == ""
    changes: list[dict[str, object]] = [{"as_printed": "2"}, {"who": "李四"}, {"signed_off": False}, {"why": ""}]
    for change in changes:
        assert key_of([ROW._replace(**change)], SHA) != key_of([ROW], SHA)  # type: ignore[arg-type]


def test_one_row_a_figure() -> None:
    other = ROW._replace(figure_id="T02/2080502/income_total")
    newer = ROW._replace(as_printed="2")
    assert with_correction([ROW, other], newer) == [other, newer]
    assert without_correction([ROW, other], SHA, ROW.figure_id) == [other]
