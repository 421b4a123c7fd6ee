"""Which PostgreSQL made the data, and is it the one that would serve them?

A new major version does not read the files of an older one.
"""

import os
from functools import lru_cache

from factcheck.embedded_postgres import binaries
from factcheck.embedded_postgres.cluster import Cluster, DatabaseUnavailable


def major(cluster: Cluster) -> int | None:
    """The version that made the data; None if they are not PostgreSQL's."""
    try:
        return int((cluster.data / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return None


def refuse_other_data(cluster: Cluster, server: int) -> None:
    """The data are of this version of the server; else the sentence says how to upgrade."""
    made_by = major(cluster)
    if made_by is None:
        raise DatabaseUnavailable(f"{cluster.data} holds no PostgreSQL data: move it away.")
    if made_by != server:
        raise DatabaseUnavailable(
            f"The data in {cluster.folder} were made by PostgreSQL {made_by}, and this is"
            f" PostgreSQL {server}: to upgrade, start them once more with {binaries.VARIABLE} set"
            f" to the bin folder of PostgreSQL {made_by}, write them out with pg_dumpall, move the"
            " folder away, start the new server, and read them in with psql."
        )


def refuse_other_server(cluster: Cluster) -> None:
    """Whoever asks for a server by name gets no other, even if another runs already."""
    folder = os.environ.get(binaries.VARIABLE)
    if folder and (wanted := _named(folder)) != major(cluster):
        raise DatabaseUnavailable(
            f"A server of PostgreSQL {major(cluster)} runs in {cluster.folder}, and"
            f" {binaries.VARIABLE} names PostgreSQL {wanted}: stop the running one first."
        )


@lru_cache
def _named(folder: str) -> int:
    return binaries.named().major
