"""How are servers stopped from a shell? `python -m factcheck.embedded_postgres FOLDER…` stops theirs."""

import sys
from pathlib import Path

from factcheck.embedded_postgres.launcher import Cluster, DatabaseUnavailable, is_running, stop


def main(folders: list[str]) -> int:
    for folder in folders:
        cluster = Cluster(Path(folder))
        try:
            if is_running(cluster):
                stop(cluster)
                sys.stdout.write(f"Stopped the database in {cluster.folder}.\n")
        except DatabaseUnavailable as refusal:
            sys.stderr.write(f"{refusal}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
