"""A Django database backend that starts its own PostgreSQL server.

With `ENGINE = "factcheck.embedded_postgres"`, the first connection starts a server on the folder
that the settings name. All programs of the project share that server, and the last one to exit
stops it. It runs as root and as an ordinary user, and listens on a Unix socket only.

`launcher` starts and stops the server. It uses `binaries` (the PostgreSQL to run), `os_user` (the
user to run it as), `cluster` (the server's folder), `initdb` (its data) and `locks`.
"""

from pathlib import Path

from factcheck.embedded_postgres.cluster import Cluster


def get_database_settings(folder: Path, role: str, durable: bool = True) -> dict:
    """Return the entry of DATABASES for one role on the server of `folder`. Starts nothing."""
    return {
        "ENGINE": "factcheck.embedded_postgres",
        "NAME": "factcheck",
        "USER": role,
        "HOST": str(Cluster(folder).socket_folder),
        "EMBEDDED": {"folder": str(folder), "durable": durable},
    }
