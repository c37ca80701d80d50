"""A bench of scanners: documents by other printers, on paper and glass of other people's making, read and compared.

    python -m tests.bench.scanners --documents 30 --seed 1 [--kinds office,stamp,fax,photo] [--dpi 200,150]
                                   [--keep FOLDER] [--only 17] [--json]
    python -m tests.bench.scanners --read FOLDER    # documents that were kept, or any scans with a truth beside them

Documents are those of tests.bench.printers, cut to a cover and two or three tables. A page is drawn by poppler, PDFium
or MuPDF at 400 dots an inch, brought down, and taken through Augraphy's paper, ink and scanner effects with what a
scanned account has beside: hairlines, skew, staples, holes, red and blue stamps; then packed as JPEG, JPEG 2000, G4 or
JBIG2. Nothing is shared with the degrader of the other tests, which the reader may have been tuned to.

Debian packages, each left out where it is missing: poppler-utils, mupdf-tools. From PyPI: the extra `bench` (augraphy).
"""
