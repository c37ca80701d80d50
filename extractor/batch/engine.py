"""A run over many files: what is done is skipped, bytes that come twice are read once, the rest is worked off."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import Protocol

from extractor.batch.entering import Entering, stamped
from extractor.batch.journal import Journal, key_of
from extractor.batch.local import Local, digests
from extractor.batch.locations import Location, Looked
from extractor.batch.pool import Limits, Running
from extractor.batch.report import UNREAD
from extractor.batch.run import Done, Job, Options, Worker, check_writable, refused, repeated
from extractor.batch.worker import work
from extractor.errors import UnreachableError
from extractor.export import OUTPUTS
from extractor.export.accepted import key_of as accepting_of
from extractor.export.corrections import key_of as correcting_of
from extractor.forms import using
from extractor.forms.version import forms_version

_SENT_EVERY = 5.0
"""Seconds after which what the journal of a remote output has new is sent."""

_LIMITED = ("timeout", "memory")
"""How documents end that took more than the run allows; with other limits they are read again."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run goes about its files."""

    limits: Limits = field(default_factory=Limits)
    force: bool = False
    """Read everything again."""
    retry_failed: bool = False
    """Read again what could not be read."""
    fail_fast: bool = False
    """Stop at the first document that cannot be read."""
    scheduler: str = ""
    """Address of the Dask cluster that reads; "" for worker processes of this machine."""


class Executor(Protocol):
    """What digests files and works jobs off; see `extractor.batch.pool.run_jobs`."""

    def digests(self, locations: Iterable[Location], limits: Limits) -> Iterator[Looked]: ...

    def run_jobs(
        self, jobs: Iterable[Job], options: Options, limits: Limits, running: Running | None, worker: Worker
    ) -> Iterator[tuple[Job, Done]]: ...


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run would do with a file, and why."""

    path: Location
    reads: bool
    why: str


def execute(
    paths: Sequence[Location],
    options: Options,
    settings: Settings,
    running: Running | None = None,
    worker: Worker = work,
) -> Iterator[Done]:
    """Read `paths` in worker processes; each document's outcome is told when it has ended.

    Args:
        paths: files as `discover` gives them.
        options: where to write, and what holds for every document.
        settings: processes, limits, what to do again.
        running: told now and then which files are being read.
        worker: what is done with one file in a worker process.

    Raises:
        OutputError: nothing can be written into the output folder. Said before the first document is read.
    """
    check_writable(options.output)
    # A worker more than there are documents would only start and end.
    limits = replace(settings.limits, jobs=max(1, min(settings.limits.workers, len(paths))))
    settings = replace(settings, limits=limits)
    with _executor(options, settings) as executor, _journal(options) as journal, Entering(options) as entering:
        run = _Run(journal, options, settings)
        try:
            yield from run.go(paths, executor, running, worker, entering)
        finally:
            run.send_journal()


def plan(paths: Sequence[Location], options: Options, settings: Settings) -> Iterator[Planned]:
    """What `execute` would do with each file; writes nothing."""
    with _journal(options, looks=True) as journal:
        run = _Run(journal, options, settings)
        first: dict[str, Location] = {}
        for looked in digests(paths, settings.limits):
            path, sha256 = looked.location, looked.sha256
            if looked.error is not None:
                yield Planned(path, True, f"读取（目前不行：{looked.error.message}）")
            elif sha256 in first:
                yield Planned(path, False, f"跳过：与 {first[sha256]} 内容相同")
            elif (done := run.known(Job(path, sha256))) is not None:
                failed = done.outcome.status in UNREAD
                why = "上次没有读成（--retry-failed 重读）" if failed else "已完成，文件、版本、表样和选项都没有变"
                yield Planned(path, False, f"跳过：{why}")
            else:
                yield Planned(path, True, "读取")
            first.setdefault(sha256, path)


@contextmanager
def _executor(options: Options, settings: Settings) -> Iterator[Executor]:
    """What reads: this machine, or a cluster that sees the output folder."""
    if not settings.scheduler:
        yield Local()
        return
    from extractor.batch.cluster import Cluster

    with Cluster(settings.scheduler) as cluster:
        if options.store is None:
            cluster.check_shared(options.output)
        yield cluster


def _journal(options: Options, looks: bool = False) -> Journal:
    book = "xlsx" in options.outputs
    return Journal(options.output, options.store.is_complete if options.store else None, looks, book)


class _Run:
    def __init__(self, journal: Journal, options: Options, settings: Settings) -> None:
        self._journal, self._options, self._settings = journal, options, settings
        secret = hashlib.sha256(options.password.encode()).hexdigest() if options.password else ""
        # A scan that was refused is read once the extra is there; asked without importing what reads it.
        ocr = options.ocr if find_spec("rapidocr") else "never"
        self._asked = (
            f"password={secret};ocr={ocr}{'' if options.copy else ';no-copy'}{';marked' if options.marked else ''}"
        )
        if left_out := [one for one in OUTPUTS if one not in options.outputs]:
            self._asked += f";without={','.join(left_out)}"
        self._allowed = f"timeout={settings.limits.timeout};memory={settings.limits.max_memory}"
        with using(options.forms):
            self._forms = forms_version()
        self._first: dict[str, Done | None] = {}
        """By sha256 what became of the bytes; None while they are being read."""
        self._sent, self._sent_at = journal.size(), time.monotonic()
        self._repeats: dict[str, list[Job]] = {}
        self._ready: deque[Done] = deque()

    def known(self, job: Job) -> Done | None:
        """What an earlier run made of the same bytes, where that still counts."""
        if self._settings.force or not job.sha256:
            return None
        outcome = None
        for key in (self._key(job), self._key(job, limited=True)):
            if outcome is None and (found := self._journal.find(key, job.path)) is not None:
                outcome = stamped(found, key)
        if outcome is None or (outcome.status in UNREAD and self._settings.retry_failed):
            return None
        if (facts := outcome.facts) is not None:
            accepting = accepting_of(self._options.accepted, outcome.name, facts.entity, facts.fiscal_year)
            correcting = correcting_of(self._options.corrections, job.sha256)
            if (accepting, correcting) != (facts.accepting, facts.correcting):
                return None  # its files do not say yet what people say of it, or still do
        return Done(outcome, 0.0, skipped=True)

    def _key(self, job: Job, limited: bool = False) -> str:
        """A document is read the same whatever it may take, unless it took too much (`limited`)."""
        return key_of(job.sha256, f"{self._asked};{self._allowed}" if limited else self._asked, self._forms)

    def go(
        self,
        paths: Sequence[Location],
        executor: Executor,
        running: Running | None,
        worker: Worker,
        entering: Entering,
    ) -> Iterator[Done]:
        jobs = self._jobs(executor.digests(paths, self._settings.limits))
        ended = executor.run_jobs(jobs, self._options, self._settings.limits, running, worker)
        try:
            for job, done in ended:
                self._ready.extend(self._finished(job, done, entering))
                while self._ready:
                    told = self._ready.popleft()
                    yield told
                    if self._settings.fail_fast and told.outcome.status in UNREAD:
                        return
        finally:
            ended.close()  # type: ignore[attr-defined]
        yield from self._ready

    def _jobs(self, found: Iterable[Looked]) -> Iterator[Job]:
        for looked in found:
            job = Job(looked.location, looked.sha256)
            if looked.error is not None:
                self._ready.append(refused(job, looked.error))
                continue
            if job.sha256 and job.sha256 in self._first:
                earlier = self._first[job.sha256]
                if earlier is None:
                    self._repeats.setdefault(job.sha256, []).append(job)
                else:
                    self._ready.append(repeated(job, earlier))
                continue
            known = self.known(job)
            if known is not None:
                self._first[job.sha256] = known
                self._ready.append(known)
                continue
            if job.sha256:
                self._first[job.sha256] = None
            yield job

    def _keep(self, job: Job, done: Done, entering: Entering) -> Done:
        """Enter a document, then note it in the journal: a run that is killed in between reads it again."""
        key = self._key(job, limited=done.outcome.code in _LIMITED)
        done = replace(done, outcome=stamped(done.outcome, key))
        entering.enter(done)
        self._journal.add(key, replace(done.outcome, stamp=""))
        if time.monotonic() - self._sent_at > _SENT_EVERY:
            self.send_journal()
        return done

    def send_journal(self) -> None:
        """Send what is new in the journal to a remote output."""
        if self._options.store is not None:
            self._sent = self._options.store.send_journal(self._journal.path, self._sent)
            self._sent_at = time.monotonic()

    def _finished(self, job: Job, done: Done, entering: Entering) -> Iterator[Done]:
        if job.sha256:
            # What is unreachable now may be there when the run is started again.
            if not done.output_failed and not done.passing and done.outcome.code != UnreachableError.code:
                done = self._keep(job, done, entering)
            self._first[job.sha256] = done
        yield done
        for other in self._repeats.pop(job.sha256, ()):
            yield repeated(other, done)
