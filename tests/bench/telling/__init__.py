"""Explanations of accounts by other hands, consistent or with one change: what the narrative bench measures with.

`facts` is what can be told of an account, `pen` how an issuer writes figures, `hands` who writes (one module a habit of
a region), `changes` what one slip does to a text. The wordings are written from what explanations in the provinces
look like, not from the patterns of the checks.
"""
