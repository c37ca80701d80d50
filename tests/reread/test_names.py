"""Codes and names of scanned rows: mended where one reading alone fits, marked, and never where two may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractor.language.parts import NUMERALS
from extractor.model import Box, Figure, Page, ReadWord, Row, Table
from extractor.reread.names import mend_names, name_findings
from extractor.reread.strokes import strokes

PLACE = Box(0, 0, 1, 1)
KEYS = [
    ("", "合计"),
    ("205", "教育支出"),
    ("20502", "普通教育"),
    ("2050201", "学前教育"),
    ("2050202", "小学教育"),
    ("221", "住房保障支出"),
    ("22102", "住房改革支出"),
    ("2210201", "住房公积金"),
]


def table(table_id: str, keys: Sequence[tuple[str, str]], engine: str = "ocr", side: str = "") -> Table:
    rows = []
    for k, (code, label) in enumerate(keys, start=1):
        figure = Figure("total", "1.00", None, "figure", 1, PLACE, 0, k, 3, engine)  # type: ignore[arg-type]
        rows.append(Row(k, side, "", "", code, "", label, (figure,), 1))  # type: ignore[arg-type]
    return Table(table_id, "", "", "", "present", (1,), "万元", "", rows=tuple(rows))


def read_as(wrong: dict[int, tuple[str, str]], tables: Sequence[str] = ("T02", "T03", "T05")) -> tuple[Table, ...]:
    """The same keys in several scanned tables, some of them misread in the first."""
    keys = [wrong.get(k, key) for k, key in enumerate(KEYS)]
    return mend_names([table(tables[0], keys), *(table(table_id, KEYS) for table_id in tables[1:])])


def keys_of(found: Table) -> list[tuple[str, str]]:
    return [(row.code, row.label) for row in found.rows]


@pytest.mark.parametrize(
    ("k", "read"),
    [
        (1, ("205", "教育支山")),
        (5, ("221", "住房保障支土")),
        (5, ("227", "住房保障支出")),
        (2, ("20602", "普通教育")),
        (3, ("2060201", "学前教育")),
        (3, ("205020", "学前教育")),
        (3, ("20502", "01学前教育")),
        (3, ("20502", "|01学前教育")),
        (4, ("2050202", "小学敎育")),
        (7, ("2210201", "住房公积全")),
    ],
)
def test_the_only_reading_that_fits_is_taken_and_marked(k: int, read: tuple[str, str]) -> None:
    found, *others = read_as({k: read})
    assert keys_of(found) == KEYS
    assert [row.first_reading for row in found.rows if row.first_reading] == [" ".join(read)]
    assert not any(row.first_reading for other in others for row in other.rows)
    notes = list(name_findings([found, *others]))
    assert [(note.code, note.severity) for note in notes] == [("name_repaired", "info")]
    assert read[1] in notes[0].message


@pytest.mark.parametrize(
    ("k", "read"),
    [
        (3, ("2050202050201", "学前教育")),
        (3, ("12050201", "学前教育")),
        (3, ("205", "--2050201学前教育")),
        (3, ("20502", "学前教育")),
        (0, ("205", "合计")),
    ],
)
def test_a_whole_name_has_its_code_whatever_was_read_with_it(k: int, read: tuple[str, str]) -> None:
    found, *_ = read_as({k: read})
    assert keys_of(found) == KEYS
    assert [row.first_reading for row in found.rows if row.first_reading] == [" ".join(read)]


def test_a_class_has_its_code_by_its_whole_name_alone() -> None:
    found, *_ = read_as({1: ("", "教育支出")})
    assert keys_of(found) == KEYS
    alike = [("229", "其他支出"), ("22999", "其他支出")]
    (other,) = mend_names([table("T03", [*alike, ("", "其他支出")])])
    assert keys_of(other)[2] == ("", "其他支出")
    (names,) = mend_names([table("T03", [("", label) for _, label in KEYS])])
    assert not any(row.code for row in names.rows)


@pytest.mark.parametrize("read", [("2130203", "学前教育"), ("20", "学前教育"), ("2050", "学前")])
def test_a_code_that_says_otherwise_or_a_name_in_part_is_left_alone(read: tuple[str, str]) -> None:
    found, *_ = read_as({3: read})
    assert keys_of(found)[3] == read


REST = [("204", "公共安全支出"), ("20402", "公安"), ("2040201", "行政运行"), ("2040299", "其他公安支出")]


@pytest.mark.parametrize(("read", "code"), [("2040239", "2040299"), ("2040289", "2040299"), ("2040250", "2040250")])
def test_what_is_left_of_a_group_has_the_last_code(read: str, code: str) -> None:
    (found,) = mend_names([table("T02", [*REST[:3], (read, REST[3][1])])])
    assert found.rows[-1].code == code  # of one stroke; two may be another code


def test_what_is_left_of_another_group_says_nothing() -> None:
    (found,) = mend_names([table("T02", [*REST[:3], ("2040239", "其他检察支出")])])
    assert found.rows[-1].code == "2040239"


def test_two_tables_that_contradict_each_other_decide_nothing() -> None:
    tables = read_as({4: ("2050202", "小学敎育")}, ("T02", "T03"))
    assert [keys_of(each)[4] for each in tables] == [("2050202", "小学敎育"), KEYS[4]]
    (note,) = name_findings(tables)
    assert (note.code, note.severity, note.table_id) == ("scan_names_differ", "doubt", "T02")
    assert "小学敎育" in note.message and "小学教育" in note.message


def test_where_no_row_can_be_as_read_one_other_table_is_enough() -> None:
    found, _ = read_as({3: ("2060201", "学前教育")}, ("T02", "T03"))
    assert keys_of(found) == KEYS


@pytest.mark.parametrize(
    "read",
    [("2050203", "初中教育"), ("2051202", "小学教育"), ("", "小学"), ("2050202", ""), ("2050299", "大学敎学")],
)
def test_nothing_is_put_where_more_is_missing(read: tuple[str, str]) -> None:
    found, *_ = read_as({4: read})
    if read == ("2051202", "小学教育"):
        assert keys_of(found) == KEYS
    else:
        assert keys_of(found)[4] == read
        assert not found.rows[4].first_reading


def test_a_code_that_would_stand_out_of_order_is_not_taken() -> None:
    keys = [*KEYS[:3], ("2210202", "学前教育"), *KEYS[4:]]
    other = [*KEYS, ("2210202", "学前敎育"), ("2210203", "购房补贴")]
    found, *_ = mend_names([table("T02", keys), table("T03", other), table("T05", other)])
    assert keys_of(found)[3] != ("2210202", "学前敎育")


def test_a_row_that_stands_twice_is_not_made() -> None:
    found, *_ = mend_names(
        [table("T02", [*KEYS, ("2210202", "住房公积金")]), *(table(t, KEYS) for t in ("T03", "T05"))]
    )
    assert keys_of(found)[-1] == ("2210202", "住房公积金")


def test_text_is_not_touched() -> None:
    text = table("T02", [("205", "教育支山")], "pdfium")
    assert mend_names([text, table("T03", KEYS)])[0] is text
    assert not list(name_findings([text]))


def test_the_published_names_of_the_economic_classification() -> None:
    read = [("301", "工资福利支出"), ("30101", "墓本工资"), ("36102", "津贴补贴"), ("30213", "维俢（护）费")]
    (found,) = mend_names([table("T06", read)])
    assert keys_of(found) == [*read[:1], ("30101", "基本工资"), ("30102", "津贴补贴"), ("30213", "维修（护）费")]
    assert found.rows[1].section == "personnel"
    assert found.rows[1].level == "division"


def test_a_name_one_stroke_away_is_nearer_than_one_of_which_a_part_was_read() -> None:
    """One code of the 经济分类 has two names, of which one is the end of the other."""
    keys = [("301", "工资福利支出"), ("30110", "职I基本医疗保险缴费"), ("30112", "其他社会保障缴费")]
    (mended,) = mend_names([table("T06", keys, side="personnel")])
    assert keys_of(mended)[1] == ("30110", "职工基本医疗保险缴费")


def test_a_name_that_is_read_whole_beside_dashes_is_nearer_than_one_a_stroke_away() -> None:
    keys = [("301", "工资福利支出"), ("30108", "机关事业单位基本养老保险缴费--"), ("30109", "职业年金缴费-")]
    (mended,) = mend_names([table("T06", keys, side="personnel")])
    assert keys_of(mended)[1:] == [("30108", "机关事业单位基本养老保险缴费"), ("30109", "职业年金缴费")]


def test_half_of_a_short_name_beside_its_code_is_that_name() -> None:
    """电货 is no name of 30206; 水费 read there may as well be 30205."""
    keys = [("302", "商品和服务支出"), ("30204", "手续费"), ("30206", "电货"), ("30207", "邮电费")]
    (mended,) = mend_names([table("T06", keys, side="public")])
    assert keys_of(mended)[2] == ("30206", "电费")
    (left,) = mend_names([table("T06", [*keys[:2], ("30206", "水费"), keys[3]], side="public")])
    assert keys_of(left)[2] == ("30206", "水费")


def test_rows_of_a_summary() -> None:
    read = ["一、一般公共服务支土", "二十一、住房保障支山", "某项专门支土", "本年文出合计", "本年土入合计"]
    (found,) = mend_names([table("T01", [("", name) for name in read], side="expenditure")])
    mended = ["一、一般公共服务支出", "二十一、住房保障支出", "某项专门支土", "本年支出合计", "本年收入合计"]
    assert [row.label for row in found.rows] == mended
    assert [bool(row.first_reading) for row in found.rows] == [True, True, False, True, True]


def test_an_ordinal_is_the_one_between_its_neighbours() -> None:
    read = [
        ("", "十一、城乡社区支出"),
        ("", "十二农林水支出"),
        ("", "十二、交通运输支出"),
        ("", "十四、资源勘探工业信息等支出"),
        ("", "十五商业服务业等支出"),
        ("", "十六金融支山"),
        ("", "专项支出"),
    ]
    (found,) = mend_names([table("T01", read, side="expenditure")])
    labels = [row.label for row in found.rows]
    assert labels[:4] == [
        "十一、城乡社区支出",
        "十二、农林水支出",
        "十三、交通运输支出",
        "十四、资源勘探工业信息等支出",
    ]
    assert labels[4:] == ["十五、商业服务业等支出", "十六、金融支出", "专项支出"]


def test_a_known_name_gets_the_ordinal_its_neighbours_leave_it() -> None:
    names = ["一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入"]
    read = [("", f"{ordinal}、{name}") for ordinal, name in zip("一二二四", names, strict=True)]
    (found,) = mend_names([table("T01", read, side="income")])
    assert [row.label[0] for row in found.rows] == list("一二三四")
    assert found.rows[2].first_reading == read[2][1]


def test_an_ordinal_read_twice_below_the_one_before_lost_a_stroke() -> None:
    names = ["一、一般公共预算财政拨款", "二、政府性基金预算财政拨款", "二、国有资本经营预算财政拨款"]
    (found,) = mend_names([table("T04", [("", name) for name in (*names, "本年收入合计")], side="income")])
    assert found.rows[2].label == "三、国有资本经营预算财政拨款"
    (found,) = mend_names([table("T04", [("", name) for name in names[1:]], side="income")])
    assert found.rows[1].label == names[2]


@pytest.mark.parametrize("read", ["1总计", "总计1", "|总计", "l总计", "总计1.0", "总计wa", "-总计", "总i计"])
def test_what_a_line_leaves_beside_a_total_is_no_part_of_it(read: str) -> None:
    (found,) = mend_names([table("T01", [("", "一、外交支出"), ("", read)], side="expenditure")])
    assert (found.rows[1].label, found.rows[1].first_reading) == ("总计", read)


def test_a_total_is_not_made_twice() -> None:
    (found,) = mend_names([table("T01", [("", "总计"), ("", "1总计")], side="expenditure")])
    assert found.rows[1].label == "1总计"


def test_the_first_of_a_list_has_the_first_ordinal() -> None:
    read = [("", "一般公共服务支出"), ("", "二、外交支出"), ("", "三、国防支出")]
    (found,) = mend_names([table("T01", read, side="expenditure")])
    assert [row.label for row in found.rows] == ["一、一般公共服务支出", "二、外交支出", "三、国防支出"]


def test_rows_of_which_part_no_list() -> None:
    names = ["、财政拨款收入", "其中：政府性基金预算财政拨款", "二、上级补助收入", "三、事业收入"]
    (found,) = mend_names([table("U01", [("", name) for name in names], side="income")])
    assert [row.label for row in found.rows[:2]] == ["一、财政拨款收入", names[1]]


def test_what_is_read_before_an_ordinal_is_no_part_of_it() -> None:
    read = [("", "三、国防支出"), ("", "一四、公共安全支出"), ("", "一五、教育支出"), ("", "十六、金融支出")]
    (found,) = mend_names([table("T01", read, side="expenditure")])
    assert [row.label for row in found.rows] == ["三、国防支出", "四、公共安全支出", "五、教育支出", "十六、金融支出"]


def test_what_stands_below_the_first_is_no_first() -> None:
    read = [("", "一、一般公共服务支出"), ("", "教育支出"), ("", "二、外交支出")]
    (found,) = mend_names([table("T01", read, side="expenditure")])
    assert [row.label for row in found.rows] == [label for _, label in read]


def test_what_was_read_more_surely_than_many_misreadings_stays() -> None:
    misread = [*KEYS[:3], ("2050201", "字前教育"), *KEYS[4:]]
    tables = [
        replace(
            each,
            rows=tuple(replace(row, page=page, box=Box(0, 9 * row.index, 90, 9 * row.index + 9)) for row in each.rows),
        )
        for page, each in ((1, table("T02", KEYS)), (2, table("T03", misread)), (3, table("T05", misread)))
    ]

    def kept(own: float, others: float) -> str:
        pages = {
            page: Page(page, 600, 800, "", words=(ReadWord(label, Box(20, 37, 60, 44), sure),))
            for page, label, sure in ((1, "学前教育", own), (2, "字前教育", others), (3, "字前教育", 0.5))
        }
        return mend_names(tables, pages)[0].rows[3].label

    assert kept(0.999, 0.9) == "学前教育"
    assert kept(0.6, 0.9) == "字前教育"


@pytest.mark.parametrize("name", ["年末结转和结余", "年末财政拨款结转和结余"])
def test_a_balance_is_not_the_one_at_the_other_side(name: str) -> None:
    opening = replace(table("T04", [("", name.replace("末", "初"))], side="income").rows[0], index=1)
    read = table("T04", [("", "二十六、抗疫特别国债安排的支出"), ("", name.replace("末", "未"))], side="expenditure")
    (found,) = mend_names([replace(read, rows=(opening, *read.rows))])
    assert found.rows[-1].label == name


LIST = [
    "一般公共服务支出",
    "外交支出",
    "国防支出",
    "公共安全支出",
    "教育支出",
    "科学技术支出",
    "文化旅游体育与传媒支出",
    "社会保障和就业支出",
    "卫生健康支出",
    "节能环保支出",
    "城乡社区支出",
    "农林水支出",
    "交通运输支出",
    "资源勘探工业信息等支出",
]


@pytest.mark.parametrize(
    "misread",
    [
        {1: "一、般公共服务支出", 2: "、外交支出", 3: "、国防支出"},
        {1: "般公共服务支出", 2: "外交支出"},
        {10: "十一、节能环保支出", 11: "十、城乡社区支出", 12: "十、农林水支出"},
        {9: "儿、卫生健康支出", 10: "卜、节能环保支出", 13: "十二、交通运输支出"},
        {12: "十十二、农林水支出", 13: "十二十三、交通运输支出"},
        {11: "十城乡社区支出"},
        {1: "'-、一股公共服务支出", 9: "儿、上生健康支出"},
        {8: "一、社会保障和就业支出", 9: "七卫生健康支出", 10: "一、节能环保支出"},
    ],
)
def test_a_list_counts_whatever_was_read_of_its_ordinals(misread: dict[int, str]) -> None:
    whole = [f"{NUMERALS[k]}、{name}" for k, name in enumerate(LIST)]
    read = [misread.get(k, name) for k, name in enumerate(whole, start=1)]
    (found,) = mend_names([table("T01", [("", name) for name in read], side="expenditure")])
    assert [row.label for row in found.rows] == whole


def test_a_list_that_leaves_some_out_keeps_its_ordinals() -> None:
    whole = [f"{NUMERALS[k]}、{LIST[k]}" for k in (0, 3, 4, 7, 10)]
    (found,) = mend_names([table("T01", [("", name) for name in whole], side="expenditure")])
    assert [(row.label, row.first_reading) for row in found.rows] == [(name, "") for name in whole]


def test_two_rows_read_as_one_do_not_count_as_one() -> None:
    whole = [f"{NUMERALS[k]}、{name}" for k, name in enumerate(LIST)]
    read = [whole[0], f"{whole[1]}三{LIST[2]}", *whole[3:]]
    (found,) = mend_names([table("T04", [("", name) for name in read], side="expenditure")])
    assert found.rows[0].label == whole[0]


@pytest.mark.parametrize("first", ["一般公共预算财政拨款", "、一般公共预算财政拨款", "、般公共预算财政拨款"])
def test_a_sign_without_its_ordinal_is_the_next_of_its_list(first: str) -> None:
    read = [first, "、政府性基金预算财政拨款", "三、国有资本经营预算财政拨款", "本年收入合计"]
    (found,) = mend_names([table("T04", [("", name) for name in read], side="income")])
    assert [row.label for row in found.rows] == ["一、一般公共预算财政拨款", f"二{read[1]}", *read[2:]]


@pytest.mark.parametrize(
    ("above", "read", "mended"),
    [
        ("四、公共安全支出", "五、数他育支出岭市自", "五、教育支出"),
        ("四、公共安全支出", "五、岭市支出", "五、岭市支出"),  # nothing that other names have not
        ("三、公共安全支出", "五、数他育支出岭市自", "五、数他育支出岭市自"),  # one is left out
        ("四、国防支出", "五、公安育支出", "五、公安育支出"),  # two may stand between
    ],
)
def test_of_what_a_stamp_left_the_order_of_the_list_tells_the_name(above: str, read: str, mended: str) -> None:
    labels = ["一、一般公共服务支出", above, read, "六、科学技术支出"]
    (found,) = mend_names([table("T01", [("", name) for name in labels], side="expenditure")])
    assert found.rows[2].label == mended


def test_a_list_without_ordinals_gets_none() -> None:
    read = [("", "教育支出"), ("", "科学技术支出"), ("", "卫生健康支出")]
    (found,) = mend_names([table("T01", read, side="expenditure")])
    assert [(row.label, row.first_reading) for row in found.rows] == [(label, "") for _, label in read]


def test_a_name_that_is_there_already_is_not_made_twice() -> None:
    read = [("", "一、外交支出"), ("", "二、外父支出")]
    (found,) = mend_names([table("T01", read, side="expenditure")])
    assert [row.label for row in found.rows] == ["一、外交支出", "二、外父支出"]


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [
        ("a", "a", 0),
        ("ab", "ac", 1),
        ("ab", "a", 1),
        ("b", "ab", 1),
        ("abc", "acb", 2),
        ("", "ab", 2),
        ("abc", "bcd", 2),
    ],
)
def test_strokes(one: str, other: str, away: int) -> None:
    assert strokes(one, other) == strokes(other, one) == away


def test_a_mended_row_keeps_what_it_was() -> None:
    first = read_as({1: ("205", "教育支山")})[0].rows[1]
    assert replace(first, first_reading="", level="") == replace(table("T02", KEYS).rows[1], level="")


@pytest.mark.parametrize(
    ("k", "read"),
    [
        (6, ("22102", "住房改革支出-024.08.7字")),  # a stamp beside it
        (6, ("22102", ".15住房改革支出")),
        (5, ("221", "住房保障支出岭理T")),
        (7, ("2210201", "5房公积金")),  # its beginning was worn off
        (3, ("20502", "U1学前教育")),  # and the end of its code
    ],
)
def test_dirt_beside_a_name_and_the_better_part_of_one_are_the_known_name(k: int, read: tuple[str, str]) -> None:
    found, *_ = read_as({k: read}, ("T02", "T03"))
    assert keys_of(found) == KEYS
    assert found.rows[k].first_reading == " ".join(read)


@pytest.mark.parametrize("read", [("2210201", "住房公积金补贴支出"), ("2210201", "金"), ("2210202", "5住房公积金")])
def test_a_longer_name_and_a_small_part_of_one_stay(read: tuple[str, str]) -> None:
    found, *_ = read_as({7: read})
    assert keys_of(found)[7] == read


@pytest.mark.parametrize("read", ["政府性基金预算财政拨款", "、政府性基金预算财政拨款"])
def test_an_ordinal_that_was_lost_is_the_namesakes(read: str) -> None:
    names = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    counted = [f"{ordinal}、{name}" for ordinal, name in zip("一二三", names, strict=True)]
    now = table("T04", [("", name) for name in counted], side="income")
    before = table("T04", [("", name) for name in (counted[0], read, names[2])], side="income")
    rows = (*now.rows, *(replace(row, section="opening") for row in before.rows))
    (found,) = mend_names([replace(now, rows=rows)])
    assert [row.label for row in found.rows] == counted * 2
    assert found.rows[4].first_reading == read


def test_a_list_without_ordinals_stays_without() -> None:
    names = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    now = table("T04", [("", f"{n}、{name}") for n, name in zip("一二三", names, strict=True)], side="income")
    before = table("T04", [("", name) for name in names], side="income")
    rows = (*now.rows, *(replace(row, section="opening") for row in before.rows))
    (found,) = mend_names([replace(now, rows=rows)])
    assert [row.label for row in found.rows[3:]] == names


@pytest.mark.parametrize(
    ("last", "mended"), [("五、经营收入", "四、事业收入"), ("四、经营收入", "事业收入"), ("经营收入", "事业收入")]
)
def test_an_ordinal_whose_sign_was_not_read_fits_the_count(last: str, mended: str) -> None:
    """Though another table prints the name without one; of a sign that does not fit nothing is made."""
    other = table("T04", [("", "事业收入")], side="income")
    read = table("T01", [("", "财政拨款收入"), ("", "四事业收入"), ("", last)], side="income")
    assert [row.label for row in mend_names([read, other])[0].rows][1] == mended


def test_of_two_names_a_stroke_away_the_one_that_is_there_already_is_not_meant() -> None:
    rows = [*table("T01", [("", "年初结转和结余")], side="income").rows]
    rows += table("T01", [("", "结余分配"), ("", "年未结转和结余")], side="expenditure").rows
    (found,) = mend_names([replace(table("T01", []), rows=tuple(rows))])
    assert [row.label for row in found.rows] == ["年初结转和结余", "结余分配", "年末结转和结余"]
    (alone,) = mend_names([table("T01", [("", "结余分配"), ("", "年未结转和结余")], side="expenditure")])
    assert alone.rows[1].label == "年未结转和结余"


CARE = [
    ("208", "社会保障和就业支出"),
    ("20808", "抚恤"),
    ("2080801", "死亡抚恤"),
    ("210", "卫生健康支出"),
    ("21011", "行政事业单位医疗"),
    ("2101101", "行政单位医疗"),
    ("2101103", "公务员医疗补助"),
]


@pytest.mark.parametrize(
    ("k", "read"),
    [
        (1, ("20808", "抚地")),
        (6, ("21003", "公务员医疗补助")),
        (6, ("21003", "1i公务员医疗补助")),
    ],
)
def test_a_short_name_behind_its_code_and_a_code_without_its_middle_are_told_by_other_tables(
    k: int, read: tuple[str, str]
) -> None:
    keys = [*CARE[:k], read, *CARE[k + 1 :]]
    found, *_ = mend_names([table("T02", keys), table("T03", CARE), table("T05", CARE)])
    assert keys_of(found) == CARE
    assert found.rows[k].first_reading == " ".join(read)


def test_half_a_short_name_and_another_code_tell_nothing() -> None:
    keys = [*CARE[:1], ("20807", "抚地"), *CARE[2:]]
    found, *_ = mend_names([table("T02", keys), table("T03", CARE), table("T05", CARE)])
    assert keys_of(found)[1] == keys[1]


@pytest.mark.parametrize(("confidence", "mended"), [(0.4, True), (0.95, False)])
def test_half_of_a_name_that_was_read_unsurely_is_the_name_that_another_table_prints_by_its_code(
    confidence: float, mended: bool
) -> None:
    place = Box(0, 100, 200, 110)
    misread = "敏购行市场"
    keys = [("205", "教育支出"), ("20502", "普通教育"), ("2050201", misread), ("221", "住房保障支出")]
    known = [("205", "教育支出"), ("20502", "普通教育"), ("2050201", "机构运行"), ("221", "住房保障支出")]
    misread = "敏构行市场"
    keys[2] = ("2050201", misread)
    first, second = table("T02", keys), table("T03", known)
    rows = list(first.rows)
    rows[2] = replace(rows[2], box=place)
    words = (ReadWord("2050201", Box(0, 100, 40, 110), 0.99), ReadWord(misread, Box(50, 100, 100, 110), confidence))
    page = Page(number=1, width=200, height=200, text="", chars=(), rulings=(), words=words)
    found, _ = mend_names([replace(first, rows=tuple(rows)), second], {1: page})
    assert keys_of(found)[2] == ("2050201", "机构运行" if mended else misread)


def test_the_colon_behind_what_is_part_of_a_row() -> None:
    names = ["一、财政拨款收入", "其中，政府性基金预算财政拨款", "其中：捐赠收入"]
    (found,) = mend_names([table("T01", [("", name) for name in names], side="income")])
    assert [row.label for row in found.rows] == ["一、财政拨款收入", "其中:政府性基金预算财政拨款", "其中：捐赠收入"]


@pytest.mark.parametrize("read", ["221020€住房公积金", "22102.301住房公积金"])
def test_a_code_with_a_speck_or_a_sign_of_money_in_it_is_told_by_its_name(read: str) -> None:
    found, *_ = read_as({7: ("", read)})
    assert keys_of(found) == KEYS


@pytest.mark.parametrize(
    ("foot", "read", "mended"),
    [
        ("总计", "总卡", "总计"),
        ("总计", "望A.00总计", "总计"),  # a stamp beside it
        ("总计", "某项总计", "某项总计"),
        ("总计", "总算数", "总算数"),
        ("其他", "总卡", "总卡"),
    ],
)
def test_a_total_at_the_foot_of_one_side_is_told_by_that_of_the_other(foot: str, read: str, mended: str) -> None:
    income = table("T01", [("", "一、外交支出"), ("", foot)], side="income")
    spent = table("T01", [("", "一、外交支出"), ("", read)], side="expenditure")
    (found,) = mend_names([replace(income, rows=(*income.rows, *spent.rows))])
    assert found.rows[-1].label == mended


@pytest.mark.parametrize("read", ["合", "合汁", "表款司合计"])
def test_a_total_above_codes_of_which_a_sign_was_lost_is_one(read: str) -> None:
    keys = [("", read), *KEYS[1:]]
    found = mend_names([table("T02", keys)])[0]
    assert found.rows[0].label == "合计"
