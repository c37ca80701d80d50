"""Documents a second and core, on processes and on a Dask cluster of this machine: prints JSON.

`python -m tests.bench.scale FOLDER [--documents 200] [--cores N]`. The documents are the folder's PDFs, each copy with
bytes of its own. Both runs are the command itself with all outputs written, its start-up included; that of the cluster
is not. The modules are compiled, as those of an installed package are.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from extractor.batch.pool import available_cores
from tests.batch.faraway import dask
from tests.bench.folder import compiled, digests

ROOT = Path(__file__).parents[2]
_CORPUS = 700_000
"""Documents of a national corpus in a year."""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--cores", type=int, default=available_cores(), help="shared by two Dask workers")
    options = parser.parse_args(argv)
    threads = max(1, options.cores // 2)
    with tempfile.TemporaryDirectory(prefix="juesuan-scale-") as name, compiled() as env:
        work = Path(name)
        _copies(options.folder, work / "in", options.documents)
        found: dict[str, Any] = {"documents": options.documents, "load_before": os.getloadavg()[0]}
        _copies(options.folder, work / "one", 1)
        _run(work, env, "one", "compiled", "-j", "1")
        found["local"] = _timed(work, env, "local", options.documents, 2 * threads, "-j", str(2 * threads))
        with dask(work, None, ["--memory-limit", "0", "--nthreads", str(threads)]) as cluster:
            far = ("--executor", "dask", "--scheduler", cluster.address)
            found["dask"] = _timed(work, env, "dask", options.documents, 2 * threads, *far)
        found["same_bytes"] = digests(work / "local") == digests(work / "dask")
    print(json.dumps(found, indent=1))
    return 0 if found["same_bytes"] else 1


def _copies(folder: Path, target: Path, count: int) -> None:
    target.mkdir()
    sources = sorted(folder.rglob("*.pdf"))
    for number in range(count):
        source = sources[number % len(sources)]
        (target / f"{number:05} {source.name}").write_bytes(source.read_bytes() + f"\n%% {number}\n".encode())


def _timed(
    work: Path, env: Mapping[str, str], output: str, documents: int, cores: int, *options: str
) -> dict[str, float]:
    started = time.perf_counter()
    _run(work, env, "in", output, *options)
    seconds = time.perf_counter() - started
    return {
        "cores": cores,
        "seconds": round(seconds, 1),
        "documents_per_second": round(documents / seconds, 2),
        "documents_per_second_and_core": round(documents / seconds / cores, 2),
        "core_hours_for_the_corpus": round(_CORPUS * seconds * cores / documents / 3600),
    }


def _run(work: Path, env: Mapping[str, str], folder: str, output: str, *options: str) -> None:
    line = [sys.executable, "-m", "extractor", "extract", folder, "-o", output, "--progress", "none", "--exit-zero"]
    subprocess.run(
        [*line, *options], cwd=work, env={**env, "PYTHONPATH": str(ROOT)}, check=True, stdout=subprocess.DEVNULL
    )


if __name__ == "__main__":
    raise SystemExit(main())
