"""Loads a user and their permissions with one query for each desk page."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Value
from django.db.models.functions import Concat

from factcheck.accounts.models import User

PERMISSION_NAME = Concat("content_type__app_label", Value("."), "codename")


class RolesBackend(ModelBackend):
    """Django's own backend, without permissions of single users: only roles give permissions."""

    def get_user(self, user_id):
        """The user with `role_permissions`, such as "claims.publish_verdict"; None if inactive."""
        permissions = Permission.objects.filter(group__user=OuterRef("pk")).order_by()
        role_permissions = ArraySubquery(
            permissions.annotate(permission_name=PERMISSION_NAME).values("permission_name")
        )
        user = User.objects.annotate(role_permissions=role_permissions).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def get_user_permissions(self, user_obj, obj=None):
        return set()

    def get_group_permissions(self, user_obj, obj=None):
        names = getattr(user_obj, "role_permissions", None)
        if names is None or user_obj.is_superuser or not user_obj.is_active or obj is not None:
            return super().get_group_permissions(user_obj, obj)
        return set(names)
