"""Text of several lines with a maximum length, which the form and the database share."""

from django import forms
from django.db import models


class MultilineField(forms.CharField):
    """Text of several lines.

    Browsers count a line break as one character and send two, so they are normalised first. There
    is no `maxlength`: browsers cut off what is pasted without a word. The error says the limit.
    """

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class MultilineTextField(models.CharField):
    """Text of several lines; `max_length` in code points is a limit of the column, too."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": MultilineField} | kwargs)


def get_max_length(column) -> int:
    """The limit of a model's column, such as `Claim.statement`, in code points."""
    return column.field.max_length
