"""Who works here, as administrators see it: they add people, describe them and give roles.

That somebody leaves, comes back or lost their second factor are deeds with a page each
(`standing`). Nobody is deleted, nobody's password is seen or set by somebody else, and no right is
given but by a role. Nobody changes their own role: that takes another administrator.
"""

import secrets

from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factcheck.accounts import emails, mfa
from factcheck.accounts.models import User
from factcheck.core.conflict_form import DescribedForm

admin.site.unregister(Group)
ABOUT = ("username", "byline", "email")
RIGHTS = ("groups", "is_staff")
ALONE = "An administrator has no other role: who runs the accounts does not publish."
CONFLICT = 409


def invite(request, person: User) -> None:
    """Send the link by which somebody sets a password."""
    form = PasswordResetForm({"email": person.email})
    if form.is_valid():
        form.save(
            request=request,
            use_https=request.is_secure(),
            subject_template_name="desk/password/subject.txt",
            email_template_name="desk/password/mail.txt",
        )
        messages.info(request, f"{person.email} was sent a link to set a password.")


class RolesForm(forms.ModelForm):
    """A form that gives roles: an administrator has no other."""

    def clean_groups(self):
        roles = self.cleaned_data["groups"]
        if len(roles) > 1 and any(role.name == "administrator" for role in roles):
            raise forms.ValidationError(ALONE)
        return roles


class PersonForm(DescribedForm, RolesForm):
    """Somebody described anew, unless another administrator did so meanwhile."""


class NewPersonForm(RolesForm):
    """A new account. Its first password is random and unknown; the person sets one by mail."""

    class Meta:
        model = User
        fields = (*ABOUT, "groups", "is_staff")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def save(self, commit=True):
        self.instance.set_password(secrets.token_urlsafe(32))
        return super().save(commit)


@admin.register(User)
class PersonAdmin(UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    actions = None
    list_display = ["byline", "username", "roles", "is_staff", "is_active", "last_login"]
    list_filter = ["groups", "is_active", "is_staff"]
    search_fields = ["byline", "username", "email"]
    ordering = ["byline"]
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]
    add_fieldsets = [(None, {"fields": [*ABOUT, "groups", "is_staff"]})]
    fieldsets = [
        (None, {"fields": ABOUT}),
        ("Role", {"fields": RIGHTS}),
        ("Since when", {"fields": ["last_login", "date_joined"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display
    def roles(self, person):
        return ", ".join(group.name for group in person.groups.all())

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "is_staff":
            field.label, field.help_text = "May enter the desk", "Partners may not."
        if db_field.name == "groups":
            field.help_text = "What each role may do stands in the handbook."
        return field

    def get_readonly_fields(self, request, obj=None):
        """Nobody gives themselves a role, and who has left comes back before one is given."""
        only_read = obj is not None and (obj == request.user or not obj.is_active)
        return [*self.readonly_fields, *(RIGHTS if only_read else ())]

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """An administrator cannot take over the account of somebody who may do everything."""
        beyond = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not beyond and super().has_change_permission(request, obj)

    def user_change_password(self, request, id, form_url=""):
        raise PermissionDenied("Nobody sets somebody else's password.")

    def save_model(self, request, obj, form, change):
        """Whoever had the account's address before learns that it is another now."""
        former = User.objects.filter(pk=obj.pk).values_list("email", flat=True).first()
        super().save_model(request, obj, form, change)
        if former and former != obj.email:
            emails.tell(obj, "address", timezone.now(), to=former)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            invite(request, form.instance)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and obj.pk:
            context["has_factor"] = mfa.has_one(obj)
            context["signed_in"] = UserSession.objects.filter(user=obj).count()
            context["deeds"] = obj.deeds.select_related("done_by")
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        response = super().render_change_form(request, context, *args, obj=obj, **kwargs)
        if getattr(context["adminform"].form, "theirs", None) is not None:
            response.status_code = CONFLICT
        return response

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_post_save_add(request, obj)


@admin.register(Group)
class RoleAdmin(admin.ModelAdmin):
    """Roles are written by the software and only read here."""

    actions = None
    list_display = ["name"]
    fields = ["name", "may"]
    readonly_fields = ["name", "may"]

    @admin.display(description="may")
    def may(self, group):
        return "; ".join(group.permissions.values_list("name", flat=True))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
