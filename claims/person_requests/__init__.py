"""Requests about a person: record and decide them, and remove words from everything stored.

`places` finds words, `actions` records and decides, `sealing` keeps what was anonymised, and
`erasure_list` names what has to be removed again after a backup was restored.
"""
