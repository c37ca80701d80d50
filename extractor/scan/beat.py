"""The beat of dots and dashes: one pen draws all lines of a page, and so with one period.

Print that stands level or below itself has as many strokes as a line has dashes, and in low rows hardly less of it is
inked; but over a few periods its strokes come off beat. So the marks of each line are held to the period of the lines
that are surely drawn, as the strength of that one frequency in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.scan.track import BROKEN, Track, runs

_WINDOW = 8
"""Periods that are looked at together: where a line begins anew the beat does too, and over more of them it leans."""
_FEWEST, _TELLS, _HARDLY = 2, 4, 1.5
"""Fewer periods of which can be seen in a window say nothing; so many in all tell a line from print, and fewer one of
a row or two, if they are of the very period; what is shorter is told by none."""
_ABOUT, _EXACT = np.linspace(0.94, 1.06, 7), (1.0,)
"""Of the period: where a line fills its cell with whole dashes, it is not quite that of others."""
_SHARES = np.linspace(0.8, 1.2, 41)
_ON_BEAT, _SHORT = 0.6, 0.75
"""Of how well the sure lines keep it. Print reaches a third of that, hardly ever half, lines nearly all."""
_LEAST = 0.3
"""How strong the beat of dots or dashes is, where they did not run together and do not take turns."""
_MOST = 0.75
"""Of lines that seem to be drawn so many may be print."""
_ENOUGH = 12
"""Lines that tell."""
_SURE = 2
"""So many lines of one direction that keep the beat say that lines of that direction do."""


class Beat(NamedTuple):
    """How often marks come along the lines of a page."""

    period: float
    """Pixels from one to the next."""
    usual: float
    """How strong it is in lines that are surely drawn."""

    @classmethod
    def of(cls, lines: Sequence[Track]) -> Beat | None:
        """The beat of lines of one direction that are even; None where they have none in common."""
        lines = sorted(lines, key=lambda one: -len(one.at))[:_ENOUGH]
        steps = [np.diff(marks) for line in lines for marks in _marks(line)]
        every = np.concatenate(steps) if steps else np.zeros(0)
        if not len(every):
            return None
        periods = np.median(every) * _SHARES
        best = [(float(np.quantile([_strength(line, each) for line in lines], _MOST)), float(each)) for each in periods]
        usual, period = max(best)
        return cls(period, usual) if usual >= _LEAST else None

    def kept(self, line: Track) -> bool | None:
        """Whether a line keeps it; None where too little is seen of it."""
        seen = int(_telling(line, self.period).sum()) / self.period
        if seen < _TELLS:
            return None if seen < _HARDLY else _strength(line, self.period, _EXACT, 1) >= _SHORT * self.usual
        return _strength(line, self.period, _ABOUT) >= _ON_BEAT * self.usual

    def surely_kept(self, line: Track) -> bool:
        """Whether a line keeps it as no print does."""
        seen = int(_telling(line, self.period).sum()) / self.period
        return seen >= _TELLS and _strength(line, self.period, _ABOUT) >= _SHORT * self.usual

    def only(self, lines: Sequence[Track]) -> list[Track]:
        """The lines that keep it, and those too short to tell; all of them where hardly any does."""
        kept = [self.kept(line) for line in lines]
        if sum(each is True for each in kept) < _SURE:
            return list(lines)
        return [line for line, each in zip(lines, kept, strict=True) if each is not False]


def _marks(line: Track) -> list[list[int]]:
    """Where the marks of a line begin, those of each part that can be seen."""
    return [[start for start, _ in runs(line.on[a:b])] for a, b in runs(line.known)]


def _cuts(line: Track, period: float) -> range:
    """Where the windows begin that are looked at together."""
    return range(0, len(line.on), max(1, round(_WINDOW * period)))


def _telling(line: Track, period: float) -> npt.NDArray[np.bool_]:
    """Where a line can be seen and has gaps. Where two cells draw their borders over one another, the dashes of one
    fill the gaps of the other: that is no print, and has no beat."""
    cuts = _cuts(line, period)
    seen = np.add.reduceat(line.known.astype(int), cuts)
    solid = np.add.reduceat((line.on & line.known).astype(int), cuts) >= BROKEN * np.maximum(seen, 1)
    lengths = np.diff(np.append(cuts, len(line.on)))
    return np.asarray(line.known & ~np.repeat(solid, lengths), np.bool_)


def _strength(line: Track, period: float, about: Iterable[float] = _EXACT, fewest: float = _FEWEST) -> float:
    """How much of the ink of a line comes with a period, or with the one near it that each window has."""
    known = _telling(line, period)
    on = line.on & known
    marks = on - known * (on.sum() / max(1, known.sum()))
    cuts = _cuts(line, period)
    seen = np.add.reduceat(known.astype(int), cuts)
    held = seen >= fewest * period
    inked = float(np.add.reduceat(on.astype(int), cuts)[held].sum())
    if not inked:
        return 0.0
    places = np.arange(len(on))
    waves = [
        np.abs(np.add.reduceat(marks * np.exp(2j * np.pi * places / (share * period)), cuts))[held] for share in about
    ]
    return float(np.max(waves, axis=0).sum()) / inked
