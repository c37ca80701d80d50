"""Documents that many tests look at: read once for all of them, by the stages as they are.

What `extract` gives is frozen: a test that wants another document makes one of it. Where the reading itself is what a
test looks at (twice the same, by another engine, with a password), it reads by itself.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import extractor
from extractor.document.reading import read_bytes
from extractor.model import Disclosure
from tests.documents.catalogue import make

_KEPT = 48
"""Some documents weigh tens of megabytes when they are read."""


@lru_cache(_KEPT)
def of_file(path: Path) -> Disclosure:
    """A sample or a document of the shared corpus: a file that no test changes."""
    return extractor.extract(path)


@lru_cache(_KEPT)
def of_made(
    name: str, seed: int = 1, misprints: tuple[tuple[str, str, str], ...] = (), source: str = "x.pdf"
) -> Disclosure:
    """A document of `tests.documents.catalogue`, with the name of its file."""
    return read_bytes(make(name, seed, misprints)[0], source)
