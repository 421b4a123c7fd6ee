"""User accounts in the admin: administrators add users, edit their profile and give roles.

Deactivating, reactivating and resetting MFA are actions with a page each (`accounts.actions`). A
new e-mail address or role may wait for a second person (`accounts.account_changes`).
Accounts are never deleted, no one sets another user's password, permissions come from roles only,
and administrators cannot change their own role.
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
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from factcheck.accounts import account_changes, emails, mfa
from factcheck.accounts.models import AccountChange, User
from factcheck.accounts.policies import check_permission
from factcheck.accounts.roles import CONFIRM_CHANGE
from factcheck.core.edit_conflicts import ConflictCheckingForm

admin.site.unregister(Group)
PROFILE_FIELDS = ("username", "byline", "email")
ROLE_FIELDS = ("groups", "is_staff")
ADMINISTRATOR_ONLY = _(
    "An administrator cannot have another role: those who manage accounts do not publish."
)
CONFLICT = 409


def send_invitation(request, user: User) -> None:
    """Send the user a link to set a password."""
    form = PasswordResetForm({"email": user.email})
    if form.is_valid():
        form.save(
            request=request,
            use_https=request.is_secure(),
            subject_template_name="desk/password/subject.txt",
            email_template_name="desk/password/mail.txt",
        )
        messages.info(
            request, _("A link to set a password was sent to %(email)s.") % {"email": user.email}
        )


def announce_change(request, change: AccountChange) -> None:
    """Tell the administrator when the change takes effect, and send the e-mails about it."""
    effective_at = account_changes.compute_effective_at(change)
    messages.warning(
        request,
        _(
            "%(change)s: waits for another administrator or an editor with a passkey. "
            "If no one confirms or refuses it, it takes effect on %(moment)s."
        )
        % {
            "change": capfirst(change.get_kind_display()),
            "moment": date_format(timezone.localtime(effective_at), "j F Y, H:i"),
        },
    )
    if not emails.send_change_request(change, effective_at):
        messages.warning(request, _("The e-mail could not be sent: inform them yourself."))


class RolesForm(forms.ModelForm):
    """Gives roles; an administrator cannot have another one."""

    def clean_groups(self):
        roles = self.cleaned_data["groups"]
        if len(roles) > 1 and any(role.name == "administrator" for role in roles):
            raise forms.ValidationError(ADMINISTRATOR_ONLY)
        return roles


class UserForm(ConflictCheckingForm, RolesForm):
    """Edits a user; rejects the save if another administrator edited it in the meantime."""


class NewUserForm(RolesForm):
    """A new account with a random password; the user gets an e-mail with a link to set one."""

    class Meta:
        model = User
        fields = (*PROFILE_FIELDS, "groups", "is_staff")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def save(self, commit=True):
        self.instance.set_password(secrets.token_urlsafe(32))
        return super().save(commit)


@admin.register(User)
class DeskUserAdmin(UserAdmin):
    form = UserForm
    add_form = NewUserForm
    actions = None
    list_display = ["byline", "username", "roles", "is_staff", "is_active", "last_login"]
    list_filter = ["groups", "is_active", "is_staff"]
    search_fields = ["byline", "username", "email"]
    ordering = ["byline"]
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]
    add_fieldsets = [(None, {"fields": [*PROFILE_FIELDS, "groups", "is_staff"]})]
    fieldsets = [
        (None, {"fields": PROFILE_FIELDS}),
        (_("Role"), {"fields": ROLE_FIELDS}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all())

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "is_staff":
            field.label = _("Can use the desk")
            field.help_text = _("Leave unticked for partners.")
        if db_field.name == "groups":
            field.help_text = _("docs/workflow.md lists what each role can do.")
        return field

    def get_readonly_fields(self, request, obj=None):
        """Users cannot change their own role, and a deactivated account gets no role."""
        roles_are_fixed = obj is not None and (obj == request.user or not obj.is_active)
        return [*self.readonly_fields, *(ROLE_FIELDS if roles_are_fixed else ())]

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """An administrator cannot change a superuser's account."""
        is_forbidden = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_forbidden and super().has_change_permission(request, obj)

    def user_change_password(self, request, id, form_url=""):
        raise PermissionDenied(_("You cannot set another user's password."))

    def save_model(self, request, obj, form, change):
        """Save the profile; a new e-mail address of an existing account may have to wait."""
        email, former = obj.email, User.objects.filter(pk=obj.pk).values_list("email", flat=True)
        if change:
            obj.email = former.get()
        super().save_model(request, obj, form, change)
        if email != obj.email:
            self._save_or_announce(request, account_changes.change_email, obj, email)

    def save_related(self, request, form, formsets, change):
        """Give the roles; new ones may have to wait. Invite a new user."""
        roles = form.cleaned_data.pop("groups", None)
        super().save_related(request, form, formsets, change)
        if roles is not None and set(roles) != set(form.instance.groups.all()):
            names = {role.name for role in roles}
            self._save_or_announce(request, account_changes.change_roles, form.instance, names)
        if not change:
            send_invitation(request, form.instance)

    def _save_or_announce(self, request, action, user: User, value) -> None:
        if held := action(user, value, by=request.user, at=timezone.now()):
            announce_change(request, held)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and obj.pk:
            context["has_mfa"] = mfa.has_mfa(obj)
            context["session_count"] = UserSession.objects.filter(user=obj).count()
            context["account_actions"] = obj.account_actions.select_related("created_by")
            context["account_changes"] = account_changes.list_changes_of(obj)
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        response = super().render_change_form(request, context, *args, obj=obj, **kwargs)
        if getattr(context["adminform"].form, "conflicts", None) is not None:
            response.status_code = CONFLICT
        return response

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_post_save_add(request, obj)


@admin.register(Group)
class RoleAdmin(admin.ModelAdmin):
    """Roles are defined in the code and cannot be edited."""

    actions = None
    list_display = ["name"]
    fields = ["name", "permission_list"]
    readonly_fields = ["name", "permission_list"]

    @admin.display(description=_("permissions"))
    def permission_list(self, group):
        return "; ".join(group.permissions.values_list("name", flat=True))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AccountChange)
class AccountChangeAdmin(admin.ModelAdmin):
    """The list of all changes that were asked for; each has a page of the desk."""

    actions = None
    list_display = ["user", "kind", "former", "value", "created_by", "created_at", "outcome"]
    list_filter = [("decision", admin.EmptyFieldListFilter), "kind", "decision__outcome"]
    list_select_related = ["user", "created_by", "decision"]
    search_fields = ["user__byline", "user__username"]

    @admin.display(description=_("decision"), empty_value=_("open"))
    def outcome(self, change):
        decision = getattr(change, "decision", None)
        return decision and decision.get_outcome_display()

    def has_view_permission(self, request, obj=None):
        return check_permission(request.user, CONFIRM_CHANGE) is None

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
