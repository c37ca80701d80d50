"""Accounts of the same departments side by side, year by year (`juesuan panel`).

`source` reads the documents, `account` one of them, `measures` what is shown, `carried` and `claims`/`growth` what two
years say of each other, `panel` puts it together, `tables`, `sheets`, `charts` and `write` write it.
"""
