"""Attacks on the database with the application's role, and next to each a write that is allowed.

Only these tests bypass the actions of the workflow.
"""
