"""A folder of odd PDFs against the real command: `python -m tests.bench.odd [--documents 500] [--seed 1]`. Prints JSON.

Documents as nobody prints them: a real one whose tokens (numbers, names, references, operators) are replaced by others
or by what no reader expects, whose bytes are changed, and small ones put together of parts that do not fit. Whatever
each is, the run must end, and none may end with `internal`.
"""
# ruff: noqa: E501  (one odd thing after another)

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.faults.mutate import document, mutated
from tests.faults.pdfs import CATALOGUE, FONT, PAGE, PAGES, WORDS, deflated, pdf, stream

_TOKEN = re.compile(
    rb"\d+ 0 R|-?\d+\.?\d*|/[A-Za-z]\w*|\[|\]|<<|>>|\([^)]*\)|<[0-9A-Fa-f]*>|\b(?:obj|stream|Tj|TJ|re|cm|q|Q)\b"
)
_ODD = (
    b"null", b"true", b"-1", b"0", b"1e30", b"nan", b"99999999999999999999", b"-0.00001", b"()", b"<>", b"<FEFFD800>",
    b"(\\000\\377\\376)", b"[]", b"<< >>", b"[[[[]]]]", b"/", b"/#00#ff", b"1 0 R", b"3 0 R", b"9999 0 R", b"(", b"<<", b">>",
    b"", b"2147483648", b"R", b"[1 0 R 2 0 R]", b"/DeviceN", b"/Identity-H", b"\x00", b"\xff\xff",
)  # fmt: skip
_PARTS = (
    CATALOGUE, PAGES, PAGE, FONT, stream(WORDS), deflated(WORDS), b"null", b"[1 0 R 2 0 R 3 0 R]", b"<< >>", b"42", b"(x)",
    b"3 0 R", deflated(b"1 0 2 9 << >> []", b"/Type /ObjStm /N 2 /First 8"), stream(b"BT /F 9 Tf <4e00> Tj"),
    FONT[:-2] + b"/ToUnicode 4 0 R /Widths [1 (x) null] /FirstChar -9 >>", PAGE[:-2] + b"/Rotate 45 /UserUnit -1 >>",
    PAGE.replace(b"0 0 595 842", b"9 9 1 (x)"), stream(b"/X Do /F gs q Q Q Q BI EI ID"), b"<< /Kids [3 0 R] /Kids 2 0 R >>",
)  # fmt: skip
WAYS = ("tokens", "bytes", "parts")


def odd(way: str, seed: int) -> bytes:
    """One odd document; the same for the same way and seed."""
    dice = random.Random(f"{way} {seed}")
    if way == "bytes":
        return mutated("short", dice.choice(("packed", "plain", "fonts")), seed)
    if way == "parts":
        chosen = {number: dice.choice(_PARTS) for number in range(1, dice.randint(4, 9)) if dice.random() < 0.6}
        return pdf(chosen, trailer=dice.choice((b"", b"/Info 3 0 R", b"/Encrypt 5 0 R", b"/Prev 9", b"/ID 4 0 R")))
    data = document("short", dice.choice(("plain", "plain", "packed")))
    found = list(_TOKEN.finditer(data))
    changed = sorted(dice.sample(found, dice.choice((1, 2, 5, 30, 200))), key=lambda one: one.start(), reverse=True)
    out = bytearray(data)
    for one in changed:
        other = dice.choice(_ODD) if dice.random() < 0.6 else dice.choice(found)[0]
        if dice.random() < 0.5:  # at the same length, so that cross-references still lead to their objects
            other = other[: len(one[0])].ljust(len(one[0]))
        out[one.start() : one.end()] = other
    return bytes(out)


def run(folder: Path, count: int, seed: int, jobs: int = 1) -> dict[str, Any]:
    """Write `count` odd documents into `folder`/in, run the command over them, and say how they ended."""
    home = folder / "in"
    home.mkdir(parents=True)
    for number in range(count):
        way = WAYS[number % len(WAYS)]
        (home / f"{way}_{number}.pdf").write_bytes(odd(way, seed * 100_000 + number))
    argv = ["extract", str(home), "-o", str(folder / "out"), "--ocr", "never", "--json", "--progress", "none"]
    argv += ["--timeout", "60", "-j", str(jobs)]
    ran = subprocess.run([sys.executable, "-m", "extractor", *argv], cwd=ROOT, capture_output=True, check=False)
    documents = json.loads(ran.stdout)["documents"]
    return {
        "documents": len(documents),
        "exit_code": ran.returncode,
        "stderr": ran.stderr.decode("utf-8", "replace"),
        "codes": dict(Counter(one["code"] for one in documents).most_common()),
        "internal": sorted(one["source"] for one in documents if one["code"] == "internal"),
        "without_a_sentence": sorted(
            one["source"] for one in documents if one["status"] != "verified" and not one["reasons"]
        ),
    }


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a new folder for what was made and read; a temporary one without it")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary:
        found = run(options.keep or Path(temporary), options.documents, options.seed, options.jobs)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 1 if found["internal"] or found["without_a_sentence"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
