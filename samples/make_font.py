"""Make the font that the samples and the generated test documents are set in.

    python samples/make_font.py wqy-microhei.ttc

The source is WenQuanYi Micro Hei (Apache-2.0, or GPL-3 with the font exception; Debian package
fonts-wqy-microhei), used here under the Apache licence. What is kept: ASCII, the punctuation and full-width forms
of Chinese typesetting, and every character of GB 2312, level 1, which covers the forms and all that the samples
say. The result is small enough to be kept in the repository, so that neither the samples nor the tests need a font
of the machine.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent
TARGET = HERE / "font" / "WenQuanYiMicroHei-subset.ttf"
EXTRA = "泸祉驿⻋⻔⼊⽉疫役冶稳绩馈沪浦棠瞰榕涪圳邕琼滇黔陇闽赣皖渝晟骏婷鑫榷卉嘉佳滨栋峰沁磊"
PUNCTUATION = (
    [chr(c) for c in range(0x20, 0x7F)]
    + [chr(c) for c in range(0xFF01, 0xFF5F)]
    + [chr(c) for c in range(0x3000, 0x3012)]
    + list("·°±²·×÷—–―…‘’“”〔〕△▲□■☑☐√≥≤№①②③④⑤⑥⑦⑧⑨⑩−￥〇")
)


def gb2312_level_1() -> list[str]:
    """The 3,755 characters of GB 2312 rows 16 to 55."""
    chars = []
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            try:
                chars.append(bytes([row, cell]).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return chars


def main(source: str) -> None:
    options = subset.Options()
    options.font_number = 0  # the proportional face of the collection
    options.drop_tables += ["FFTM", "GSUB", "GPOS", "GDEF", "kern"]
    options.layout_features = []
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join([*PUNCTUATION, *gb2312_level_1(), *EXTRA]))
    subsetter.subset(font)
    TARGET.parent.mkdir(exist_ok=True)
    subset.save_font(font, str(TARGET), options)
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
