"""Pages made by hand: characters on writing lines and rulings, without any PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.grid.alignment import find_tracks
from extractor.grid.spans import header_spans
from extractor.grid.text import WORD_GAP, split_at_gaps, to_word, writing_lines
from extractor.model import Char, Grid, Page, Ruling, Word

EM = 10.0


def set_text(text: str, x: float, baseline: float, size: float = EM, gap: float = 0.0) -> list[Char]:
    """`text` from `x` on: full-width characters one size wide, others half of it; a space is only room."""
    out = []
    for char in text:
        width = size if ord(char) > 0x2E80 else size / 2
        if not char.isspace():
            out.append(Char(char, x, baseline - 0.8 * size, x + width, baseline + 0.2 * size, baseline, size))
        x += width + gap
    return out


def width_of(text: str, size: float = EM) -> float:
    return sum(size if ord(char) > 0x2E80 else size / 2 for char in text)


def set_right(text: str, x1: float, baseline: float, size: float = EM) -> list[Char]:
    return set_text(text, x1 - width_of(text, size), baseline, size)


def set_centred(text: str, x: float, baseline: float, size: float = EM) -> list[Char]:
    return set_text(text, x - width_of(text, size) / 2, baseline, size)


def words_of(chars: Sequence[Char]) -> list[list[Word]]:
    """The words of each writing line."""
    return [[to_word(part) for part in split_at_gaps(line, WORD_GAP)] for line in writing_lines(chars)]


def flat(y: float, x0: float, x1: float, thickness: float = 0.5) -> Ruling:
    return Ruling(x0, y, x1, y, thickness)


def upright(x: float, y0: float, y1: float, thickness: float = 0.5) -> Ruling:
    return Ruling(x, y0, x, y1, thickness)


def lattice(xs: Sequence[float], ys: Sequence[float]) -> list[Ruling]:
    """Every line of a full grid."""
    return [flat(y, xs[0], xs[-1]) for y in ys] + [upright(x, ys[0], ys[-1]) for x in xs]


def page(chars: Iterable[Char], rulings: Iterable[Ruling] = (), *, height: float = 842.0, number: int = 1) -> Page:
    held = tuple(chars)
    text = "\n".join("".join(c.text for c in line) for line in writing_lines(held))
    return Page(number, 595.0, height, text, held, tuple(rulings))


def texts(grid: Grid) -> list[list[str | None]]:
    """Rows of squeezed cell texts, `None` at places that a span covers."""
    return [
        [cell.squeezed if (cell.row, cell.col) == (r, c) else None for c, cell in enumerate(row)]
        for r, row in enumerate(grid.matrix())
    ]


def spans(header: Sequence[Char], body: Sequence[Char], em: float = EM) -> dict[str, tuple[int, int]]:
    """First and last column of every header word, as the unruled reader sees it."""
    lines = words_of(header)
    tracks = find_tracks(lines, [], words_of(body), em)
    found = header_spans(lines, tracks, [], em)
    return {
        word.text: span
        for line, places in zip(lines, found, strict=True)
        for word, span in zip(line, places, strict=True)
    }
