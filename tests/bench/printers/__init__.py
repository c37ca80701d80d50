"""A bench of printers: random accounts in random dress, printed by other people's programs, read and compared.

    python -m tests.bench.printers --documents 300 --seed 1 [--printers chromium,typst]
                                   [--keep FOLDER] [--only 17] [--json]
    python -m tests.bench.printers --read FOLDER    # documents that were kept, or any with a truth beside them

The accounts, the forms and the styles are made here alone; nothing is shared with the documents of the other tests,
whose ways the reader may have learned. Nothing is installed; printers that are missing are left out and said.

Debian packages: chromium, wkhtmltopdf, libreoffice-calc, libreoffice-writer, texlive-xetex, texlive-lang-chinese;
for saving again ghostscript, poppler-utils, qpdf, mupdf-tools; fonts-noto-cjk, fonts-wqy-zenhei, fonts-wqy-microhei,
fonts-arphic-uming, fonts-arphic-gbsn00lp, fonts-arphic-gkai00mp. From PyPI: the extra `bench` (weasyprint) beside
`dev` (typst, reportlab, fpdf2, pypdf).
"""
