"""Documents told by other hands: are the consistent ones verified, and is every single slip noticed?

    python -m tests.bench.telling --documents 300 --changes 1000

Prints JSON. Every consistent document is printed and read whole; slips are put into the text of a document whose
tables were read, which costs a hundredth of that, and with `--printed N` N of them into documents that are printed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from extractor import prose
from extractor.document.reading import read_bytes
from extractor.forms import families
from extractor.model import Disclosure, Sheet
from extractor.records import read_records
from extractor.verify import check_narrative, check_records, check_structure
from tests.bench.telling import hands_coast, hands_north, hands_school, hands_south, hands_west
from tests.bench.telling.changes import slips
from tests.bench.telling.facts import Facts
from tests.bench.telling.pen import Pen, plain
from tests.documents.accounts import FUNDS, Options, make_account
from tests.documents.layouts import Layout, Pages
from tests.documents.layouts_issuers import CENTRAL, SHANGHAI
from tests.documents.publication import Document
from tests.documents.render_reportlab import render

Hand = Callable[[Facts, Pen], list[str]]
HANDS: dict[str, Hand] = {
    "sichuan": hands_west.sichuan,
    "hunan": hands_west.hunan,
    "guangdong": hands_coast.guangdong,
    "zhejiang": hands_coast.zhejiang,
    "jiangsu": hands_coast.jiangsu,
    "beijing": hands_north.beijing,
    "henan": hands_north.henan,
    "unheaded": hands_north.unheaded,
    "chongqing": hands_south.chongqing,
    "yunnan": hands_south.yunnan,
    "university": hands_school.university,
}
_WIDTHS = (30, 36, 42)


@dataclass(frozen=True, slots=True)
class Told:
    """A document and the text that another hand wrote for it, still marked."""

    name: str
    document: Document
    layout: Layout
    lines: list[str]

    def printed(self, lines: Sequence[str]) -> bytes:
        """The PDF with these lines for its explanation."""
        return render(replace(self.document, told=tuple(lines)), self.layout)


def told(number: int, hand: str) -> Told:
    """The document of a number by one hand; the same for both always."""
    rng = random.Random(f"{hand} {number}")
    school = hand == "university"
    funds = frozenset(rng.choice((("gpb",), ("gpb", "gov_fund"), tuple(FUNDS))))
    options = Options(
        university=school,
        funds=funds,
        classes=rng.randint(3, 5),
        density=rng.uniform(0.25, 0.7),
        grain=Decimal(rng.choice(("100", "100", "0.01"))),
        scale=rng.choice((1, 1, 30)),
        other_sources=rng.random() < 0.6,
        no_basic=rng.random() < 0.1,
    )
    options = replace(options, no_three_public=options.no_basic)
    account = make_account(rng.randrange(10**6), options)
    pen = Pen(
        rng,
        yi=rng.random() < 0.2 and options.grain == 100,
        comma=rng.random() < 0.5,
        wide=rng.random() < 0.12,
        trim=rng.random() < 0.25,
        places=rng.choice((1, 2, 2)),
        last=rng.choice(("", "", "上年", "上年度")),
    )
    layout = _layout(rng, school)
    return Told(
        f"{hand} {number}", Document(account, university=school), layout, HANDS[hand](Facts(account, number), pen)
    )


def _layout(rng: random.Random, school: bool) -> Layout:
    base = rng.choice((CENTRAL, CENTRAL, SHANGHAI))
    form = replace(base.form, unit=rng.choice(("万元", "万元", "元")))
    if school:
        form = replace(CENTRAL.form, order=("U01", "U02", "U03", "U04"), codes="one", total="last")
        base = replace(CENTRAL, form=form)
    pages = Pages(narrative_first=rng.random() < 0.4, contents="plain", unit_list=True)
    return replace(base, form=form, pages=pages)


def sheet_of(lines: Sequence[str], width: int) -> Sheet:
    """The lines as the text of a page, broken as printing breaks them."""
    broken = ["第三部分 年度部门决算情况说明"]
    for line in lines:
        line = line.removeprefix("#")
        broken += [line[k : k + width] for k in range(0, len(line), width)]
    return Sheet(page=1, width=595, height=842, grids=(), lines=(), text="\n".join(broken))


def failures(account: Disclosure, sheet: Sheet) -> Counter[tuple[str, str]]:
    """What fails of the text, counted by check and message."""
    tables, family, year = account.tables, account.family, account.fiscal_year
    running = prose.running_lines([sheet])
    passages = prose.passages_of(running, families()[family].narrative)
    results = check_narrative(tables, passages, family, year)
    results += check_structure(tables, (), passages, account.entity, year)
    records = read_records(running, [sheet], tables, family, account.entity, year)
    results += check_records(records, tables, passages, results, account.kind, year)
    return Counter((result.check_id, result.message) for result in results if result.grade == "fail")


@dataclass(slots=True)
class Measured:
    """What was counted so far."""

    statuses: Counter[str] = field(default_factory=Counter)
    alarms: list[str] = field(default_factory=list)
    tried: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    def note(self, hand: str, what: str, seen: bool) -> None:
        kind = what.split(" ", 1)[0]
        for name in ("all", f"kind {kind}", f"hand {hand}"):
            self.tried[name] += 1
            self.noticed[name] += seen
        if not seen:
            self.missed.append(f"{hand}: {what}")

    def told(self) -> dict[str, Any]:
        shares = {n: [self.noticed[n], t, round(self.noticed[n] / t, 3)] for n, t in sorted(self.tried.items())}
        return {"statuses": dict(self.statuses), "alarms": self.alarms, "noticed": shares, "missed": self.missed}


def measure(documents: int, changes: int, printed: int, hands: Sequence[str], first: int = 0) -> Measured:
    """Count over some documents, the hands in turn."""
    out = Measured()
    done = 0
    for k in range(documents):
        hand = hands[k % len(hands)]
        made = told(first + k, hand)
        rng = random.Random(f"slips {first + k}")
        account = read_bytes(made.printed([plain(line) for line in made.lines]), "document.pdf")
        out.statuses[account.status] += 1
        if account.status != "verified":
            out.alarms += [f"{made.name}: {f.code} {f.message}" for f in account.findings if f.severity != "info"]
        width = rng.choice(_WIDTHS)
        before = failures(account, sheet_of([plain(line) for line in made.lines], width))
        out.alarms += [f"{made.name} (lines): {check} {message}" for check, message in before]
        wanted = changes * (k + 1) // documents - changes * k // documents
        for n, (what, lines) in enumerate(slips(made.lines, rng, wanted)):
            if n == 0 and done < printed:
                done += 1
                seen = read_bytes(made.printed(lines), "document.pdf").status != "verified"
            else:
                seen = bool(failures(account, sheet_of(lines, width)) - before)
            out.note(hand, what, seen)
    return out
