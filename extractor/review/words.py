"""What the pages say in Chinese and in English, side by side: a reader turns from one to the other."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.export.words import KIND_OF_FINDING, SEVERITY, STATUS

Pair = tuple[str, str]
"""Chinese, English."""
_STATUS = {
    "verified": "Verified",
    "inconsistent": "Inconsistent",
    "doubtful": "Doubtful",
    "unsupported": "Unsupported",
    "no_text": "No text",
    "failed": "Failed",
}
STATUSES: Mapping[str, Pair] = {status: (word, _STATUS[status]) for status, word in STATUS.items()}
_SEVERITY = {"info": "Note", "doubt": "Doubt", "fault": "Fault"}
SEVERITIES: Mapping[str, Pair] = {one: (word, _SEVERITY[one]) for one, word in SEVERITY.items()}
_KIND = {
    "amount": "Amounts",
    "text": "Text and tables",
    "rate": "Rate",
    "name": "Name",
    "scope": "Scope and year",
    "template": "Blank form",
    "tail": "Rounding",
    "note": "Note",
}
KINDS_OF_FINDINGS: Mapping[str, Pair] = {
    KIND_OF_FINDING[kind]: (KIND_OF_FINDING[kind], _KIND[kind]) for kind in KIND_OF_FINDING
}
"""By the Chinese word: a doubt that is about nothing else is told by `SEVERITIES`."""
KINDS: Mapping[str, Pair] = {"account": ("决算", "Account"), "budget": ("预算", "Budget")}
PROOFS: Mapping[str, Pair] = {
    "proved": ("已核", "Proved"),
    "unproved": ("未核", "Unproved"),
    "disputed": ("存疑", "Disputed"),
    "repaired": ("复读", "Read again"),
    "confirmed": ("已确认", "Confirmed"),
    "corrected": ("已更正", "Corrected"),
}
"""What each proof is called; `PROOFS_SAY` says it in a sentence."""
PROOFS_SAY: Mapping[str, Pair] = {
    "proved": ("勾稽关系证实，位置也确定", "A sum that holds covers it, and its place is pinned"),
    "unproved": ("没有勾稽关系能证实", "No sum proves it"),
    "disputed": ("所在的勾稽关系不成立，或各种读法不一致", "A sum that it stands in fails, or readings differ"),
    "repaired": ("扫描件复读后相符", "Read again from the scan; so the sums hold"),
    "confirmed": ("有人看过原页，确认读数无误", "A person has looked at the page and confirmed it"),
    "corrected": ("有人对照原页更正了读数", "A person has corrected the reading from the page"),
}
MARKS: Mapping[str, Pair] = {
    "fail": ("不符", "Sum fails"),
    "disputed": ("存疑", "Disputed"),
    "text": ("文字不符", "Text differs"),
    "tail": ("尾差", "Rounding"),
}
VERDICTS: Mapping[str, Pair] = {
    "通过": ("通过", "Holds"),
    "尾差": ("尾差", "Rounding"),
    "不符": ("不符", "Fails"),
    "未核": ("未核", "Unchecked"),
    "空表": ("空表", "Empty"),
    "缺失": ("缺失", "Missing"),
}
"""What is said of a table."""
