"""Lines as they run: each once, with all that was followed of it."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.track import Track, once, runs, steps

DPI = 200.0


def track(start: int, end: int, high: float) -> Track:
    places = np.arange(start, end)
    return Track.of(start, np.full(len(places), high), places % 17 < 10, np.ones(len(places), bool), DPI)


def test_a_line_goes_on_where_print_led_another_way_off_it() -> None:
    (found,) = once([track(300, 2000, 437.0), track(130, 347, 434.0)], DPI)
    assert (found.start, found.end) == (130, 2000)
    assert (found.height(200), found.height(1000)) == (434.0, 437.0)
    assert len(found.on) == len(found.known) == len(found.at) == 1870


def test_what_runs_along_a_line_is_the_same_and_what_is_far_off_another() -> None:
    (found,) = once([track(300, 2000, 437.0), track(200, 700, 439.0)], DPI)
    assert (found.start, found.end) == (300, 2000)
    assert len(once([track(300, 2000, 437.0), track(130, 347, 425.0)], DPI)) == 2


@pytest.mark.parametrize("further", [1, 2])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.9, 1.0])
def test_steps_go_from_mark_to_mark_and_not_over_what_cannot_be_seen(share: float, further: int) -> None:
    chance = np.random.default_rng(5)
    on, known = chance.random(400) < 0.5, np.repeat(chance.random(20) < share, 20)
    marks = [[start for start, _ in runs(on[a:b])] for a, b in runs(known)]
    expected = [b - a for each in marks for a, b in zip(each, each[further:], strict=False)]
    assert steps(on, known, further).tolist() == expected


def test_of_many_lines_those_that_run_together_are_one() -> None:
    lines = [track(100 + 7 * k, 1500 - 3 * k, 40.0 * (k % 20) + k / 20) for k in range(60)]
    assert [one.start for one in once(lines, DPI)] == [100 + 7 * k for k in range(20)]
