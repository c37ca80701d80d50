"""The views of the database: what is usually asked, in SQL that SQLite and DuckDB both take.

They name no table of a form: which table and column print a figure is said by `measure_names`. Only current documents
count (`documents.current`), and only figures that are clear. Amounts are 万元 as numbers, `…_fen` whole 分.
"""

from __future__ import annotations

VIEWS: dict[str, str] = {
    "v_measures": """
SELECT m.document_id, m.document, m.entity, m.fiscal_year, m.kind, m.scope, d.department, d.region, d.province, d.city,
 d.county, m.measure, m.title, m.amount_fen, m.amount_fen / 1000000.0 AS amount, m.page, m.figure_id
FROM measures AS m JOIN documents AS d ON d.id = m.document_id
WHERE d.current = 1 AND m.unclear = 0 AND m.amount_fen IS NOT NULL
""",
    "v_years": """
SELECT m.*, p.document AS document_before, p.amount AS amount_before, p.amount_fen AS amount_before_fen,
 CASE WHEN p.amount_fen > 0 THEN (m.amount_fen - p.amount_fen) * 100.0 / p.amount_fen END AS growth
FROM v_measures AS m JOIN v_measures AS p ON p.department = m.department AND p.region = m.region AND p.kind = m.kind
 AND p.scope = m.scope AND p.measure = m.measure AND p.fiscal_year = m.fiscal_year - 1
WHERE m.department <> ''
""",
    "v_three_public": """
SELECT document_id, document, entity, fiscal_year, scope, province, city, county,
 max(CASE WHEN measure = 'public.total.budget' THEN amount END) AS total_budget,
 max(CASE WHEN measure = 'public.total.final' THEN amount END) AS total_final,
 max(CASE WHEN measure = 'public.abroad.budget' THEN amount END) AS abroad_budget,
 max(CASE WHEN measure = 'public.abroad.final' THEN amount END) AS abroad_final,
 max(CASE WHEN measure = 'public.vehicle_subtotal.budget' THEN amount END) AS vehicles_budget,
 max(CASE WHEN measure = 'public.vehicle_subtotal.final' THEN amount END) AS vehicles_final,
 max(CASE WHEN measure = 'public.reception.budget' THEN amount END) AS reception_budget,
 max(CASE WHEN measure = 'public.reception.final' THEN amount END) AS reception_final
FROM v_measures WHERE kind = 'account' AND measure LIKE 'public.%'
GROUP BY document_id, document, entity, fiscal_year, scope, province, city, county
""",
    "v_item_figures": """
SELECT f.document_id, f.document, f.entity, f.fiscal_year, d.kind, d.province, d.city, d.county, f.code, f.label,
 n.measure, f.amount_fen, f.amount_fen / 1000000.0 AS amount, f.proof, f.page, f.figure_id
FROM figures AS f
JOIN measure_names AS n ON n.table_id = f.table_id AND n.column_id = f.column_id
JOIN documents AS d ON d.id = f.document_id AND d.family = n.family
WHERE d.current = 1 AND length(f.code) = 7 AND f.amount_fen IS NOT NULL AND f.proof <> 'disputed'
 AND n.measure IN ('expenditure.total', 'expenditure.basic', 'expenditure.project', 'gpb.total')
""",
    "v_item_budgets": """
SELECT i.document_id, i.document, i.entity, i.fiscal_year, d.province, d.city, d.county, i.code,
 i."item" AS item, coalesce(i.budget_full_year_fen, i.budget_initial_fen) / 1000000.0 AS budget,
 i.final_fen / 1000000.0 AS final,
 (i.final_fen - coalesce(i.budget_full_year_fen, i.budget_initial_fen)) / 1000000.0 AS excess,
 CASE WHEN i.budget_full_year_fen IS NULL THEN '年初预算' ELSE '全年预算' END AS basis, i.reason, i.page
FROM items AS i JOIN documents AS d ON d.id = i.document_id
WHERE d.current = 1 AND i.final_fen IS NOT NULL AND coalesce(i.budget_full_year_fen, i.budget_initial_fen) IS NOT NULL
""",
    "v_contradictions": """
SELECT f.document_id, f.document, f.entity, f.fiscal_year, d.province, d.city, d.county, f.finding_id, f.code,
 f.kind, f.table_id, f.figure_id, f.page, f.printed, f.expected, f.message, f.todo, f.accepted
FROM findings AS f JOIN documents AS d ON d.id = f.document_id
WHERE d.current = 1 AND f.severity = 'fault' AND f.cause = ''
""",
    "v_scores": """
SELECT p.document_id, p.document, p.entity, p.fiscal_year, d.province, d.city, d.county, p.subject, p.kind,
 p.implementer, CAST(p.total AS DOUBLE) AS total, CAST(p.rate AS DOUBLE) AS rate, p.grade,
 p.budget_fen / 1000000.0 AS budget, p.final_fen / 1000000.0 AS final, p.deviation_reason, p.page
FROM performance AS p JOIN documents AS d ON d.id = p.document_id
WHERE d.current = 1 AND p.total IS NOT NULL AND p.purpose = 'evaluation'
""",
    "v_versions": """
SELECT o.entity, o.fiscal_year, o.kind, o.scope, o.document, o.published, o.version, o.current, o.duplicate_of,
 o.status, o.source, o.path
FROM documents AS o JOIN (SELECT kind, department, region, scope, fiscal_year FROM documents
 WHERE document <> '' AND department <> '' AND fiscal_year IS NOT NULL
 GROUP BY kind, department, region, scope, fiscal_year HAVING count(*) > 1) AS s
 ON s.kind = o.kind AND s.department = o.department AND s.region = o.region AND s.scope = o.scope
 AND s.fiscal_year = o.fiscal_year
""",
}
"""Each view by name; a later one may be made of an earlier one."""
