"""Figures set flush right under heads in the middle of wide cells: the edges of the cells tell which is whose."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from extractor.grid.alignment import find_tracks
from extractor.grid.flush import flush_pairs
from extractor.grid.tracks import Track
from extractor.model import Box, Word
from tests.grid.build import EM, set_centred, set_right, set_text, words_of

NAMES = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
LEFT = 160.0


def cells(widths: list[float]) -> list[tuple[float, float]]:
    edges = [LEFT + sum(widths[:k]) for k in range(len(widths) + 1)]
    return list(itertools.pairwise(edges))


def heads(widths: list[float]) -> list[Word]:
    middles = [(low + high) / 2 for low, high in cells(widths)]
    return [
        Word(name, Box(x - len(name) * EM / 2, 80, x + len(name) * EM / 2, 80 + EM), EM)
        for name, x in zip(NAMES, middles, strict=False)
    ]


@given(
    st.lists(st.floats(92, 140), min_size=4, max_size=6),
    st.floats(0, 12),
    st.data(),
)
def test_a_column_is_never_paired_with_another_cell_than_its_own(
    widths: list[float], free: float, data: st.DataObject
) -> None:
    """Whatever the widths and what is left free: the right head or none."""
    filled = sorted(
        data.draw(st.sets(st.integers(0, len(widths) - 1), min_size=3, max_size=len(widths) - 1), label="filled")
    )
    below = [Track(cells(widths)[k][1] - free - 30, cells(widths)[k][1] - free, True, {0}) for k in filled]
    words = heads(widths)
    above = [(word.box.x0, word.box.x1, False) for word in words]
    found = flush_pairs(below, above, [words], EM)
    assert not found or found == dict(enumerate(filled))


def test_column_numbers_set_flush_left_do_not_draw_figures_under_the_next_head() -> None:
    sides = cells([130.0] * 6)
    header = [char for word in heads([130.0] * 6) for char in set_centred(word.text, word.box.mid_x, 80)]
    numbers = [Word(str(k), Box(low + 1, 92, low + 1 + EM / 2, 92 + EM), EM) for k, (low, _) in enumerate(sides, 1)]
    body = []
    for baseline, figures in (
        (110, {0: "1,584.19", 1: "1,123.16", 2: "461.02", 5: "0.01"}),
        (126, {0: "4.46", 1: "4.45"}),
    ):
        body += set_text("公共安全支出", 60, baseline)
        body += [char for k, figure in figures.items() for char in set_right(figure, sides[k][1] - 1, baseline)]
    found = find_tracks(words_of(header), numbers, words_of(body), EM)
    assert [bool(track.lines) for track in found] == [True, True, True, True, False, False, True]
