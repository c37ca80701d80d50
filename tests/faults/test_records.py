"""Sixty-odd records that nobody should believe, in one run of the real command: each gets a code and a sentence."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.record import SEAL, seal
from tests.faults.command import extract
from tests.faults.pdfs import ROOT, SAMPLE

Record = dict[str, Any]


def table(data: Record, table_id: str = "T05") -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in data["tables"] if one["table_id"] == table_id)
    return found


def first(data: Record, table_id: str = "T05") -> dict[str, Any]:
    """The first figure with an amount."""
    figures = (figure for row in table(data, table_id)["rows"] for figure in row["figures"])
    found: dict[str, Any] = next(figure for figure in figures if figure["amount"])
    return found


def check(data: Record) -> dict[str, Any]:
    found: dict[str, Any] = data["checks"][0]
    return found


def repeat(data: Record, times: int) -> None:
    rows = table(data)["rows"]
    rows += copy.deepcopy(rows) * times


def longer(data: Record, times: int) -> None:
    """The same with their places in order."""
    repeat(data, times)
    for index, row in enumerate(table(data)["rows"], start=1):
        row["index"] = index


def swap_columns(data: Record) -> None:
    for one in (*table(data)["columns"], *(f for row in table(data)["rows"] for f in row["figures"])):
        key = "id" if "id" in one else "column_id"
        one[key] = {"basic": "project", "project": "basic"}.get(one[key], one[key])


def swap_rows(data: Record) -> None:
    one, other = table(data)["rows"][-2:]
    one["figures"], other["figures"] = other["figures"], one["figures"]


EDITS: dict[str, Callable[[Record], object]] = {
    "another table": lambda d: table(d).update(table_id="T99"),
    "two tables exchanged": lambda d: (table(d, "T02").update(table_id="?"), table(d, "T03").update(table_id="T02")),
    "no unit": lambda d: table(d).update(unit=""),
    "another unit": lambda d: table(d).update(unit="元" if table(d)["unit"] != "元" else "万元"),
    "another printed unit": lambda d: table(d).update(unit_printed="单位：亿元"),
    "another printed string": lambda d: first(d).update(printed="1"),
    "a printed string of words": lambda d: first(d).update(printed="若干"),
    "no printed string": lambda d: first(d).update(printed=""),
    "another amount": lambda d: first(d).update(amount="1.00"),
    "no amount": lambda d: first(d).update(amount=None),
    "amount and print": lambda d: first(d).update(amount="1.00", printed="1.00"),
    "two columns exchanged": swap_columns,
    "another column": lambda d: first(d).update(column_id="c9"),
    "two rows exchanged": swap_rows,
    "a row taken out": lambda d: table(d)["rows"].pop(),
    "a row twice": lambda d: repeat(d, 1),
    "another code": lambda d: table(d)["rows"][-1].update(code="2299999"),
    "another label": lambda d: table(d)["rows"][-1].update(label="其他支出"),
    "another page": lambda d: first(d).update(page=first(d)["page"] + 1),
    "another box": lambda d: first(d).update(box=[0, 0, 1, 1]),
    "all proved": lambda d: [f.update(proof="proved") for row in table(d)["rows"] for f in row["figures"]],
    "a table taken out": lambda d: d["tables"].pop(3),
    "no tables": lambda d: d.update(tables=[]),
    "no checks": lambda d: d.update(checks=[]),
    "no text": lambda d: d.update(passages=[]),
    "another text": lambda d: d["passages"][0].update(text="本部门一切正常。"),
    "another year": lambda d: d.update(fiscal_year=2022),
    "another entity": lambda d: d.update(entity="某局"),
    "another file": lambda d: d.update(sha256="0" * 64),
    "another scope": lambda d: d.update(scope="单位" if d["scope"] == "部门" else "部门"),
    "another family": lambda d: d.update(family="university"),
    "no family": lambda d: d.update(family=""),
    "no contents": lambda d: d.update(contents=[]),
    "something added": lambda d: d.update(confirmed="2024"),
    "another program": lambda d: d["tool"].update(version="9.9.9"),
    "no seal": lambda d: d.pop(SEAL),
    "another seal": lambda d: d.update({SEAL: "0" * 64}),
    "a seal that is no string": lambda d: d.update({SEAL: [1]}),
}
"""By hand: the record may still be read, but never passes."""

SEALED: dict[str, Callable[[Record], object]] = {
    "table T99": lambda d: table(d).update(table_id="T99"),
    "unit of nothing": lambda d: table(d).update(unit="斤"),
    "unit null": lambda d: table(d).update(unit=None),
    "column of another table": lambda d: first(d).update(column_id="exp_total"),
    "column of no form": lambda d: [c.update(id="bogus") for c in table(d)["columns"]],
    "print that is no number": lambda d: first(d).update(printed="若干"),
    "print of another number": lambda d: first(d).update(printed="1.00"),
    "unit taken away": lambda d: table(d).update(unit=""),
    "a blank with an amount": lambda d: first(d).update(state="blank"),
    "amount NaN": lambda d: first(d).update(amount="NaN"),
    "amount sNaN": lambda d: first(d).update(amount="sNaN"),
    "amount infinite": lambda d: first(d).update(amount="-Infinity"),
    "amount without end": lambda d: first(d).update(amount="1E+999999999"),
    "amount of nothing": lambda d: first(d).update(amount="1E-999999999"),
    "amount of a million digits": lambda d: first(d).update(amount="9" * 1_000_000),
    "amount of a list": lambda d: first(d).update(amount=["1"]),
    "amount of words": lambda d: first(d).update(amount="一百"),
    "bound of a check": lambda d: check(d).update(bound="NaN"),
    "expected without end": lambda d: check(d).update(expected="1E+999999"),
    "place that is not there": lambda d: check(d).update(places=[["T05", 999, "total"]]),
    "place of no shape": lambda d: check(d).update(places=[["T05"]]),
    "grade of no kind": lambda d: check(d).update(grade="fine"),
    "box of NaN": lambda d: first(d).update(box=[float("nan")] * 4),
    "box upside down": lambda d: first(d).update(box=[9, 9, 1, 1]),
    "box of three": lambda d: first(d).update(box=[1, 2, 3]),
    "page -1": lambda d: first(d).update(page=-1),
    "page beyond the file": lambda d: first(d).update(page=10_000),
    "index 0": lambda d: table(d)["rows"][0].update(index=0),
    "rows that repeat": lambda d: repeat(d, 400),
    "rows without end": lambda d: longer(d, 400),
    "name that leads out": lambda d: d.update(name="../../pwn"),
    "year that leads out": lambda d: d.update(fiscal_year="../../../ESCAPED"),
    "year 99999": lambda d: d.update(fiscal_year=99999),
    "sha of nothing": lambda d: d.update(sha256="../x"),
    "status of no kind": lambda d: d.update(status="perfect"),
    "tables null": lambda d: d.update(tables=None),
    "tables of numbers": lambda d: d.update(tables=[1, 2]),
    "a table twice": lambda d: d["tables"].append(copy.deepcopy(table(d))),
    "pages of words": lambda d: d.update(page_count="十六"),
    "marks in disorder": lambda d: d["passages"][0].update(marks=[[9, 1], [0, 2]]),
    "text without end": lambda d: d["passages"][0].update(text="支出" * 300_000),
    "label without end": lambda d: table(d)["rows"][0].update(label="支" * 5000),
    "opinions of words": lambda d: d.update(opinions="keine"),
    "schema 99": lambda d: d.update(schema_version=99),
    "schema 0": lambda d: d.update(schema_version=0),
    "schema true": lambda d: d.update(schema_version=True),
}
"""By a program that seals what it writes: what no document can be is refused, or a doubt."""

BYTES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "zero bytes": lambda _: bytes(1000),
    "cut": lambda data: data[: len(data) // 2],
    "two": lambda data: data + data,
    "utf-16": lambda data: data.decode().encode("utf-16"),
    "gbk": lambda data: data.decode().encode("gb18030"),
    "half a character": lambda data: data.replace("支".encode(), b"\xe6", 1),
    "deep": lambda _: b"[" * 1_000_000,
    "deep inside": lambda data: data.replace(b'"metadata":{', b'"metadata":{"x":' + b'{"y":' * 200_000, 1),
    "a number of a million digits": lambda data: data.replace(b'"size":', b'"size":' + b"9" * 1_000_000, 1),
    "NaN": lambda data: data.replace(b'"size":', b'"size":NaN,"other":', 1),
    "a list": lambda _: b"[]",
    "a string": lambda _: b'"disclosure"',
    "a PDF": lambda _: b"%PDF-1.7",
}
ALL = [*EDITS, *(f"sealed {name}" for name in SEALED), *(f"bytes {name}" for name in BYTES)]
GOOD = "good"


def checked(home: Path) -> dict[str, dict[str, Any]]:
    """What `juesuan check` says of each record, by what is wrong with it; all in one run."""
    ran = extract(SAMPLE, home / "out")
    data = (home / "out" / ran.documents[SAMPLE.name]["name"] / "disclosure.json").read_bytes()
    records = home / "records"
    spoiled = {f"bytes {name}": spoil(data) for name, spoil in BYTES.items()} | {GOOD: data}
    for name, change in (*EDITS.items(), *((f"sealed {name}", change) for name, change in SEALED.items())):
        record = json.loads(data)
        change(record)
        if name.startswith("sealed "):
            record[SEAL] = "" if name.endswith("box of NaN") else seal(record)
        spoiled[name] = json.dumps(record, ensure_ascii=False).encode()
    for name, content in spoiled.items():
        (records / name).mkdir(parents=True)
        (records / name / "disclosure.json").write_bytes(content)
    if hasattr(os, "mkfifo"):
        (records / "pipe").mkdir()
        os.mkfifo(records / "pipe" / "disclosure.json")
    argv = [sys.executable, "-m", "extractor", "check", str(records), "--json"]
    ran_check = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ran_check.returncode, ran_check.stderr) == (4, "")
    return {Path(one["path"]).parent.name: one for one in json.loads(ran_check.stdout)["documents"]}


@pytest.mark.slow
def test_no_tampered_record_passes_and_none_costs_another(tmp_path: Path) -> None:
    outcomes = checked(tmp_path)
    assert len(ALL) >= 65
    good, pipe = outcomes.pop(GOOD), outcomes.pop("pipe", None)
    assert (good["status"], good["edited"]) == ("verified", [])
    assert pipe is None or pipe["code"] == "pipe"
    assert set(outcomes) == set(ALL)
    passed = [name for name, told in outcomes.items() if told["status"] not in ("failed", "doubtful", "inconsistent")]
    assert passed == []
    uncoded = [name for name, told in outcomes.items() if told["code"] in ("internal", "ok", "")]
    assert uncoded == []
    assert [name for name, told in outcomes.items() if not (told.get("message") or told["reasons"])] == []


def test_records_that_program_errors_meet_cost_no_other(tmp_path: Path) -> None:
    """Whatever goes wrong in the checking of one, the next one is checked."""
    ran = extract(SAMPLE, tmp_path / "out")
    (record,) = (tmp_path / "out").glob("*/disclosure.json")
    code = (
        "import sys, extractor.document.recheck as module\n"
        "real = module.recheck\n"
        "def recheck(record, path, sealed):\n"
        "    if 'bad' in str(path): raise ZeroDivisionError\n"
        "    return real(record, path, sealed)\n"
        "module.recheck = recheck\n"
        "from extractor.cli import main\n"
        "sys.exit(main())\n"
    )
    for name in ("a", "bad", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "disclosure.json").write_bytes(record.read_bytes())
    argv = [sys.executable, "-c", code, "check", *(str(tmp_path / name) for name in ("a", "bad", "c")), "--json"]
    checked = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert checked.returncode == 4 and ran.code == 0
    codes = [one["code"] for one in json.loads(checked.stdout)["documents"]]
    assert codes == ["ok", "internal", "ok"]
