"""Django's PostgreSQL backend, extended to start the embedded server before connecting."""

from django.db.backends.postgresql import base
from django.utils.asyncio import async_unsafe

from factcheck.embedded_postgres.cluster import Cluster, DatabaseUnavailable
from factcheck.embedded_postgres.launcher import ensure_server


class DatabaseWrapper(base.DatabaseWrapper):
    @async_unsafe
    def get_new_connection(self, conn_params):
        # At every connection, not only at the first: it takes microseconds, and restarts the
        # server after a crash. A connection pool opens its connections after this.
        if embedded := self.settings_dict.get("EMBEDDED"):
            try:
                ensure_server(Cluster(**embedded))
            except DatabaseUnavailable as error:
                raise self.Database.OperationalError(str(error)) from error
        return super().get_new_connection(conn_params)
