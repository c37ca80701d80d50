"""A word of a head with one look-alike in it is that word; words of other heads, and of none, stay as they were read."""

from __future__ import annotations

import pytest

from extractor.scan.head_words import as_head
from extractor.scan.recognise import Read


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("项日", "项目"),
        ("科日编码", "科目编码"),
        ("木年收入合计", "本年收入合计"),
        ("基木支出", "基本支出"),
        ("栏欠", "栏次"),
        ("年未结转和结余", "年末结转和结余"),
        ("项日支出（万元）", "项目支出（万元）"),
        ("年初结转和结余", "年初结转和结余"),
        ("决算数", "决算数"),
        ("灾算数", "灾算数"),  # looks like neither
        ("某某局", "某某局"),
        ("人", "人"),
    ],
)
def test_a_look_alike_in_a_word_of_a_head(read: str, meant: str) -> None:
    assert as_head(Read(read, 1.0, 1.0, (0.5,) * len(read))).text == meant
