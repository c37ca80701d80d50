"""How often Python's collector runs while a document is read, and what is given back of its memory."""

import ctypes
import gc
import sys
from pathlib import Path

import pytest

from extractor.system.memory import give_back, rare_collections


def test_the_collector_runs_rarely_inside_and_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with rare_collections():
        with rare_collections():
            assert gc.get_threshold()[0] > before[0]
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before


def test_a_program_that_switched_the_collector_off_keeps_it_off() -> None:
    before = gc.get_threshold()
    gc.set_threshold(0, *before[1:])
    try:
        with rare_collections():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim") if sys.platform == "linux" else True, reason="glibc")
def test_freed_memory_goes_back_to_the_system() -> None:
    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1])

    give_back()
    # Small pieces, every other one freed but for a few, lie between others: glibc keeps such holes for itself.
    held = [bytearray(100_000) for _ in range(600)]
    kept, held = held[::30], []
    before = resident()
    give_back()
    assert resident() < before - 5_000
    assert len(kept) == 20
