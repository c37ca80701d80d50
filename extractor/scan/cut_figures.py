"""Figures whose last digit stands on the line beside them: read again with the line left in.

A line is painted over before print is read, and with it the half of a digit that stands on it: 0.00 is read as 0.0. A
figure with fewer decimals than nearly all of its page, right beside a line, is looked at again as it is printed: as far
as the line reaches, and as far as a digit beyond it would. What is read so is taken only if it goes on where the first
reading ended, to as many decimals as the others have.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.scan.letters import usual_decimals, with_decimals
from extractor.scan.picture import Gray
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

_FIGURE = re.compile(r"-?\d[\d,]*(?:\.(\d*))?")
# What is left of the last digit may be read as another sign, and with three decimals the point as a comma.
_CUT = re.compile(r"(-?\d[\d,]*(?:\.(\d*)|,\d{3}))[^\d.,—-]?")
_DIGIT = 0.6
"""Of the height of print: so wide is a digit."""
_NEAR, _ALONG = 2, 0.7
"""Pixels: so near to a line print was cut off by it, and so much of the line is looked at; it stands beside the figure
over that share of its height."""
_UNSURE = 0.5
"""Confidence in a figure of which a digit was seen in part."""


def at_lines(
    reads: Sequence[Read],
    strips: Sequence[Strip],
    lines: Gray,
    read_bare: Callable[[Sequence[Strip]], Sequence[Read]],
) -> list[Read]:
    """The readings, with the last digits of figures that a line took.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
        lines: 1 where lines were painted over.
        read_bare: reads strips as they are printed, lines and all, and nothing beyond their right end.
    """
    usual = usual_decimals(read.text for read in reads)
    short = [
        k
        for k, (read, strip) in enumerate(zip(reads, strips, strict=True))
        if usual and _lacks(read.text, usual) and _touches(strip, lines)
    ]
    out = list(reads)
    for digit in (False, True):
        if not short:
            break
        cut = [strips[k] for k in short]
        reach = [round(_DIGIT * (strip.y1 - strip.y0)) if digit else _NEAR for strip in cut]
        again = read_bare([strip._replace(x1=strip.x1 + by) for strip, by in zip(cut, reach, strict=True)])
        for k, read in zip(tuple(short), again, strict=True):
            new = replace(read, text=with_decimals(read.text, usual))
            if _goes_on(reads[k].text, new.text, usual):
                out[k] = replace(new, confidence=min(new.confidence, _UNSURE))
                short.remove(k)
    return out


def _goes_on(text: str, new: str, usual: int) -> bool:
    """Whether a reading is that of a figure with the usual decimals, the first of whose digits were read before."""
    cut, found = _CUT.fullmatch(text), _FIGURE.fullmatch(new)
    if not cut or not found or len(found[1] or "") != usual:
        return False
    return _digits(new).startswith(_digits(cut[1]))


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _lacks(text: str, usual: int) -> bool:
    """Whether what was read is a figure with too few decimals."""
    found = _CUT.fullmatch(text)
    return found is not None and len(found[2] or "") < usual


def _touches(strip: Strip, lines: Gray) -> bool:
    """Whether a line stands right behind a strip, all along its height."""
    beside = lines[strip.y0 : strip.y1, strip.x1 : strip.x1 + _NEAR]
    return beside.size > 0 and bool(beside.any(axis=1).mean() > _ALONG)
