"""Stop the servers of the given folders: `python -m factcheck.embedded_postgres FOLDER…`."""

import sys
from pathlib import Path

from factcheck.embedded_postgres.cluster import Cluster, DatabaseUnavailable
from factcheck.embedded_postgres.launcher import is_server_running, stop_server


def main(folders: list[str]) -> int:
    for folder in folders:
        cluster = Cluster(Path(folder))
        try:
            if is_server_running(cluster):
                stop_server(cluster)
                sys.stdout.write(f"Stopped the database in {cluster.folder}.\n")
        except DatabaseUnavailable as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
