"""One run: every file read, written and accounted for, one after another."""

from __future__ import annotations

import hashlib
import io
import logging
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from extractor import __version__
from extractor.batch.destination import Store
from extractor.batch.locations import Location, NoFile, RemoteFile, look
from extractor.errors import DocumentError, NotMarkedError, OutputError, UnreachableError
from extractor.export import OUTPUTS, Outcome, marked_copy, write_document
from extractor.export.accepted import Accepted, key_of, with_accepted
from extractor.export.corrections import key_of as correcting_of
from extractor.export.files import make_folder, remove, write_bytes
from extractor.forms import NO_FORMS, UserForms, using
from extractor.model import Correction, Disclosure, Status
from extractor.system.memory import rare_collections
from extractor.system.regular import read_regular

if TYPE_CHECKING:
    from extractor.scan import Ocr


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for every document of a run."""

    output: Path
    """Of this machine; what does not belong to one document is written here."""
    password: str | None = field(default=None, repr=False)
    ocr: Ocr = "auto"
    """Whether scanned pages are read, and whether all pages are read as pictures."""
    store: Store | None = None
    """Where the documents' folders go, where that is not `output`."""
    forms: UserForms = NO_FORMS
    """A user's own families of forms, as they were when the run was started."""
    accepted: tuple[Accepted, ...] = ()
    """Findings that people accept."""
    corrections: tuple[Correction, ...] = ()
    """What people say is printed where something else, or nothing sure, is read."""
    copy: bool = True
    """Whether a copy of each PDF goes into its folder, where the links of the workbook lead."""
    marked: bool = False
    """Whether a copy in which the findings are marked goes there, too."""
    outputs: tuple[str, ...] = OUTPUTS
    """Which of the files that may be left out are written."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read."""

    path: Location
    sha256: str = ""
    """"" where the file cannot be read."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job. Small, and fit to be sent between processes."""

    outcome: Outcome
    seconds: float
    duplicate_of: str = ""
    """The path that was read in its location, because its bytes are the same."""
    notes: tuple[str, ...] = ()
    """Every finding as a sentence, those that change nothing included."""
    trace: str = ""
    """Where the program failed, for a failure of its own."""
    output_failed: bool = False
    """The document was read but its files could not be written."""
    unmarked: str = ""
    """Why there is no marked copy though one is asked for, one sentence."""
    skipped: bool = False
    """An earlier run has read it; nothing was done."""
    passing: bool = False
    """It failed for a reason outside of it, and is tried again when the run is started again."""

    def slim(self) -> Done:
        """The same without what only the progress and the log tell."""
        return replace(self, notes=(), trace="")


Worker = Callable[[Job, Options], Done]


def run(paths: Sequence[Location], options: Options, work: Worker | None = None) -> Iterator[Done]:
    """Read `paths` one after another; what is done is told at once, in the same order.

    Args:
        paths: files as `discover` gives them.
        options: where to write, and the password if any.
        work: what is done with one file; `read_and_write` where it is None.

    Raises:
        OutputError: nothing can be written into the output folder. Said before the first document is read.
    """
    check_writable(options.output)
    work = work or read_and_write
    first: dict[str, Done] = {}
    for path in paths:
        looked = look(path)
        job = Job(path, looked.sha256)
        if looked.error is not None:
            yield refused(job, looked.error)
            continue
        earlier = first.get(job.sha256)
        done = repeated(job, earlier) if earlier else work(job, options)
        first.setdefault(job.sha256, done)
        yield done


def read_and_write(job: Job, options: Options, go_on: Callable[[], None] | None = None) -> Done:
    """Read one file and write its folder. Never raises but for an interrupt.

    Args:
        job: the file.
        options: where to write, and the password if any.
        go_on: called after each page read from a picture, which takes seconds.
    """
    # Between its reading and its writing to look through all of a document for garbage would be vain.
    with rare_collections(), own_errors() as errors, using(options.forms):
        done = _read_and_write(job, options, go_on)
    return replace(done, trace=f"{done.trace}{errors.getvalue()}") if errors.getvalue() else done


@contextmanager
def own_errors() -> Iterator[io.StringIO]:
    """What the program itself logs as an error of its own meanwhile: it costs no document, but must not be lost."""
    text, log = io.StringIO(), logging.getLogger("juesuan")
    handler = logging.StreamHandler(text)
    handler.setLevel(logging.ERROR)
    log.addHandler(handler)
    before, log.propagate = log.propagate, False
    try:
        yield text
    finally:
        log.removeHandler(handler)
        log.propagate = before


def _read_and_write(job: Job, options: Options, go_on: Callable[[], None] | None) -> Done:
    # Imported here: the parent of many workers reads nothing itself.
    from extractor.document.corrected import with_corrections
    from extractor.document.reading import read_bytes

    started = time.perf_counter()
    path = job.path
    try:
        how: Any = {"password": options.password, "ocr": options.ocr, "on_scanned_page": go_on}
        if isinstance(path, NoFile):
            raise path.error
        data = path.read() if isinstance(path, RemoteFile) else read_regular(path)
        _check_same(job, hashlib.sha256(data).hexdigest())
        disclosure = with_accepted(
            with_corrections(read_bytes(data, path.name, **how), options.corrections), options.accepted
        )
        unmarked = _write(disclosure, data, options)
    except DocumentError as error:
        return Done(failed(job, error.status, error.code, error.message, error.hint), _since(started))
    except OutputError as error:
        outcome = failed(job, "failed", error.code, error.message, error.hint)
        return Done(outcome, _since(started), output_failed=True)
    except (Exception, SystemExit) as error:
        return unforeseen(job, error, _since(started))
    notes = tuple(dict.fromkeys(finding.message for finding in disclosure.findings))
    accepting = key_of(options.accepted, disclosure.name, disclosure.entity, disclosure.fiscal_year)
    correcting = correcting_of(options.corrections, disclosure.sha256)
    outcome = Outcome.read(disclosure, job.path.as_posix(), accepting, correcting).slim()
    return Done(outcome, _since(started), notes=notes, unmarked=unmarked)


def _check_same(job: Job, sha256: str) -> None:
    """The journal says of the bytes it knows what became of them; of others it must not."""
    if job.sha256 and job.sha256 != sha256:
        raise UnreachableError("文件在读取期间发生了变化", "请等它写完或上传完，再次运行同样的命令。")


def _write(disclosure: Disclosure, data: bytes, options: Options) -> str:
    """Write a document's files; why it has no marked copy, "" where it has one or none is asked for."""
    pdf, marked, unmarked = data if options.copy and "pdf" in options.outputs else None, None, ""
    if options.marked:
        try:
            marked = marked_copy(disclosure, data, options.password)
        except NotMarkedError as error:
            unmarked = f"没有写出标注的 PDF：{error}"
    if options.store is None:
        write_document(disclosure, options.output, __version__, pdf, marked, options.outputs)
        return unmarked
    with tempfile.TemporaryDirectory(prefix="juesuan-") as name:
        home = write_document(disclosure, Path(name), __version__, pdf, marked, options.outputs)
        options.store.send(home)
    return unmarked


def check_writable(folder: Path) -> None:
    """Make the output folder and try it; raises `OutputError`."""
    make_folder(folder)
    probe = folder / ".juesuan-probe"
    try:
        write_bytes(probe, b"")
        remove(probe)
    except OutputError as error:
        raise OutputError(error.message.replace(str(probe), f"文件夹 {folder}"), error.hint) from error


def repeated(job: Job, earlier: Done) -> Done:
    """What becomes of a file whose bytes were read under another name."""
    note = f"与 {earlier.outcome.source} 内容相同，只读取一次"
    message = f"{earlier.outcome.message}（{note}）" if earlier.outcome.message else note
    outcome = replace(earlier.outcome, source=job.path.name, path=job.path.as_posix(), message=message)
    return Done(outcome, 0.0, earlier.outcome.path, earlier.notes, output_failed=earlier.output_failed)


def failed(job: Job, status: str, code: str, message: str, hint: str) -> Outcome:
    """The outcome of a document that was not read."""
    return Outcome(job.path.name, job.path.as_posix(), job.sha256, cast(Status, status), code, message, hint)


def refused(job: Job, error: DocumentError) -> Done:
    """What becomes of an entry that is not even opened, or cannot be."""
    return Done(failed(job, error.status, error.code, error.message, error.hint), 0.0)


def unforeseen(job: Job, error: BaseException, seconds: float) -> Done:
    """What becomes of a document with which the program itself fails, or the memory."""
    if isinstance(error, MemoryError):
        outcome = failed(job, "failed", "memory", "内存不足", "请用 --max-memory 放宽，或拆分文件。")
    else:
        message = f"程序内部错误（{type(error).__name__}）"
        outcome = failed(job, "failed", "internal", message, "请用 -vv 查看详情，并把文件和详情报告给我们。")
    return Done(outcome, seconds, trace="".join(traceback.format_exception(error)))


def _since(started: float) -> float:
    return time.perf_counter() - started
