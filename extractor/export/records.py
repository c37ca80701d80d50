"""Records as plain JSON values: `records` in the published shape, `record_values` with every exact value and place."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from extractor.export.evaluations import evaluation_shape
from extractor.export.numbers import digits
from extractor.language.units import FACTORS
from extractor.model import Box
from extractor.model.geometry import rounded
from extractor.model.records import Assets, Item, Records
from extractor.model.said import Said, Where

_BESIDE: dict[type, tuple[str, ...]] = {
    Item: ("table", "code_source"),
    Records: ("evaluations", "again"),
    Assets: ("other_kinds",),
}
"""Fields that stand in the CSVs, not in the published shape."""


def records_shape(records: Records) -> dict[str, Any]:
    """`records` of disclosure.json: figures as printed without unit, money in 万元, null for what is not there."""
    shape: dict[str, Any] = _shape(records)
    shape["performance"]["self_evaluations"] = [evaluation_shape(form) for form in records.evaluations]
    return shape


def _shape(value: Any) -> Any:
    if isinstance(value, Said):
        return in_own_unit(value)
    if isinstance(value, Where):
        return value.page or None
    if is_dataclass(value) and not isinstance(value, type):
        beside = _BESIDE.get(type(value), ())
        return {
            "page" if one.name == "where" else one.name.rstrip("_"): _shape(getattr(value, one.name))
            for one in fields(value)
            if one.name not in beside
        }
    if isinstance(value, tuple):
        return [_shape(one) for one in value]
    if isinstance(value, dict):
        return {name: _shape(one) for name, one in value.items()} or None
    return None if value == "" else value


def in_own_unit(number: Said) -> str:
    """A number as printed; money that is printed in another unit than 万元 as the exact 万元."""
    return digits(number.value.normalize()) if FACTORS.get(number.unit, 1) != 1 else number.printed


def records_values(value: Any) -> Any:
    """Every value with its exact number and its place; `extractor.record` reads it back."""
    if isinstance(value, Decimal):
        return digits(value)
    if isinstance(value, Box):
        return rounded(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: records_values(getattr(value, one.name))
            for one in fields(value)
            if getattr(value, one.name) != one.default
        }
    if isinstance(value, tuple):
        return [records_values(one) for one in value]
    if isinstance(value, dict):
        return {name: records_values(one) for name, one in value.items()}
    return value
