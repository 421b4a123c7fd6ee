"""The forms with which an editor decides about drafts whose time is over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Verdict
from factcheck.desk.base.forms import DayInput, DeskForm


class RemoveDraftsForm(DeskForm):
    drafts = forms.ModelMultipleChoiceField(
        Verdict.objects.none(), label=_("Drafts"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["drafts"].queryset = Verdict.objects.all()


class KeepDraftsForm(RemoveDraftsForm):
    ask_again_on = forms.DateField(label=_("Ask again on"), required=False, widget=DayInput())
