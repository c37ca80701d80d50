"""One document: read through the stages, refused where it is none of ours, checked again from its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.model import Amounts, Disclosure

if TYPE_CHECKING:
    import pandas as pd


def _frames(disclosure: Disclosure, amounts: Amounts) -> dict[str, pd.DataFrame]:
    from extractor.export.frames import frames

    return frames(disclosure, amounts)


Disclosure.made_into_frames = _frames
