"""Who is this, and what do their roles allow? Both from one query, at every page of the desk."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Value
from django.db.models.functions import Concat

from factcheck.accounts.models import User

CALLED = Concat("content_type__app_label", Value("."), "codename")


class RolesBackend(ModelBackend):
    """Django's own, but that nobody has a right of their own: what is allowed, a role allows."""

    def get_user(self, user_id):
        """The person with `rights`, such as "claims.publish_verdict"; None if they have left."""
        allowed = Permission.objects.filter(group__user=OuterRef("pk")).order_by()
        rights = ArraySubquery(allowed.annotate(called=CALLED).values("called"))
        person = User.objects.annotate(rights=rights).filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None

    def get_user_permissions(self, user_obj, obj=None):
        return set()

    def get_group_permissions(self, user_obj, obj=None):
        known = getattr(user_obj, "rights", None)
        if known is None or user_obj.is_superuser or not user_obj.is_active or obj is not None:
            return super().get_group_permissions(user_obj, obj)
        return set(known)
