"""Words of heads of which one character was read for another that looks like it: 项日 is 项目, 木年收入 is 本年收入.

Only where what was read is no word of any head, and the word with one look-alike in place of the other is; of two such
words none is taken. 年初 and 年末, 预算数 and 决算数 do not look alike, so none is ever taken for the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from extractor.forms.vocabulary import GROUP_WORDS, KEY_WORDS, NUMBER_WORDS, names_figures
from extractor.language.text import squeeze
from extractor.scan.recognise import Read

_ALIKE = (
    "目日曰 本木夲 年午牛 入人八 末未 合含台 计汁 收牧 余佘 出山岀 助肋 财则 款欵 经径 补朴 上土 结绪 转砖 缴激 基墓 "
    "预顶项 算箅 拨拔 政攻改 性牲 资贷货 金全 营菅萱 级极 单早 位泣 总怠 次欠 编偏遍 码玛 名各 称秭 科料 支攴 用甩 公么 "
    "待侍 购构 置罝 运远 维准 护沪 费贯 车东 因囚 国囯 境镜 决抉 数教 小少 其共 中申"
).split()
_LOOKS_LIKE = {
    one: "".join(other for group in _ALIKE if one in group for other in group if other != one)
    for one in set("".join(_ALIKE))
}
_LONGEST = 16
"""Signs of the longest head."""


def as_head(read: Read) -> Read:
    """A line with the look-alike that makes it a word of a head, where one alone does."""
    text = read.text
    if not 1 < len(text) <= _LONGEST or _is_head(text):
        return read
    meant = {other for other in _one_other(text) if _is_head(other)}
    return replace(read, text=meant.pop()) if len(meant) == 1 else read


def _one_other(text: str) -> Iterator[str]:
    for k, sign in enumerate(text):
        for other in _LOOKS_LIKE.get(sign, ""):
            yield text[:k] + other + text[k + 1 :]


@lru_cache(maxsize=4096)
def _is_head(text: str) -> bool:
    word = squeeze(text)
    return word in KEY_WORDS or word in GROUP_WORDS or word in NUMBER_WORDS or names_figures(word)
