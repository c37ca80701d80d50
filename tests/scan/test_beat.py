"""Lines of dots and dashes are told from print by their beat, however low the rows."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.scan.beat import Beat
from extractor.scan.track import Track

DPI = 200.0


def track(period: float, mark: int, long: int, phase: float = 0.0, hidden: int = 0) -> Track:
    """A line of such marks; of each 26 pixels, a row, so many are hidden by print."""
    places = np.arange(long)
    on = (places + phase) % period < mark
    known = places % 26 >= hidden
    return Track.of(0, np.full(long, 100.0), on & known, known, DPI)


def print_like(long: int, seed: int) -> Track:
    """Strokes of glyphs that stand in rows of 26 pixels: as many as dashes and more, off any beat."""
    rng = np.random.default_rng(seed)
    on = np.zeros(long, bool)
    for top in range(0, long, 26):
        for y in sorted(rng.integers(2, 20, 3)):
            on[top + y : top + y + int(rng.integers(3, 8))] = True
    return Track.of(0, np.full(long, 100.0), on, np.ones(long, bool), DPI)


SURE = [track(16.7, 10, 1300, phase) for phase in (0.0, 3.0, 9.0)]


@pytest.mark.parametrize("hidden", [0, 6, 14])
def test_lines_are_on_the_beat_and_print_is_not(hidden: int) -> None:
    beat = Beat.of(SURE)
    assert beat is not None
    assert beat.period == pytest.approx(16.7, rel=0.01)
    lines = [track(16.7, 10, 800, phase, hidden) for phase in (0.0, 5.0)]
    prints = [print_like(1200, seed) for seed in range(6)]
    assert beat.only([*lines, *prints]) == lines


def test_dots_and_dashes_that_take_turns_tell_nothing() -> None:
    places = np.arange(1300)
    on = (places % 24 < 12) | ((places % 24 >= 16) & (places % 24 < 20))
    line = Track.of(0, np.full(1300, 100.0), on, np.ones(1300, bool), DPI)
    assert Beat.of([line, line]) is None


def test_where_hardly_any_line_keeps_it_all_are_left() -> None:
    beat = Beat.of(SURE)
    assert beat is not None
    others = [track(22.0, 14, 800, phase) for phase in (0.0, 5.0)]
    assert beat.only(others) == others


def test_what_is_too_short_is_left() -> None:
    beat = Beat.of(SURE)
    assert beat is not None
    assert beat.kept(track(16.7, 10, 20)) is None


def test_solid_lines_have_no_beat() -> None:
    assert Beat.of([track(1000.0, 990, 900)]) is None
    assert Beat.of([]) is None


def test_dashes_of_two_borders_over_one_another_are_no_print() -> None:
    """They fill each other's gaps over a part of a line, which is on the beat elsewhere."""
    beat = Beat.of(SURE)
    assert beat is not None
    line = track(16.7, 10, 900)
    line.on[400:] = True
    assert beat.only([line, *SURE]) == [line, *SURE]
    print_ = print_like(900, 1)
    print_.on[400:] = True
    assert beat.only([print_, *SURE]) == SURE
