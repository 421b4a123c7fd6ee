"""The settings of the tests: the site's own, in the mode `test`."""

import os

os.environ["FACTCHECK_MODE"] = "test"

from factcheck.settings import *  # noqa: E402, F403

# The tests sign in hundreds of times; how slow a hash is, is not what they ask.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
