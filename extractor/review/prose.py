"""The running text as printed, cut where checks and findings speak of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from extractor.model import Passage
from extractor.review.data import Claim

_CLOSING = "。；：！？;:"
_SHORT, _HALF = 0.95, 0.6
"""A line shorter than this part of the usual one ends its paragraph: behind a full stop, and in any case."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with the same claims on all of it."""

    text: str
    page: int = 0
    """Where a new page begins with it, its number; 0 where none does."""
    claims: tuple[Claim, ...] = ()
    """The shortest first."""

    @property
    def grade(self) -> str:
        """The gravest of its claims'."""
        grades = {claim.grade for claim in self.claims}
        return next((one for one in ("fail", "tail", "exact") if one in grades), "exact")

    @property
    def findings(self) -> tuple[str, ...]:
        """What is found of it."""
        return tuple(dict.fromkeys(name for claim in self.claims for name in claim.findings))


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A section of the text."""

    key: str
    heading: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    page: int


def shown_passages(passages: Sequence[Passage], claims: Sequence[Claim]) -> list[ShownPassage]:
    """The passages in their order, those without text left out.

    How the paragraphs are set is not recorded: one ends with a line that is shorter than most, or with its sentence.
    """
    of_passage: dict[int, list[Claim]] = {}
    for claim in claims:
        of_passage.setdefault(claim.passage, []).append(claim)
    out = []
    page = 0
    for number, passage in enumerate(passages):
        paragraphs = []
        for paragraph in _paragraphs(passage, of_passage.get(number, [])):
            pieces = []
            for piece, at in paragraph:
                pieces.append(Piece(piece.text, at if at != page else 0, piece.claims))
                page = at
            paragraphs.append(tuple(pieces))
        if paragraphs:
            out.append(ShownPassage(passage.key, passage.heading, tuple(paragraphs), passage.page_at(0)))
    return out


def _paragraphs(passage: Passage, claims: Sequence[Claim]) -> Iterator[list[tuple[Piece, int]]]:
    lines = [line for line in passage.lines if line.start >= 0]
    if not lines:
        if passage.text:
            yield [(Piece(passage.text), passage.page_at(0))]
        return
    usual = max(1.0, quantiles([len(line.text) for line in lines], n=10)[8] if len(lines) > 1 else 1.0)
    paragraph: list[tuple[Piece, int]] = []
    for k, line in enumerate(lines):
        stop = lines[k + 1].start if k + 1 < len(lines) else len(passage.text)
        here = [one for one in claims if one.start < stop and line.start < one.end]
        cuts = sorted({line.start, stop, *(c for one in here for c in (one.start, one.end) if line.start < c < stop)})
        for first, last in pairwise(cuts):
            begins = 0 if first == line.start else line.at(first - line.start)
            text = line.text[begins : len(line.text) if last == stop else line.at(last - line.start)]
            spoken = sorted(
                (one for one in here if one.start <= first and last <= one.end), key=lambda c: c.end - c.start
            )
            if text:
                paragraph.append((Piece(text, 0, tuple(spoken)), line.page))
        share = len(line.text) / usual
        if share < _HALF or (share < _SHORT and line.text[-1:] in _CLOSING):
            yield _joined(paragraph)
            paragraph = []
    if paragraph:
        yield _joined(paragraph)


def _joined(pieces: Sequence[tuple[Piece, int]]) -> list[tuple[Piece, int]]:
    """The same with what runs over the end of a line in one piece."""
    out: list[tuple[Piece, int]] = []
    for piece, page in pieces:
        if out and out[-1][1] == page and out[-1][0].claims == piece.claims:
            out[-1] = (Piece(out[-1][0].text + piece.text, 0, piece.claims), page)
        else:
            out.append((piece, page))
    return out
