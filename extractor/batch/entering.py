"""The run's database, brought up to date document by document while the run goes on; only its leader writes there.

What cannot be entered now (another program has the file open) is entered at the end of the run, when it must be.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from types import TracebackType

from extractor import __version__
from extractor.batch.run import Done, Options
from extractor.errors import OutputError
from extractor.export.database.measures import Measures
from extractor.export.run import Outcome, Run
from extractor.system.memory import rare_collections


class Entering:
    """Enters what has ended. Of an output behind a URL nothing is, before the run ends: its files are far."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._run: Run | None = None
        self._measures: Measures | None = None

    def __enter__(self) -> Entering:
        """What entering takes is loaded here, while workers come up, and not when the first of them waits for it."""
        if self._options.store is None:
            self._measures = Measures()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._run is not None:
            try:
                with suppress(OutputError):
                    self._run.database.commit()
            finally:
                self._run.close()

    def enter(self, done: Done) -> None:
        """Enter a document that has ended, its files complete; nothing is raised."""
        if self._options.store is not None or done.output_failed:
            return
        with suppress(OutputError), rare_collections():
            if self._run is None:
                self._run = Run(self._options.output, __version__, measures=self._measures)
            self._run.enter(done.outcome)


def stamped(outcome: Outcome, key: str) -> Outcome:
    """An outcome with what makes its files what they are.

    Args:
        outcome: how a document ended.
        key: its key in the journal; what people say of it is no part of that.
    """
    facts = outcome.facts
    said = f"{facts.accepting}|{facts.correcting}".rstrip("|") if facts else ""
    return replace(outcome, stamp=f"{key}|{said}" if said else key)
