"""Names of 经济分类 that are torn between two rows are put right where the published list leaves one way."""

from __future__ import annotations

import pytest

from extractor.model import Row
from extractor.normalize.parted_names import parted_names

PENSION, ANNUITY = ("30108", "机关事业单位基本养老保险缴费"), ("30109", "职业年金缴费")


def labels(*rows: tuple[str, str]) -> list[str]:
    read = [Row(k, "", "", "", code, "", label, (), 1) for k, (code, label) in enumerate(rows, start=1)]
    return [row.label for row in parted_names(read)]


@pytest.mark.parametrize("cut", [4, 11, 16, 18])
def test_a_name_torn_anywhere_is_whole(cut: int) -> None:
    whole = PENSION[1] + ANNUITY[1]
    assert labels((PENSION[0], whole[:cut]), (ANNUITY[0], whole[cut:])) == [PENSION[1], ANNUITY[1]]


def test_names_that_are_published_or_make_none_stay_as_they_are() -> None:
    for rows in ([PENSION, ANNUITY], [("30108", "基本养老保险"), ("30109", "年金")], [("", "甲"), ("30109", "乙")]):
        assert labels(*rows) == [label for _, label in rows]
