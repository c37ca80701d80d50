"""Words looked at once more: with more paper around them, or with the stroke of a seal that was taken out of them.

How much paper is around a word tells the recogniser how large it is, and of a short one it may see no second character
in a narrow crop; and a word that a stroke runs through is often plainer with the stroke than with a gap in its place.
Of two readings the surer one is taken, if it has lost nothing: as many characters, and the same digits. No figure is
read so: a digit that is surer need not be a truer one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.language.text import ideographs
from extractor.scan.picture import Gray
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

_DARK = 128
_DOUBT = 0.6
"""Less sure is a word whose least certain character is."""
_SURER = 0.05
"""By so much, on average over its characters, another crop of the same print has to be surer."""

Look = Callable[[Sequence[Strip]], Sequence[Read]]
"""What stands in some strips."""


def looked_at_wider(reads: Sequence[Read], strips: Sequence[Strip], look: Look) -> list[Read]:
    """The readings, those of doubtful words replaced by surer ones.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
        look: reads strips with more paper around them.
    """
    doubtful = [k for k, read in enumerate(reads) if read.confidence < _DOUBT]
    return _surer(reads, strips, doubtful, look, _SURER)


def looked_at_sealed(reads: Sequence[Read], strips: Sequence[Strip], taken: Gray | None, look: Look) -> list[Read]:
    """The readings, those of words that a stroke of a seal went through replaced by surer ones.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
        taken: see `covered.taken_out`.
        look: reads strips with the seal in them.
    """
    if taken is None:
        return list(reads)
    touched = [k for k, s in enumerate(strips) if (taken[s.y0 : s.y1, s.x0 : s.x1] < _DARK).any()]
    return _surer(reads, strips, touched, look, 0.0)


def _surer(reads: Sequence[Read], strips: Sequence[Strip], among: Sequence[int], look: Look, by: float) -> list[Read]:
    out = list(reads)
    words = [k for k in among if ideographs(reads[k].text)]
    if words:
        for k, new in zip(words, look([strips[k] for k in words]), strict=True):
            if new.likelihood > out[k].likelihood + by and _loses_nothing(out[k].text, new.text):
                out[k] = new
    return out


def _loses_nothing(text: str, new: str) -> bool:
    old, new = "".join(text.split()), "".join(new.split())
    return len(new) >= len(old) and _digits(new) == _digits(old) and ideographs(new) >= ideographs(old)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
