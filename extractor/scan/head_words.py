"""Words over the names of rows, misread by one sign beside the same word read whole: 项日 over one half of a table
whose other half has 项目 is the same word.

Where it is read otherwise, the names below it are taken for a column of figures. Only words that name no column of
figures are mended: under a head that was not read whole nothing is proved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.forms.vocabulary import KEY_WORDS
from extractor.language.text import one_sign_apart, squeeze
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read


def with_head_words(reads: Sequence[Read], strips: Sequence[Strip]) -> list[Read]:
    """The readings, with each word that is one sign from such a word on its line as that word.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
    """
    words = [(squeeze(read.text), strip) for read, strip in zip(reads, strips, strict=True)]
    keys = [(text, strip) for text, strip in words if len(text) > 1 and text in KEY_WORDS]
    out = list(reads)
    for k, (text, strip) in enumerate(words) if keys else ():
        meant = {key for key, other in keys if one_sign_apart(key, text) and _is_level(strip, other)}
        if len(meant) == 1 and text not in KEY_WORDS and len(reads[k].places) == len(text):
            out[k] = replace(reads[k], text=meant.pop())
    return out


def _is_level(one: Strip, other: Strip) -> bool:
    """Whether two words stand on one line, each as high as the other."""
    high = other.y1 - other.y0
    return abs(one.y0 - other.y0) <= high / 4 and abs(one.y1 - other.y1) <= high / 4
