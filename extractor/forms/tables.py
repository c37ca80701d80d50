"""A table's file, `T05.toml`, to its `Form`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import cast, get_args

from extractor.forms.shape import Classification, Form, FormColumn, OutlineColumn, Pattern, RowRule, Take, Variant
from extractor.forms.source import Part, Step, circular, meant
from extractor.language.text import squeeze
from extractor.model import Side

_KEYS = ("code", "label", "none")
_SIDES = ("income", "expenditure", "")
_KINDS = {"budget": "预算数", "final": "决算数"}


def read_forms(parts: Mapping[str, Part], family: str, elsewhere: Mapping[str, Part]) -> list[Form]:
    """The forms of a family, in the order of their ids.

    Args:
        parts: the table files of the family by id.
        family: its id.
        elsewhere: the table files of other families, whose columns and rows `like` may name.
    """
    known = {**elsewhere, **parts}
    forms = [_form(part, family, known) for _, part in sorted(parts.items())]
    _check_titles(forms, parts)
    return forms


def _form(part: Part, family: str, known: Mapping[str, Part]) -> Form:
    like = _like(part, known)
    key = part.text("key", like.data.get("key") if like else None, one_of=_KEYS)
    form = Form(
        id=part.text("id"),
        slug=part.text("slug", part.text("id").lower()),
        title=part.text("title"),
        family=family,
        key=key,  # type: ignore[arg-type]
        panels=part.number("panels", 1),
        aliases=part.texts("aliases", ()),
        variants=tuple(_variants(part, like, known)),
        patterns=part.patterns("patterns", ()),
        rows=_rows(part, like),
        needs=part.texts("needs", ()),
        key_words=frozenset(squeeze(word) for word in part.texts("key_words", ())),
        classification=cast(
            "Classification", part.text("classification", "functional", one_of=get_args(Classification))
        ),
        sections=part.text("sections", "", one_of=("funds",)),  # type: ignore[arg-type]
        upright=part.flag("upright"),
        instead=part.texts("instead", ()),
        sometimes=part.flag("sometimes"),
        nothing=part.pattern("nothing", ""),
        unexplained=part.flag("unexplained"),
        nested=part.flag("nested"),
        panel_sections=tuple(_panel_sections(part.part("panel_sections"))),
        outline=tuple(map(_outline_column, part.parts("outline"))),
    )
    part.asked.add("kinds")
    part.end()
    for needed in form.needs:
        if form.row(needed) is None:
            part.wrong(f"needs：没有行 {needed}{meant(needed, [rule.id for rule in form.rows])}", "needs")
    _check_columns(form, part)
    return form


def _panel_sections(part: Part) -> Iterator[tuple[str, str]]:
    for words in part.data:
        yield squeeze(words), part.text(words)


def _outline_column(part: Part) -> OutlineColumn:
    column = OutlineColumn(
        frozenset(map(squeeze, part.texts("match"))), part.text("level", "", one_of=("class", "division", "item"))
    )
    part.end()
    return column


def _like(part: Part, known: Mapping[str, Part]) -> Part | None:
    """The form whose columns and rows a table, or a variant of one, has."""
    if not part.has("like"):
        return None
    name = part.text("like")
    if name not in known:
        part.wrong(f"like：没有表 {name}{meant(name, list(known))}", "like")
        return None
    found = known[name]
    if found.has("like") and not {"columns", "measures", "variants"} & found.data.keys():
        part.wrong(f"like：表 {name} 自己没有栏，它像 {found.data['like']}；请写那张表", "like")
    return Part(found.source, found.data, found.path)


def _variants(part: Part, like: Part | None, known: Mapping[str, Part]) -> Iterator[Variant]:
    if part.has("variants"):
        for variant in part.parts("variants"):
            name = variant.text("name")
            source = _like(variant, known) or variant
            yield Variant(name, _columns(source))
            variant.end()
        return
    required = set(part.texts("require", ()))
    own = _columns(part)
    columns = own if like is None else (*_without(_columns(like), own), *own)
    for missing in sorted(required - {column.id for column in columns}):
        part.wrong(f"require：没有“{missing}”这一栏", "require")
    yield Variant("", tuple(replace(c, optional=c.optional and c.id not in required) for c in columns))


def _without(columns: tuple[FormColumn, ...], others: tuple[FormColumn, ...]) -> tuple[FormColumn, ...]:
    ids = {column.id for column in others}
    return tuple(column for column in columns if column.id not in ids)


def _columns(part: Part) -> tuple[FormColumn, ...]:
    if part.has("measures"):
        return tuple(_measured(part))
    out = []
    for column in part.parts("columns"):
        title = column.text("title", column.data.get("id"))
        out.append(
            FormColumn(
                column.text("id"),
                title,
                tuple(_pattern(text) for text in column.texts("match", (title,))),
                cast("Side", column.text("side", "", one_of=_SIDES)),
                column.flag("optional"),
                column.flag("of_which"),
                column.data.get("id") == "budget",
                column.text("under", ""),
                column.text("beside", ""),
            )
        )
        column.end()
    return tuple(out)


def _measured(part: Part) -> Iterator[FormColumn]:
    """Columns that are a measure in one of several kinds (预算数, 决算数), named by both words in either order."""
    kinds = part.part("kinds")
    words = {kind: kinds.text(kind) for kind in kinds.data}
    for kind in words:
        if kind not in _KINDS:
            kinds.wrong(f"kinds 只能是 {'、'.join(_KINDS)}，不能是“{kind}”", kind)
    part.asked.add("measures")
    for measure in part.parts("measures"):
        measure_id, title = measure.text("id"), measure.text("title")
        match, optional, under = measure.texts("match", (title,)), measure.flag("optional"), measure.text("under", "")
        measure.end()
        for kind, printed in words.items():
            patterns = tuple((*_pattern(text), *_pattern(printed)) for text in match)
            column_id, said = f"{measure_id}.{kind}", f"{_KINDS.get(kind, kind)}·{title}"
            yield FormColumn(column_id, said, patterns, "", optional, of_budget=kind == "budget", under=under)


@cache
def _pattern(text: str) -> Pattern:
    return tuple(frozenset(squeeze(word) for word in part.split("|")) for part in text.split("&"))


def _rows(part: Part, like: Part | None) -> tuple[RowRule, ...]:
    rules: dict[str, RowRule] = {}
    for source in filter(None, (like, part)):
        for row_id, row in source.part("rows").children().items():
            rules[row_id] = _row(row_id, row)
    for row_id, rule in rules.items():
        for other in filter(None, (rule.before, rule.after)):
            if other not in rules:
                part.wrong(f"行 {row_id}：没有行 {other}{meant(other, list(rules))}", "rows", row_id)
    leads_to = {row_id: [one for one in (rule.before, rule.after) if one] for row_id, rule in rules.items()}
    for row_id in circular(leads_to):
        part.wrong(f"行 {row_id} 的 before、after 绕回了自己", "rows", row_id)
    return tuple(rules.values())


def _row(row_id: str, part: Part) -> RowRule:
    rule = RowRule(
        row_id,
        part.text("side", one_of=_SIDES) if part.has("side") else None,
        part.texts("section") if part.has("section") else None,
        tuple(squeeze(label) for label in part.texts("label")) if part.has("label") else None,
        part.pattern("pattern", ""),
        part.texts("code") if part.has("code") else None,
        part.number("level") if part.has("level") else None,
        part.flag("of_which") if part.has("of_which") else None,
        part.flag("own"),
        part.flag("total"),
        part.text("before", ""),
        part.text("after", ""),
        part.text("beside", ""),
        cast("Take", part.text("take", "first", one_of=get_args(Take))),
        part.flag("names", True),
    )
    part.end()
    return rule


# What a table may not be --------------------------------------------------------------------------------------------


def _check_columns(form: Form, part: Part) -> None:
    for variant in form.variants:
        ids = [column.id for column in variant.columns]
        if not ids:
            part.wrong("没有一栏：写 [[columns]]、[[variants]]、[[measures]]，或 like = 另一张表")
        for twice in sorted({each for each in ids if ids.count(each) > 1}):
            part.wrong(f"“{twice}”这一栏出现两次", "columns", ids.index(twice))
        owners: dict[tuple[str, str], str] = {}
        for number, column in enumerate(variant.columns):
            heads = {each.split(".")[0] for each in ids}
            if column.under and column.under not in heads:
                part.wrong(f"under：没有“{column.under}”这一栏", "columns", number, "under")
            for pattern in column.patterns:
                for word in pattern[0] if len(pattern) == 1 else ():
                    owner = owners.setdefault((column.side, word), column.id)
                    if owner != column.id:
                        part.wrong(f"表头“{word}”既是 {owner} 又是 {column.id}", *_place_of(part, number))


def _place_of(part: Part, number: int) -> tuple[Step, ...]:
    """Where a table's file says the words of a column, as far as it does."""
    columns = part.data.get("columns")
    has_words = isinstance(columns, list) and number < len(columns) and "match" in columns[number]
    return ("columns", number, "match") if has_words else ("columns", number)


def _check_titles(forms: list[Form], parts: Mapping[str, Part]) -> None:
    owners: dict[str, str] = {}
    for form in forms:
        for number, title in enumerate(form.titles):
            key = squeeze(title)
            part = parts[form.id]
            path = ("aliases", number - 1) if number else ("title",)
            if key in owners:
                said = "在本表写了两次" if owners[key] == form.id else f"已经是表 {owners[key]} 的"
                part.wrong(f"表名“{title}”{said}", *path)
            owners.setdefault(key, form.id)
