"""The fiscal side of a run's datapackage.json: what its columns mean to tools that take Fiscal Data Packages.

Source: the Fiscal Data Package specification 1.0rc1 of OpenSpending and its taxonomy of budgets. Columns have a
`columnType`; a row with amounts of several phases is told apart by `normalize`, and what no column says (phase of the
amount, currency, unit) stands in `extraFields`. A fiscal package is a tabular one, so other tools read it as before.
"""

from __future__ import annotations

from typing import Any

from extractor.naming import COMPARISON_FILE, FIGURES_FILE

TAXONOMY = "https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json"
OWN_TYPES = (
    {"name": "subject:code", "dataType": "string", "unique": True},
    {"name": "subject:label", "dataType": "string", "labelOf": "subject:code"},
)
"""Of files whose codes are of 功能分类 in some tables and of 经济分类 in others; no type of the taxonomy is both."""
_ITEMS = "items.csv"
_WHO = {"entity": "administrative-classification:generic:code", "fiscal_year": "date:fiscal-year"}
_SUBJECT = {"code": "subject:code", "label": "subject:label", "side": "direction"}
_TYPES: dict[str, dict[str, str]] = {
    FIGURES_FILE: _WHO | _SUBJECT | {"amount": "value", "kind": "phase:id", "figure_id": "budget-line-id"},
    COMPARISON_FILE: _WHO | _SUBJECT,
    _ITEMS: _WHO
    | {
        "code": "functional-classification:generic:code",
        "item": "functional-classification:generic:label",
        "purpose": "activity:generic:program:label",
    },
}
_PHASES: dict[str, dict[str, str]] = {
    COMPARISON_FILE: {"budget": "approved", "final": "executed"},
    _ITEMS: {"budget_initial": "approved", "budget_full_year": "adjusted", "final": "executed"},
}
"""Amounts of one row by phase: 年初预算, 全年预算, 决算."""
_VALUE = {"name": "value", "title": "金额", "type": "number", "columnType": "value", "normalizationTarget": True}
_PHASE = {"name": "phase", "title": "阶段", "type": "string", "columnType": "phase:id"}
_CONSTANTS = (
    {"name": "currency", "title": "货币", "type": "string", "columnType": "value-currency:code", "constant": "CNY"},
    {"name": "unit", "title": "单位", "type": "string", "columnType": "value-kind:code", "constant": "万元"},
)


def with_fiscal_types(resource: dict[str, Any]) -> dict[str, Any]:
    """A resource with what its columns mean, where it holds amounts of a budget or an account."""
    path = resource["path"]
    types, phases = _TYPES.get(path), _PHASES.get(path, {})
    if types is None:
        return resource
    fields = [
        {
            **field,
            **({"columnType": types[field["name"]]} if field["name"] in types else {}),
            **({"normalize": {_PHASE["name"]: phases[field["name"]]}} if field["name"] in phases else {}),
        }
        for field in resource["schema"]["fields"]
    ]
    extra = [*([_VALUE, _PHASE] if phases else []), *_CONSTANTS]
    return {**resource, "schema": {**resource["schema"], "fields": fields, "extraFields": extra}}
