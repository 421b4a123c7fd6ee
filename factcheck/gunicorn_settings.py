"""Settings of gunicorn: `gunicorn -c python:factcheck.gunicorn_settings factcheck.wsgi`.

Its logs contain no network addresses and no query strings. The access log is off; with
`--access-logfile` it has the moment, method, path, status, size and duration of each request.
"""

from gunicorn.glogging import Logger

from factcheck.core.private_logs import PrivateFormatter

access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)s'


class PrivateLogger(Logger):
    """gunicorn's logger, which would name the client and the whole address of a failed request."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(PrivateFormatter(self.error_fmt, self.datefmt))


logger_class = PrivateLogger
