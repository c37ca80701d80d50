"""What a person looks at: the report of a run, and the page on which its figures are confirmed and corrected.

`pictures` draws the pages as printed, `data` says what a page of the report knows, `pages` makes it into HTML, and
`report` writes it all into a folder that opens from the disk.
"""
