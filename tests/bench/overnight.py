"""A night of work in small: `python -m tests.bench.overnight SOURCE… [--documents 2000] [--kills 3]`. Prints JSON.

The good documents are the PDFs of the sources, each copy with bytes of its own; a share of hostile files is mixed
in, and entries that are no files: links in a circle, a pipe, an endless device. The command is run once and left
alone, while a second one that wants the same output must end with 6 and touch nothing; and once more where it is
killed with SIGKILL at random moments and started again. Both must leave the same bytes, every good document complete,
every hostile one with its status. Then the same documents, with one worker and with two, say what a second worker
brings. Linux only: memory is asked of /proc.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from extractor.batch.journal import NAME as JOURNAL
from extractor.export.hold import NOTE
from tests.bench.folder import digests, work_folder
from tests.bench.spoil import SPOILS, Ends

_TIMEOUT = 30
_LOCKED = 6
NO_FILES: dict[str, Ends] = {
    "link loop": frozenset({("failed", "link_loop")}),
    "pipe": frozenset({("failed", "pipe")}),
    "device": frozenset({("failed", "device")}),
}
"""What lies among the documents of a night and is none, and how it must end."""
_LIKE = 200
"""Documents of the comparison of one worker with two."""


def main(argv: Sequence[str] | None = None) -> int:
    options = _options(argv)
    dice = random.Random(options.seed)
    with work_folder(options.work) as work:
        sources, kinds = pdfs_of(options.sources), options.kinds.split(",") if options.kinds else sorted(SPOILS)
        expected = make(work / "in", sources, options.documents, options.hostile, kinds, dice) | no_files(work / "in")
        alone, killed = work / "alone", work / "killed"
        quiet = left_alone(work / "in", alone, options.jobs)
        found: dict[str, Any] = {
            "documents": len(expected),
            "hostile": sum(1 for kind in expected.values() if kind in SPOILS),
            "no_files": sum(1 for kind in expected.values() if kind in NO_FILES),
            "cpus": os.cpu_count(),
            "load_before": os.getloadavg()[0],
            "alone": quiet,
            "complete": completeness(alone, expected),
            "killed": interrupted(work / "in", killed, options, quiet["seconds"], dice),
            "bytes": differences(alone, killed),
        }
        if options.compare:
            found["workers"] = one_and_two(work, expected)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    locked = quiet["second_run"]["exit_code"] != _LOCKED or quiet["second_run"]["changed"]
    return 1 if locked or found["bytes"]["different"] or found["complete"]["faults"] else 0


def pdfs_of(sources: Sequence[Path]) -> list[Path]:
    """The PDFs in folders, to the bottom."""
    return sorted({pdf for source in sources for pdf in ([source] if source.is_file() else source.rglob("*.pdf"))})


def make(
    folder: Path, sources: Sequence[Path], count: int, hostile: float, kinds: Sequence[str], dice: random.Random
) -> dict[str, str]:
    """Write `count` files into `folder`; gives each name with what is wrong with it, "" for nothing."""
    folder.mkdir(parents=True)
    bad = set(dice.sample(range(count), round(count * hostile)))
    out = {}
    for number in range(count):
        source = sources[number % len(sources)]
        name = f"{number:05} {source.stem}.pdf"
        data = source.read_bytes()
        out[name] = dice.choice(kinds) if number in bad else ""
        if out[name]:
            data = SPOILS[out[name]].make(data, dice)
        (folder / name).write_bytes(data + f"\n%% {number}\n".encode() if data else data)
    return out


def no_files(folder: Path) -> dict[str, str]:
    """Lay entries that are no files among the others; gives each name with what it is."""
    (folder / "itself.pdf").symlink_to("itself.pdf")
    (folder / "around").symlink_to(folder.resolve())
    os.mkfifo(folder / "pipe.pdf")
    (folder / "endless.pdf").symlink_to("/dev/zero")
    return {"itself.pdf": "link loop", "around": "link loop", "pipe.pdf": "pipe", "endless.pdf": "device"}


def left_alone(inputs: Path, output: Path, jobs: int) -> dict[str, Any]:
    """One run from beginning to end, and how the memory of its parent went (MB, at tenths of the documents)."""
    started = time.perf_counter()
    process = _start(inputs, output, jobs)
    second = _second_run(inputs, output, process)
    memory = []
    while process.poll() is None:
        resident = _resident(process.pid)
        if resident:
            memory.append(resident)
        time.sleep(0.2)
    seconds = time.perf_counter() - started
    tenths = [memory[len(memory) * n // 10] for n in range(10)] if memory else []
    done = sum(1 for _ in inputs.iterdir())
    return {
        "exit_code": process.returncode,
        "seconds": round(seconds, 1),
        "documents_per_second": round(done / seconds, 2),
        "parent_mb_at_tenths": tenths,
        "parent_mb_peak": max(memory, default=0),
        "second_run": second,
    }


def _second_run(inputs: Path, output: Path, first: subprocess.Popen[bytes]) -> dict[str, Any]:
    """What becomes of a run that wants the output of another, which has a file there half written."""
    note, half = output / NOTE, output / ".juesuan-0123456789abcdef.tmp"
    while not note.exists() and first.poll() is None:
        time.sleep(0.05)
    half.write_bytes(b"")
    started = time.perf_counter()
    code = _start(inputs, output, 1).wait()
    changed = not half.exists()
    half.unlink(missing_ok=True)
    return {"exit_code": code, "seconds": round(time.perf_counter() - started, 1), "changed": changed}


def interrupted(
    inputs: Path, output: Path, options: argparse.Namespace, seconds: float, dice: random.Random
) -> dict[str, Any]:
    """A run killed at random moments and started again each time until it ends by itself."""
    moments = sorted(dice.uniform(0.1, 0.9) for _ in range(options.kills))
    steps = [b - a for a, b in zip([0.0, *moments], moments, strict=False)]
    kills = []
    for step in steps:
        process = _start(inputs, output, options.jobs)
        try:
            process.wait(timeout=max(step * seconds, 2.0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills.append(_journalled(output))
    process = _start(inputs, output, options.jobs)
    process.wait()
    return {"exit_code": process.returncode, "kills": len(kills), "done_at_each_kill": kills}


def completeness(output: Path, expected: dict[str, str]) -> dict[str, Any]:
    """Whether each good document is there in full and each hostile one has a status it may have."""
    with (output / "summary.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = {row["source"]: row for row in csv.DictReader(handle)}
    faults = sorted(f"{name} has no line" for name in expected.keys() - rows.keys())
    statuses: dict[str, Counter[str]] = {}
    for name, row in rows.items():
        kind = expected[name]
        statuses.setdefault(kind or "good", Counter())[f"{row['status']} {row['code']}"] += 1
        home = output / row["document"] if row["document"] else None
        if kind and (row["status"], row["code"]) not in _ends(kind):
            faults.append(f"{name} ({kind}): {row['status']} {row['code']}")
        if kind and row["status"] == "failed" and not row["reasons"]:
            faults.append(f"{name} ({kind}): failed without a reason")
        if not kind and row["status"] == "failed":
            faults.append(f"{name}: {row['code']} {row['reasons']}")
        if home is not None and not all((home / one).is_file() for one in ("disclosure.json", f"{home.name}.xlsx")):
            faults.append(f"{name}: files are missing")
    left = [path.name for path in output.rglob(".*.tmp")]
    return {
        "faults": faults + [f"left behind: {name}" for name in left],
        "statuses": {kind: dict(sorted(counts.items())) for kind, counts in sorted(statuses.items())},
    }


def _ends(kind: str) -> Ends:
    return NO_FILES[kind] if kind in NO_FILES else SPOILS[kind].ends


def differences(first: Path, second: Path) -> dict[str, Any]:
    """Files whose bytes differ between two outputs; journal and logs tell of the run itself and are left out."""
    one, other = digests(first), digests(second)
    different = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    return {"files": len(one), "different": len(different), "first": different[:10]}


def one_and_two(work: Path, expected: dict[str, str]) -> dict[str, Any]:
    """The same good documents with one worker and with two, in turn, twice."""
    folder = work / "like"
    folder.mkdir()
    for name in [name for name, kind in expected.items() if not kind][:_LIKE]:
        os.link(work / "in" / name, folder / name)
    best = dict.fromkeys((1, 2), 0.0)
    for turn in range(2):
        for jobs in best:
            output = work / f"like_{jobs}_{turn}"
            best[jobs] = max(best[jobs], left_alone(folder, output, jobs)["documents_per_second"])
            shutil.rmtree(output)
    return {"documents_per_second": best, "times": round(best[2] / best[1], 2), "load": os.getloadavg()[0]}


def _start(inputs: Path, output: Path, jobs: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "extractor", "extract", str(inputs), "-o", str(output)]
    command += ["-j", str(jobs), "--timeout", str(_TIMEOUT), "-q", "--exit-zero"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((round(int(line.split()[1]) / 1024, 1) for line in lines if line.startswith("VmRSS")), 0.0)


def _journalled(output: Path) -> int:
    try:
        return (output / JOURNAL).read_bytes().count(b"\n")
    except OSError:
        return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="many documents, some hostile, killed and resumed; prints JSON")
    add: Callable[..., Any] = parser.add_argument
    add("sources", nargs="+", type=Path, help="PDFs, or folders of them")
    add("--documents", type=int, default=2000)
    add("--hostile", type=float, default=0.05, help="share of hostile files")
    add("--kinds", default="", help=f"which hostile files, of {', '.join(sorted(SPOILS))}; all without it")
    add("--kills", type=int, default=3)
    add("--jobs", type=int, default=2)
    add("--seed", type=int, default=1)
    add("--work", type=Path, help="where inputs and outputs are kept; a temporary folder without it")
    add("--no-compare", dest="compare", action="store_false", help="leave out the runs with one worker and with two")
    return parser.parse_args(argv)


if __name__ == "__main__":
    raise SystemExit(main())
