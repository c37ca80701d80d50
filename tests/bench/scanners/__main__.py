"""`python -m tests.bench.scanners`."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import multiprocessing.pool
import sys
import tempfile
import warnings
from functools import partial
from pathlib import Path

from tests.bench import scanners as package
from tests.bench.printers.printers import named
from tests.bench.scanners import paper
from tests.bench.scanners.kinds import KINDS
from tests.bench.scanners.one import Made, Result, kept, make, read
from tests.bench.scanners.report import as_data, as_text


def main() -> int:
    parser = argparse.ArgumentParser(description=package.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=30, help="of every kind and resolution")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="office", help=f"with commas, of {', '.join(KINDS)}")
    parser.add_argument("--dpi", default="200", help="with commas")
    parser.add_argument("--printers", help="names with commas; default: all that are there")
    parser.add_argument("--only", type=int, action="append", help="only this number of the seed (may be repeated)")
    parser.add_argument("--keep", type=Path, help="a folder for the scans, their truth and what differs")
    parser.add_argument("--read", type=Path, help="make nothing: read the scans of this folder, truth beside each")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    kinds = args.kinds.split(",")
    if unknown := set(kinds) - set(KINDS):
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    if args.read:
        scans = sorted(path for path in args.read.glob("*.pdf") if path.with_suffix(".json").exists())
        return _end(_by_kind([kept(path) for path in scans], args.keep or args.read, args.processes), args.json)
    if not paper.there():
        parser.error("augraphy is not there: pip install '.[bench]'")
    try:
        chosen = list(named(args.printers.split(",") if args.printers else None))
    except ValueError as error:
        parser.error(str(error))
    numbers = args.only or list(range(args.documents))
    wanted = [(n, args.seed, kind, int(dpi), chosen) for kind in kinds for dpi in args.dpi.split(",") for n in numbers]
    with tempfile.TemporaryDirectory(prefix="scanners") as temporary:
        folder = args.keep or Path(temporary)
        # Drawing takes more memory than reading: processes of its own, and it is over before reading begins.
        with _pool(args.processes) as pool:
            made = pool.starmap(partial(_make, folder=folder), wanted, chunksize=1)
        return _end(_by_kind(made, args.keep, args.processes), args.json)


def _make(number: int, seed: int, kind: str, dpi: int, printers: list[str], folder: Path) -> Made:
    made = make(number, seed, kind, dpi, printers, folder)
    print(f"{made.name}: {made.fault or 'made'}", file=sys.stderr, flush=True)
    return made


def _by_kind(made: list[Made], keep: Path | None, processes: int) -> list[Result]:
    """Every scan read, each kind and resolution by new processes: the peak of memory is a process's."""
    results: list[Result] = []
    for group in dict.fromkeys((each.kind, each.dpi) for each in made):
        with _pool(processes) as pool:
            mine = [each for each in made if (each.kind, each.dpi) == group]
            for result in pool.imap(partial(read, keep=keep), mine):
                results.append(result)
                own = result.score
                print(f"{result.made.name}: {own.right}/{own.true} {result.status}", file=sys.stderr, flush=True)
    return results


def _pool(processes: int) -> multiprocessing.pool.Pool:
    return multiprocessing.get_context("spawn").Pool(max(1, processes), initializer=_quiet)


def _end(results: list[Result], as_json: bool) -> int:
    print(json.dumps(as_data(results), ensure_ascii=False, indent=1) if as_json else as_text(results))
    return 0 if results and all(result.good for result in results) else 1


def _quiet() -> None:
    import logging

    import cv2

    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    cv2.setNumThreads(1)


if __name__ == "__main__":
    sys.exit(main())
