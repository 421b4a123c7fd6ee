"""The WSGI application, for gunicorn and similar servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
application = get_wsgi_application()

from django.db import connections  # noqa: E402

from factcheck.checks import refuse_lenient_database  # noqa: E402 — needs the applications

refuse_lenient_database()
connections.close_all()  # the server may fork after this
