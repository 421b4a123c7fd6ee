"""The fixed words of this room. Codes are stored; labels are what people read."""

from django.db import models


class How(models.TextChoices):
    """How somebody wants to hear of something. It always stands at the desk."""

    AT_ONCE = "at_once", "by mail, at once"
    DIGEST = "digest", "in the daily digest"
    DESK = "desk", "only at the desk"


WAITING = "waiting"  # not a kind of news, but a part of the digest: what waits for somebody
