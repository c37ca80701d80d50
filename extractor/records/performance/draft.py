"""One form as it is collected, and what it is when it is whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor import lazy_re as re
from extractor.forms.performance import performance_words
from extractor.language.quantities import quantity
from extractor.language.text import squeeze
from extractor.language.units import UNIT
from extractor.model.evaluation import Criterion, Entry, Form, FormKind, Indicator, Purpose, ScoringRule, Summary
from extractor.records.performance.money import Money
from extractor.records.performance.tree import Leaf, Level, Tree
from extractor.records.performance.values import chosen, joined, number_of, weight_in, with_weight

_UNIT = re.compile(rf"[(:](?:单位:?)?({UNIT})\)?")
_EXACT = frozenset({"level1", "level2", "level3", "target", "actual", "weight", "score", "deviation", "other"})
_POSITIVE = re.compile(r"正向指标[(（].{0,20}?[,，；;](?:则)?(得分[=＝][^)）,，;；。]+)")
_CONDITION = re.compile(r"正向指标[(（](?:即)?目标值为?([^,，；;)）]{1,6})[,，；;]")
_NEGATIVE = re.compile(r"反向指标[(（].{0,20}?[,，；;](?:则)?(得分[=＝][^)）,，;；。]+)")
_BANDS = re.compile(r"分值区间(?:[::])?(.{4,60}?)合理确定")


@dataclass(slots=True)
class Draft:
    """A form being collected. `fields` are its header and foot by the names that `Form` gives them."""

    title: Entry | None
    page: int
    fields: dict[str, Entry | None] = field(default_factory=dict)
    money: Money = field(default_factory=Money)
    tree: Tree = field(default_factory=Tree)
    notes: list[Entry] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    unit: Entry | None = None
    indicators_weight: Entry | None = None

    def put(self, key: str, value: Entry | None, *, more: bool = False) -> None:
        """Keep a value; the first one printed counts, unless it is more of the same."""
        if more:
            self.fields[key] = joined(self.fields.get(key), value)
        elif self.fields.get(key) is None:
            self.fields[key] = value

    def notice_unit(self, value: Entry | None) -> None:
        """Keep the unit that a printed label carries: 项目资金(万元)."""
        if self.unit is None and value is not None and (found := _UNIT.search(squeeze(value.text))):
            self.unit = value._replace(text=found[1])

    def label(self, text: str) -> tuple[str, bool]:
        """(what a cell is the label of, whether that is of the foot)."""
        words = performance_words()
        foot = words.said("foot", text)
        if foot and self.tree.leaves:
            return foot, True
        key = words.said("header", text)
        if self.tree.leaves and key in ("goal", "goal_planned", "goal_reached"):
            return "other", False
        if key in ("basic_total", "project_total") and not squeeze(text).startswith(("基本支出", "项目支出")):
            return "", False
        return key, False

    @property
    def begun(self) -> bool:
        """Whether anything but its title has been read."""
        return bool(self.fields or self.money.rows or self.tree.leaves)

    def form(self) -> Form | None:
        """The form, None where what was collected is none."""
        if not self.tree.leaves or not any(leaf.cells.get("level3") for leaf in self.tree.leaves):
            return None
        words = performance_words()
        titled = squeeze(self.title.text) if self.title else ""
        whole = bool(words.whole.search(titled)) or (
            self.fields.get("subject") is None and self.fields.get("body") is not None and "项目" not in titled
        )
        kind: FormKind = "whole" if whole else "project"
        roles = self.tree.tracks_roles
        reached = "actual" in roles or "score" in roles or bool(re.search("自评|评价表", titled))
        purpose: Purpose = "evaluation" if reached else "target"
        get = self.fields.get
        body = get("body")
        sure = self._names_carry_weights()
        return Form(
            kind,
            purpose,
            self.page,
            title=self.title,
            subject=(get("subject") or body) if whole else get("subject"),
            department=get("department") or (body if get("department") is None else None),
            implementer=get("implementer"),
            filled_on=get("filled_on"),
            category=chosen(get("category")),
            attribute=chosen(get("attribute")),
            type=chosen(get("type")),
            previous_score=number_of(get("previous_score")),
            unit=self.unit,
            basic_total=get("basic_total"),
            project_total=get("project_total"),
            funds=self.money.finish(),
            annual_goal=get("annual_goal"),
            goal_reached=get("goal_reached"),
            indicators=tuple(_indicator(k, leaf, sure) for k, leaf in enumerate(self.tree.leaves, start=1)),
            indicators_weight=self.indicators_weight,
            total=number_of(get("total")),
            total_weight=number_of(get("total_weight")),
            grade=get("grade"),
            deviation_reason=get("deviation_reason"),
            improvement=get("improvement"),
            rule=self._rule(),
            summary=Summary(criteria=tuple(self.criteria)),
            exact=roles <= _EXACT and {"level1", "level2", "level3"} <= roles,
        )

    def _names_carry_weights(self) -> bool:
        """Whether a number in brackets behind a level's name is its weight, with 分 or without."""
        levels = {id(level): level for leaf in self.tree.leaves for level in leaf.levels if level and level.entry}
        return any(with_weight(level.entry, sure=False)[1] for level in levels.values())

    def _rule(self) -> ScoringRule:
        notes = "".join(note.text for note in self.notes)
        if not notes and self.money.weight is None:
            return ScoringRule()
        place = self.notes[0] if self.notes else None

        def told(pattern: re.Pattern[str]) -> Entry | None:
            found = pattern.search(notes) if place else None
            return place._replace(text=found[1].strip("、,，:：")) if found and place else None

        return ScoringRule(
            self.fields.get("execution_rule"), told(_POSITIVE), told(_NEGATIVE), told(_BANDS), told(_CONDITION)
        )


def _indicator(number: int, leaf: Leaf, sure: bool) -> Indicator:
    levels = [_level(level, beside, sure) for level, beside in zip(leaf.levels, leaf.level_weights, strict=True)]
    (level1, weight1), (level2, weight2) = levels
    get = leaf.cells.get
    name, weight = get("level3"), number_of(get("weight"))
    if weight is None and "weight" not in leaf.cells:
        name, weight = with_weight(name, sure=False)
    target = _target(get("op"), get("target") or get("adjusted"), get("unit"))
    actual = get("actual")
    return Indicator(
        number,
        level1,
        weight1,
        level2,
        weight2,
        name,
        weight,
        target,
        actual,
        number_of(get("score")),
        get("deviation"),
        quantity(target.text) if target else quantity(""),
        quantity(actual.text) if actual else quantity(""),
    )


def _level(level: Level | None, beside: Entry | None, sure: bool) -> tuple[Entry | None, Entry | None]:
    name, weight = with_weight(level.entry if level else None, sure=sure)
    return name, number_of(beside) or weight


_OPERATORS = re.compile(r"[≥≤><=＝﹦≧≦＞＜]|大于等于|小于等于|大于|小于|等于")


def _target(op: Entry | None, value: Entry | None, unit: Entry | None) -> Entry | None:
    """The target as it would be printed in one cell, of what some forms print in three: ≥ | 95 | %."""
    if value is None:
        return None
    text = value.text
    if op is not None and _OPERATORS.fullmatch(op.text) and not _OPERATORS.match(text):
        text = op.text + text
    if unit is not None and re.search(r"\d$", text) and not text.endswith(unit.text):
        text += unit.text
    return value._replace(text=text)


__all__ = ["Draft", "weight_in"]
