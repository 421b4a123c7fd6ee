"""Which database does Django speak to? PostgreSQL, launched first where the settings ask for it."""

from django.db.backends.postgresql import base
from django.utils.asyncio import async_unsafe

from factcheck.embedded_postgres.cluster import DatabaseUnavailable
from factcheck.embedded_postgres.launcher import Cluster, ensure


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, except that the server of the settings' EMBEDDED entry is there to answer."""

    @async_unsafe
    def get_new_connection(self, conn_params):
        # Asked at every connection and not once per life of the program: it costs microseconds
        # and brings the server back after a crash. A pool opens its connections after this.
        if embedded := self.settings_dict.get("EMBEDDED"):
            self._launch(Cluster(**embedded))
        return super().get_new_connection(conn_params)

    def _launch(self, cluster):
        try:
            ensure(cluster)
        except DatabaseUnavailable as refusal:
            raise self.Database.OperationalError(str(refusal)) from refusal
