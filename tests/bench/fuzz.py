"""Coverage-guided fuzzing of what reads printed strings: `python -m tests.bench.fuzz [--seconds S] [--seed N]`.

Prints JSON: for each target its inputs tried, lines of the program reached, the slowest input and every failure. An
input that reaches a new line is kept and mutated further. Atheris has no wheel for every Python this runs on; a trace
function over the few modules in question does the same for them.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from math import inf
from pathlib import Path
from types import FrameType
from typing import Any

from extractor.document.reading import read_document
from extractor.forms.titles import form_number, match_title, mentions_table, unit_of
from extractor.language.money import is_code, is_integer, is_money, is_number
from extractor.language.numbers import read_figure, to_wan
from extractor.language.units import FACTORS
from extractor.locate.captions import pieces
from extractor.model import Box, Cell, Disclosure, Grid
from extractor.verify import check_narrative
from extractor.verify.formula.parse import parse

ROOT = Path(__file__).resolve().parents[2]
SLOW = 1.0
"""Seconds for one input of at most `LONGEST` characters that count as a failure."""
LONGEST = 4000
_EXTRACTOR = str(ROOT / "extractor")


@dataclass(slots=True)
class Result:
    """What became of a target."""

    inputs: int = 0
    kept: int = 0
    lines: int = 0
    slowest: float = 0.0
    slowest_input: str = ""
    failures: list[dict[str, str]] = field(default_factory=list)


# Targets: each raises where something does not hold -------------------------------------------------------------------


def number(text: str) -> None:
    """What is read as a figure is made of exactly the digits that are printed, and stays exact in 万元."""
    found = read_figure(text)
    assert (found.value is not None) == (found.state == "figure")
    if found.value is not None:
        folded = "".join(str(int(char)) for char in text if char.isdigit())
        assert "".join(map(str, found.value.as_tuple().digits)).lstrip("0") == folded.lstrip("0")
        for unit, factor in FACTORS.items():
            assert to_wan(found.value, unit) / factor == found.value
    for told in (is_number, is_integer, is_code, is_money):
        assert told(text) in (True, False)


def formula(text: str) -> None:
    """A formula that is read can be printed and read again as the same."""
    formulas, _ = parse(text)
    for one in formulas:
        if len(one.terms) > 30:
            continue  # an ellipsis written out may be longer than what is read
        again, strange = parse(str(one))
        assert not strange
        assert [(two.total, two.terms) for two in again] == [(one.total, one.terms)]
        assert all(0 <= term < 1000 and sign in (-1, 1) for sign, term in one.terms)


def title(text: str) -> None:
    """No line raises; a title names a table, a unit is known."""
    found = match_title(text)
    if found is not None:
        assert "表" in text
    unit, _ = unit_of(text)
    assert unit in {"", *FACTORS}
    form_number(text), mentions_table("".join(text.split()))


def caption(text: str) -> None:
    """A grid of any texts is cut into pieces that lose no row."""
    rows = [line.split("|") for line in text.split("\n")][:30]
    cols = min(12, max(map(len, rows)))
    cells = []
    for r, row in enumerate(rows):
        filled = row[:cols]
        for c, words in enumerate(filled):
            span = cols - c if c == len(filled) - 1 else 1  # the last cell reaches to the edge
            cells.append(Cell(r, c, 1, span, Box(c, r, c + span, r + 1), words))
    xs, ys = tuple(map(float, range(cols + 1))), tuple(map(float, range(len(rows) + 1)))
    cut = pieces(Grid(1, Box(0.0, 0.0, float(cols), float(len(rows))), xs, ys, tuple(cells)))
    kept = [cell.text for piece in cut for cell in (*piece.above, *piece.below)]
    kept += [cell.text for piece in cut if piece.grid for cell in piece.grid.cells]
    assert sorted(filter(None, kept)) == sorted(cell.text for cell in cells if cell.text)


@cache
def _account() -> Disclosure:
    return read_document(ROOT / "samples" / "binjiang_culture_2024.pdf", ocr="never")


def narrative(text: str) -> None:
    """An explanation of any words, section by section, is held to the tables without an error."""
    account = _account()
    keys = [passage for passage in account.passages if passage.key]
    share = max(1, len(text) // max(1, len(keys)))
    passages = [
        replace(passage, text=text if k == len(text) % len(keys) else text[k * share : (k + 1) * share])
        for k, passage in enumerate(keys)
    ]
    check_narrative(account.tables, passages, account.family, account.fiscal_year)


def _printed() -> list[str]:
    return [figure.printed for table in _account().tables for _, figure in table.figures if figure.printed][:40]


@dataclass(frozen=True, slots=True)
class Target:
    """A function to fuzz: what it starts from, and the words mutations insert."""

    run: Callable[[str], None]
    seeds: Sequence[str]
    words: Sequence[str]


_DIGITS = "1 9 0 00 . , ， ． - — － ( ) （ △ % ¥ ① ² ٣ 一"
_SIGNS = "27行=(1+2+…+8)行 3栏各行=(4+5)栏各行 栏 行 各行 = ＝ + - … ... ( ) ;"
_HEADS = "收入支出决算总表 公开01表 单位：万元 （续表） 2023年度 部门：某局 附表 预算 表 情况表 … 注： 无"
_WORDS = """人员经费 公用经费 万元 元 占 比上年 增加 减少 增长 % 主要包括 其中: (类) (款) (项) 三公经费 预算 决算 完成
    、 。 , 1 2023年 2010301"""


def _words(text: str) -> list[str]:
    return text.split()


def targets() -> dict[str, Target]:
    account = _account()
    notes = [note for table in account.tables for note in table.notes]
    page = "收入支出决算总表\n单位：万元\n项目|行次|金额\n合计|1|2\n注：无"
    texts = [passage.text for passage in account.passages if passage.key]
    digits = [*_words(_DIGITS), " ", "\n"]
    signs, heads, words = _words(_SIGNS), _words(_HEADS), _words(_WORDS)
    return {
        "number": Target(number, [*_printed(), "1,332,679,30\n0.00", "- 3.2"], digits),
        "formula": Target(formula, notes + signs[:2], signs + digits),
        "title": Target(title, [table.title_printed for table in account.tables], heads + digits),
        "caption": Target(caption, [page], [*heads, "|", "\n", *digits]),
        "narrative": Target(narrative, texts, words + digits),
    }  # fmt: skip


# The loop -------------------------------------------------------------------------------------------------------------


def mutated(text: str, others: Sequence[str], words: Sequence[str], chance: random.Random) -> str:
    """The text with a few changes: words put in, parts lost, repeated, moved, taken from another."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((1, 1, 3, 20)))
        match chance.randrange(6):
            case 0 | 1:
                text = text[:at] + chance.choice(words) + text[at:]
            case 2:
                text = text[:at] + text[end:]
            case 3:
                text = text[:at] + text[at:end] * chance.choice((2, 3, 100)) + text[end:]
            case 4:
                other = chance.choice(others)
                cut = chance.randrange(len(other) + 1)
                text = text[:at] + other[cut : cut + 60] + text[end:]
            case 5:
                text = text[:at] + chr(chance.choice((chance.randrange(128), chance.randrange(0xD800)))) + text[end:]
    return text[:LONGEST]


class Reached:
    """Which lines of the program a call runs through."""

    def __init__(self) -> None:
        self.all: set[tuple[str, int, int]] = set()
        self.new = False

    def run(self, call: Callable[[str], None], text: str) -> None:
        self.new = False
        sys.settrace(self._frame)
        try:
            call(text)
        finally:
            sys.settrace(None)

    def _frame(self, frame: FrameType, event: str, arg: Any) -> Any:
        if not frame.f_code.co_filename.startswith(_EXTRACTOR):
            return None
        file, last = frame.f_code.co_filename, 0

        def line(frame: FrameType, event: str, arg: Any) -> Any:
            nonlocal last
            step = (file, last, frame.f_lineno)
            last = frame.f_lineno
            if step not in self.all:
                self.all.add(step)
                self.new = True
            return line

        return line


def fuzz(target: Target, chance: random.Random, *, seconds: float = inf, inputs: float = inf) -> Result:
    """Mutate inputs of a target for some seconds of this process's time, or up to a number of inputs."""
    result, reached = Result(), Reached()
    corpus = [seed[:LONGEST] for seed in target.seeds] or [""]
    waiting = list(corpus)
    seen: set[str] = set()
    until = time.process_time() + seconds
    while time.process_time() < until and result.inputs < inputs:
        text = waiting.pop() if waiting else mutated(chance.choice(corpus), corpus, target.words, chance)
        result.inputs += 1
        started = time.process_time()
        try:
            reached.run(target.run, text)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
            if kind not in seen:
                seen.add(kind)
                result.failures.append({"kind": kind, "input": text, "error": str(error)[:300]})
        took = time.process_time() - started
        if took > result.slowest:
            result.slowest, result.slowest_input = round(took, 4), text[:200]
            if took > SLOW:
                result.failures.append({"kind": "slow", "input": text, "error": f"{took:.2f} s"})
        if reached.new:
            corpus.append(text)
    result.kept, result.lines = len(corpus), len({(file, line) for file, _, line in reached.all})
    return result


def measure(seed: int, *, seconds: float = inf, inputs: float = inf) -> dict[str, Any]:
    """Fuzz every target for its share of `seconds`, with no more than `inputs`."""
    found = targets()
    share = seconds / len(found)
    results = {
        name: asdict(fuzz(one, random.Random(f"{seed} {name}"), seconds=share, inputs=inputs))
        for name, one in found.items()
    }
    failures = sum(len(result["failures"]) for result in results.values())
    return {"seconds": seconds, "seed": seed, "failures": failures, "targets": results}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    found = measure(given.seed, seconds=given.seconds)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 1 if found["failures"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
