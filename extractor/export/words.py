"""The Chinese words that stand in spreadsheets for the codes of the model."""

from __future__ import annotations

from extractor.forms import catalogue, families
from extractor.model import Disclosure, Finding, FindingKind, Table

STATUS = {
    "verified": "通过",
    "inconsistent": "不符",
    "doubtful": "存疑",
    "unsupported": "不支持",
    "no_text": "无文字层",
    "failed": "失败",
}
TABLE_STATUS = {"present": "有数据", "empty": "空表", "missing": "缺失"}
SIDE = {"income": "收入", "expenditure": "支出", "": ""}
SECTION = {
    "current": "本年",
    "opening": "年初",
    "closing": "年末",
    "personnel": "人员经费",
    "public": "公用经费",
    "function": "功能分类",
    "purpose": "支出用途",
}
LEVEL = {"total": "合计", "class": "类", "division": "款", "item": "项", "": ""}
STATE = {"figure": "数字", "blank": "空白", "dash": "横线", "text": "非数字"}
PROOF = {
    "proved": "已核",
    "unproved": "未核",
    "disputed": "存疑",
    "repaired": "复读",
    "confirmed": "已确认",
    "corrected": "已更正",
}
ENGINE = {"pdfium": "文字层", "pdfplumber": "文字层（复读）", "camelot": "文字层（复读）", "ocr": "图片识别"}
SEVERITY = {"info": "提示", "doubt": "存疑", "fault": "不符"}
RELATION = {
    "equal": "相等",
    "higher": "决算大于预算",
    "lower": "决算小于预算",
    "only_final": "预算中没有",
    "only_budget": "决算中没有",
}
KIND = {"account": "决算", "budget": "预算"}


KIND_OF_FINDING: dict[FindingKind, str] = {
    "amount": "金额不平",
    "text": "文表不符",
    "rate": "比率",
    "name": "名称",
    "scope": "口径与年度",
    "template": "模板文字",
    "tail": "尾差",
    "note": "提示",
}


def kind_of(finding: Finding) -> str:
    """What a finding is about, in one word; a doubt that is about nothing else is one."""
    return "存疑" if finding.severity == "doubt" and finding.kind == "note" else KIND_OF_FINDING[finding.kind]


def without_grade(message: str) -> str:
    """A sentence without the grade in front, where the column beside it says that."""
    return message.removeprefix("不符：").removeprefix("尾差：")


def to_do(finding: Finding) -> str:
    """What to do about a finding, one sentence; of a doubt also what it is that should be looked at."""
    message = without_grade(finding.message)
    if finding.severity == "fault":
        return finding.todo or message
    return "；".join(filter(None, (message, finding.todo)))


def family(family_id: str) -> str:
    """What people call a family of documents."""
    found = families().get(family_id)
    return family_id if found is None else found.title


def document(disclosure: Disclosure) -> str:
    """What the document is called: 部门决算, 高等学校决算, 部门预算."""
    return family(disclosure.family) or {"account": "部门决算", "budget": "部门预算"}[disclosure.kind]


def verdicts(disclosure: Disclosure) -> dict[str, str]:
    """What the checks say of each table, in one word: 通过, 尾差, 不符, 未核 (no check covers it), 空表 or 缺失."""
    grades: dict[str, set[str]] = {}
    known = catalogue().checks
    for check in disclosure.checks:
        if check.check_id in known and not known[check.check_id].of_tables:
            continue  # a table that adds up does so whatever the text says
        for table_id in {check.table_id, *(place.table_id for place in check.places)}:
            grades.setdefault(table_id, set()).add(check.grade)
    out = {}
    for table in disclosure.tables:
        own = grades.get(table.table_id, set())
        if table.status != "present":
            out[table.table_id] = "不符" if "fail" in own else {"empty": "空表", "missing": "缺失"}[table.status]
        else:
            out[table.table_id] = next(
                (word for grade, word in (("fail", "不符"), ("tail", "尾差"), ("exact", "通过")) if grade in own),
                "未核",
            )
    return out


def heading(table: Table) -> str:
    """The name a table goes by in names of files and sheets: its form's own, else the printed one."""
    return table.form_title or table.title_printed


def year(disclosure: Disclosure) -> str:
    return f"{disclosure.fiscal_year}年度" if disclosure.fiscal_year else "年度不详"
