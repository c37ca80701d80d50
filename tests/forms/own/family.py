"""The family: the operating information of a district's bodies, two tables and a page of text."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "family.toml": """
title = "机构运行信息"
kind = "account"
rank = 50

[tells]
cover = ["运行信息公开"]
titles = ["机构运行[^表]{0,10}表", "公务出行[^表]{0,6}表"]

[printed]
word = "运行信息"
name = "机构运行信息"
scope = [{ words = ["本级运行信息"], is = "单位" }]
""",
    "R01.toml": """
title = "机构运行信息表"
aliases = ["机构运行经费信息表"]
patterns = ["机构运行(?:情况|经费)统计表"]
key = "code"
classification = "own"
key_words = ["费用编号", "费用名称"]

[[columns]]
id = "total"
title = "合计"
match = ["合计", "全年合计"]

[[columns]]
id = "office"
title = "办公"

[[columns]]
id = "travel"
title = "出行"
match = ["出行", "公务出行"]

[rows]
office_rent = { code = "102" }
groups = { level = 1, take = "all" }
""",
    "R02.toml": """
title = "公务出行明细表"
key = "label"

[[columns]]
id = "amount"
title = "金额"

[rows]
trains = { label = ["火车"] }
all = { label = ["总计"] }
lines = { own = true, before = "all", take = "all" }
""",
    "figures.toml": """
"running.total" = { table = "R01", row = "total", column = "total" }
"running.travel" = { table = "R01", row = "total", column = "travel" }
"running.rent" = { table = "R01", row = "office_rent", column = "total", says = "{table}的房租" }
"travel.total" = { table = "R02", row = "all", column = "amount" }
"travel.lines" = { table = "R02", row = "lines", column = "amount" }
"travel.trains" = { table = "R02", row = "trains", column = "amount" }
""",
    "identities.toml": """
[checks.R01]
about = "within"
tables = ["R01"]
words = "每一行的合计等于办公加出行。"

[checks.R02]
about = "within"
tables = ["R01"]
words = "合计等于各类之和。"

[checks.R03]
about = "within"
tables = ["R02"]
words = "总计等于各行之和。"

[checks.R04]
about = "between"
tables = ["R01", "R02"]
words = "出行合计等于公务出行明细表的总计。"

[checks.R06]
about = "within"
tables = ["R01"]
words = "合计等于各大类之和。"

[checks.R05]
about = "text"
tables = ["R01"]
words = "文字中的机构运行经费等于机构运行信息表。"

[[rules]]
check = "R01"
kind = "columns"
table = "R01"
total = "total"
parts = ["office", "travel"]
words = "各行{column}等于办公加出行"

[[rules]]
check = "R02"
kind = "tree"
table = "R01"
words = "合计等于各类之和"
levels = [1, 3]

[[rules]]
check = "R03"
kind = "sum"
total = "travel.total"
parts = ["travel.lines"]
words = "{row}等于各行之和"

[[rules]]
check = "R06"
kind = "rows"
table = "R01"
total = "total"
parts = ["groups"]
words = "{row}的{column}等于各大类之和"

[[rules]]
check = "R04"
kind = "sum"
total = "running.travel"
parts = ["travel.total"]
words = "{table}的出行等于{table2}的{row2}"
""",
    "narrative.toml": """
sections = [{ key = "running", any = ["运行情况"], check = "R05" }]
claims = [
  { check = "R05", section = ["running"], words = "机构运行经费(?:共|总计)?", figure = "running.total" },
  { check = "R05", section = ["running"], words = "其中出行", figure = "running.travel", share = "running.total" },
  { check = "R05", words = "租房用去{amount}", figure = "running.rent" },
]
""",
}
"""The files of the family by name."""


def write_family(home: Path, changed: dict[str, str] | None = None) -> Path:
    """Write it below a folder, as a folder of forms has it; `changed` replaces files."""
    folder = home / "running"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **(changed or {})}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return home
