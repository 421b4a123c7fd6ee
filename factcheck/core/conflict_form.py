"""Is a row described anew over what somebody else wrote meanwhile? Then nothing is written."""

from django.forms import ModelForm, ValidationError, model_to_dict

from factcheck.core.edit_conflicts import as_read, differences


class DescribedForm(ModelForm):
    """A row described anew, unless somebody did so after the form was opened.

    Then `theirs` shows word by word what stands there now, what was typed stays in the form, and
    saving it once more is done knowingly.
    """

    theirs = None

    @property
    def seen(self) -> str:
        """The mark of what stands there: as the form was opened, or now that it came back."""
        return as_read({name: self.initial.get(name) for name in self.fields})

    def clean(self):
        told = super().clean()
        fresh = type(self.instance).objects.select_for_update().filter(pk=self.instance.pk).first()
        if fresh is not None:
            self.initial |= model_to_dict(fresh, self.fields)
            if self.data.get("seen") != self.seen:
                self.theirs = differences(self, fresh, self.fields)
                raise ValidationError("Somebody saved this while you were writing.")
        return told
