"""Does the document agree with itself: years, names, codes, and leftovers of the blank form (S01 to S05)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from extractor import lazy_re as re
from extractor.forms import class_codes, classification, forms, functional_names
from extractor.language.text import bare_label, one_sign_apart, squeeze
from extractor.model import CheckResult, Located, Passage, Row, Spot, Stretch, Table
from extractor.model.catalogue import finding
from extractor.verify.narrative.names import check_names
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.whose import check_whose, misnamed
from extractor.verify.rows import row_id

_RESIDUES = (
    re.compile(r"[XxＸ×]{2,}(?:局|委|办|厅|部门|单位|中心|学校|年度?|万?元|个|辆|%|\((?:类|款|项)\)|\(制度)"),
    re.compile(
        r"(?:增加|增长|上升)\((?:减少|下降|降低)\)|(?:减少|下降|降低)\((?:增加|增长|上升)\)|大于\(小于\)|小于\(大于\)"
    ),
    re.compile(r"(?:增加|增长)/(?:减少|下降)|(?:减少|下降)/(?:增加|增长)|大于/小于|小于/大于"),
    re.compile(
        r"(?:作|做)下述说明|仍保留该表格式|作持平表述|按上述格式(?:依次)?说明|不用说明变动原因|由主管部门根据|请(?:根据|按照?)实际情况(?:填写|修改)|可根据实际情况(?:增减|修改|删除)"
    ),
    re.compile(
        r"(?:如|若)无(?:此项|该项|相关)[^。;]{0,20}(?:请|应|需)(?:注明|说明|删除|写明)|请各?(?:部门|单位)(?:根据|按照?|结合|自行)"
        r"|(?:自行|酌情)(?:增减|删减|修改|补充)|(?<!未)(?<!逐项)(?<!应)列明(?:公务|车辆|具体|原因|主要|项目|金额|团组|批次)"
    ),
    re.compile(r"(?<!_)_{2,}万?元|\(填写[^)]{0,20}\)|\(此处[^)]{0,20}\)"),
)
_NUMBERED = re.compile(r"\(?(?:财决|财预|部门|预算|公开|附)*表?0?(\d{1,2})表?\)?")
_TYPO_LENGTH = 5
_YEAR = re.compile(r"(20\d\d)年?度")
_OF_ACCOUNT = re.compile(r"(20\d\d)年?度?[^。,;]{0,12}?决算")
_COVER = 150
_UNFILLED = re.compile(r"[XxＸ×]{2}")
_SIGNS = re.compile(r"[()、,.\"·]|^\*+")
_HEADED = re.compile(r"(?P<name>[\u4e00-\u9fff()]{5,40}?)(?:部门|单位)?(?:20\d\d年度?[^。]{0,8}决算|概况$)")
_NO_NAME = re.compile(r"部门|单位|情况|决算|说明|基本|主要|机构|附件|名词")
_COMPARED_YEAR = re.compile(r"(?:与|较|比|同)(20\d\d)年度?(?:决算数?)?(?:相比|比较|对比|增加|减少|增长|下降)")
_KIND_OF_UNIT = re.compile(r"\((?:本级|机关|汇总|部门|本部)\)|(?:本级|机关|汇总|部门|单位)$|[()·\-—_:]")


def check_structure(
    tables: Sequence[Table], located: Sequence[Located], passages: Sequence[Passage], entity: str, year: int | None
) -> tuple[CheckResult, ...]:
    """Evaluate what the document says of itself in several places.

    Args:
        tables: the tables as read.
        located: the same tables as found, with the year and the entity printed over them.
        passages: the whole running text.
        entity: whose account the document is.
        year: of which year.
    """
    report = Report()
    _listed(tables, report)
    _numbers(located, report)
    _years(located, passages, year, report)
    _entities(located, entity, report)
    _headings(passages, entity, year, report)
    _codes(tables, passages, report)
    _class_names(tables, report)
    check_names(passages, tables, report)
    if not _blank_form(entity, tables):
        _residues(tables, passages, report)
        check_whose(passages, entity, report)
    return tuple(report.results)


def _blank_form(entity: str, tables: Sequence[Table]) -> bool:
    """The form itself, not filled in, is all instructions."""
    return bool(_UNFILLED.search(entity)) and not any(table.figure_count for table in tables)


def _listed(tables: Sequence[Table], report: Report) -> None:
    """Every table that the 目录 lists is there; the table itself says whether it was listed."""
    for table in tables:
        listed = finding("missing_table.listed", table.table_id, title=table.form_title)
        known = {note.finding_id for note in table.findings}
        if table.status == "missing" and listed.finding_id in known:
            message = f"不符：目录列有《{table.form_title}》，正文中没有找到"
            todo = f"补上《{table.form_title}》，或从目录中删去"
            report.add("S01", "目录", "fail", None, message, table_id=table.table_id, kind="scope", todo=todo)


def _numbers(located: Sequence[Located], report: Report) -> None:
    """The printed numbers of the tables go up from one to the next."""
    before: tuple[int, Located] | None = None
    for table in located:
        found = _NUMBERED.fullmatch(squeeze(table.form_no))
        if found is None:
            continue
        number = int(found[1])
        # Of tables on one sheet no order is known: two pages may be printed on it from the right.
        apart = before is not None and table.pages[:1] != before[1].pages[:1]
        wrong = before is not None and (number == before[0] or (apart and number < before[0]))
        if before is not None and wrong and table.form_id != before[1].form_id:
            what = "相同" if number == before[0] else "次序颠倒"
            message = (
                f"不符：《{table.title}》的编号“{table.form_no}”与《{before[1].title}》的“{before[1].form_no}”{what}"
            )
            at, todo = _title(table, table.form_no), f"核对《{table.title}》的编号“{table.form_no}”"
            report.add("S10", "表的编号", "fail", at, message, table_id=table.form_id, todo=todo)
        before = number, table


def _years(located: Sequence[Located], passages: Sequence[Passage], year: int | None, report: Report) -> None:
    if year is None:
        return
    for table in located:
        found = _YEAR.search(squeeze(table.year))
        if found and int(found[1]) != year:
            message = f"不符：《{table.title}》印的年度是{found[1]}，本决算是{year}年度"
            at, todo = _title(table, table.title), f"《{table.title}》的年度应为{year}年度"
            should = f"{year}年度"
            report.add(
                "S02",
                "表头年度",
                "fail",
                at,
                message,
                table_id=table.form_id,
                kind="scope",
                should=should,
                todo=todo,
            )
    for passage in passages:
        if not passage.key:
            continue
        for said in _COMPARED_YEAR.finditer(passage.text):
            if not year - 2 < int(said[1]) < year:
                message = f"不符：文字说明称“{said[0]}”，{year}年度决算应与{year - 1}年度比较"
                todo = f"“{said[0]}”应与{year - 1}年度比较"
                should, where = f"{year - 1}年度", Stretch(passage, *said.span())
                report.add("S02", "比较年度", "fail", where, message, kind="scope", should=should, todo=todo)


def _headings(passages: Sequence[Passage], entity: str, year: int | None, report: Report) -> None:
    """What the cover and the headings of the parts call the document: its year, and whose it is."""
    whole = _bare(entity)
    told = [(passage.heading, passage) for passage in passages if "决算" in passage.heading]
    if passages and not passages[0].heading:
        told.append((passages[0].text[:_COVER], passages[0]))
    for text, passage in told:
        found = _OF_ACCOUNT.search(text)
        if found and year is not None and int(found[1]) != year:
            message = (
                f"不符：“{text[max(0, found.start() - 20) : found.end()]}”印的年度是{found[1]}，本决算是{year}年度"
            )
            at = _heading(passage) if passage.heading else Stretch(passage, *found.span())
            todo = f"“{at.quote}”的年度应为{year}年度"
            report.add("S02", "标题年度", "fail", at, message, kind="scope", should=f"{year}年度", todo=todo)
    for passage in passages:
        named = _HEADED.match(passage.heading)
        name = _bare(named["name"]) if named else ""
        if name and whole and not _NO_NAME.search(name) and not _names_the_same(name, whole):
            message = f"不符：标题“{passage.heading}”的单位名称与本决算的单位“{entity}”不同"
            at, todo = _heading(passage), f"标题“{passage.heading}”的单位名称应为“{entity}”"
            report.add("S02", "标题单位名称", "fail", at, message, kind="name", should=entity, todo=todo)


def _entities(located: Sequence[Located], entity: str, report: Report) -> None:
    whole = _bare(entity)
    for table in located:
        printed = _bare(table.entity_printed)
        if len(printed) < 4 or not whole or (_names_the_same(printed, whole) and not any(misnamed(printed, whole))):
            continue
        message = f"不符：《{table.title}》印的单位名称是“{table.entity_printed}”，本决算的单位是“{entity}”"
        at, todo = _title(table, table.entity_printed), f"《{table.title}》的单位名称应为“{entity}”"
        report.add(
            "S02",
            "表头单位名称",
            "fail",
            at,
            message,
            table_id=table.form_id,
            kind="name",
            should=entity,
            todo=todo,
        )


def _title(table: Located, quote: str) -> Spot:
    """What is printed over a table; where on the page is found by its words."""
    return Spot(table.form_id, page=table.title_page or table.pages[0], quote=quote)


def _heading(passage: Passage) -> Stretch:
    """The heading of a passage."""
    return Stretch(passage, passage.head, 0)


def _bare(name: str) -> str:
    return _KIND_OF_UNIT.sub("", squeeze(name))


def _names_the_same(one: str, other: str) -> bool:
    """Whether a name is the other one or a short form of it: its characters in the same order."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


_OWN_NAMES = re.compile("(?:项目|单位|事项)名称")


def _coded(tables: Sequence[Table]) -> Iterator[tuple[Table, Row]]:
    coded = (table for table in tables if classification(table.table_id) == "functional" and not _names_its_own(table))
    return ((table, row) for table in coded for row in table.rows if row.code)


def _names_its_own(table: Table) -> bool:
    """Whether a table of no form says that its names are those of projects or units, whatever codes stand beside."""
    if table.table_id in forms():
        return False
    heads = zip(table.parts, table.header_rows, strict=False)
    return any(_OWN_NAMES.search(cell.squeezed) for grid, rows in heads for cell in grid.cells if cell.row < rows)


def _name(label: str) -> str:
    return _SIGNS.sub("", bare_label(label))


def _key(table: Table, row: Row) -> Spot:
    """The code and the name of a row."""
    quote = f"{row.code}{row.label}"
    return Spot(table.table_id, row_id(row), page=row.page, box=row.box, quote=quote)


def _codes(tables: Sequence[Table], passages: Sequence[Passage], report: Report) -> None:
    """One code has one name, and one name under one parent has one code."""
    names: dict[str, tuple[str, str, str]] = {}
    codes: dict[tuple[str, str], tuple[str, str]] = {}
    published = functional_names()
    for table, row in _coded(tables):
        name = _name(row.label)
        if not name:
            continue
        first_name, first_label, first_table = names.setdefault(row.code, (name, row.label, table.table_id))
        if first_name != name:
            message = f"不符：科目{row.code}在{first_table}称“{first_label}”，在{table.table_id}称“{row.label}”"
            todo = f"统一科目{row.code}的名称：{first_table}称“{first_label}”，{table.table_id}称“{row.label}”"
            at = _key(table, row)
            report.add("S03", f"{row.code} {row.label}", "fail", at, message, table_id=table.table_id, todo=todo)
        parent = row.code[: {5: 3, 7: 5}.get(len(row.code), 0)]
        code, code_table = codes.setdefault((f"{parent}/{len(row.code)}", name), (row.code, table.table_id))
        # The published list has one name twice under a parent: 2239901 and 2239999.
        if code != row.code and not all(name in map(_name, published.get(one, ())) for one in (code, row.code)):
            message = f"不符：科目“{row.label}”在{code_table}的编码是{code}，在{table.table_id}是{row.code}"
            todo = f"统一科目“{row.label}”的编码：{code_table}是{code}，{table.table_id}是{row.code}"
            at = _key(table, row)
            report.add("S03", f"{row.code} {row.label}", "fail", at, message, table_id=table.table_id, todo=todo)
    _explained_codes(names, passages, report)


_EXPLAINED = re.compile(r"\d{1,3}[.、](?P<name>[\u4e00-\u9fff()、]{2,40}?)\((?P<code>\d{7})\)")


def _explained_codes(names: Mapping[str, tuple[str, str, str]], passages: Sequence[Passage], report: Report) -> None:
    """The text explains a 科目 by name and code, as in 8.住房公积金(2210201)."""
    for passage in passages:
        for said in _EXPLAINED.finditer(passage.text):
            known = names.get(said["code"])
            if known is not None and _name(said["name"]) != known[0]:
                message = f"不符：文字中科目{said['code']}称“{said['name']}”，{known[2]}称“{known[1]}”"
                at, todo = Stretch(passage, *said.span()), f"“{said[0]}”的名称应与表一致：{known[1]}"
                report.add("S03", f"{said['code']} {said['name']}", "fail", at, message, should=known[1], todo=todo)


def _class_names(tables: Sequence[Table], report: Report) -> None:
    """A 类 name one character off a known one is a misprint."""
    known = class_codes()
    for table in tables:
        for row in table.rows if classification(table.table_id) == "functional" else ():
            name = bare_label(row.label)
            if len(name) < _TYPO_LENGTH or name in known or len(row.code) not in (0, 3):
                continue
            meant = next((other for other in known if one_sign_apart(name, other)), "")
            if meant:
                message = f"不符：{table.form_title}的科目名称“{row.label}”应为“{meant}”"
                todo = f"{table.form_title}的科目名称“{row.label}”应为“{meant}”"
                at = _key(table, row)
                report.add("S03", row.label, "fail", at, message, table_id=table.table_id, should=meant, todo=todo)


def _residues(tables: Sequence[Table], passages: Sequence[Passage], report: Report) -> None:
    """Words of the blank form that should have been filled in or taken out, once a place."""
    noted: set[tuple[int, str]] = set()
    for table in tables:
        for said in chain.from_iterable(map(_left, map(squeeze, table.notes if table.pages else ()))):
            noted.add((table.pages[-1], said[0]))
            at = Spot(table.table_id, page=table.pages[-1], quote=said[0])
            _residue(report, said, at, table.table_id)
    for passage in passages:
        for said in _left(passage.text):
            page = passage.page_at(said.start())
            if (page, said[0]) not in noted:
                _residue(report, said, Stretch(passage, *said.span()), "")


def _left(text: str) -> list[re.Match[str]]:
    """The leftovers in a text, the first of each sentence."""
    found = sorted(chain.from_iterable(pattern.finditer(text) for pattern in _RESIDUES), key=lambda said: said.start())
    out: list[re.Match[str]] = []
    for said in found:
        if not out or "。" in text[out[-1].end() : said.start()]:
            out.append(said)
    return out


def _residue(report: Report, said: re.Match[str], at: Stretch | Spot, table_id: str) -> None:
    near = said.string[max(0, said.start() - 12) : said.end() + 12]
    message = f"不符：留有模板文字“{said[0]}”（…{near}…），应当填写或删除"
    todo = f"填写或删除模板文字“{said[0]}”（…{near}…）"
    report.add("S05", "模板文字", "fail", at, message, table_id=table_id, todo=todo)
