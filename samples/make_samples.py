"""Make the sample disclosures and their truth.

    python samples/make_samples.py

For every file of samples/data a PDF in samples/ and a JSON file in samples/truth/ are written. Both come from the same
strings, so the truth is what was printed, whatever an extractor makes of it. The same data give the same bytes.
Accounts whose sums do not hold are refused.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

from _check import Inconsistent, check, check_budget
from _draw import Book, Cell, Look, Record, Sheet
from _forms import CANONICAL, Table, build, columns, headers

HERE = Path(__file__).parent
DATA, TRUTH = HERE / "data", HERE / "truth"

Data = dict[str, Any]
Placed = dict[str, list[tuple[Record, int]]]  # per table its rows with their pages


def contents(data: Data) -> list[tuple[int, str]]:
    """The entries of the 目录: parts, their sections, the titles of the tables."""
    entries = []
    for part in data["parts"]:
        entries.append((0, part["heading"].replace("|", "")))
        for line in part.get("text", []):
            if line.startswith("# "):
                entries.append((1, line[2:]))
        if part.get("tables"):
            entries += [(1, t["contents_entry"]) for t in data["tables"]]
    return entries


def draw(data: Data, pages: dict[str, int]) -> tuple[Book, Placed]:
    """The whole document. `pages` are the pages of the headings for the 目录."""
    book = Book(f"{data['entity']}{data['fiscal_year']}年度{data.get('document', '部门决算')}", data["entity"], pages)
    book.cover(data["cover"]["title"], data["cover"]["date"])
    book.contents(contents(data))
    placed: Placed = {}
    for part in data["parts"]:
        book.new_page()
        book.heading(part["heading"], 0)
        for line in part.get("text", []):
            draw_line(book, line)
        if "list" in part:
            book.y -= 14
            book.sheet(simple_list(part["list"]), Look(size=10.5, row_height=22, header_height=22))
        if part.get("tables"):
            for i, table in enumerate(data["tables"]):
                placed[table["id"]] = draw_table(book, data, table, fresh=i > 0)
    return book, placed


def draw_line(book: Book, line: str) -> None:
    """A line of the narrative: `# ` a section, `## ` a subsection, else a paragraph."""
    if line.startswith("## "):
        book.heading(line[3:], 2)
    elif line.startswith("# "):
        book.heading(line[2:], 1)
    else:
        book.paragraph(line)


def simple_list(rows: list[list[str]]) -> Sheet:
    """A plain table such as the list of units; its first row is the head."""
    cells = [Cell(text, r, k) for r, row in enumerate(rows) for k, text in enumerate(row)]
    return Sheet(widths=[1, 5, 4], header_rows=1, cells=cells)


def draw_table(book: Book, data: Data, table: Table, fresh: bool) -> list[tuple[Record, int]]:
    """Draw one form, on a page of its own unless a part's heading has just opened one."""
    look = Look(**table["look"])
    if fresh or look.paper == "landscape":
        book.new_page(look.paper)
    book.headings[table["contents_entry"]] = book.page
    book.caption(table["title"], table["form_no"], data["department_line"], table.get("unit_line", data["unit_line"]))
    sheet = build(table)
    pages = book.sheet(sheet, look)
    book.y -= 4
    book.notes(table["notes"])
    if table.get("stray_row"):  # a page with nothing but one empty row, as word processors leave behind
        book.new_page(look.paper)
        blanks = [Cell("", 0, k) for k in range(len(sheet.widths))]
        book.sheet(Sheet(widths=sheet.widths, cells=blanks), look)
    return [(record, pages[record.row]) for record in sheet.records]


def truth(data: Data, placed: Placed, pdf: bytes) -> dict[str, Any]:
    """What the document says, in the form of the ground truth files."""
    letter = "B" if data.get("kind") == "budget" else "T"
    return {
        "source_file": f"{data['name']}.pdf",
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "entity": data["entity"],
        "fiscal_year": data["fiscal_year"],
        **({"kind": "budget", "scope": "部门", "family": "budget"} if data.get("kind") == "budget" else {}),
        "remark": data["remark"],
        "page_numbering": "1-based PDF page index",
        "conventions": {
            "values": 'exact strings as printed; "" = blank cell; line wraps and spaces removed from labels',
            "ids": f"{letter}01..{letter}09 by meaning, never by printed order",
            "fillers": "rows without a label, with or without a line number, are left out",
        },
        "tables": {t["id"]: table_truth(data, t, order, placed[t["id"]]) for order, t in enumerate(data["tables"], 1)},
    }


def table_truth(data: Data, table: Table, order: int, rows: list[tuple[Record, int]]) -> dict[str, Any]:
    """One table of the truth."""
    figures = sum(bool(v) for record, _ in rows for v in record.values.values())
    return {
        "status": "present" if figures else "empty",
        "canonical_title": CANONICAL[table["id"]],
        "title_printed": re.sub(r"^\d{4}年(?=部门)", "", table["title"]),
        "printed_order": order,
        "form_no_printed": table["form_no"],
        "pages": sorted({page for _, page in rows}),
        "unit_printed": table.get("unit_line", data["unit_line"]),
        "unit": table.get("unit", data["unit"]),
        "columns": [{"id": i, "header": h} for i, h in zip(columns(table), headers(table), strict=True)],
        "row_count": len(rows),
        "figure_count": figures,
        "rows": [row_truth(table["id"], record, page) for record, page in rows],
        "notes_printed": table["notes"],
    }


def row_truth(table_id: str, record: Record, page: int) -> dict[str, Any]:
    """One row of the truth."""
    row: dict[str, Any] = {"page": page}
    if table_id in ("T01", "T04", "B01", "B04"):
        row["side"] = record.side
    if table_id == "T06":
        row["panel"] = record.panel
    row |= {"label": record.label, "code": record.code, "line_no": record.line_no, "values": record.values}
    return row


def make(source: Path) -> str:
    """Write one sample; return a line about it."""
    data = json.loads(source.read_text(encoding="utf-8"))
    checks = check_budget(data) if data.get("kind") == "budget" else check(data)
    first, _ = draw(data, {})
    book, placed = draw(data, first.headings)
    pdf = book.finish()
    said = truth(data, placed, pdf)
    (HERE / f"{data['name']}.pdf").write_bytes(pdf)
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    (TRUTH / f"{data['name']}.json").write_text(text, encoding="utf-8", newline="\n")
    figures = sum(t["figure_count"] for t in said["tables"].values())
    return f"{data['name']}.pdf: {book.page} pages, {len(pdf):,} bytes, {figures} figures, {checks} sums hold"


def main() -> int:
    """Make all samples; 1 if the accounts of one do not hold."""
    TRUTH.mkdir(exist_ok=True)
    for source in sorted(DATA.glob("*.json")):
        try:
            print(make(source))
        except Inconsistent as fault:
            print(f"error: {fault}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
