"""Running text in reading order, whatever the file's order."""

from __future__ import annotations

from extractor.parse.running import Lie, Piece, Start, in_order, running_text, upright


def line(text: str, y: float, x: float = 72.0, step: float = 12.0) -> list[Start]:
    return [Start(y, x + step * k, char) for k, char in enumerate(text)]


def test_lines_come_from_top_to_bottom_whatever_their_order_in_the_file() -> None:
    first, second = line("本年支出合计为", 100), line("一百万元。", 120)
    assert running_text([*second, *first]) == "本年支出合计为\n一百万元。"


def test_a_line_printed_in_two_pieces_is_one_line() -> None:
    left, right = line("基本支出为", 100), line("十万元", 100.8, x=72 + 5 * 12)
    assert running_text([*right, *left]) == "基本支出为十万元"


def test_text_in_two_columns_is_read_column_by_column() -> None:
    rows = [(100 + 18 * k, f"左栏第{k}行的文字排满半页", f"右栏第{k}行的文字排满半页") for k in range(9)]
    starts = [start for y, left, right in rows for start in (*line(left, y), *line(right, y, x=330))]
    lines = running_text(starts).split("\n")
    assert lines[:9] == [left for _, left, _ in rows]
    assert lines[9:] == [right for _, _, right in rows]


def test_a_page_of_one_column_is_never_cut() -> None:
    starts = [
        start for k in range(12) for start in line("一般公共预算财政拨款支出决算情况说明的正文文字", 100 + 18 * k)
    ]
    assert len(running_text(starts).split("\n")) == 12


def test_a_watermark_that_runs_aslant_is_left_out() -> None:
    body = [start for k in range(6) for start in line("教育支出十万元占一成", 100 + 18 * k)]
    mark = [Start(90 + 23.0 * k, 60 + 31.0 * k, char) for k, char in enumerate("内部资料请勿外传")]
    assert running_text([*body, *mark]) == "\n".join(["教育支出十万元占一成"] * 6)


def test_bold_drawn_twice_is_read_once() -> None:
    twice = [each for start in line("合计", 100) for each in (start, start._replace(x=start.x + 0.4))]
    assert running_text(twice) == "合计"


def test_a_figure_set_close_keeps_its_double_digits() -> None:
    assert running_text(line("10022万元", 100, step=6.0)) == "10022万元"


def test_a_turned_page_is_turned_back() -> None:
    for turn, (dx, dy) in {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}.items():
        points = [upright(300 + dx * 12 * k, 300 + dy * 12 * k, Lie(turn)) for k in range(3)]
        assert running_text([Start(y, x, char) for (x, y), char in zip(points, "万元整", strict=True)]) == "万元整"


def piece(text: str, y: float, x: float = 72.0) -> Piece:
    starts = line(text, y, x)
    return Piece(text, starts[0], starts[-1])


def test_a_file_that_writes_line_by_line_needs_no_closer_look() -> None:
    pieces = [piece("本年支出合计", 100), piece("一百万元", 100.5, x=150), piece("其中：", 120)]
    assert in_order(pieces) == "本年支出合计一百万元\n其中："


def test_a_foot_written_first_comes_last() -> None:
    assert in_order([piece("—14—", 800), piece("甲", 100), piece("乙", 120)]) == "甲\n乙\n—14—"


def test_lines_out_of_order_are_looked_at_closely() -> None:
    pieces = [
        piece(text, y) for text, y in (("一", 100), ("二", 120), ("三", 140), ("四", 160), ("零", 80), ("五", 180))
    ]
    pieces += [piece("六", 200), piece("七", 220), piece("八", 240)]
    assert in_order(pieces) is None
    assert in_order([piece("后半", 100, x=300), piece("前半", 100, x=72)]) is None
