"""What headline.csv says of a document's records: counts and shares that no table prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

Files = Callable[[str], Iterable[Mapping[str, str]]]

HEADLINES: dict[str, str] = {
    "procurement_total": "政府采购总额（万元）",
    "procurement_sme_share": "授予中小企业占比（%）",
    "procurement_small_share": "授予小微企业占比（%）",
    "vehicles_total": "车辆（辆）",
    "vehicles_held": "公务用车保有量（辆）",
    "reception_batches": "公务接待批次",
    "reception_persons": "公务接待人次",
    "abroad_groups": "出国团组（个）",
    "abroad_persons": "出国人次",
    "operating_amount": "机关运行经费（万元）",
    "operating_change_rate": "机关运行经费比上年增减（%）",
    "items_with_reason": "说明了原因的项",
    "projects_evaluated": "绩效自评项目（个）",
    "mean_score": "自评平均得分",
    "whole_score": "部门整体自评得分",
    "lowest_project_score": "项目自评最低得分",
    "indicators": "绩效指标（个）",
    "indicators_not_reached": "未达目标的绩效指标（个）",
}
"""Column to Chinese title; every one is a number."""
_DOWN = ("减少", "下降", "降低", "下跌")


def headlines_of(of_file: Files) -> dict[str, str]:
    """The columns of one document, "" for what it does not print.

    Args:
        of_file: the lines of one of its files, by the file's name.
    """
    out = dict.fromkeys(HEADLINES, "")
    for line in of_file("procurement.csv"):
        out["procurement_total"] = line["total"]
        out["procurement_sme_share"], out["procurement_small_share"] = line["sme_share"], line["small_share"]
    for line in of_file("assets.csv"):
        if line["kind"] == "vehicles_total":
            out["vehicles_total"] = line["count"]
    for line in of_file("public_counts.csv"):
        name = _OF_COUNTS.get((line["measure"], line["aspect"]))
        if name:
            out[name] = line["value"]
    for line in of_file("operating.csv"):
        out["operating_amount"] = line["amount"]
        falls = line["direction"] in _DOWN and line["change_rate"] not in ("", "0")
        out["operating_change_rate"] = f"-{line['change_rate']}" if falls else line["change_rate"]
    items = list(of_file("items.csv"))
    if items:
        out["items_with_reason"] = str(sum(1 for line in items if line["reason"]))
    for line in of_file("coverage.csv"):
        if "自评" in line["stage"]:
            out["projects_evaluated"], out["mean_score"] = line["projects"], line["mean_score"]
    return out | _of_forms(of_file)


def _of_forms(of_file: Files) -> dict[str, str]:
    """What the performance forms say: scores, and how many indicators there are."""
    out: dict[str, str] = {}
    forms = [line for line in of_file("performance.csv") if line["source"] == "form"]
    if not forms:
        return out
    scores = {kind: [line["total"] for line in forms if line["kind"] == kind and line["total"]] for kind in _KINDS}
    out["whole_score"] = scores["whole"][0] if scores["whole"] else ""
    out["lowest_project_score"] = min(scores["project"], key=Decimal, default="")
    out["indicators"] = str(sum(int(line["indicators"]) for line in forms))
    if any(line["purpose"] == "evaluation" for line in forms):
        out["indicators_not_reached"] = str(sum(int(line["not_reached"]) for line in forms))
    return out


_KINDS = ("whole", "project")


_OF_COUNTS = {
    ("vehicle_operation", "vehicles_held"): "vehicles_held",
    ("reception", "batches"): "reception_batches",
    ("reception", "persons"): "reception_persons",
    ("abroad", "groups"): "abroad_groups",
    ("abroad", "persons"): "abroad_persons",
}
