"""A form field for addresses that keeps them letter for letter."""

from django import forms


class AddressField(forms.URLField):
    """Django's field would write `https://a.example/b?` without its last character.

    A server may tell such addresses apart. Only a missing scheme is added.
    """

    def __init__(self, **kwargs):
        super().__init__(**{"assume_scheme": "https"} | kwargs)

    def to_python(self, value):
        typed = super(forms.URLField, self).to_python(value)
        cleaned = super().to_python(value)
        return typed if "://" in typed else cleaned
