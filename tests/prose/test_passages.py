"""The running text cut into the sections of the explanation."""

from __future__ import annotations

from extractor.forms import families
from extractor.model import Box, Line, Passage, Sheet, Word, union
from extractor.prose import passages as cut
from extractor.prose.passages import heading_of


def sheets(*pages: str) -> list[Sheet]:
    return [Sheet(number, 595, 842, (), (), text) for number, text in enumerate(pages, 1)]


def passages(pages: list[Sheet]) -> tuple[Passage, ...]:
    return cut(pages, families()["department"].narrative)


def sections(*pages: str) -> dict[str, str]:
    return {passage.key: passage.text for passage in passages(sheets(*pages)) if passage.key}


def test_sections_go_by_the_words_of_their_headings() -> None:
    found = sections(
        "第三部分 某局2023年度部门决算情况说明\n一、收入支出决算总体情况说明\n收、支总计10万元。\n"
        "二、收入决算情况说明\n本年收入合计9万元。\n四、财政拨款收入支出决算总体情况说明\n总计8万元。\n"
        "五、一般公共预算财政拨款支出决算情况说明\n支出7万元。\n六、一般公共预算财政拨款基本支出决算情况说明\n基本支出6万元。\n"
        "七、财政拨款“三公”经费支出决算情况说明\n无。\n第四部分 名词解释\n一、财政拨款收入：指拨款。\n"
    )
    assert found == {
        "overall": "收、支总计10万元。",
        "income": "本年收入合计9万元。",
        "fiscal": "总计8万元。",
        "gpb": "支出7万元。",
        "basic": "基本支出6万元。",
        "three_public": "无。",
    }


def test_a_heading_inside_a_chapter_does_not_leave_it() -> None:
    found = sections(
        "五、一般公共预算财政拨款支出决算情况说明\n（一）支出决算总体情况。\n支出7万元。\n（二）支出决算结构情况\n教育支出7万元。"
    )
    assert list(found) == ["gpb"]
    assert "支出7万元。" in found["gpb"] and "教育支出7万元。" in found["gpb"]


def test_other_matters_are_told_apart_by_their_own_headings() -> None:
    found = sections(
        "十、其他重要事项的情况说明\n（一）机关运行经费支出情况\n支出3万元。\n（二）政府采购支出情况\n总额2万元。\n"
        "（三）国有资产占有使用情况\n车辆1辆。"
    )
    assert found == {"operating": "支出3万元。", "procurement": "总额2万元。"}


def test_an_annex_does_not_speak_of_the_account() -> None:
    text = (
        "第三部分 某局部门决算情况说明\n二、收入决算情况说明\n本年收入合计9万元。\n"
        "第五部分 附件\n二、收入决算情况说明\n项目收入合计1万元。"
    )
    assert sections(text) == {"income": "本年收入合计9万元。"}


def test_a_sentence_goes_on_over_pages_without_their_heads_feet_and_numbers() -> None:
    pages = [f"某局2023年度部门决算\n{text}\n— {number} —" for number, text in enumerate(("甲", "乙", "丙"), 1)]
    pages[1] = "某局2023年度部门决算\n二、收入决算情况说明\n本年收入合计9,0\n— 2 —"
    pages[2] = "某局2023年度部门决算\n00.5\n0万元，其中\n— 3 —"
    found = [passage for passage in passages(sheets(*pages)) if passage.key == "income"]
    assert [passage.text for passage in found] == ["本年收入合计9,000.50万元,其中"]
    text = found[0].text
    assert [found[0].page_at(text.index(part)) for part in ("本年", "9,0", "0万元")] == [2, 2, 3]


def test_what_is_a_heading_and_what_is_a_sentence() -> None:
    assert heading_of("一、收入支出决算总体情况说明") is not None
    assert heading_of("(一)机关运行经费支出情况。2023年度支出3万元。") is not None
    assert heading_of("一、教育支出12万元,占3%") is None
    assert heading_of("本年收入合计9万元") is None


def test_the_heading_of_a_part_is_kept_though_nothing_stands_under_it() -> None:
    (part, _) = passages(
        sheets("第三部分 某局2023年度部门决算情况说明\n一、收入支出决算总体情况说明\n收、支总计1万元。")
    )
    assert (part.heading, part.text, part.page_at(0)) == ("某局2023年度部门决算情况说明", "", 1)


def test_the_titles_of_tables_in_a_list_of_contents_open_no_section() -> None:
    found = sections(
        "目录\n一、高等学校收支决算总表……3\n四、高等学校财政拨款支出决算表……6\n"
        "（一）高等学校收支决算总表说明\n收入总计10万元。\n（三）高等学校支出决算表说明\n支出总计9万元。\n"
        "（四）高等学校财政拨款支出决算表说明\n财政拨款支出8万元。\n"
    )
    assert "9万元" not in found.get("fiscal_spent", "")
    assert found["fiscal_spent"] == "财政拨款支出8万元。"


# Where the text stands ------------------------------------------------------------------------------------------------


def line(page: int, top: float, *words: str) -> Line:
    """A line of full-width characters of 10 points, its words an em apart."""
    made, x = [], 50.0
    for word in words:
        made.append(Word(word, Box(x, top, x + 10 * len(word), top + 10), 10))
        x += 10 * len(word) + 10
    return Line(page, tuple(made), union([word.box for word in made]))


def of_lines(*pages: list[Line]) -> tuple[Passage, ...]:
    return passages([Sheet(n, 595, 842, (), tuple(lines)) for n, lines in enumerate(pages, 1)])


def test_every_stretch_of_the_text_knows_the_lines_it_is_printed_on() -> None:
    (found,) = of_lines(
        [
            line(1, 100, "七、财政拨款“三公”经费支出决算情况说明"),
            line(1, 120, "本单位“三公”经费", "支出为一"),
            line(1, 140, "千万元。"),
        ],
        [line(2, 100, "其中：无")],
    )
    start = found.text.index("支出为一千")
    assert found.printed(start, start + 5) == "支出为一千"
    assert found.spots(start, start + 5) == ((1, Box(150, 120, 190, 130)), (1, Box(50, 140, 60, 150)))
    colon = found.text.index(":")
    assert (found.printed(colon, colon + 1), found.spots(colon, colon + 1)) == ("：", ((2, Box(70, 100, 80, 110)),))


def test_quotes_that_are_not_matched_are_printed_where_they_stand() -> None:
    (found,) = of_lines([line(1, 100, "七、“三公”经费支出决算情况说明"), line(1, 120, "①“三公”经费支出……无")])
    start = found.text.index("经费")
    assert found.printed(start, start + 2) == "经费"
    assert found.spots(start, start + 2) == ((1, Box(100, 120, 120, 130)),)
    assert found.printed(0, len(found.text)) == "①“三公”经费支出……无"
    assert found.printed(found.head, 0) == "七、“三公”经费支出决算情况说明"
    assert found.spots(found.head, 0) == ((1, Box(50, 100, 210, 110)),)


def test_what_follows_a_heading_on_its_line_stands_on_that_line() -> None:
    (found,) = of_lines([line(1, 100, "二、收入决算情况说明。本年收入合计"), line(1, 120, "9万元。")])
    assert found.printed(0, 6) == "本年收入合计"
    assert found.spots(0, 6) == ((1, Box(160, 100, 220, 110)),)


def test_a_page_of_which_only_the_text_was_read_gives_no_box() -> None:
    (found,) = passages(sheets("二、收入决算情况说明\n本年 收入合计９万元。"))
    assert found.printed(0, 7) == "本年收入合计９"
    assert found.spots(0, 7) == ((1, None),)
