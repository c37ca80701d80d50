"""An ordinal that was cut from its name is joined to it where both, read as one line, say so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

pytest.importorskip("cv2")

from extractor.model import Ruling
from extractor.scan.cut_ordinals import with_ordinals
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read


def read_of(text: str) -> Read:
    return Read(text, 1.0, 1.0, tuple((k + 0.5) / len(text) for k in range(len(text))))


def joined(ordinal: str, name: str, together: str, blank: int = 24, lines: tuple[Ruling, ...] = ()) -> list[str]:
    """The texts of an ordinal and a name on one line, of which both together are read as said."""
    strips = [Strip(100, 302, 118, 318), Strip(118 + blank, 300, 300, 320)]

    def again(cut: Sequence[Strip]) -> list[Read]:
        assert list(cut) in ([], [Strip(100, 300, 300, 320)])
        return [read_of(together) for _ in cut]

    reads, found = with_ordinals([read_of(ordinal), read_of(name)], strips, lines, again)
    assert len(reads) == len(found)
    return [read.text for read in reads]


@pytest.mark.parametrize(
    ("ordinal", "together"),
    [("二", "二、外交支出"), ("二", "二.外交支出"), ("—", "一、外交支出"), ("十二", "十二，外交支出")],
)
def test_an_ordinal_and_its_name(ordinal: str, together: str) -> None:
    assert joined(ordinal, "外交支出", together) == [together[: together.index("外") - 1] + "、外交支出"]


def test_what_is_read_otherwise_together_stays_apart() -> None:
    assert joined("—", "外交支出", "-外交支出") == ["—", "外交支出"]
    assert joined("二", "外交支出", "三、外交支出") == ["二", "外交支出"]
    assert joined("二", "外交支出", "二、外文支出") == ["二", "外交支出"]


def test_what_a_line_or_a_wide_blank_parts_stays_apart() -> None:
    assert joined("二", "外交支出", "二、外交支出", lines=(Ruling(130, 0, 130, 900, 1.0),)) == ["二", "外交支出"]
    assert joined("二", "外交支出", "二、外交支出", blank=60) == ["二", "外交支出"]
