"""Makes 部门决算 documents for the tests: consistent accounts, many ways to print them, and the truth of each.

The tests call :func:`tests.documents.catalogue.make`.  What is made here must not lean on ``extractor``: the two
are written from the published forms independently, so that a mistake in one shows against the other.
"""
