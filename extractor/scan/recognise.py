"""Pictures of text lines to characters, with PP-OCRv6 (small) from the rapidocr wheel, run by onnxruntime.

Only the model file of rapidocr is used: its own pipeline looks for text on whole pages, which takes four times as
long as reading the lines that the rulings give away.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.picture import Gray

MODEL = "PP-OCRv6_rec_small.onnx"
_HEIGHT = 48
# Characters are read as well a little narrower than they are, in a fifth less time.
_NARROW = 0.8
_BATCH = 6
_BATCH_WIDTH = 1000
_FIGURES = frozenset("0123456789.,-%")
# The recogniser knows 18,000 characters; one outside the usual 7,000 has to be ten times as likely.
_FOREIGN = 0.1
# A second-best character is worth offering while the recogniser gives it one chance in a hundred.
_CHANCE = 0.01
_OFFERED = 5
"""Characters that are looked at for one."""

Scores = npt.NDArray[np.float32]
"""Steps x characters: what stands at each step of a line, as probabilities; 0 is nothing."""


@dataclass(frozen=True, slots=True)
class Read:
    """What stands on one line of print."""

    text: str
    confidence: float
    """Of the least certain character, 0 to 1."""
    likelihood: float
    """Of the characters on average."""
    places: tuple[float, ...]
    """Where the middle of each character is, from 0 (left end of the crop) to 1."""
    others: tuple[str, ...] = ()
    """Other readings the recogniser offers, likeliest first."""
    chances: tuple[float, ...] = ()
    """How likely each character is, 0 to 1."""


def model_path() -> Path | None:
    """Where the wheel of rapidocr keeps the model; the package itself is not imported."""
    spec = importlib.util.find_spec("rapidocr")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "models" / MODEL
        if path.is_file():
            return path
    return None


class Recogniser:
    """The model, loaded; about 0.4 s and 150 MB."""

    def __init__(self) -> None:
        import onnxruntime

        path = model_path()
        if path is None:
            raise ImportError(f"{MODEL} is not in the rapidocr package")
        options = onnxruntime.SessionOptions()
        # One thread a worker: documents are read side by side, and arenas keep the largest batch for good.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        known = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *known, " "]
        self._input = self._session.get_inputs()[0].name
        self._weights = np.array([1.0 if _simplified(c) else _FOREIGN for c in self._characters], np.float32)
        self._plain = _as_simplified(self._characters)
        self._figures = np.array([k for k, c in enumerate(self._characters) if k == 0 or c in _FIGURES])

    def read(self, crops: Sequence[Gray], *, offers: bool = False) -> list[Read]:
        """Read lines of print.

        Args:
            crops: one line each.
            offers: whether to list the other readings, which takes longer.
        """
        out: dict[int, Read] = {}
        for group, width in _batches([_NARROW * crop.shape[1] / crop.shape[0] for crop in crops]):
            fitted = [_fitted(crops[k], width) for k in group]
            batch = np.stack([image for image, _ in fitted])
            scores = self._session.run(None, {self._input: batch})[0]
            scores *= self._weights
            for row, k in enumerate(group):
                out[k] = self._decoded(scores[row], fitted[row][1] / width, offers)
        return [out[k] for k in range(len(crops))]

    def _decoded(self, scores: Scores, share: float, offers: bool) -> Read:
        likeliest = scores.argmax(axis=1)
        chance = scores[np.arange(len(likeliest)), likeliest]
        best = self._plain[likeliest]
        starts = np.flatnonzero((best != 0) & np.concatenate(([True], best[1:] != best[:-1])))
        if not len(starts):
            return Read("", 0.0, 0.0, ())
        ends = np.append(starts[1:], len(best))
        chances, places = [], []
        for start, end in zip(starts, ends, strict=True):
            steps = start + np.flatnonzero(best[start:end] == best[start])
            chances.append(float(chance[steps].max()))
            places.append(min(1.0, (float(steps.mean()) + 0.5) / len(best) / share))
        text = "".join(self._characters[k] for k in best[starts])
        others = self._others(scores, best, starts, ends, text) if offers else ()
        return Read(text, min(chances), sum(chances) / len(chances), tuple(places), others, tuple(chances))

    def _others(self, scores: Scores, best: Any, starts: Any, ends: Any, text: str) -> tuple[str, ...]:
        """Readings with one character other than the likeliest, and the likeliest that holds only figures.

        A character is seen in some steps beside each other; what else it may be need not show in the first of them.
        """
        found: dict[str, float] = {}
        for k, (start, end) in enumerate(zip(starts, ends, strict=True)):
            most = scores[start:end][best[start:end] == best[start]].max(axis=0)
            for other in np.argpartition(most, -_OFFERED)[-_OFFERED:]:
                chance = float(most[other])
                if chance >= _CHANCE and self._plain[other] != best[start]:
                    changed = text[:k] + self._characters[self._plain[other]] + text[k + 1 :]
                    found[changed] = max(found.get(changed, 0.0), chance)
        ranked = sorted(found, key=lambda each: -found[each])
        steps = scores[:, self._figures].argmax(axis=1)
        kept = np.concatenate(([True], steps[1:] != steps[:-1])) & (steps != 0)
        figure = "".join(self._characters[k] for k in self._figures[steps[kept]])
        return tuple(dict.fromkeys(each for each in (figure, *ranked) if each and each != text))


def _simplified(text: str) -> bool:
    """Whether a character is one of those that documents in simplified Chinese are written with (GB 2312)."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _as_simplified(characters: Sequence[str]) -> npt.NDArray[np.intp]:
    """For each character the place of its simplified form, or its own: on poor print 决 looks like 決, which no
    document in simplified Chinese prints."""
    import opencc

    to_traditional, to_simplified = opencc.OpenCC("jp2t"), opencc.OpenCC("t2s")
    place = {char: k for k, char in enumerate(characters)}
    foreign = [k for k, char in enumerate(characters) if not _simplified(char)]
    out = np.arange(len(characters))
    # One call for all of them; what does not come back as one line each is left alone.
    lines = to_simplified.convert(to_traditional.convert("\n".join(characters[k] for k in foreign))).split("\n")
    if len(lines) == len(foreign):
        for k, line in zip(foreign, lines, strict=True):
            out[k] = place.get(line, k) if len(line) == 1 else k
    return out


def _batches(shapes: Sequence[float]) -> Iterator[tuple[list[int], int]]:
    """Crops of much the same shape (width to height) together, and the width in pixels that holds them all.

    Small batches: what they take in memory grows with their area, and larger ones are hardly faster.
    """
    group: list[int] = []
    width = 0
    for k in sorted(range(len(shapes)), key=lambda k: shapes[k]):
        wide = int(np.ceil(_HEIGHT * max(2.0, shapes[k]) / 16) * 16)
        if group and (len(group) == _BATCH or wide * (len(group) + 1) > _BATCH_WIDTH):
            yield group, width
            group = []
        group, width = [*group, k], wide
    if group:
        yield group, width


def _fitted(crop: Gray, width: int) -> tuple[npt.NDArray[np.float32], int]:
    """A crop as the model takes it, and how much of the width it fills."""
    height, wide = crop.shape
    fill = min(width, max(1, int(np.ceil(_NARROW * _HEIGHT * wide / height))))
    how = cv2.INTER_CUBIC if height < _HEIGHT else cv2.INTER_AREA
    scaled = np.asarray(cv2.resize(crop, (fill, _HEIGHT), interpolation=how), np.float32) / 127.5 - 1
    out = np.zeros((3, _HEIGHT, width), np.float32)
    out[:, :, :fill] = scaled[None]
    return out, fill
