"""Consistent documents of every layout must not have a failed check: `python -m tests.bench.consistent [--seeds N]`.

Prints JSON: how many documents, their statuses, and every check that failed, which is a false alarm.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence

from extractor.document.reading import read_bytes
from tests.documents.catalogue import LAYOUTS, make


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Consistent documents that must not have a failed check.")
    parser.add_argument("--seeds", type=int, default=7, help="documents a layout")
    parser.add_argument("--every", type=int, default=1, help="every n-th layout only")
    parser.add_argument("--first", type=int, default=101, help="the first seed; tests use the low ones")
    options = parser.parse_args(argv)
    statuses: Counter[str] = Counter()
    checks = 0
    alarms = []
    for name in list(LAYOUTS)[:: options.every]:
        for seed in range(options.first, options.first + options.seeds):
            data, truth = make(name, seed)
            read = read_bytes(data, f"{name} {seed}.pdf")
            statuses[read.status] += 1
            checks += len(read.checks)
            absent = {key for key, table in truth["tables"].items() if table["status"] == "missing"}
            alarms += [
                f"{name} {seed}: {check.check_id} {check.message}"
                for check in read.checks
                if check.grade == "fail" and not (check.check_id == "S01" and check.table_id in absent)
            ]
    told = {"documents": sum(statuses.values()), "checks": checks, "statuses": dict(statuses), "failed": alarms}
    print(json.dumps(told, ensure_ascii=False, indent=1))
    return 1 if alarms else 0


if __name__ == "__main__":
    sys.exit(main())
