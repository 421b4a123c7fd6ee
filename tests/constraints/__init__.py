"""Attacks on the database by the role the application connects as, and the lawful act beside each.

Only these tests go around the verbs.
"""
