"""Parts of a document and the ordinals of its headings."""

from __future__ import annotations

import re

import pytest

from extractor.language.parts import ORDINALS, opens_part, without_part


@pytest.mark.parametrize(
    ("line", "rest"), [("第三部分部门决算情况说明", "部门决算情况说明"), ("第十一部分附件", "附件"), ("第二部分", "")]
)
def test_parts(line: str, rest: str) -> None:
    assert opens_part(line)
    assert without_part(line) == rest


@pytest.mark.parametrize("line", ["部分支出", "见第三部分", "第3部分", "一、收入支出决算总表"])
def test_what_opens_no_part(line: str) -> None:
    assert not opens_part(line)
    assert without_part(line) == line


@pytest.mark.parametrize(
    ("line", "rank"), [("第三部分:说明", 0), ("一、总体情况", 1), ("(一)收入", 2), ("1.收入", None)]
)
def test_the_rank_of_an_ordinal(line: str, rank: int | None) -> None:
    assert next((k for k, pattern in enumerate(ORDINALS) if re.match(pattern, line)), None) == rank
