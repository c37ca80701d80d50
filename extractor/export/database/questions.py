"""Twelve questions that are really asked, one SQL statement each, which SQLite, DuckDB and Datasette all take.

They stand in `metadata.yaml` beside the database, where Datasette shows them.
"""

from __future__ import annotations

from typing import NamedTuple


class Question(NamedTuple):
    """A question and the statement that answers it."""

    id: str
    title: str
    about: str
    """What is counted and what is not."""
    sql: str


QUESTIONS = (
    Question(
        "over_three_public",
        "谁的“三公”经费超过预算",
        "“三公”经费决算数大于预算数的部门，超出最多的在前；单位：万元。",
        """
SELECT entity, fiscal_year, round(total_budget, 2) AS budget, round(total_final, 2) AS final,
 round(total_final - total_budget, 2) AS excess, document
FROM v_three_public WHERE total_final > total_budget
ORDER BY total_final - total_budget DESC, entity, fiscal_year, document
""",
    ),
    Question(
        "over_items",
        "哪些项超过预算",
        "说明中决算数大于预算数的项（有全年预算的按全年预算），超出最多的在前；单位：万元。",
        """
SELECT entity, fiscal_year, code, item, round(budget, 2) AS budget, round(final, 2) AS final,
 round(excess, 2) AS excess, basis, reason, page, document
FROM v_item_budgets WHERE excess > 0 ORDER BY excess DESC, entity, fiscal_year, code, document LIMIT 100
""",
    ),
    Question(
        "largest_items",
        "支出最大的项",
        "支出决算表中支出合计最大的一百个项（七位编码）；单位：万元。",
        """
SELECT entity, fiscal_year, code, label, round(amount, 2) AS amount, proof, page, figure_id, document
FROM v_item_figures WHERE kind = 'account' AND measure = 'expenditure.total'
ORDER BY amount_fen DESC, entity, fiscal_year, code, document LIMIT 100
""",
    ),
    Question(
        "three_public_by_year",
        "各部门历年的“三公”经费",
        "“三公”经费的预算数和决算数及其构成，按部门和年度；单位：万元。",
        """
SELECT entity, fiscal_year, round(total_budget, 2) AS total_budget, round(total_final, 2) AS total_final,
 round(abroad_final, 2) AS abroad, round(vehicles_final, 2) AS vehicles, round(reception_final, 2) AS reception,
 document FROM v_three_public ORDER BY entity, fiscal_year, document
""",
    ),
    Question(
        "contradictions",
        "谁自相矛盾，在哪里",
        "文件自身不符之处（由别处引起的不重复列出）：哪一页、印的是什么、应为什么、应做什么。",
        """
SELECT entity, fiscal_year, kind, page, table_id, printed, expected, message, todo, figure_id, document
FROM v_contradictions WHERE accepted = ''
ORDER BY entity, fiscal_year, document, page, finding_id, figure_id
""",
    ),
    Question(
        "lowest_scores",
        "绩效自评得分最低的项目",
        "绩效自评表中得分最低的一百个项目；预算和执行的单位：万元。",
        """
SELECT entity, fiscal_year, subject, kind, total, rate, round(budget, 2) AS budget, round(final, 2) AS final,
 deviation_reason, page, document
FROM v_scores ORDER BY total, entity, fiscal_year, subject, document, page LIMIT 100
""",
    ),
    Question(
        "income_by_source",
        "收入从哪里来",
        "各部门各年度各种收入占本年收入合计的百分比；单位：万元。",
        """
SELECT p.entity, p.fiscal_year, p.measure, p.title, round(p.amount, 2) AS amount,
 round(p.amount_fen * 100.0 / t.amount_fen, 2) AS share, p.document
FROM v_measures AS p JOIN v_measures AS t ON t.document_id = p.document_id AND t.measure = 'income.total'
WHERE p.kind = 'account' AND p.measure LIKE 'income.%' AND p.measure <> 'income.total' AND t.amount_fen > 0
ORDER BY p.entity, p.fiscal_year, p.document, p.amount_fen DESC, p.measure
""",
    ),
    Question(
        "basic_and_project",
        "基本支出和项目支出各占多少",
        "基本支出和项目支出占本年支出合计的百分比，项目支出占比最高的在前；单位：万元。",
        """
SELECT t.entity, t.fiscal_year, round(t.amount, 2) AS expenditure, round(b.amount, 2) AS basic,
 round(p.amount, 2) AS project, round(p.amount_fen * 100.0 / t.amount_fen, 2) AS project_share, t.document
FROM v_measures AS t
LEFT JOIN v_measures AS b ON b.document_id = t.document_id AND b.measure = 'expenditure.basic'
JOIN v_measures AS p ON p.document_id = t.document_id AND p.measure = 'expenditure.project'
WHERE t.kind = 'account' AND t.measure = 'expenditure.total' AND t.amount_fen > 0
ORDER BY p.amount_fen * 100.0 / t.amount_fen DESC, t.entity, t.fiscal_year, t.document
""",
    ),
    Question(
        "fastest_growth",
        "支出比上年增长最快的部门",
        "本年支出合计比上年的增长（两年的决算都在库中的），增长最快的在前；单位：万元、%。",
        """
SELECT entity, fiscal_year, round(amount_before, 2) AS before, round(amount, 2) AS amount, round(growth, 2) AS growth,
 document_before, document
FROM v_years WHERE kind = 'account' AND measure = 'overall.expenditure' AND growth IS NOT NULL
ORDER BY growth DESC, entity, fiscal_year, document LIMIT 100
""",
    ),
    Question(
        "carried_over",
        "年初结转与上年年末结转不一致",
        "本年的年初结转和结余不等于上年决算的年末结转和结余；单位：万元。差额可以有正当的原因（如调账）。",
        """
SELECT o.entity, o.fiscal_year, round(c.amount, 2) AS closing_before, round(o.amount, 2) AS opening,
 round(o.amount - c.amount, 2) AS difference, c.document AS document_before, o.document
FROM v_measures AS o JOIN v_measures AS c ON c.department = o.department AND c.region = o.region
 AND c.scope = o.scope AND c.kind = o.kind AND c.fiscal_year = o.fiscal_year - 1 AND c.measure = 'overall.closing'
WHERE o.kind = 'account' AND o.measure = 'overall.opening' AND o.department <> '' AND o.amount_fen <> c.amount_fen
ORDER BY abs(o.amount_fen - c.amount_fen) DESC, o.entity, o.fiscal_year, o.document
""",
    ),
    Question(
        "procurement",
        "政府采购授予中小企业的占比",
        "政府采购支出总额和授予中小企业合同金额的占比，占比最低的在前；单位：万元、%。",
        """
SELECT p.entity, p.fiscal_year, round(p.total_fen / 1000000.0, 2) AS total, round(p.sme_fen / 1000000.0, 2) AS sme,
 round(CAST(p.sme_share AS DOUBLE), 2) AS sme_share, p.page, p.document
FROM procurement AS p JOIN documents AS d ON d.id = p.document_id
WHERE d.current = 1 AND p.sme_share IS NOT NULL AND p.total_fen > 0
ORDER BY CAST(p.sme_share AS DOUBLE), p.entity, p.fiscal_year, p.document
""",
    ),
    Question(
        "verdicts",
        "各年度各类文件的核对结论",
        "按年度、类别和结论数文件；没有读成的也在内，被取代的版本不在内。",
        """
SELECT fiscal_year, kind, status, count(*) AS documents, sum(figures) AS figures, sum(accepted) AS accepted
FROM documents WHERE duplicate_of = '' GROUP BY fiscal_year, kind, status
ORDER BY coalesce(fiscal_year, 0), kind, status
""",
    ),
)
