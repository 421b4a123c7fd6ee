"""How does Django come by a PostgreSQL server where nobody has set one up?

This package is a database backend (`ENGINE = "factcheck.embedded_postgres"`): Django's own for PostgreSQL,
which starts a server of the project's own at the first connection. `cluster` says where its files
lie, `binaries` where the server comes from, `privileges` whom it runs as, `versions` whether it
suits the data, `making` what a new one contains, `starting` on what terms it runs, `running`
whether one does, `sharing` who uses it; and `launcher` is the door to all of them.
"""

from pathlib import Path

from factcheck.embedded_postgres.cluster import Cluster

ENGINE = "factcheck.embedded_postgres"
NAME = "factcheck"


def embedded(folder: Path, role: str, durable: bool = True) -> dict:
    """The entry of DATABASES for one role on the cluster in `folder`. Starts nothing."""
    return {
        "ENGINE": ENGINE,
        "NAME": NAME,
        "USER": role,
        "HOST": str(Cluster(folder).socket_folder),
        "EMBEDDED": {"folder": str(folder), "durable": durable},
    }
