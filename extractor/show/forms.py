"""The known forms, for people: names, columns, and the words each goes by."""

from __future__ import annotations

from pathlib import Path

from extractor.errors import UsageError
from extractor.export.words import SECTION, SIDE, family
from extractor.forms import Form, FormColumn, Pattern, Variant, catalogue, forms, user_forms, using
from extractor.forms.identities import ABOUT
from extractor.forms.row_ids import naming_rules


def list_lines() -> list[str]:
    """A line a form."""
    out: list[str] = []
    last = ""
    for form in forms().values():
        if form.family != last:
            last = form.family
            out.append(f"{family(last)}：")
        columns = "；".join(dict.fromkeys(_ids(variant) for variant in form.variants))
        out.append(f"  {form.id}  {form.title}  栏：{columns}")
    return [*out, "各栏和别名：juesuan forms 表号，如 juesuan forms T07"]


def check_lines() -> list[str]:
    """A line an identity, by family."""
    out: list[str] = []
    for about, title in ABOUT.items():
        out.append(f"{title}：")
        own = (check for check in catalogue().checks.values() if check.about == about)
        out += [f"  {check.id}  {check.words}{_of(check.tables)}" for check in own]
    return out


def _of(tables: tuple[str, ...]) -> str:
    return f"（{'、'.join(tables)}）" if tables else ""


def sound_lines(folder: Path) -> list[str]:
    """What a user's folder adds, in words, where nothing is wrong in it.

    Raises:
        FormsError: something is wrong in it; the message names every place by file and line.
    """
    user = user_forms(folder)
    out = []
    with using(user) as known:
        for family_id, home, _ in user.families:
            own = known.families[family_id]
            tables = "、".join(f"{form.id} {form.title}" for form in own.forms.values())
            counts = f"数 {len(own.figures)} 个，勾稽规则 {len(own.identities.rules)} 条"
            says = own.narrative
            out += [
                f"{home}：{own.title}（{family_id}）",
                f"  表：{tables}",
                f"  {counts}，文字 {len(says.sections)} 节、{len(says.claims)} 句",
            ]
    return [*out, "没有错误。"]


def form_lines(name: str) -> list[str]:
    """One form in full.

    Raises:
        UsageError: there is no such form.
    """
    form = forms().get(name.upper())
    if form is None:
        raise UsageError(f"没有表号 {name}", f"表号有：{'、'.join(forms())}。")
    out = [f"{form.id}  {form.title}（{family(form.family)}）", "表名也作："]
    out += [f"  {alias}" for alias in form.aliases] or ["  （没有）"]
    for number, variant in enumerate(form.variants, start=1):
        out.append("各栏：" if len(form.variants) == 1 else f"各栏（第 {number} 种：{variant.name}）：")
        for column in variant.columns:
            out += _column(column)
    return [*out, _rows(form), *_row_names(form)]


def column_titles() -> dict[tuple[str, str], str]:
    """What each column of each form is called, by the ids of both."""
    return {
        (form.id, column.id): column.title
        for form in forms().values()
        for variant in form.variants
        for column in variant.columns
    }


def _ids(variant: Variant) -> str:
    return "、".join(dict.fromkeys(column.id for column in variant.columns))


def _column(column: FormColumn) -> list[str]:
    facts = [
        column.side and f"{SIDE[column.side]}侧",
        "可有可无" if column.optional else "",
        "其中项" if column.of_which else "",
    ]
    note = "，".join(filter(None, facts))
    head = f"  {column.id}  {column.title}{f'（{note}）' if note else ''}"
    return [head, *(f"      {_words(pattern)}" for pattern in column.patterns)]


def _words(pattern: Pattern) -> str:
    """`本年支出 + 小计 | 合计`: words that stand over the column together, each in one of its spellings."""
    return " + ".join(" | ".join(sorted(spellings)) for spellings in pattern)


def _row_names(form: Form) -> list[str]:
    """What rows go by that have no code, and what tells them; a pattern is a regular expression."""
    rules = naming_rules(form)
    if not rules:
        return []
    out = ["行代码（row_id；有科目编码的行就是编码，各类支出也是）："]
    for rule in rules:
        where = "，".join(
            [
                *([f"{SIDE[rule.side]}侧"] if rule.side else []),
                *(SECTION.get(one, one) for one in rule.sections or () if one),
            ]
        )
        out.append(f"  {rule.id}{f'（{where}）' if where else ''}  {' | '.join(rule.labels or (rule.pattern,))}")
    return [*out, "  total  合计、总计；没有名称的唯一一行"]


def _rows(form: Form) -> str:
    key = {"code": "按科目编码", "label": "按项目名称", "none": "只有一行数字"}[form.key]
    panels = f"，最多 {form.panels} 组并排" if form.panels > 1 else ""
    return f"各行：{key}{panels}"
