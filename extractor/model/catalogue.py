"""Every finding there is: its code, how much it weighs, what follows from it, and its sentence.

A document's status follows from the severities; what else the program does with a finding is said here by its code. No
part of the program reads a sentence: it is for people.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.finding import Finding, FindingKind, Severity, Spot, id_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding of the catalogue."""

    key: str
    """Its code; where a code has several sentences, the code, a point and what tells them apart."""
    severity: Severity
    """How much it usually weighs."""
    sentence: str
    """In Chinese, with `{page}`, `{table_id}` and what else it names in braces."""
    misfit: bool = False
    """As a doubt it says that a table does not fit its form, which another reading of the table may do."""
    unplaced: bool = False
    """Figures stand in no table; the table of their page, or the one before it, may have lost them."""
    open_column: bool = False
    """As a doubt it forbids every proof in its table: a figure stands in no column of the form, or the unit is unknown,
    so that any other may stand in the wrong one."""
    of_checks: bool = False
    """It follows from the checks alone, and is made anew where they are evaluated anew."""
    kind: FindingKind = "note"
    """What it is about; of a check, what the check is about."""

    @property
    def code(self) -> str:
        return self.key.partition(".")[0]


_ENTRIES = (
    # Of the file
    Entry("hidden_layers", "doubt", "文件中有默认不显示的图层，其中的文字无法与显示的文字区分"),
    Entry("damaged_streams", "doubt", "文件已损坏：{count} 段压缩数据不完整，页面可能缺少内容或字符有误"),
    Entry(
        "shows_another",
        "doubt",
        "文件是文件包、动态表单，或有改变显示的脚本、图层、颜色设置，有的阅读器打开或打印时显示的可能是别的内容",
    ),
    Entry("entity_unknown", "doubt", "没有找到部门（单位）名称", kind="name"),
    Entry("year_unknown", "doubt", "没有找到年度", kind="scope"),
    # Of pages
    Entry("hidden_text", "info", "第 {page} 页有 {count} 个看不见或倾斜的字符（水印、印章、隐藏文字），未读取"),
    Entry("figures_astray", "doubt", "第 {page} 页有与正文方向不同的数字，未读取：{shown}"),
    Entry("text_over_table", "doubt", "第 {page} 页的表格上有 {count} 处批注、表单域或小图片中的文字，未读取"),
    Entry(
        "unseen_figures",
        "doubt",
        "第 {page} 页表格中有数字在页面上看不见（被遮盖、隐藏或与底色相近），未按文件中的文字读取：{shown}",
    ),
    Entry(
        "figures_look_otherwise",
        "doubt",
        "第 {page} 页表格中有数字与页面上显示的不一致（被改动、遮去一部分，或字形与编码不符），未予读取：{shown}",
    ),
    Entry("scanned_pages", "doubt", "第 {pages} 页是没有文字层的图片，未读取"),
    Entry("letters_read", "info", "第 {pages} 页有字体未写明的 {count} 个文字，由识别得到（数字均取自文件）"),
    Entry("scanned_pages_read", "info", "第 {pages} 页是图片，文字由识别得到"),
    Entry("scan_illegible", "doubt", "第 {page} 页是图片，大部分文字无法识别，请对照原图核实"),
    Entry("unplaced_lines", "doubt", "第 {page} 页有 {count} 行数字不在任何表格内，可能漏读", unplaced=True),
    Entry("unplaced_grid", "doubt", "第 {page} 页有一个表格含 {count} 个数字，未能归入任何编号表", unplaced=True),
    # Of a table as it was found
    Entry("missing_table.listed", "doubt", "目录列有《{title}》，正文中没有找到", kind="scope"),
    Entry("missing_table", "doubt", "没有找到《{title}》，目录也未列", kind="scope"),
    Entry("repeated_table", "doubt", "{title}出现了两次（第 {first} 页和第 {page} 页），只采用第一次", kind="scope"),
    Entry(
        "repeated_table.later",
        "doubt",
        "{title}出现了两次（第 {first} 页和第 {page} 页），第一次没有金额，采用第二次",
        kind="scope",
    ),
    Entry("foreign_table", "doubt", "文件中还有另一类文件的《{title}》", kind="scope"),
    Entry("blank_unexplained", "doubt", "{title}全表空白，文中也没有“无此项收支”的说明"),
    # Of its unit and its columns
    Entry("unit_elsewhere", "info", "{title}没有印单位，按文件前部的“{declared}”取{unit}"),
    Entry("unit_assumed", "info", "{title}没有印单位，按其他各表取{unit}"),
    Entry("unit_unknown", "doubt", "{title}没有印金额单位，暂按{unit}处理", open_column=True),
    Entry("column_by_position", "doubt", "{title}的{columns}只按所在位置认定，表头文字不符", misfit=True),
    Entry(
        "unknown_column",
        "doubt",
        "{title}有本表格式中没有的数字栏“{column}”，原样保留",
        misfit=True,
        open_column=True,
    ),
    Entry("missing_column", "doubt", "{title}没有找到数字栏：{columns}", misfit=True, open_column=True),
    # Of its rows and figures
    Entry(
        "nameless_rows",
        "doubt",
        "{title}中{figures}等 {count} 个数所在的行没有名称，可能有错位或未能读取的内容",
        misfit=True,
    ),
    Entry(
        "nameless_rows.codes", "doubt", "{title}中{codes}等 {count} 行没有科目名称，可能有未能读取的内容", misfit=True
    ),
    Entry(
        "name_in_head",
        "doubt",
        "{title}第 {page} 页重复的表头中有“{words}”，首页表头没有，可能是被当作表头的行名",
        misfit=True,
    ),
    Entry("repeated_rows", "doubt", "{title}中{rows}出现了不止一次，可能有重复的页", misfit=True),
    Entry(
        "label_unsure", "doubt", "{title}没有完整框线，“{names}”等 {count} 个科目或项目名称可能断错或串行", kind="name"
    ),
    Entry(
        "code_in_label",
        "doubt",
        "{title}中“{names}”等 {count} 行的名称里有科目编码，可能串行或有未能读取的内容",
        misfit=True,
        kind="name",
    ),
    Entry(
        "labels_in_one",
        "doubt",
        "{title}中“{names}”等 {count} 行的名称里有两个序号，可能把两行读成了一行",
        misfit=True,
        kind="name",
    ),
    Entry(
        "label_in_two",
        "doubt",
        "{title}中“{names}”等 {count} 行的名称断在两行，其中的金额属于哪一行请对照原文核实",
        misfit=True,
        kind="name",
    ),
    Entry(
        "label_and_more",
        "doubt",
        "{title}中“{names}”等 {count} 行的名称后面连着数字、横线或注释，其中可能有未读取的数字",
        misfit=True,
        kind="name",
    ),
    Entry(
        "row_missing", "doubt", "{title}没有找到{rows}，可能有未能读取的行，请对照原文核实", misfit=True, kind="scope"
    ),
    Entry("note_mark", "info", "{table_id} 第 {page} 页的“{printed}”按“{label}”读取，其后为注释标号"),
    Entry(
        "lost_token", "doubt", "{title}第 {page} 页的“{printed}”不在任何数字栏内，未采用", misfit=True, open_column=True
    ),
    Entry("not_a_figure", "doubt", "{table_id} 第 {page} 页的数字栏中有“{printed}”，不是可以识别的数字", misfit=True),
    Entry("unreadable_glyphs", "doubt", "{title}第 {page} 页有 {count} 个字符缺少字符编码，无法识别"),
    Entry("red_figures", "doubt", "{title}中 {figures} 等 {count} 个数字用红色印出而没有负号，可能是负数"),
    # Of readings after the first
    Entry("second_reading", "info", "{title}第一种读法{cause}，改用{reading}的读法{proof}{changes}"),
    Entry("readings_differ", "doubt", "{title}{cause}，且各种读法的结果不一致，请对照原文核实（{changes}）"),
    Entry("unruled_table", "doubt", "{title}没有完整框线，按文字位置识别后勾稽不符，请对照原文核实"),
    Entry(
        "second_reading_failed", "doubt", "{title}勾稽不符，换用其他读法没有读出完整的表，无法判断是原表不平还是读错"
    ),
    Entry("reading_missing", "info", "{title}少一种读法：{reading}{why}"),
    Entry(
        "opinion_failed",
        "doubt",
        "复读{table_id}时程序出错（{error}），少了一种读法，请对照原文核实，并把文件报告给我们",
    ),
    Entry(
        "unseen_in_text",
        "doubt",
        "第 {page} 页的文字中有数字在页面上看不见（被遮盖、隐藏或与底色相近）：{shown}",
        kind="text",
    ),
    # Of figures read from pictures
    Entry("repaired", "info", "“{name}”首次读作 {first}，勾稽不符；复读为 {printed} 后全部相符"),
    Entry("scan_rows_unclear", "doubt", "{title}有 {count} 行的科目编码或名称没有读清，或两行读成一行，请对照原图核实"),
    Entry("name_repaired", "info", "{table_id} 的“{first}”按其余各处读作“{now}”", kind="name"),
    Entry(
        "title_repaired",
        "doubt",
        "第 {page} 页的表题读作“{first}”，与“{now}”最近，按后者认定，请对照原图核实",
        kind="name",
    ),
    Entry("entity_unsure", "doubt", "部门（单位）名称取自图片，各处读法不一：{readings}，请对照原图核实", kind="name"),
    Entry("year_unsure", "doubt", "决算年度取自图片，各处读法不一：{readings}，请对照原图核实", kind="scope"),
    Entry(
        "scan_names_differ", "doubt", "科目编码 {code} 在不同表中读作不同的名称：{names}，请对照原图核实", kind="name"
    ),
    Entry("scan_too_many", "doubt", "全文有 {total} 个数字不清或勾稽不符（本表 {own} 个），太多，没有逐一复读"),
    Entry(
        "scan_disputed",
        "doubt",
        "{tables}或相关文字取自图片且勾稽不符，可能是识别错误，也可能是原表不平，请对照原图核实",
    ),
    Entry("scan_unsure", "doubt", "{table_id}有 {count} 个数字识别把握不足，也没有勾稽关系可以证明，请对照原图核实"),
    # Of what people say
    Entry("corrected", "info", "“{name}”读作 {first}，{who}按原文更正为 {printed}", kind="note"),
    Entry("confirmed", "info", "“{name}”读作 {printed}，{who}对照原文已确认", kind="note"),
    Entry(
        "correction_unfit",
        "doubt",
        "{who}所作的更正（{figure_id}：“{as_read}”应为“{as_printed}”）没有采用：{why_not}，请重新核对",
    ),
    # Of checks
    Entry("check_failed", "fault", "{message}", of_checks=True, kind="amount"),
    Entry("text_differs", "fault", "{message}", of_checks=True, kind="text"),
    Entry("rounding", "info", "{title}有 {count} 处尾差，最大 {most}，均在四舍五入范围内", of_checks=True, kind="tail"),
    Entry("text_rounding", "info", "{message}", of_checks=True, kind="tail"),
    Entry("rate_undefined", "info", "{message}", of_checks=True, kind="rate"),
    Entry("text_note", "info", "{message}", of_checks=True),
    # Of two accounts of a department that follow each other
    Entry("carried_differs", "info", "{message}", kind="amount"),
    Entry("growth_differs", "info", "{message}", kind="rate"),
    # Of a record that is checked again
    Entry("edited_figure", "doubt", "{message}", of_checks=True),
)

CATALOGUE = {entry.key: entry for entry in _ENTRIES}
"""By key."""
MISFITS = frozenset(entry.code for entry in _ENTRIES if entry.misfit)
UNPLACED = frozenset(entry.code for entry in _ENTRIES if entry.unplaced)
OPEN_COLUMNS = frozenset(entry.code for entry in _ENTRIES if entry.open_column)
OF_CHECKS = frozenset(entry.code for entry in _ENTRIES if entry.of_checks)


def finding(
    key: str,
    table_id: str = "",
    page: int | None = None,
    severity: Severity | None = None,
    **words: object,
) -> Finding:
    """A finding of the catalogue.

    Args:
        key: which; a key that is not in the catalogue is a mistake of ours (`KeyError`), as is a word too few.
        table_id: the table it is about, "" for the document.
        page: where.
        severity: where it weighs otherwise than it usually does.
        words: what its sentence names.
    """
    entry = CATALOGUE[key]
    message = entry.sentence.format(page=page, table_id=table_id, **words)
    finding_id = id_of(entry.code, key, table_id, page, *words.values())
    spots = (Spot(table_id, page=page),) if page else ()
    weight = severity or entry.severity
    todo = "对照原文核实" if weight == "doubt" and page else ""
    return Finding(entry.code, message, table_id, page, weight, entry.kind, spots, "", todo, finding_id)
