"""A process that is told to end ends, whatever it is doing when it is told."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from extractor.system.process import end_if_asked, interruptible

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")


class Freed:
    """Is told to end while it is being freed, where Python drops what is raised."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(1000):
            pass


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_that_was_lost_is_not_forgotten() -> None:
    with interruptible():
        Freed()
        with pytest.raises(KeyboardInterrupt):
            end_if_asked()
    end_if_asked()  # that run has ended


def test_nobody_asked() -> None:
    with interruptible():
        end_if_asked()
