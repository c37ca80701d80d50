"""`re`, with patterns that are compiled when they are first used: `from extractor import lazy_re as re`.

Half a thousand patterns stand in the modules, and a run over one document uses fewer than half of them; to compile
all of them took a third of the time in which the stages are loaded. What is wrong in a pattern shows where it is first
used, so a test compiles every one.
"""

from __future__ import annotations

import re
from re import IGNORECASE, Match, Pattern, escape, findall, finditer, fullmatch, match, search, split, sub
from typing import Any, AnyStr, cast

__all__ = [
    "IGNORECASE",
    "Match",
    "Pattern",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """What `re.compile` gives, but for the moment of its making."""
    return cast("Pattern[AnyStr]", Waiting(pattern, flags))


class Waiting:
    """A pattern that becomes a `re.Pattern` when something of it is first asked for.

    Its methods then stand in it as attributes of its own, so that a use costs no more than that of a `re.Pattern`. What
    it finds knows that pattern (`Match.re`), not this one.
    """

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def compiled(self) -> Pattern[Any]:
        """The pattern itself; raises `re.error` where it is none."""
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = self.compiled()
        for method in _METHODS:
            setattr(self, method, getattr(made, method))
        return getattr(made, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Waiting) and (self.pattern, self._flags) == (other.pattern, other._flags)

    def __hash__(self) -> int:
        return hash((self.pattern, self._flags))

    def __repr__(self) -> str:
        return repr(self.compiled())

    def __reduce__(self) -> tuple[type[Waiting], tuple[str | bytes, int]]:
        return Waiting, (self.pattern, self._flags)
