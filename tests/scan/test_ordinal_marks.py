"""A name that begins with the next ordinal, right above or below another one, has 、 behind it, seen or not."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.scan.ordinal_marks import with_marks
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read


def marked(texts: list[str], lefts: dict[int, int] | None = None) -> list[str]:
    """What becomes of lines below one another, all from one place but for some."""
    reads = [Read(text, 1.0, 1.0, tuple((k + 0.5) / len(text) for k in range(len(text)))) for text in texts]
    strips = [Strip((lefts or {}).get(k, 100), 40 * k, 300, 40 * k + 20) for k in range(len(texts))]
    found = with_marks(reads, strips)
    for read in found:
        assert len(read.places) == len(read.text) and list(read.places) == sorted(read.places)
    return [read.text for read in found]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["八、社会保障和就业支出", "九 卫生健康支出"], "九、卫生健康支出"),
        (["二十、粮油物资储备支出", "二十一国有资本经营预算支出"], "二十一、国有资本经营预算支出"),
        (["十、节能环保支出", "十一一般公共服务支出"], "十一、一般公共服务支出"),
    ],
)
def test_the_next_ordinal(texts: list[str], expected: str) -> None:
    assert marked(texts)[1] == expected


def test_the_one_above_and_several_in_a_row() -> None:
    found = marked(["三国防支出", "四、公共安全支出", "五教育支出", "六科学技术支出"])
    assert found == ["三、国防支出", "四、公共安全支出", "五、教育支出", "六、科学技术支出"]


@pytest.mark.parametrize("name", ["一般公共服务支出", "三公经费支出", "三项费用", "九卫生健康支出"])
def test_a_numeral_that_is_not_the_next_one_is_part_of_the_name(name: str) -> None:
    assert marked(["二、外交支出" if name.startswith("一") else "五、教育支出", name])[1] == name


def test_what_begins_elsewhere_or_far_off_is_no_next_one() -> None:
    assert marked(["八、社会保障和就业支出", "九卫生健康支出"], {1: 160})[1] == "九卫生健康支出"
    assert marked(["八、其他收入", "总计", "合计", "注", "九卫生健康支出"])[4] == "九卫生健康支出"


def test_three_that_count_up_tell_by_themselves() -> None:
    found = marked(["五教育支出", "六科学技术支出", "七文化旅游体育与传媒支出", "八社会保障和就业支出"])
    assert [text[1] for text in found] == ["、"] * 4
    assert marked(["五教育支出", "六科学技术支出"]) == ["五教育支出", "六科学技术支出"]
