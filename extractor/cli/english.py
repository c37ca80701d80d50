"""What the commands and their options are for, in English, by the command's name and the option's.

The Chinese stands at the commands themselves; a test holds the two to each other.
"""

from __future__ import annotations

COMMANDS = {
    "juesuan": """Turn published Chinese final accounts and budgets of departments (PDF) into verified spreadsheets.

\b
Examples:
  juesuan report.pdf                  read one file; the results go into output/
  juesuan extract downloads -o out    read all PDFs of a folder
  juesuan show report.pdf             what the program saw
  juesuan check output                judge the results again, without the PDFs
  juesuan forms T07                   the columns of table T07
""",
    "extract": """Read PDFs, or folders to the bottom, and write workbooks, CSV and JSON.

PATH is a file, a folder, a pattern such as "downloads/**/*决算*.pdf", @list.txt (a path a line), - (a list on stdin),
or an address such as s3:// or https:// (extra `remote`). What is written is in Chinese, as the documents are.
A run that was interrupted goes on where it was when the same command is given again.

\b
Exit codes: 0 all fine · 1 internal error · 2 usage · 3 a document contradicts itself or is doubtful
            4 a document failed, is unsupported or has no text · 5 nothing to read · 6 cannot write · 130 interrupted
""",
    "show": "What the program sees in a PDF: pages, titles, tables, columns, figures, findings.",
    "forms": "The tables the program knows, with their columns and other names; and all identities.",
    "check": """Judge records (disclosure.json, or folders that hold some) again, without the PDFs.

\b
Exit codes: 0 all pass · 3 one contradicts itself or is doubtful · 4 a file is no record · 5 no record
""",
    "report": """Pages for the browser: an index of the documents, and each one's pages as printed beside its tables.

Opens from the disk, without a server and without the network. Click a figure, in the table or on the page, and see the
other, with every sum it stands in. Given again, only what has changed is written again.
""",
    "accept": """Write down that a finding is known and accepted (in OUTPUT/accepted.csv).

FINDING_ID stands in findings.csv. The next extract writes that document anew: the finding is told with who accepts it
and why, and counted apart; the document's status stays. The same contradiction in a disclosure that is published again
is accepted too; where the amounts are others it is another finding.
""",
    "correct": """Correct or confirm a figure (in OUTPUT/corrections.csv).

FIGURE_ID stands in figures.csv, as T02/2080501/income_total; a row's code and name T02/2080501/@code and @label.
The next extract judges the document by it; what was read first stays in the JSON. Every version of the program does so
whenever it reads the same PDF.
""",
    "panel": """Set the accounts of each department side by side: figures, growth, comparisons of years, charts.

OUTPUT is the folder of juesuan extract, ARCHIVE an archive. The name of -o says what is written: .xlsx a workbook with
charts that can be edited, .csv and .parquet the long table, a folder all of it.

\b
Examples:
  juesuan panel output -o panel.xlsx
  juesuan panel output -o reception.csv --measure "T09/*/reception.final" --year 2020-2024
""",
    "docs": "The texts that come with the program; without TOPIC their names.",
    "review": """Read, look at and correct documents in the browser (extra `review`).

Without a PATH the drop page opens: drop PDFs or folders on it. Choose a figure to see where it is printed and its sums;
correct what was misread, confirm what was not, accept what is known, with a reason. Each is judged at once
and kept in corrections.csv and accepted.csv. The page is on this machine only (127.0.0.1); its link is good once.
Ctrl-C ends it.
""",
    "archive": """Keep results for years: a BagIt bag a disclosure (the PDF and all results), written once.

\b
Exit codes: 0 fine · 2 usage · 4 a bag is damaged, or a file could not be added · 6 the archive cannot be written
""",
    "archive add": "Add the finished documents of the folder OUTPUT; those that are there already are left alone.",
    "archive list": "List what is in the archive, the newest versions only; damaged bags are left out.",
    "archive verify": "Verify all bags: each file's sha256, completeness, catalogue.",
    "archive diff": "Which figures differ between two versions or years; A and B are ids, or parts of names.",
    "archive export": "Write all figures of the chosen documents into one file; damaged bags are left out.",
    "archive compare": "Budgets against accounts: the same department, scope and year, code by code, column by column.",
    "archive rebuild": "Make catalogue.sqlite anew from the bags; damaged ones are left out.",
}
OPTIONS = {
    "all_versions": "Versions that a later one replaces, too.",
    "as_json": "Print one JSON object on stdout.",
    "checks": "List all identities, a sentence each.",
    "confirm": "It is printed as it was read.",
    "departments": "A directory of bodies (columns id, name; perhaps aliases, region) that gives them ids; kept.",
    "document": "Which document (its folder), where several have it.",
    "dry_run": "Only say what would become of each file.",
    "entities": "A part of the department's name, may be repeated.",
    "entity": "A part of the department's name.",
    "executor": "Read on this machine, or on a Dask cluster that is there (extra `cluster`).",
    "exit_zero": "Exit code 0 whatever the state of the documents (for schedulers).",
    "fail_fast": "Stop at the first document that cannot be read.",
    "fast": "Compare only number and size of the files.",
    "folder": "Check the forms of a folder; faults with file and line, exit code 2.",
    "folders": "Where PDFs are looked for that have been moved.",
    "force": "Read again what is done.",
    "help": "Show this and leave.",
    "install_launcher": "Put an icon on the desktop that starts this, and end.",
    "jobs": "Processes, by default one a core.",
    "kind": "Account or budget.",
    "lang": "Language of the command line; by default that of the locale.",
    "marked": "Write a copy of the PDF with all findings as highlights and comments, for Acrobat or WPS.",
    "max_memory": "Memory of each process, 0 for no limit.",
    "measures": "What is shown, may be repeated; by default the headline figures (juesuan docs panel).",
    "metadata": "A list of addresses and dates: columns file or sha256, url, published.",
    "no_browser": "Start no browser, only print the link.",
    "outputs": "What is written of each: workbook, tables as CSV, their description, the PDF; records always.",
    "prune": "Take documents out of the run's tables whose folders you deleted, and what was not read and is gone.",
    "no_copy": "No copy of the PDF in the results; the workbook's links to pages lead nowhere then.",
    "ocr": "Reading of scans (extra `ocr`): pages that are pictures, all pages, or none.",
    "output": "Where the results go.",
    "report_folder": "Where the report goes, by default OUTPUT/report.",
    "no_pictures": "Do not draw the pages: tables, findings and text only.",
    "own_forms": "Use the forms of this folder too (juesuan docs forms).",
    "page": "List cells and text of page N.",
    "parquet": "Write Parquet, too (extra `analytics`).",
    "password": "What opens an encrypted file.",
    "png": "Draw the page: lines, cells, figures, titles, findings; for reports of faults.",
    "progress": "On stderr: a bar on a terminal, else a line a document.",
    "port": "The port; any free one by default.",
    "printed": "What is printed there; an empty text where nothing is.",
    "published": "Date of publication, such as 2024-09-29 (of a single document).",
    "quiet": "Only errors.",
    "region": "Where the departments are, in full or as six digits; a list may say it behind a path and a tab.",
    "retry_failed": "Read again what could not be read.",
    "root": "The archive; made where it is not there.",
    "scheduler": "The Dask scheduler, such as tcp://10.0.0.1:8786.",
    "signed_off": "A second person has looked at it.",
    "source_url": "Where it was published (of a single document).",
    "status": "The verdict, such as verified or inconsistent.",
    "timeout": "Limit for a document (of a scan: for a page), 0 for none.",
    "undo": "Take back what was said of the figure.",
    "verbose": "Findings of each document; -vv: where the program failed.",
    "version": "Show the version and leave.",
    "with_damaged": "Take damaged bags, too, unverified.",
    "who": "Who says so.",
    "why": "Why.",
    "word": "This word stands in the name, a label or a note.",
    "year": "The fiscal year.",
    "years": "A fiscal year, may be repeated; 2021-2024 is a span.",
}
WORDS = {
    "口令": "PASSWORD",
    "秒": "SECONDS",
    "名录.csv": "FILE",
    "列表": "LIST",
    "地区": "PLACE",
    "地址": "ADDRESS",
    "词": "WORD",
    "指标": "MEASURE",
    "年度": "YEAR",
    "部门": "NAME",
    "日期": "DATE",
    "文件夹": "FOLDER",
    "姓名": "NAME",
    "原文": "TEXT",
    "原因": "REASON",
    "[表号]": "[TABLE]",
}
"""What stands for the values."""
ERRORS = {
    "not_pdf": "The file is no PDF. Check that it was downloaded whole, and is no web page, Word file or archive.",
    "empty_file": "The file is empty. Download it again.",
    "damaged": "The file is damaged. Download it again, or save it anew with another program.",
    "unreachable": "The file cannot be reached. Check address, network and credentials; then --retry-failed.",
    "unknown_name": "There is no table, column or document of that name.",
    "unreadable": "The file cannot be read. Check its permissions and the disk.",
    "not_found": "There is no such file. Check the path; a list is UTF-8 text, a path a line.",
    "bad_name": "No file can have such a name. Check the list or the command.",
    "unreadable_folder": "The folder cannot be read. Check its permissions.",
    "link_loop": "A link leads to itself. Mend or remove it.",
    "pipe": "This is a pipe. Give ordinary files.",
    "socket": "This is a socket. Give ordinary files.",
    "device": "This is a device. Give ordinary files.",
    "timeout": "It took too long. Give more with --timeout, or look at disk and network.",
    "bad_record": "This is no disclosure.json of ours. Give one that juesuan wrote, or its folder.",
    "encrypted": "The file is encrypted. Give its password with --password.",
    "too_large": "The file is too large. Split it.",
    "no_text": 'The document is a scan. Take one with text, or run pip install ".[ocr]" in the folder of the source.',
    "unsupported": "The document is neither an account nor a budget of a department.",
    "text_only": "This half of a budget holds no tables. Give the other, with the tables.",
    "poor_print": "The print of this scan is too small or too poor to be read. Scan it at 200 to 300 dpi.",
    "internal": "An error of the program's own. Report it, with the file.",
    "output": "A result cannot be written. Close the program that has the file open, or choose another folder with -o.",
    "cluster": "The cluster is lost. What was read is complete; give the same command again.",
    "nothing_to_do": "There is no PDF. Give PDF files, or folders that hold some.",
    "forms": "The forms are faulty. See juesuan docs forms; juesuan forms --validate DIR names the places.",
}
"""What is wrong, and what to do, by the code of the error. Wrong usage is told by its own sentence."""
