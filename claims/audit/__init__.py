"""The audit: reads all rows and names each one that breaks a rule of the database.

Triggers and constraints refuse such rows. The audit finds what was changed by someone who can
disable them: the owner of the database, or the person who restores it. `run.list_audit_checks` has
all checks. A check is a function that takes a database connection and yields findings. It compares
rows with other rows in SQL, so that texts stay in the database and memory is bounded.
"""
