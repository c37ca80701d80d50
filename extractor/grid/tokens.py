"""Which numbers of a column are codes of 科目, by the published lists."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.forms import classified
from extractor.language.money import is_code


def are_codes(texts: Sequence[str]) -> bool:
    """Whether the numbers of a column are 科目 codes, or the 款 or 项 of codes printed in cells of their own."""
    if not texts or not all(text.isdigit() for text in texts):
        return False
    if all(len(text) == 2 for text in texts):
        return any(text[0] == "0" or text == "99" for text in texts)
    return sum(is_code(text) and text[:3] in classified() for text in texts) > 0.6 * len(texts)
