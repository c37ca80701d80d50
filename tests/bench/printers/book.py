"""A whole document before it is printed: cover, contents, tables and explanation in one of the usual orders."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.bench.printers.accounts import Account, make_account
from tests.bench.printers.forms import base_titles, make_sheets
from tests.bench.printers.panels import numeral
from tests.bench.printers.sheets import Book, Para, Sheet
from tests.bench.printers.style import Style, choose_style
from tests.bench.printers.words import explanation


@dataclass(frozen=True, slots=True)
class Made:
    """A document and what it was made from."""

    account: Account
    book: Book
    long: bool

    def tags(self) -> list[str]:
        """What the report counts by; printers may have changed the style to what they can do."""
        return _tags(self.book.style, self.account, self.long)


def make_book(seed: str, *, slim: bool = False) -> Made:
    """The document of a seed: always the same one.

    Args:
        seed: any text.
        slim: a cover and two or three of the tables only, so that few characters make a small file.
    """
    random = Random(f"book {seed}")
    style = choose_style(random)
    long = random.random() < 0.05 and not slim
    account = make_account(random, long=long, unit=10 ** max(0, style.places))
    if account.family == "university":
        if style.title in ("plain", "year", "entity_year"):
            style.title = "number_first"
        style.zero = "" if style.zero in ("0", "0.00") else style.zero
    style.divided = style.divided and account.order == "mof" and account.family == "department"
    if style.divided:
        account.carry_by_item()
    style.seal_words = account.entity.replace("（本级）", "")
    sheets = make_sheets(account, style, random)
    if slim:
        return Made(
            account,
            Book(account.entity, account.year, style, _slim(account, sheets, style, random), account.family),
            long,
        )
    blocks = _front(account, style, random)
    tables: list[Para | Sheet] = [_part(2, account, style), *sheets]
    said: list[Para | Sheet] = [_part(3, account, style), *explanation(account, style, random)]
    blocks += [*said, *tables] if style.tables_last else [*tables, *said]
    blocks += _glossary(account)
    return Made(account, Book(account.entity, account.year, style, blocks, account.family), long)


def _slim(account: Account, sheets: list[Sheet], style: Style, random: Random) -> list[Para | Sheet]:
    unit = sheets[0].truth["unit"]
    kept = sorted(random.sample(range(len(sheets)), min(len(sheets), random.randint(2, 3))))
    cover: list[Para | Sheet] = [Para("cover", f"{account.entity}{account.year}年度部门决算")]
    said = {line for k in kept for pair in sheets[k].above for line in pair}
    if style.unit_form.format(unit) not in said:
        cover.append(Para("cover_small", f"（本套报表金额单位：{unit}）"))
    return [*cover, *(sheets[k] for k in kept)]


def _part(number: int, account: Account, style: Style) -> Para:
    """The heading of the tables (2) or of the explanation (3)."""
    unit = f"（本部分金额单位：{style.unit}）" if style.unit_place == "part" and number == 2 else ""
    place = numeral(number if not style.tables_last else 5 - number)
    if account.family == "university":
        words = f"{account.year}年度部门决算报表" if number == 2 else "决算报表说明"
        return Para("chapter", f"{place}、{words}{unit}")
    words = "部门决算表" if number == 2 else "部门决算情况说明"
    return Para("part", f"第{place}部分 {account.entity}{account.year}年度{words}{unit}")


def _front(account: Account, style: Style, random: Random) -> list[Para | Sheet]:
    out: list[Para | Sheet] = []
    title = (
        f"{account.entity}|{account.year}年度部门决算"
        if random.random() < 0.6
        else f"{account.entity}{account.year}年度部门决算"
    )
    for line in title.split("|"):
        out.append(Para("cover", line))
    if style.unit_place == "cover":
        out.append(Para("cover_small", f"（本套报表金额单位：{style.unit}）"))
    if random.random() < 0.5:
        out.append(Para("cover_small", f"{account.year + 1}年{random.choice((8, 9, 10))}月"))
    if random.random() < 0.85:
        out.append(Para("contents_title", "目 录"))
        dots = "…" * 12 if style.contents_dots else ""
        for k, bare in enumerate(base_titles(account).values(), start=1):
            out.append(
                Para("contents", f"{numeral(k)}、{bare.replace('“三公”', style.quotes)}{dots}{k + 3 if dots else ''}")
            )
    if random.random() < 0.6 and account.family == "department":
        out.append(Para("part", "第一部分 部门概况"))
        out.append(Para("heading", "一、主要职责"))
        out.append(
            Para(
                "text", f"{account.entity}贯彻落实国家有关方针政策，承担本地区相关管理和服务工作，完成交办的其他任务。"
            )
        )
        out.append(Para("heading", "二、机构设置"))
        out.append(
            Para(
                "text",
                f"纳入{account.entity}{account.year}年度部门决算编制范围的单位共{random.randint(1, 6)}个。",
            )
        )
    return out


def _glossary(account: Account) -> list[Para | Sheet]:
    if account.family == "university":
        return [
            Para("chapter", "四、名词解释"),
            Para("text", "1.基本支出：指学校为保障其正常运转、完成日常工作任务而发生的支出。"),
        ]
    return [
        Para("part", "第四部分 名词解释"),
        Para("text", "一、财政拨款收入：指单位从同级财政部门取得的财政预算资金。"),
        Para("text", "二、年初结转和结余：指单位上年结转本年使用的资金。"),
    ]


def _tags(style: Style, account: Account, long: bool) -> list[str]:
    """What the report counts by."""
    tags = [
        f"rules:{style.rules}", f"size:{'5-7' if style.size < 8 else '8-9' if style.size < 10 else '10-12'}",
        f"unit:{style.unit}", f"unit_place:{style.unit_place}", f"codes:{style.codes}", f"align:{style.align}",
        f"family:{account.family}", f"order:{account.order}", f"zero:{style.zero or 'blank'}",
    ]  # fmt: skip
    flags = {
        "long": long, "seal": style.seal, "watermark": style.watermark, "narrow": style.narrow,
        "narrow_heads": style.narrow_heads, "spread": style.spread, "running_head": style.running_head,
        "two_up": style.two_up, "column_pages": style.column_pages, "total_last": style.total_last,
        "no_pad": style.pad == 0, "repeat_head": style.repeat_head, "economic_list": style.economic_panels == 1,
        "comma_full": style.separator == "，", "places4-6": style.decimals > 2,
        f"turn:{style.turn}": style.turn != "no", "flow": style.flow, "wrap_figures": style.wrap_figures,
        "fees": style.fees, "page_frame": style.page_frame, "moved_box": style.moved_box,
        "browser_lines": style.browser_lines, "continued": style.continued and style.repeat_head,
        f"valign:{style.valign}": style.valign != "middle",
    }  # fmt: skip
    return tags + [name for name, on in flags.items() if on]
