"""Patterns that are compiled when they are first used behave as those of `re`, and every one of the package is one."""

from __future__ import annotations

import importlib
import pickle
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import extractor
from extractor import lazy_re
from extractor.lazy_re import Waiting


@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_it_finds_what_re_finds(flags: int) -> None:
    text = "收入 12.50 万元，支出 A3 万元"
    lazy, own = lazy_re.compile(r"(?P<number>[\d.]+)|a", flags), re.compile(r"(?P<number>[\d.]+)|a", flags)
    for _ in range(2):
        assert [found.span() for found in lazy.finditer(text)] == [found.span() for found in own.finditer(text)]
        assert lazy.sub("_", text, count=2) == own.sub("_", text, count=2)
        assert lazy.findall(text) == own.findall(text) and lazy.split(text) == own.split(text)
        assert lazy.search("A") == own.search("A") if not flags else lazy.search("A") is not None
        assert lazy.match("x") is None and lazy.fullmatch("12.5") is not None
    assert (lazy.pattern, lazy.groups, dict(lazy.groupindex), lazy.flags) == (
        own.pattern,
        own.groups,
        dict(own.groupindex),
        own.flags,
    )


def test_it_is_the_same_after_a_journey_to_another_process() -> None:
    lazy = lazy_re.compile(r"\d+")
    lazy.search("1")
    arrived = pickle.loads(pickle.dumps(lazy))
    assert arrived == lazy and hash(arrived) == hash(lazy) and arrived.fullmatch("12")
    assert lazy != lazy_re.compile(r"\d+", re.IGNORECASE)


def test_every_pattern_of_the_package_can_be_compiled() -> None:
    found = {waiting for module in _modules() for waiting in _waiting(vars(module).values(), 3)}
    assert len(found) > 300
    for waiting in found:
        waiting.compiled()


def _modules() -> Iterator[Any]:
    for module in pkgutil.walk_packages(extractor.__path__, "extractor."):
        if not module.name.endswith("__main__"):
            yield importlib.import_module(module.name)


def _waiting(values: Any, depth: int) -> Iterator[Waiting]:
    for value in values:
        if isinstance(value, Waiting):
            yield value
        elif depth and isinstance(value, dict):
            yield from _waiting(value.values(), depth - 1)
        elif depth and isinstance(value, list | tuple):
            yield from _waiting(value, depth - 1)
