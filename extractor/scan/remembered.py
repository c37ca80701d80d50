"""What was recognised on a page, for reading it again: what is cut out alike is read alike, and that costs most."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from hashlib import blake2b
from typing import Protocol

from extractor.scan.picture import Gray
from extractor.scan.recognise import Read

Memory = MutableMapping[bytes, Read]
"""Of each picture of a line, by its digest, what it was read as."""


class ReadsLines(Protocol):
    """What reads lines of print; see `Recogniser`."""

    def read(self, crops: Sequence[Gray]) -> list[Read]: ...


class Remembering:
    """A recogniser that is not asked twice of the same picture."""

    def __init__(self, recogniser: ReadsLines, memory: Memory) -> None:
        self._recogniser, self._memory = recogniser, memory

    def read(self, crops: Sequence[Gray]) -> list[Read]:
        """See `Recogniser.read`."""
        keys = list(map(_key, crops))
        new = {key: crop for key, crop in zip(keys, crops, strict=True) if key not in self._memory}
        if new:
            self._memory.update(zip(new, self._recogniser.read(list(new.values())), strict=True))
        return [self._memory[key] for key in keys]


def _key(crop: Gray) -> bytes:
    return blake2b(crop.tobytes(), digest_size=16, salt=b"%d,%d" % crop.shape).digest()
